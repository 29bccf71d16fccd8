"""The stages of the work as frozen types: an article goes in, a brief comes out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Kind = Literal["state", "igo", "government_body", "person", "armed_group", "party", "company", "ngo", "population", "other"]
Status = Literal["actual", "planned", "threatened", "past", "denied"]
Polarity = Literal["friction", "cooperation"]
Action = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip

KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[Status, ...] = get_args(Status)
ACTIONS: tuple[Action, ...] = get_args(Action)
COOPERATIVE: frozenset[Action] = frozenset(ACTIONS[:7])
SCHEMA = "briefgen/brief/1"


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

    @property
    def sha256(self) -> str:
        return text_hash(self.text)


@dataclass(frozen=True, slots=True)
class Quote:
    """An exact slice of an article's text: `text[start:end] == quote`."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The quote that states a relation, with the words in it that name source and target and that state the act."""

    quote: str
    start: int
    end: int
    source_text: str
    target_text: str
    trigger: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts or is acted on. `acts_for` is the id of the party that a person or body speaks or acts for."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    acts_for: str | None = None
    role: str | None = None
    wikidata: str | None = None
    names: tuple[str, ...] = ()
    mentions: int = 0
    salience: float = 0.0


@dataclass(frozen=True, slots=True)
class Issue:
    """What actors are at odds about or work together on; `topic` is an id of the taxonomy or None."""

    id: str
    label: str
    topic: str | None = None
    keywords: tuple[str, ...] = ()
    mentions: int = 0
    salience: float = 0.0
    evidence: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One item of friction or cooperation. `confidence` is the probability (0..1) that the text states it."""

    id: str
    source: str
    target: str
    symmetric: bool
    action: Action
    status: Status
    date: str | None
    issues: tuple[str, ...]
    statement: str
    confidence: float
    evidence: tuple[Evidence, ...]
    reviewed: str | None = None

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
    sha256: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The structured reading of one article. `generated` holds what made it, for the merge to tell edits from machine output."""

    id: str
    title: str | None
    date: str | None
    language: str
    updated: str | None
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


@dataclass(frozen=True, slots=True)
class Coded:
    """The reading of one given pair of actors in a sentence; `action` is None where the text states no act between them."""

    id: str
    action: Action | None
    polarity: Polarity | None
    status: Status | None
    confidence: float
