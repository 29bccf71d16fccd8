"""Whether the two ends of an item are those of a label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.evaluate.names import plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.evaluate.gold import Label
    from briefgen.model import Evidence

Span = tuple[int, int]


def overlap(a: Sequence[int], b: Sequence[int]) -> bool:
    """Whether two character spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def places(text: str, evidence: Evidence) -> tuple[Span, Span]:
    """Spans of source and target: where their words stand first in the quote, else in the text; (0, 0) if nowhere."""

    def place(words: str) -> Span:
        if not words:
            return 0, 0
        start = evidence.quote.find(words)
        start = evidence.start + start if start >= 0 else text.find(words)
        return (start, start + len(words)) if start >= 0 else (0, 0)

    return place(evidence.source_text), place(evidence.target_text)


@dataclass(frozen=True, slots=True)
class End:
    """The source or target of an item in a sentence: the span that stands for it, and its comparable names."""

    span: Span
    names: frozenset[str]

    @classmethod
    def of(cls, span: Span, names: Iterable[str]) -> End:
        """names: as they stand in the text or in the brief"""
        return cls(span, frozenset(map(plain_name, names)) - {""})

    def meets(self, span: Sequence[int], text: str) -> bool:
        """Whether this is the actor that a label marks, by its span or, where a pronoun stands for it, by the name."""
        return overlap(self.span, span) or plain_name(text[span[0] : span[1]]) in self.names


def stated(source: End, target: End, label: Label, text: str, symmetric: bool) -> bool:
    """Whether two ends are those of a label, in its direction or, for a two-sided act, in either."""
    forward = source.meets(label.source, text) and target.meets(label.target, text)
    backward = source.meets(label.target, text) and target.meets(label.source, text)
    return forward or (backward and (symmetric or label.symmetric))
