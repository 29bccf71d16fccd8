"""One line that says who does what to whom, in the text's own words for the act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.cast import with_article
from briefgen.nlp.dates import spans
from briefgen.nlp.grammar import is_passive, is_verb, objects, subjects, support_verb, surface_subject
from briefgen.nlp.inflection import agreeing, is_several, present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from briefgen.model import Action, Status
    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding
    from briefgen.nlp.parties import Party

LONGEST = 12  # tokens of the text's own words; more would be a sentence in the sentence
LONGEST_PARTY = 7  # tokens of a party's phrase that is shown in place of its name
LONGEST_TAIL = 9  # tokens of what the target is asked to do
LONGEST_OBJECT = 5  # tokens of what the verb's own object may have
FINITE = frozenset({"VBD", "VBZ", "VBP"})
OWNING = frozenset("possessive modifier by from of".split())  # slots of a noun's doer
NAMES = frozenset("NORP GPE ORG PERSON LOC FAC EVENT LAW PRODUCT LANGUAGE".split())
DATES = frozenset({"DATE", "TIME"})
SILENT = frozenset({"report", "support", "welcome", "blame", "deny"})  # modes that leave the words of an act
APART = frozenset({"adjunct", "beyond", "implied", "climb", "event", "reach"})  # rules that join what stands apart
TWO_SIDED = frozenset({"between", "among"})
THINGS = frozenset({"owner", "place"})  # ways to a party through what is its own, shown in the text's words
LEFT_OPEN = frozenset("let make have".split())  # verbs that say nothing without what the other then does
LIGHT = frozenset("be have do get become seem".split())  # verbs that say nothing without what they take along
# for acts that the text states in a noun, in the passive or across a clause: the class in words
WORDS: dict[Action, tuple[str, str]] = {
    "AGREE": ("agrees to cooperate with", "agree to cooperate"),
    "CONSULT": ("holds talks with", "hold talks"),
    "SUPPORT": ("supports", "reach an agreement"),
    "CONCEDE": ("eases its stance towards", "ease their stance"),
    "COOPERATE": ("cooperates with", "cooperate"),
    "AID": ("gives aid to", "aid each other"),
    "RETREAT": ("pulls back from", "pull back"),
    "REQUEST": ("makes a demand on", "make demands on each other"),
    "ACCUSE": ("criticises", "criticise each other"),
    "REJECT": ("opposes", "are at odds"),
    "THREATEN": ("threatens", "threaten each other"),
    "PROTEST": ("protests against", "protest against each other"),
    "SANCTION": ("restricts relations with", "restrict their relations"),
    "MOBILIZE": ("shows force towards", "show force towards each other"),
    "COERCE": ("uses coercion against", "use coercion against each other"),
    "ASSAULT": ("attacks", "fight each other"),
}
TOLD: dict[Status, str] = {
    "planned": " (planned)",
    "threatened": " (threatened)",
    "denied": " (denied)",
    "past": "",
    "actual": "",
}


@dataclass(frozen=True, slots=True)
class Side:
    """A party as a statement shows it: by name, or by the text's phrase where it is reached through its goods."""

    party: Party
    text: str
    several: bool


def statement(doc: Doc, cast: Cast, finding: Finding) -> str:
    """ "United States imposed sanctions on Turkey": both parties, the act in the text's words where they fit.

    Where they do not, it is told by its noun ("Peru's criticism of Chad") or by its class ("Peru criticises Chad").
    """
    source = _side(doc, cast, finding.source, THINGS)
    target = _side(doc, cast, finding.target, THINGS | {"official"})
    told = _in_a_clause(doc, finding, source, target) or _by_noun(doc, finding, source, target)
    suffix = TOLD[finding.status]
    if told is None:
        told = _by_class(finding, *(_side(doc, cast, party, frozenset()) for party in (finding.source, finding.target)))
    elif finding.steps and finding.status != "denied":
        suffix = ""  # the words tell it
    return _capital(re.sub(r"\s+", " ", told).strip()) + suffix


def _side(doc: Doc, cast: Cast, party: Party, by_phrase: frozenset[str]) -> Side:
    member, words = cast.members[party.actor], doc[party.start : party.end]
    plural = doc[party.head].tag_ in ("NNS", "NNPS")
    people = party.head in cast.at and cast.at[party.head].form == "people"
    shown = (people or party.via in by_phrase) and party.start <= party.head < party.end
    if shown and len(words) <= LONGEST_PARTY and not any(t.pos_ == "PRON" or t.is_punct or t.is_space for t in words):
        text = words.text if words[0].pos_ != "DET" else words.text[:1].lower() + words.text[1:]
        return Side(party, text, plural or party.via == "name")
    return Side(party, with_article(member.name), is_several(member, plural, party.via == "group"))


def _word(token: Token) -> str:
    """A word in lower case, as a headline's may not be, unless it belongs to a name."""
    return token.text if token.pos_ == "PROPN" or token.ent_type_ in NAMES else token.lower_


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_class(finding: Finding, source: Side, target: Side) -> str:
    """The act told by its class alone."""
    single, joint = WORDS[finding.action]
    if finding.symmetric:
        return f"{source.text} and {target.text} {joint}"
    verb, _, rest = single.partition(" ")
    return f"{source.text} {_plural(verb) if source.several else verb} {rest} {target.text}"


def _plural(verb: str) -> str:
    """The plural of a verb of WORDS."""
    return verb[:-1] if not verb.endswith("sses") else verb[:-2]


def _in_a_clause(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """The act in the words of its own clause, if that has one of the two as its subject."""
    token = doc[finding.trigger]
    verb = token if is_verb(token) else support_verb(token)
    if verb is None or finding.rule in APART or (finding.target_slot in TWO_SIDED and not finding.symmetric):
        return None
    top = _governor(finding, verb)
    if is_passive(top):
        return None if finding.steps else _turned(token, top, finding, source, target)
    doers = _heads(subjects(top))
    if finding.symmetric and _all_in(doers, source, target):
        own = token if not is_verb(token) else next((c for c in top.rights if c.dep_ == "dobj"), None) or top
        end = max(own.i, top.i) + 1
        words = _run(doc, top, end, True) if _tells(finding, top, end) else None
        return f"{source.text} and {target.text} {words}" if words else None
    for first, second in ((source, target), (target, source)):
        if not _all_in(doers, first) or token.i < top.i or second.party.start <= top.i:
            continue
        thing = _own_object(top, second) if is_verb(token) else None
        if (thing is None or thing.i < second.party.start) and token.i < second.party.end:
            tail = _tail(doc, token, second.party.end) if first is source else ""
            words = _run(doc, top, second.party.start, first.several, bool(tail))
            if words and _tells(finding, top, second.party.start) and (tail or token.lemma_ not in LEFT_OPEN):
                return f"{first.text} {words} {second.text} {tail}"
        if not finding.steps and first is source and token.lemma_ not in LEFT_OPEN:
            return _short(token, top, finding, source, target)
    return None


def _tail(doc: Doc, verb: Token, start: int) -> str:
    """What the target is to do, right behind it: "to leave the islands"; empty where that is long or elsewhere."""
    clause = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i >= start and is_verb(verb)), None)
    if clause is None or clause.left_edge.i > start:
        return ""
    tokens: list[Token] = []
    for token in doc[start : clause.right_edge.i + 1]:
        if token.is_punct or (token.dep_ in ("mark", "cc", "advcl") and token.lower_ != "to"):
            break
        tokens.append(token)
    if len(tokens) > LONGEST_TAIL or clause not in tokens:
        return ""
    return "".join(_word(t) + t.whitespace_ for t in tokens).strip()


def _tells(finding: Finding, top: Token, end: int) -> bool:
    """Whether the words from a verb, or its auxiliaries, to the offset `end` hold all modes of an act."""
    first = min((top.i, *(c.i for c in top.lefts if c.dep_ in ("aux", "neg"))))
    return all(first <= s.token.i < end for s in finding.steps if s.effect not in SILENT)


def _governor(finding: Finding, verb: Token) -> Token:
    """The outermost verb among the modes of an act, whose clause tells the whole of it; else the act's own verb."""
    telling = [s.token for s in finding.steps if s.effect not in SILENT]
    above = [t for t in telling if is_verb(t) and t.dep_ not in ("aux", "auxpass")]
    return min((verb, *above), key=lambda t: sum(1 for _ in t.ancestors))


def _heads(tokens: Iterable[Token]) -> set[int]:
    found = set()
    for token in tokens:
        found |= {token.i, *(t.i for t in token.conjuncts)}
    return found


def _all_in(doers: set[int], *sides: Side) -> bool:
    """Whether the parties are among the doers of a clause."""
    return all(any(s.party.start <= i < s.party.end or i == s.party.head for i in doers) for s in sides)


def _run(doc: Doc, top: Token, end: int, several: bool, clause: bool = False) -> str | None:
    """The text from a verb with its auxiliaries to the offset `end`, without dates; None if it is no plain phrase.

    clause: whether "that" may stand in it, as what the clause tells comes behind
    """
    helpers = [c.i for c in top.lefts if c.dep_ in ("aux", "auxpass", "neg") and c.tag_ != "TO"]
    start = min((*helpers, top.i))
    if any(t.dep_ in ("nsubj", "nsubjpass") for t in doc[start : top.i]):
        return None
    finite = bool(helpers) or top.tag_ in FINITE
    dates = _dates(doc, start, end)
    tokens = [t for t in doc[start:end] if t.i not in dates]
    if len(tokens) > LONGEST or any(_breaks(t) and not (clause and t.lower_ == "that") for t in tokens if t.i > top.i):
        return None
    first = agreeing(doc[start], several) if finite else present(top.lemma_.lower(), several)
    rest = "".join(_word(t) + t.whitespace_ for t in tokens if t.i > start)
    glued = rest[:3] in ("n't", "n’t")
    return f"{first}{'' if glued else ' '}{rest}".strip()


def _dates(doc: Doc, start: int, end: int) -> set[int]:
    """Offsets of the words in a range that only tell when: "on Monday", "last week"."""
    found: set[int] = set()
    for ent in spans(doc, start, end, DATES):
        root = ent.root
        if root.dep_ in ("npadvmod", "advmod"):
            found |= set(range(ent.start, ent.end))
        elif root.dep_ == "pobj" and root.head.i == ent.start - 1 and is_verb(root.head.head):
            found |= set(range(root.head.i, ent.end))
    return found


def _breaks(token: Token) -> bool:
    """Whether a word ends the phrase before it, so that the words around it are no statement."""
    quoted = token.is_quote or token.text in "()[]"
    return (token.is_punct and token.text != "-") or quoted or token.dep_ in ("nsubj", "mark")


def _turned(token: Token, verb: Token, finding: Finding, source: Side, target: Side) -> str | None:
    """The active of a passive clause: "Togo was condemned by Ghana" is "Ghana condemns Togo"."""
    if finding.source_slot not in ("subject", "by") or not _all_in(_heads(subjects(verb)), source):
        return None
    return _short(token, verb, finding, source, target)


def _short(token: Token, verb: Token, finding: Finding, source: Side, target: Side) -> str | None:
    """Verb, its own object if the act has one, preposition and target, in the present tense or the verb's own."""
    finite = verb.tag_ in FINITE and not is_passive(verb) and not any(c.dep_ == "aux" for c in verb.children)
    act = agreeing(verb, source.several) if finite else present(verb.lemma_.lower(), source.several)
    particle = "".join(f" {c.lower_}" for c in verb.children if c.dep_ == "prt")
    if not is_verb(token) and token.dep_ not in ("dobj", "nsubjpass"):
        return None
    own = _own_object(verb, target) if is_verb(token) else token
    if finding.target_slot == "object" and is_verb(token) and _direct(verb, target):
        return f"{source.text} {act}{particle} {target.text}"
    if not finding.target_slot.isalpha() or finding.target_slot not in _prepositions(token, verb):
        return None
    if own is None and verb.lemma_ in LIGHT:
        return None
    thing = _thing(own) if own is not None else ""
    return None if thing is None else f"{source.text} {act}{particle} {thing} {finding.target_slot} {target.text}"


def _direct(verb: Token, target: Side) -> bool:
    return any(target.party.start <= o.i < target.party.end for o in _conjoined(objects(verb)))


def _conjoined(tokens: Iterable[Token]) -> list[Token]:
    return [t for token in tokens for t in (token, *token.conjuncts)]


def _own_object(verb: Token, target: Side) -> Token | None:
    """What a verb does something with, where that is not the target itself."""
    found = surface_subject(verb) if is_passive(verb) else [c for c in verb.children if c.dep_ == "dobj"]
    return next((t for t in found if not target.party.start <= t.i < target.party.end), None)


def _thing(noun: Token) -> str | None:
    """A noun with what stands before it; None where that is long, a pronoun or broken."""
    words = [t for t in noun.subtree if t.i <= noun.i and t.dep_ != "relcl"]
    if noun.pos_ == "PRON" or len(words) > LONGEST_OBJECT or any(t.is_punct and t.text != "-" for t in words):
        return None
    return "".join(_word(t) + t.whitespace_ for t in words).strip()


def _prepositions(*tokens: Token) -> set[str]:
    """Prepositions that hang on the words of an act or on their objects."""
    hosts = [*tokens, *(o for t in tokens if is_verb(t) for o in objects(t))]
    return {c.lower_ for host in hosts for c in host.children if c.dep_ in ("prep", "dative") and c.pos_ == "ADP"}


def _by_noun(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """An act in a noun phrase: "Ghana's criticism of Togo", "talks between Ghana and Togo", "… were suspended"."""
    token = doc[finding.trigger]
    fate = _fate(doc, token, finding)
    if token.pos_ != "NOUN" or fate is None or finding.rule in APART | {"undergo"}:
        return None
    own = {i for s in (source, target) for i in range(s.party.start, s.party.end)}
    words = [t for t in token.lefts if t.dep_ in ("amod", "compound") and t.i not in own and t.text != "-"]
    if len(words) > LONGEST_OBJECT or any(t.ent_type_ in DATES or t.nbor().text == "-" for t in words):
        return None
    noun = " ".join(map(_word, (*words, token)))
    if "subject" in finding.sense.source:  # a role
        return f"{source.text}, {' '.join([*map(_word, words), token.lemma_])} of {target.text}"
    if finding.symmetric:
        return f"{noun} between {source.text} and {target.text} {fate}"
    if finding.target_slot not in _prepositions(token) or finding.source_slot not in OWNING:
        return None
    return f"{_possessive(source.text)} {noun} {finding.target_slot} {target.text} {fate}"


def _fate(doc: Doc, noun: Token, finding: Finding) -> str | None:
    """What became of an act told in a noun ("were suspended"); empty where nothing did, None where it is told apart."""
    steps = [s for s in finding.steps if s.effect not in SILENT]
    if not steps:
        return ""
    verb = noun.head
    if len(steps) > 1 or steps[0].token.i != verb.i or noun.dep_ not in ("nsubj", "nsubjpass") or verb.i < noun.i:
        return None
    return _run(doc, verb, verb.i + 1, noun.tag_ == "NNS")


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
