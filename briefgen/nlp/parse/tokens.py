"""A parsed text in plain Python objects, with spaCy's own names for everything.

spaCy makes a new Token at each access and looks its strings up each time. Rules ask every token some fifty times, so
a text is taken over once: what rules read is then an attribute like any other, and a token is one object.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, overload

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, HEAD, IS_PUNCT, IS_QUOTE, LEMMA, ORTH, POS, SPACY, TAG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy import tokens as spacy
    from spacy.matcher import PhraseMatcher


SHORT, FEW = 120, 2  # most tokens and sentences of a text that is no article
NAMED = [ORTH, LEMMA, POS, TAG, DEP, ENT_TYPE]  # what spaCy has as numbers of strings, in the order of `Token`
FLAGS = [SPACY, IS_PUNCT, IS_QUOTE]


class Token:
    """A word of a text: its form, its tags and its place in the parse.

    i: its number in the text; idx: where it begins, in characters
    lefts, rights, children: the words that hang on it, in order
    left_edge, right_edge: the first and the last word of its subtree
    """

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_quote", "is_sent_start", "is_space",
        "left_edge", "lefts", "lemma_", "lower_", "pos_", "right_edge", "rights", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    head: Token
    left_edge: Token
    right_edge: Token
    lefts: tuple[Token, ...]
    rights: tuple[Token, ...]
    children: tuple[Token, ...]
    sent: Span

    def __init__(self, doc: Doc, i: int, idx: int, names: Iterable[str], flags: Iterable[int]) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_ = names
        spaced, punct, quote = flags
        self.lower_ = self.text.lower()
        self.whitespace_ = " " if spaced else ""
        self.is_punct = bool(punct)
        self.is_quote = bool(quote)
        self.is_space = self.text.isspace()
        self.is_sent_start = False

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_digit(self) -> bool:
        return self.text.isdigit()

    @property
    def is_lower(self) -> bool:
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()

    def nbor(self, i: int = 1) -> Token:
        """The token so many places further on. Raises IndexError before the first and behind the last."""
        place = self.i + i
        if place < 0:
            raise IndexError(place)
        return self.doc.tokens[place]

    @property
    def ancestors(self) -> Iterator[Token]:
        """The head, its head, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, descendant: Token) -> bool:
        return self in descendant.ancestors

    @property
    def subtree(self) -> Iterator[Token]:
        """The token and all words under it, in order."""
        for child in self.lefts:
            yield from child.subtree
        yield self
        for child in self.rights:
            yield from child.subtree

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """All words that it is coordinated with."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for word in joined:
            joined += [c for c in word.rights if c.dep_ == "conj"]
        return tuple(t for t in joined if t is not self)


def _depth(token: Token) -> float:
    """How many words stand above a word; marks and spaces are below everything."""
    return math.inf if not token.children and (token.is_punct or token.is_space) else sum(1 for _ in token.ancestors)


class Span:
    """Neighbouring words of a text. start, end: numbers of tokens, the end not included"""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Span: ...
    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self))
            return Span(self.doc, self.start + start, self.start + max(start, end))
        return self.doc.tokens[self.start : self.end][i]

    def __str__(self) -> str:
        return self.text

    __repr__ = __str__

    @property
    def start_char(self) -> int:
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """The words as the text has them."""
        if self.end <= self.start:
            return ""
        first, last = self.doc.tokens[self.start], self.doc.tokens[self.end - 1]
        return self.doc.text[first.idx : last.idx + len(last.text)]

    @property
    def sent(self) -> Span:
        """The sentence in which it begins."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """Its highest word in the parse, the first of several as high; no comma where there is another."""
        if self.end - self.start == 1:
            return self.doc.tokens[self.start]
        inside = range(self.start, self.end)
        tops = [t for t in self if t.head is t][:1] or [t for t in self if t.head.i not in inside]
        return tops[0] if len(tops) == 1 else min(tops, key=_depth)

    @property
    def lefts(self) -> Iterator[Token]:
        """Words before it that hang on one of its own, the nearest word's first."""
        return (c for t in reversed(self.doc.tokens[self.start : self.end]) for c in t.lefts if c.i < self.start)

    @property
    def rights(self) -> Iterator[Token]:
        """Words behind it that hang on one of its own."""
        return (c for t in self for c in t.rights if c.i >= self.end)


class Doc:
    """A parsed text.

    text: as it is quoted, each character where the parsed one is
    tokens: its words as parsed; sents: its sentences; ents: its entities, as the model recognises them
    is_short: whether it is a bare sentence or two, not an article: then whoever is named in it may be meant
    parsed: the same as spaCy has it, for spaCy's matchers
    """

    __slots__ = ("ents", "is_short", "parsed", "sents", "text", "tokens")

    def __init__(self, parsed: spacy.Doc, text: str | None = None) -> None:
        self.parsed = parsed
        self.text: str = parsed.text if text is None else text
        self.tokens = list(self._taken(parsed))
        self.sents = tuple(Span(self, sent.start, sent.end) for sent in parsed.sents)
        self.ents = tuple(Span(self, ent.start, ent.end, ent.label_) for ent in parsed.ents)
        self.is_short = len(self.tokens) <= SHORT and len(self.sents) <= FEW
        for sent in self.sents:
            self.tokens[sent.start].is_sent_start = True
            for token in sent:
                token.sent = sent
        self._link([i + away for i, away in enumerate(parsed.to_array(HEAD).astype("int64").tolist())])

    def _taken(self, parsed: spacy.Doc) -> Iterator[Token]:
        """Its words as the parse has them, not linked yet; each string is looked up once."""
        named = parsed.to_array(NAMED)
        strings = {number: parsed.vocab.strings[number] for number in np.unique(named).tolist()}
        idx = 0
        for i, (numbers, flags) in enumerate(zip(named.tolist(), parsed.to_array(FLAGS).tolist(), strict=True)):
            token = Token(self, i, idx, [strings[number] for number in numbers], flags)
            yield token
            idx += len(token.text) + len(token.whitespace_)

    def _link(self, heads: list[int]) -> None:
        """Tell each token its head and what hangs on it."""
        tokens = self.tokens
        lefts: list[list[Token]] = [[] for _ in tokens]
        rights: list[list[Token]] = [[] for _ in tokens]
        for token, head in zip(tokens, heads, strict=True):
            token.head = tokens[head]
            token.left_edge = token.right_edge = token
            if head != token.i:
                (lefts if token.i < head else rights)[head].append(token)
        for token, left, right in zip(tokens, lefts, rights, strict=True):
            token.lefts, token.rights = tuple(left), tuple(right)
            token.children = (*left, *right)
        for token in tokens:  # the first word to come by from under another is its edge
            for above in token.ancestors:
                if above.left_edge.i <= token.i:
                    break
                above.left_edge = token
        for token in reversed(tokens):
            for above in token.ancestors:
                if above.right_edge.i >= token.i:
                    break
                above.right_edge = token

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, i: int) -> Token: ...
    @overload
    def __getitem__(self, i: slice) -> Span: ...
    def __getitem__(self, i: int | slice) -> Token | Span:
        if isinstance(i, slice):
            start, end, _ = i.indices(len(self.tokens))
            return Span(self, start, max(start, end))
        return self.tokens[i]

    def written(self, i: int) -> str:
        """A word as the text has it, whatever letters it was parsed in."""
        return self[i : i + 1].text

    def char_span(self, start: int, end: int) -> Span | None:
        """The words of which some character is in a range of characters; None where there is no such word."""
        found = self.parsed.char_span(start, end, alignment_mode="expand")
        return None if found is None else self[found.start : found.end]


def matched(matcher: PhraseMatcher, doc: Doc) -> list[Span]:
    """What a matcher finds in a text, labelled by its rule: the longest first, then in order."""
    strings = doc.parsed.vocab.strings
    found = matcher(doc.parsed)
    spans = [Span(doc, start, end, strings[rule]) for rule, start, end in found]
    return sorted(spans, key=lambda s: (-len(s), s.start))
