"""Days as they stand in running text, in the head of a page and in addresses."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import unquote, urlsplit

MONTHS = dict(zip("jan feb mar apr may jun jul aug sep oct nov dec".split(), range(1, 13), strict=True))
MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
WRITTEN = re.compile(
    rf"(?<![\d.,:])(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<m1>{MONTH}),?[ -](?P<y1>(?:19|20)\d{{2}})|"
    rf"\b(?P<m2>{MONTH}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>(?:19|20)\d{{2}})|"
    r"\b(?P<y3>(?:19|20)\d{2})[-/.](?P<m3>\d{1,2})[-/.](?P<d3>\d{1,2})(?!\d)|"
    r"\b(?P<y4>(?:19|20)\d{2})(?P<m4>\d{2})(?P<d4>\d{2})(?=T|\b))",
    re.IGNORECASE,
)
# "13/04/2021" can only be one day, "04/05/2021" could be two; a weekday before it decides
NUMBERS = re.compile(
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
    r"\b(?P<one>\d{1,2})[/.](?P<two>\d{1,2})[/.](?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
WEEKDAYS = "mon tue wed thu fri sat sun".split()
IN_PATH = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})[-/_](?P<m>\d{1,2}|[a-z]{3,9})(?:[-/_](?P<d>\d{1,2})(?![\da-z]))?"
    r"|(?<!\d)(?P<y2>(?:19|20)\d{2})(?P<m2>0[1-9]|1[0-2])(?P<d2>[0-3]\d)(?!\d)",
    re.IGNORECASE,
)
EARLIEST = 1800


def day_in(text: str) -> str | None:
    """The first day in a text that can only be read as one, as YYYY-MM-DD."""
    for found in WRITTEN.finditer(text):
        year, month, day = (
            next(value for key, value in found.groupdict().items() if key[0] == part and value) for part in "ymd"
        )
        if told := day_of(int(year), _month(month), int(day)):
            return told
    return next((told for found in NUMBERS.finditer(text) if (told := _of_numbers(found))), None)


def day_in_address(url: str) -> str | None:
    """The day or the month that a page's address is filed under (`/2021/apr/13/`), as YYYY-MM-DD or YYYY-MM."""
    try:
        path = unquote(urlsplit(url).path).lower()
    except ValueError:
        return None
    months: list[str] = []
    for found in IN_PATH.finditer(path):
        if found["y2"]:
            if told := day_of(int(found["y2"]), int(found["m2"]), int(found["d2"])):
                return told
            continue
        month = _month(found["m"])
        if found["d"] and (told := day_of(int(found["y"]), month, int(found["d"]))):
            return told
        if 1 <= month <= 12:
            months.append(f"{found['y']}-{month:02}")
    return months[0] if months else None


def day_of(year: int, month: int, day: int) -> str | None:
    """YYYY-MM-DD, or None where the calendar has no such day."""
    try:
        return date(year, month, day).isoformat() if year >= EARLIEST else None
    except ValueError:
        return None


def _month(text: str) -> int:
    return int(text) if text.isdecimal() else MONTHS.get(text[:3].lower(), 0)


def _of_numbers(found: re.Match[str]) -> str | None:
    one, two, year = int(found["one"]), int(found["two"]), int(found["year"])
    days = {told for month, day in ((one, two), (two, one)) if (told := day_of(year, month, day))}
    if found["weekday"]:
        wanted = WEEKDAYS.index(found["weekday"].lower())
        days = {told for told in days if date.fromisoformat(told).weekday() == wanted}
    return days.pop() if len(days) == 1 else None
