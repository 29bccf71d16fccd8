"""The pages about one thing each: a brief, an actor, a dyad, an issue."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefgen.aggregate import paths
from briefgen.aggregate.corpus import Fact, Known, Pair, newest_first
from briefgen.aggregate.rows import Rows, brief_title, tally
from briefgen.aggregate.views import (
    ActorRow,
    ActorView,
    BriefView,
    DyadRow,
    DyadView,
    IssueRow,
    IssueView,
    Page,
    QuoteView,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Brief

NEWEST = 40  # items on the page of an actor; its dyads hold all of them


def briefs(rows: Rows) -> Iterator[Page]:
    """One page per brief."""
    facts: dict[str, list[Fact]] = {}
    for fact in rows.corpus.facts:
        facts.setdefault(fact.brief.id, []).append(fact)
    for brief in rows.corpus.briefs:
        yield Page(paths.brief_path(brief.id), "brief.md.jinja", _brief(rows, brief, facts.get(brief.id, [])))


def _brief(rows: Rows, brief: Brief, facts: list[Fact]) -> BriefView:
    by_id = {fact.relation.id: fact for fact in facts}
    actors = sorted(brief.actors, key=lambda a: (-a.salience, a.name, a.id))
    issues = sorted(brief.issues, key=lambda i: (-i.salience, i.label, i.id))
    return BriefView(
        title=brief_title(brief),
        description=brief.summary[0].quote if brief.summary else brief_title(brief),
        date=brief.date,
        outlet=brief.source.publisher,
        author=brief.source.author,
        url=brief.source.url,
        updated=brief.updated,
        summary=tuple(QuoteView(one.quote, brief.source.url) for one in brief.summary),
        pairs=dyad_rows(rows, facts),
        friction=tuple(rows.item(by_id[r.id]) for r in brief.friction),
        cooperation=tuple(rows.item(by_id[r.id]) for r in brief.cooperation),
        actors=tuple(rows.actor_row(a, [f for f in facts if a.id in _ends(f)], 1) for a in actors),
        issues=tuple(rows.issue_row(i, [f for f in facts if i.id in f.relation.issues], 1) for i in issues),
        correct=_correct(rows, brief),
    )


def _ends(fact: Fact) -> tuple[str, ...]:
    return (fact.relation.source, fact.relation.target, fact.source, fact.target)


def _correct(rows: Rows, brief: Brief) -> str | None:
    """Where the brief's YAML is edited in the site's repository."""
    if not rows.settings.repo_url or not brief.source.path:
        return None
    path = re.sub(r"^articles/", "", brief.source.path)
    stem = path.rsplit(".", 1)[0] if "." in path.rsplit("/", 1)[-1] else path
    return f"{rows.settings.repo_url.rstrip('/')}/edit/main/content/briefs/{quote(stem)}.yml"


def dyad_rows(rows: Rows, facts: Iterable[Fact], first: str | None = None) -> tuple[DyadRow, ...]:
    """The dyads among some facts, those with the most statements first."""
    pairs: dict[Pair, list[Fact]] = {}
    for fact in facts:
        if fact.pair:
            pairs.setdefault(fact.pair, []).append(fact)
    found = [rows.dyad_row(pair, own, first) for pair, own in pairs.items()]
    return tuple(sorted(found, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))


def issue_rows(rows: Rows, facts: Iterable[Fact]) -> tuple[IssueRow, ...]:
    """The issues of some facts, those with the most statements first."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        for key in dict.fromkeys(fact.relation.issues):
            if key in rows.corpus.issues:
                found.setdefault(key, []).append(fact)
    made = [rows.issue_row(rows.corpus.issues[k][0], own, len({f.brief.id for f in own})) for k, own in found.items()]
    return tuple(sorted(made, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))


def actors(rows: Rows) -> Iterator[Page]:
    """One page per actor that has something to tell."""
    people: dict[str, list[Known]] = {}
    for key in sorted(rows.actor_pages):
        known = rows.corpus.actors[key]
        if known.party != key:
            people.setdefault(known.party, []).append(known)
    for key in sorted(rows.actor_pages):
        view = _actor(rows, rows.corpus.actors[key], people.get(key, []))
        yield Page(paths.actor_path(key), "actor.md.jinja", view)


def _actor(rows: Rows, known: Known, people: list[Known]) -> ActorView:
    key = known.actor.id
    facts = rows.by_actor[key]
    counts = tally(facts)
    listed = newest_first({b.id: b for b in (*known.briefs, *(f.brief for f in facts))}.values())
    return ActorView(
        title=known.name,
        description=f"{known.name}: {counts.friction} / {counts.cooperation}",
        kind=known.actor.kind,
        roles=known.roles,
        party=rows.actor(known.party) if known.party != key else None,
        names=tuple(name for name in known.names if name != known.name),
        wikidata=known.actor.wikidata,
        tally=counts,
        counterparts=_counterparts(rows, known, facts),
        people=tuple(sorted((_person(rows, one) for one in people), key=lambda r: (-r.tally.total, r.ref.name))),
        issues=issue_rows(rows, facts),
        items=tuple(map(rows.item, facts[:NEWEST])),
        left_out=max(0, len(facts) - NEWEST),
        briefs=tuple(map(rows.brief_row, listed)),
    )


def _person(rows: Rows, known: Known) -> ActorRow:
    return rows.actor_row(known.actor, rows.by_actor[known.actor.id], len(known.briefs))


def _counterparts(rows: Rows, known: Known, facts: Iterable[Fact]) -> tuple[DyadRow, ...]:
    others: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.pair:
            own = known.actor.id if known.actor.id in fact.pair else known.party
            others.setdefault(fact.target if fact.source == own else fact.source, []).append(fact)
    found = [rows.counterpart_row(known.party, other, own) for other, own in others.items() if other != known.party]
    return tuple(sorted(found, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))


def dyads(rows: Rows) -> Iterator[Page]:
    """One page per dyad."""
    for pair in sorted(rows.dyad_pages):
        yield Page(paths.dyad_path(pair), "dyad.md.jinja", _dyad(rows, pair, rows.by_pair[pair]))


def _dyad(rows: Rows, pair: Pair, facts: tuple[Fact, ...]) -> DyadView:
    first, second = sorted(pair, key=lambda key: (rows.actor_name(key), key))
    listed = newest_first({f.brief.id: f.brief for f in facts}.values())
    dates = [brief.date for brief in listed if brief.date]
    counts = tally(facts)
    return DyadView(
        title=rows.pair(pair).name,
        description=f"{rows.pair(pair).name}: {counts.friction} / {counts.cooperation}",
        sides=(rows.actor(first), rows.actor(second)),
        tally=counts,
        articles=len(listed),
        outlets=len({b.source.publisher for b in listed if b.source.publisher}),
        first=min(dates, default=None),
        last=max(dates, default=None),
        issues=issue_rows(rows, facts),
        years=rows.years(facts),
        briefs=tuple(map(rows.brief_row, listed)),
    )


def issues(rows: Rows) -> Iterator[Page]:
    """One page per issue."""
    for key in sorted(rows.issue_pages):
        issue, listed = rows.corpus.issues[key]
        facts = rows.by_issue.get(key, ())
        keywords = dict.fromkeys(word for b in listed for i in b.issues if i.id == key for word in i.keywords)
        quotes = [QuoteView(q.quote, b.source.url) for b in listed for i in b.issues if i.id == key for q in i.evidence]
        counts = tally(facts)
        yield Page(paths.issue_path(key), "issue.md.jinja", IssueView(
            title=issue.label,
            description=f"{issue.label}: {counts.friction} / {counts.cooperation}",
            topic=rows.topic(issue),
            keywords=tuple(keywords),
            tally=counts,
            dyads=dyad_rows(rows, facts),
            years=rows.years(facts),
            quotes=tuple(quotes[:5]) if not facts else (),
            briefs=tuple(map(rows.brief_row, listed)),
        ))  # fmt: skip
