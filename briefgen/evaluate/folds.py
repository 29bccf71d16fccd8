"""Weights of confidence models that have not seen the text they judge.

The shipped weights are trained on the labelled sentences and gold briefs of this project, so what is measured with them
there looks better than it is. `benchmarks/train_confidence.py` therefore trains five more models, each without a fifth
of the texts, and keeps them in one file: a text is measured with the model that has not seen it.
"""

from __future__ import annotations

import copy
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
class Folds:
    """Weights by fifth, and the SHA-256 of the file of shipped weights that they were made with."""

    weights: tuple[Mapping[str, float], ...]
    confidence: str

    def made_with(self, path: Path) -> bool:
        """Whether the shipped weights are still those of the same training."""
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == self.confidence

    def blind(self, extractor: Extractor, fold: int) -> Extractor:
        """The same extractor with the weights that have not seen a fifth."""
        other = copy.copy(extractor)
        other.registry = replace(extractor.registry, weights=self.weights[fold])
        return other


def read_folds(path: Path) -> Folds:
    """The weights that `benchmarks/train_confidence.py` kept. Raises ConfigError."""
    data = read_yaml(path)
    mend = "run benchmarks/train_confidence.py"
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("weights"), dict)
        or not isinstance(data.get("confidence"), str)
    ):
        raise ConfigError("has no `weights` and `confidence`", where=str(path), mend=mend)
    rows = data["weights"]
    for name, row in rows.items():
        if not isinstance(row, list) or len(row) != FOLDS or not all(isinstance(value, int | float) for value in row):
            raise ConfigError(f"`{name}` has no {FOLDS} numbers", where=str(path), mend=mend)
    return Folds(
        tuple({name: float(row[fold]) for name, row in rows.items()} for fold in range(FOLDS)), data["confidence"]
    )
