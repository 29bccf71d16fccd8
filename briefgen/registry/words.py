"""What the files of `site_config/words/` may hold, as types: one place for the loader and for the JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from briefgen import schema
from briefgen.config import read_positions
from briefgen.errors import ConfigError
from briefgen.model import COUNTRY, Kind

Strings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agent:
    """A noun that acts: it stands for the state or organisation before it, or is a group of its own."""

    kind: Kind | None = None
    stands_for: bool = False


@dataclass(frozen=True, slots=True)
class Body:
    """A government body; `label` is printed after the state's name or adjective, `names` are other phrases for it."""

    label: str
    names: Strings = ()
    stands_for: bool = False


@dataclass(frozen=True, slots=True)
class NationalBody:
    """A body whose proper name tells its state; `body`: label of the common body that it is ("Military").

    elsewhere: codes of the states whose own such body has the same, ambiguous name: "Congress"
    """

    label: str
    country: str = field(metadata=COUNTRY)
    body: str | None = None
    names: Strings = ()
    ambiguous: Strings = ()
    elsewhere: Strings = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What a person is: at which level, and for whom somebody of this role speaks."""

    level: Literal["state", "body", "group", "plain"]
    acts_for: Literal["state", "body", "none"]
    head: bool = False
    short: Strings = ()
    countries: Strings = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """Word lists by name; a file holds any of them, and a site's own file extends the shipped ones."""

    agents: dict[str, Agent | None] = field(default_factory=dict)
    populations: dict[str, Agent | None] = field(default_factory=dict)
    assets: Strings = ()
    bodies: dict[str, Body | None] = field(default_factory=dict)
    national: dict[str, NationalBody | None] = field(default_factory=dict)
    pairs: Strings = ()
    one: dict[str, str | Strings | None] = field(default_factory=dict)
    nameless: Strings = ()
    domestic: Strings = ()
    vague: Strings = ()
    places: Strings = ()
    towns: dict[str, Strings | None] = field(default_factory=dict)
    cities: dict[str, Strings | None] = field(default_factory=dict)
    sites: Strings = ()
    props: Strings = ()
    inhabited: Strings = ()
    light: Strings = ()
    hollow: Strings = ()
    pointers: Strings = ()
    craft: Strings = ()
    events: Strings = ()
    happenings: Strings = ()
    plain_verbs: Strings = ()
    headline_verbs: Strings = ()
    nominals: dict[str, str | None] = field(default_factory=dict)
    asks: dict[str, str | None] = field(default_factory=dict)
    doings: dict[str, Strings | None] = field(default_factory=dict)
    suffered: Strings = ()
    domains: Strings = ()
    empty_modifiers: Strings = ()
    broad_modifiers: Strings = ()
    synonyms: dict[str, Strings | None] = field(default_factory=dict)
    after: Strings = ()
    phrases: Strings = ()
    heads: Strings = ()
    regions: dict[str, Strings | None] = field(default_factory=dict)
    regional: Strings = ()
    objects: dict[str, Strings | None] = field(default_factory=dict)
    kinds: dict[str, str | None] = field(default_factory=dict)
    things: Strings = ()
    vessels: Strings = ()
    outlets: Strings = ()
    patterns: Strings = ()
    roles: dict[str, Role | None] = field(default_factory=dict)
    prefixes: Strings = ()
    courtesy: Strings = ()
    bad: Strings = ()
    good: Strings = ()


def check_words(data: dict[str, Any], where: str) -> None:
    """Refuse what a file of words must not hold. Raises ConfigError with line and column."""
    try:
        schema.build(Words, data, where, {}, ConfigError)
    except ConfigError:
        # Positions cost time, so they are looked up only for a message.
        schema.build(Words, data, where, read_positions(Path(where)), ConfigError)
        raise
