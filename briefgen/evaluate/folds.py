"""Weights of models that have not seen the text they judge.

The shipped weights are trained on the labelled sentences and gold briefs of this project, so what is measured with them
there looks better than it is. The scripts in `benchmarks/` therefore train five more models of each kind, each without
a fifth of the texts, and keep them in one file: a text is measured with the model that has not seen it.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefgen.config import read_yaml
from briefgen.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from briefgen.nlp.extract import Extractor

FOLDS = 5


def fold_of(identity: str) -> int:
    """The fifth (0..4) that a text belongs to: by a hash of its id, so that new texts move no old one."""
    return int(hashlib.sha256(identity.encode()).hexdigest()[:8], 16) % FOLDS


@dataclass(frozen=True, slots=True)
class Trained:
    """A kind of weights: the registry's field, the shipped file, the file of folds, the script that makes both."""

    field: str
    shipped: str
    folds: str
    script: str


KINDS = (
    Trained("weights", "confidence", "folds.yml", "benchmarks/train_confidence.py"),
    Trained("choice", "pairs", "pair_folds.yml", "benchmarks/train_pairs.py"),
)


@dataclass(frozen=True, slots=True)
class Folds:
    """Weights of each kind by fifth, and the SHA-256 of the file of shipped weights that they were made with."""

    weights: Mapping[Trained, tuple[Mapping[str, float], ...]]
    shipped: Mapping[Trained, str]

    def stale(self, config: Path) -> tuple[Trained, ...]:
        """The kinds whose shipped weights, in the folder `config`, are not those of the same training."""
        paths = {kind: config / f"{kind.shipped}.yml" for kind in self.shipped}
        same = {
            kind
            for kind, path in paths.items()
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == self.shipped[kind]
        }
        return tuple(kind for kind in paths if kind not in same)

    def blind(self, extractor: Extractor, fold: int) -> Extractor:
        """The same extractor with the weights that have not seen a fifth."""
        other = copy.copy(extractor)
        unseen: dict[str, Any] = {kind.field: weights[fold] for kind, weights in self.weights.items()}
        other.registry = replace(extractor.registry, **unseen)
        return other


def read_folds(folder: Path) -> Folds | None:
    """The weights that the scripts kept in a folder; None where it has none. Raises ConfigError."""
    found = {kind: _read(folder / kind.folds, kind) for kind in KINDS if (folder / kind.folds).is_file()}
    if not found:
        return None
    return Folds({k: weights for k, (weights, _) in found.items()}, {k: digest for k, (_, digest) in found.items()})


def _read(path: Path, kind: Trained) -> tuple[tuple[Mapping[str, float], ...], str]:
    data = read_yaml(path)
    mend = f"run {kind.script}"
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("weights"), dict)
        or not isinstance(data.get(kind.shipped), str)
    ):
        raise ConfigError(f"has no `weights` and `{kind.shipped}`", where=str(path), mend=mend)
    rows = data["weights"]
    for name, row in rows.items():
        if not isinstance(row, list) or len(row) != FOLDS or not all(isinstance(value, int | float) for value in row):
            raise ConfigError(f"`{name}` has no {FOLDS} numbers", where=str(path), mend=mend)
    weights = tuple({name: float(row[fold]) for name, row in rows.items()} for fold in range(FOLDS))
    return weights, data[kind.shipped]
