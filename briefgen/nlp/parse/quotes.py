"""Direct speech: which tokens stand in quotation marks, and who says them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, surface_subject
from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Doc, Token

OPENING, CLOSING = frozenset('"“„'), frozenset('"”')
STOPS = frozenset(".!?")
SPOKEN = REPORTING | frozenset(
    "announce answer ask call claim comment complain conclude continue cry decry denounce describe explain joke "
    "lament observe post pledge promise quip read recall remark reply respond shout speak swear tweet urge vow "
    "warn".split()
)


class Quotes:
    """The quotations of one Doc, each with its speaker, found when somebody asks."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def speaker(self, token: Token) -> Token | None:
        """The head of the phrase that names who says a token, where it stands in quotation marks and the text tells."""
        return self._speakers.get(token.i)

    def holds(self, token: Token) -> bool:
        """Whether a token stands in quotation marks."""
        return token.i in self._quoted

    @cached_property
    def _quoted(self) -> frozenset[int]:
        spans = (span for start, end in self._lines() for span in self._spans(start, end))
        return frozenset(i for first, stop in spans for i in range(first, stop))

    @cached_property
    def _speakers(self) -> dict[int, Token]:
        found: dict[int, Token] = {}
        last: Token | None = None
        for start, end in self._lines():
            spans = list(self._spans(start, end))
            inside = {i for first, stop in spans for i in range(first - 1, stop + 1)}
            only = all(i in inside or self.doc[i].is_space for i in range(start, end))
            speaker = last if only else None  # a line that is nothing but speech goes on with the one before
            for first, stop in spans:
                speaker = self._beside(first, stop, start, end, inside) or speaker
                if speaker is not None:
                    found.update(dict.fromkeys(range(first, stop), speaker))
            last = speaker
        return found

    def _lines(self) -> Iterator[tuple[int, int]]:
        start = 0
        for token in self.doc:
            if token.is_space and "\n" in token.text:
                yield start, token.i
                start = token.i + 1
        yield start, len(self.doc)

    def _spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What stands between the marks of a line; the last quotation may stay open."""
        first: int | None = None
        for token in self.doc.tokens[start:end]:
            if first is None and token.text in OPENING:
                first = token.i + 1
            elif first is not None and token.text in CLOSING:
                if first < token.i:
                    yield first, token.i
                first = None
        if first is not None and first < end:
            yield first, end

    def _beside(self, first: int, stop: int, start: int, end: int, inside: set[int]) -> Token | None:
        """The subject of the verb of saying behind a quotation that ends in no full stop, or before any."""
        behind = range(stop + 1, end) if stop < end and self.doc[stop - 1].text != "." else ()
        for way in (behind, range(first - 2, start - 1, -1)):
            for i in way:
                token = self.doc[i]
                if token.text in STOPS or (i in inside and way is not behind and token.text not in CLOSING):
                    break
                if i not in inside and is_verb(token) and token.lemma_.lower() in SPOKEN:
                    subject = next((t for t in surface_subject(token) if t.i not in inside), None)
                    if subject is not None:
                        return subject
        return None
