"""The registry: known actors, common nouns, predicates and topics, loaded from YAML and validated once.

Data of the package is read first, a site's own `site_config/` over it: an entry with a known key replaces the keys it
names, `null` takes the entry away.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args

from anyascii import anyascii

from briefgen.config import Site, read_yaml
from briefgen.errors import ConfigError
from briefgen.model import ACTIONS, KINDS, Action, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Strings = tuple[str, ...]
FORMS = ("name", "former", "adjective", "people", "prefix", "capital", "seat")


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One known actor; the fields are those of `site_config/actors/*.yml`."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    alpha2: str | None = None
    wikidata: str | None = None
    acts_for: str | None = None
    names: Strings = ()
    former: Strings = ()
    adjectives: Strings = ()
    people: Strings = ()
    prefixes: Strings = ()
    capital: str | None = None
    capital_names: Strings = ()
    seats: Strings = ()
    members: Strings = ()
    ambiguous: Strings = ()

    def aliases(self) -> Iterator[tuple[str, str]]:
        """(surface form, kind of form) of all strings that can stand for the actor."""
        yield self.name, "name"
        groups = (
            ("name", self.names), ("former", self.former), ("adjective", self.adjectives), ("people", self.people),
            ("prefix", self.prefixes), ("capital", (self.capital,) if self.capital else ()),
            ("capital", self.capital_names), ("seat", self.seats),
        )  # fmt: skip
        for form, texts in groups:
            for text in texts:
                yield text, form


@dataclass(frozen=True, slots=True)
class Alias:
    """One surface form of one known actor."""

    text: str
    actor: str
    form: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a predicate: its class, where its source and target stand, and when it applies.

    head: lemma of the word that carries it; pos: verb, noun, adjective, phrase (fixed words) or suffix ("-backed")
    source, target: slots in order of preference
    """

    key: str
    pos: str
    head: str
    action: Action
    source: Strings
    target: Strings
    symmetric: bool = False
    object: Strings = ()
    without: Strings = ()
    particle: str | None = None
    words: Strings = ()
    example: str = ""


@dataclass(frozen=True, slots=True)
class Operators:
    """Words that change what a predicate under them means: (part of speech, lemma) to effect."""

    effects: Mapping[tuple[str, str], str]

    def effect(self, pos: str, lemma: str) -> str | None:
        return self.effects.get((pos, lemma))


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of the taxonomy of issues."""

    id: str
    label: str
    group: str
    iptc: str | None = None
    plover: str | None = None
    keywords: Strings = ()


@dataclass(frozen=True)
class Registry:
    """All that is known before an article is read. Built by `load_registry`; passed to whoever needs it."""

    actors: Mapping[str, ActorEntry]
    senses: tuple[Sense, ...]
    operators: Operators
    topics: Mapping[str, Topic]
    topic_groups: Mapping[str, str]
    words: Mapping[str, Any] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    version: str = ""

    @cached_property
    def aliases(self) -> Mapping[str, tuple[Alias, ...]]:
        """Surface form to the aliases that have it; plain-ASCII and straight-apostrophe forms are added."""
        found: dict[str, dict[tuple[str, str], Alias]] = {}
        for entry in self.actors.values():
            for text, form in entry.aliases():
                for variant in spellings(text):
                    alias = Alias(variant, entry.id, form, text in entry.ambiguous)
                    found.setdefault(variant, {}).setdefault(
                        (entry.id, "adj" if form == "adjective" else "noun"), alias
                    )
        return {text: tuple(by.values()) for text, by in found.items()}

    @cached_property
    def states(self) -> Mapping[str, str]:
        """ISO alpha-3 code to the id of the state."""
        return {e.country: e.id for e in self.actors.values() if e.kind == "state" and e.country and e.alpha2}

    def top(self, actor: str) -> str:
        """The party at the end of the `acts_for` chain of a known actor, or the id itself."""
        seen = set()
        while actor not in seen and actor in self.actors and self.actors[actor].acts_for:
            seen.add(actor)
            actor = self.actors[actor].acts_for or actor
        return actor


def spellings(text: str) -> tuple[str, ...]:
    """A name as written, with straight and typographic apostrophe, and in plain ASCII; each once."""
    forms = [text, text.replace("’", "'"), text.replace("'", "’")]
    forms += ["".join(c for c in unicodedata.normalize("NFKD", t) if not unicodedata.combining(c)) for t in forms[:2]]
    forms += [anyascii(t) for t in forms[:2]]
    return tuple(dict.fromkeys(forms))


def load_registry(site: Site) -> Registry:
    """The shipped data with a site's own over it. Raises ConfigError with file and entry."""
    folders = site.layers("site_config")
    actors = {key: _actor(key, value, where) for key, (value, where) in _entries(folders, "actors/*.yml").items()}
    for entry in actors.values():
        for other in (*entry.members, *((entry.acts_for,) if entry.acts_for else ())):
            if other not in actors:
                raise ConfigError(
                    f"actor `{entry.id}` names the unknown actor `{other}`", mend="add it, or mend the id"
                )
    words = _words(folders)
    actors.update(_national_bodies(words, actors))
    senses = tuple(_senses(folders))
    operators = _operators(folders)
    groups, topics = _topics(folders)
    weights = _weights(folders)
    version = _digest([list(map(repr, actors.values())), list(map(repr, senses)), sorted(operators.effects.items()),
                       list(map(repr, topics.values())), words, weights])  # fmt: skip
    return Registry(actors, senses, operators, topics, groups, words, weights, version)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=repr).encode()).hexdigest()[:12]


def _entries(folders: tuple[Path, ...], pattern: str) -> dict[str, tuple[dict[str, Any], str]]:
    """Key to (mapping, file) over all files of a pattern; the same key twice in one folder is an error."""
    merged: dict[str, tuple[dict[str, Any], str]] = {}
    for folder in folders:
        here: dict[str, str] = {}
        for path in sorted(folder.glob(pattern)):
            for key, value in _mapping(read_yaml(path), path).items():
                if key in here:
                    raise ConfigError(f"`{key}` stands in {here[key]} too", where=str(path), mend="keep one of them")
                here[key] = path.name
                if value is None:
                    merged.pop(key, None)
                    continue
                if not isinstance(value, dict):
                    raise ConfigError(
                        f"`{key}` is not a mapping", where=str(path), mend="write `field: value` below it"
                    )
                before = merged.get(key, ({}, ""))[0]
                merged[key] = ({**before, **value}, str(path))
    return merged


def _mapping(value: Any, path: Path) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError("is not a mapping", where=str(path), mend="begin each entry with `key:`")
    return value


def _strings(value: Any, what: str, where: str) -> Strings:
    if value is None:
        return ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ConfigError(f"{what} is not a list of strings", where=where, mend="write [one, two]; quote numbers")
    return tuple(value)


def _fields(
    cls: type, key: str, value: dict[str, Any], where: str, extra: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The values of a mapping as arguments of a dataclass, lists as tuples. Raises ConfigError for unknown keys."""
    known = {f.name: f for f in fields(cls)}
    out: dict[str, Any] = {}
    for name, item in value.items():
        if name in extra:
            continue
        if name not in known:
            allowed = ", ".join(sorted((known.keys() | extra) - {"id", "key", "pos", "head"}))
            raise ConfigError(f"`{key}` has the unknown key `{name}`", where=where, mend=f"known keys are {allowed}")
        if "Strings" in str(known[name].type):
            out[name] = _strings(item, f"`{name}` of `{key}`", where)
        elif isinstance(item, str | bool) or item is None:
            out[name] = item
        else:
            raise ConfigError(f"`{name}` of `{key}` is not a string", where=where, mend="quote it")
    return out


def _actor(key: str, value: dict[str, Any], where: str) -> ActorEntry:
    got = _fields(ActorEntry, key, value, where)
    if not got.get("name"):
        raise ConfigError(f"`{key}` has no name", where=where, mend="add `name:`")
    if got.get("kind") not in KINDS:
        raise ConfigError(f"`{key}` has no known kind", where=where, mend=f"`kind:` is one of {', '.join(KINDS)}")
    return ActorEntry(id=key, **got)


def _national_bodies(words: dict[str, Any], actors: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """The bodies of `words/bodies.yml` whose proper name tells their state, as actors that act for it."""
    states = {e.country: e.id for e in actors.values() if e.kind == "state" and e.country and e.alpha2}
    found = {}
    for name, data in (words.get("national") or {}).items():
        label = data.get("label") or name
        key = re.sub(r"[^a-z0-9]+", "-", anyascii(label).lower()).strip("-")
        if key not in actors and data.get("country") in states:
            names = tuple(n for n in (name, *data.get("names", ())) if n != label)
            ambiguous = tuple(data.get("ambiguous", ()))
            country = data["country"]
            found[key] = ActorEntry(
                key, label, "government_body", country, acts_for=states[country], names=names, ambiguous=ambiguous
            )
    return found


SLOT_DEFAULTS = {
    "verb": (("subject",), ("object",)),
    "noun": (("possessive", "modifier", "by", "from", "of"), ("on", "against", "to", "toward", "towards", "with")),
    "adjective": (("subject",), ("of", "to", "toward", "towards", "with", "against")),
    "phrase": (("subject",), ("object",)),
    "suffix": (("modifier",), ("head",)),
}


def _senses(folders: tuple[Path, ...]) -> Iterator[Sense]:
    for name, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective"), ("phrases", "phrase")):
        merged: dict[str, tuple[Any, str]] = {}
        for folder in folders:
            for path in sorted(folder.glob(f"predicates/{name}*.yml")):
                for key, value in _mapping(read_yaml(path), path).items():
                    merged[key] = (value, str(path))
        for key, (value, where) in merged.items():
            senses = [sense for sense in (value if isinstance(value, list) else [value]) if sense is not None]
            also = senses[0].get("also", []) if senses and isinstance(senses[0], dict) else []
            for sense in senses:
                yield from _sense(key, pos, sense, sense.get("also", also) if isinstance(sense, dict) else [], where)


def _sense(key: str, pos: str, value: Any, also: Any, where: str) -> Iterator[Sense]:
    if not isinstance(value, dict):
        raise ConfigError(f"`{key}` is not a mapping", where=where, mend="write `action:` and its frame below it")
    got = _fields(Sense, key, value, where, frozenset({"also", "verb", "noun", "adjective"}))
    if got.get("action") not in get_args(Action):
        raise ConfigError(f"`{key}` has no known action", where=where, mend=f"`action:` is one of {', '.join(ACTIONS)}")
    head = key
    for part in ("verb", "noun", "adjective"):
        if part in value:
            pos, head = part, value[part]
    if key.startswith("-"):
        pos, head = "suffix", key[1:]
    source, target = SLOT_DEFAULTS[pos]
    got.setdefault("source", source)
    got.setdefault("target", target)
    # fixed words are found by themselves, whatever heads them
    others = () if got.get("words") else _strings(also, f"`also` of `{key}`", where)
    heads = (head, *others)
    for one in heads:
        if not isinstance(one, str):
            raise ConfigError(f"`{key}` has a head word that is no string", where=where, mend="quote it")
        yield Sense(key=key, pos=pos, head=one.removeprefix("-"), **got)


def _operators(folders: tuple[Path, ...]) -> Operators:
    effects: dict[tuple[str, str], str] = {}
    for folder in folders:
        path = folder / "predicates" / "operators.yml"
        if path.is_file():
            for effect, value in _mapping(read_yaml(path), path).items():
                for plural, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")):
                    for lemma in _strings(value.get(plural, []), f"`{plural}` of `{effect}`", str(path)):
                        effects[pos, lemma] = effect
    return Operators(effects)


def _topics(folders: tuple[Path, ...]) -> tuple[dict[str, str], dict[str, Topic]]:
    groups: dict[str, str] = {}
    topics: dict[str, Topic] = {}
    for folder in folders:
        path = folder / "topics.yml"
        if not path.is_file():
            continue
        data = _mapping(read_yaml(path), path)
        groups.update(data.get("groups") or {})
        for key, value in (data.get("topics") or {}).items():
            topics[key] = Topic(id=key, **_fields(Topic, key, value, str(path)))
            if topics[key].group not in groups:
                raise ConfigError(f"topic `{key}` has the unknown group `{topics[key].group}`", where=str(path))
    return groups, topics


def _words(folders: tuple[Path, ...]) -> dict[str, Any]:
    """The files of `words/`, each file's lists and mappings extended by the site's."""
    words: dict[str, Any] = {}
    for folder in folders:
        for path in sorted(folder.glob("words/*.yml")):
            for name, value in _mapping(read_yaml(path), path).items():
                before = words.get(name)
                if isinstance(before, dict) and isinstance(value, dict):
                    words[name] = {**before, **value}
                elif isinstance(before, list) and isinstance(value, list):
                    words[name] = list(dict.fromkeys([*before, *value]))
                else:
                    words[name] = value
    return words


def _weights(folders: tuple[Path, ...]) -> dict[str, float]:
    """The weights of `confidence.yml`, the last folder's that has one; empty where there is none."""
    for folder in reversed(folders):
        path = folder / "confidence.yml"
        if path.is_file():
            data = _mapping(read_yaml(path), path)
            values = {"": data.get("intercept", 0.0), **(data.get("weights") or {})}
            if not all(isinstance(value, int | float) for value in values.values()):
                raise ConfigError("has a weight that is no number", where=str(path), mend="train it again")
            return {key: float(value) for key, value in values.items()}
    return {}
