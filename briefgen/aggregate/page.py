"""A page before it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be: its path under `docs/`, the template (or writer of data) that makes it, and what it says."""

    path: str
    template: str
    view: Any


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a site, sorted by path; `lean`: there are too many briefs to search every word of them."""

    pages: tuple[Page, ...]
    lean: bool = False
