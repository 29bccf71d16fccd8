"""Three-way merge of a brief: what the machine said before, what a person made of it, what the machine says now.

Pure: briefs and texts in, brief and text out. What nobody touched is refreshed; what a person changed, added, deleted
or put in another order stays; where both changed the same field, the person's value stays and the clash is told. What
the machine said before is known from hashes in the brief's own `generated` (see `fingerprint`): a fresh clone suffices.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, replace
from operator import itemgetter
from typing import Any

from briefgen.merge.clash import Clash, open_clashes, waiting
from briefgen.merge.decided import decided
from briefgen.merge.fingerprint import (
    HEAD,
    ITEMS,
    Base,
    Record,
    Row,
    blank,
    columns,
    head,
    records,
    row,
    token,
    unplaced,
)
from briefgen.merge.matching import REFERENCES, Match, Names, mapped, match
from briefgen.merge.spans import anchored, merged_quotes, ordered
from briefgen.merge.written import written
from briefgen.model import Brief
from briefgen.registry import Decisions
from briefgen.schema import plain

NONE = Decisions()

Items = dict[str, list[tuple[Match, Record]]]


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged brief, its file's text, and the clashes that this merge met for the first time."""

    brief: Brief
    text: str
    clashes: tuple[Clash, ...]


def merge(
    mine: Brief | None,
    new: Brief,
    *,
    text: str | None = None,
    article: str | None = None,
    decisions: Decisions = NONE,
) -> Merged:
    """Merge a new reading into a brief.

    mine: the brief as it stands in the site, None if there is none yet; text: its file, as the person left it
    new: the machine's new reading, without `generated.base`; article: its text, to find quotes of a person again
    decisions: which ids are one actor, and which never are
    """
    new = _distinct(new)
    if mine is None:
        first = replace(new, generated={})
        brief, _ = _Merge(first, new, article, decisions).run()
        return Merged(brief, brief.to_yaml(), ())
    brief, clashes = _Merge(mine, new, article, decisions).run()
    return Merged(brief, written(mine, brief, text), clashes)


def _distinct(brief: Brief) -> Brief:
    """The brief with ids that each occur once; a second item of the same id gets a number."""

    def counted(items: Any, seen: Counter[str]) -> Any:
        out = []
        for one in items:
            seen[one.id] += 1
            out.append(one if seen[one.id] == 1 else replace(one, id=f"{one.id}-{seen[one.id]}"))
        return tuple(out)

    relations: Counter[str] = Counter()
    return replace(
        brief,
        actors=counted(brief.actors, Counter()),
        issues=counted(brief.issues, Counter()),
        friction=counted(brief.friction, relations),
        cooperation=counted(brief.cooperation, relations),
    )


def _from_record(cls: type, record: Record) -> Any:
    return cls(**{name: value for name, value in record.items() if name != "polarity"})


class _Merge:
    """One merge at work; `run` gives the brief and the clashes that were not told before."""

    def __init__(self, mine: Brief, new: Brief, article: str | None, decisions: Decisions) -> None:
        self.before, self.new, self.article = mine, new, article
        self.mine, self.base = decided(mine, Base.read(mine.generated), decisions)
        self.matches: dict[str, list[Match]] = {}
        self.deleted: dict[str, set[str]] = {}
        self.clashes: list[Clash] = []
        self.ordered = set(self.base.ordered)
        for kind in ITEMS:
            fresh = [self._without_deleted_issues(one) for one in records(new, kind)]
            self.matches[kind] = match(kind, self.base, records(self.mine, kind), fresh, decisions.apart)
            gone = [one for one in self.matches[kind] if one.mine is None and one.row is not None]
            self.deleted[kind] = {key for one in gone for key in (one.id, one.new["id"] if one.new else None) if key}
        self.names = Names.of(self.matches)

    def run(self) -> tuple[Brief, tuple[Clash, ...]]:
        items = self._items()
        top = self._head()
        quotes, lost = merged_quotes(
            self.mine.summary, self.new.summary, self.base.summary, self.base.summary_gone, self.article
        )
        brief = Brief(
            id=top["id"],
            title=top["title"],
            date=top["date"],
            language=top["language"],
            updated=self.mine.updated,
            source=replace(self.new.source, url=top["url"], publisher=top["publisher"], author=top["author"]),
            summary=quotes,
            actors=self._section(items, "actors"),
            issues=self._section(items, "issues"),
            friction=self._section(items, "relations", "friction"),
            cooperation=self._section(items, "relations", "cooperation"),
        )
        if brief != replace(self.before, generated={}):
            brief = replace(brief, updated=top["updated"])
        before = open_clashes(self.mine)
        generated = {key: value for key, value in self.new.generated.items() if key not in ("base", "clashes")}
        generated["base"] = self._next_base(items, brief, lost).plain()
        values: dict[str, tuple[Record, Record | None]] = {"brief": (top, head(self.new))}
        for pairs in items.values():
            for one, record in pairs:
                fresh = mapped(one.new, self.names.new_to_final) if one.new else None
                values[record["id"]] = record, fresh
        if still := waiting(before, self.clashes, values):
            generated["clashes"] = [asdict(one) for one in still]
        return replace(brief, generated=generated), tuple(one for one in self.clashes if one not in before)

    # Items

    def _without_deleted_issues(self, record: Record) -> Record:
        deleted = self.deleted.get("issues")
        if not deleted or "issues" not in record:
            return record
        return {**record, "issues": tuple(one for one in record["issues"] if one not in deleted)}

    def _items(self) -> Items:
        """What stays or comes in, by kind; untouched items that the machine no longer finds stay only where named."""
        found = {kind: [(one, self._item(kind, one)) for one in matches] for kind, matches in self.matches.items()}
        named: set[tuple[str, str]] = set()
        for pairs in found.values():
            for _, record in pairs:
                for name, kind in REFERENCES.items():
                    value = record.get(name) if record else None
                    named |= {(kind, one) for one in (value if isinstance(value, tuple) else (value,)) if one}
        out: Items = {}
        for kind, pairs in found.items():
            stays = [
                (one, r or (self._own(one) if one.mine and (kind, one.final) in named else None)) for one, r in pairs
            ]
            out[kind] = [(one, record) for one, record in stays if record is not None]
        return out

    def _own(self, one: Match) -> Record:
        """An item as it stands in the file, its quotes where the article now has them, its references by new ids."""
        record = mapped(one.mine or {}, self.names.mine_to_final)
        if "evidence" in record:
            record["evidence"] = tuple(anchored(span, self.article) for span in record["evidence"])
        return {**record, "id": one.final}

    def _item(self, kind: str, one: Match) -> Record | None:
        if one.mine is None:
            return None if one.row is not None else self._added(kind, one)
        if one.new is not None:
            return self._both(kind, one, one.mine, one.new)
        touched = one.row is None or one.id in self.base.gone.get(kind, ()) or self._touched(kind, one)
        if not touched:
            return None
        if one.row is not None and one.id not in self.base.gone.get(kind, ()):
            self._clash(one, "", None, None)
        return self._own(one)

    def _touched(self, kind: str, one: Match) -> bool:
        mine = mapped(one.mine or {}, self.names.mine_to_base)
        return bool(one.alias or mine["reviewed"] or row(kind, mine) != one.row)

    def _added(self, kind: str, one: Match) -> Record | None:
        """An item that is new; none where it names an actor that a person deleted, or has the id of a person's item."""
        new = one.new or {}
        for name in ("source", "target"):
            if new.get(name) in self.deleted["actors"]:
                self._clash(one, name, None, new[name])
                return None
        taken = any(other.mine is not None and other.final == one.final for other in self.matches[kind])
        return None if taken else {**mapped(new, self.names.new_to_final), "id": one.final}

    def _both(self, kind: str, one: Match, mine: Record, new: Record) -> Record:
        cells = one.row or blank(kind)
        before = row(kind, mapped(mine, self.names.mine_to_base))
        now = row(kind, mapped(new, self.names.new_to_base))
        own, fresh = self._own(one), mapped(new, self.names.new_to_final)
        touched = {name for name in columns(kind) if before[name] != cells[name]}
        if "action" in touched and "polarity" in before:
            touched.add("polarity")  # the heading goes with the action
        out: Record = {}
        for name in columns(kind):
            changed = unplaced(now[name]) != unplaced(cells[name])
            orphan = name in ("source", "target") and changed and new[name] in self.deleted["actors"]
            keeps = name in touched or orphan
            out[name] = own[name] if keeps else fresh[name]
            told = name == "polarity" and "action" in touched
            if keeps and changed and not told and unplaced(token(own[name])) != unplaced(token(fresh[name])):
                self._clash(one, name, own[name], fresh[name])
        return {**out, "id": one.final, "reviewed": mine["reviewed"]}

    def _clash(self, one: Match, name: str, kept: Any, machine: Any) -> None:
        reviewed = one.mine["reviewed"] if one.mine else None
        self.clashes.append(Clash(one.final, name, plain(kept), plain(machine), reviewed))

    def _stayed(self, one: Match, polarity: str | None) -> bool:
        """Whether an item stood under the same heading before."""
        return polarity is None or (one.row or {})["polarity"] == token(polarity)

    def _section(self, items: Items, kind: str, polarity: str | None = None) -> Any:
        """The items under one heading, in the machine's order unless a person chose another."""

        def here(record: Record | None) -> bool:
            return record is not None and record.get("polarity") == polarity

        found = {one.at: record for one, record in items[kind] if here(record)}
        by_person = sorted(one.at for one, r in items[kind] if here(r) and here(one.mine))
        machine = [one for one, r in items[kind] if here(r) and (one.mine is None or (one.row and here(one.new)))]
        by_machine = sorted((one.at for one in machine), key=itemgetter(2))
        name = polarity or kind
        known = [one.at[1] for one in self.matches[kind] if here(one.mine) and one.row and self._stayed(one, polarity)]
        if known != sorted(known):
            self.ordered.add(name)
        order = ordered(by_person, by_machine) if name in self.ordered else ordered(by_machine, by_person)
        placed = [at for at in order if at in {one.at for one in self.matches[kind] if here(one.new)}]
        if placed != sorted(placed, key=itemgetter(2)):
            self.ordered.add(name)
        cls = ITEMS[kind]
        return tuple(_from_record(cls, found[at]) for at in order)

    # The brief's own fields

    def _head(self) -> Record:
        mine, new, cells = head(self.mine), head(self.new), self.base.head
        out: Record = {}
        for name in HEAD:
            before, now = token(mine[name]), token(new[name])
            cell = cells.get(name, now if name == "updated" else "")
            out[name] = new[name] if before == cell else mine[name]
            if before != cell and now not in (cell, before) and name != "updated":
                self.clashes.append(Clash("brief", name, mine[name], new[name]))
        return out

    # What the next merge needs

    def _next_base(self, items: Items, brief: Brief, lost: tuple[str, ...]) -> Base:
        top = {name: token(value) for name, value in head(self.new).items()}
        before = self.base.head.get("updated")
        touched = before is not None and before != token(self.mine.updated)
        top["updated"] = before if touched and before else token(brief.updated)
        rows: dict[str, dict[str, Row]] = {}
        renamed: dict[str, dict[str, str]] = {}
        gone, deleted, own = {}, {}, {}
        for kind, matches in self.matches.items():
            stays = {one.at for one, _ in items[kind]}
            place = {record["id"]: at for at, record in reversed(list(enumerate(records(brief, kind))))}
            live = [one for one in matches if one.new and (one.row or one.at in stays)]
            past = [one for one in matches if one.row and not one.new and (not one.mine or one.at in stays)]
            cells_of = [(one, row(kind, one.new) if one.new else one.row or {}) for one in (*live, *past)]
            cells_of.sort(key=lambda pair: place.get(pair[0].final, len(place)))
            rows[kind] = {one.machine: cells for one, cells in cells_of}
            renamed[kind] = {one.machine: one.alias for one in (*live, *past) if one.alias}
            told = self.base.gone.get(kind, frozenset())
            gone[kind] = frozenset(
                one.machine for one in past if not one.mine or one.id in told or self._touched(kind, one)
            )
            deleted[kind] = frozenset(one.machine for one in (*live, *past) if one.row and not one.mine)
            own[kind] = frozenset(one.final for one in matches if one.mine and not one.row and not one.new)
        return Base(
            top,
            tuple(token((q,)) for q in self.new.summary),
            lost,
            rows,
            renamed,
            gone,
            deleted,
            own,
            frozenset(self.ordered),
        )
