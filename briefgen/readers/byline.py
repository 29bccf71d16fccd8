"""The short lines between a headline and its text: who wrote it, and when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.readers.days import NUMBERS, WRITTEN, day_in

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = 4  # below the headline
LONGEST = 120  # characters of such a line
AUTHOR = re.compile(r"by (?P<name>[^\W\d_][^\d|,;•·]{2,60}?)(?:\s*(?:[|,;•·–—]|\bin\b|$).*)?", re.IGNORECASE)
ADDRESS = re.compile(r"(?:(?:source|url|link|from):? )?(?P<url>https?://[^\s<>]+)", re.IGNORECASE)
WORDS_OF_TIME = re.compile(
    r"\b(?:published|posted|updated|date|on|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day|by|\d{1,2}[:.]\d{2}|[ap]\.?m\.?|gmt|utc)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote an article, the day (ISO 8601), its address, and the paragraphs without the lines that told these."""

    author: str | None
    date: str | None
    url: str | None
    body: tuple[str, ...]

    @property
    def date_from(self) -> str | None:
        return "page" if self.date else None


def split(body: Sequence[str]) -> Byline:
    """Read the first lines below a headline."""
    author = date = url = None
    rest = list(body)
    for line in body[:LINES]:
        if len(line) > LONGEST or len(rest) < 2:
            break
        if found := ADDRESS.fullmatch(line):
            url = url or found["url"]
            rest.remove(line)
            continue
        dated = WRITTEN.search(line) or NUMBERS.search(line)
        named = AUTHOR.fullmatch(line) or AUTHOR.fullmatch(WRITTEN.sub("", line).strip(" ,;|–—-"))
        if date is None and dated:
            date = day_in(line)
        if author is None and named and named["name"][0].isupper():
            author = named["name"].strip()
        left = WORDS_OF_TIME.sub("", NUMBERS.sub("", WRITTEN.sub("", line.replace(author, "") if author else line)))
        if (named or dated) and not re.search(r"\w", left):
            rest.remove(line)
    return Byline(author, date, url, tuple(rest))
