"""Briefs to the pages of a site: everything is counted, sorted, grouped and cut here. Pure: no clock, no disk.

A new kind of page is one function that yields pages, named in `KINDS`, and one template.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from briefgen.aggregate import (
    actor_pages,
    brief_pages,
    data,
    digests,
    dyad_pages,
    feeds,
    issue_pages,
    lists,
    matrix,
    network,
)
from briefgen.aggregate.corpus import gather
from briefgen.aggregate.page import Page, Pages
from briefgen.aggregate.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.config import Settings
    from briefgen.model import Brief
    from briefgen.registry import Registry

__all__ = ["Page", "Pages", "aggregate"]

KINDS = (
    lists.home,
    lists.missing,
    brief_pages.pages,
    actor_pages.pages,
    dyad_pages.pages,
    issue_pages.pages,
    issue_pages.topics,
    lists.briefs,
    lists.actors,
    lists.dyads,
    lists.issues,
    digests.pages,
    matrix.page,
    network.page,
    feeds.pages,
    data.pages,
)


def aggregate(briefs: Sequence[Brief], registry: Registry, settings: Settings) -> Pages:
    """All pages of the site that these briefs make, in any order of the briefs the same."""
    with _uncollected():
        rows = Rows(gather(briefs, registry, settings.min_confidence), registry, settings)
        pages = [page for kind in KINDS for page in kind(rows)]
    lean = len(briefs) > settings.full_search_max_briefs
    return Pages(tuple(sorted(pages, key=lambda page: page.path)), lean)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for garbage: what is made here is all kept, and looking through it takes a third of the time.

    Nor afterwards: what was frozen and thawed counts as old.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.unfreeze()
        gc.enable()
