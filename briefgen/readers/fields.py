"""What front matter and corpora tell about an article, checked where it comes in: strings, dates, addresses."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from briefgen.errors import ArticleError
from briefgen.readers.plain import clean

MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{1,2}:\d{2}.*)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
# "1 October 2021", "Fri, 01 Oct 2021 12:00:00 GMT"; "October 1, 2021"; numbers alone ("01/10/2021") could mean two days
DAY_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})(?: \d.*)?"
)
MONTH_FIRST = re.compile(
    r"(?:[A-Za-z]{3,9}\.?,? )?(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})(?: \d.*)?"
)
LONGEST = 2_000  # characters of a title, a name or an address


def one_line(value: Any, name: str, where: str, line: int | None = None) -> str | None:
    """A string field of an article, white space folded; None where empty. Raises ArticleError for other types."""
    if value is None:
        return None
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ArticleError(f"`{name}` is not a string", where=where, line=line, mend=f'write {name}: "…"')
    text = re.sub(r"\s+", " ", clean(str(value))).strip()
    if len(text) > LONGEST:
        raise ArticleError(f"`{name}` is longer than {LONGEST:,} characters", where=where, line=line, mend="shorten it")
    return text or None


def iso_date(value: Any, where: str, line: int | None = None) -> str | None:
    """A date as ISO 8601: YYYY, YYYY-MM or YYYY-MM-DD; a time of day is cut off.

    Dates with the month's English name and those of e-mail are taken, too. Raises ArticleError for anything else.
    """
    text = one_line(value, "date", where, line)
    if text is None:
        return None
    found = _parts(text)
    if found is None or not _exists(found):
        raise ArticleError(
            f"`date` {text[:60]!r} is not a date",
            where=where,
            line=line,
            mend="write it as YYYY-MM-DD, or leave it out",
        )
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(found))


def _parts(text: str) -> tuple[int, ...] | None:
    """Year, month, day as far as they are told."""
    if found := ISO_DATE.fullmatch(text) or COMPACT.fullmatch(text):
        return tuple(int(part) for part in found.groups() if part)
    if found := DAY_FIRST.fullmatch(text) or MONTH_FIRST.fullmatch(text):
        month = MONTHS.get(found["month"][:3].lower())
        return (int(found["year"]), month, int(found["day"])) if month else None
    return None


def _exists(parts: tuple[int, ...]) -> bool:
    try:
        date(*(*parts, 1, 1)[:3])
    except ValueError:
        return False
    return True


def web_address(value: Any, where: str, line: int | None = None) -> str | None:
    """An http or https address, or None. Raises ArticleError for any other scheme."""
    text = one_line(value, "url", where, line)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ArticleError(
            "`url` is not an address", where=where, line=line, mend="write https://…, or leave it out"
        ) from error
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ArticleError(
            "`url` is not an http or https address", where=where, line=line, mend="write https://…, or leave it out"
        )
    return text
