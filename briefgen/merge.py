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

from briefgen.errors import BriefgenError
from briefgen.fingerprint import HEAD, ITEMS, Base, Record, Row, blank, columns, head, records, row, token, unplaced
from briefgen.matching import REFERENCES, Match, Names, mapped, match
from briefgen.model import Brief, schema_comment
from briefgen.schema import plain
from briefgen.spans import anchored, merged_quotes, ordered
from briefgen.yamledit import rewrite

Items = dict[str, list[tuple[Match, Record]]]


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


@dataclass(frozen=True, slots=True)
class Merged:
    """The merged brief, its file's text, and the clashes that this merge met for the first time."""

    brief: Brief
    text: str
    clashes: tuple[Clash, ...]


def merge(mine: Brief | None, new: Brief, *, text: str | None = None, article: str | None = None) -> Merged:
    """Merge a new reading into a brief.

    mine: the brief as it stands in the site, None if there is none yet; text: its file, as the person left it
    new: the machine's new reading, without `generated.base`; article: its text, to find quotes of a person again
    """
    if mine is None:
        first = replace(new, generated={})
        brief, _ = _Merge(first, new, article).run()
        return Merged(brief, brief.to_yaml(), ())
    brief, clashes = _Merge(mine, new, article).run()
    return Merged(brief, _text(mine, brief, text), clashes)


def open_clashes(brief: Brief) -> tuple[Clash, ...]:
    """The clashes that a brief carries and nobody has answered yet."""
    found = brief.generated.get("clashes")
    wanted = {"item", "field", "kept", "machine", "reviewed"}
    known = [
        one for one in (found if isinstance(found, list) else []) if isinstance(one, dict) and one.keys() == wanted
    ]
    return tuple(Clash(**one) for one in known)


def _text(mine: Brief, brief: Brief, text: str | None) -> str:
    """The merged file: as it was where nothing changed, with its comments and layout where a person touched those."""
    if text is not None and brief == mine:
        return text
    if text is None or text == mine.to_yaml():
        return brief.to_yaml()
    if text.startswith("# yaml-language-server:"):
        text = schema_comment(brief.source.path) + text.partition("\n")[2]
    edited = rewrite(text, brief.plain(), ("generated",))
    try:
        if Brief.from_yaml(edited) == brief:
            return edited
    except BriefgenError:
        pass
    # Never met in tests; comments are then kept at the head of the file.
    comments = [line.strip() for line in text.splitlines() if line.strip().startswith("#")]
    own, _, rest = brief.to_yaml().partition("\n")
    return "\n".join(dict.fromkeys([own, *comments])) + "\n" + rest


def _distinct(items: list[Record]) -> list[Record]:
    """Items with ids that each occur once; a second one of the same id gets a number."""
    seen: Counter[str] = Counter()
    out = []
    for one in items:
        seen[one["id"]] += 1
        count = seen[one["id"]]
        out.append(one if count == 1 else {**one, "id": f"{one['id']}-{count}"})
    return out


def _from_record(cls: type, record: Record) -> Any:
    return cls(**{name: value for name, value in record.items() if name != "polarity"})


class _Merge:
    """One merge at work; `run` gives the brief and the clashes that were not told before."""

    def __init__(self, mine: Brief, new: Brief, article: str | None) -> None:
        self.mine, self.new, self.article = mine, new, article
        self.base = Base.read(mine.generated)
        self.matches: dict[str, list[Match]] = {}
        self.deleted: dict[str, set[str]] = {}
        self.clashes: list[Clash] = []
        for kind in ITEMS:
            fresh = _distinct([self._without_deleted_issues(one) for one in records(new, kind)])
            self.matches[kind] = match(kind, self.base, records(mine, kind), fresh)
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
        if brief != replace(self.mine, generated={}):
            brief = replace(brief, updated=top["updated"])
        before = open_clashes(self.mine)
        generated = {key: value for key, value in self.new.generated.items() if key not in ("base", "clashes")}
        generated["base"] = self._next_base(items, brief, lost).plain()
        if still := sorted(self._open(before, items, top), key=lambda one: (one.item, one.field)):
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
        touched = one.row is None or one.id in self.base.gone[kind] or self._touched(kind, one)
        if not touched:
            return None
        if one.row is not None and one.id not in self.base.gone[kind]:
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

    def _section(self, items: Items, kind: str, polarity: str | None = None) -> Any:
        """The items under one heading, in the machine's order unless a person chose another."""

        def here(record: Record | None) -> bool:
            return record is not None and record.get("polarity") == polarity

        found = {one.at: record for one, record in items[kind] if here(record)}
        by_person = sorted(one.at for one, r in items[kind] if here(r) and here(one.mine))
        machine = [one for one, r in items[kind] if here(r) and (one.mine is None or (one.row and here(one.new)))]
        by_machine = sorted((one.at for one in machine), key=itemgetter(2))
        known = [
            one
            for one in self.matches[kind]
            if here(one.mine) and one.row and one.id not in self.base.gone[kind]
            if polarity is None or one.row["polarity"] == token(polarity)
        ]
        chosen = [one.at[1] for one in known] != sorted(one.at[1] for one in known)
        order = ordered(by_person, by_machine) if chosen else ordered(by_machine, by_person)
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
        cells = {name: token(value) for name, value in head(self.new).items()}
        before = self.base.head.get("updated")
        touched = before is not None and before != token(self.mine.updated)
        cells["updated"] = before if touched and before else token(brief.updated)
        rows: dict[str, dict[str, Row]] = {}
        renamed: dict[str, dict[str, str]] = {}
        gone: dict[str, frozenset[str]] = {}
        for kind, matches in self.matches.items():
            stays = {one.at for one, _ in items[kind]}
            live = sorted((one for one in matches if one.new), key=lambda one: one.at[2])
            rows[kind] = {one.new["id"]: row(kind, one.new) for one in live if one.new and (one.row or one.at in stays)}
            past = [one for one in matches if one.id and one.row and not one.new and (not one.mine or one.at in stays)]
            for one in past:
                rows[kind].setdefault(str(one.id), one.row or {})
            keys = [(str(one.new["id"] if one.new else one.id), one) for one in (*live, *past)]
            renamed[kind] = {key: one.alias for key, one in keys if one.alias}
            gone[kind] = frozenset(
                str(one.id)
                for one in past
                if not one.mine or one.id in self.base.gone[kind] or self._touched(kind, one)
            )
        return Base(cells, tuple(token((q,)) for q in self.new.summary), lost, rows, renamed, gone)

    def _open(self, before: tuple[Clash, ...], items: Items, top: Record) -> list[Clash]:
        """All clashes that wait for an answer: those of this merge, and older ones that neither side has moved from."""
        found = {record["id"]: (one, record) for pairs in items.values() for one, record in pairs}
        out = list(self.clashes)
        told = {(one.item, one.field) for one in out}
        for old in before:
            if (old.item, old.field) in told:
                continue
            if old.item == "brief":
                holds = old.field in top and top[old.field] == old.kept and head(self.new)[old.field] != old.kept
            elif old.item in found:
                one, record = found[old.item]
                fresh = mapped(one.new, self.names.new_to_final) if one.new else {}
                same = not old.field or (plain(record.get(old.field)) == old.kept != plain(fresh.get(old.field)))
                holds = same and bool(fresh) == bool(old.field) and record["reviewed"] == old.reviewed
            else:
                holds = False
            if holds:
                out.append(old)
        return out
