"""Briefs to the pages of a site: everything is counted, sorted, grouped and cut here. Pure: no clock, no disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.aggregate import indexes, portraits
from briefgen.aggregate.corpus import gather
from briefgen.aggregate.rows import Rows
from briefgen.aggregate.views import Page, Pages, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.config import Settings
    from briefgen.model import Brief
    from briefgen.registry import Registry

__all__ = ["Page", "Pages", "View", "aggregate"]


def aggregate(briefs: Sequence[Brief], registry: Registry, settings: Settings) -> Pages:
    """All pages of the site that these briefs make, in any order of the briefs the same."""
    rows = Rows(gather(briefs, registry), registry, settings)
    pages = [
        indexes.home(rows),
        *portraits.briefs(rows),
        *portraits.actors(rows),
        *portraits.dyads(rows),
        *portraits.issues(rows),
        *indexes.briefs(rows),
        *indexes.actors(rows),
        *indexes.dyads(rows),
        *indexes.issues(rows),
    ]
    return Pages(tuple(sorted(pages, key=lambda page: page.path)))
