"""The paged lists of each kind, and the front page that leads to everything."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.aggregate.digests import periods
from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import tally
from briefgen.aggregate.views import ActorRow, BriefRow, DyadRow, IssueRow, QuoteView, Ref, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.aggregate.digests import Change, Period
    from briefgen.aggregate.rows import Rows

FRONT = 8  # rows of each list on the front page
LENGTH = 200  # rows on one page of a list
CHANGES = (4, 3, 3)  # how many dyads that got worse, got better, are new
TOLD = 2  # statements from which on a new dyad is told before others
LATELY = 12  # periods that hold what changed lately: the newest ones in which something did


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page.

    first, last: dates of the oldest and the newest article; newest_period: where the newest changes are told
    weekly: there are digests by week
    """

    articles: int
    copies: int
    outlets: int
    first: str | None
    last: str | None
    updated: str | None
    tally: Tally
    newest_period: Period | None
    weekly: bool
    worse: tuple[Change, ...]
    better: tuple[Change, ...]
    new: tuple[Change, ...]
    newest: tuple[BriefRow, ...]
    dyads: tuple[DyadRow, ...]
    issues: tuple[IssueRow, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of a list.

    least, statements: briefs, or statements where a thing may have a page for those alone (else 0), from which on
        it is listed; more: so many others are in the data files only
    others: all pages of the list
    """

    total: int
    more: int
    least: int
    statements: int
    number: int
    last: int
    others: tuple[Ref, ...]
    rows: tuple[BriefRow | ActorRow | DyadRow | IssueRow, ...]


def home(rows: Rows) -> Iterator[Page]:
    """The front page."""
    corpus = rows.corpus
    dates = [brief.date for brief in corpus.briefs if brief.date]
    weekly = rows.settings.weekly_digest
    told = [one for one in periods(rows, "weeks" if weekly else "months") if one.name]
    worse, better, new = lately(told)
    active = rows.every_dyad
    active = tuple(row for row in active if row.ref.path) or active
    least = rows.settings.issue_page_min_briefs
    firsts = (brief for brief in corpus.briefs if brief.id not in corpus.copies)
    view = HomeView(
        articles=len(corpus.briefs),
        copies=len(corpus.copies),
        outlets=len({brief.source.publisher for brief in corpus.briefs if brief.source.publisher}),
        first=min(dates, default=None),
        last=max(dates, default=None),
        updated=max((brief.updated for brief in corpus.briefs if brief.updated), default=None),
        tally=tally(corpus.facts),
        newest_period=told[0] if told else None,
        weekly=weekly,
        worse=worse,
        better=better,
        new=new,
        newest=tuple(rows.brief_row(one) for one in islice(firsts, FRONT)),
        dyads=active[:FRONT],
        issues=tuple(sorted(rows.issue_rows(corpus.facts), key=lambda row: row.briefs < least))[:FRONT],
    )
    yield Page("index.md", "index.md.jinja", view)


def missing(_: Rows) -> Iterator[Page]:
    """What a server shows for an address without a page: a part of the theme, in the site's language."""
    yield Page(".theme/404.html", "404.html.jinja", None)


def lately(told: Sequence[Period]) -> tuple[tuple[Change, ...], ...]:
    """The newest changes of each kind, each dyad once, as it went last, and new ones by words that none before has."""
    seen: set[str | tuple[QuoteView, ...]] = set()
    found: dict[str, list[Change]] = {"worse": [], "better": [], "new": []}
    changed = [period for period in told if period.worse or period.better or period.new]
    for period in changed[:LATELY]:
        for change in (*period.worse, *period.better, *period.new):
            if change.dyad.name not in seen and not (change.kind == "new" and change.reason.quotes in seen):
                seen |= {change.dyad.name, change.reason.quotes}
                found[change.kind].append(change)
    found["new"].sort(key=lambda change: change.tally.total < TOLD)
    return tuple(tuple(own[:most]) for own, most in zip(found.values(), CHANGES, strict=True))


def briefs(rows: Rows) -> Iterator[Page]:
    """All briefs, newest first."""
    return _paged("briefs", [rows.brief_row(brief) for brief in rows.corpus.briefs], len(rows.corpus.briefs), 1)


def actors(rows: Rows) -> Iterator[Page]:
    """All actors that have a page, those with the most statements first; all that there are where none has one."""
    keys = rows.actor_pages or rows.by_actor.keys() & rows.corpus.actors.keys()
    made = [
        rows.actor_row(rows.corpus.actors[key].actor, rows.by_actor[key], len(rows.actor_briefs(key)))
        for key in sorted(keys)
    ]
    made.sort(key=lambda row: (-row.tally.total, row.ref.name))
    return _paged("actors", made, len(rows.corpus.actors), rows.settings.actor_page_min_briefs)


def dyads(rows: Rows) -> Iterator[Page]:
    """All dyads that have a page, those with the most statements first; all that there are where none has one."""
    every = rows.every_dyad
    least, statements = rows.settings.dyad_page_min_briefs, rows.settings.dyad_page_min_statements
    return _paged("dyads", [row for row in every if row.ref.path] or every, len(every), least, statements)


def issues(rows: Rows) -> Iterator[Page]:
    """All issues that have a page, those with the most statements first; all that there are where none has one."""
    made = [
        rows.issue_row(rows.corpus.issues[key][0], rows.by_issue.get(key, ()), len(rows.issue_briefs(key)))
        for key in sorted(rows.issue_pages or rows.corpus.issues)
    ]
    made.sort(key=lambda row: (-row.tally.total, -row.briefs, row.ref.name))
    return _paged("issues", made, len(rows.corpus.issues), rows.settings.issue_page_min_briefs)


def _paged(
    folder: str,
    listed: Sequence[BriefRow | ActorRow | DyadRow | IssueRow],
    every: int,
    least: int,
    statements: int = 0,
) -> Iterator[Page]:
    """A list as pages of at most `LENGTH` rows that link to one another; an empty list is one empty page."""
    last = max(1, -(-len(listed) // LENGTH))
    numbers = range(1, last + 1)
    others = tuple(Ref(str(n), f"{folder}/index.md" if n == 1 else f"{folder}/index-{n}.md") for n in numbers)
    for number, here in enumerate(others, 1):
        part = tuple(listed[(number - 1) * LENGTH : number * LENGTH])
        more = every - len(listed) if least > 1 and any(row.ref.path for row in listed) else 0
        view = ListView(len(listed), more, least, statements, number, last, others, part)
        yield Page(here.path or "", f"{folder}.md.jinja", view)
