"""A doubt: one reason to look at one item of a brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

from briefgen.model import Actor, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Brief
    from briefgen.registry import Registry

Kind = Literal["clash", "actor", "alike", "confidence", "contradiction", "duplicate", "copy"]
Section = Literal["", "actors", "issues", "friction", "cooperation"]
SECTIONS: tuple[Section, ...] = ("actors", "issues", "friction", "cooperation")


class Clash(Protocol):
    """A clash as the merge tells it."""

    @property
    def item(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def kept(self) -> Any: ...
    @property
    def machine(self) -> Any: ...
    @property
    def reviewed(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Item:
    """Where something stands in a brief; section "" is the brief itself."""

    brief: Brief
    section: Section = ""
    at: int = 0

    @property
    def value(self) -> Any:
        """The actor, issue or relation, or the brief itself."""
        return getattr(self.brief, self.section)[self.at] if self.section else self.brief

    @property
    def id(self) -> str:
        return str(self.value.id) if self.section else ""

    @property
    def key(self) -> tuple[str, str, int]:
        return self.brief.id, self.section, self.at

    @property
    def reviewed(self) -> bool:
        return bool(self.section and self.value.reviewed)


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look at an item.

    why: the reason as a clause; worth: of a minute spent on it, 0..1, clashes above
    others: items of this or another brief to compare with; fields: those that may be wrong, the likeliest first
    """

    kind: Kind
    item: Item
    why: str
    worth: float
    others: tuple[Item, ...] = ()
    fields: tuple[str, ...] = ()


def items(brief: Brief) -> Iterator[Item]:
    """All actors, issues and relations of a brief, in the order of the file."""
    for section in SECTIONS:
        for at in range(len(getattr(brief, section))):
            yield Item(brief, section, at)


def relations(brief: Brief) -> Iterator[tuple[Item, Relation]]:
    for item in items(brief):
        if isinstance(item.value, Relation):
            yield item, item.value


def actors(brief: Brief) -> Iterator[tuple[Item, Actor]]:
    for item in items(brief):
        if isinstance(item.value, Actor):
            yield item, item.value


def tops(brief: Brief, registry: Registry) -> dict[str, str]:
    """Id of each actor of a brief to the party that it acts for in the end, or to itself."""
    acts_for = {actor.id: actor.acts_for for actor in brief.actors}
    found = {}
    for actor in acts_for:
        party, seen = actor, set[str]()
        while party not in seen and (above := acts_for.get(party)):
            seen.add(party)
            party = above
        found[actor] = registry.top(party)
    return found


def seen_by_readers(brief: Brief, *ids: str) -> float:
    """How much readers look at what these actors do (0.5..1), from their shares of the brief."""
    share = sum(actor.salience for actor in brief.actors if actor.id in ids)
    return 0.5 + 0.5 * min(1.0, 2 * share)


def facing(a: Item, b: Item) -> tuple[Item, Item]:
    """Of two relations that are compared, the one to look at and the other: not reviewed yet, then the less sure."""
    ordered = sorted((a, b), key=lambda item: (item.reviewed, item.value.confidence, item.key))
    return ordered[0], ordered[1]
