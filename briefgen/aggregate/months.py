"""The archive by month, each month with its digest: which dyads got worse, which better, which are new, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate import paths
from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import tally
from briefgen.aggregate.trend import LEAST, compare, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.aggregate.corpus import Fact, Pair
    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import BriefRow, Item, Ref, Tally, Trend
    from briefgen.model import Action, Brief

NEW = 10  # new dyads that a digest names
LEAST_NOW = 2  # statements in the month that a change needs
# What weighs most when one statement has to tell why.
WEIGHT: tuple[Action, ...] = (
    "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE", "PROTEST", "REQUEST",
    "RETREAT", "AID", "COOPERATE", "SUPPORT", "CONCEDE", "AGREE", "CONSULT",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """A dyad that got worse or better in a month, or is new in it (no trend), with the statement that tells most.

    weight: statements of the less active of its two parties, in the whole site
    """

    dyad: Ref
    trend: Trend | None
    tally: Tally
    weight: int
    reason: Item


@dataclass(frozen=True, slots=True)
class Month:
    """One month (`YYYY-MM`; None for articles without one) and what changed in it."""

    path: str
    month: str | None
    articles: int
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    new: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class MonthView:
    """The page of one month, with the months before and after it."""

    month: Month
    before: Month | None
    after: Month | None
    briefs: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year, newest first."""

    label: str | None
    articles: int
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """All months by year, newest first."""

    years: tuple[Year, ...]


def month_of(brief: Brief) -> str | None:
    """`YYYY-MM` of a brief, None where its date does not tell."""
    return brief.date[:7] if brief.date and len(brief.date) >= 7 else None


def months(rows: Rows) -> tuple[Month, ...]:
    """All months that have articles, newest first, what has no month last."""
    briefs: dict[str | None, list[Brief]] = {}
    for brief in rows.corpus.briefs:
        briefs.setdefault(month_of(brief), []).append(brief)
    changes: dict[str, dict[str, list[Change]]] = {}
    for pair, facts in sorted(rows.by_pair.items()):
        _changes(rows, pair, facts, changes)
    made = []
    for month in sorted(briefs, key=lambda month: month or "", reverse=True):
        found = changes.get(month or "", {})
        worse, better, new = (tuple(sorted(found.get(kind, []), key=_rank)) for kind in ("worse", "better", "new"))
        made.append(Month(paths.month_path(month), month, len(briefs[month]), worse, better, new[:NEW]))
    return tuple(made)


def pages(rows: Rows) -> Iterator[Page]:
    """One page per month, and the archive that leads to them."""
    briefs: dict[str | None, list[Brief]] = {}
    for brief in rows.corpus.briefs:
        briefs.setdefault(month_of(brief), []).append(brief)
    all_months = months(rows)
    for number, month in enumerate(all_months):
        before = all_months[number + 1] if number + 1 < len(all_months) else None
        after = all_months[number - 1] if number else None
        listed = tuple(map(rows.brief_row, briefs[month.month]))
        yield Page(month.path, "month.md.jinja", MonthView(month, before, after, listed))
    years: dict[str | None, list[Month]] = {}
    for month in all_months:
        years.setdefault(month.month[:4] if month.month else None, []).append(month)
    listed_years = tuple(Year(label, sum(m.articles for m in own), tuple(own)) for label, own in years.items())
    yield Page("months/index.md", "months.md.jinja", ArchiveView(listed_years))


def _changes(rows: Rows, pair: Pair, facts: Sequence[Fact], found: dict[str, dict[str, list[Change]]]) -> None:
    """Sort what a dyad brought into the months in which it was reported."""
    known = sorted(counted(facts), key=lambda one: one[1].brief.date or "")
    starts = [0, *(n for n in range(1, len(known)) if month_of(known[n][1].brief) != month_of(known[n - 1][1].brief))]
    for start, end in zip(starts, [*starts[1:], len(known)], strict=True):
        now, before = known[start:end], known[:start]
        month = month_of(now[0][1].brief) if now else None
        if month is None:
            continue
        change = compare(before, now) if len(before) >= LEAST and len(now) >= LEAST_NOW else None
        kind = "new" if not before else change.direction if change else "unchanged"
        if kind == "unchanged":
            continue
        own = [fact for _, fact in now]
        reason = min(own, key=lambda fact: _weight(fact, kind))
        place = found.setdefault(month, {}).setdefault(kind, [])
        weight = min(len(rows.by_actor[key]) for key in pair)
        place.append(Change(rows.pair(pair), change if kind != "new" else None, tally(own), weight, rows.item(reason)))


def _weight(fact: Fact, kind: str) -> tuple[bool, bool, int, float, str]:
    relation = fact.relation
    wanted = {"worse": "friction", "better": "cooperation"}.get(kind, relation.polarity)
    actual = relation.status == "actual"
    return relation.polarity != wanted, not actual, WEIGHT.index(relation.action), -relation.confidence, relation.id


def _rank(change: Change) -> tuple[int, int, str]:
    """What is told first: news between parties that are much in the news."""
    return -change.weight, -change.tally.total, change.dyad.name
