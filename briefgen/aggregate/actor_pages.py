"""One page per actor that has something to tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen.aggregate import paths
from briefgen.aggregate.charts import timeline
from briefgen.aggregate.page import Page
from briefgen.aggregate.reason import newest
from briefgen.aggregate.rows import LISTED, NEWEST, tally
from briefgen.aggregate.trend import undated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from briefgen.aggregate.corpus import Fact, Known
    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import ActorRow, BriefRow, DyadRow, IssueRow, Item, Ref, Tally
    from briefgen.model import Kind

NAMED = 3  # counterparts that the first sentences name


@dataclass(frozen=True, slots=True)
class ActorView:
    """The page of one actor. `roles` newest first; `people` speak or act for it; what is left out is on other pages.

    against, along: with whom most statements are of friction, of cooperation
    undrawn: statements that the picture leaves out, since nothing tells their date
    first, latest: dates of the oldest and the newest article; last: what tells most of the newest
    """

    title: str
    kind: Kind
    roles: tuple[str, ...]
    party: Ref | None
    names: tuple[str, ...]
    wikidata: str | None
    tally: Tally
    articles: int
    first: str | None
    latest: str | None
    last: Item
    against: tuple[Ref, ...]
    along: tuple[Ref, ...]
    picture: str | None
    undrawn: int
    counterparts: tuple[DyadRow, ...]
    people: tuple[ActorRow, ...]
    issues: tuple[IssueRow, ...]
    items: tuple[Item, ...]
    left_out: int
    briefs: tuple[BriefRow, ...]
    more_briefs: int
    feeds: tuple[Ref, ...]


def pages(rows: Rows) -> Iterator[Page]:
    """Page and timeline of every actor."""
    people: dict[str, list[Known]] = {}
    for key in sorted(rows.actor_pages):
        known = rows.corpus.actors[key]
        if known.party != key:
            people.setdefault(known.party, []).append(known)
    for key in sorted(rows.actor_pages):
        known, facts, path = rows.corpus.actors[key], rows.by_actor[key], paths.actor_path(key)
        drawn = timeline(known.name, facts)
        picture = path.removesuffix(".md") + ".svg" if drawn else None
        yield Page(path, "actor.md.jinja", _view(rows, known, facts, people.get(key, ()), picture))
        if drawn and picture:
            yield Page(picture, "timeline.svg.jinja", drawn)


def _view(rows: Rows, known: Known, facts: tuple[Fact, ...], people: Sequence[Known], picture: str | None) -> ActorView:
    key = known.actor.id
    counts = tally(facts)
    dates = [brief.date for brief in rows.actor_briefs(key) if brief.date]
    listed, with_whom = rows.actor_briefs(key), _counterparts(rows, known, facts)[:LISTED]
    return ActorView(
        title=known.name,
        kind=known.actor.kind,
        roles=known.roles,
        party=rows.actor(known.party) if known.party != key else None,
        names=tuple(name for name in (*known.names, *_typed(known)) if name != known.name),
        wikidata=known.actor.wikidata,
        tally=counts,
        articles=len(listed),
        first=min(dates, default=None),
        latest=max(dates, default=None),
        last=rows.item(newest(facts)),
        against=_named(with_whom, lambda tally: tally.friction - tally.cooperation),
        along=_named(with_whom, lambda tally: tally.cooperation - tally.friction),
        picture=picture,
        undrawn=undated(facts) if picture else 0,
        counterparts=with_whom,
        people=tuple(sorted((_person(rows, one) for one in people), key=lambda r: (-r.tally.total, r.ref.name)))[
            :LISTED
        ],
        issues=rows.issue_rows(facts)[:LISTED],
        items=tuple(map(rows.item, facts[:NEWEST])),
        left_out=max(0, len(facts) - NEWEST),
        briefs=tuple(map(rows.brief_row, listed[:LISTED])),
        more_briefs=max(0, len(listed) - LISTED),
        feeds=rows.feeds(paths.actor_path(key), len(listed)),
    )


def _typed(known: Known) -> tuple[str, ...]:
    """A name in the letters in which many seek it, where articles have only others: `Erdogan` beside `Erdoğan`."""
    typed = anyascii(known.name)
    same = typed == known.name.replace("’", "'")
    return () if same or typed in known.names else (typed,)


def _person(rows: Rows, known: Known) -> ActorRow:
    key = known.actor.id
    return rows.actor_row(known.actor, rows.by_actor[key], len(rows.actor_briefs(key)))


def _named(with_whom: Sequence[DyadRow], lean: Callable[[Tally], int]) -> tuple[Ref, ...]:
    """The few counterparts that lean most to one side; none where there is but one, whose numbers say it."""
    leaning = sorted((row for row in with_whom if lean(row.tally) > 0), key=lambda row: -lean(row.tally))
    return tuple(row.ref for row in leaning[:NAMED]) if len(with_whom) > 1 else ()


def _counterparts(rows: Rows, known: Known, facts: Iterable[Fact]) -> tuple[DyadRow, ...]:
    """Whom an actor has to do with, by more than denials and guesses."""
    others: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.pair:
            own = known.actor.id if known.actor.id in fact.pair else known.party
            others.setdefault(fact.target if fact.source == own else fact.source, []).append(fact)
    found = [rows.counterpart_row(known.party, other, own) for other, own in others.items() if other != known.party]
    counted = [row for row in found if row.tally.total]
    return tuple(sorted(counted, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))
