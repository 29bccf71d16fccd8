"""Who does it to whom: the pairs of parties that a predicate's frame finds, in its clause and, less surely, around."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefgen.nlp.discourse import counterpart, doers
from briefgen.nlp.frames import LENDING, Lexicon, effect_above, slot
from briefgen.nlp.grammar import REPORTING, is_verb, modifiers, objects, subjects, support_verb, surface_subject
from briefgen.nlp.modes import verb_effect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from briefgen.nlp.finding import Finding
    from briefgen.nlp.parties import Parties, Party
    from briefgen.registry import Sense

    Pair = tuple[Party, str, Party, str, str]  # source, its slot, target, its slot, rule
    Frame = tuple[tuple[Party, ...], str, tuple[Party, ...], str, str]  # sources, slot, targets, slot, rule

BARRIERS = frozenset("nsubj nsubjpass relcl ccomp conj cc punct aux auxpass mark appos advcl parataxis agent".split())
ADJUNCTS = 2  # how many phrases outside the frame are considered
ADJUNCT_DEPTH = 7  # steps down the tree that a phrase outside the frame is looked for
VIOLENT = frozenset({"ASSAULT", "COERCE"})  # who ends a war need not have waged it
TRAVEL = frozenset("visit travel fly arrive go tour journey trip".split())
SUFFERED_FROM = ("from", "by", "possessive", "modifier", "over", "of")  # the doer, where the subject undergoes the noun
GIVING = frozenset("give offer grant send provide pay award lend promise show deal owe hand extend".split())
RECIPROCAL = frozenset({"each other", "one another"})


def pairs(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Pair]:
    """(source, its slot, target, its slot, rule) for every pair that the sense's frame finds.

    earlier: findings of the text up to here, in which a missing target may have been named
    """
    if sense.pos == "noun" and sense.symmetric and len(sides := _sides(token, parties)) > 1:
        yield from _all_pairs(sides, "between", "sides")
        return
    frame = _noun_frame(token, sense, lexicon, parties) if sense.pos == "noun" else _frame(token, sense, parties)
    sources, source_slot, targets, target_slot, rule = frame
    joint = sense.symmetric and len(sources) > 1
    if sources and not targets and (defied := _defiers(token, parties, sources)):
        rule, targets, target_slot = "despite", defied, "subject"
    elif sources and not targets and not joint:
        rule, targets, target_slot = _told_before(token, sense, lexicon, earlier, sources)
    elif targets and not sources and rule != "undergo":
        sources, source_slot = _climb(token, lexicon, parties, frozenset(p.actor for p in targets)), "clause"
        rule = "climb"
    for source in sources:
        for target in targets:
            yield source, source_slot, target, target_slot, rule
    if sources and not joint and rule != "despite" and not _unclear(token, parties):
        yield from _around(token, parties, sources, source_slot, targets)
    if not targets and len(sources) > 1 and (joint or _reciprocal(token)) and not _other_object(token, sense):
        yield from _all_pairs(sources, source_slot, "joint")


def _defiers(token: Token, parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """B in "B did it despite the objections of A": whoever goes on against them."""
    if token.dep_ != "pobj" or token.head.lower_ != "despite" or not is_verb(token.head.head):
        return ()
    barred = {p.actor for p in sources}
    return tuple(p for p in parties.all_of(surface_subject(token.head.head)) if p.actor not in barred)


def _frame(token: Token, sense: Sense, parties: Parties) -> Frame:
    """What a verb's or adjective's slots hold."""
    sources, source_slot = fill(token, sense.source, parties)
    sources = tuple(p for p in sources if p.via not in ("place", "location"))
    targets, target_slot = fill(token, sense.target, parties, frozenset(p.actor for p in sources))
    return sources, source_slot, targets, target_slot, "frame"


def _told_before(
    token: Token, sense: Sense, lexicon: Lexicon, earlier: list[Finding], sources: tuple[Party, ...]
) -> tuple[str, tuple[Party, ...], str]:
    """(rule, targets, slot) of an act without a target of its own, from what was told before."""
    barred = frozenset(p.actor for p in sources)
    if targets := doers(token, lexicon, earlier, barred):
        return "event", targets, "object"
    if sense.pos == "noun":
        return "adjunct", (), ""
    return "implied", counterpart(token, sense, earlier, barred), "implied"


def _unclear(token: Token, parties: Parties) -> bool:
    """Whether a verb has a target that the text leaves open ("to sanction them"): no other is looked for then."""
    return is_verb(token) and any(o.pos_ == "PRON" and not parties.one(o) for o in objects(token))


def _around(
    token: Token, parties: Parties, sources: tuple[Party, ...], slot_name: str, targets: tuple[Party, ...]
) -> Iterator[Pair]:
    """Less sure pairs with parties outside the frame; the first counts as the act's adjunct where it has no target."""
    known = frozenset(p.actor for p in (*sources, *targets))
    barriers = BARRIERS | {"xcomp"} if targets else BARRIERS  # what B is urged to do concerns others than A
    for rank, (target, name) in enumerate(islice(_adjuncts(token, parties, known, barriers), ADJUNCTS - bool(targets))):
        for source in sources:
            yield source, slot_name, target, name, "adjunct" if rank == 0 and not targets else "beyond"


def fill(
    token: Token, names: Iterable[str], parties: Parties, barred: frozenset[str] = frozenset()
) -> tuple[tuple[Party, ...], str]:
    """The parties in the first slot that holds any, and the slot's name."""
    for name in names:
        found: dict[str, Party] = {}
        for head in slot(token, name):
            if name == "modifier" and head.i not in parties.cast.at:
                continue
            for party in parties.one(head) if name == "modifier" else parties.resolve(head):
                if party.actor not in barred and (party.via != "location" or token.lemma_ in TRAVEL):
                    found.setdefault(party.actor, party)
        if found:
            return tuple(found.values()), name
    return (), ""


def _adjuncts(
    token: Token, parties: Parties, barred: frozenset[str], barriers: frozenset[str]
) -> Iterator[tuple[Party, str]]:
    """Whom an act reaches outside its frame (through the place it happens in, the end it serves), nearest first."""
    host = token if is_verb(token) else support_verb(token) or token
    waiting = [token, host] if host != token else [token]
    seen = set(barred)
    visited = set()
    for _ in range(ADJUNCT_DEPTH):
        deeper: list[Token] = []
        for word in waiting:
            for child in word.rights:
                if child.i in visited or child.dep_ in barriers or child.lower_ in ("like", "unlike"):
                    continue
                visited.add(child.i)
                deeper.append(child)
                if child.dep_ in ("pobj", "dobj", "dative", "attr"):
                    for party in parties.all_of([child]):
                        if party.actor not in seen:
                            seen.add(party.actor)
                            yield party, child.head.lower_ if child.dep_ == "pobj" else child.dep_
        waiting = deeper


def _climb(token: Token, lexicon: Lexicon, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who is the subject of the clause around a predicate that names no source of its own."""
    for above in token.ancestors:
        if not is_verb(above):
            continue
        if above.lemma_ in REPORTING or verb_effect(above, lexicon.operators) in (
            "report",
            "deny",
            "blame",
            "welcome",
            "urge",
        ):
            return ()
        found = tuple(
            p for p in parties.all_of(subjects(above)) if p.actor not in barred and p.via not in ("place", "location")
        )
        if found or above.dep_ in ("relcl", "ccomp", "advcl") or (above.dep_ == "acl" and above.tag_ == "VBN"):
            return found
    return ()


def _other_object(token: Token, sense: Sense) -> bool:
    """Whether a symmetric verb has an object of its own that is no party ("A and B visited the factory")."""
    return (
        is_verb(token)
        and not sense.object
        and bool(objects(token))
        and "object" in sense.target
        and not _reciprocal(token)
    )


def _reciprocal(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 6].text.lower()
    return any(phrase in following for phrase in RECIPROCAL)


def _all_pairs(sides: tuple[Party, ...], name: str, rule: str) -> Iterator[tuple[Party, str, Party, str, str]]:
    for n, first in enumerate(sides):
        for second in sides[n + 1 :]:
            yield first, name, second, name, rule


def _sides(token: Token, parties: Parties) -> tuple[Party, ...]:
    """Both sides of a two-sided noun: "between A and B", "A-B talks", "the two countries' talks"."""
    found: dict[str, Party] = {}
    for head in slot(token, "between"):
        for party in parties.resolve(head):
            found.setdefault(party.actor, party)
    if len(found) >= 2:
        return tuple(found.values())
    reached = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"]  # "the deal, reached by A and B"
    makers = parties.all_of([head for verb in reached for head in subjects(verb)])
    if len(makers) >= 2:
        return makers
    found = {}
    for head in [*modifiers(token), *(c for c in token.children if c.dep_ == "poss")]:
        if head.dep_ == "poss" or head.i in parties.cast.at:
            for party in parties.resolve(head) if head.dep_ == "poss" else parties.one(head):
                found.setdefault(party.actor, party)
    tops = {parties.cast.top(actor) for actor in found}
    return tuple(found.values()) if len(tops) >= 2 else ()


def _noun_frame(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties) -> Frame:
    """What a noun's slots hold, and what its verb lends: "A imposed sanctions on B", "A faced sanctions"."""
    effect, verb = effect_above(token, lexicon)
    if effect == "undergo" and verb is not None:
        suffered = parties.all_of(surface_subject(verb))
        sources, source_slot = fill(token, SUFFERED_FROM, parties, frozenset(p.actor for p in suffered))
        return sources, source_slot, suffered, "subject", "undergo"
    sources, source_slot = fill(token, sense.source, parties)
    targets, target_slot = fill(token, sense.target, parties, frozenset(p.actor for p in sources))
    if not targets:
        targets, target_slot = fill(token, sense.target, parties)
        sources = tuple(p for p in sources if p.actor not in {t.actor for t in targets})
    if sources and not targets and source_slot in ("possessive", "modifier", "by"):
        targets, target_slot = fill(token, ("of",), parties, frozenset(p.actor for p in sources))  # "A's backing of B"
    frame: Frame = (sources, source_slot, targets, target_slot, "frame")
    return _lent(frame, verb, effect, sense, parties) if verb is not None and effect in LENDING else frame


def _lent(frame: Frame, verb: Token, effect: str, sense: Sense, parties: Parties) -> Frame:
    """A noun's frame with the subject of the verb that carries it."""
    sources, source_slot, targets, target_slot, rule = frame
    barred = frozenset(p.actor for p in targets)
    if not sources and not (effect in ("end", "ease", "fail") and sense.action in VIOLENT):
        sources, _ = fill(verb, ("subject",), parties, barred)
        if target_slot == "modifier" and not sense.symmetric:
            targets, target_slot = (), ""  # "end the Syrian war": whose war, not against whom
        if not targets and sources:
            targets, target_slot = _verb_target(verb, sense, parties, frozenset(p.actor for p in sources))
        return sources, "subject", targets, target_slot, "support"
    if sources and _speaks_for(verb, sources, parties):
        return (*fill(verb, ("subject",), parties, barred), targets, target_slot, rule)
    if sources and not targets and sense.symmetric:
        lenders, _ = fill(verb, ("subject",), parties)
        if lenders and {p.actor for p in lenders} != {p.actor for p in sources}:
            return lenders, "subject", sources, source_slot, "support"  # "held Turkish talks": the other side
    return frame


def _speaks_for(verb: Token, sources: tuple[Party, ...], parties: Parties) -> bool:
    """Whether the verb's subject acts for the noun's source ("the president reiterated Chad's support")."""
    speakers, _ = fill(verb, ("subject",), parties)
    cast = parties.cast
    return len(speakers) == 1 == len(sources) and speakers[0].actor != sources[0].actor == cast.top(speakers[0].actor)


def _verb_target(verb: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[tuple[Party, ...], str]:
    """A supporting verb's own object or dative as the noun's target ("gave Chad aid", "provided Chad with aid")."""
    found, name = fill(verb, ("indirect", *(s for s in sense.target if s not in ("between",))), parties, barred)
    if not found:
        others = [c for c in verb.children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP"]
        direct = tuple(
            p for p in parties.all_of(others) if p.actor not in barred and p.via in ("name", "official", "group")
        )
        if direct and len(others) > 1 and verb.lemma_ in GIVING:
            return direct, "object"
    return found, name
