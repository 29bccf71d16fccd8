"""The topic of an issue: by the terms of the taxonomy among its words, by what the label tells, or by its sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefgen.nlp.issues.chunks import NOUNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefgen.nlp.issues.clusters import Cluster
    from briefgen.nlp.issues.vocabulary import Vocabulary
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.registry import Registry

Term = tuple[str, int, int]  # topic, and first and last token of words that speak for it
Told = dict[int, Counter[str]]  # start of a sentence to the topics for which its words speak

ACT, OTHER = 1.6, 0.5  # what a hint counts as the head of a label, and elsewhere, beside 1 for all terms together
TERM = 2  # what each word of a term counts in a sentence, beside 1 for a hint
LINK = re.compile(r" (?:of|on|in|for|to|from|with|at|by|over|against|between|near|off|into|about) ")
TERMED = frozenset({"term", "topic", "thing"})  # kinds of phrases whose head the taxonomy has
STRIKES = frozenset({"strike", "strikes"})  # of workers or of bombers: the text tells
UNIONS = "labour"


class Topics:
    """Finds topics of issues by their labels; built once."""

    def __init__(self, registry: Registry, words: Vocabulary) -> None:
        self.words = words
        self.labels = {topic.label for topic in registry.topics.values()}
        self.endings = {hint: topic.id for topic in registry.topics.values() for hint in topic.hints if " " in hint}
        self.hints = {words.stem(hint): topic.id for topic in registry.topics.values() for hint in topic.hints}
        self.groups = {topic.id: topic.group for topic in registry.topics.values()}

    def told(self, doc: Doc, terms: Iterable[Term], sents: Sequence[int]) -> Told:
        """What each sentence of a text speaks for; sents: token to the start of its sentence."""
        told: Told = defaultdict(Counter)
        for topic, start, end in terms:
            told[sents[start]][topic] += TERM * (end - start)
        for token in doc:
            lemma = token.lemma_.lower()
            if (
                token.pos_ in NOUNS and lemma not in STRIKES and lemma not in self.words.people
            ):  # a minister may speak of anything
                hinted = self.hints.get(self.words.stem(lemma))
                if hinted is not None:
                    told[sents[token.i]][hinted] += 1
        return told

    def of(self, label: str, cluster: Cluster, told: Told, sents: Sequence[int]) -> str | None:
        """The topic for which most speaks: label and phrases, else their sentences, else the text; None without any."""
        whole: Counter[str] = sum(told.values(), Counter())
        head = LINK.split(label)[0].split()[-1:]
        if STRIKES.intersection(head) and self._of_workers(whole):
            return UNIONS
        own = self._own(label, cluster)
        if own is not None:
            return own
        around: Counter[str] = Counter()
        for sent in {sents[r.phrase.head] for r in cluster.readings}:
            around.update(told.get(sent, ()))
        return _most(around or whole)

    def _own(self, label: str, cluster: Cluster) -> str | None:
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
        return _most(score)

    def _of_workers(self, whole: Mapping[str, int]) -> bool:
        """Whether a text is more about labour than about war."""
        war = self.groups.get("air-strikes-and-attacks")
        fought = sum(n for topic, n in whole.items() if self.groups.get(topic) == war)
        return whole.get(UNIONS, 0) > fought

    def _stem(self, word: str) -> str:
        return self.words.stem(self.words.single(word))


def _most(score: Mapping[str, float]) -> str | None:
    return max(score, key=lambda topic: (score[topic], topic)) if score else None
