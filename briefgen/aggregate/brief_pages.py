"""One page per brief, with its diagram and its downloads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefgen.aggregate import paths
from briefgen.aggregate.charts import diagram
from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import brief_title, tally
from briefgen.aggregate.views import ActorRow, BriefRow, DyadRow, Group, IssueRow, QuoteView, Ref, Tally, grouped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.aggregate.charts import DiagramView
    from briefgen.aggregate.corpus import Fact, Pair
    from briefgen.aggregate.rows import Rows
    from briefgen.model import Brief


@dataclass(frozen=True, slots=True)
class BriefView:
    """The page of one brief.

    copies: the same report elsewhere, in `also` other outlets
    copy_of: the brief that counts in its place, where it is a copy
    correct: address of its YAML in the site's repository, or None; key: its name in a bibliography
    """

    title: str
    date: str | None
    outlet: str | None
    author: str | None
    url: str | None
    updated: str | None
    key: str
    summary: tuple[QuoteView, ...]
    tally: Tally
    picture: str | None
    pairs: tuple[DyadRow, ...]
    friction: tuple[Group, ...]
    cooperation: tuple[Group, ...]
    actors: tuple[ActorRow, ...]
    issues: tuple[IssueRow, ...]
    copies: tuple[BriefRow, ...]
    also: int
    copy_of: Ref | None
    downloads: tuple[Ref, ...]
    correct: str | None


def pages(rows: Rows) -> Iterator[Page]:
    """Page, diagram, YAML, JSON and entry for bibliographies of every brief."""
    by_id = {brief.id: brief for brief in rows.corpus.briefs}
    for brief in rows.corpus.briefs:
        path = paths.brief_path(brief.id)
        stem = path.removesuffix(".md")
        original = rows.corpus.copies.get(brief.id)
        facts = rows.corpus.by_brief[brief.id]
        sure = tuple(fact for fact in facts if not fact.guess)
        by_pair = _by_pair(sure)
        pairs = tuple(rows.dyad_row(pair, own) for pair, own in by_pair)
        drawn = _diagram(rows, brief, by_pair)
        picture = f"{stem}.svg" if drawn else None
        others = tuple(map(rows.brief_row, rows.copies.get(brief.id, ())))
        copy_of = rows.brief(by_id[original]) if original else None
        view = _view(rows, brief, facts, pairs, picture, others, copy_of)
        yield Page(path, "brief.md.jinja", view)
        yield Page(f"{stem}.bib", "bib", view)
        if drawn:
            yield Page(f"{stem}.svg", "diagram.svg.jinja", drawn)
        yield Page(f"{stem}.yml", "yaml", rows.plain[brief.id])
        yield Page(f"{stem}.json", "json", rows.plain[brief.id])


def _view(
    rows: Rows,
    brief: Brief,
    facts: tuple[Fact, ...],
    pairs: tuple[DyadRow, ...],
    picture: str | None,
    copies: tuple[BriefRow, ...],
    copy_of: Ref | None,
) -> BriefView:
    by_id = {fact.relation.id: fact for fact in facts}
    actors = sorted(brief.actors, key=lambda a: (-a.salience, a.name, a.id))
    told = {key for fact in facts if fact.counts for key in fact.relation.issues}
    issues = sorted(brief.issues, key=lambda i: (i.id not in told, -i.salience, i.label, i.id))
    stem = paths.brief_path(brief.id).removesuffix(".md")
    return BriefView(
        title=brief_title(brief),
        date=brief.date,
        outlet=brief.source.publisher,
        author=brief.source.author,
        url=brief.source.url,
        updated=brief.updated,
        key=paths.file_name(brief.id),
        summary=tuple(QuoteView(one.quote, brief.source.url) for one in brief.summary),
        tally=tally(facts),
        picture=picture,
        pairs=pairs,
        friction=_groups(rows, [by_id[relation.id] for relation in brief.friction]),
        cooperation=_groups(rows, [by_id[relation.id] for relation in brief.cooperation]),
        actors=tuple(
            rows.actor_row(a, [f for f in facts if a.id in f.ends], len(rows.actor_briefs(a.id))) for a in actors
        ),
        issues=tuple(
            rows.issue_row(i, [f for f in facts if i.id in f.relation.issues], len(rows.issue_briefs(i.id)))
            for i in issues
        ),
        copies=copies,
        also=rows.brief_row(brief).also,
        copy_of=copy_of,
        downloads=(Ref("YAML", f"{stem}.yml"), Ref("JSON", f"{stem}.json"), Ref("BibTeX", f"{stem}.bib")),
        correct=_correct(rows, brief),
    )


def _groups(rows: Rows, facts: list[Fact]) -> tuple[Group, ...]:
    """Statements in the order of the brief, guesses last."""
    return grouped(map(rows.item, sorted(facts, key=lambda fact: fact.guess)))


def _by_pair(facts: Iterable[Fact]) -> list[tuple[Pair, list[Fact]]]:
    """The dyads of a brief, those with the most statements first, of equal ones that which the article tells first."""
    pairs: dict[Pair, list[Fact]] = {}
    for fact in sorted(facts, key=lambda fact: fact.place):
        if fact.pair:
            pairs.setdefault(fact.pair, []).append(fact)
    return sorted(pairs.items(), key=lambda one: -tally(one[1]).total)


def _diagram(rows: Rows, brief: Brief, by_pair: Iterable[tuple[Pair, list[Fact]]]) -> DiagramView | None:
    found = [(rows.actor_name(a), rows.actor_name(b), tally(own)) for (a, b), own in by_pair]
    return diagram(brief_title(brief), found)


def _correct(rows: Rows, brief: Brief) -> str | None:
    """Where the brief's YAML is edited in the site's repository."""
    if not rows.settings.repo_url or not brief.source.path:
        return None
    path = re.sub(r"^articles/", "", brief.source.path)
    stem = path.rsplit(".", 1)[0] if "." in path.rsplit("/", 1)[-1] else path
    return f"{rows.settings.repo_url.rstrip('/')}/edit/main/content/briefs/{quote(stem)}.yml"
