"""Relations in a text: predicates whose slots are filled by actors, under the modes that govern them."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import objects, subjects
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.appeals import appeals
from briefgen.nlp.relations.attitudes import with_attitudes
from briefgen.nlp.relations.domestic import apart
from briefgen.nlp.relations.filling import frame_of
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.frames import LENDING, Lexicon, phrase_words
from briefgen.nlp.relations.joint import companions, comrades, joint_acts
from briefgen.nlp.relations.judgements import Judgements
from briefgen.nlp.relations.modes import ORDERING, read_mode, verb_effect
from briefgen.nlp.relations.outcome import apply_mode
from briefgen.nlp.relations.pairing import pairs
from briefgen.nlp.relations.reach import reach
from briefgen.nlp.relations.refuted import refuted
from briefgen.nlp.relations.reprisals import reprisals
from briefgen.nlp.relations.requests import requests
from briefgen.nlp.relations.things import things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.mood import Step
    from briefgen.nlp.relations.pairing import Pair
    from briefgen.registry import Sense

TELLING = frozenset(
    "plan promise threaten refuse fail end ease hope deny".split()
)  # modes that tell what the act is worth
NAMES = frozenset({"name", "organisation", "body"})
BLOCKING = frozenset({"refuse", "threaten", "end"})
OWN_SLOTS = frozenset({"modifier", "possessive", "by", "of"})
PLACES = ("place", "location")
UNSURE = frozenset({"adjunct", "beyond", "charged", "told of"})
LOOSE = frozenset({"adjunct", "beyond", "implied", "climb"})  # rules that look for a party outside a sense's slots


def find_relations(
    doc: Doc, lexicon: Lexicon, parties: Parties, triggers: Iterable[tuple[Token, list[Sense]]] | None = None
) -> tuple[Finding, ...]:
    """All relations that the text states, in text order.

    triggers: the words that may state one with their senses, where they are known already
    """
    found: list[Finding] = []
    unread: list[tuple[Token, list[Sense]]] = []
    for token, senses in sorted(lexicon.triggers(doc) if triggers is None else triggers, key=lambda t: t[0].i):
        if (not doc.is_short and _asked(token)) or _is_named(token, parties) or _is_interview(token):
            continue
        readings = _read_any(token, senses, lexicon, parties, found)
        found += readings
        if not readings or (doc.is_short and all(reading.rule in LOOSE for reading in readings)):
            unread.append((token, senses))
    found += list(requests(doc, parties, found))
    found += joint_acts(doc, parties)
    found += list(comrades(doc, parties, found))
    found += list(companions(doc, parties, found))
    found += list(reprisals(doc, parties, found))
    found = list(with_attitudes(found, lexicon, parties))
    found += _unsaid(found, Judgements(doc, lexicon, parties).find(found))
    if doc.is_short:
        found += _nearest(g for token, senses in unread for g in _guess(token, senses, lexicon, parties, found))
    outward = [finding for finding in found if doc.is_short or not _is_within(doc, finding, parties)]
    return tuple(refuted(doc, list(_without_modes(list(_without_echoes(doc, outward, lexicon)))), lexicon, parties))


def _is_within(doc: Doc, finding: Finding, parties: Parties) -> bool:
    """Whether somebody tells his own side what to do: a minister his ambassador, a president the army.

    Also what is unsure between two bodies of a state.
    """
    pair = {parties.cast.members[end].kind for end in finding.ends}
    if finding.rule in UNSURE and pair <= {"state", "government_body"}:
        return parties.cast.top(finding.source.actor) == parties.cast.top(finding.target.actor)
    ordering = finding.rule == "tell" or doc[finding.trigger].lemma_ in ORDERING
    top = parties.cast.top
    return ordering and finding.action == "REQUEST" and top(finding.source.actor) == top(finding.target.actor)


def _is_named(token: Token, parties: Parties) -> bool:
    """Whether a word is but part of a name: "the Committee to Protect Forests"."""
    mention = parties.cast.at.get(token.i)
    return mention is not None and mention.form in NAMES and is_verb(token) and mention.end - mention.start > 1


def _asked(token: Token) -> bool:
    """Whether a word stands in a question, which states nothing ("Did A really refuse B's offer?")."""
    last = next((t for t in reversed(token.sent) if not t.is_space and not t.is_quote), token)
    return last.text == "?"


def _is_interview(token: Token) -> bool:
    """Whether a speaker is asked, by whom nobody tells: "Asked whether B's step was wise, A said …"."""
    return (
        token.lemma_ in ("ask", "question", "press")
        and token.tag_ in ("VBN", "VBD")
        and token.is_sent_start
        and token.dep_ == "advcl"
        and not any(c.dep_ == "agent" for c in token.rights)
    )


def _unsaid(found: list[Finding], more: Iterator[Finding]) -> Iterator[Finding]:
    """Those of the further findings whose word states no such act between the two already."""
    known = {(f.trigger, f.source.actor, f.target.actor, f.action) for f in found}
    for finding in more:
        key = finding.trigger, finding.source.actor, finding.target.actor, finding.action
        if key not in known:
            known.add(key)
            yield finding


def _nearest(guesses: Iterable[Finding]) -> Iterator[Finding]:
    """Of the guesses between the same two the one whose predicate stands nearest to both."""
    between: dict[frozenset[str], list[Finding]] = defaultdict(list)
    for guess in guesses:
        between[guess.ends].append(guess)
    for same in between.values():
        yield min(same, key=lambda g: abs(g.source.head - g.trigger) + abs(g.target.head - g.trigger))


def _guess(
    token: Token, senses: list[Sense], lexicon: Lexicon, parties: Parties, found: list[Finding]
) -> Iterator[Finding]:
    """Unsure relations of a predicate whose frame is not filled, between parties that nothing else links.

    The sense is the one that has most of its slots filled.
    """
    linked = {finding.ends for finding in found}
    frames = [(sense, frame_of(token, sense, lexicon, parties)) for sense in senses]
    sense, frame = max(frames, key=lambda f: bool(f[1][0]) + bool(f[1][2]))
    ends = chain(things(token, sense, frame, parties), reach(token, sense, frame, parties))
    yield from (g for g in _read(token, sense, lexicon, parties, ends) if g.ends not in linked)


def _read_any(
    token: Token, senses: list[Sense], lexicon: Lexicon, parties: Parties, earlier: list[Finding]
) -> list[Finding]:
    """The readings of the first sense whose own slots find a pair, else of the first that finds one at all."""
    loose: list[Finding] = []
    for sense in senses:
        ends = pairs(token, sense, lexicon, parties, earlier)
        readings = list(_read(token, sense, lexicon, parties, ends)) or list(_called(token, sense, lexicon, parties))
        if any(reading.rule not in LOOSE for reading in readings):
            return readings
        loose = loose or readings
    return loose


def _read(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, ends: Iterable[Pair]) -> Iterator[Finding]:
    """The relations that one sense of a predicate states between the pairs that were found for it."""
    steps = _steps(token, sense, lexicon)
    outcome = apply_mode(sense.action, steps)
    if outcome is None:
        return
    action, status = outcome
    blockers = _blockers(sense, action, steps, parties) if sense.pos == "noun" else ()
    for source, source_slot, target, target_slot, rule in ends:
        if blockers and source_slot in OWN_SLOTS and not any(related(b, source, parties) for b in blockers):
            source, source_slot = blockers[0], "subject"  # noqa: PLW2901 - "A blocked the loan of B to C"
        if related(source, target, parties):
            split = token.doc.is_short or rule == "frame"
            two = apart(source, target, target_slot, parties) if split else None
            if two is None:
                continue
            source, target = two  # noqa: PLW2901 - the same two, told apart
            rule = "within"  # noqa: PLW2901
        yield Finding(
            source, target, action, status, sense.symmetric, token.i, sense, rule, source_slot, target_slot, steps
        )


def _blockers(sense: Sense, action: str, steps: tuple[Step, ...], parties: Parties) -> tuple[Party, ...]:
    """Who refuses, stops or threatens what others would give, so that the friction is not theirs."""
    if sense.symmetric or sense.action not in COOPERATIVE or action in COOPERATIVE:
        return ()
    verbs = [s.token for s in steps if s.effect in BLOCKING and is_verb(s.token)]
    return tuple(p for p in parties.all_of(subjects(verbs[-1])) if p.via not in PLACES) if verbs else ()


def _called(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties) -> Iterator[Finding]:
    """What somebody says of the target by calling for a hostile act."""
    steps = _steps(token, sense, lexicon)
    for source, source_slot, target, target_slot, rule in appeals(token, sense, steps, parties):
        if not related(source, target, parties):
            yield Finding(
                source, target, "ACCUSE", "actual", False, token.i, sense, rule, source_slot, target_slot, steps
            )


def _steps(token: Token, sense: Sense, lexicon: Lexicon) -> tuple[Step, ...]:
    """The modes that govern a predicate; what belongs to its sense is none of them."""
    own = objects(token) if sense.object and is_verb(token) else ()
    skip = frozenset({token.i, *(t.i for t in own), *phrase_words(token, sense)})
    return read_mode(token, lexicon.operators, skip)


def _without_echoes(doc: Doc, found: list[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """A verb and its object noun often state the same act between the same parties; one of the two is kept.

    The noun's reading where the verb only supports or plans it ("ordered the arrest of B"), the verb's where it is a
    set phrase with that object ("cut ties with B") or an act of its own ("rejected the proposal of B"). Words of a
    fixed phrase are no acts by themselves ("called for sanctions against B").
    """
    at: dict[int, list[Finding]] = defaultdict(list)
    verbs: dict[int, Finding] = {}
    for finding in found:
        at[finding.trigger].append(finding)
        if is_verb(doc[finding.trigger]):
            verbs.update(dict.fromkeys((noun.i for noun in objects(doc[finding.trigger])), finding))
    phrases = [(phrase_words(doc[f.trigger], f.sense), f.ends) for f in found if f.sense.words]
    for finding in found:
        ends = finding.ends
        above = verbs.get(finding.trigger)
        if above is not None and above.ends == ends:
            own_act = verb_effect(doc[above.trigger], lexicon.operators) is None
            if above.sense.object or own_act:
                continue
        if not finding.sense.words and any(finding.trigger in words and ends == others for words, others in phrases):
            continue
        verb = doc[finding.trigger]
        carries = is_verb(verb) and not finding.sense.object and verb_effect(verb, lexicon.operators) in LENDING
        if not carries or all(other.ends != ends for noun in objects(verb) for other in at[noun.i]):
            yield finding


def _without_modes(found: list[Finding]) -> Iterator[Finding]:
    """A verb of a mode may by itself repeat the act under it ("threatened to strike B"); then the act is kept.

    Not where the act is only guessed to reach whom the verb names: "threatened B with sanctions".
    """
    acts: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        for step in finding.steps:
            if step.effect in TELLING:
                acts[step.token.i].append(finding)
    for finding in found:
        same = [act for act in acts[finding.trigger] if act is not finding and act.ends == finding.ends]
        if finding.rule not in LOOSE:
            same = [act for act in same if act.rule not in LOOSE and act.action == finding.action]
        if not same:
            yield finding
