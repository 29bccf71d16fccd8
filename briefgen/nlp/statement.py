"""One line that says who does what to whom, in the text's own words for the act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.arguments import subjects, surface_subject
from briefgen.nlp.attribution import attributed
from briefgen.nlp.background import is_past, tensed
from briefgen.nlp.cast import with_article
from briefgen.nlp.clause import BOTH, complements, text_of, verb_words, word
from briefgen.nlp.grammar import is_finite, is_passive, is_verb, support_verb
from briefgen.nlp.inflection import is_several, past, present

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from briefgen.model import Action
    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding
    from briefgen.nlp.modes import Step
    from briefgen.nlp.parties import Party

LONGEST_PARTY = 7  # tokens of a party's phrase that is shown in place of its name
LONGEST_NOUN = 5  # tokens that stand before a noun of an act
OWNING = frozenset("possessive modifier by from of".split())  # slots of a noun's doer
DATES = frozenset({"DATE", "TIME"})
SILENT = frozenset({"report", "support", "welcome", "blame"})  # modes that leave the words of an act
APART = frozenset({"adjunct", "beyond", "implied", "climb", "event", "reach"})  # rules that join what stands apart
THINGS = frozenset({"owner", "place"})  # ways to a party through what is its own, shown in the text's words
PHRASES = THINGS | {"official"}  # of a target, whose officials stand for it
REACHED = frozenset({"author", "event", "implied"})  # rules that reach a target by what it has made or done
POINTERS = frozenset("it them him her this that these those which who whom so other others one".split())
RECIPROCAL = frozenset({"other", "another"})
OBJECTS = frozenset("dobj xcomp ccomp prep".split())
PENDING = frozenset({"planned", "threatened"})
PENDING_EFFECTS = frozenset("plan promise would may hope threaten begin report support".split())
BROKEN = frozenset("POS CC DT PRP$ TO".split())  # with which no clause ends
TELLING = frozenset({"AGREE", "THREATEN"})  # classes whose words tell that the deed is still to come
# for acts that the text states in a noun, in the passive or across a clause: the class in words
WORDS: dict[Action, tuple[str, str]] = {
    "AGREE": ("agree to cooperate with", "agree to cooperate"),
    "CONSULT": ("hold talks with", "hold talks"),
    "SUPPORT": ("support", "reach an agreement"),
    "CONCEDE": ("make concessions to", "make concessions to each other"),
    "COOPERATE": ("cooperate with", "cooperate"),
    "AID": ("give aid to", "aid each other"),
    "RETREAT": ("pull back from", "pull back"),
    "REQUEST": ("make a demand on", "make demands on each other"),
    "ACCUSE": ("criticise", "criticise each other"),
    "REJECT": ("oppose", "be at odds"),
    "THREATEN": ("threaten", "threaten each other"),
    "PROTEST": ("protest against", "protest against each other"),
    "SANCTION": ("restrict relations with", "restrict their relations"),
    "MOBILIZE": ("show force towards", "show force towards each other"),
    "COERCE": ("use coercion against", "use coercion against each other"),
    "ASSAULT": ("attack", "fight each other"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """A party as a statement shows it: by name, or by the text's phrase where it is reached through its goods."""

    party: Party
    text: str
    several: bool
    start: int
    end: int
    phrase: bool = False  # whether the text is a phrase of the text's own
    joint: bool = False  # whether it is both parties


def statement(doc: Doc, cast: Cast, finding: Finding) -> str:
    """ "United States imposed sanctions on Turkey": the act in the words of its clause, cut down to what tells it.

    Where no clause has both parties it is told by its noun ("Peru's criticism of Chad"), by the clause of its source
    alone ("Peru condemned the law"), or by its class ("Peru criticises Chad"). Who else claims it is named.
    """
    apart = finding.source.end <= finding.target.start or finding.target.end <= finding.source.start
    source = _side(doc, cast, finding.source, THINGS if apart else frozenset())
    target = _side(doc, cast, finding.target, PHRASES if apart else frozenset())
    told = (
        _of_both(doc, finding, source, target)
        or _by_noun(doc, finding, source, target)
        or _of_one(doc, finding, source)
    )
    if told is None:
        sides = (_side(doc, cast, party, frozenset()) for party in (finding.source, finding.target))
        told = _by_class(doc, finding, *sides)
    told = attributed(re.sub(r"\s+", " ", told).strip(), cast, finding)
    return told[:1].upper() + told[1:]


def _side(doc: Doc, cast: Cast, party: Party, by_phrase: frozenset[str]) -> Side:
    member, start = cast.members[party.actor], party.start
    if party.via == "pronoun":
        several = is_several(member, plural=False, nameless=False)
        return Side(party, with_article(member.name), several, party.head, party.head + 1)
    if start > 1 and doc[start - 1].text == "-" and start <= party.head:
        start -= 2  # "Chadian-backed rebels"
    words = doc[start : party.end]
    plural = doc[party.head].tag_ in ("NNS", "NNPS")
    people = party.head in cast.at and cast.at[party.head].form == "people"
    nameless = member.name[:1].islower()
    shown = (people or nameless or party.via in by_phrase) and party.start <= party.head < party.end
    if (
        shown
        and len(words) <= LONGEST_PARTY
        and not any(t.pos_ == "PRON" or t.lower_ in RECIPROCAL or _parts(t) for t in words)
    ):
        text = words.text if words[0].pos_ != "DET" else words.text[:1].lower() + words.text[1:]
        return Side(party, text, plural or party.via == "name", start, party.end, phrase=True)
    several = is_several(member, plural, party.via == "group")
    if start < party.start and party.via == "group":
        return Side(party, words.text, several, start, party.end)
    return Side(party, with_article(member.name), several, party.start, party.end)


def _parts(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text != "-")


def _by_class(doc: Doc, finding: Finding, source: Side, target: Side) -> str:
    """The act told by its class alone, in the tense of its clause."""
    single, joint = WORDS[finding.action]
    trigger = doc[finding.trigger]
    if trigger.tag_ == "VBN" and trigger.i > 1 and trigger.nbor(-1).text == "-":  # "the Chadian-backed rebels"
        backed = target.text.replace(f"{doc[trigger.i - 2 : trigger.i + 1].text} ", "", 1)
        return f"{source.text} {present(trigger.lemma_.lower(), source.several)} {backed}"
    mode = finding.status not in ("actual", "past") and not (finding.action in TELLING and finding.status != "denied")
    suffix = f" ({finding.status})" if mode else ""
    verb, _, rest = (joint if finding.symmetric else single).partition(" ")
    several = finding.symmetric or source.several
    governor = tensed(trigger)
    over = governor is not None and is_past(governor)
    form = past(verb, several, verb) if over else present(verb, several)
    if finding.symmetric:
        return f"{source.text} and {target.text} {form} {rest}{suffix}"
    return f"{source.text} {form} {rest} {target.text}{suffix}"


def _of_both(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """The act in the words of its own clause, if that has one of the two as its subject and the other behind it.

    Else in those of the clause that reports it: "Peru said that Chad must leave".
    """
    verb = _verb(doc, finding)
    if verb is None:
        return None
    above = verb.head if verb.dep_ == "ccomp" and is_verb(verb.head) and not is_passive(verb.head) else None
    told = _told(doc, finding, verb, source, target)
    if told is None and above is not None and _all_in(_heads(subjects(above)), source):
        return _told(doc, finding, above, source, target)
    return told


def _told(doc: Doc, finding: Finding, verb: Token, source: Side, target: Side) -> str | None:
    """The clause of one verb, if it tells the act with both parties."""
    doers = _heads(surface_subject(verb) if is_passive(verb) else subjects(verb))
    if is_passive(verb) and not _all_in(doers, source) and not _all_in(doers, target):
        return _of_neither(doc, finding, verb, source, target)
    if finding.symmetric and _all_in(doers, source, target):
        joint = Side(source.party, f"{source.text} and {target.text}", True, verb.i, verb.i, joint=True)
        return _words(doc, finding, verb, joint, ())
    for first, second in ((source, target), (target, source)):
        if _all_in(doers, first) and not _all_in(doers, second) and second.party.head > verb.i:
            return _words(doc, finding, verb, first, (second,))
    return None


def _of_one(doc: Doc, finding: Finding, source: Side) -> str | None:
    """The clause of the act's source, where it tells the act without its target: "Peru condemned the law"."""
    verb = _verb(doc, finding)
    if verb is None or is_passive(verb) or not _all_in(_heads(subjects(verb)), source):
        return None
    own = [c for c in verb.rights if c.dep_ in OBJECTS and not c.tag_.startswith("W") and c.lower_ != "as"]
    if (verb.dep_ == "relcl" or (verb.dep_ == "acl" and is_finite(verb))) and not own:
        return None  # "a step that Peru condemned" tells nothing by itself
    return _words(doc, finding, verb, source, ())


def _of_neither(doc: Doc, finding: Finding, verb: Token, source: Side, target: Side) -> str | None:
    """A passive clause that has a thing as its subject: "sanctions were imposed on Togo by Ghana"."""
    thing = next(iter(surface_subject(verb)), None)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN") or thing.i > verb.i:
        return None
    text = text_of([t for t in thing.subtree if t.i <= thing.i], {})
    first = Side(source.party, text, thing.tag_ in ("NNS", "NNPS"), thing.i, thing.i + 1)
    return _words(doc, finding, verb, first, (source, target))


def _words(doc: Doc, finding: Finding, verb: Token, first: Side, others: tuple[Side, ...]) -> str | None:
    """A clause in the text's words with the parties as they are shown; None where it has not all that tells the act."""
    must = {
        s.token.i
        for s in finding.steps
        if s.effect not in SILENT and not _is_aside(s) and s.token.dep_ not in ("aux", "auxpass", "neg")
    }
    must |= {finding.trigger, *(side.party.head for side in others)}
    must -= {verb.i, first.start if first.start + 1 == first.end else verb.i}
    behind = complements(verb, must)
    governor = tensed(verb)
    act = verb_words(verb, several=first.several, over=governor is not None and is_past(governor))
    if behind is None or act is None or not (behind or finding.symmetric):
        return None
    heads = {side.party.head: side.start for side in others}
    shown = {side.start: (side.end, side.text) for side in others if _is_named(doc, finding, side)}
    if any(_is_open(t, verb) for t in behind if t.i not in shown):
        return None
    if not first.joint and any(t.lower_ in ("each", "one") and t.nbor().lower_ in RECIPROCAL for t in behind[:-1]):
        return None
    named = {i: start for i, start in heads.items() if start not in shown or not shown[start][1][:1].islower()}
    behind = [t for t in behind if t.pos_ != "DET" or t.i >= named.get(t.head.i, 0)]
    if behind and behind[-1].tag_ in BROKEN:
        return None
    return f"{first.text} {act} {text_of(behind, shown)}"


def _is_aside(step: Step) -> bool:
    """Whether a word stands over a clause that is told without it: the noun of a claim that is not true."""
    return step.effect == "deny" and (step.token.pos_ == "NOUN" or step.token.i == step.token.sent.start)


def _is_named(doc: Doc, finding: Finding, side: Side) -> bool:
    """Whether a party's name may stand in the clause for the words that the text has for it."""
    if side.party.via == "pronoun":
        pronoun = doc[side.start]  # "accused it", "urged them to": whose number fits, or of whom one is meant
        if pronoun.dep_ == "nsubj":
            return pronoun.lower_ in ("him", "her", "them")
        return pronoun.dep_ in ("dobj", "dative", "pobj")
    if not side.start <= side.party.head < side.end:
        return False
    between = side.party.via in ("group", "description") and doc[side.party.head].head.lower_ in BOTH
    acts = side.start <= finding.trigger < side.end
    return finding.rule not in REACHED and side.party.via not in PHRASES and not between and not acts


def _is_open(token: Token, verb: Token) -> bool:
    """Whether a word leaves open what a verb's act is done to: "condemned it", "voted against them"."""
    over = token.head.head if token.dep_ == "pobj" else token.head
    return token.lower_ in POINTERS and token.dep_ in ("dobj", "dative", "pobj", "nsubj") and over.i == verb.i


def _verb(doc: Doc, finding: Finding) -> Token | None:
    """The verb whose clause tells an act: the outermost among its modes, else its own or that which carries it."""
    token = doc[finding.trigger]
    own = token if is_verb(token) else support_verb(token)
    if own is None:
        return None
    above = [_tied(s.token) for s in finding.steps if s.effect not in SILENT and not _is_aside(s)]
    verbs = [own, *(t for t in above if is_verb(t) and t.dep_ not in ("aux", "auxpass"))]
    return min(verbs, key=lambda t: sum(1 for _ in t.ancestors))


def _tied(token: Token) -> Token:
    """The "be" of an adjective that stands over an act: "was willing to sell"."""
    return token.head if token.dep_ == "acomp" and token.head.lemma_ == "be" else token


def _heads(tokens: Iterable[Token]) -> set[int]:
    return {i for token in tokens for i in (token.i, *(t.i for t in token.conjuncts))}


def _all_in(doers: set[int], *sides: Side) -> bool:
    """Whether the parties are among the doers of a clause."""
    spans = [(s, range(s.party.start, s.start if s.phrase else s.party.end)) for s in sides]
    return all(any(i == s.party.head or i in span for i in doers) for s, span in spans)


def _by_noun(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
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
    if finding.sense.words and token.dep_ == "pobj" and token.head.lower_ == finding.sense.words[0]:  # "at odds"
        return f"{source.text} {present('be', source.several)} {token.head.lower_} {noun} with {target.text}"
    if "subject" in finding.sense.source:  # a role
        return f"{source.text}, {' '.join([*map(word, words), token.lemma_])} of {target.text}"
    if finding.symmetric:
        return f"{noun} between {source.text} and {target.text} {fate}"
    prepositions = {c.lower_ for c in token.children if c.dep_ in ("prep", "dative") and c.pos_ == "ADP"}
    if finding.target_slot not in prepositions or finding.source_slot not in OWNING:
        return None
    return f"{_possessive(source.text)} {noun} {finding.target_slot} {target.text} {fate}"


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


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
