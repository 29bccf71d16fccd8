"""How the lines of a text are set: in sentences, in capitals, in Title Case or, as some are, in small letters."""

from __future__ import annotations

from functools import cached_property
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.parse.tokens import Doc

Style = Literal["normal", "capitals", "title", "lower"]
SHORT_WORD = 3  # letters of words that Title Case leaves small
LEAST_LETTERS = 12  # a line with fewer tells nothing by its capitals
MOST_WORDS = 24  # a longer line is no headline
LEAST_WORDS = 3


class Lines:
    """The style of each line of a Doc, found when it is asked for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.styles: dict[int, Style] = {}

    @cached_property
    def starts(self) -> list[int]:
        """For each token the offset of the first token of its line."""
        starts = []
        start = 0
        for token in self.doc:
            starts.append(start)
            if token.is_space and "\n" in token.text:
                start = token.i + 1
        return starts

    def style(self, i: int) -> Style:
        """The style of the line in which token `i` stands."""
        start = self.starts[i]
        if start not in self.styles:
            self.styles[start] = self._style(start)
        return self.styles[start]

    def headline(self, i: int) -> bool:
        """Whether token `i` stands in a line whose capitals tell nothing about names."""
        return self.style(i) != "normal"

    def _style(self, start: int) -> Style:
        line = takewhile(lambda token: "\n" not in token.text, islice(self.doc.tokens, start, None))
        return line_style([token.text for token in line], first=start == 0)


def line_style(texts: Sequence[str], *, first: bool) -> Style:
    """The style of a line of words and marks; first: whether it opens the text."""
    words = [text for text in texts if text[0].isalpha()]
    letters = "".join(words)
    if len(letters) < LEAST_LETTERS:
        return "normal"
    capitals = sum(map(str.isupper, letters))
    if capitals > 0.7 * len(letters):
        return "capitals"
    if first and capitals == 0:
        return "lower"
    long = [w for w in words if len(w) > SHORT_WORD]
    if LEAST_WORDS <= len(words) <= MOST_WORDS and long and texts[-1][-1] != ".":
        small = [w for w in long[1:] if w[0].islower()]
        if len(small) <= 0.15 * len(long) and len(words) > len(long) / 2 and len(long) > 1:
            return "title"
    return "normal"
