"""Fixed strings of the pages in a site's own language: `strings.yml` beside the templates maps English to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.config import read_yaml
from briefgen.errors import ConfigError
from briefgen.render.escape import Safe, esc, finalize

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
HOLE = re.compile(r"\{(\d)\}")  # where a value comes to stand: {1}, {2} …


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed strings by their English form or by the name of a class, status or kind."""

    strings: Mapping[str, str]
    _dates: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # as they were written before

    def say(self, english: str) -> str:
        """The string in the site's language; the English form itself where there is none."""
        return self.strings.get(english, english)

    def fill(self, english: str, *values: object) -> Safe:
        """A string with values in its holes; text is escaped, what is finished stays as it is."""
        written = ""
        parts = _parts(self.say(english))
        for n, part in enumerate(parts):
            inside = " " in written, n < len(parts) - 1
            written += finalize(values[int(part) - 1]) if n % 2 else esc_piece(part, *inside)
        return Safe(written)

    def count(self, number: int, one: str, many: str) -> str:
        """A number with its noun: `1 brief`, `2 briefs`, `1,024 briefs`."""
        return f"{number:,} {self.say(one if number == 1 else many)}"

    def date(self, value: str) -> str:
        """An ISO date of any precision for people: `30 November 2015`, `November 2015`, `2015`; other text as it is.

        A week (`2015-W48`) is told by its Monday.
        """
        if value not in self._dates:
            self._dates[value] = self._date(value)
        return self._dates[value]

    def _date(self, value: str) -> str:
        if week := re.fullmatch(r"(\d{4})-W(\d\d)", value):
            return self._week(int(week[1]), int(week[2]))
        year, *rest = value.split("-")
        if not rest or not all(part.isdigit() for part in rest) or not 1 <= int(rest[0]) <= 12:
            return value
        month = self.say(MONTHS[int(rest[0]) - 1])
        if len(rest) == 1:
            return f"{month} {year}"
        return self._filled("{1} {2} {3}", str(int(rest[1])), month, year)

    def _week(self, year: int, week: int) -> str:
        try:
            first = date.fromisocalendar(year, week, 1)
        except ValueError:
            return f"{year}-W{week:02}"
        return self._filled("Week of {1}", self.date(first.isoformat()))

    def _filled(self, english: str, *values: str) -> str:
        return HOLE.sub(lambda hole: values[int(hole[1]) - 1], self.say(english))


@lru_cache(maxsize=1 << 12)
def _parts(text: str) -> tuple[str, ...]:
    """What stands between the holes of a string, and the numbers of the holes."""
    return tuple(HOLE.split(text))


@lru_cache(maxsize=1 << 12)
def esc_piece(text: str, after_words: bool, before_words: bool) -> Safe:
    """A piece of a fixed string, escaped, with the space at its ends, which parts it from the values beside it.

    after_words, before_words: a value stands there, inside a line, so that a mark beside it is as one beside any word
    """
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    if not text.strip():
        return Safe(text and " ")
    left, right = ("a" if after_words and not before else ""), (f"{after}a" if before_words else "")
    written = esc(f"{left}{text.strip()}{right}")
    return Safe(f"{before}{written[len(left) : len(written) - len(right)]}{after}")


def load_words(folders: tuple[Path, ...], language: str = "en") -> Words:
    """The strings of all template folders, later folders over earlier ones. Raises ConfigError.

    `strings.yml` first, then those of the language (`strings.de.yml`), which has to be there unless it is English.
    """
    strings: dict[str, str] = {}
    for path in (folder / "strings.yml" for folder in folders):
        if path.is_file():
            strings.update(_read(path))
    if language != "en":
        found = [path for folder in folders if (path := folder / f"strings.{language}.yml").is_file()]
        if not found:
            mend = f"write `templates/strings.{language}.yml`, or set another language"
            raise ConfigError(f"there are no strings for the language `{language}`", where="templates", mend=mend)
        for path in found:
            strings.update(_read(path))
    return Words(strings)


def _read(path: Path) -> dict[str, str]:
    values = read_yaml(path) or {}
    if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
        mend = "write `English: your words`, quoted"
        raise ConfigError("is not a mapping of strings", where=str(path), mend=mend)
    for english, text in values.items():
        if wrong := sorted(set(_holes(text)) ^ set(_holes(english))):
            mend = "each hole of the English words has to stand in yours, and no other"
            raise ConfigError(f"`{english}` and its words differ in {{{wrong[0]}}}", where=str(path), mend=mend)
    return values


def _holes(text: str) -> Iterator[str]:
    return (hole[1] for hole in HOLE.finditer(text))
