"""Merging a new reading of an article into a brief that people may have edited."""

from briefgen.merge.clash import Clash, open_clashes
from briefgen.merge.decided import united
from briefgen.merge.threeway import Merged, merge

__all__ = ["Clash", "Merged", "merge", "open_clashes", "united"]
