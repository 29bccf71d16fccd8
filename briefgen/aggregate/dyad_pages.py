"""One page per dyad: is it getting better or worse, what happened, who says so, who else is near."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate import paths
from briefgen.aggregate.charts import timeline
from briefgen.aggregate.chronology import Chronology, chronology
from briefgen.aggregate.corpus import newest_first
from briefgen.aggregate.page import Page
from briefgen.aggregate.reason import gravity, newest, reason
from briefgen.aggregate.rows import LISTED, tally
from briefgen.aggregate.trend import counted, undated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.aggregate.corpus import Fact, Pair
    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import BriefRow, IssueRow, Item, Ref, Tally, Trend
    from briefgen.model import Action

NEIGHBOURS = 8
ABOUT = 3  # issues that the first sentence names
CLASSES = 5  # of what each side does


@dataclass(frozen=True, slots=True)
class OutletRow:
    """What one outlet reports of a dyad."""

    outlet: str | None
    tally: Tally
    briefs: int


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one side does to the other, or both do together, by class with how often; the most frequent first."""

    source: Ref
    target: Ref
    symmetric: bool
    acts: tuple[tuple[Action, int], ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A third party that has to do with both sides: its dyads with the first and with the second, and their counts."""

    ref: Ref
    first: Ref
    first_tally: Tally
    second: Ref
    second_tally: Tally


@dataclass(frozen=True, slots=True)
class DyadView:
    """The page of a pair of parties.

    telling: the statement that says most about why it goes as it goes, and the last one; where they are one, that alone
    about: the issues that most of it is about
    deeds: what each side does to the other, and what both do together, where there are such
    undrawn: statements that the picture leaves out, since nothing tells their date
    contested: acts that one report states and another reports as denied
    """

    title: str
    sides: tuple[Ref, Ref]
    tally: Tally
    trend: Trend | None
    telling: tuple[Item, ...]
    about: tuple[Ref, ...]
    deeds: tuple[Deeds, ...]
    picture: str | None
    undrawn: int
    articles: int
    outlets: int
    first: str | None
    last: str | None
    by_outlet: tuple[OutletRow, ...]
    contested: tuple[Item, ...]
    issues: tuple[IssueRow, ...]
    chronology: Chronology
    neighbours: tuple[Neighbour, ...]
    briefs: tuple[BriefRow, ...]
    more_briefs: int
    feeds: tuple[Ref, ...]


def pages(rows: Rows) -> Iterator[Page]:
    """Page, timeline and older chronology of every dyad."""
    around: dict[str, dict[str, Tally]] = {}
    for pair, facts in rows.by_pair.items():
        for one, other in (pair, pair[::-1]):
            around.setdefault(one, {})[other] = tally(facts)
    for pair in sorted(rows.dyad_pages):
        facts, ref = rows.by_pair[pair], rows.pair(pair)
        drawn = timeline(ref.name, facts)
        picture = None
        if drawn:
            picture = paths.dyad_path(pair).removesuffix(".md") + ".svg"
            yield Page(picture, "timeline.svg.jinja", drawn)
        history, older = chronology(rows, ref, facts, quoted=True)
        yield Page(paths.dyad_path(pair), "dyad.md.jinja", _view(rows, pair, picture, history, around))
        yield from older


def _view(
    rows: Rows, pair: Pair, picture: str | None, history: Chronology, around: Mapping[str, Mapping[str, Tally]]
) -> DyadView:
    facts = rows.by_pair[pair]
    first, second = sorted(pair, key=lambda key: (rows.actor_name(key), key))
    listed = newest_first({fact.brief.id: fact.brief for fact in facts}.values())
    dates = [brief.date for brief in listed if brief.date]
    counts, name = tally(facts), rows.pair(pair).name
    by_outlet = _by_outlet(facts)
    return DyadView(
        title=name,
        sides=(rows.actor(first), rows.actor(second)),
        tally=counts,
        trend=rows.trends[pair],
        telling=tuple(map(rows.item, _telling(facts, rows.trends[pair]))),
        about=_about(rows, facts),
        deeds=_deeds(rows, first, second, facts),
        picture=picture,
        undrawn=undated(facts) if picture else 0,
        articles=len(listed),
        outlets=len([row for row in by_outlet if row.outlet]),
        first=min(dates, default=None),
        last=max(dates, default=None),
        by_outlet=by_outlet if len(by_outlet) > 1 else (),
        contested=_contested(rows, facts),
        issues=rows.issue_rows(facts)[:LISTED],
        chronology=history,
        neighbours=_neighbours(rows, first, second, around),
        briefs=tuple(map(rows.brief_row, listed[:LISTED])),
        more_briefs=max(0, len(listed) - LISTED),
        feeds=rows.feeds(paths.dyad_path(pair), len(listed)),
    )


def _telling(facts: Sequence[Fact], trend: Trend | None) -> tuple[Fact, ...]:
    """The statement that tells most of a change, and the one that tells most of the newest report."""
    last = newest(facts)
    if trend is None or trend.direction == "unchanged":
        return (last,)
    recent = [fact for when, fact in counted(facts) if when.isoformat() >= trend.since]
    why = reason(recent, trend.direction)
    return (last,) if why.brief is last.brief and why.relation.polarity == last.relation.polarity else (why, last)


def _about(rows: Rows, facts: Sequence[Fact]) -> tuple[Ref, ...]:
    """The few issues that more than one statement is about, those of most statements first."""
    times = Counter(key for fact in facts for key in dict.fromkeys(fact.relation.issues))
    most = sorted((key for key, number in times.items() if number > 1), key=lambda key: (-times[key], key))
    return tuple(map(rows.issue, most[:ABOUT]))


def _deeds(rows: Rows, first: str, second: str, facts: Sequence[Fact]) -> tuple[Deeds, ...]:
    times: dict[tuple[str, str, bool], Counter[Action]] = {}
    for fact in facts:
        if fact.counts:
            both = fact.relation.symmetric
            ends = (first, second) if both else (fact.source, fact.target)
            times.setdefault((*ends, both), Counter())[fact.relation.action] += 1
    order = [(first, second, False), (second, first, False), (first, second, True)]
    return tuple(
        Deeds(rows.actor(ends[0]), rows.actor(ends[1]), ends[2], _most(times[ends])) for ends in order if ends in times
    )


def _most(times: Counter[Action]) -> tuple[tuple[Action, int], ...]:
    """The classes of most statements, of equal ones the gravest."""
    return tuple(sorted(times.items(), key=lambda one: (-one[1], gravity(one[0])))[:CLASSES])


def _by_outlet(facts: tuple[Fact, ...]) -> tuple[OutletRow, ...]:
    outlets: dict[str | None, list[Fact]] = {}
    for fact in facts:
        outlets.setdefault(fact.brief.source.publisher, []).append(fact)
    found = [OutletRow(name, tally(own), len({f.brief.id for f in own})) for name, own in outlets.items()]
    return tuple(sorted(found, key=lambda row: (-row.briefs, -row.tally.total, row.outlet or "\uffff")))


def _contested(rows: Rows, facts: tuple[Fact, ...]) -> tuple[Item, ...]:
    """Denied acts of a kind that another report states for the same two parties, and those reports, newest first."""
    denied: dict[tuple[str, str, str], set[str]] = {}
    stated: dict[tuple[str, str, str], set[str]] = {}
    for fact in facts:
        place = denied if fact.relation.status == "denied" else stated
        place.setdefault(_act(fact), set()).add(fact.brief.id)
    both = {act for act in denied.keys() & stated.keys() if len(denied[act] | stated[act]) > 1}
    return tuple(rows.item(fact) for fact in facts if _act(fact) in both)[:NEIGHBOURS]


def _act(fact: Fact) -> tuple[str, str, str]:
    return fact.source, fact.target, fact.relation.action


def _neighbours(
    rows: Rows, first: str, second: str, around: Mapping[str, Mapping[str, Tally]]
) -> tuple[Neighbour, ...]:
    """Third parties with the most statements, counting the lesser of their two dyads."""
    with_first, with_second = around[first], around[second]
    both = [key for key in with_first if key in with_second]
    both.sort(key=lambda key: (-min(with_first[key].total, with_second[key].total), rows.actor_name(key), key))
    return tuple(
        Neighbour(
            rows.actor(key),
            rows.pair((key, first) if key < first else (first, key)),
            with_first[key],
            rows.pair((key, second) if key < second else (second, key)),
            with_second[key],
        )
        for key in both[:NEIGHBOURS]
    )
