"""One page per issue, and one per topic of the taxonomy: who stands where, and what was said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate import paths
from briefgen.aggregate.chronology import Chronology, chronology
from briefgen.aggregate.page import Page
from briefgen.aggregate.reason import newest
from briefgen.aggregate.rows import LISTED, NEWEST, capital, tally
from briefgen.aggregate.views import BriefRow, DyadRow, IssueRow, Item, QuoteView, Ref, Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.aggregate.corpus import Fact
    from briefgen.aggregate.rows import Rows

QUOTES = 5  # on the page of an issue without statements


@dataclass(frozen=True, slots=True)
class IssueView:
    """The page of an issue.

    first, latest: dates of the oldest and the newest article; last: what tells most of the newest, if anything does
    """

    title: str
    topic: Ref | None
    keywords: tuple[str, ...]
    tally: Tally
    first: str | None
    latest: str | None
    last: Item | None
    dyads: tuple[DyadRow, ...]
    more_dyads: int
    chronology: Chronology
    quotes: tuple[QuoteView, ...]
    briefs: tuple[BriefRow, ...]
    more_briefs: int
    feeds: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """The page of a topic: its issues, who stands where, the newest statements; last: what tells most of the newest.

    first, latest: dates of the oldest and the newest article of which a statement is
    """

    title: str
    group: str
    tally: Tally
    first: str | None
    latest: str | None
    last: Item | None
    issues: tuple[IssueRow, ...]
    dyads: tuple[DyadRow, ...]
    more_dyads: int
    items: tuple[Item, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A topic in a list."""

    ref: Ref
    tally: Tally
    issues: int
    briefs: int


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """The topics of one group of the taxonomy, those with the most statements first."""

    label: str
    rows: tuple[TopicRow, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics by group, in the order of the taxonomy."""

    groups: tuple[TopicGroup, ...]


def pages(rows: Rows) -> Iterator[Page]:
    """Page and older chronology of every issue."""
    for key in sorted(rows.issue_pages):
        issue, _ = rows.corpus.issues[key]
        listed, facts = rows.issue_briefs(key), rows.by_issue.get(key, ())
        counts, dyads = tally(facts), rows.dyad_rows(facts)
        dates = [brief.date for brief in listed if brief.date]
        own = [one for brief in listed for one in brief.issues if one.id == key]
        keywords = dict.fromkeys(word for one in own for word in one.keywords)
        quotes = [QuoteView(q.quote, b.source.url) for b in listed for i in b.issues if i.id == key for q in i.evidence]
        history, older = chronology(rows, Ref(capital(issue.label), paths.issue_path(key)), facts)
        view = IssueView(
            title=capital(issue.label),
            topic=rows.topic(issue.topic),
            keywords=tuple(keywords)[:LISTED],
            tally=counts,
            first=min(dates, default=None),
            latest=max(dates, default=None),
            last=rows.item(newest(facts)) if facts else None,
            dyads=dyads[:LISTED],
            more_dyads=max(0, len(dyads) - LISTED),
            chronology=history,
            quotes=tuple(quotes[:QUOTES]) if not facts else (),
            briefs=tuple(map(rows.brief_row, listed[:LISTED])),
            more_briefs=max(0, len(listed) - LISTED),
            feeds=rows.feeds(paths.issue_path(key), len(listed)),
        )
        yield Page(paths.issue_path(key), "issue.md.jinja", view)
        yield from older


def topics(rows: Rows) -> Iterator[Page]:
    """One page per topic that is in enough briefs, and the list of them."""
    issues: dict[str, list[str]] = {}
    for key in sorted(rows.corpus.issues):
        of = rows.topic_of(key)
        if of in rows.topic_pages:
            issues.setdefault(of, []).append(key)
    groups: dict[str, list[TopicRow]] = {}
    for key in sorted(issues):
        topic = rows.registry.topics[key]
        facts = rows.by_topic.get(key, ())
        view = _topic(rows, topic.label, rows.registry.topic_groups.get(topic.group, topic.group), issues[key], facts)
        yield Page(paths.topic_path(key), "topic.md.jinja", view)
        briefs = {brief.id for issue in issues[key] for brief in rows.issue_briefs(issue)}
        row = TopicRow(Ref(topic.label, paths.topic_path(key)), view.tally, len(issues[key]), len(briefs))
        groups.setdefault(topic.group, []).append(row)
    order = list(rows.registry.topic_groups)
    listed = tuple(
        TopicGroup(
            rows.registry.topic_groups.get(group, group),
            tuple(sorted(groups[group], key=lambda row: (-row.tally.total, row.ref.name))),
        )
        for group in sorted(groups, key=lambda group: (order.index(group) if group in order else len(order), group))
    )
    yield Page("topics/index.md", "topics.md.jinja", TopicsView(listed))


def _topic(rows: Rows, label: str, group: str, issues: list[str], facts: tuple[Fact, ...]) -> TopicView:
    counts, dyads = tally(facts), rows.dyad_rows(facts)
    made = [
        rows.issue_row(rows.corpus.issues[key][0], rows.by_issue.get(key, ()), len(rows.issue_briefs(key)))
        for key in issues
    ]
    made.sort(key=lambda row: (-row.tally.total, -row.briefs, row.ref.name))
    dates = [fact.brief.date for fact in facts if fact.brief.date]
    return TopicView(
        title=label,
        group=group,
        tally=counts,
        first=min(dates, default=None),
        latest=max(dates, default=None),
        last=rows.item(newest(facts)) if facts else None,
        issues=tuple(made[:LISTED]),
        dyads=dyads[:LISTED],
        more_dyads=max(0, len(dyads) - LISTED),
        items=tuple(map(rows.item, facts[:NEWEST])),
        left_out=max(0, len(facts) - NEWEST),
    )
