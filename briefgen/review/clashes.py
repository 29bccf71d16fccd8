"""What a person and the machine both changed, and nobody has answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.review.doubt import Doubt, Item, items
from briefgen.schema import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Brief
    from briefgen.review.doubt import Clash

WORTH = 2.0  # the machine has asked: before everything that it only doubts


def clash_doubts(brief: Brief, clashes: Sequence[Clash]) -> Iterator[Doubt]:
    """Doubts of the clashes that a brief carries; one that an edit since then has answered is passed over."""
    by_id = {item.id: item for item in items(brief)}
    for clash in clashes:
        item = Item(brief) if clash.item == "brief" else by_id.get(clash.item)
        if item is None:
            if clash.field in ("source", "target") and clash.kept is None:
                why = f"`{clash.item}` is left out: its {clash.field} `{clash.machine}` was deleted here"
                yield Doubt("clash", Item(brief), why, WORTH * 0.8)
            continue
        if item.section and item.value.reviewed != clash.reviewed:
            continue
        if not clash.field:
            yield Doubt("clash", item, "it was edited, and the machine no longer finds it", WORTH)
        elif _now(item, clash.field) == clash.kept:
            why = f"`{clash.field}` was set to {_shown(clash.kept)}; the machine now says {_shown(clash.machine)}"
            yield Doubt("clash", item, why, WORTH, fields=(clash.field,))


def _now(item: Item, field: str) -> object:
    if field == "polarity":
        return item.section
    value = item.value if item.section or field not in ("url", "publisher", "author") else item.brief.source
    return plain(getattr(value, field, None))


def _shown(value: object) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 120 else text[:119] + "…"
