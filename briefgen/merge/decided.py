"""A brief as if ids that people decided to be one actor had always been one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.merge.fingerprint import Base, Record, Row, columns, row, token
from briefgen.model import Actor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefgen.model import Brief, Relation
    from briefgen.registry import Decisions

ENDS = {"actors": ("acts_for",), "relations": ("source", "target")}


def decided(brief: Brief, base: Base, decisions: Decisions) -> tuple[Brief, Base]:
    """The brief as it stands in the site, and what the machine said of it, with the ids that stay.

    Of two actors that are one, a field that a person changed stays, in whichever of them it was.
    """
    rows = base.rows.get("actors", {})
    if decisions.one.keys().isdisjoint({actor.id for actor in brief.actors} | rows.keys()):
        return brief, base
    groups: dict[str, list[Actor]] = {}
    for actor in brief.actors:
        groups.setdefault(decisions.of(actor.id), []).append(actor)
    mine = replace(
        brief,
        actors=tuple(_one(key, group, rows, decisions) for key, group in groups.items()),
        friction=tuple(_ends(one, decisions) for one in brief.friction),
        cooperation=tuple(_ends(one, decisions) for one in brief.cooperation),
        generated=_clashes(brief.generated, decisions),
    )
    return mine, _base(base, groups.keys(), decisions)


def united(brief: Brief, decisions: Decisions) -> Brief:
    """The brief with the ids that stay."""
    return decided(brief, Base.read({}), decisions)[0] if decisions.one else brief


def _one(key: str, group: list[Actor], rows: Mapping[str, Row], decisions: Decisions) -> Actor:
    """Several actors as one, that of the id that stays first."""
    first, *others = sorted(group, key=lambda actor: actor.id != key)
    values: Record = {name: getattr(first, name) for name in Actor.__dataclass_fields__}
    taken = _touched(first, rows)
    for other in others:
        for name in _touched(other, rows) - taken:
            values[name] = getattr(other, name)
            taken.add(name)
        values["reviewed"] = values["reviewed"] or other.reviewed
    above = decisions.of(values["acts_for"]) if values["acts_for"] else None
    return Actor(**{**values, "id": key, "acts_for": None if above == key else above})


def _touched(actor: Actor, rows: Mapping[str, Row]) -> set[str]:
    """The fields that a person changed; all of an actor that the machine never named."""
    cells = rows.get(actor.id)
    now = row("actors", {name: getattr(actor, name) for name in columns("actors")})
    return {name for name, one in now.items() if cells is None or one != cells[name]}


def _ends(one: Relation, decisions: Decisions) -> Relation:
    source, target = decisions.of(one.source), decisions.of(one.target)
    return one if (source, target) == (one.source, one.target) else replace(one, source=source, target=target)


def _clashes(generated: Mapping[str, Any], decisions: Decisions) -> dict[str, Any]:
    """What the machine left behind, its open clashes told by the ids that stay."""

    def named(value: Any) -> Any:
        return decisions.of(value) if isinstance(value, str) else value

    told = generated.get("clashes")
    if not isinstance(told, list):
        return dict(generated)
    clashes = [{key: named(value) for key, value in one.items()} if isinstance(one, dict) else one for one in told]
    return {**generated, "clashes": clashes}


def _base(base: Base, present: Any, decisions: Decisions) -> Base:
    of = decisions.of
    tokens = {token(old): token(new) for old, new in decisions.one.items()}
    rows: dict[str, dict[str, Row]] = {kind: {} for kind in base.rows}
    for kind, found in base.rows.items():
        for key, cells in found.items():
            name = of(key) if kind == "actors" else key
            if name not in rows[kind] or name == key:
                ends = {end: tokens.get(cells[end], cells[end]) for end in ENDS.get(kind, ())}
                rows[kind][name] = {**cells, **ends}
    renamed = {of(key): of(name) for key, name in base.renamed.get("actors", {}).items() if of(key) != of(name)}

    def sets(ids: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
        return {**ids, "actors": frozenset(map(of, ids.get("actors", ())))}

    deleted = sets(base.deleted)
    deleted["actors"] -= set(present)
    return replace(
        base, rows=rows, renamed={**base.renamed, "actors": renamed},
        gone=sets(base.gone), deleted=deleted, own=sets(base.own),
    )  # fmt: skip
