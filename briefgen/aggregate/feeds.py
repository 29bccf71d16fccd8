"""Feeds of briefs for the whole site and for each actor, dyad and issue that more than one brief is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate import paths
from briefgen.aggregate.corpus import newest_first
from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import brief_title, capital

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.aggregate.corpus import Fact
    from briefgen.aggregate.rows import Rows
    from briefgen.model import Brief

SITE_LENGTH = 40  # entries in the feed of the site
LENGTH = 15  # entries in every other feed
TOLD = 5  # statements in an entry of such a feed
NO_DATE = "1970-01-01"  # a feed's entry must have one


@dataclass(frozen=True, slots=True)
class Entry:
    """A brief in a feed: its page, and the day (ISO) on which it last changed.

    text: what it says of the feed's actor, dyad or issue; where there is nothing such, its first sentence
    """

    id: str
    title: str
    path: str
    published: str
    updated: str
    outlet: str | None
    text: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed, newest entry first; `page` is the page that it is about, `path` its own; None as title means the site.

    base: address of the site, or None
    """

    id: str
    title: str | None
    page: str
    path: str
    base: str | None
    updated: str
    entries: tuple[Entry, ...]


def pages(rows: Rows) -> Iterator[Page]:
    """All feeds, each as Atom and as JSON Feed."""
    yield from _feed(rows, "site", None, "index.md", _firsts(rows, rows.corpus.briefs)[:SITE_LENGTH], "feed", ())
    for key in sorted(rows.actor_pages):
        name, facts = rows.actor_name(key), rows.by_actor[key]
        yield from _of(rows, "actor:" + key, name, paths.actor_path(key), rows.actor_briefs(key), facts)
    for pair in sorted(rows.dyad_pages):
        facts = rows.by_pair[pair]
        briefs = newest_first({fact.brief.id: fact.brief for fact in facts}.values())
        yield from _of(rows, "dyad:" + ":".join(pair), rows.pair(pair).name, paths.dyad_path(pair), briefs, facts)
    for key in sorted(rows.issue_pages):
        label, facts = capital(rows.corpus.issues[key][0].label), rows.by_issue.get(key, ())
        yield from _of(rows, "issue:" + key, label, paths.issue_path(key), rows.issue_briefs(key), facts)


def _firsts(rows: Rows, briefs: Sequence[Brief]) -> Sequence[Brief]:
    """Briefs without the copies of others, which would be read twice."""
    return [brief for brief in briefs if brief.id not in rows.corpus.copies]


def _of(rows: Rows, key: str, title: str, path: str, briefs: Sequence[Brief], facts: Sequence[Fact]) -> Iterator[Page]:
    if rows.feeds(path, len(briefs)):
        yield from _feed(rows, key, title, path, _firsts(rows, briefs)[:LENGTH], path.removesuffix(".md"), facts)


def _feed(
    rows: Rows, key: str, title: str | None, page: str, briefs: Sequence[Brief], stem: str, facts: Iterable[Fact]
) -> Iterator[Page]:
    told: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.counts:
            told.setdefault(fact.brief.id, []).append(fact)
    entries = tuple(_entry(brief, told.get(brief.id, ())) for brief in briefs)
    updated = max((entry.updated for entry in entries), default=NO_DATE)
    base = rows.settings.site_url
    other = f"{stem}.feed.json" if stem != "feed" else "feed.json"
    for path, template in ((f"{stem}.xml", "feed.xml.jinja"), (other, "feed")):
        yield Page(path, template, FeedView(key, title, page, path, base, updated, entries))


def _entry(brief: Brief, facts: Sequence[Fact]) -> Entry:
    published = _full(brief.date) or NO_DATE
    said = dict.fromkeys(fact.relation.statement for fact in sorted(facts, key=lambda fact: fact.place))
    lead = brief.summary[0].quote if brief.summary else "; ".join(r.statement for r in brief.relations[:3])
    text = "; ".join((*list(said)[:TOLD], *(["…"] if len(said) > TOLD else []))) if said else lead
    updated = max(published, _full(brief.updated) or NO_DATE)
    return Entry(
        brief.id, brief_title(brief), paths.brief_path(brief.id), published, updated, brief.source.publisher, text
    )


def _full(date: str | None) -> str | None:
    """An ISO date of any precision as a full one."""
    return (date + "-01-01"[len(date) - 4 :])[:10] if date and len(date) in (4, 7, 10) else None
