"""Where a person and the machine both changed a brief: told by the merge, kept in the brief until somebody answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.merge.fingerprint import Record
from briefgen.schema import plain

if TYPE_CHECKING:
    from briefgen.model import Brief

Values = Mapping[str, tuple[Record, Record | None]]


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing that a person and the machine both changed; the person's value stands in the brief.

    item: id of the item, or "brief"
    field: "" where the machine no longer finds an item that was edited
    kept, machine: the two values, plain; kept is None for an item left out because it names a deleted actor
    reviewed: what `reviewed` said of the item when they clashed; changing it answers the clash
    """

    item: str
    field: str
    kept: Any
    machine: Any
    reviewed: str | None = None

    def __str__(self) -> str:
        if not self.field:
            return f"{self.item}: the machine no longer finds it; it was edited, so it stays"
        if self.kept is None and self.field in ("source", "target"):
            return f"{self.item}: is left out, since its {self.field} `{self.machine}` was deleted here"
        return f"{self.item}: `{self.field}` stays {self.kept!r}; the machine now says {self.machine!r}"


def open_clashes(brief: Brief) -> tuple[Clash, ...]:
    """The clashes that a brief carries and nobody has answered yet; what is not well-formed is passed over."""
    found = brief.generated.get("clashes")
    return tuple(Clash(**one) for one in (found if isinstance(found, list) else []) if _well_formed(one))


def _well_formed(one: Any) -> bool:
    if not isinstance(one, dict) or one.keys() != {"item", "field", "kept", "machine", "reviewed"}:
        return False
    return isinstance(one["item"], str) and isinstance(one["field"], str)


def waiting(before: Iterable[Clash], told: Iterable[Clash], values: Values) -> list[Clash]:
    """All clashes that wait for an answer, sorted: those told now, and older ones from which neither side has moved.

    values: id of an item (or "brief") to its fields as merged, and as the machine says now, None where it does not
    """
    out = {(one.item, one.field): one for one in told}
    for old in before:
        merged, fresh = values.get(old.item, ({}, None))
        if not merged or (old.item, old.field) in out or merged.get("reviewed") != old.reviewed:
            continue
        if not old.field:
            holds = fresh is None
        else:
            holds = fresh is not None and plain(merged.get(old.field)) == old.kept != plain(fresh.get(old.field))
        if holds:
            out[old.item, old.field] = old
    return [out[key] for key in sorted(out)]
