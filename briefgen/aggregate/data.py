"""Everything to take away: CSV tables and the briefs as JSON lines, with a page that lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import brief_title, tally
from briefgen.aggregate.views import Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.aggregate.rows import Rows

Field = str | int | float | None


@dataclass(frozen=True, slots=True)
class TableView:
    """A CSV file."""

    header: tuple[str, ...]
    rows: tuple[tuple[Field, ...], ...]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file to download: what it holds, and how many rows."""

    ref: Ref
    holds: str
    rows: int


@dataclass(frozen=True, slots=True)
class DataView:
    """The page of downloads and feeds; `base` is the address of the site, or None."""

    files: tuple[FileRow, ...]
    feeds: tuple[Ref, ...]
    articles: int
    dyads: tuple[Ref, ...]
    lists: tuple[Ref, ...]
    base: str | None


def pages(rows: Rows) -> Iterator[Page]:
    """The tables, the lines, the page about them, and the same for language models as `llms.txt`."""
    tables = {
        "statements": ("every statement of friction and cooperation with its quote", _statements(rows)),
        "actors": ("actors with their parties and counts", _actors(rows)),
        "dyads": ("dyads with counts and trends", _dyads(rows)),
        "issues": ("issues with their topics and counts", _issues(rows)),
        "briefs": ("briefs with their sources", _briefs(rows)),
    }
    files = []
    for name, (holds, table) in tables.items():
        path = f"data/{name}.csv"
        yield Page(path, "csv", table)
        files.append(FileRow(Ref(f"{name}.csv", path), holds, len(table.rows)))
    yield Page("data/briefs.jsonl", "jsonl", tuple(rows.plain.values()))
    holds = "all briefs in full, one JSON object a line"
    files.append(FileRow(Ref("briefs.jsonl", "data/briefs.jsonl"), holds, len(rows.corpus.briefs)))
    feeds = (Ref("Atom", "feed.xml"), Ref("JSON Feed", "feed.json"))
    dyads = tuple(row.ref for row in rows.every_dyad if row.ref.path)[:20]
    lists = tuple(Ref(name, f"{name}/index.md") for name in ("briefs", "dyads", "actors", "issues", "topics", "months"))
    view = DataView(tuple(files), feeds, len(rows.corpus.briefs), dyads, lists, rows.settings.site_url)
    yield Page("data/index.md", "data.md.jinja", view)
    yield Page("llms.txt", "llms", view)


def _statements(rows: Rows) -> TableView:
    header = (
        "brief", "id", "reported", "outlet", "url", "date", "source", "source_party", "target", "target_party",
        "symmetric", "heading", "class", "status", "confidence", "issues", "statement", "quote",
        "start", "end", "copy_of",
    )  # fmt: skip
    lines: list[tuple[Field, ...]] = []
    for brief in rows.corpus.briefs:
        for fact in rows.corpus.by_brief[brief.id]:
            one = fact.relation
            first = one.evidence[0] if one.evidence else None
            lines.append((
                brief.id, one.id, brief.date, brief.source.publisher, brief.source.url, one.date,
                one.source, fact.source, one.target, fact.target, str(one.symmetric).lower(),
                one.polarity, one.action, one.status, one.confidence,
                " ".join(one.issues), one.statement, first.quote if first else None, first.start if first else None,
                first.end if first else None, rows.corpus.copies.get(brief.id),
            ))  # fmt: skip
    return TableView(header, tuple(lines))


def _actors(rows: Rows) -> TableView:
    lines: list[tuple[Field, ...]] = []
    for key, known in sorted(rows.corpus.actors.items()):
        counts, actor = tally(rows.by_actor.get(key, ())), known.actor
        role = known.roles[0] if known.roles else None
        lines.append((
            key, known.name, actor.kind, actor.country, known.party, role, actor.wikidata, len(rows.actor_briefs(key)),
            counts.friction, counts.cooperation,
        ))  # fmt: skip
    header = ("id", "name", "kind", "country", "party", "role", "wikidata", "briefs", "friction", "cooperation")
    return TableView(header, tuple(lines))


def _dyads(rows: Rows) -> TableView:
    lines: list[tuple[Field, ...]] = []
    for pair, facts in sorted(rows.by_pair.items()):
        counts, trend = tally(facts), rows.trends[pair]
        dates = sorted(fact.brief.date for fact in facts if fact.brief.date)
        lines.append((
            *pair, len({fact.brief.id for fact in facts}), counts.friction, counts.cooperation,
            dates[0] if dates else None, dates[-1] if dates else None, trend.direction if trend else None,
        ))  # fmt: skip
    return TableView(("first", "second", "briefs", "friction", "cooperation", "from", "to", "trend"), tuple(lines))


def _issues(rows: Rows) -> TableView:
    lines: list[tuple[Field, ...]] = []
    for key, (issue, briefs) in sorted(rows.corpus.issues.items()):
        counts = tally(rows.by_issue.get(key, ()))
        lines.append((key, issue.label, issue.topic, len(briefs), counts.friction, counts.cooperation))
    return TableView(("id", "label", "topic", "briefs", "friction", "cooperation"), tuple(lines))


def _briefs(rows: Rows) -> TableView:
    lines = tuple(
        (
            brief.id, brief_title(brief), brief.date, brief.source.publisher, brief.source.author, brief.source.url,
            brief.language, len(brief.friction), len(brief.cooperation), rows.corpus.copies.get(brief.id),
        )
        for brief in rows.corpus.briefs
    )  # fmt: skip
    header = ("id", "title", "date", "outlet", "author", "url", "language", "friction", "cooperation", "copy_of")
    return TableView(header, lines)
