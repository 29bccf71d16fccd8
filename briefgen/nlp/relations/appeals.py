"""Hostility in calling for an act: "A called for sanctions on B", "A urged C to boycott B", "B must be tried"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import noun_source, subjects
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.mood import Step
    from briefgen.nlp.relations.pairing import Pair
    from briefgen.registry import Sense

UNTOUCHED = frozenset({"urge", "plan", "begin", "support", "report", "ought", "undergo"})  # hostile remains hostile


def appeals(token: Token, sense: Sense, steps: tuple[Step, ...], parties: Parties) -> Iterator[Pair]:
    """(source, slot, target, slot, rule) of an act that somebody calls for; it tells of hostility to its target.

    token, sense: the predicate that is called for; steps: the modes that govern it, from the inside out
    """
    effects = {"urge" if _wants_of(step) else step.effect for step in steps}
    if sense.action in COOPERATIVE or sense.action == "REQUEST" or not effects <= UNTOUCHED:
        return
    callers = parties.all_of(_callers(token, steps))
    barred = {p.actor for p in callers} | {parties.cast.top(p.actor) for p in callers}
    for name in sense.target:
        targets = [p for p in parties.all_of(slot(token, name)) if p.actor not in barred and p.via != "location"]
        for caller in callers:
            for target in targets:
                if caller.via not in ("place", "location"):
                    yield caller, "subject", target, name, "appeal"
        if targets:
            return


def _callers(token: Token, steps: tuple[Step, ...]) -> list[Token]:
    """Whoever calls for the act, or says that it ought to be done."""
    for step in steps:
        if step.effect == "urge" or _wants_of(step):
            return subjects(step.token) if is_verb(step.token) else noun_source(step.token)
        if step.effect == "ought":
            return slot(token, "speaker")
    return []


def _wants_of(step: Step) -> bool:
    """Whether somebody wants another to do it: "A wants the union to punish B"."""
    others = (s for c in step.token.rights if c.dep_ in ("ccomp", "xcomp") for s in c.lefts if s.dep_ == "nsubj")
    return step.token.lemma_ == "want" and any(s.i > step.token.i for s in others)
