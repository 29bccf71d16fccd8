"""Gold data: labelled sentences, labelled pairs and gold briefs, read once and checked. Further keys are ignored."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from briefgen import schema
from briefgen.errors import ConfigError
from briefgen.evaluate.names import plain_name, surname, telling_words
from briefgen.model import Action, Kind, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

T = TypeVar("T")
Level = Literal["major", "minor"]
# The classes of the labelled pairs: CONCEDE and RETREAT stand there as one.
PairAction = Literal[Action, "YIELD"]
Problem = tuple[str, str, str]


def _span_problems(name: str, spans: Iterable[Sequence[int]], length: int | None = None) -> Iterator[Problem]:
    for span in spans:
        if len(span) != 2 or not 0 <= span[0] < span[1] or (length is not None and span[1] > length):
            yield (
                name,
                f"has {list(span)}, which is no span of the text",
                "write [start, end] in characters, end excluded",
            )


@dataclass(frozen=True, slots=True)
class Label:
    """A relation that a sentence states; spans are [start, end) in characters."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    action: Action
    status: Status
    symmetric: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with all relations that it states."""

    id: str
    text: str
    relations: tuple[Label, ...]

    def problems(self) -> Iterator[Problem]:
        yield from _span_problems(
            "relations", (s for r in self.relations for s in (r.source, r.target)), len(self.text)
        )


@dataclass(frozen=True, slots=True)
class GoldPair:
    """A sentence with one marked pair, its class and its quadrant.

    sources, targets: all marked spans of the two ends; source, target: the first of them
    quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    """

    id: str
    text: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    action: PairAction
    quad: int
    sources: tuple[tuple[int, ...], ...] = ()
    targets: tuple[tuple[int, ...], ...] = ()

    def problems(self) -> Iterator[Problem]:
        yield from _span_problems("source", (self.source, *self.sources), len(self.text))
        yield from _span_problems("target", (self.target, *self.targets), len(self.text))
        if self.quad not in (1, 2, 3, 4):
            yield "quad", f"is {self.quad}", "write 1, 2, 3 or 4"


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An actor of a gold brief; `acts_for` is the key of the party that a person or body acts for."""

    key: str
    name: str
    kind: Kind
    country: str | None
    names: tuple[str, ...]
    acts_for: str | None
    level: Level


@dataclass(frozen=True, slots=True)
class GoldIssue:
    """An issue of a gold brief, with other words for it."""

    key: str
    label: str
    also: tuple[str, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A relation of a gold brief.

    plover: the classes that are right
    must: a good brief lists it; otherwise listing it is right, leaving it out is not wrong
    evidence: spans of the text that state it
    """

    polarity: Polarity
    source: str
    target: str
    symmetric: bool
    plover: tuple[Action, ...]
    status: Status
    must: bool
    evidence: tuple[tuple[int, ...], ...]

    def problems(self) -> Iterator[Problem]:
        yield from _span_problems("evidence", self.evidence)


Dyad = tuple[frozenset[str], Polarity]


@dataclass(frozen=True)
class GoldBrief:
    """What a good brief of an article lists."""

    id: str
    actors: tuple[GoldActor, ...]
    issues: tuple[GoldIssue, ...]
    relations: tuple[GoldRelation, ...]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Comparable name to the key of the first actor that has it."""
        return {plain_name(name): a.key for a in reversed(self.actors) for name in (*a.names, a.name)}

    @cached_property
    def surnames(self) -> Mapping[str, str]:
        """Surnames that only one person of the brief has, to the person's key."""
        bearers: dict[str, set[str]] = {}
        for a in self.actors:
            for name in (a.name, *a.names) if a.kind == "person" else ():
                if last := surname(name):
                    bearers.setdefault(last, set()).add(a.key)
        return {last: next(iter(keys)) for last, keys in bearers.items() if len(keys) == 1}

    @cached_property
    def states(self) -> Mapping[str, str]:
        """ISO code to the key of the state."""
        return {a.country: a.key for a in reversed(self.actors) if a.kind == "state" and a.country}

    @cached_property
    def acts_for(self) -> Mapping[str, str]:
        return {a.key: a.acts_for for a in self.actors if a.acts_for}

    def top(self, key: str) -> str:
        """The party at the end of the `acts_for` chain."""
        seen: set[str] = set()
        while key in self.acts_for and key not in seen:
            seen.add(key)
            key = self.acts_for[key]
        return key

    def match(self, name: str, names: Iterable[str], kind: str, country: str | None) -> str | None:
        """The key of the gold actor that these names mean, or None.

        By name, then a person by a surname of its own, a state by its country, others by two words in common.
        """
        every = [n for n in (name, *names) if n]
        found = Counter(self.names[plain_name(n)] for n in every if plain_name(n) in self.names)
        if found:
            return self.names.get(plain_name(name)) or found.most_common(1)[0][0]
        if kind == "person":
            for last in map(surname, every):
                if last is not None and last in self.surnames:
                    return self.surnames[last]
        if kind == "state" and country is not None and country in self.states:
            return self.states[country]
        return self._alike(every)

    def _alike(self, names: Iterable[str]) -> str | None:
        for words in map(telling_words, names):
            for a in self.actors:
                for other in map(telling_words, a.names):
                    if (words <= other or other <= words) and len(words & other) >= 2:
                        return a.key
        return None

    def ends(self, key: str, name: str, names: Iterable[str], kind: str, country: str | None) -> tuple[str, str]:
        """An actor's gold key and the party it rolls up to; what gold does not know keeps its own key behind a `?`."""
        found = self.match(name, names, kind, country)
        party = self.top(found) if found else self.states.get(country or "")
        unknown = f"?{key}"
        return found or party or unknown, party or unknown

    @cached_property
    def listed(self) -> Mapping[Dyad, tuple[GoldRelation, ...]]:
        """The relations that are not denied, by rolled-up dyad and polarity."""
        out: dict[Dyad, tuple[GoldRelation, ...]] = {}
        for r in self.relations:
            if r.status != "denied":
                key = dyad((r.source, self.top(r.source)), (r.target, self.top(r.target))), r.polarity
                out[key] = (*out.get(key, ()), r)
        return out


def dyad(source: tuple[str, str], target: tuple[str, str]) -> frozenset[str]:
    """The pair of parties that two (actor, party) ends roll up to; the actors themselves where both roll up to one."""
    return frozenset((source[1], target[1])) if source[1] != target[1] else frozenset((source[0], target[0]))


def read_gold(path: Path, text: str = "") -> GoldBrief:
    """A gold brief from its JSON file. Raises ConfigError.

    text: the article, in which evidence that is given in words is looked up
    """
    data = _json(_text(path), str(path))
    if isinstance(data, dict):
        relations = [_with_spans(r, text) for r in data.get("relations") or []]
        parts = {
            "actors": [_known(GoldActor, item) for item in data.get("actors") or []],
            "issues": [_known(GoldIssue, item) for item in data.get("issues") or []],
            "relations": [_known(GoldRelation, item) for item in relations],
        }
        data = {"id": data.get("id"), **parts}
    return schema.build(GoldBrief, data, str(path), {}, ConfigError)


def _with_spans(relation: Any, text: str) -> Any:
    if not isinstance(relation, dict) or not isinstance(relation.get("evidence"), list):
        return relation
    spans = []
    for item in relation["evidence"]:
        if not isinstance(item, str):
            spans.append(item)
        elif (start := text.find(item)) >= 0:
            spans.append([start, start + len(item)])
    return {**relation, "evidence": spans}


def read_sentences(path: Path) -> tuple[Sentence, ...]:
    """The labelled sentences of a file, one JSON object a line. Raises ConfigError."""
    return tuple(_lines(Sentence, path))


def read_gold_pairs(path: Path) -> tuple[GoldPair, ...]:
    """The labelled pairs of a file, one JSON object a line. Raises ConfigError."""
    return tuple(_lines(GoldPair, path))


def _lines(cls: type[T], path: Path) -> Iterator[T]:
    for number, line in enumerate(_text(path).split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            yield schema.build(cls, _known(cls, _json(line, where)), where, {}, ConfigError)


def _known(cls: type, data: Any) -> Any:
    names = {f.name for f in fields(cls)}
    return {key: value for key, value in data.items() if key in names} if isinstance(data, dict) else data


def _json(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"is no JSON ({error})", where=where, mend="mend it") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError("is not UTF-8", where=str(path), mend="save the file as UTF-8") from error
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path), mend="check the path") from error
