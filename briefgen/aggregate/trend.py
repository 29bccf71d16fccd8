"""Worse, better or unchanged: the share of friction now against the share before, with the counts behind it."""

from __future__ import annotations

import math
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.aggregate.views import Direction, Tally, Trend

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.aggregate.corpus import Fact

# Days that "now" may be: the first that holds enough and leaves enough before it; more than a year for quiet dyads.
WINDOWS = (365, 91, 30, 7, 731, 1461)
STEP = 0.25  # difference of the shares that counts as a change
CHANCE = 1.5  # standard errors that it has to be as well: chance alone brings that about one time in eight
PRIOR = Tally(1, 1)  # counted along on either side, so that a few statements alone decide little


@lru_cache(maxsize=1 << 14)
def day(iso: str) -> date | None:
    """The first day of an ISO date of any precision; None where it is none."""
    parts = iso.split("-")
    try:
        year, month, first = (int(part) for part in (*parts, "1", "1")[:3])
        return date(year, month, first)
    except (ValueError, OverflowError):
        return None


def counted(facts: Iterable[Fact]) -> list[tuple[date, Fact]]:
    """Facts that tell how things stood on a day, oldest first: not denied, no background without a date of its own."""
    found = []
    for fact in facts:
        relation = fact.relation
        when = day(fact.date)
        if when and relation.status != "denied" and (relation.date or relation.status != "past"):
            found.append((when, fact))
    found.sort(key=lambda pair: pair[0])
    return found


def undated(facts: Iterable[Fact]) -> int:
    """How many statements count, but have no date to be drawn or compared by."""
    facts = tuple(facts)
    return len([fact for fact in facts if fact.counts]) - len([fact for _, fact in counted(facts) if fact.counts])


def trend(facts: Iterable[Fact], least: int) -> Trend | None:
    """The trend of a dyad up to its newest statement; None where there is too little to compare or one article.

    least: statements that each side of the comparison needs
    """
    known = counted(facts)
    if len(known) < 2 * least or len({fact.brief.id for _, fact in known}) < 2:
        return None
    newest = known[-1][0]
    for days in WINDOWS:
        since = newest - timedelta(days=days)
        split = next(index for index, (when, _) in enumerate(known) if when > since)
        if min(split, len(known) - split) >= max(1, least):
            return compare(known[:split], known[split:])
    return None


def compare(earlier: Sequence[tuple[date, Fact]], recent: Sequence[tuple[date, Fact]]) -> Trend:
    """The trend between two bodies of statements, neither of them empty."""
    before, now = count(earlier), count(recent)
    difference = _share(now) - _share(before)
    direction: Direction = "unchanged"
    if abs(difference) >= max(STEP, CHANCE * _error(before, now)):
        direction = "worse" if difference > 0 else "better"
    return Trend(direction, now, before, recent[0][1].date, recent[-1][1].date)


def _share(tally: Tally) -> float:
    return (tally.friction + PRIOR.friction) / (tally.total + PRIOR.total)


def _error(before: Tally, now: Tally) -> float:
    """The standard error of the difference of two shares, were they of one kind."""
    both = _share(Tally(before.friction + now.friction + 1, before.cooperation + now.cooperation + 1))
    return math.sqrt(both * (1 - both) * (1 / (before.total + PRIOR.total) + 1 / (now.total + PRIOR.total)))


def count(known: Iterable[tuple[date, Fact]]) -> Tally:
    """Statements under each heading."""
    kinds = [fact.relation.polarity for _, fact in known]
    return Tally(kinds.count("friction"), kinds.count("cooperation"))
