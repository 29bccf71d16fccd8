"""Train `site_config/pairs.yml`, the weights of `briefgen.nlp.relations.choice`, from this project's own labels.

usage: python benchmarks/train_pairs.py        (needs scipy: pip install scikit-learn)

Every relation of tests/labelled is a training pair: its two spans and the class or classes that it is labelled with,
without those of its past where it has others; a symmetric one is learnt in both orders. Plain sentences count twice:
the news that is coded is of their kind, unlike the short ones that were written for rarer words.

The model is log-linear. A class's score is what the words around the two say for it, and the logarithm of one plus the
sum of exp(score) over the readings that have that class. So readings compete with each other and with what the words
tell, and a class without a reading can still win.

Five models are trained without a fifth of the sentences each. They give the printed figures, and they go to
tests/labelled/pair_folds.yml, with which `briefgen eval` measures every pair by a model that has not seen it. The
shipped model is trained on all. Commit both files together.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from briefgen.config import Settings, Site
from briefgen.evaluate.folds import FOLDS, fold_of
from briefgen.evaluate.gold import read_sentences
from briefgen.evaluate.pairs import QUAD, coded_scores, fold
from briefgen.model import ACTIONS
from briefgen.nlp.extract import Extractor
from briefgen.nlp.pairs import mark
from briefgen.nlp.relations.candidates import candidates
from briefgen.nlp.relations.choice import words
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.nlp.parse.tokens import Doc

ROOT = Path(__file__).parent.parent
SHIPPED, BLIND = ROOT / "site_config/pairs.yml", ROOT / "tests/labelled/pair_folds.yml"
PENALTY = 2.0, 3.0  # strength of the L2 penalty on readings and on words
FEWEST = 2, 3  # training pairs that a reading's feature and a word must occur in
SMALLEST = 0.05  # weights nearer to nought are left out of the file
TURNED = 0.5  # what the second order of a symmetric pair counts
PLAIN, RARE = "s5669", "s8027"  # first of the sentences that read like news, and of those in rarer wordings behind them
DOUBLED = 2.0  # what pairs of the former count
UNREAD = 0.7  # what a pair counts that no reading has right: a third of the labels, far fewer in news

SHIPPED_HEADER = """\
# Weights (log-odds) of the choice of the act between two given parties; made by benchmarks/train_pairs.py.
# readings: what holds for a reading of a predicate; words: what a word between or beside the parties says for a class.
"""
BLIND_HEADER = """\
# Weights of five choices of an act, each trained without a fifth of the labelled texts; for measuring only.
# Made by benchmarks/train_pairs.py together with site_config/pairs.yml, whose SHA-256 stands here.
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A training pair: its readings as (class, features), the words around, the classes it is labelled with."""

    readings: tuple[tuple[int, frozenset[str]], ...]
    words: frozenset[str]
    right: frozenset[int]
    fold: int
    weight: float
    turned: bool

    @property
    def read(self) -> bool:
        """Whether some reading has a right class."""
        return any(action in self.right for action, _ in self.readings)


def rows(extractor: Extractor) -> Iterator[Row]:
    """The training pairs of the labelled sentences."""
    sentences = read_sentences(ROOT / "tests/labelled/sentences.jsonl")
    docs = extractor.parsed(s.text for s in sentences)
    for sentence, doc in zip(sentences, docs, strict=True):
        weight = DOUBLED if PLAIN <= sentence.id < RARE else 1.0
        labels: dict[tuple[Any, Any], list[Any]] = defaultdict(list)
        for label in sentence.relations:
            labels[label.source, label.target].append(label)
        for (source, target), told in labels.items():
            news = [label for label in told if label.status != "past"] or told
            right = frozenset(ACTIONS.index(label.action) for label in news)
            yield _row(extractor, doc, source, target, right, fold_of(sentence.id), weight)
            if any(label.symmetric for label in news):
                yield _row(extractor, doc, target, source, right, fold_of(sentence.id), TURNED * weight, turned=True)


def _row(
    extractor: Extractor,
    doc: Doc,
    source: Any,
    target: Any,
    right: frozenset[int],
    part: int,
    weight: float,
    *,
    turned: bool = False,
) -> Row:
    marked = mark(extractor, doc, source, target)
    if marked is None:
        raise SystemExit(f"no token in {source} or {target} of: {doc.text}")
    ends, _, parties = marked
    found = candidates(doc, extractor.lexicon, parties, ends)
    readings = tuple((ACTIONS.index(c.action), frozenset(c.features)) for c in found)
    return Row(readings, frozenset(words(doc, ends)), right, part, weight, turned)


class Model:
    """The log-linear model: `reading` and `word` number the features, `theta` and `phi` hold their weights."""

    def __init__(self, data: Sequence[Row]) -> None:
        features = Counter(name for row in data for name in {n for _, names in row.readings for n in names})
        around = Counter(word for row in data for word in row.words)
        self.reading = {name: i for i, name in enumerate(sorted(n for n, c in features.items() if c >= FEWEST[0]))}
        self.word = {name: i for i, name in enumerate(sorted(w for w, c in around.items() if c >= FEWEST[1]))}
        right = np.zeros((len(data), len(ACTIONS)))
        for place, row in enumerate(data):
            right[place, list(row.right)] = 1
        weight = np.array([row.weight if row.read else UNREAD * row.weight for row in data])
        found = minimize(
            self._loss,
            np.zeros(len(self.reading) + len(self.word) * len(ACTIONS)),
            args=(self._matrices(data), right, weight),
            jac=True,
            method="L-BFGS-B",
            options={"maxiter": 200},
        )
        self.theta, self.phi = self._split(found.x)

    def _split(self, values: Any) -> tuple[Any, Any]:
        return values[: len(self.reading)], values[len(self.reading) :].reshape(len(self.word), len(ACTIONS))

    def _matrices(self, data: Sequence[Row]) -> tuple[Any, ...]:
        """(readings by features, pairs by words, class of each reading, pair of each reading)."""
        readings = [(place, action, names) for place, row in enumerate(data) for action, names in row.readings]
        filled = [[self.reading[n] for n in names if n in self.reading] for _, _, names in readings]
        around = [[self.word[w] for w in row.words if w in self.word] for row in data]
        return (
            _ones(filled, len(self.reading)),
            _ones(around, len(self.word)),
            np.array([action for _, action, _ in readings], int),
            np.array([place for place, _, _ in readings], int),
        )

    def _loss(self, values: Any, matrices: tuple[Any, ...], right: Any, weight: Any) -> tuple[float, Any]:
        """Penalised negative log-likelihood of the labelled classes, and its gradient."""
        theta, phi = self._split(values)
        by_feature, by_word, action, place = matrices
        strength = np.exp(np.clip(by_feature @ theta, -30, 30))
        mass = 1 + np.bincount(place * right.shape[1] + action, strength, right.size).reshape(right.shape)
        scores = np.log(mass) + by_word @ phi
        guessed = np.exp(scores - scores.max(axis=1, keepdims=True))
        guessed /= guessed.sum(axis=1, keepdims=True)
        wanted = guessed * right
        total = wanted.sum(axis=1, keepdims=True) + 1e-300
        wanted /= total
        off = (guessed - wanted) * weight[:, None]
        loss = -float(weight @ np.log(total[:, 0]))
        loss += PENALTY[0] / 2 * float(theta @ theta) + PENALTY[1] / 2 * float((phi * phi).sum())
        slope = by_feature.T @ (off[place, action] * strength / mass[place, action]) + PENALTY[0] * theta
        return loss, np.concatenate([slope, np.asarray(by_word.T @ off + PENALTY[1] * phi).ravel()])

    def guess(self, data: Sequence[Row]) -> list[str]:
        """The likeliest class of each pair."""
        by_feature, by_word, action, place = self._matrices(data)
        mass = np.ones((len(data), len(ACTIONS)))
        np.add.at(mass, (place, action), np.exp(by_feature @ self.theta))
        return [ACTIONS[best] for best in (np.log(mass) + by_word @ self.phi).argmax(axis=1)]

    def weights(self) -> dict[str, float]:
        """Weights by name as `registry.choice` has them, the smallest left out."""
        named = [(name, self.theta[i]) for name, i in self.reading.items()]
        named += [(f"{w} > {a}", self.phi[i, k]) for w, i in self.word.items() for k, a in enumerate(ACTIONS)]
        return {name: round(float(value), 2) for name, value in named if abs(value) >= SMALLEST}


def _ones(filled: Sequence[Sequence[int]], width: int) -> Any:
    """A sparse matrix with ones in the given columns of each row."""
    columns = [column for row in filled for column in row]
    starts = np.cumsum([0, *(len(row) for row in filled)])
    return csr_matrix((np.ones(len(columns)), columns, starts), shape=(len(filled), width))


def report(data: Sequence[Row], blind: Sequence[Model]) -> None:
    """Print the figures out of fold; of a pair with several labels the one that was hit counts."""
    gold, got = [], []
    for part, model in enumerate(blind):
        held = [row for row in data if row.fold == part and not row.turned]
        for row, action in zip(held, map(fold, model.guess(held)), strict=True):
            right = sorted({fold(ACTIONS[i]) for i in row.right})
            label = action if action in right else right[0]
            gold.append((label, QUAD[label]))
            got.append(action)
    figures, groups = coded_scores(gold, got)
    for figure in figures:
        print(f"{figure.name:20} {figure.value:.3f}")
    for action, score in groups["given action"].items():
        print(f"  {action:10} P {score.precision.value:.2f}  R {score.recall.value:.2f}  n {score.recall.total}")


def write(weights: Mapping[str, float], blind: Sequence[Mapping[str, float]]) -> None:
    """The shipped weights, and those of the five models with the hash of the shipped file."""
    by_word: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        if " > " in name:
            word, action = name.rsplit(" > ", 1)
            by_word[word].append(f"{action}: {weight:g}")
    text = SHIPPED_HEADER + "readings:\n"
    text += "".join(f'  "{name}": {weight:g}\n' for name, weight in sorted(weights.items()) if " > " not in name)
    text += "words:\n" + "".join(f'  "{word}": {{{", ".join(row)}}}\n' for word, row in by_word.items())
    SHIPPED.write_text(text, encoding="utf-8")
    names = sorted({name for model in blind for name in model})
    lines = [f'  "{name}": [{", ".join(f"{model.get(name, 0.0):g}" for model in blind)}]\n' for name in names]
    digest = hashlib.sha256(text.encode()).hexdigest()
    BLIND.write_text(BLIND_HEADER + f'pairs: "{digest}"\nweights:\n' + "".join(lines), encoding="utf-8")


def main() -> int:
    extractor = Extractor(Settings(), load_registry(Site(ROOT)))
    data = list(rows(extractor))
    blind = [Model([row for row in data if row.fold != part]) for part in range(FOLDS)]
    report(data, blind)
    model = Model(data)
    write(model.weights(), [one.weights() for one in blind])
    print(f"{len(data)} pairs; {len(model.reading)} features of readings, {len(model.word)} words; {SHIPPED.name}:")
    print(f"{len(model.weights())} weights, {SHIPPED.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
