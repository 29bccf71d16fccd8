"""Fixed strings of the pages in a site's own language: `strings.yml` beside the templates maps English to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.config import read_yaml
from briefgen.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Fixed strings by their English form or by the name of a class, status or kind."""

    strings: Mapping[str, str]

    def say(self, english: str) -> str:
        """The string in the site's language; the English form itself where there is none."""
        return self.strings.get(english, english)

    def count(self, number: int, one: str, many: str) -> str:
        """A number with its noun: `1 brief`, `2 briefs`, `1,024 briefs`."""
        return f"{number:,} {self.say(one if number == 1 else many)}"

    def date(self, value: str) -> str:
        """An ISO date of any precision for people: `30 November 2015`, `November 2015`, `2015`; other text as it is."""
        year, *rest = value.split("-")
        if not rest or not all(part.isdigit() for part in rest) or not 1 <= int(rest[0]) <= 12:
            return value
        month = self.say(MONTHS[int(rest[0]) - 1])
        return f"{int(rest[1])} {month} {year}" if len(rest) == 2 else f"{month} {year}"


def load_words(folders: tuple[Path, ...]) -> Words:
    """The strings of all template folders, later folders over earlier ones. Raises ConfigError."""
    strings: dict[str, str] = {}
    for folder in folders:
        path = folder / "strings.yml"
        if not path.is_file():
            continue
        values = read_yaml(path) or {}
        if not isinstance(values, dict) or not all(isinstance(text, str) for text in values.values()):
            mend = "write `English: your words`, quoted"
            raise ConfigError("is not a mapping of strings", where=str(path), mend=mend)
        strings.update(values)
    return Words(strings)
