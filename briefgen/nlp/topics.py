"""The topic of an issue: by the terms of the taxonomy among its words, and by what the label itself tells."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.clusters import Cluster
    from briefgen.nlp.vocabulary import Vocabulary
    from briefgen.registry import Registry

ACT, OTHER = 1.6, 0.5  # what a hint counts as the head of a label, and elsewhere, beside 1 for all terms together
LINK = re.compile(r" (?:of|on|in|for|to|from|with|at|by|over|against|between|near|off|into|about) ")
TERMED = frozenset({"term", "topic", "thing"})  # kinds of phrases whose head the taxonomy has


class Topics:
    """Finds topics of issues by their labels; built once."""

    def __init__(self, registry: Registry, words: Vocabulary) -> None:
        self.words = words
        self.labels = {topic.label for topic in registry.topics.values()}
        self.endings = {hint: topic.id for topic in registry.topics.values() for hint in topic.hints if " " in hint}
        self.hints = {words.stem(hint): topic.id for topic in registry.topics.values() for hint in topic.hints}

    def of(self, label: str, cluster: Cluster) -> str | None:
        """The topic for which most speaks; None where nothing does."""
        told = next((topic for ending, topic in self.endings.items() if label.endswith(ending)), None)
        if told is not None:
            return told
        stems = [[self._stem(word) for word in re.findall(r"\w+", part)] for part in LINK.split(label.lower())]
        head = stems[0][-1] if stems[0] else ""
        if label in self.labels or any(r.phrase.kind in TERMED and r.phrase.key == head for r in cluster.readings):
            return cluster.topic
        total = sum(cluster.topics.values())
        score: dict[str, float] = defaultdict(float)
        for topic, n in cluster.topics.items():
            score[topic] += n / total
        for i, stem in enumerate(s for part in stems for s in part):
            if stem in self.hints:
                score[self.hints[stem]] += ACT if i == len(stems[0]) - 1 else OTHER
        return max(score, key=lambda topic: (score[topic], topic)) if score else None

    def _stem(self, word: str) -> str:
        return self.words.stem(self.words.single(word))
