"""Cooperation that lies in doing a thing together: "A and B jointly accused C", "in a joint statement, A and B …"."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.nlp.arguments import surface_subject
from briefgen.nlp.finding import Finding, related
from briefgen.nlp.grammar import is_verb
from briefgen.nlp.modes import read_own
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parties import Parties
    from briefgen.nlp.tokens import Doc, Token

TOGETHER = frozenset({"jointly", "together", "joint"})
JOINED = Sense("jointly", "verb", "jointly", "COOPERATE", ("subject",), ("subject",), symmetric=True)


def joint_acts(doc: Doc, parties: Parties) -> Iterator[Finding]:
    """Pairs of parties that are said to do something together, whatever it is."""
    for token in doc:
        if token.lower_ not in TOGETHER:
            continue
        verb = _verb(token)
        if verb is None or read_own(verb):
            continue
        sides = [p for p in parties.all_of(surface_subject(verb)) if p.via not in ("place", "location")]
        for first, second in combinations(sides, 2):
            if not related(first, second, parties) and parties.cast.top(first.actor) != parties.cast.top(second.actor):
                yield Finding(
                    first, second, "COOPERATE", "actual", True, token.i, JOINED, "joint", "subject", "subject", ()
                )


def _verb(token: Token) -> Token | None:
    """The verb that is done together: the adverb's, or the one that the joint thing belongs to."""
    if token.lower_ != "joint":
        return token.head if token.dep_ == "advmod" and is_verb(token.head) else None
    noun = token.head
    if noun.dep_ in ("dobj", "nsubjpass"):
        return noun.head if is_verb(noun.head) else None
    if noun.dep_ == "pobj":
        above = noun.head.head
        return above if is_verb(above) else None
    return None
