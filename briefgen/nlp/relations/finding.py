"""A finding: one reading of one predicate between two parties, with what led to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Action, Status
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.mood import Step
    from briefgen.registry import Sense


@dataclass(frozen=True, slots=True)
class Finding:
    """One reading of one predicate between two parties.

    trigger: offset of the word that states the act
    rule: how source and target were found; `explain.RULES` tells of each
    source_slot, target_slot: the slots they stood in
    steps: the modes that govern the predicate, from the inside out
    agreed: in a short text, how probable its polarity is as chosen between the two parties alone
    """

    source: Party
    target: Party
    action: Action
    status: Status
    symmetric: bool
    trigger: int
    sense: Sense
    rule: str
    source_slot: str
    target_slot: str
    steps: tuple[Step, ...]
    agreed: float | None = None

    @property
    def ends(self) -> frozenset[str]:
        """The two actors, whoever does it to whom."""
        return frozenset((self.source.actor, self.target.actor))


def related(source: Party, target: Party, parties: Parties) -> bool:
    """Whether two parties are one, or one speaks for the other."""
    cast = parties.cast
    return (
        source.actor == target.actor or cast.top(source.actor) == target.actor or cast.top(target.actor) == source.actor
    )
