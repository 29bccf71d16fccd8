"""What a page is made of: values already sorted, grouped, counted and cut, so that templates only write them down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.model import Action, Kind, Polarity, Status


@dataclass(frozen=True, slots=True)
class Ref:
    """A name and the page that it leads to: a path under `docs/`, perhaps with an anchor, or None."""

    name: str
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many statements of friction and of cooperation."""

    friction: int = 0
    cooperation: int = 0

    @property
    def total(self) -> int:
        return self.friction + self.cooperation


@dataclass(frozen=True, slots=True)
class QuoteView:
    """The words of an article; `url` is its address or None."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One relation as a reader sees it.

    date: of the act, or None; reported: of the article, or None (both ISO, any precision)
    doubtful: the confidence is low enough to say so
    """

    anchor: str
    polarity: Polarity
    action: Action
    status: Status
    source: Ref
    target: Ref
    symmetric: bool
    statement: str
    date: str | None
    reported: str | None
    confidence: float
    doubtful: bool
    issues: tuple[Ref, ...]
    quotes: tuple[QuoteView, ...]
    brief: Ref
    outlet: str | None

    @property
    def percent(self) -> int:
        """The confidence in whole percent."""
        return round(self.confidence * 100)


@dataclass(frozen=True, slots=True)
class Year:
    """The items of one year, newest first; `label` is None where no date is known."""

    label: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief in a list."""

    ref: Ref
    date: str | None
    outlet: str | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class DyadRow:
    """A dyad in a list; `latest` is the date of its newest report."""

    ref: Ref
    tally: Tally
    briefs: int
    latest: str | None


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor in a list."""

    ref: Ref
    kind: Kind
    role: str | None
    party: Ref | None
    tally: Tally
    briefs: int


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue in a list; `topic` is the label of its entry in the taxonomy, or None."""

    ref: Ref
    topic: str | None
    tally: Tally
    briefs: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """The front page. `first` and `last` are the dates of the oldest and the newest article."""

    title: str
    description: str
    articles: int
    outlets: int
    first: str | None
    last: str | None
    tally: Tally
    newest: tuple[BriefRow, ...]
    dyads: tuple[DyadRow, ...]
    issues: tuple[IssueRow, ...]
    all_briefs: Ref
    all_actors: Ref
    all_dyads: Ref
    all_issues: Ref
    minimum: Minimum


@dataclass(frozen=True, slots=True)
class Minimum:
    """From how many briefs on pages are made."""

    actor: int
    dyad: int
    issue: int


@dataclass(frozen=True, slots=True)
class BriefView:
    """The page of one brief. `correct` is the address of its YAML in the site's repository, or None."""

    title: str
    description: str
    date: str | None
    outlet: str | None
    author: str | None
    url: str | None
    updated: str | None
    summary: tuple[QuoteView, ...]
    pairs: tuple[DyadRow, ...]
    friction: tuple[Item, ...]
    cooperation: tuple[Item, ...]
    actors: tuple[ActorRow, ...]
    issues: tuple[IssueRow, ...]
    correct: str | None


@dataclass(frozen=True, slots=True)
class ActorView:
    """The page of one actor. `roles` newest first; `people` speak or act for it."""

    title: str
    description: str
    kind: Kind
    roles: tuple[str, ...]
    party: Ref | None
    names: tuple[str, ...]
    wikidata: str | None
    tally: Tally
    counterparts: tuple[DyadRow, ...]
    people: tuple[ActorRow, ...]
    issues: tuple[IssueRow, ...]
    items: tuple[Item, ...]
    left_out: int
    briefs: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class DyadView:
    """The page of a pair of parties."""

    title: str
    description: str
    sides: tuple[Ref, Ref]
    tally: Tally
    articles: int
    outlets: int
    first: str | None
    last: str | None
    issues: tuple[IssueRow, ...]
    years: tuple[Year, ...]
    briefs: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class IssueView:
    """The page of an issue: who stands where, and what was said about it."""

    title: str
    description: str
    topic: str | None
    keywords: tuple[str, ...]
    tally: Tally
    dyads: tuple[DyadRow, ...]
    years: tuple[Year, ...]
    quotes: tuple[QuoteView, ...]
    briefs: tuple[BriefRow, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of an index. `number` and `last` count pages from 1; `others` are all pages of the index in order."""

    title: str
    description: str
    total: int
    number: int
    last: int
    others: tuple[Ref, ...]
    rows: tuple[BriefRow | ActorRow | DyadRow | IssueRow, ...]


View = HomeView | BriefView | ActorView | DyadView | IssueView | ListView


@dataclass(frozen=True, slots=True)
class Page:
    """A file to be: its path under `docs/`, the template that writes it and what it says."""

    path: str
    template: str
    view: View


@dataclass(frozen=True, slots=True)
class Pages:
    """All pages of a site, sorted by path."""

    pages: tuple[Page, ...]
