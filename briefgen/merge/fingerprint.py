"""What the machine last said in a brief, kept in the brief itself as short hashes, so that edits show in a fresh clone.

`generated.base` has one token a field: five consonants (26 bits), `o` for null, `u` for an empty list; the tokens of a
list stand joined by dots, that of a quote is followed by its start, so that a shifted quote differs from a changed one.
"""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import MISSING, dataclass, field, fields
from typing import TYPE_CHECKING, Any

from briefgen.model import Actor, Evidence, Issue, Quote, Relation

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from briefgen.model import Brief

Record = dict[str, Any]
Row = dict[str, str]

LETTERS = "bcdfghjklmnpqrstvwxzBCDFGHJKLMNPQRSTVWXZ"  # no vowels: never a word that YAML minds, never a number
ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
NO_DIGITS = str.maketrans("", "", "0123456789")
NULL, EMPTY = "o", "u"
ITEMS: dict[str, type] = {"actors": Actor, "issues": Issue, "relations": Relation}
PERSONAL = ("id", "reviewed")  # fields of items that have no token: the name of the row, and what only people write
HEAD = ("id", "title", "date", "language", "updated", "url", "publisher", "author")


@functools.cache
def columns(kind: str) -> tuple[str, ...]:
    """The fields of an item that have a token; a relation has one for the heading that it stands under."""
    own = tuple(name for name in [f.name for f in fields(ITEMS[kind])] if name not in PERSONAL)
    return ("polarity", *own) if kind == "relations" else own


def token(value: Any) -> str:
    """The token of a field's value."""
    if value is None:
        return NULL
    if isinstance(value, tuple):
        return ".".join(map(_element, value)) or EMPTY
    return _letters(value)


def _element(value: Any) -> str:
    if isinstance(value, Quote | Evidence):
        words = tuple(getattr(value, name) for name in value.__dataclass_fields__ if name not in ("start", "end"))
        return f"{_letters(words)}{value.start}"
    return _letters(value)


@functools.lru_cache(maxsize=4096, typed=True)
def _letters(value: Hashable) -> str:
    text = ENCODE(value)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(5):
        number, digit = divmod(number, len(LETTERS))
        letters += LETTERS[digit]
    return letters


def unplaced(token: str) -> str:
    """A token without the starts of its quotes: the same wherever they stand."""
    return token.translate(NO_DIGITS)


def elements(token: str) -> frozenset[str]:
    """The tokens of a list's elements, wherever they stand."""
    return frozenset(unplaced(token).split(".")) - {NULL, EMPTY}


def records(brief: Brief, kind: str) -> list[Record]:
    """The items of a brief as field to value, in order; relations of both headings with their `polarity`."""
    if kind != "relations":
        return [_record(item) for item in getattr(brief, kind)]
    headings = (("friction", brief.friction), ("cooperation", brief.cooperation))
    return [{"polarity": name, **_record(item)} for name, items in headings for item in items]


def _record(item: Any) -> Record:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def head(brief: Brief) -> Record:
    """The fields of a brief itself that a person may edit."""
    source = {name: getattr(brief.source, name) for name in ("url", "publisher", "author")}
    return {name: source[name] if name in source else getattr(brief, name) for name in HEAD}


def row(kind: str, record: Record) -> Row:
    """The tokens of an item."""
    return {name: token(record[name]) for name in columns(kind)}


@dataclass(frozen=True, slots=True)
class Base:
    """What the machine last said.

    head: tokens of the brief's own fields
    summary: tokens of its summary's quotes
    summary_gone: tokens of those that a person deleted and the machine no longer chooses
    rows: kind to the id that the machine gave to its tokens, in the order of the merged brief, deleted ones last
    renamed: kind to machine's id to the id that a person gave
    gone: kind to ids of rows that the machine no longer finds and that a person deleted or edited
    deleted: kind to ids of rows that a person deleted; own: kind to ids of items that only a person has
    ordered: the headings under which a person chose the order
    """

    head: Row = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    summary_gone: tuple[str, ...] = ()
    rows: Mapping[str, Mapping[str, Row]] = field(default_factory=dict)
    renamed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    gone: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deleted: Mapping[str, frozenset[str]] = field(default_factory=dict)
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ordered: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """Plain values for `generated.base`, in a fixed order."""
        out: dict[str, Any] = {"brief": self.head, "summary": list(self.summary)}
        out["columns"] = {kind: list(columns(kind)) for kind in ITEMS}
        for kind in ITEMS:
            out[kind] = {key: [cells[name] for name in columns(kind)] for key, cells in self.rows[kind].items()}
        if renamed := {kind: dict(ids) for kind, ids in self.renamed.items() if ids}:
            out["renamed"] = renamed
        for name, ids in (("gone", self.gone), ("deleted", self.deleted), ("own", self.own)):
            lists: dict[str, list[str]] = {"summary": list(self.summary_gone)} if name == "gone" else {}
            lists |= {kind: sorted(ids.get(kind, ())) for kind in ITEMS}
            if any(lists.values()):
                out[name] = {kind: found for kind, found in lists.items() if found}
        if self.ordered:
            out["ordered"] = sorted(self.ordered)
        return out

    @classmethod
    def read(cls, generated: Mapping[str, Any]) -> Base:
        """The base that a brief carries; whatever in it is not well-formed is as if it were not there."""
        data = _dict(generated.get("base"))
        names = {kind: [str(name) for name in _list(_dict(data.get("columns")).get(kind))] for kind in ITEMS}
        rows = {kind: _rows(names[kind], _dict(data.get(kind)), blank(kind)) for kind in ITEMS}
        renamed = _dict(data.get("renamed"))
        gone = _dict(data.get("gone"))
        sets = {
            name: {kind: frozenset(map(str, _list(_dict(data.get(name)).get(kind)))) for kind in ITEMS}
            for name in ("gone", "deleted", "own")
        }
        return cls(
            head={name: cell for name, cell in _dict(data.get("brief")).items() if isinstance(cell, str)},
            summary=tuple(cell for cell in _list(data.get("summary")) if isinstance(cell, str)),
            summary_gone=tuple(cell for cell in _list(gone.get("summary")) if isinstance(cell, str)),
            rows=rows,
            renamed={
                kind: {k: str(v) for k, v in _dict(renamed.get(kind)).items() if k in rows[kind]} for kind in ITEMS
            },
            ordered=frozenset(map(str, _list(data.get("ordered")))),
            **sets,
        )


def blank(kind: str) -> Row:
    """The tokens of an item of which nothing was said."""
    found = {f.name: f.default for f in fields(ITEMS[kind])}
    return {name: NULL if found.get(name, MISSING) is MISSING else token(found[name]) for name in columns(kind)}


def _rows(names: list[str], data: dict[str, Any], defaults: Row) -> dict[str, Row]:
    """Rows as read; a field that the model did not have yet counts as its default."""
    rows = {}
    for key, cells in data.items():
        if isinstance(cells, list) and len(cells) == len(names) and all(isinstance(cell, str) for cell in cells):
            rows[key] = {**defaults, **dict(zip(names, cells, strict=True))}
    return rows


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
