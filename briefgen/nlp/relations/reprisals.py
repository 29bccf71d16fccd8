"""Reprisals that somebody announces: "if B attacks, we will answer", "B's raid would not go unpunished"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, surface_subject
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.confidence import SURE
from briefgen.nlp.relations.discourse import provokers
from briefgen.nlp.relations.finding import Finding, related
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties, Party

REPLYING = frozenset("answer respond react reply act".split())
BACK = frozenset("strike hit fight fire shoot punch".split())  # with "back"
PAYING = frozenset("pay regret suffer".split())  # what those will do on whom it falls
UNMET = frozenset("unanswered unpunished unavenged".split())
VOWING = frozenset("vow threaten promise pledge swear warn".split())
COMING = frozenset("will would shall 'll ’ll".split())
CONDITIONS = frozenset({"if", "should"})
PLURAL = frozenset({"we", "i"})
STRIKING = SURE | {"effect", "adjunct"}  # rules by which an act is told surely enough to be answered
REPRISAL = Sense("respond", "verb", "respond", "THREATEN", ("subject",), ("clause",))


def reprisals(doc: Doc, parties: Parties, found: Sequence[Finding]) -> Iterator[Finding]:
    """The reprisals that a text tells of; "A vowed to respond" is aimed at who was hostile to A in what is `found`."""
    for verb in doc:
        if not is_verb(verb):
            continue
        sources, targets = _unmet(verb, parties) or _conditional(verb, parties) or ((), ())
        bare = _bare(verb) and not targets
        if bare:
            sources = _doers(verb, parties)
        barred = frozenset(p.actor for p in sources)
        if sources and not targets and (bare or any(c.lower_ in UNMET for c in verb.rights)):
            targets = provokers(verb, "THREATEN", found, barred, parties.cast, STRIKING)
        for source in sources:
            for target in targets:
                if source.via not in ("place", "location") and not related(source, target, parties):
                    yield _threat(verb, source, target)


def _threat(verb: Token, source: Party, target: Party) -> Finding:
    place, rule = verb.i, "reprisal"
    return Finding(source, target, "THREATEN", "threatened", False, place, REPRISAL, rule, "subject", "clause", ())


def _unmet(verb: Token, parties: Parties) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """ "A said B's raid would not go unpunished" """
    if verb.lemma_ not in ("go", "remain") or not any(c.lower_ in UNMET for c in verb.rights):
        return None
    return _sayers(verb, parties), parties.all_of(surface_subject(verb))


def _conditional(verb: Token, parties: Parties) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """ "A will respond if B attacks", "if B attacks, it will pay, A said" """
    clause = next((c for c in verb.children if c.dep_ == "advcl" and _is_condition(c)), None)
    if clause is None or not any(c.lower_ in COMING for c in verb.lefts):
        return None
    if _replies(verb):
        return _doers(verb, parties), parties.all_of(surface_subject(clause))
    if verb.lemma_ in PAYING:
        return _sayers(verb, parties), parties.all_of(surface_subject(clause))
    return None


def _is_condition(clause: Token) -> bool:
    return any(c.lower_ in CONDITIONS and c.dep_ in ("mark", "aux") for c in clause.lefts)


def _replies(verb: Token) -> bool:
    return verb.lemma_ in REPLYING or (verb.lemma_ in BACK and any(c.lower_ == "back" for c in verb.rights))


def _bare(verb: Token) -> bool:
    """Whether somebody vows or is sure to respond, without a word of to whom."""
    told = any(c.dep_ in ("dobj", "prep") and c.lower_ != "with" for c in verb.rights)
    if told or not _replies(verb) or verb.lemma_ == "act":
        return False
    vowed = verb.dep_ == "xcomp" and verb.head.lemma_ in VOWING
    return vowed or any(c.lower_ in COMING for c in verb.lefts)


def _doers(verb: Token, parties: Parties) -> tuple[Party, ...]:
    """Who responds: "we" are those who say so."""
    heads = surface_subject(verb)
    return _sayers(verb, parties) if any(h.lower_ in PLURAL for h in heads) else parties.all_of(heads)


def _sayers(verb: Token, parties: Parties) -> tuple[Party, ...]:
    """Who says the clause of a verb."""
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and clause.head != clause:
        clause = clause.head
    saying = clause.head if clause.dep_ == "ccomp" else None
    if saying is None:
        saying = next((c for c in clause.children if c.dep_ == "parataxis"), None)
    if saying is None or saying.lemma_ not in REPORTING | VOWING:
        return ()
    return parties.all_of(surface_subject(saying))
