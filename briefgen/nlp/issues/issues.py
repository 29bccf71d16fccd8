"""Issues of an article: what its actors are at odds about or work together on."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.model import Issue, Quote
from briefgen.nlp.actors.cast import slug
from briefgen.nlp.issues.chunks import Chunker, Layout, layout
from briefgen.nlp.issues.clusters import PEOPLE_LEAST, Cluster, Clusters, Reading
from briefgen.nlp.issues.feats import FeatReader
from briefgen.nlp.issues.labels import THINGS, Labeller
from briefgen.nlp.issues.phrases import PREPOSITIONS, Phrase, PhraseReader
from briefgen.nlp.issues.scale import Scale
from briefgen.nlp.issues.sides import MUTUAL, Sides
from briefgen.nlp.issues.topics import Term, Topics
from briefgen.nlp.issues.vocabulary import Vocabulary
from briefgen.nlp.parse.tokens import matched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Registry

LEAST, LEAST_SHARE = 1.2, 0.05  # weight of an issue, by itself and as a share of the first one's
BY_TOPIC = 3.0  # weight from which an issue for which the text has no phrase is printed under its topic's label
QUOTES = 5
LEAST_ISSUES, SENTENCES, TOKENS = 2, 2, 25  # weaker issues are added up to so many, one more for each so many of these
LEAST_WEAK = 0.8  # weight of what is added to them, where it has a topic or tells what was done
BARE = 0.6  # share of an issue's weight that one word has where the text hardly tells more
CALLED = THINGS | {"term"}
ARMS = "arms-and-defence"
SMALL = PREPOSITIONS | {"a", "an", "and", "the", "s"}  # words of a label that do not set it apart
SAME = 5  # letters by which a topic's label has a word of the text
LEAST_PLAIN = 0.9  # weight of what no event and no term of the taxonomy names


class IssueFinder:
    """Finds the issues of a Doc; loads the taxonomy once, and keeps no state between articles."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.words = Vocabulary(registry)
        self.labels = {topic.id: topic.label for topic in registry.topics.values()}
        self.topics = Topics(registry, self.words)
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for topic in registry.topics.values():
            forms = {form for keyword in topic.keywords for form in (keyword.lower(), plural(keyword.lower()))}
            self.matcher.add(topic.id, [nlp.make_doc(form) for form in sorted(forms)])

    def find(
        self, doc: Doc, cast: Cast, findings: Sequence[Finding], title: str | None, limit: int
    ) -> dict[Issue, tuple[int, ...]]:
        """At most `limit` issues, the weightiest first, to the heads of their phrases; their salience sums to 1.

        findings: the relations that the text states, which lend weight to the phrases that stand with them
        title: the headline, where the text begins with it
        """
        lines, terms = layout(doc, title), self._terms(doc)
        told = self.topics.told(doc, terms, lines.sents, cast.at)
        scale = Scale(doc, lines, terms, findings, self.words)
        chunker = Chunker(doc, cast, self.words, scale.lengths, lines)
        reader = PhraseReader(chunker)
        phrases = FeatReader(reader).phrases(reader.phrases())
        readings = [scale.read(phrase) for phrase in phrases]
        labeller = Labeller(chunker)
        clusters = Clusters(self.words)
        sides = Sides(doc, cast, findings, lines)
        built = [c for c in clusters.build(readings) if not self._is_object(c, labeller)]
        chosen = self._choose(built, labeller, sides, limit)
        self._fill(chosen, built, clusters.rest, labeller, sides, limit)
        chosen = dict(sorted(chosen.items(), key=lambda c: -c[1].weight))
        weights = shares([cluster.weight for cluster in chosen.values()])
        return {
            Issue(
                id=slug(label), label=label, topic=self.topics.of(label, cluster, told, lines.sents),
                keywords=labeller.keywords(_weighed(cluster)), mentions=len(cluster.readings), salience=share,
                evidence=quotes(doc, lines, cluster.readings),
            ): tuple(reading.phrase.head for reading in cluster.readings)
            for (label, cluster), share in zip(chosen.items(), weights, strict=True)
        }  # fmt: skip

    def _choose(self, clusters: list[Cluster], labeller: Labeller, sides: Sides, limit: int) -> dict[str, Cluster]:
        """Label to cluster for the weightiest that have one; of two the one that tells all that the other does."""
        chosen: dict[str, Cluster] = {}
        read: dict[str, frozenset[str]] = {}
        best = clusters[0].weight if clusters else 0.0
        for cluster in clusters:
            if len(chosen) == limit or cluster.weight < max(LEAST, LEAST_SHARE * best):
                break
            label, host = self._label(cluster, labeller, sides), None
            if label is None and cluster.topic and cluster.weight >= BY_TOPIC and _is_topical(cluster):
                label = self._titled(cluster.topic, cluster.key)
                host = next((c for c in chosen.values() if c.topic == cluster.topic), None)
            if label is None:
                continue
            words = self._stems(label)
            same = next((other for other, told in read.items() if words <= told or told < words), None)
            if host is None and same is not None:
                host = chosen[same]
                if read[same] < words and not self._is_hollow(label):
                    chosen = {label if other == same else other: c for other, c in chosen.items()}
                    read[label] = words
                    del read[same]
            if host is not None:
                host.add(cluster.readings)
            elif slug(label) not in map(slug, chosen):
                chosen[label] = cluster
                read[label] = words
        return chosen

    def _is_object(self, cluster: Cluster, labeller: Labeller) -> bool:
        """Whether a cluster has nothing but things of somebody's, without a word of what is done with them."""
        phrases = [r.phrase for r in cluster.readings]
        lemmas = {labeller.chunker.lemma(labeller.tokens[p.head]) for p in phrases}
        if lemmas <= self.words.craft and all(p.kind in CALLED and not p.joints for p in phrases):
            return True  # "fishing boat", "cruise missiles"
        things = all(p.kind in THINGS and not p.joints and not p.about for p in phrases)
        return things and (lemmas <= self.words.assets or self.topics.groups.get(cluster.topic or "") == ARMS)

    def _is_hollow(self, label: str) -> bool:
        """Whether a label begins with a noun that adds nothing to what follows: "alarm over patrols"."""
        return label.split()[0].lower() in self.words.hollow

    def _fill(
        self,
        chosen: dict[str, Cluster],
        built: list[Cluster],
        rest: list[Cluster],
        labeller: Labeller,
        sides: Sides,
        limit: int,
    ) -> None:
        """Add what is weaker or has no telling words of its own, as long as the text is long enough for more issues."""
        limit = min(limit, LEAST_ISSUES + max(sides.sentences // SENTENCES, len(labeller.tokens) // TOKENS))
        taken = set(map(id, chosen.values()))
        bare = [c for c in built if id(c) not in taken and c.weight >= self._least(c)]
        plain = [c for c in rest if c.weight >= self._least_plain(c)]
        words = {stem for label in chosen for stem in self._stems(label)}
        for cluster in sorted([*bare, *plain], key=lambda c: (-c.weight, c.readings[0].phrase.head)):
            if len(chosen) >= limit:
                break
            label = self._label(cluster, labeller, sides, things=cluster in plain)
            if label is None and len(chosen) < LEAST_ISSUES and cluster.topic and _is_topical(cluster):
                label = self._titled(cluster.topic, cluster.key)
            stems = self._stems(label or "")
            if (
                label is not None
                and not stems <= words
                and not any(self._stems(other) <= stems for other in chosen)
                and cluster.key not in words
                and slug(label) not in map(slug, chosen)
            ):
                chosen[label] = cluster
                words |= stems

    def _label(self, cluster: Cluster, labeller: Labeller, sides: Sides, *, things: bool = False) -> str | None:
        """The article's words for an issue; if most say it by one word, this with its place, doer or parties first."""
        done = any(reading.phrase.kind == "feat" for reading in cluster.readings)
        told = sides.label(cluster, labeller) if _is_bare(cluster) and not done else None
        told = told or labeller.label(_weighed(cluster), cluster.key, things=things)
        return told or sides.label(cluster, labeller, states=True)

    def _stems(self, label: str) -> frozenset[str]:
        """The words of a label by which it can be told from others."""
        words = [word for word in re.findall(r"[\w-]+", label.lower()) if word not in SMALL]
        words = [word for word in words if word not in self.words.plain] or words
        return frozenset(self.words.stem(word.replace("-", "")) for word in words)

    def _least(self, cluster: Cluster) -> float:
        """The weight from which one of the weaker clusters is an issue where the text is long enough for more."""
        return LEAST_WEAK if _is_telling(cluster) or cluster.key in self.words.happening_stems else LEAST

    def _least_plain(self, cluster: Cluster) -> float:
        """The weight from which what no event and no term names is an issue."""
        related = any(r.related for r in cluster.readings)
        if related and (cluster.topic or cluster.key in self.topics.stems):
            return LEAST_PLAIN
        if cluster.key in self.words.happening_stems:
            return LEAST
        return LEAST if related and (cluster.key in MUTUAL or len(cluster.about) > 1) else math.inf

    def _titled(self, topic: str, key: str) -> str | None:
        """The label of a topic where it has the word itself: "Ceasefires and truces" for "the truce"."""
        label = self.labels[topic]
        words = (word.rstrip("s") for word in re.findall(r"\w+", label.lower()))
        same = any(key.startswith(word[:SAME]) or self.words.stem(word) == key for word in words if len(word) >= SAME)
        return label if same else None

    def _terms(self, doc: Doc) -> list[Term]:
        """The taxonomy's terms in a text; those inside a longer one are left out."""
        taken: dict[int, int] = {}
        found = []
        for span in matched(self.matcher, doc):
            places = range(span.start, span.end)
            if all(taken.get(i, len(span)) == len(span) for i in places):
                taken.update(dict.fromkeys(places, len(span)))
                found.append((span.label_, span.start, span.end))
        return found


def quotes(doc: Doc, lines: Layout, readings: Iterable[Reading]) -> tuple[Quote, ...]:
    """The phrase in each sentence where it stands: the weightiest sentences, in text order."""
    best: dict[int, Reading] = {}
    for reading in readings:
        sent = lines.sents[reading.phrase.head]
        if sent not in best or reading.weight > best[sent].weight:
            best[sent] = reading
    chosen = sorted(best.values(), key=lambda r: (-r.weight, r.phrase.head))[:QUOTES]
    spans = (doc[start:stop] for start, stop in sorted((r.phrase.start, r.phrase.stop) for r in chosen))
    return tuple(Quote(span.text, span.start_char, span.end_char) for span in spans)


def shares(weights: list[float]) -> list[float]:
    """Weights as shares of 1 with three decimals that sum to 1 (largest remainder)."""
    total = sum(weights)
    if not total:
        return [0.0 for _ in weights]
    exact = [1000 * w / total for w in weights]
    floors = [int(x) for x in exact]
    order = sorted(range(len(weights)), key=lambda i: (-(exact[i] - floors[i]), i))
    for i in order[: 1000 - sum(floors)]:
        floors[i] += 1
    return [n / 1000 for n in floors]


def plural(phrase: str) -> str:
    """The regular plural of a phrase's last word."""
    if re.search(r"(s|x|z|ch|sh)$", phrase):
        return phrase + "es"
    if re.search(r"[^aeiou]y$", phrase):
        return phrase[:-1] + "ies"
    return phrase + "s"


def _weighed(cluster: Cluster) -> list[tuple[Phrase, float]]:
    return [(reading.phrase, reading.weight) for reading in cluster.readings]


def _is_bare(cluster: Cluster) -> bool:
    """Whether most of what stands for an issue is one word."""
    bare = [r.weight for r in cluster.readings if r.phrase.stop - r.phrase.owner == 1 and r.phrase.key == cluster.key]
    return sum(bare) > BARE * sum(r.weight for r in cluster.readings)


def _is_telling(cluster: Cluster) -> bool:
    if cluster.topic is not None or len(cluster.about) > 1:
        return True
    return any(reading.phrase.kind == "feat" for reading in cluster.readings)


def _is_topical(cluster: Cluster) -> bool:
    """Whether a cluster can be printed under its topic's label: an event's word, or people named again and again."""
    kinds = [reading.phrase.kind for reading in cluster.readings]
    return "topic" in kinds or kinds.count("population") >= PEOPLE_LEAST
