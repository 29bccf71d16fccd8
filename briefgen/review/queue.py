"""All doubts about the briefs of a site, one concern an item, the worthiest first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.review.actors import alike, once_each, told_differently, told_elsewhere, unresolved
from briefgen.review.claims import in_one_sentence, of_one_day, told_twice, unsure
from briefgen.review.clashes import clash_doubts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Brief
    from briefgen.registry import Registry
    from briefgen.review.doubt import Clash, Doubt, Item

FURTHER = 0.25  # what a second doubt about the same item adds, as a share of its own worth


@dataclass(frozen=True, slots=True)
class Concern:
    """An item with all that is doubtful about it, the gravest first."""

    item: Item
    doubts: tuple[Doubt, ...]

    @property
    def worth(self) -> float:
        """Of an editor's minute: that of the gravest doubt, and a little for each further one."""
        first, *rest = [doubt.worth for doubt in self.doubts]
        return first + FURTHER * sum(rest)


def queue(
    briefs: Sequence[Brief],
    registry: Registry,
    clashes: Mapping[str, Sequence[Clash]],
    copies: Mapping[str, str],
) -> tuple[Concern, ...]:
    """What should be looked at, in order; the same in any order of the briefs.

    clashes: id of a brief to what the merge left open in it
    copies: id of a brief to that of the brief of the same report
    Items with `reviewed` are left out, but for clashes that came later; a comparison goes on until both have it.
    """
    ordered = sorted(briefs, key=lambda brief: brief.id)
    by_item: dict[tuple[str, str, int], list[Doubt]] = defaultdict(list)
    for doubt in _doubts(ordered, registry, clashes, copies):
        by_item[doubt.item.key].append(doubt)
    concerns = []
    for doubts in by_item.values():
        doubts.sort(key=lambda doubt: (-doubt.worth, doubt.kind, doubt.why))
        concerns.append(Concern(doubts[0].item, tuple(doubts)))
    return tuple(sorted(concerns, key=lambda one: (-round(one.worth, 6), one.item.key)))


def _doubts(
    briefs: Sequence[Brief],
    registry: Registry,
    clashes: Mapping[str, Sequence[Clash]],
    copies: Mapping[str, str],
) -> Iterator[Doubt]:
    for brief in briefs:
        yield from clash_doubts(brief, clashes.get(brief.id, ()))
    for doubt in _machine(briefs, registry, copies):
        if not doubt.item.reviewed:
            yield doubt


def _machine(briefs: Sequence[Brief], registry: Registry, copies: Mapping[str, str]) -> Iterator[Doubt]:
    elsewhere = told_elsewhere(briefs)
    yield from once_each(doubt for brief in briefs for doubt in unresolved(brief, registry, elsewhere))
    for brief in briefs:
        yield from unsure(brief)
        yield from in_one_sentence(brief, registry)
    yield from told_differently(briefs, registry)
    yield from alike(briefs, registry)
    yield from of_one_day(briefs, registry, copies)
    yield from told_twice(briefs, copies)
