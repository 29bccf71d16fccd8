"""Printed lines to paragraphs: running heads and page numbers go, broken words and hard-wrapped lines are mended."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.readers import hyphens
from briefgen.readers.days import day_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—|\s]*\d{1,4}[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
# what a browser prints above and below a page
BROWSER = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}, \d{1,2}:\d{2}(?: [AP]M)?\b.*|(?:https?|file)://\S+(?:\s+\d+/\d+)?")
ENDS = re.compile(r"[.!?:…][\"'”’»)\]]*$")
LARGER = 1.12  # times the size of the text is a heading
SMALL = 0.85  # times that size is small print
APART = 1.25  # times the usual distance of lines parts paragraphs
SHORT = 0.9  # of a full line: where the next word would have fitted before it, a full stop ends the paragraph
SAME = 2.0  # points between two lines of one height
ACROSS = 80.0  # points from one column to the next, at least
ROWS = 5  # of two lines at one height make columns
EDGE = 3  # lines at the top and the bottom of a page that may be running heads


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page, white space folded; points from the left and from the bottom, size of its letters in points."""

    page: int
    x: float
    y: float
    size: float
    text: str


def body_size(lines: Sequence[Line]) -> float:
    """The size that most of the text is set in."""
    letters: Counter[float] = Counter()
    for line in lines:
        letters[round(line.size, 1)] += len(line.text)
    return max(letters, key=lambda size: (letters[size], size)) if letters else 0.0


def without_margins(lines: Sequence[Line]) -> list[Line]:
    """The lines without page numbers and without what stands at the edge of several pages."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    usual = body_size(lines)
    edges: dict[int, set[int]] = {}
    seen: Counter[str] = Counter()
    small: set[int] = set()
    for page, found in pages.items():
        ordered = sorted(found, key=lambda line: line.y)
        edge = [*ordered[:EDGE], *ordered[-EDGE:]]
        edges[page] = {id(line) for line in edge}
        seen.update({_form(line.text) for line in edge})
        small |= {id(line) for line in (ordered[0], ordered[-1]) if _is_head(line, usual)}
    often = {form for form, count in seen.items() if count >= max(2, len(pages) // 3)} if len(pages) > 1 else set()
    return [
        line
        for line in lines
        if id(line) not in edges[line.page]
        or not (
            id(line) in small
            or _form(line.text) in often
            or PAGE_NUMBER.fullmatch(line.text)
            or BROWSER.fullmatch(line.text)
        )
    ]


def _is_head(line: Line, usual: float) -> bool:
    """Whether the first or last line of a page is set as a running head is: small, short and no sentence."""
    return line.size <= SMALL * usual and len(line.text) <= 80 and not ENDS.search(line.text) and not day_in(line.text)


def by_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines in the order of reading, also where a program painted two columns row by row."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return [line for page in pages.values() for line in _columns(page)]


def _columns(page: list[Line]) -> list[Line]:
    """The lines of one page: what stands above the columns, the left one, the right one."""
    beside = [two for one, two in pairwise(page) if abs(one.y - two.y) < SAME and two.x - one.x > ACROSS]
    if len(beside) < max(ROWS, len(page) // 4):
        return page
    left, top = min(line.x for line in beside) - SAME, max(line.y for line in beside) + SAME
    above = [line for line in page if line.y > top]
    below = sorted((line for line in page if line.y <= top), key=lambda line: -line.y)
    return [*above, *(line for line in below if line.x < left), *(line for line in below if line.x >= left)]


def _form(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.split()).casefold())


def title(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    """The largest print of the first page and the lines below it; None where all is of one size."""
    usual = body_size(lines)
    first = [line for line in lines if lines and line.page == lines[0].page]
    largest = max((line.size for line in first), default=0.0)
    if largest <= usual * LARGER:
        return None, list(lines)
    start = next(place for place, line in enumerate(lines) if line.size == largest)
    end = start
    while end < len(lines) and abs(lines[end].size - largest) < 0.5 and lines[end].page == lines[start].page:
        end += 1
    return " ".join(line.text for line in lines[start:end]), list(lines[end:])


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of lines in reading order."""
    usual = body_size(lines)
    distance = _distance(lines, usual)
    lengths = sorted(len(line.text) for line in lines if abs(line.size - usual) < 0.5)
    full = lengths[int(len(lengths) * 0.9)] if lengths else 0
    words = hyphens.words_of(" ".join(line.text for line in lines))
    found: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is None or _parted(before, line, usual, distance, full):
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text, words)
        before = line
    return found


def _distance(lines: Sequence[Line], usual: float) -> float:
    """The most frequent distance of two lines of text."""
    steps = Counter(
        round(one.y - two.y, 1)
        for one, two in pairwise(lines)
        if one.page == two.page and 0 < one.y - two.y < 3 * usual and abs(one.size - two.size) < 0.5
    )
    return max(steps, key=lambda step: (steps[step], -step)) if steps else 1.2 * usual


def _parted(one: Line, two: Line, usual: float, distance: float, full: int) -> bool:
    """Whether a new paragraph begins with the second of two lines."""
    if abs(one.size - two.size) > 0.1 * usual:
        return True
    ended = bool(ENDS.search(one.text))
    step = one.y - two.y
    if one.page != two.page or step <= 0 or step > 5 * distance:  # a new page or column: the sentence decides
        return ended and not two.text[:1].islower()
    if step > APART * distance:
        return True
    if one.size <= usual * LARGER and two.x - one.x > 0.6 * usual and (ended or one.x < two.x - usual):
        return True
    return ended and len(one.text) + 1 + len(two.text.split()[0]) < SHORT * full


def _joined(text: str, rest: str, words: AbstractSet[str]) -> str:
    """Two lines as one, a word that was broken at the end of the first made whole."""
    broken = re.search(r"([^\W_]+)[-\u2010]$", text)
    after = re.match(r"[^\W_]+", rest)
    if not broken or not after:
        return text + rest if text.endswith(".-") else f"{text} {rest}"  # "U.S.-", "Turkey"
    if hyphens.goes(broken.group(1), after.group(), words):
        return text[:-1] + rest
    return text[:-1] + "-" + rest
