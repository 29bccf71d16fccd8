"""Scores against gold: labelled sentences, labelled pairs and gold briefs, with precision, recall and calibration."""

from __future__ import annotations

from briefgen.evaluate.floors import compare, moved, read_floors, write_floors
from briefgen.evaluate.report import plain, show
from briefgen.evaluate.run import Data, measure, own_data

__all__ = ["Data", "compare", "measure", "moved", "own_data", "plain", "read_floors", "show", "write_floors"]
