"""The words of a label as they stand inside a sentence: without the capitals that only their place gave."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.issues.chunks import Chunker
    from briefgen.nlp.parse.tokens import Token

ARTICLES = frozenset({"a", "an", "the"})
NAMES = frozenset({"GPE", "PERSON", "NORP", "LOC"})


class Wording:
    """Writes the words of one Doc."""

    def __init__(self, chunker: Chunker) -> None:
        self.chunker = chunker
        self.tokens = chunker.tokens
        self.at = chunker.at
        self.headline = chunker.headline
        self.texts: dict[tuple[int, int], str] = {}

    def text(self, start: int, end: int) -> str:
        """The words of a token range as they stand inside a sentence, without the article before them."""
        return re.sub(r"^(the|an?) ", "", self.inner(start, end))

    def inner(self, start: int, end: int) -> str:
        """The same with its articles; without quotation marks, pronouns, and capitals that only the place gave."""
        if (start, end) not in self.texts:
            self.texts[start, end] = self._written(start, end)
        return self.texts[start, end]

    def _written(self, start: int, end: int) -> str:
        out = []
        for token in self.tokens[start:end]:
            mark = token.is_space or (token.is_quote and token.tag_ != "POS")
            if mark or token.tag_ == "PRP$" or token.lower_ == "own":
                continue
            if token.pos_ == "DET" and token.lower_ not in ARTICLES and token.whitespace_:  # "no-go zone"
                continue
            out.append(self._cased(token) + (" " if token.whitespace_ else ""))
        return re.sub(r"\s+", " ", "".join(out)).strip()

    def _cased(self, token: Token) -> str:
        text: str = token.text
        mentioned = token.i in self.at
        if token.i < self.headline and (self._shouted if text.isupper() else mentioned and token.is_lower):
            return self._form(token) or (text.capitalize() if mentioned else text.lower())
        if mentioned or text.isupper() or not text[0].isupper() or any(c.isdigit() for c in text):
            return text
        if token.i >= self.headline and not self._opens(token.i):
            return text
        titles = self.chunker.cast.titles
        ordinary = token.tag_ not in ("NNP", "NNPS") or titles is None or titles.common(text)
        if not ordinary or (token.ent_type_ in NAMES and token.lower_ not in self._small and token.i >= self.headline):
            return text
        return self._form(token) or token.lower_

    def _form(self, token: Token) -> str | None:
        """A word as it first stands inside a sentence of the body."""
        return self._inside.get(token.lower_)

    @cached_property
    def _shouted(self) -> bool:
        """Whether the headline is all in capitals."""
        words = [token for token in self.tokens[: self.headline] if token.is_alpha]
        return bool(words) and all(token.is_upper for token in words)

    def _opens(self, i: int) -> bool:
        """Whether a sentence begins with a token, be it behind a quotation mark."""
        if i == 0 or self.tokens[i].is_sent_start:
            return True
        return self.tokens[i - 1].is_quote or self.tokens[i - 1].is_space

    @cached_property
    def _body(self) -> list[Token]:
        return self.tokens[self.headline :]

    @cached_property
    def _inside(self) -> dict[str, str]:
        """Words of the body in lower case to their first form inside a sentence."""
        inside: dict[str, str] = {}
        for token in self._body:
            if token.lower_ not in inside and not self._opens(token.i):
                inside[token.lower_] = token.text
        return inside

    @cached_property
    def _small(self) -> set[str]:
        """Words that the body has in small letters."""
        return {token.text for token in self._body if token.is_lower}
