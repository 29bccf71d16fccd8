"""The pages that lead to others: the front page and the paged lists of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefgen.aggregate.portraits import dyad_rows, issue_rows
from briefgen.aggregate.rows import Rows, tally
from briefgen.aggregate.views import (
    ActorRow,
    BriefRow,
    DyadRow,
    HomeView,
    IssueRow,
    ListView,
    Minimum,
    Page,
    Ref,
    View,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FRONT = 8  # rows of each list on the front page
PAGE = 200  # rows on one page of an index
Row = TypeVar("Row", BriefRow, ActorRow, DyadRow, IssueRow)


def home(rows: Rows) -> Page:
    """The front page."""
    corpus = rows.corpus
    dates = [brief.date for brief in corpus.briefs if brief.date]
    settings = rows.settings
    view: View = HomeView(
        title="Who is at odds, who works together",
        description="Who is at odds with whom, who works together, over what, and how we know",
        articles=len(corpus.briefs),
        outlets=len({b.source.publisher for b in corpus.briefs if b.source.publisher}),
        first=min(dates, default=None),
        last=max(dates, default=None),
        tally=tally(corpus.facts),
        newest=tuple(map(rows.brief_row, corpus.briefs[:FRONT])),
        dyads=dyad_rows(rows, corpus.facts)[:FRONT],
        issues=issue_rows(rows, corpus.facts)[:FRONT],
        all_briefs=Ref("All briefs", "briefs/index.md"),
        all_actors=Ref("All actors", "actors/index.md"),
        all_dyads=Ref("All dyads", "dyads/index.md"),
        all_issues=Ref("All issues", "issues/index.md"),
        minimum=Minimum(settings.actor_page_min_briefs, settings.dyad_page_min_briefs, settings.issue_page_min_briefs),
    )
    return Page("index.md", "index.md.jinja", view)


def briefs(rows: Rows) -> Iterator[Page]:
    """All briefs, newest first."""
    return _paged("briefs", "Briefs", [rows.brief_row(brief) for brief in rows.corpus.briefs])


def actors(rows: Rows) -> Iterator[Page]:
    """All actors that have a page, those with the most statements first."""
    known = [rows.corpus.actors[key] for key in sorted(rows.actor_pages)]
    made = [
        rows.actor_row(one.actor, facts := rows.by_actor[one.actor.id], len({f.brief.id for f in facts}))
        for one in known
    ]
    return _paged("actors", "Actors", sorted(made, key=lambda row: (-row.tally.total, row.ref.name)))


def dyads(rows: Rows) -> Iterator[Page]:
    """All dyads that have a page, those with the most statements first."""
    return _paged("dyads", "Dyads", [row for row in dyad_rows(rows, rows.corpus.facts) if row.ref.path])


def issues(rows: Rows) -> Iterator[Page]:
    """All issues that have a page, those with the most statements first."""
    made = [
        rows.issue_row(rows.corpus.issues[key][0], rows.by_issue.get(key, ()), len(rows.corpus.issues[key][1]))
        for key in sorted(rows.issue_pages)
    ]
    return _paged("issues", "Issues", sorted(made, key=lambda row: (-row.tally.total, -row.briefs, row.ref.name)))


def _paged(folder: str, title: str, listed: Sequence[Row]) -> Iterator[Page]:
    """One index as pages of at most `PAGE` rows that link to one another; an empty index is one empty page."""
    last = max(1, -(-len(listed) // PAGE))
    numbers = range(1, last + 1)
    others = tuple(Ref(str(n), f"{folder}/index.md" if n == 1 else f"{folder}/index-{n}.md") for n in numbers)
    for number, here in enumerate(others, 1):
        part = tuple(listed[(number - 1) * PAGE : number * PAGE])
        name = title if number == 1 else f"{title} ({number})"
        view = ListView(name, title, len(listed), number, last, others, part)
        yield Page(here.path or "", f"{folder}.md.jinja", view)
