"""Headlines as an article would write them, so that the parser reads them as sentences.

The parser has learned few of them: it takes words In Title Case for names, and "A, B agree" for A beside B's act.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.lang.en.stop_words import STOP_WORDS

from briefgen.nlp.parse.lines import line_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Set

LITTLE = frozenset({*STOP_WORDS, "amid"})
WORD = re.compile(r"[^\W\d_]+")
BESIDE = re.compile(r"[ \-]")  # what stands between the words of one phrase
CLAUSE = re.compile(r"[a-z0-9,;)] $")  # before a word that does not open a sentence
# two names that open a headline: "Chad, South Sudan agree"
PAIR = re.compile(r"^(?P<one>[A-Z][\w.]*(?: [A-Z][\w.]*)?), (?P<other>[A-Z][\w.]*(?: [A-Z][\w.]*)?)(?=[^,]*[^,.]$)")
# of an inflected word, and what its base has instead
ENDINGS = tuple(ending.split("-") for ending in "- s- es- ies-y ed- d- ied-y ing- ing-e".split())


class Headlines:
    """Writes headlines anew, letter for letter: small letters for words that are no names, "&" for a comma.

    How the article below writes a word decides; of words that it does not have, those are small that a dictionary
    has and no known actor is called by.
    """

    def __init__(self, names: Set[str], surnames: Set[str], ordinary: Callable[[str], bool]) -> None:
        """names, surnames: what known actors are called; ordinary: whether a dictionary has a lower-case word."""
        self.names = names
        self.surnames = surnames
        self.ordinary = ordinary

    def __call__(self, text: str) -> str:
        """The text with its headlines as sentences; all offsets stay."""
        lines = text.split("\n")
        if len(lines) == 1:
            return text
        headlines = [i for i, line in enumerate(lines) if line_style(line.split(), first=i == 0) == "title"]
        if headlines:
            body = Body(line for i, line in enumerate(lines) if i not in headlines)
            for i in headlines:
                lines[i] = "".join(self._words(lines[i], body))
        lines[0] = PAIR.sub(self._joined, lines[0])
        return "\n".join(lines)

    def _joined(self, found: re.Match[str]) -> str:
        one, other = found["one"], found["other"]
        known = one in self.names and (other in self.names or other.split()[0] in self.names)
        return f"{one} &{other}" if known else found.group()

    def _words(self, line: str, body: Body) -> Iterator[str]:
        found = list(WORD.finditer(line))
        words = [match.group() for match in found]
        at = 0
        for n, match in enumerate(found):
            yield line[at : match.start()]
            word, at = words[n], match.end()
            name = n == 0 or not word.istitle() or line[at : at + 1] == "."  # "U.S."
            after = words[n + 1] if n + 1 < len(words) else ""
            small = not name and self._is_small(word, words[n - 1], after, body)
            yield word.lower() if small and len(word.lower()) == len(word) else word  # "İ" becomes two
        yield line[at:]

    def _is_small(self, word: str, before: str, after: str, body: Body) -> bool:
        low = word.lower()
        for pair in ((before, word), (word, after)):
            if body.pairs[pair]:
                return False
            if body.pairs[pair[0].lower(), pair[1].lower()]:
                return True
        capital, small = body.inside[word], body.inside[low]
        if capital or small:
            return small >= capital
        if body.words[word] or word in self.names or word in self.surnames:
            return False
        return low in LITTLE or any(
            low.endswith(ending) and self.ordinary(low.removesuffix(ending) + stem) for ending, stem in ENDINGS
        )


class Body:
    """How the lines of an article that are no headlines write their words.

    inside: words that do not open a sentence; pairs: two words, the second of which does not open one
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.inside: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        for line in lines:
            found = list(WORD.finditer(line))
            self.words.update(match.group() for match in found)
            self.inside.update(m.group() for m in found if CLAUSE.search(line, max(m.start() - 2, 0), m.start()))
            self.pairs.update(
                (a.group(), b.group()) for a, b in pairwise(found) if BESIDE.fullmatch(line[a.end() : b.start()])
            )
