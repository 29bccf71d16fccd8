"""What a measurement gives: shares, precision and recall, named figures, and the reliability of probabilities."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BINS = 10
# Whether more of a figure is better, or less; the others are told, but never pinned.
Sense = Literal["more", "less", "neither"]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of a total are right."""

    right: int
    total: int

    @classmethod
    def of(cls, judged: Iterable[bool]) -> Share:
        """The share of what is true."""
        answers = list(judged)
        return cls(sum(answers), len(answers))

    @property
    def value(self) -> float:
        """0..1; 0 of nothing."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """Precision over what was listed, recall over what gold lists."""

    precision: Share
    recall: Share

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0..1."""
        p, r = self.precision.value, self.recall.value
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and what it tells."""

    name: str
    value: float
    about: str
    sense: Sense = "more"


@dataclass(frozen=True, slots=True)
class Bin:
    """Items whose probability lies in [low, high): how many, their mean probability, and the share that is right."""

    low: float
    high: float
    count: int
    expected: float
    right: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that a brief has, or lacks: whether that is right, what it is, and the words of the text."""

    verdict: Literal["right", "partly", "wrong", "missed"]
    what: str
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The measurement on one data set.

    about: what was measured, in a sentence
    groups: by a name such as "class", the scores of each value
    reliability: bins of probability, or none where nothing has one
    verdicts: what was right, wrong and missed, where one text alone was asked for
    """

    name: str
    about: str
    figures: tuple[Figure, ...]
    groups: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)
    reliability: tuple[Bin, ...] = ()
    verdicts: tuple[Verdict, ...] = ()


def share(name: str, answers: Iterable[bool], about: str) -> Figure:
    """The share of answers that are true, as a figure."""
    return Figure(name, Share.of(answers).value, about)


def precision_recall(name: str, score: Score, about: str) -> tuple[Figure, ...]:
    """The three figures of a score."""
    return (
        Figure(f"{name}_precision", score.precision.value, f"of the {about} listed, share right"),
        Figure(f"{name}_recall", score.recall.value, f"of the {about} in gold, share listed"),
        Figure(f"{name}_f1", score.f1, f"of {about}, harmonic mean of the two"),
    )


def scores_by(listed: Iterable[tuple[str, bool]], gold: Iterable[tuple[str, bool]]) -> dict[str, Score]:
    """A score for each value: (value, right) of what was listed, (value, found) of what gold lists."""
    by: dict[str, tuple[list[bool], list[bool]]] = {}
    for side, answers in enumerate((listed, gold)):
        for value, answer in answers:
            by.setdefault(value, ([], []))[side].append(answer)
    return {value: Score(Share.of(right), Share.of(found)) for value, (right, found) in sorted(by.items())}


def class_scores(gold: Sequence[str], got: Sequence[str]) -> dict[str, Score]:
    """Each gold class's score, where every case has one right answer and one given ("" is none)."""
    both = list(zip(gold, got, strict=True))
    scores = scores_by([(p, g == p) for g, p in both], [(g, g == p) for g, p in both])
    return {label: score for label, score in scores.items() if score.recall.total}


def macro_f1(scores: Mapping[str, Score]) -> float:
    """The mean F1 of the classes, each counting alike; 0 of none."""
    return sum(score.f1 for score in scores.values()) / len(scores) if scores else 0.0


def reliability(outcomes: Iterable[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Pairs of a probability 0..1 and whether the item was right, in ten bins; empty bins are left out."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, right in outcomes:
        # Probabilities have two decimals: 0.3 times 10 must not end below 3.
        bins.setdefault(min(int(round(probability * BINS, 6)), BINS - 1), []).append((probability, right))
    return tuple(
        Bin(
            n / BINS,
            (n + 1) / BINS,
            len(inside),
            sum(p for p, _ in inside) / len(inside),
            Share.of(r for _, r in inside).value,
        )
        for n, inside in sorted(bins.items())
    )


def calibration_error(bins: Iterable[Bin]) -> float:
    """Expected calibration error: how far the share right lies from the mean probability, over all items (0..1)."""
    listed = list(bins)
    total = sum(b.count for b in listed)
    return sum(b.count * abs(b.expected - b.right) for b in listed) / total if total else 0.0
