"""The registry's YAML, read and validated once: the package's first, a site's own `site_config/` over it.

An entry with a known key replaces the fields it names, `null` takes the entry away.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from anyascii import anyascii

from briefgen.config import Site, read_positions, read_yaml
from briefgen.errors import ConfigError
from briefgen.model import ACTIONS, KINDS, Action
from briefgen.registry.article import with_article
from briefgen.registry.decisions import load_decisions, united
from briefgen.registry.entries import ActorEntry, Operators, Registry, Sense, Strings, Topic
from briefgen.registry.words import check_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def load_registry(site: Site) -> Registry:
    """The shipped data with a site's own over it. Raises ConfigError with file, line and entry."""
    folders = site.layers("site_config")
    found = _entries(folders, "actors/*.yml")
    actors = {key: _actor(key, value, where) for key, (value, where) in found.items()}
    for entry in actors.values():
        for other in (*entry.members, *((entry.acts_for,) if entry.acts_for else ())):
            if other not in actors:
                what = f"`{entry.id}` names the unknown actor `{other}`"
                raise _refused(found[entry.id][1], what, "add it, or mend the id", entry.id)
    words = _words(folders)
    actors.update(_national_bodies(words, actors))
    decisions = load_decisions(folders)
    actors = united(actors, decisions)
    senses = tuple(_senses(folders))
    operators = _operators(folders)
    groups, topics = _topics(folders)
    weights, choice = _weights(folders), _choice(folders)
    version = _digest([list(map(repr, actors.values())), list(map(repr, senses)), sorted(operators.effects.items()),
                       list(map(repr, topics.values())), words, weights, decisions.plain()])  # fmt: skip
    return Registry(actors, senses, operators, topics, groups, words, weights, choice, decisions, version)


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
                    raise _refused(str(path), f"`{key}` stands in {here[key]} too", "keep one of them", key)
                here[key] = path.name
                if value is None:
                    merged.pop(key, None)
                    continue
                if not isinstance(value, dict):
                    raise _refused(str(path), f"`{key}` is not a mapping", "write `field: value` below it", key)
                before = merged.get(key, ({}, ""))[0]
                merged[key] = ({**before, **value}, str(path))
    return merged


def _mapping(value: Any, path: Path) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise ConfigError("is not a mapping", where=str(path), line=1, column=1, mend="begin each entry with `key:`")
    return value


def _refused(where: str, what: str, mend: str, *at: str | int) -> ConfigError:
    """The error with its line: that of the last key (or index) of `at`, which stands somewhere below the first.

    Positions cost time, so they are looked up only for a message.
    """
    found = [place for path, place in read_positions(Path(where)).items() if path[-1:] == at[-1:] and {*at} <= {*path}]
    line, column = min(found, default=(None, None))
    return ConfigError(what, where=where, line=line, column=column, mend=mend)


def _strings(value: Any, where: str, *at: str) -> Strings:
    """A list of strings, or one; `at` are the keys that lead to it."""
    if value is None:
        return ()
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        raise _refused(where, f"`{at[-1]}` of `{at[0]}` is not a list of strings", "write [one, two]", *at)
    for index, item in enumerate(value):
        if not isinstance(item, str) or not item:
            shown = json.dumps(item, ensure_ascii=False)
            what = f"`{at[-1]}` of `{at[0]}` has {shown[:40]}, which is no text"
            raise _refused(where, what, "delete it" if item in (None, "") else "quote it", *at, index)
    return tuple(value)


@cache
def _known(cls: type) -> Mapping[str, bool]:
    """The fields of a dataclass, and whether each holds strings."""
    return {f.name: "Strings" in str(f.type) for f in fields(cls)}


def _fields(
    cls: type, key: str, value: dict[str, Any], where: str, extra: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The values of a mapping as arguments of a dataclass, lists as tuples. Raises ConfigError for unknown keys."""
    known = _known(cls)
    out: dict[str, Any] = {}
    for name, item in value.items():
        if name in extra:
            continue
        if name not in known:
            allowed = ", ".join(sorted((known.keys() | extra) - {"id", "key", "pos", "head"}))
            raise _refused(where, f"`{key}` has the unknown key `{name}`", f"known keys are {allowed}", key, name)
        if known[name]:
            out[name] = _strings(item, where, key, name)
        elif isinstance(item, str | bool) or item is None:
            out[name] = item
        else:
            raise _refused(where, f"`{name}` of `{key}` is not a string", "quote it", key, name)
    return out


def _actor(key: str, value: dict[str, Any], where: str) -> ActorEntry:
    got = _fields(ActorEntry, key, value, where)
    if not got.get("name"):
        raise _refused(where, f"`{key}` has no name", "add `name:`", key)
    if got.get("kind") not in KINDS:
        raise _refused(where, f"`{key}` has no known kind", f"`kind:` is one of {', '.join(KINDS)}", key)
    return ActorEntry(id=key, **got)


def _national_bodies(words: dict[str, Any], actors: Mapping[str, ActorEntry]) -> dict[str, ActorEntry]:
    """The bodies of `words/bodies.yml` whose proper name tells their state, as actors that act for it."""
    states = {e.country: e.id for e in actors.values() if e.kind == "state" and e.country and e.alpha2}
    found = {}
    for name, data in (words.get("national") or {}).items():
        label = data.get("label") or name
        key = _slug(label)
        if key not in actors and data.get("country") in states:
            names = tuple(n for n in (name, *data.get("names", ())) if n != label)
            ambiguous = tuple(data.get("ambiguous", ()))
            country = data["country"]
            found[key] = ActorEntry(
                key, label, "government_body", country, acts_for=states[country], names=names, ambiguous=ambiguous
            )
        for state in (states[code] for code in data.get("elsewhere", ()) if code in states):
            own = ActorEntry(
                f"{state}-{_slug(data['body'])}",
                f"{name} of {with_article(actors[state].name)}",
                "government_body",
                actors[state].country,
                acts_for=state,
                names=tuple(data["ambiguous"]),
                ambiguous=tuple(data["ambiguous"]),
            )
            found[own.id] = own
    return found


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")


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
        raise _refused(where, f"`{key}` is not a mapping", "write `action:` and its frame below it", key)
    got = _fields(Sense, key, value, where, frozenset({"also", "verb", "noun", "adjective"}))
    if got.get("action") not in get_args(Action):
        raise _refused(where, f"`{key}` has no known action", f"`action:` is one of {', '.join(ACTIONS)}", key)
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
    others = () if got.get("words") else _strings(also, where, key, "also")
    heads = (head, *others)
    for one in heads:
        if not isinstance(one, str):
            raise _refused(where, f"`{key}` has a head word that is no string", "quote it", key)
        yield Sense(key=key, pos=pos, head=one.removeprefix("-"), **got)


def _operators(folders: tuple[Path, ...]) -> Operators:
    effects: dict[tuple[str, str], str] = {}
    meanings: dict[str, str] = {}
    for folder in folders:
        path = folder / "predicates" / "operators.yml"
        if path.is_file():
            for effect, value in _mapping(read_yaml(path), path).items():
                if not isinstance(value, dict):
                    raise _refused(str(path), f"`{effect}` is not a mapping", "write `verbs: […]` below it", effect)
                for name in value:
                    if name not in ("meaning", "verbs", "nouns", "adjectives"):
                        what = f"`{effect}` has the unknown key `{name}`"
                        mend = "known keys are meaning, verbs, nouns, adjectives"
                        raise _refused(str(path), what, mend, effect, name)
                meanings[effect] = str(value.get("meaning") or meanings.get(effect, ""))
                for plural, pos in (("verbs", "verb"), ("nouns", "noun"), ("adjectives", "adjective")):
                    for lemma in _strings(value.get(plural), str(path), effect, plural):
                        effects[pos, lemma] = effect
    return Operators(effects, meanings)


def _topics(folders: tuple[Path, ...]) -> tuple[dict[str, str], dict[str, Topic]]:
    groups: dict[str, str] = {}
    topics: dict[str, Topic] = {}
    for folder in folders:
        path = folder / "topics.yml"
        if not path.is_file():
            continue
        data = _mapping(read_yaml(path), path)
        for name in data:
            if name not in ("groups", "topics"):
                raise _refused(str(path), f"`{name}` is an unknown key", "known keys are groups, topics", name)
            if not isinstance(data[name], dict | None):
                raise _refused(str(path), f"`{name}` is not a mapping", "write `key: value` below it", name)
        groups.update(data.get("groups") or {})
        for key, value in (data.get("topics") or {}).items():
            if value is None:
                topics.pop(key, None)
                continue
            if not isinstance(value, dict):
                raise _refused(str(path), f"`{key}` is not a mapping", "write `label:` and `group:` below it", key)
            topics[key] = Topic(id=key, **_fields(Topic, key, value, str(path)))
            if topics[key].group not in groups:
                what, mend = f"`{key}` has the unknown group `{topics[key].group}`", f"groups are {', '.join(groups)}"
                raise _refused(str(path), what, mend, key, "group")
    return groups, topics


def _words(folders: tuple[Path, ...]) -> dict[str, Any]:
    """The files of `words/`, each file's lists and mappings extended by the site's; `null` takes an entry away."""
    words: dict[str, Any] = {}
    for folder in folders:
        for path in sorted(folder.glob("words/*.yml")):
            data = _mapping(read_yaml(path), path)
            check_words(data, str(path))
            for name, value in data.items():
                before = words.get(name)
                if isinstance(value, dict):
                    merged = {**(before or {}), **value}
                    words[name] = {key: one for key, one in merged.items() if one is not None}
                elif isinstance(before, list) and isinstance(value, list):
                    words[name] = list(dict.fromkeys([*before, *value]))
                else:
                    words[name] = value
    return words


def _weights(folders: tuple[Path, ...]) -> dict[str, float]:
    """The weights of `confidence.yml`, the intercept as ""; empty where there is none."""
    path, data = _trained(folders, "confidence.yml")
    return _numbers({"": data.get("intercept", 0.0), **(data.get("weights") or {})}, path) if path else {}


def _choice(folders: tuple[Path, ...]) -> dict[str, float]:
    """The weights of `pairs.yml`, a word's for a class as "word > CLASS"; empty where there is none."""
    path, data = _trained(folders, "pairs.yml")
    words = (data.get("words") or {}).items()
    if not all(isinstance(row, dict) for _, row in words):
        raise ConfigError("has a word without classes", where=str(path), mend="train it again")
    by_class = {f"{word} > {action}": value for word, row in words for action, value in row.items()}
    return _numbers({**(data.get("readings") or {}), **by_class}, path)


def _trained(folders: tuple[Path, ...], name: str) -> tuple[Path | None, dict[str, Any]]:
    """A file of weights, the last folder's that has one, and what it holds."""
    path = next((folder / name for folder in reversed(folders) if (folder / name).is_file()), None)
    return path, _mapping(read_yaml(path), path) if path else {}


def _numbers(values: Mapping[str, Any], path: Path | None) -> dict[str, float]:
    if not all(isinstance(value, int | float) for value in values.values()):
        raise ConfigError("has a weight that is no number", where=str(path), mend="train it again")
    return {key: float(value) for key, value in values.items()}
