"""Who is connected with whom, year by year: a table that reads by itself and that a script turns into a graph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.aggregate.corpus import Fact
    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import Ref, Tally

MOST = 300  # rows


@dataclass(frozen=True, slots=True)
class Edge:
    """What one year (None: no date) brought between two parties, and over which issues."""

    year: str | None
    first: Ref
    second: Ref
    dyad: str | None
    tally: Tally
    issues: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The most active dyads of parties with a name, each year a row; `left_out` rows are missing."""

    edges: tuple[Edge, ...]
    left_out: int


def page(rows: Rows) -> Iterator[Page]:
    """The network of the site."""
    edges: list[Edge] = []
    total = 0
    named = ((pair, facts) for pair, facts in rows.by_pair.items() if all(map(rows.named, pair)))
    for pair, facts in sorted(named, key=lambda one: (-len(one[1]), one[0])):
        years: dict[str, list[Fact]] = {}
        for fact in facts:
            years.setdefault(fact.date[:4], []).append(fact)
        total += len(years)
        if len(edges) >= MOST:
            continue
        first, second = sorted(pair, key=lambda key: (rows.actor_name(key), key))
        for year in sorted(years, reverse=True):
            own = years[year]
            issues = tuple(row.ref for row in rows.issue_rows(own)[:3])
            edges.append(
                Edge(year or None, rows.actor(first), rows.actor(second), rows.pair(pair).path, tally(own), issues)
            )
    shown = tuple(edges[:MOST])
    yield Page("network.md", "network.md.jinja", NetworkView(shown, total - len(shown)))
