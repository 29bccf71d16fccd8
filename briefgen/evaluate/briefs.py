"""Briefs of articles against gold briefs.

All figures are micro-averages over the set. Persons and bodies are rolled up to the state or organisation that they act
for, so a brief may name either. Denied relations count on neither side.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.evaluate.figures import (
    Figure,
    Score,
    Section,
    Share,
    Verdict,
    calibration_error,
    precision_recall,
    reliability,
    scores_by,
    share,
)
from briefgen.evaluate.gold import dyad
from briefgen.evaluate.names import telling_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefgen.evaluate.gold import Dyad, GoldActor, GoldBrief, GoldRelation
    from briefgen.model import Actor, Brief, Relation

TOP = 10  # the most salient actors of a brief, which gold should know
_SENTENCE_END = re.compile(r"[.!?]['\")’”]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Item:
    """A relation of a brief with the gold parties that its source and target roll up to."""

    relation: Relation
    source: str
    target: str


@dataclass(frozen=True)
class Reading:
    """A brief laid against its gold brief and the article's text."""

    gold: GoldBrief
    text: str
    brief: Brief

    @cached_property
    def matches(self) -> Mapping[str, str | None]:
        """Gold key of each actor of the brief, by the actor's id."""
        return {a.id: self.gold.match(a.name, a.names, a.kind, a.country) for a in self.brief.actors}

    @cached_property
    def items(self) -> Mapping[Dyad, tuple[Item, ...]]:
        """The brief's relations by rolled-up dyad and polarity, without those of an actor to itself."""
        out: dict[Dyad, tuple[Item, ...]] = {}
        actors = {a.id: a for a in self.brief.actors}
        for r in self.brief.relations:
            source, target = (self._ends(key, actors.get(key)) for key in (r.source, r.target))
            if r.status != "denied" and source[0] != target[0]:
                key = dyad(source, target), r.polarity
                out[key] = (*out.get(key, ()), Item(r, source[1], target[1]))
        return out

    def _ends(self, key: str, actor: Actor | None) -> tuple[str, str]:
        if actor is None:
            return self.gold.ends(key, key, (), "other", None)
        return self.gold.ends(key, actor.name, actor.names, actor.kind, actor.country)

    @cached_property
    def found(self) -> tuple[Dyad, ...]:
        """The dyads that brief and gold both list."""
        return tuple(key for key in self.items if key in self.gold.listed)

    @cached_property
    def must(self) -> tuple[Dyad, ...]:
        """The dyads that a good brief lists."""
        return tuple(key for key, relations in self.gold.listed.items() if any(r.must for r in relations))

    @cached_property
    def leading(self) -> Mapping[str, Actor]:
        """Gold key to the actor of the brief that is most often named of those that are it."""
        ranked = sorted(self.brief.actors, key=lambda a: a.mentions)
        return {key: a for a in ranked if (key := self.matches[a.id]) is not None}

    def has_party(self, actor: GoldActor) -> bool:
        """Whether the brief gives a gold actor that it lists the country that gold tells, and the party to act for."""
        found = self.leading[actor.key]
        actors, chain = {a.id: a for a in self.brief.actors}, [found]
        while (above := actors.get(chain[-1].acts_for or "")) is not None and above not in chain:
            chain.append(above)
        known = [key for a in chain if (key := self.matches[a.id]) is not None]
        return actor.country in (None, found.country) and self.gold.top(known[-1]) == self.gold.top(actor.key)

    @property
    def top_actors(self) -> tuple[Actor, ...]:
        return tuple(sorted(self.brief.actors, key=lambda a: -a.salience)[:TOP])

    def has_class(self, key: Dyad) -> bool:
        """Whether an item of a found dyad has a class that gold accepts."""
        return any(self.accepts(key, item) for item in self.items[key])

    def has_status(self, key: Dyad) -> bool:
        """Whether an item of a found dyad has a status that gold has."""
        return bool({i.relation.status for i in self.items[key]} & {r.status for r in self.gold.listed[key]})

    def accepts(self, key: Dyad, item: Item) -> bool:
        """Whether gold accepts an item's class for its dyad."""
        return any(item.relation.action in r.plover for r in self.gold.listed.get(key, ()))

    def directed(self, key: Dyad) -> frozenset[tuple[str, str]]:
        """(source, target) parties of a gold dyad; none where one of its relations holds both ways."""
        relations = self.gold.listed[key]
        if any(r.symmetric for r in relations):
            return frozenset()
        return frozenset((self.gold.top(r.source), self.gold.top(r.target)) for r in relations)

    def is_evidenced(self, key: Dyad) -> bool:
        """Whether a quote of a found dyad stands in a sentence that gold cites for it."""
        gold = self._sentences(span for r in self.gold.listed[key] for span in r.evidence)
        return bool(gold & self._sentences((e.start, e.end) for i in self.items[key] for e in i.relation.evidence))

    def _sentences(self, spans: Iterable[Sequence[int]]) -> set[int]:
        """Numbers of the sentences that spans touch."""
        breaks = [0, *(found.end() for found in _SENTENCE_END.finditer(self.text)), len(self.text)]
        return {n for start, end in spans for n, (a, b) in enumerate(pairwise(breaks)) if start < b and a < end}

    def names_issue(self, phrases: Iterable[str]) -> bool:
        """Whether the brief's issues have two words (or all) of one of the phrases that name a gold issue."""
        listed = [words for issue in self.brief.issues for words in (issue.label, *issue.keywords)]
        heads = frozenset().union(*map(telling_words, listed))
        return any(words and len(words & heads) >= min(2, len(words)) for words in map(telling_words, phrases))


def score_briefs(name: str, about: str, readings: Sequence[Reading], *, detail: bool = False) -> Section:
    """The figures of a set of briefs."""
    keys = [(reading, key) for reading in readings for key in reading.items]
    found = [(reading, key) for reading in readings for key in reading.found]
    every = [(reading, key, item) for reading, key in keys for item in reading.items[key]]
    bins = reliability((item.relation.confidence, key in reading.gold.listed) for reading, key, item in every)
    quotes = [(reading, e) for reading, _, item in every for e in item.relation.evidence]
    per_text, gap = len(every) / max(1, len(readings)), calibration_error(bins)
    figures = (
        *_actors(readings),
        *precision_recall("dyad", _dyads(readings), "dyads (pair, polarity)"),
        share("direction", _directions(found), "found directed dyads with the right direction"),
        share("class", (r.has_class(k) for r, k in found), "found dyads with a class that gold accepts"),
        share("status", (r.has_status(k) for r, k in found), "found dyads with a status that gold has"),
        share(
            "quotes_verbatim", (e.quote == r.text[e.start : e.end] for r, e in quotes), "quotes that stand just there"
        ),
        share(
            "evidence_sentence",
            (r.is_evidenced(k) for r, k in found),
            "found dyads quoted from a sentence that gold cites",
        ),
        _issues(readings),
        Figure("items_per_text", per_text, "relations listed, a text", "neither"),
        Figure("calibration_error", gap, "expected difference of confidence and share right", "less"),
    )
    groups = {"polarity": _polarities(readings), "class": _classes(readings), "status": _statuses(readings)}
    verdicts = tuple(v for r in readings for v in judge(r)) if detail else ()
    return Section(name, about, figures, groups, bins, verdicts)


def _actors(readings: Sequence[Reading]) -> Iterator[Figure]:
    major = (a.key in r.matches.values() for r in readings for a in r.gold.actors if a.level == "major")
    listed = (r.matches[a.id] is not None for r in readings for a in r.top_actors)
    yield share("actor_recall_major", major, "major actors of gold that are listed")
    parties = (r.has_party(a) for r in readings for a in r.gold.actors if a.level == "major" and a.key in r.leading)
    yield share("actor_party", parties, "of these, given gold's country and party to act for")
    yield share("actor_precision_top10", listed, "ten most salient actors of a brief that gold knows")


def _dyads(readings: Sequence[Reading]) -> Score:
    return Score(
        Share.of(key in r.gold.listed for r in readings for key in r.items),
        Share.of(key in r.items for r in readings for key in r.must),
    )


def _polarities(readings: Sequence[Reading]) -> dict[str, Score]:
    listed = [(key[1], key in r.gold.listed) for r in readings for key in r.items]
    return scores_by(listed, [(key[1], key in r.items) for r in readings for key in r.must])


def _directions(found: Iterable[tuple[Reading, Dyad]]) -> Iterator[bool]:
    for reading, key in found:
        if directed := reading.directed(key):
            yield any((item.source, item.target) in directed for item in reading.items[key])


def _issues(readings: Sequence[Reading]) -> Figure:
    major = ((r, issue) for r in readings for issue in r.gold.issues if issue.level == "major")
    return share(
        "issue_recall_major", (r.names_issue((i.label, *i.also)) for r, i in major), "major issues that are named"
    )


def _grouped(
    readings: Sequence[Reading],
    of_item: Callable[[Relation], str],
    of_gold: Callable[[GoldRelation], str],
    agree: Callable[[Relation, GoldRelation], bool],
) -> dict[str, Score]:
    """By a value that items and gold relations have: how many agree with one of the other side in the same dyad."""
    listed = [
        (of_item(i.relation), any(agree(i.relation, g) for g in r.gold.listed.get(key, ())))
        for r in readings for key, items in r.items.items() for i in items
    ]  # fmt: skip
    gold = [
        (of_gold(g), any(agree(i.relation, g) for i in r.items.get(key, ())))
        for r in readings for key, relations in r.gold.listed.items() for g in relations if g.must
    ]  # fmt: skip
    return scores_by(listed, gold)


def _classes(readings: Sequence[Reading]) -> dict[str, Score]:
    """By PLOVER class: of an item the one it has, of a gold relation the first that it accepts."""
    return _grouped(readings, lambda i: i.action, lambda g: next(iter(g.plover), ""), lambda i, g: i.action in g.plover)


def _statuses(readings: Sequence[Reading]) -> dict[str, Score]:
    return _grouped(readings, lambda i: i.status, lambda g: g.status, lambda i, g: i.status == g.status)


def judge(reading: Reading) -> Iterator[Verdict]:
    """What is right, wrong and missed in one article, with the words of the text."""
    every = [(key, item) for key, items in reading.items.items() for item in items]
    for key, item in sorted(every, key=lambda e: (e[0] not in reading.gold.listed, e[1].relation.evidence[0].start)):
        yield _verdict(reading, key, item)
    for key in reading.must:
        if key not in reading.items:
            yield _missed(reading, next(r for r in reading.gold.listed[key] if r.must))
    listed = set(reading.matches.values())
    for actor in reading.top_actors:
        if reading.matches[actor.id] is None:
            what = f"actor {actor.name}: among the ten most salient, unknown to gold"
            yield Verdict("wrong", what, ", ".join(actor.names[:5]))
    for known in reading.gold.actors:
        if known.level == "major" and known.key not in listed:
            yield Verdict("missed", f"actor {known.name}", ", ".join(known.names))
    for issue in reading.gold.issues:
        if issue.level == "major" and not reading.names_issue((issue.label, *issue.also)):
            yield Verdict("missed", f"issue {issue.label}", ", ".join(issue.also))


def _missed(reading: Reading, r: GoldRelation) -> Verdict:
    quote = "".join(reading.text[start:end] for start, end in r.evidence[:1])
    arrow = "–" if r.symmetric else "→"
    return Verdict("missed", f"{r.polarity} {r.source} {arrow} {r.target}: {' or '.join(r.plover)}, {r.status}", quote)


def _verdict(reading: Reading, key: Dyad, item: Item) -> Verdict:
    r = item.relation
    arrow = "–" if r.symmetric else "→"
    what = f"{key[1]} {item.source} {arrow} {item.target}: {r.action}, {r.status} ({r.confidence:.2f})"
    quote = r.evidence[0].quote
    relations = reading.gold.listed.get(key)
    if relations is None:
        return Verdict("wrong", what, quote)
    notes = []
    directed = reading.directed(key)
    if directed and (item.source, item.target) not in directed:
        notes.append("the other way round")
    if not reading.accepts(key, item):
        notes.append(f"class {' or '.join(sorted({a for g in relations for a in g.plover}))}")
    if r.status not in {g.status for g in relations}:
        notes.append(f"status {' or '.join(sorted({g.status for g in relations}))}")
    return Verdict("partly", f"{what}; gold: {', '.join(notes)}", quote) if notes else Verdict("right", what, quote)
