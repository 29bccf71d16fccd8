"""One line that says who does what to whom, in the text's own words for the act."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import subjects, surface_subject
from briefgen.nlp.parse.grammar import is_finite, is_passive, is_verb, support_verb
from briefgen.nlp.relations.background import is_past, tensed
from briefgen.nlp.statements.answered import addressed, as_deed, is_answer_alone, listed, of_relative, owned, with_names
from briefgen.nlp.statements.attribution import ACCUSING, attributed
from briefgen.nlp.statements.classed import by_class
from briefgen.nlp.statements.clause import complements, verb_words
from briefgen.nlp.statements.inflection import past, present
from briefgen.nlp.statements.nounact import JOINT, by_joint, by_noun, possessive
from briefgen.nlp.statements.placed import PHRASES, REACHED, THINGS, agreed, fellows, shown_for
from briefgen.nlp.statements.pointers import counted, owners, points, reciprocal, things, without_loose
from briefgen.nlp.statements.shown import RECIPROCAL, Side, shown_side
from briefgen.nlp.statements.written import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.mood import Step

SILENT = frozenset({"report", "support", "welcome", "blame"})  # modes that leave the words of an act
OWN = frozenset({"frame", "support", "climb"})  # rules whose target hangs on the act's own word
FOUND = frozenset({"subject", "clause"})  # slots of a source that stands somewhere before its verb
AHEAD = frozenset("plan promise would may hope threaten".split())  # modes that set an act in the future
OF_WORDS = frozenset("deny dismiss refute reject".split())  # what one does to words, not to who said them
OBJECTS = frozenset("dobj xcomp ccomp prep".split())
BELOW = frozenset({"ccomp", "xcomp"})  # how a clause hangs on the verb that reports or demands it
BROKEN = frozenset("POS CC DT PRP$ TO".split())  # with which no clause ends
NOBODY: Mapping[int, tuple[int, str]] = MappingProxyType({})
LONGEST_THING = 9  # tokens of a thing that a clause has as its subject


def statement(parties: Parties, finding: Finding) -> str:
    """ "United States imposed sanctions on Turkey": the act in the words of its clause, cut down to what tells it.

    Where no clause has both parties it is told by its noun ("Peru's criticism of Chad"), by the clause of its source
    alone ("Peru condemned the law"), or by its class ("Peru criticises Chad"). Who else claims it is named.
    """
    cast = parties.cast
    doc = cast.doc
    apart = finding.source.end <= finding.target.start or finding.target.end <= finding.source.start
    able = doc[finding.trigger].tag_ != "VB"  # "a firm's licence to sell B jets": the firm may sell them
    source = shown_side(doc, cast, finding.source, THINGS if apart and able else frozenset())
    target = shown_side(doc, cast, finding.target, PHRASES if apart else frozenset())
    told = (
        _brokered(doc, finding, source, target)
        or _of_both(doc, finding, source, target)
        or by_noun(doc, finding, source, target)
        or _of_one(doc, finding, source, target)
        or _of_act(doc, finding, source, target)
        or _of_each(doc, finding, source, target)
        or of_relative(finding, doc[finding.trigger], source, target)
        or _of_undergone(doc, finding, source, target)
        or by_joint(doc, finding, source, target)
    )
    if told is None:
        sides = (shown_side(doc, cast, party, frozenset()) for party in (finding.source, finding.target))
        told = by_class(doc, finding, *sides)
    told = with_names(re.sub(r"\s+", " ", told).strip().replace(" the the ", " the "), parties, finding)
    told = attributed(told, parties, finding)
    return told[:1].upper() + told[1:]


def _of_both(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """The act in the words of its own clause, if that has one of the two as its subject and the other behind it.

    Else in those of the clause that reports it: "Peru said that Chad must leave".
    """
    verb = _verb(doc, finding)
    if verb is None:
        return None
    above = verb.head if verb.dep_ in BELOW and is_verb(verb.head) and not is_passive(verb.head) else None
    told = _told(doc, finding, verb, source, target)
    if told is None and above is not None and _all_in(_heads(subjects(above)), source):
        return _told(doc, finding, above, source, target)
    return told


def _told(doc: Doc, finding: Finding, verb: Token, source: Side, target: Side) -> str | None:
    """The clause of one verb, if it tells the act with both parties."""
    doers = _heads(surface_subject(verb) if is_passive(verb) else subjects(verb))
    apart = not _all_in(doers, source) and not _all_in(doers, target)
    if apart and (is_passive(verb) or finding.symmetric):
        return _of_neither(doc, finding, verb, source, target)
    if finding.symmetric and _all_in(doers, source, target):
        joint = Side(source.party, f"{source.text} and {target.text}", True, verb.i, verb.i, joint=True)
        return _words(doc, finding, verb, joint, ())
    for first, second in ((source, target), (target, source)):
        if _all_in(doers, first) and not _all_in(doers, second):
            first = as_deed(doc, first)  # noqa: PLW2901 - the same, told by what was done
            if second.party.head > verb.i:
                names = owned(finding, verb, second) if second is target else NOBODY
                return _words(doc, finding, verb, first, (second,), names=names)
            return _with_fronted(doc, finding, verb, first, second)
    return None


def _with_fronted(doc: Doc, finding: Finding, verb: Token, first: Side, second: Side) -> str | None:
    """A clause that begins with whom it concerns: "With Chad it signed a pact"."""
    behind = (c for c in verb.lefts if c.dep_ == "prep" and c.lower_ == finding.target_slot)
    fronted = next((c for c in behind if c.i < second.party.head <= c.right_edge.i), None)
    told = _words(doc, finding, verb, first, ()) if fronted is not None else None
    return told and f"{told} {finding.target_slot} {second.text}"


def _of_act(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """The act's own verb with the words behind it, its source told in front: "a bill that would lift the embargo on B".

    None where other words than those of its clause bear on it.
    """
    token = doc[finding.trigger]
    verb = token if is_verb(token) else support_verb(token)
    if verb is None or is_passive(verb) or finding.source_slot not in FOUND or finding.rule not in OWN:
        return None
    below = {c.i for c in verb.children}
    bearing = [s for s in finding.steps if s.effect not in SILENT and s.token.i not in below]
    asked_to_end = [s.effect for s in bearing] == ["end", "urge"]
    ahead = finding.status == "planned" and all(s.effect in AHEAD for s in bearing)
    if (bearing and not asked_to_end and not ahead) or finding.symmetric:
        return None
    if target.party.head > verb.i:
        return _words(doc, finding, verb, source, (target,), over=False if bearing else None)
    relative = token.i == verb.i and verb.dep_ in ("relcl", "acl")  # "B, whose leader A does not recognise"
    if not relative or finding.target_slot != "object" or target.party.head == source.party.head:
        return None
    act = verb_words(verb, several=source.several, over=_is_over(verb))
    if verb.lemma_ in OF_WORDS:  # "which Chad denies"
        charged = any(t.lemma_ in ACCUSING for t in verb.ancestors)
        if target.phrase or verb.lemma_ != "deny" or not charged:
            return None
        return act and f"{source.text} {act} {possessive(target.text)} accusation"
    return act and f"{source.text} {act} {target.text}"


def _of_one(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """The clause of the act's source, where it tells the act without its target: "Peru condemned the law".

    What leaves open whose it is is told with the target: "Peru rejected Chad's offer".
    """
    verb = _verb(doc, finding)
    if verb is None or is_passive(verb) or not _all_in(_heads(subjects(verb)), source):
        return None
    own = [c for c in verb.rights if c.dep_ in OBJECTS and not c.tag_.startswith("W") and c.lower_ != "as"]
    if (verb.dep_ == "relcl" or (verb.dep_ == "acl" and is_finite(verb))) and not own:
        return None  # "a step that Peru condemned" tells nothing by itself
    alone = is_finite(verb) and not own and all(c.dep_ != "ccomp" for c in verb.children)
    names = owned(finding, verb, target) or listed(verb, target)
    told = _words(doc, finding, verb, source, (), alone=alone, names=names)
    if told is None or names or target.phrase or not is_answer_alone(finding, verb):
        return told and addressed(told, finding, target)
    return f"{told}, in answer to {target.text}"


def _of_each(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """What two do to each other, told of one: "the two blamed each other", "each side blamed the other"."""
    verb = doc[finding.trigger]
    if finding.symmetric or not is_verb(verb) or is_passive(verb) or any(s.effect not in SILENT for s in finding.steps):
        return None
    names = reciprocal([t for c in verb.rights for t in c.subtree], target)
    return _words(doc, finding, verb, source, (), names=names) if names else None


def _brokered(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """A deal that somebody brought about for others: "Ghana brokered a truce for Togo"."""
    verb = doc[finding.trigger]
    if verb.dep_ != "acl" or not is_passive(verb) or (finding.rule, finding.action) != ("event", "CONSULT"):
        return None
    deal = doc[verb.head.left_edge.i : verb.head.i + 1].text
    return f"{source.text} {past(verb.lemma_.lower(), source.several, verb.text)} {deal} for {target.text}"


def _of_undergone(doc: Doc, finding: Finding, source: Side, target: Side) -> str | None:
    """What somebody undergoes, told of who does it where another clause names him: "they were dispersed"."""
    verb = doc[finding.trigger]
    if finding.symmetric or not is_verb(verb) or not is_passive(verb) or not list(surface_subject(verb)):
        return None
    bearing = [s for s in finding.steps if s.effect not in SILENT]
    counted_of = doc[target.party.head].pos_ == "NUM" or target.party.via in PHRASES  # "one of the rebels was killed"
    if bearing or target.phrase or counted_of or not _all_in(_heads(surface_subject(verb)), target):
        return None
    behind = complements(verb, ())
    if behind is None or points(behind, {}, verb) or any(c.dep_ == "agent" for c in verb.children):
        return None
    act = past(verb.lemma_.lower(), source.several, verb.text)
    if any(c.lower_ in ("has", "have") for c in verb.lefts):
        act = f"{present('have', source.several)} {verb.lower_}"
    return f"{source.text} {act} {target.text} {text_of(behind, {})}"


def _of_neither(doc: Doc, finding: Finding, verb: Token, source: Side, target: Side) -> str | None:
    """A clause that has a thing as its subject: "sanctions were imposed on Togo by Ghana"."""
    passive = is_passive(verb)
    thing = next(iter(surface_subject(verb) if passive else subjects(verb)), None)
    if thing is None or thing.pos_ not in ("NOUN", "PROPN") or thing.i > verb.i:
        return None
    if not passive and finding.rule in REACHED | {"answer"}:
        return None
    inside = tuple(s for s in (source, target) if thing.i < s.party.head <= thing.right_edge.i < verb.i)
    words = [t for t in thing.subtree if inside or t.i <= thing.i]
    if len(words) > LONGEST_THING or len(inside) == 1:
        return None
    shown = shown_for(doc, finding, inside)
    first = Side(source.party, text_of(words, shown).strip(), thing.tag_ in ("NNS", "NNPS"), thing.i, thing.i + 1)
    return _words(doc, finding, verb, first, () if inside else (source, target), alone=bool(inside))


def _words(
    doc: Doc,
    finding: Finding,
    verb: Token,
    first: Side,
    others: tuple[Side, ...],
    *,
    alone: bool = False,
    over: bool | None = None,
    names: Mapping[int, tuple[int, str]] = NOBODY,
) -> str | None:
    """A clause in the text's words with the parties as they are shown; None where it has not all that tells the act.

    alone: whether the verb may stand without other words; over: whether the act is past, where the tense does not tell
    names: what else is shown by other words than the text's
    """
    must = {
        s.token.i
        for s in finding.steps
        if s.effect not in SILENT and not _is_aside(s) and s.token.dep_ not in ("aux", "auxpass", "neg")
    }
    if over is not None:
        must = set()
    must |= {finding.trigger, *(side.party.head for side in others)}
    must -= {verb.i, first.start if first.start + 1 == first.end else verb.i}
    behind = complements(verb, must)
    ahead = any(s.effect in AHEAD and s.token.i != verb.i for s in finding.steps)
    act = verb_words(verb, several=first.several, over=_is_over(verb) if over is None else over, ahead=ahead)
    if behind is None or act is None or not (behind or finding.symmetric or alone):
        return None
    pointed = {**things(behind), **owners(behind, first, others, PHRASES), **counted(behind, others)}
    shown = {**pointed, **agreed(doc, others), **shown_for(doc, finding, others), **names}
    shown |= reciprocal(behind, others[0]) if len(others) == 1 else {}
    behind = without_loose(behind, shown, must)
    if points(behind, shown, verb) or not (behind or finding.symmetric or alone):
        return None
    each = [t for t in behind[:-1] if t.lower_ in ("each", "one") and t.nbor().lower_ in RECIPROCAL]
    if not first.joint and any(t.i not in shown for t in each):
        return None
    passed = {i for side in others for i in fellows(doc, side, must)}
    heads = {side.party.head: side.start for side in others}
    named = {i: start for i, start in heads.items() if start not in shown or not shown[start][1][:1].islower()}
    behind = [t for t in behind if t.i not in passed and (t.pos_ != "DET" or t.i >= named.get(t.head.i, 0))]
    if behind and behind[-1].tag_ in BROKEN:
        return None
    many = len(_heads(subjects(verb))) > 1 or any(t.tag_ == "NNS" for t in subjects(verb))  # "the rulers of A and B"
    if many and not first.person and not first.several:
        shown |= {t.i: (t.i + 1, "its") for t in behind if t.lower_ == "their" and t.tag_ == "PRP$"}
    return f"{first.text} {act} {text_of(behind, shown)}".rstrip()


def _is_over(verb: Token) -> bool:
    governor = tensed(verb)
    return governor is not None and is_past(governor)


def _is_aside(step: Step) -> bool:
    """Whether a word stands over a clause that is told without it: the noun of a claim that is not true."""
    return step.effect == "deny" and (step.token.pos_ == "NOUN" or step.token.i == step.token.sent.start)


def _verb(doc: Doc, finding: Finding) -> Token | None:
    """The verb whose clause tells an act: the outermost among its modes, else its own or that which carries it."""
    token = doc[finding.trigger]
    own = token if is_verb(token) else support_verb(token) or _ascribing(token)
    if own is token and own.dep_ == "xcomp" and own.head.lemma_ in finding.sense.words:
        own = own.head  # "applied to join"
    if own is None:
        return None
    above = [_tied(s.token) for s in finding.steps if s.effect not in SILENT and not _is_aside(s)]
    verbs = [own, *(t for t in above if is_verb(t) and t.dep_ not in ("aux", "auxpass"))]
    verbs += [t.head for t in above if t.dep_ == "dobj" and t.pos_ == "NOUN" and is_verb(t.head)]  # "made an offer to"
    return min(verbs, key=lambda t: sum(1 for _ in t.ancestors))


def _tied(token: Token) -> Token:
    """The "be" of an adjective that stands over an act: "was willing to sell"."""
    return token.head if token.dep_ == "acomp" and token.head.lemma_ == "be" else token


def _ascribing(token: Token) -> Token | None:
    """The verb of an adjective or role: "is angry that …", "is one of B's partners", "sent a joint mission"."""
    told = token
    if token.lower_ == JOINT and token.head.dep_ == "dobj":
        told = token.head
    elif token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.dep_ == "attr":
        told = token.head.head
    return told.head if told.dep_ in ("acomp", "dobj", "attr") and is_verb(told.head) else None


def _heads(tokens: Iterable[Token]) -> set[int]:
    return {i for token in tokens for i in (token.i, *(t.i for t in token.conjuncts))}


def _all_in(doers: set[int], *sides: Side) -> bool:
    """Whether the parties are among the doers of a clause."""
    spans = [(s, range(s.party.start, s.start if s.phrase else s.party.end)) for s in sides]
    return all(any(i == s.party.head or i in span for i in doers) for s, span in spans)
