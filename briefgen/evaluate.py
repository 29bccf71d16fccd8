"""Scores against gold: labelled sentences, given pairs and gold briefs, with precision, recall and calibration."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefgen.errors import ConfigError

Span = Sequence[int]
TITLES = frozenset(
    "president prime minister secretary state foreign defense defence mr mrs ms dr sir general chancellor king prince crown "
    "ambassador spokesman spokeswoman spokesperson leader chief sen rep gov chairman".split()
)


def overlap(a: Span, b: Span) -> bool:
    """Whether two character spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def stated(source: Span, target: Span, label: Mapping[str, Any], symmetric: bool) -> bool:
    """Whether two spans are the labelled ends of a relation, in its direction or, for a two-sided act, in either."""
    forward = overlap(source, label["source"]) and overlap(target, label["target"])
    backward = overlap(source, label["target"]) and overlap(target, label["source"])
    return forward or (backward and (symmetric or bool(label.get("symmetric"))))


def plain_name(name: str) -> str:
    """A name for comparison: lower case, without possessive, article and punctuation."""
    name = re.sub(r"[’']s\b", "", name.lower())
    words = re.sub(r"[^\w\s]", "", name.replace("-", " ")).split()
    return " ".join(words[1:] if words and words[0] in ("the", "a", "an") else words)


@dataclass(frozen=True, slots=True)
class GoldBrief:
    """A gold brief: its actors by every name, whom each acts for, and the dyads that it lists."""

    id: str
    names: Mapping[str, str]
    surnames: Mapping[str, str]
    states: Mapping[str, str]
    acts_for: Mapping[str, str]
    relations: tuple[Mapping[str, Any], ...]
    actors: tuple[Mapping[str, Any], ...]
    issues: tuple[Mapping[str, Any], ...]

    def top(self, key: str) -> str:
        """The party at the end of the `acts_for` chain."""
        seen: set[str] = set()
        while key in self.acts_for and key not in seen:
            seen.add(key)
            key = self.acts_for[key]
        return key

    def actor(self, names: Iterable[str], country: str | None) -> str | None:
        """The gold key of an actor with these names, or the state of its country, or None."""
        listed = list(names)
        for name in listed:
            if plain_name(name) in self.names:
                return self.names[plain_name(name)]
        for name in listed:
            words = [w for w in plain_name(name).split() if w not in TITLES]
            if words and words[-1] in self.surnames:
                return self.surnames[words[-1]]
        return self.states.get(country or "")

    def dyad(self, a: str, b: str) -> frozenset[str]:
        """The rolled-up pair; the pair itself where both roll up to one."""
        rolled = frozenset((self.top(a), self.top(b)))
        return rolled if len(rolled) == 2 else frozenset((a, b))

    def dyads(self, *, must: bool = False) -> set[tuple[frozenset[str], str]]:
        """(dyad, polarity) of all listed relations that are not denied, or of those a good brief must list."""
        chosen = [r for r in self.relations if r["status"] != "denied" and (r["must"] or not must)]
        return {(self.dyad(r["source"], r["target"]), r["polarity"]) for r in chosen}

    def lists(
        self, source: Iterable[str], source_country: str | None, target: Iterable[str], target_country: str | None, polarity: str
    ) -> bool:
        """Whether the gold brief lists this polarity between actors of these names."""
        a, b = self.actor(source, source_country), self.actor(target, target_country)
        return a is not None and b is not None and (self.dyad(a, b), polarity) in self.dyads()


def read_gold(path: Path) -> GoldBrief:
    """A gold brief from its JSON file. Raises ConfigError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        persons = [a for a in data["actors"] if a["kind"] == "person"]
        surnames: dict[str, str] = {}
        for a in persons:
            for name in (a["name"], *a["names"]):
                words = [w for w in plain_name(name).split() if w not in TITLES]
                if words:
                    surnames.setdefault(words[-1], a["key"])
        return GoldBrief(
            id=data["id"],
            names={plain_name(n): a["key"] for a in reversed(data["actors"]) for n in (*a["names"], a["name"])},
            surnames=surnames,
            states={a["country"]: a["key"] for a in reversed(data["actors"]) if a["kind"] == "state" and a.get("country")},
            acts_for={a["key"]: a["acts_for"] for a in data["actors"] if a.get("acts_for")},
            relations=tuple(data["relations"]),
            actors=tuple(data["actors"]),
            issues=tuple(data["issues"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"is no gold brief ({error})", where=str(path), mend="see tests/gold for the format") from error


