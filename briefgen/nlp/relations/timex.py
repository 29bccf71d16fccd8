"""Date expressions to ISO 8601: absolute ones, and relative ones counted from the day of publication."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
DECADE = re.compile(r"\b(?:19|20)?\d0s\b|\bcentury\b")
NAMES = (
    "jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? "
    "nov(?:ember)? dec(?:ember)?"
).split()
MONTH = re.compile(rf"\b(?:{'|'.join(NAMES)})\b\.?")
MONTHS = tuple(re.compile(rf"{name}\.?") for name in NAMES)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b")
PAST = re.compile(rf"\b(?:this|the) past (?={WEEKDAY.pattern}|{MONTH.pattern})")
DAY = re.compile(r"(?<![\d-])([0-3]?\d)(?:st|nd|rd|th)?(?![\d-]|\s*(?:hours?|days?|weeks?|months?|years?)\b)")
NEAR = (
    (re.compile(r"\bday before yesterday\b"), -2),
    (re.compile(r"\byesterday\b|\blast night\b"), -1),
    (re.compile(r"\bday after tomorrow\b"), 2),
    (re.compile(r"\btomorrow\b"), 1),
    (re.compile(r"\btoday\b|\btonight\b|\bthis (?:morning|afternoon|evening)\b"), 0),
)
NUMBERS = dict(
    zip(
        "a an one two three four five six seven eight nine ten eleven twelve".split(),
        (1, 1, *range(1, 13)),
        strict=True,
    )
)
AGO = re.compile(rf"\b({'|'.join(NUMBERS)}|\d{{1,3}}) (day|week|month|year)s? ago\b")
UNIT = re.compile(r"\b(last|previous|preceding|this|current|next|coming|following) (week|month|year)\b")
STEPS = {"last": -1, "previous": -1, "preceding": -1, "this": 0, "current": 0, "next": 1, "coming": 1, "following": 1}
BEFORE = re.compile(r"\b(?:last|previous|preceding)\b")
BEHIND = re.compile(r"\b(?:next|coming|upcoming|following)\b")
OF_MONTH = re.compile(r"(?:the )?([0-3]?\d)(?:st|nd|rd|th)")


@lru_cache(maxsize=4096)
def resolve(text: str, published: str | None, ahead: bool | None = None) -> str | None:
    """A date expression as ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), or None where it names no single date.

    published: ISO date that relative expressions count from; nothing more precise than it comes out of them
    ahead: whether the clause speaks of what is to come, of what was, or does not tell; "on Wednesday" is then the next
        one, or the last one, a day of publication itself included
    """
    said = re.sub(r"['’]s\b", "", " ".join(text.lower().split()))
    if DECADE.search(said):
        return None
    years = YEAR.findall(said)
    if years:
        return _absolute(said, int(years[0])) if len(years) == 1 else None
    if published is None:
        return None
    base = date.fromisoformat((published + "-01-01")[:10])
    found = _relative(PAST.sub("", said), base, ahead)
    return found if found is None or len(found) <= len(published) else None


def _absolute(said: str, year: int) -> str:
    month = _month(said)
    if month is None:
        return str(year)
    day = _day(said.replace(str(year), " "))
    return _iso(year, month, day) or f"{year}-{month:02}"


def _relative(said: str, base: date, ahead: bool | None) -> str | None:
    for pattern, days in NEAR:
        if pattern.search(said):
            return (base + timedelta(days)).isoformat()
    if found := AGO.search(said):
        return _ago(NUMBERS.get(found[1]) or int(found[1]), found[2], base)
    unit = UNIT.search(said)
    if MONTH.search(said):
        return _of_month(said, base, ahead, unit)
    if WEEKDAY.search(said):
        return _of_week(said, base, ahead, unit)
    if found := OF_MONTH.fullmatch(said):
        return _latest(None, int(found[1]), base)
    return _unit(STEPS[unit[1]], unit[2], base) if unit else None


def _ago(number: int, unit: str, base: date) -> str | None:
    if unit == "day" or (unit == "week" and number == 1):
        return (base - timedelta(number * (7 if unit == "week" else 1))).isoformat()
    if unit == "week":  # "three weeks ago" is no day
        return (base - timedelta(7 * number)).isoformat()[:7]
    return _unit(-number, unit, base)


def _unit(steps: int, unit: str, base: date) -> str | None:
    """A year, a month, or the month that a week lies in."""
    if unit == "year":
        return str(base.year + steps)
    if unit == "month":
        months = base.year * 12 + base.month - 1 + steps
        return f"{months // 12}-{months % 12 + 1:02}"
    monday = base + timedelta(7 * steps - base.weekday())
    first, last = monday.isoformat()[:7], (monday + timedelta(6)).isoformat()[:7]
    return first if first == last else None


def _of_week(said: str, base: date, ahead: bool | None, unit: re.Match[str] | None) -> str | None:
    """A weekday: of a week that is named, else the next or the last one."""
    names = set(WEEKDAY.findall(said))
    if len(names) > 1:
        return None
    number = WEEKDAYS.index(names.pop())
    if unit and unit[2] == "week":
        return (base + timedelta(7 * STEPS[unit[1]] - base.weekday() + number)).isoformat()
    back, forth = (base.weekday() - number) % 7, (number - base.weekday()) % 7
    if BEFORE.search(said):
        return (base - timedelta(back or 7)).isoformat()
    if BEHIND.search(said):
        return (base + timedelta(forth or 7)).isoformat()
    if ahead or (ahead is None and re.search(r"\bthis\b", said)):
        return (base + timedelta(forth)).isoformat()
    return (base - timedelta(back)).isoformat()


def _of_month(said: str, base: date, ahead: bool | None, unit: re.Match[str] | None) -> str | None:
    """A month without its year, perhaps with a day: of a year that is named, else the next or the last one."""
    month, day = _month(said), _day(said)
    if month is None:
        return None
    if unit and unit[2] == "year":
        year = base.year + STEPS[unit[1]]
    elif re.search(r"\bthis\b", said):
        year = base.year
    elif BEFORE.search(said) or BEHIND.search(said):
        past = bool(BEFORE.search(said))
        year = base.year - (month >= base.month) if past else base.year + (month <= base.month)
    elif ahead:
        year = base.year + ((month, day or 31) < (base.month, base.day))
    else:
        return _latest(month, day, base)
    return _iso(year, month, day)


def _latest(month: int | None, day: int | None, base: date) -> str | None:
    """The last such day or month that is not later than the base."""
    for back in range(9 if month else 2):  # the 29th of February may be eight years ago
        year, number = (base.year - back, month) if month else divmod(base.year * 12 + base.month - 1 - back, 12)
        number = number if month else number + 1
        found = _iso(year, number, day)
        if found and found <= base.isoformat()[: len(found)]:
            return found
    return None


def _iso(year: int, month: int, day: int | None) -> str | None:
    """YYYY-MM, or with a day YYYY-MM-DD where the calendar has it."""
    try:
        return date(year, month, day or 1).isoformat()[: 10 if day else 7]
    except ValueError:
        return None


def _month(said: str) -> int | None:
    """The one month that is named."""
    numbers = {n for found in MONTH.findall(said) for n, name in enumerate(MONTHS, 1) if name.fullmatch(found)}
    return numbers.pop() if len(numbers) == 1 else None


def _day(said: str) -> int | None:
    """The one day of a month that is named; of "May 1-3" none."""
    days = {int(found) for found in DAY.findall(said)}
    return days.pop() if len(days) == 1 else None
