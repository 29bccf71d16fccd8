"""The archive by month, and by week where a site wants it: which dyads got worse, better, are new, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from briefgen.aggregate.page import Page
from briefgen.aggregate.reason import GRAVE, gravity, reason
from briefgen.aggregate.rows import kept, tally
from briefgen.aggregate.trend import compare, counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefgen.aggregate.corpus import Fact, Pair
    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import BriefRow, Item, Ref, Tally, Trend
    from briefgen.model import Brief

NEW = 10  # new dyads of which a digest quotes the words, and as many further ones that it tells on a line
NAMED = 20  # further ones that it names
STEADY = 5  # dyads without a change that it names
Kind = Literal["worse", "better", "new", "unchanged"]
KINDS: tuple[Kind, ...] = ("worse", "better", "new", "unchanged")
Length = Literal["months", "weeks"]


@dataclass(frozen=True, slots=True)
class Change:
    """A dyad that got worse or better in a period, is new in it (no trend) or went on as before, with the statement
    that tells most.

    weight: statements of the less active of its two parties, in the whole site
    """

    kind: Kind
    period: str
    path: str
    dyad: Ref
    trend: Trend | None
    tally: Tally
    weight: int
    reason: Item


@dataclass(frozen=True, slots=True)
class Period:
    """One month (`YYYY-MM`) or week (`YYYY-Www`; None for articles without one) and what changed in it."""

    path: str
    name: str | None
    articles: int
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    new: tuple[Change, ...]
    steady: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class DigestView:
    """The page of one period, with the periods before and after it.

    new: the new dyads of which there is more than one statement or a grave act, each by other words
    also_new: the others on a line each; named_new: by name, as far as there is room; more_new: so many others
    """

    period: Period
    length: Length
    new: tuple[Change, ...]
    also_new: tuple[Change, ...]
    named_new: tuple[Ref, ...]
    more_new: int
    before: Period | None
    after: Period | None
    briefs: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The periods of a year, newest first."""

    label: str | None
    articles: int
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All periods by year, newest first."""

    length: Length
    weekly: bool
    years: tuple[Year, ...]


def month_of(brief: Brief) -> str | None:
    """`YYYY-MM` of a brief, None where its date does not tell."""
    return brief.date[:7] if brief.date and len(brief.date) >= 7 else None


def week_of(brief: Brief) -> str | None:
    """The week of ISO 8601 (`YYYY-Www`) of a brief, None where its date does not tell."""
    try:
        year, week, _ = date.fromisoformat(brief.date or "").isocalendar()
    except ValueError:
        return None
    return f"{year}-W{week:02}"


PERIODS: dict[Length, Callable[[Brief], str | None]] = {"months": month_of, "weeks": week_of}


@kept
def periods(rows: Rows, length: Length) -> tuple[Period, ...]:
    """All periods that have articles, newest first, what has no period last."""
    of = PERIODS[length]
    briefs = _briefs(rows, of)
    changes: dict[str, list[Change]] = {}
    for pair, facts in sorted(rows.by_pair.items()):
        for change in _changes(rows, pair, facts, length):
            changes.setdefault(change.period, []).append(change)
    made = []
    for name in sorted(briefs, key=lambda name: name or "", reverse=True):
        found = sorted(changes.get(name or "", ()), key=_rank)
        worse, better, new, steady = (tuple(change for change in found if change.kind == kind) for kind in KINDS)
        made.append(Period(_path(length, name), name, len(briefs[name]), worse, better, new, steady[:STEADY]))
    return tuple(made)


def pages(rows: Rows) -> Iterator[Page]:
    """One page per month, and the archive that leads to them; the same of weeks where the settings say so."""
    yield from _pages(rows, "months")
    if rows.settings.weekly_digest:
        yield from _pages(rows, "weeks")


def _pages(rows: Rows, length: Length) -> Iterator[Page]:
    briefs, every = _briefs(rows, PERIODS[length]), periods(rows, length)
    for number, period in enumerate(every):
        before = every[number + 1] if number + 1 < len(every) else None
        after = every[number - 1] if number else None
        listed = tuple(map(rows.brief_row, briefs[period.name]))
        told, also = _told_apart(period.new)
        names, more = tuple(one.dyad for one in also[NEW : NEW + NAMED]), max(0, len(also) - NEW - NAMED)
        view = DigestView(period, length, told, also[:NEW], names, more, before, after, listed)
        yield Page(period.path, "digest.md.jinja", view)
    years: dict[str | None, list[Period]] = {}
    for period in every:
        years.setdefault(period.name[:4] if period.name else None, []).append(period)
    listed_years = tuple(Year(label, sum(p.articles for p in own), tuple(own)) for label, own in years.items())
    archive = ArchiveView(length, rows.settings.weekly_digest, listed_years)
    yield Page(f"{length}/index.md", "archive.md.jinja", archive)


def _told_apart(changes: Sequence[Change]) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    """New dyads of which the words are quoted, each by others, and those that need less room."""
    by_words: dict[object, Ref] = {}
    for change in sorted(changes, key=lambda change: -change.tally.total):
        if change.tally.total > 1 or change.reason.action in GRAVE:
            by_words.setdefault(change.reason.quotes or change.reason.anchor, change.dyad)
    apart = set(by_words.values())
    told = tuple(change for change in changes if change.dyad in apart)[:NEW]
    return told, tuple(change for change in changes if change not in told)


def _path(length: Length, name: str | None) -> str:
    return f"{length}/{(name or 'undated').lower()}.md"


def _briefs(rows: Rows, of: Callable[[Brief], str | None]) -> dict[str | None, list[Brief]]:
    found: dict[str | None, list[Brief]] = {}
    for brief in rows.corpus.briefs:
        found.setdefault(of(brief), []).append(brief)
    return found


def _changes(rows: Rows, pair: Pair, facts: Sequence[Fact], length: Length) -> Iterator[Change]:
    """What a dyad brought in each of the periods in which it was reported."""
    of, least = PERIODS[length], max(1, rows.settings.trend_min_statements)
    known_both = not rows.actor_pages or rows.actor_pages.issuperset(pair)  # who is in one brief makes no news
    known = sorted(counted(facts), key=lambda one: one[1].brief.date or "")
    names = [of(fact.brief) for _, fact in known]
    starts = [n for n in range(len(known)) if n == 0 or names[n] != names[n - 1]]
    for start, end in pairwise((*starts, len(known))):
        now, before, name = known[start:end], known[:start], names[start]
        if name is None:
            continue
        change = compare(before, now) if min(len(before), len(now)) >= least else None
        kind: Kind = "new" if not before else change.direction if change else "unchanged"
        if kind == "new" and not known_both:
            continue
        own = [fact for _, fact in now]
        weight = min(len(rows.by_actor[key]) for key in pair)
        told = rows.item(reason(own, kind))
        trend = change if before else None
        yield Change(kind, name, _path(length, name), rows.pair(pair), trend, tally(own), weight, told)


def _rank(change: Change) -> tuple[int, int, int, str]:
    """What is told first: the gravest act, of equal ones that between parties that are much in the news."""
    return gravity(change.reason.action), -change.weight, -change.tally.total, change.dyad.name
