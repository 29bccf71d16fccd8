"""The short lines between a headline and its text: who wrote it, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError
from briefgen.readers.fields import iso_date

if TYPE_CHECKING:
    from collections.abc import Sequence

LINES = 4  # below the headline
LONGEST = 120  # characters of such a line
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    r"\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
AUTHOR = re.compile(r"by (?P<name>[^\W\d_][^\d|,;•·]{2,60}?)(?:\s*(?:[|,;•·–—]|\bin\b|$).*)?", re.IGNORECASE)
WORDS_OF_TIME = re.compile(
    r"\b(?:published|posted|updated|date|on|at|(?:mon|tues|wednes|thurs|fri|satur|sun)day|by|\d{1,2}[:.]\d{2}|[ap]\.?m\.?|gmt|utc)\b",
    re.IGNORECASE,
)


def split(body: Sequence[str], where: str) -> tuple[str | None, str | None, list[str]]:
    """Author, date (ISO) and the paragraphs without the lines that told nothing but these."""
    author: str | None = None
    date: str | None = None
    rest = list(body)
    for line in body[:LINES]:
        if len(line) > LONGEST:
            break
        named, dated = AUTHOR.fullmatch(line), DATE.search(line)
        if date is None and dated:
            date = _iso(dated.group(), where)
        if author is None and named and named["name"][0].isupper():
            author = named["name"].strip()
        left = WORDS_OF_TIME.sub("", DATE.sub("", line.replace(author, "") if author else line))
        if (named or dated) and not re.search(r"\w", left) and len(rest) > 1:
            rest.remove(line)
    return author, date, rest


def _iso(text: str, where: str) -> str | None:
    try:
        return iso_date(text, where)
    except ArticleError:  # "31 June 2021" is no date after all
        return None
