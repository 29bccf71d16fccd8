"""Labelled sentences: briefs made from each sentence alone, and the coding of its given pairs.

An item is linked to a label whose two ends it has, either way round; it states the label if it has the direction, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.evaluate.figures import (
    Figure,
    Score,
    Section,
    Share,
    Verdict,
    calibration_error,
    macro_f1,
    precision_recall,
    reliability,
    scores_by,
    share,
)
from briefgen.evaluate.links import End, places, stated
from briefgen.evaluate.pairs import QUAD, Groups, coded_scores, fold
from briefgen.model import polarity
from briefgen.nlp.pairs import Pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.evaluate.gold import Label, Sentence
    from briefgen.model import Brief, Coded, Relation


@dataclass(frozen=True, slots=True)
class Link:
    """An item of a brief and a label that have the same two ends; `stated` if they have them in the same direction."""

    item: Relation
    label: Label
    stated: bool

    @property
    def same_side(self) -> bool:
        return self.item.polarity == polarity(self.label.action)

    @property
    def right(self) -> bool:
        """What an item's confidence is the probability of: pair, direction and polarity."""
        return self.stated and self.same_side

    @property
    def same_action(self) -> bool:
        return self.stated and self.item.action == self.label.action

    @property
    def same_status(self) -> bool:
        return self.right and self.item.status == self.label.status


@dataclass(frozen=True)
class Reading:
    """A sentence and the brief that was made from it."""

    sentence: Sentence
    brief: Brief

    @property
    def items(self) -> tuple[Relation, ...]:
        return self.brief.relations

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every item with every label that has its ends."""
        every = (self._link(item, label) for item in self.items for label in self.sentence.relations)
        return tuple(link for link in every if link is not None)

    def _link(self, item: Relation, label: Label) -> Link | None:
        text, ends = self.sentence.text, self._ends(item)
        if not any(stated(source, target, label, text, True) for source, target in ends):
            return None
        return Link(item, label, any(stated(source, target, label, text, item.symmetric) for source, target in ends))

    def _ends(self, item: Relation) -> tuple[tuple[End, End], ...]:
        """Source and target of each piece of evidence."""
        names = {a.id: (a.name, *a.names) for a in self.brief.actors}
        spans = [places(self.sentence.text, evidence) for evidence in item.evidence]
        source, target = names.get(item.source, ()), names.get(item.target, ())
        return tuple((End.of(one, source), End.of(other, target)) for one, other in spans)

    def of_item(self, item: Relation, agree: Callable[[Link], bool]) -> bool:
        """Whether an item agrees with some label."""
        return any(link.item is item and agree(link) for link in self.links)

    def of_label(self, label: Label, agree: Callable[[Link], bool]) -> bool:
        """Whether a label agrees with some item."""
        return any(link.label is label and agree(link) for link in self.links)


def given_pairs(sentences: Sequence[Sentence]) -> tuple[tuple[Pair, tuple[Label, ...]], ...]:
    """The labelled pairs of sentences, each once with all labels that it has."""
    out = []
    for sentence in sentences:
        by: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Label]] = {}
        for label in sentence.relations:
            by.setdefault((label.source, label.target), []).append(label)
        for (source, target), labels in by.items():
            pair = Pair(sentence.id, sentence.text, (source[0], source[1]), (target[0], target[1]))
            out.append((pair, tuple(labels)))
    return tuple(out)


def score_sentences(
    name: str, about: str, readings: Sequence[Reading], coded: Sequence[Coded], *, detail: bool = False
) -> Section:
    """The figures of labelled sentences; `coded` is the coding of their `given_pairs`, in order."""
    given, given_groups = _given(readings, coded)
    bins = reliability((i.confidence, r.of_item(i, lambda link: link.right)) for r in readings for i in r.items)
    groups = {
        "polarity": _by(readings, lambda i: i.polarity, lambda g: polarity(g.action), lambda link: link.right),
        "class": _by(readings, lambda i: i.action, lambda g: g.action, lambda link: link.same_action),
        "status": _by(readings, lambda i: i.status, lambda g: g.status, lambda link: link.same_status),
    }
    macro = macro_f1({action: score for action, score in groups["class"].items() if score.recall.total})
    figures = (
        *precision_recall("pair", _score(readings, lambda _: True), "pairs (either way round)"),
        *precision_recall("relation", _score(readings, lambda link: link.right), "relations (direction, polarity)"),
        *precision_recall("action", _score(readings, lambda link: link.same_action), "relations (direction, class)"),
        Figure("action_macro_f1", macro, "relations (direction, class), macro-F1"),
        *_shares(readings),
        *_counts(readings),
        Figure(
            "calibration_error", calibration_error(bins), "expected difference of confidence and share right", "less"
        ),
        *given,
    )
    verdicts = tuple(v for r in readings for v in judge(r)) if detail else ()
    return Section(name, about, figures, {**groups, **given_groups}, bins, verdicts)


def _shares(readings: Sequence[Reading]) -> Iterator[Figure]:
    """Of labels that an item of their polarity links, how many have the right direction, class and status."""
    labels = [(r, label) for r in readings for label in r.sentence.relations]
    linked = [(r, g) for r, g in labels if not g.symmetric and r.of_label(g, lambda link: link.same_side)]
    found = [(r, g) for r, g in labels if r.of_label(g, lambda link: link.right)]
    right = (r.of_label(g, lambda link: link.right) for r, g in linked)
    yield share("direction", right, "found directed relations with the right direction")
    yield share(
        "class",
        (r.of_label(g, lambda link: link.same_action) for r, g in found),
        "found relations with the right class",
    )
    yield share(
        "status",
        (r.of_label(g, lambda link: link.same_status) for r, g in found),
        "found relations with the right status",
    )


def _counts(readings: Sequence[Reading]) -> Iterator[Figure]:
    def mean(chosen: Sequence[Reading]) -> float:
        return sum(len(r.items) for r in chosen) / max(1, len(chosen))

    empty = [r for r in readings if not r.sentence.relations]
    yield Figure("items_per_sentence", mean(readings), "relations listed, a sentence", "neither")
    yield Figure("items_per_empty", mean(empty), "relations listed, a sentence that states none", "less")


def _score(readings: Sequence[Reading], agree: Callable[[Link], bool]) -> Score:
    return Score(
        Share.of(r.of_item(i, agree) for r in readings for i in r.items),
        Share.of(r.of_label(g, agree) for r in readings for g in r.sentence.relations),
    )


def _by(
    readings: Sequence[Reading],
    of_item: Callable[[Relation], str],
    of_label: Callable[[Label], str],
    agree: Callable[[Link], bool],
) -> dict[str, Score]:
    return scores_by(
        [(of_item(i), r.of_item(i, agree)) for r in readings for i in r.items],
        [(of_label(g), r.of_label(g, agree)) for r in readings for g in r.sentence.relations],
    )


def _given(readings: Sequence[Reading], coded: Sequence[Coded]) -> tuple[tuple[Figure, ...], Groups]:
    """Of a pair with several labels the one that was hit counts, else the first."""
    gold, got, statuses = [], [], []
    for (_, labels), answer in zip(given_pairs([r.sentence for r in readings]), coded, strict=True):
        action = fold(answer.action)
        label = next((g for g in labels if fold(g.action) == action), labels[0])
        gold.append((fold(label.action), QUAD[fold(label.action)]))
        got.append(action)
        if fold(label.action) == action:
            statuses.append(answer.status in {g.status for g in labels if fold(g.action) == action})
    figures, groups = coded_scores(gold, got)
    return (*figures, share("given_status", statuses, "given pairs of the right class with the right status")), groups


def judge(reading: Reading) -> Iterator[Verdict]:
    """What is right, wrong and missed in one sentence."""
    text = reading.sentence.text
    for item in reading.items:
        linked = [link for link in reading.links if link.item is item]
        what = f"{item.statement}: {item.action}, {item.status} ({item.confidence:.2f})"
        if not linked:
            yield Verdict("wrong", what, text)
            continue
        best = max(linked, key=lambda link: (link.same_action and link.same_status, link.same_action, link.right))
        if best.same_action and best.same_status:
            yield Verdict("right", what, text)
        else:
            yield Verdict("partly" if best.right else "wrong", f"{what}; gold: {_shown(text, best.label)}", text)
    for label in reading.sentence.relations:
        if not reading.of_label(label, lambda link: link.right):
            yield Verdict("missed", _shown(text, label), text)


def _shown(text: str, label: Label) -> str:
    source, target = (text[span[0] : span[1]] for span in (label.source, label.target))
    return f"{source} {'–' if label.symmetric else '→'} {target}: {label.action}, {label.status}"
