"""When an act took place, as far as its clause tells: absolute dates, and relative ones counted from publication."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import dateparser

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
DAY = re.compile(r"\b([0-3]?\d)(st|nd|rd|th)?\b")
WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
VAGUE = re.compile(
    r"\b(decade|decades|years|months|weeks|days|century|recent|annual|daily|weekly|monthly|since|-year-old|year-old|\d+s)\b",
    re.IGNORECASE,
)
AGO = re.compile(r"\bago\b", re.IGNORECASE)
BACKGROUND_DAYS = 60  # an act this long before publication is background


def act_date(doc: Doc, trigger: int, published: str | None) -> str | None:
    """ISO date of an act at the precision the text gives, or None.

    trigger: offset of the word that states the act
    published: ISO date of publication; without a full one, relative dates stay unresolved
    """
    ent = _date_of(doc, trigger)
    return resolve(ent.text, published) if ent is not None else None


def is_background(doc: Doc, trigger: int, published: str | None) -> bool:
    """Whether an act is told as past background: dated well before publication, or in the past perfect."""
    date = act_date(doc, trigger, published)
    if date is not None and published is not None:
        return _days_before(date, published) > BACKGROUND_DAYS
    ent = _date_of(doc, trigger)
    if ent is not None and (
        AGO.search(ent.text)
        or re.search(r"\b(last|previous|preceding) (year|decade|century)|years\b", ent.text.lower())
    ):
        return True
    verb = next((t for t in (doc[trigger], *doc[trigger].ancestors) if t.pos_ == "VERB"), None)
    return verb is not None and verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)


def _date_of(doc: Doc, trigger: int) -> Span | None:
    """The date expression that hangs on the trigger or on the verb that carries it."""
    token = doc[trigger]
    hosts: list[Token] = [token]
    for above in token.ancestors:
        if len(hosts) > 3 or hosts[-1].dep_ in ("ccomp", "relcl", "advcl"):
            break
        hosts.append(above)
    sent = token.sent
    places = {t.i for t in hosts}
    best = None
    for ent in sent.ents:
        if ent.label_ != "DATE":
            continue
        root = ent.root
        carrier = root.head.head if root.dep_ == "pobj" else root.head
        if carrier.i in places and (best is None or abs(ent.start - trigger) < abs(best.start - trigger)):
            best = ent
    return best


@lru_cache(maxsize=4096)
def resolve(text: str, published: str | None) -> str | None:
    """A date expression as ISO 8601 (YYYY, YYYY-MM or YYYY-MM-DD), or None where it names no single date.

    Relative expressions ("on Wednesday", "last month") count back from the publication date.
    """
    text = re.sub(
        r"^(this past|the past|past|early|late|mid|earlier|later|the end of|on|in)\b[ -]*",
        "",
        text.strip(),
        flags=re.IGNORECASE,
    )
    year = YEAR.search(text)
    if year:
        return _absolute(text, year.group())
    if published is None or len(published) < 4 or VAGUE.search(text):
        return None
    if len(published) == 10:
        return _relative(text, published)
    return None


def _absolute(text: str, year: str) -> str | None:
    if len(YEAR.findall(text)) > 1:
        return None
    month = MONTH.search(text)
    if not month:
        return year
    parsed = dateparser.parse(f"1 {month.group()[:3]} {year}", languages=["en"])
    if parsed is None:
        return year
    rest = text.replace(year, " ")
    day = DAY.search(rest)
    if day and 1 <= int(day.group(1)) <= 31:
        return f"{year}-{parsed.month:02d}-{int(day.group(1)):02d}"
    return f"{year}-{parsed.month:02d}"


def _relative(text: str, published: str) -> str | None:
    base = datetime.fromisoformat(published)
    lower = text.lower()
    if lower in ("today", "yesterday", "tomorrow") or WEEKDAY.search(lower) or MONTH.search(lower):
        return _calendar(lower, base)
    if lower in ("last year", "the previous year"):
        return str(base.year - 1)
    if lower in ("this year", "next year"):
        return str(base.year + (lower == "next year"))
    if lower in ("last month", "this month", "next month"):
        months = base.year * 12 + base.month - 1 + {"last": -1, "this": 0, "next": 1}[lower.split()[0]]
        return f"{months // 12}-{months % 12 + 1:02d}"
    return None


def _calendar(text: str, base: datetime) -> str | None:
    """A weekday, a day or a month without its year, the nearest before the base or, after "next", behind it."""
    direction = "future" if "next" in text or "tomorrow" in text else "past"
    settings = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": direction, "PREFER_DAY_OF_MONTH": "first"}
    cleaned = re.sub(r"\b(last|this|next|early|late|morning|afternoon|evening|night|the)\b", " ", text).strip()
    parsed: datetime | None = dateparser.parse(cleaned, languages=["en"], settings=settings)
    if parsed is None:
        return None
    has_day = DAY.search(cleaned) or WEEKDAY.search(cleaned) or not MONTH.search(cleaned)
    return parsed.strftime("%Y-%m-%d" if has_day else "%Y-%m")


def _days_before(date: str, published: str) -> int:
    def first(text: str) -> datetime:
        return datetime.fromisoformat(
            (text + "-12-28")[:10] if len(text) == 4 else (text + "-28")[:10] if len(text) == 7 else text
        )

    if len(date) == 4 and date == published[:4]:
        return 0
    try:
        return (first(published) - first(date)).days
    except ValueError:
        return 0
