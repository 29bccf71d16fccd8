"""Occurrences of phrases brought together to issues: by their head, and by what they are about."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.nlp.issues.vocabulary import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.nlp.issues.phrases import Phrase
    from briefgen.nlp.issues.vocabulary import Vocabulary

ALWAYS = frozenset({"verb", "population", "person"})  # these need no "the" to refer to what was named before
TELLS_MORE = 0.25  # what each of two stems adds to the rank by which a group comes to name a cluster
SITE_LEAST = 1.9  # weight from which a disputed place that has a name is an issue
PEOPLE_LEAST, THINGS_LEAST = 3, 2  # mentions from which people of the taxonomy, things and sites are an issue


@dataclass(frozen=True, slots=True)
class Reading:
    """A phrase with its weight, the topics that its words speak for, and whether it hangs on a relation's predicate."""

    phrase: Phrase
    weight: float
    topics: Counter[str]
    related: bool = False


@dataclass(slots=True)
class Cluster:
    """Occurrences that name one issue. key, about: stems of the phrases that founded it."""

    key: str
    about: frozenset[str]
    readings: list[Reading] = field(default_factory=list)
    topics: Counter[str] = field(default_factory=Counter)

    def add(self, readings: Iterable[Reading]) -> None:
        for reading in readings:
            self.readings.append(reading)
            self.topics.update(reading.topics)

    @property
    def weight(self) -> float:
        """What the occurrences count together: each further one less than the one before."""
        weights = sorted((r.weight for r in self.readings), reverse=True)
        return sum(w / math.sqrt(i + 1) for i, w in enumerate(weights))

    @property
    def rank(self) -> float:
        """The order in which groups found clusters: the weightiest and most telling first."""
        return sum(r.weight for r in self.readings) * (1 + TELLS_MORE * min(2, len(self.about)))

    @property
    def topic(self) -> str | None:
        """The topic for which most of the words speak."""
        return max(self.topics, key=lambda t: (self.topics[t], t)) if self.topics else None


class Clusters:
    """Clusters of one text, found again by their stems."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.agreed = {words.stem("agreement")}
        self.all: list[Cluster] = []
        self.by_stem: dict[str, list[int]] = defaultdict(list)
        self.rest: list[Cluster] = []

    def build(self, readings: Iterable[Reading]) -> list[Cluster]:
        """The weightiest first; occurrences that can neither name an issue nor belong to one make up `rest`."""
        groups: dict[tuple[str, frozenset[str]], Cluster] = {}
        for reading in readings:
            name = reading.phrase.key, reading.phrase.about
            groups.setdefault(name, Cluster(*name)).add([reading])
        late = []
        for group in sorted(groups.values(), key=lambda g: -g.rank):
            if not self._founds(group):
                late.append(group)
                continue
            host = next((c for c in self._near(group) if self._joins(group, c)), None)
            if host is None:
                self._found(group)
            else:
                host.add(group.readings)
        for group in late:
            host = self._late_host(group)
            if host is not None:
                host.add(r for r in group.readings if r.phrase.definite or r.phrase.about or r.phrase.kind in ALWAYS)
            else:
                self.rest.append(group)
        return sorted(self.all, key=lambda c: (-c.weight, c.readings[0].phrase.head))

    def _found(self, group: Cluster) -> None:
        for s in {group.key, *group.about}:
            self.by_stem[s].append(len(self.all))
        self.all.append(group)

    def _near(self, group: Cluster) -> Iterator[Cluster]:
        """Clusters that share a stem with a group, the earlier founded first."""
        indices = {i for s in {group.key, *group.about} for i in self.by_stem.get(s, ())}
        return (self.all[i] for i in sorted(indices))

    def _late_host(self, group: Cluster) -> Cluster | None:
        near = list(self._near(group))
        same = [c for c in near if c.key == group.key]
        same += [c for c in near if group.key in c.about]
        if not same and group.about:
            same = [c for c in near if self._joins(group, c)]
        return same[0] if same else None

    def _founds(self, group: Cluster) -> bool:
        """Whether a group can name an issue by itself: no mere things, no people unless much is said of them."""
        if all(r.phrase.inside for r in group.readings):
            return False
        kinds = {r.phrase.kind for r in group.readings}
        if group.key in self.words.light and "term" not in kinds:
            return bool(group.about) and kinds != {"verb"}
        if kinds & SEEDS:
            return True
        if kinds & {"deed", "feat"}:
            return bool(group.about)
        if "population" in kinds:
            return len(group.readings) >= PEOPLE_LEAST
        if "site" in kinds and sum(r.weight for r in group.readings) >= SITE_LEAST:
            return True
        return len(group.readings) >= THINGS_LEAST and bool(group.about) and bool(kinds & {"asset", "site"})

    def _joins(self, group: Cluster, cluster: Cluster) -> bool:
        """Whether the occurrences of a head with its subject name the cluster's issue."""
        key, about, light = group.key, group.about, self.words.light
        if group.readings[0].phrase.kind == "verb" and about and not about & cluster.about:
            return key == cluster.key and not any(r.phrase.joints or r.phrase.about for r in cluster.readings)
        if key == cluster.key:
            if not about or about & cluster.about:
                return True
            if all(s[0] == "@" for s in about) and (key in self.agreed or not cluster.about):
                return (
                    True  # "the agreement with Iran" beside "the nuclear deal", "freed Ana Lopez" beside "the release"
                )
            return key not in light and group.topic in (None, cluster.topic)
        if group.readings[0].phrase.kind == "feat" and key in self.words.amends:
            return False  # "apologised for the raid" is more than the raid, "protested over it" is not
        if (key in cluster.about and key not in light) or (cluster.key in about and cluster.key not in light):
            return True
        shared = about & (cluster.about | {cluster.key})
        if len(shared) > 1 or any(s[-1].isdigit() for s in shared):  # a type name says enough by itself
            return True
        return bool(shared - self.words.domains) and key in light and cluster.key in light
