"""Which item of a brief is which: as the machine named it before, as it stands in the file, as the machine says now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.merge.fingerprint import NULL, Base, Record, Row, elements, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

# What tells that two items are the same thing under different ids.
IDENTITY = {"actors": ("wikidata", "name", "names"), "issues": ("label", "evidence"), "relations": ("evidence",)}
TIES = {"actors": ("kind", "country"), "issues": ("topic",), "relations": ("source", "target", "action")}
SAME = 0.6  # share of the tokens that two versions of a renamed item have in common
REFERENCES = {"source": "actors", "target": "actors", "acts_for": "actors", "issues": "issues"}


@dataclass(frozen=True, slots=True)
class Match:
    """One item in its three versions, each None where it does not exist; `id` is that of its row.

    at: index in the file, order of the row, index in the new reading; -1 where there is none
    """

    id: str | None
    row: Row | None
    mine: Record | None
    new: Record | None
    at: tuple[int, int, int]
    alias: str | None = None  # the id that a person gave

    @property
    def final(self) -> str:
        """The id in the merged brief: a person's if one was given, else the machine's newest."""
        return self.alias or self.machine

    @property
    def machine(self) -> str:
        """The id that the machine gave last, or a person to an item of their own."""
        return str((self.new or {}).get("id") or self.id or (self.mine or {}).get("id"))


def match(
    kind: str, base: Base, mine: list[Record], new: list[Record], apart: Callable[[str, str], bool]
) -> list[Match]:
    """The items of one kind, each once: those of the file in their order, then deleted and new ones.

    apart: whether people decided that two ids are two actors, which then never change into one another
    """
    rows, renamed = base.rows.get(kind, {}), dict(base.renamed.get(kind, {}))
    in_mine = _by_id(rows, mine, renamed)
    # An item that came when another went, and looks like it, was given its id by hand.
    free = [key for key in rows if key not in in_mine and key not in base.deleted.get(kind, ())]
    known = {*in_mine.values(), *(at for at, one in enumerate(mine) if one["id"] in base.own.get(kind, ()))}
    loose = [at for at in range(len(mine)) if at not in known]
    pairs = [(key, at) for key in free for at in loose if not apart(key, mine[at]["id"])]
    same = _best((_likeness(kind, rows[key], mine[at]), key, at) for key, at in pairs)
    in_mine.update(same)
    renamed = {key: str(mine[at]["id"]) for key, at in in_mine.items() if mine[at]["id"] != key}

    in_new = _by_id(rows, new, {})
    added = {record["id"] for at, record in enumerate(mine) if at not in in_mine.values()}
    free = [key for key in rows if key not in in_new]
    loose = [at for at, record in enumerate(new) if at not in in_new.values() and record["id"] not in added]
    pairs = [(key, at) for key in free for at in loose if not apart(key, new[at]["id"])]
    in_new.update(_best((_kinship(kind, rows[key], new[at]), key, at) for key, at in pairs))
    renamed = {key: name for key, name in renamed.items() if key not in in_new or new[in_new[key]]["id"] != name}
    return list(_matches(rows, mine, new, in_mine, in_new, renamed))


def _by_id(rows: Mapping[str, Row], items: list[Record], renamed: Mapping[str, str]) -> dict[str, int]:
    """Id of a row to the index of the first item that has it, or the name that it was given."""
    at: dict[str, int] = {}
    for index, record in enumerate(items):
        at.setdefault(str(record["id"]), index)
    wanted = ((key, name) for key in rows for name in (key, renamed.get(key, key)) if name in at)
    return {key: at[name] for key, name in wanted}


def _best(scored: Iterable[tuple[float, str, int]]) -> dict[str, int]:
    """The best pairs, each side once; equal scores go to the earlier."""
    pairs: dict[str, int] = {}
    taken = set()
    for score, key, at in sorted(scored, key=lambda pair: -pair[0]):
        if score > 0 and key not in pairs and at not in taken:
            pairs[key] = at
            taken.add(at)
    return pairs


def _likeness(kind: str, cells: Row, record: Record) -> float:
    """Share of the told tokens of a row that an item has too; 0 below `SAME`, and where nothing identifies it."""
    here = row(kind, record)
    told = [name for name, cell in cells.items() if cell != NULL and name in here]
    share = sum(cells[name] == here[name] for name in told) / max(len(told), 1)
    return share if share >= SAME and _shared(kind, cells, here) else 0


def _kinship(kind: str, cells: Row, record: Record) -> float:
    """How many names, identifiers or quotes an item shares with a row; what else is equal decides between equals."""
    here = row(kind, record)
    shared = _shared(kind, cells, here)
    return shared + 0.1 * sum(cells[name] == here[name] for name in TIES[kind]) if shared else 0


def _shared(kind: str, cells: Row, here: Row) -> int:
    return sum(len(elements(cells[name]) & elements(here[name])) for name in IDENTITY[kind])


def _matches(
    rows: Mapping[str, Row],
    mine: list[Record],
    new: list[Record],
    in_mine: dict[str, int],
    in_new: dict[str, int],
    renamed: dict[str, str],
) -> Iterator[Match]:
    order = {key: at for at, key in enumerate(rows)}
    rest = {str(record["id"]): at for at, record in enumerate(new) if at not in in_new.values()}
    keys = {at: key for key, at in in_mine.items()}
    for at, record in enumerate(mine):
        key = keys.get(at)
        if key is None:
            where = rest.pop(str(record["id"]), -1)
            yield Match(None, None, record, new[where] if where >= 0 else None, (at, -1, where))
        else:
            where = in_new.get(key, -1)
            found = new[where] if where >= 0 else None
            yield Match(key, rows[key], record, found, (at, order[key], where), renamed.get(key))
    for key in rows:
        if key not in in_mine:
            where = in_new.get(key, -1)
            yield Match(key, rows[key], None, new[where] if where >= 0 else None, (-1, order[key], where))
    for at in rest.values():
        yield Match(None, None, None, new[at], (-1, -1, at))


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of the file and of the new reading were called in the base, and are called in the merged brief."""

    mine_to_base: Mapping[tuple[str, str], str]
    new_to_base: Mapping[tuple[str, str], str]
    mine_to_final: Mapping[tuple[str, str], str]
    new_to_final: Mapping[tuple[str, str], str]

    @classmethod
    def of(cls, matches: Mapping[str, list[Match]]) -> Names:
        maps: tuple[dict[tuple[str, str], str], ...] = ({}, {}, {}, {})
        for kind, found in matches.items():
            for one in found:
                for record, to_base, to_final in ((one.mine, maps[0], maps[2]), (one.new, maps[1], maps[3])):
                    if record is not None:
                        to_base.setdefault((kind, record["id"]), one.id or record["id"])
                        to_final.setdefault((kind, record["id"]), one.final)
            for one in found:
                if one.alias and one.id:  # a person may have missed a place where the old id stands
                    maps[2].setdefault((kind, one.id), one.alias)
        return cls(*maps)


def mapped(record: Record, names: Mapping[tuple[str, str], str]) -> Record:
    """An item with the ids that it refers to replaced."""
    out = dict(record)
    for name, kind in REFERENCES.items():
        if name in record:
            value: Any = record[name]
            if isinstance(value, tuple):
                out[name] = tuple(names.get((kind, one), one) for one in value)
            elif value is not None:
                out[name] = names.get((kind, value), value)
    return out
