"""The topic of an issue: by the terms of the taxonomy among its words, by what the label tells, or by its sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.issues.chunks import NOUNS
from briefgen.nlp.issues.vocabulary import DOERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from briefgen.nlp.issues.clusters import Cluster
    from briefgen.nlp.issues.vocabulary import Vocabulary
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.registry import Registry

Term = tuple[str, int, int]  # topic, and first and last token of words that speak for it

# what a hint counts as the head of a label, as that of another part, and before a head, beside 1 for all terms together
ACT, OTHER, BESIDE = 1.6, 0.5, 0.45
WEAK = 0.25  # part of that which a word counts that tells a topic only where nothing else does
MUCH = 3  # what has to speak for the text's topic in the sentences of a label that tells none
ALONE, ALONE_SHARE = 4, 0.75  # what has to speak there for another topic, also as a share of all
MOST, MOST_SHARE = 3, 0.5  # the same in the whole text, and as a share of what speaks for any
TERM = 2  # what each word of a term counts in a sentence, beside 1 for a hint
LINK = re.compile(r" (?:of|on|in|for|to|from|with|at|by|over|against|between|near|off|into|about) ")
TERMED = frozenset({"term", "topic", "thing"})  # kinds of phrases whose head the taxonomy has
STRIKES = frozenset({"strike", "strikes"})  # of workers or of bombers: the text tells
UNIONS = "labour"
SIDED = re.compile(r"(?:[A-Z][\w.]* ?)+-(?:[A-Z][\w.]* )+[a-z-]+")  # "China-US truce": of arms or trade, the text tells
FOUGHT = frozenset({"ceasefire", "war-and-armed-conflict"})  # topics that a label of two parties keeps
TWICE = 2  # how much more than for the topic of its own word has to speak for that of the text


@dataclass(frozen=True, slots=True)
class Told:
    """The topics for which the words of each sentence speak, by the sentence's start, and those of the whole text."""

    sents: Mapping[int, Counter[str]]
    whole: Counter[str]


class Topics:
    """Finds topics of issues by their labels; built once."""

    def __init__(self, registry: Registry, words: Vocabulary) -> None:
        self.words = words
        self.labels = {topic.label for topic in registry.topics.values()}
        self.edges = {hint: topic.id for topic in registry.topics.values() for hint in topic.hints if " " in hint}
        self.weak = frozenset(hint for topic in registry.topics.values() for hint in topic.weak)
        self.hints = {hint: t.id for t in registry.topics.values() for hint in (*t.hints, *t.weak)}
        self.stems: dict[str, set[str]] = defaultdict(set)  # stem of hints to the hints
        for hint in self.hints:
            self.stems[words.stem(hint)].add(hint)
        self.groups = {topic.id: topic.group for topic in registry.topics.values()}

    def told(self, doc: Doc, terms: Iterable[Term], sents: Sequence[int], named: Container[int]) -> Told:
        """What each sentence of a text speaks for.

        sents: token to the start of its sentence; named: tokens that name an actor, whose proper nouns tell no topic
        """
        told: dict[int, Counter[str]] = defaultdict(Counter)
        for topic, start, end in terms:
            told[sents[start]][topic] += TERM * (end - start)
        for token in doc:
            lemma = token.lemma_.lower()
            if token.pos_ not in NOUNS or (token.pos_ == "PROPN" and token.i in named):
                continue
            if lemma not in STRIKES and lemma not in self.words.officials:  # a minister may speak of anything
                hint = self._hint(lemma)
                if hint is not None:
                    told[sents[token.i]][self.hints[hint]] += 1
        return Told(told, sum(told.values(), Counter()))

    def of(self, label: str, cluster: Cluster, told: Told, sents: Sequence[int]) -> str | None:
        """The topic for which most speaks: label and phrases, else their sentences, else the text; else None."""
        whole = told.whole
        head = LINK.split(label)[0].split()[-1:]
        if STRIKES.intersection(head) and self._of_workers(whole):
            return UNIONS
        own = self._own(label, cluster)
        sided = SIDED.fullmatch(label) and own not in FOUGHT
        most = _clear(whole, MOST, 0.0) if sided else None
        if most is not None and whole[most] >= TWICE * whole.get(own or "", 0):
            return most
        if own is not None:
            return own
        around: Counter[str] = Counter()
        for sent in {sents[r.phrase.head] for r in cluster.readings}:
            around.update(told.sents.get(sent, ()))
        near = _clear(around, MUCH, 0.0)
        if near is not None and near != _most(whole):
            near = _clear(around, ALONE, ALONE_SHARE)
        return near or _clear(whole, MOST, MOST_SHARE)

    def _own(self, label: str, cluster: Cluster) -> str | None:
        edges = (
            (edge, topic) for edge, topic in self.edges.items() if label.endswith(edge) or label.startswith(f"{edge} ")
        )
        ended = next((topic for _, topic in edges), None)
        if ended is not None:
            return ended
        parts = [[self.words.single(word) for word in re.findall(r"\w+", p)] for p in LINK.split(label.lower())]
        head = self.words.stem(parts[0][-1]) if parts[0] else ""
        if label in self.labels or any(r.phrase.kind in TERMED and r.phrase.key == head for r in cluster.readings):
            return cluster.topic
        total = sum(cluster.topics.values())
        score: dict[str, float] = defaultdict(float)
        for topic, n in cluster.topics.items():
            score[topic] += n / total
        heads = {sum(map(len, parts[: n + 1])) - 1 for n in range(len(parts))}
        for i, word in enumerate(word for part in parts for word in part):
            hint = self._hint(word)
            if hint is not None:
                worth = ACT if i == len(parts[0]) - 1 else OTHER if i in heads else BESIDE
                score[self.hints[hint]] += worth * WEAK if hint in self.weak or self._does(word, hint) else worth
        return _most(score)

    def _of_workers(self, whole: Mapping[str, int]) -> bool:
        """Whether a text is more about labour than about war."""
        war = self.groups.get("air-strikes-and-attacks")
        fought = sum(n for topic, n in whole.items() if self.groups.get(topic) == war)
        return whole.get(UNIONS, 0) > fought

    @staticmethod
    def _does(word: str, hint: str) -> bool:
        """Whether a word names those who do what a hint names: an arrest of traders is about trade only in passing."""
        return word != hint and word.endswith(DOERS)

    def _hint(self, lemma: str) -> str | None:
        """The hint that a word is, or else the only one of its stem: "train" is no training."""
        if lemma in self.hints:
            return lemma
        if lemma in self.words.officials:
            return None  # "the traders" are no trade
        same = self.stems.get(self.words.stem(lemma), ())
        return next(iter(same)) if len(same) == 1 else None


def _clear(score: Counter[str], least: int, share: float) -> str | None:
    """The topic for which most speaks, if that is much by itself and beside what speaks for the others."""
    topic = _most(score)
    return topic if topic is not None and score[topic] >= max(least, share * score.total()) else None


def _most(score: Mapping[str, float]) -> str | None:
    return max(score, key=lambda topic: (score[topic], topic)) if score else None
