"""Long chronologies: the newest statements on the page itself, older ones on pages of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.aggregate.page import Page
from briefgen.aggregate.views import Ref, Year

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.aggregate.corpus import Fact
    from briefgen.aggregate.rows import Rows

LENGTH = 60  # statements on one page


@dataclass(frozen=True, slots=True)
class Chronology:
    """The newest statements by year, and the pages with older ones."""

    years: tuple[Year, ...]
    left_out: int
    older: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class ChronologyView:
    """Older statements of the page `of`; `others` are all pages of the chronology, `number` is this one's.

    quoted: with the words of the articles
    """

    of: Ref
    others: tuple[Ref, ...]
    number: int
    last: int
    quoted: bool
    years: tuple[Year, ...]


def chronology(rows: Rows, ref: Ref, facts: Sequence[Fact], *, quoted: bool = False) -> tuple[Chronology, list[Page]]:
    """What stands on the page `ref` itself, and the pages with the rest, with quotes or as one line each."""
    stem = (ref.path or "").removesuffix(".md")
    last = max(1, -(-len(facts) // LENGTH))
    # No file name of an id holds `--` and a number, so that these meet no other page.
    others = (Ref("1", ref.path), *(Ref(str(n), f"{stem}--{n}.md") for n in range(2, last + 1)))
    made = []
    for number, other in enumerate(others[1:], 2):
        part = facts[(number - 1) * LENGTH : number * LENGTH]
        view = ChronologyView(ref, others, number, last, quoted, rows.years(part))
        made.append(Page(other.path or "", "chronology.md.jinja", view))
    return Chronology(rows.years(facts[:LENGTH]), max(0, len(facts) - LENGTH), others[1:]), made
