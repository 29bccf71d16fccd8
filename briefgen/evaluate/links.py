"""Where the two ends of an item stand in a sentence, and whether they are those of a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.evaluate.gold import Label
    from briefgen.model import Evidence

Span = tuple[int, int]


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two character spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def stated(source: Sequence[int], target: Sequence[int], label: Label, symmetric: bool) -> bool:
    """Whether two spans are the ends of a label, in its direction or, for a two-sided act, in either."""
    forward = overlap(source, label.source) and overlap(target, label.target)
    backward = overlap(source, label.target) and overlap(target, label.source)
    return forward or (backward and (symmetric or label.symmetric))


def ends(text: str, evidence: Evidence) -> tuple[Span, Span]:
    """Spans of source and target: where their words stand first in the quote, else in the text; (0, 0) if nowhere."""

    def place(words: str) -> Span:
        if not words:
            return 0, 0
        start = evidence.quote.find(words)
        start = evidence.start + start if start >= 0 else text.find(words)
        return (start, start + len(words)) if start >= 0 else (0, 0)

    return place(evidence.source_text), place(evidence.target_text)
