"""Whom or what a predicate's slot names, though nothing tells that it is an actor: "the referendum", "a comedian"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import conjuncts
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.filling import Frame
    from briefgen.nlp.relations.pairing import Pair
    from briefgen.registry import Sense

NOMINAL = ("NOUN", "PROPN")


def things(token: Token, sense: Sense, frame: Frame, parties: Parties) -> Iterator[Pair]:
    """Unsure pairs of the one side that a predicate's frame holds with what stands in the other side's slot."""
    sources, source_slot, targets, target_slot, _ = frame
    if sources and not targets:
        for target, name in _named(token, sense.target, parties):
            yield from ((source, source_slot, target, name, "thing") for source in sources)
    elif targets and not sources:
        for source, name in _named(token, sense.source, parties):
            yield from ((source, name, target, target_slot, "thing") for target in targets)


def _named(token: Token, names: Iterable[str], parties: Parties) -> Iterator[tuple[Party, str]]:
    """The nouns in the first of the slots that holds any which stand for no actor, each with the slot."""
    for name in names:
        heads = [t for head in slot(token, name) for t in conjuncts(head) if t.pos_ in NOMINAL and t.i != token.i]
        if found := [t for t in heads if not parties.one(t)]:
            yield from ((parties.thing(t), name) for t in found)
            return
