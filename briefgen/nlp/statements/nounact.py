"""An act told in a noun phrase: "Ghana's criticism of Togo", "talks between Ghana and Togo"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.statements.clause import complements, verb_words, word
from briefgen.nlp.statements.inflection import an, present
from briefgen.nlp.statements.written import text_of

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

LONGEST_NOUN = 5  # tokens that stand before a noun of an act
OWNING = frozenset("possessive modifier by from of".split())  # slots of a noun's doer
DATES = frozenset({"DATE", "TIME"})
SILENT = frozenset({"report", "support", "welcome", "blame"})  # modes that leave the words of an act
APART = frozenset({"adjunct", "beyond", "implied", "climb", "event", "reach"})  # rules that join what stands apart
HEADED = frozenset("sign strike reach seal ink clinch hold".split())  # a headline's verbs that are taken for nouns
JOINT = "joint"
PENDING = frozenset({"planned", "threatened"})
PENDING_EFFECTS = frozenset("plan promise would may hope threaten begin report support".split())


def by_noun(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """An act in a noun phrase: "Ghana's criticism of Togo", "talks between Ghana and Togo", "… were suspended"."""
    token = doc[finding.trigger]
    fate = _fate(token, finding)
    if fate is None and finding.status in PENDING and all(s.effect in PENDING_EFFECTS for s in finding.steps):
        fate = f"({finding.status})"
    if token.pos_ != "NOUN" or fate is None or finding.rule in APART | {"undergo"}:
        return None
    own = {i for s in (source, target) for i in range(s.party.start, s.party.end)}
    words = [
        t for t in token.lefts if t.dep_ in ("amod", "compound") and t.i not in own and t.lower_ not in ("-", "own")
    ]
    if len(words) > LONGEST_NOUN or any(t.ent_type_ in DATES or t.nbor().text == "-" for t in words):
        return None
    noun = " ".join(map(word, (*words, token)))
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_ in finding.sense.words:
        noun = f"{word(token.head.head)} of {noun}"  # "war of words"
    if finding.sense.words and token.dep_ == "pobj" and token.head.lower_ == finding.sense.words[0]:  # "at odds"
        return f"{source.text} {present('be', source.several)} {token.head.lower_} {noun} with {target.text}"
    if "subject" in finding.sense.source:  # a role
        role = " ".join([*map(word, words), token.lemma_])
        one = any(t.lower_ in ("main", "chief", "only", "top") or t.tag_ in ("JJS", "RBS") for t in words)
        if source.several:
            return f"{source.text} are {role}s of {target.text}"
        return f"{source.text} is {f'the {role}' if one else an(role)} of {target.text}"
    if finding.symmetric and words and words[0].lower_ in HEADED:
        return f"{source.text} and {target.text} {noun}"
    if finding.symmetric:
        return f"{noun} between {source.text} and {target.text} {fate}"
    prepositions = {c.lower_ for c in token.children if c.dep_ in ("prep", "dative") and c.pos_ == "ADP"}
    if finding.target_slot not in prepositions or finding.source_slot not in OWNING:
        return None
    return f"{possessive(source.text)} {noun} {finding.target_slot} {target.text} {fate}"


def by_joint(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """What two do together, told by its noun: "in a joint statement, Chad and Niger …"."""
    adjective, noun = doc[finding.trigger], doc[finding.trigger].head
    if adjective.lower_ != JOINT or adjective.dep_ != "amod" or not finding.symmetric or noun.pos_ != "NOUN":
        return None
    suffix = f" ({finding.status})" if finding.status in PENDING else ""
    return f"joint {doc[adjective.i + 1 : noun.i + 1].text} of {source.text} and {target.text}{suffix}"


def _fate(noun: Token, finding: Finding) -> str | None:
    """What became of an act told in a noun ("were suspended"); empty where nothing did, None where it is told apart."""
    steps = [s for s in finding.steps if s.effect not in SILENT]
    if not steps:
        return ""
    verb = noun.head
    if len(steps) > 1 or steps[0].token.i != verb.i or noun.dep_ not in ("nsubj", "nsubjpass") or verb.i < noun.i:
        return None
    act, behind = verb_words(verb, several=noun.tag_ == "NNS", over=True), complements(verb, ())
    return None if act is None or behind is None else f"{act} {text_of(behind, {})}"


def possessive(name: str) -> str:
    """A name as the owner of what follows: "Laos'", "Chad's"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
