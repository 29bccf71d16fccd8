"""The stages of the work as frozen types: an article goes in, a brief comes out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from briefgen import schema
from briefgen.errors import BriefError
from briefgen.schema import Rule
from briefgen.yamltext import dump, load, load_with_positions

Kind = Literal[
    "state", "igo", "government_body", "person", "armed_group", "party", "company", "ngo", "population", "other"
]
Status = Literal["actual", "planned", "threatened", "past", "denied"]
Polarity = Literal["friction", "cooperation"]
Action = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

# of dates: the page's head; what it shows below the headline; its address; a guess; the feed; the e-mail's head
ORIGINS = ("metadata", "page", "url", "text", "feed", "sent")
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
ACTIONS: tuple[Action, ...] = get_args(Action)
COOPERATIVE: frozenset[Action] = frozenset(ACTIONS[:7])
SCHEMA = "briefgen/brief/1"
SCHEMA_FILE = "site_config/schemas/brief.schema.json"

# What an older version of a brief needs to become the next: version to (next version, change of the plain values).
Migration = tuple[str, Callable[[dict[str, Any]], dict[str, Any]]]
MIGRATIONS: Mapping[str, Migration] = MappingProxyType({})

FILE_ID = Rule(
    pattern=r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}", mend="use ASCII letters, digits, `-`, `_` and `.` (128 at most)"
)
ID = Rule(pattern=r"[a-z0-9][a-z0-9-]{0,127}", mend="use lower-case ASCII letters, digits and hyphens (128 at most)")
DATE = Rule(
    pattern=r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?",
    calendar=True,
    mend='write "2021", "2021-10" or "2021-10-01"',
)
DAY = Rule(
    pattern=r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", calendar=True, mend="write a day, as in 2026-01-31"
)
COUNTRY = Rule(pattern=r"[A-Z]{3}", mend="write the three capital letters of ISO 3166-1, as in TUR")
WIKIDATA = Rule(pattern=r"Q[1-9][0-9]*", mend="write the item's number, as in Q43")
SHA256 = Rule(pattern=r"[0-9a-f]{64}", mend="extract the article again")
SHARE = Rule(minimum=0, maximum=1, mend="write a number from 0 to 1")
COUNT = Rule(minimum=0, mend="write 0 or more")
REVIEWED = Rule(
    pattern=r"[0-9]{4}-[0-9]{2}-[0-9]{2}( .+)?",
    omit=True,
    mend="write date and initials, as in `reviewed: 2026-01-31 ab`",
)


def polarity(action: Action) -> Polarity:
    """The heading under which a PLOVER class stands in a brief."""
    return "cooperation" if action in COOPERATIVE else "friction"


def text_hash(text: str) -> str:
    """SHA-256 of a text's UTF-8 bytes, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Article:
    """One input text.

    id:   safe as a file name, unique in a run
    text: title, blank line, paragraphs parted by blank lines; all offsets count its Unicode characters
    title: None where the input has a bare text; otherwise `text` begins with it
    date: of publication, ISO 8601 at any precision, or None
    date_from: one of `ORIGINS`, what the date was taken from by a program; None where a person or a corpus gave it
    path: relative to `content/`, with forward slashes, or None for a line of a corpus
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str = "en"
    path: str | None = None
    date_from: str | None = None

    @property
    def sha256(self) -> str:
        return text_hash(self.text)


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of an article's text: `text[start:end] == quote`."""

    quote: str
    start: int = field(metadata=COUNT)
    end: int = field(metadata=COUNT)

    def problems(self) -> Iterator[tuple[str, str, str]]:
        return _span_problems(self)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quote that states a relation, with the words in it that name source and target and that state the act."""

    quote: str
    start: int = field(metadata=COUNT)
    end: int = field(metadata=COUNT)
    source_text: str
    target_text: str
    trigger: str

    def problems(self) -> Iterator[tuple[str, str, str]]:
        return _span_problems(self)


def _span_problems(span: Quote | Evidence) -> Iterator[tuple[str, str, str]]:
    if span.end < span.start:
        yield "end", f"is {span.end}, before its start {span.start}", "mend the offsets"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on. `acts_for` is the id of the party that a person or body speaks or acts for."""

    id: str = field(metadata=ID)
    name: str
    kind: Kind
    country: str | None = field(default=None, metadata=COUNTRY)
    acts_for: str | None = field(default=None, metadata=ID)
    role: str | None = None
    wikidata: str | None = field(default=None, metadata=WIKIDATA)
    names: tuple[str, ...] = ()
    mentions: int = field(default=0, metadata=COUNT)
    salience: float = field(default=0.0, metadata=SHARE)
    reviewed: str | None = field(default=None, metadata=REVIEWED)


@dataclass(frozen=True, slots=True)
class Issue:
    """What actors are at odds about or work together on; `topic` is an id of the taxonomy or None."""

    id: str = field(metadata=ID)
    label: str
    topic: str | None = field(default=None, metadata=ID)
    keywords: tuple[str, ...] = ()
    mentions: int = field(default=0, metadata=COUNT)
    salience: float = field(default=0.0, metadata=SHARE)
    evidence: tuple[Quote, ...] = ()
    reviewed: str | None = field(default=None, metadata=REVIEWED)


@dataclass(frozen=True, slots=True)
class Relation:
    """One item of friction or cooperation.

    confidence: probability (0..1) that the text states it
    reviewed: date and initials of the person who judged it, or None
    """

    id: str = field(metadata=ID)
    source: str = field(metadata=ID)
    target: str = field(metadata=ID)
    symmetric: bool = field(metadata=Rule(missing=False))
    action: Action
    status: Status
    date: str | None = field(metadata=DATE)
    issues: tuple[str, ...] = field(metadata=ID)
    statement: str
    confidence: float = field(metadata=SHARE)
    evidence: tuple[Evidence, ...]
    reviewed: str | None = field(default=None, metadata=REVIEWED)

    @property
    def polarity(self) -> Polarity:
        return polarity(self.action)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a brief's article came from; `path` relative to `content/`, `sha256` of the article's text."""

    path: str | None
    url: str | None
    publisher: str | None
    author: str | None
    sha256: str = field(metadata=SHA256)


@dataclass(frozen=True, slots=True)
class Brief:
    """The structured reading of one article; `generated` tells what made it, for the merge."""

    id: str = field(metadata=FILE_ID)
    title: str | None
    date: str | None = field(metadata=DATE)
    language: str
    updated: str | None = field(metadata=DATE)
    source: Source
    summary: tuple[Quote, ...] = ()
    actors: tuple[Actor, ...] = ()
    issues: tuple[Issue, ...] = ()
    friction: tuple[Relation, ...] = ()
    cooperation: tuple[Relation, ...] = ()
    generated: dict[str, Any] = field(default_factory=dict)

    @property
    def relations(self) -> tuple[Relation, ...]:
        return self.friction + self.cooperation

    def plain(self) -> dict[str, Any]:
        """The brief as plain values, keys in the order of the file."""
        return {"schema": SCHEMA, **schema.plain(self)}

    def to_yaml(self) -> str:
        """The brief's file: a comment that leads editors to the JSON Schema, and the canonical YAML."""
        return schema_comment(self.source.path) + dump(self.plain())

    def to_json(self) -> str:
        """The brief as one line of JSON, without line feed; ASCII only where a text could not be encoded otherwise."""
        text = json.dumps(self.plain(), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text if text.isascii() or not _has_surrogate(text) else json.dumps(self.plain(), separators=(",", ":"))

    @classmethod
    def from_yaml(cls, text: str, where: str = "brief") -> Brief:
        """A brief from its file. Raises BriefError with the place for whatever is not as it must be."""
        try:
            return cls.from_plain(load(text, where, BriefError), where)
        except BriefError as error:
            if error.line is not None:
                raise
            # Positions cost time, so they are looked up only for a message.
            data, positions = load_with_positions(text, where, BriefError)
            return cls.from_plain(data, where, positions)

    @classmethod
    def from_json(cls, line: str, where: str = "brief") -> Brief:
        """A brief from a line of the bulk format. Raises BriefError."""
        try:
            data = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BriefError(f"is no JSON ({error})", where=where, mend="mend the line") from error
        return cls.from_plain(data, where)

    @classmethod
    def from_plain(
        cls,
        data: Any,
        where: str,
        positions: Mapping[tuple[str | int, ...], tuple[int, int]] = MappingProxyType({}),
        migrations: Mapping[str, Migration] = MIGRATIONS,
    ) -> Brief:
        """A brief from plain values of this or an older version of the schema. Raises BriefError."""
        if not isinstance(data, dict) or "schema" not in data:
            raise BriefError(
                "is no brief: it has no `schema`",
                where=where,
                line=1,
                column=1,
                mend=f"begin it with `schema: {SCHEMA}`",
            )
        version = data["schema"]
        while isinstance(version, str) and version != SCHEMA and version in migrations:
            version, change = migrations[version]
            data = change({key: value for key, value in data.items() if key != "schema"})
        if version != SCHEMA:
            line, column = schema.place_of(("schema",), positions)
            mend = f"it must be {SCHEMA}, or briefgen must be newer"
            raise BriefError(f"`schema` is `{version}`", where=where, line=line, column=column, mend=mend)
        data = {key: value for key, value in data.items() if key != "schema"}
        return schema.build(cls, data, where, positions, BriefError)


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def schema_comment(path: str | None) -> str:
    """The first line of a brief's file; the way to the schema depends on how deep the article's `path` lies."""
    up = "../" * (path.count("/") + 1 if path else 2)
    return f"# yaml-language-server: $schema={up}{SCHEMA_FILE}\n"


def brief_schema() -> dict[str, Any]:
    """JSON Schema (draft 7) of a brief."""
    made = schema.json_schema(Brief)
    made["required"] = ["schema", *made["required"]]
    made["properties"] = {"schema": {"const": SCHEMA}, **made["properties"]}
    return made


@dataclass(frozen=True, slots=True)
class Coded:
    """The reading of a given pair of actors in a sentence; `action` is None where the text states no act."""

    id: str
    action: Action | None
    polarity: Polarity | None
    status: Status | None
    confidence: float
