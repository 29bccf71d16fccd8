"""What a page is made of: values already sorted, grouped, counted and cut, so that templates only write them down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Action, Kind, Polarity, Status

Direction = Literal["worse", "better", "unchanged"]
Course = Literal["worse", "better", "unchanged", "at odds", "together"]
FIRM = 0.75  # share of one heading, before and since, from which on a pair that does not change is told to be still so


@dataclass(frozen=True, slots=True)
class Ref:
    """A name and the page that it leads to: a path under `docs/`, perhaps with an anchor, or None.

    the: the name has an article inside an English sentence
    """

    name: str
    path: str | None = None
    the: bool = False


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
    def quoted(self) -> bool:
        """Whether the statement is no more than what is quoted, so that it need not be told twice."""
        return any(_bare(quote.text) == _bare(self.statement) for quote in self.quotes)

    @property
    def percent(self) -> int:
        """The confidence in whole percent."""
        return round(self.confidence * 100)


def _bare(text: str) -> str:
    return text.strip(' .!?"“”').casefold()


@dataclass(frozen=True, slots=True)
class Group:
    """Relations that the same words of one article state."""

    items: tuple[Item, ...]

    @property
    def quotes(self) -> tuple[QuoteView, ...]:
        return self.items[0].quotes


def grouped(items: Iterable[Item]) -> tuple[Group, ...]:
    """Items by the words that state them, in the order in which the words come first."""
    found: dict[tuple[str | None, tuple[QuoteView, ...]], list[Item]] = {}
    for one in items:
        page = (one.brief.path or "").split("#", 1)[0]
        found.setdefault((page, one.quotes), []).append(one)
    return tuple(Group(tuple(own)) for own in found.values())


@dataclass(frozen=True, slots=True)
class Year:
    """The items of one year, newest first; `label` is None where no date is known."""

    label: str | None
    tally: Tally
    items: tuple[Item, ...]

    @property
    def groups(self) -> tuple[Group, ...]:
        return grouped(self.items)


@dataclass(frozen=True, slots=True)
class Trend:
    """How the share of friction changed: counts from `since` to `until` against everything before.

    since, until: ISO dates of any precision
    """

    direction: Direction
    recent: Tally
    earlier: Tally
    since: str
    until: str

    @property
    def course(self) -> Course:
        """The direction; of what does not change, which way it has been all along, if any."""
        if self.direction != "unchanged":
            return self.direction
        shares = [tally.friction / tally.total for tally in (self.earlier, self.recent)]
        return "at odds" if min(shares) >= FIRM else "together" if max(shares) <= 1 - FIRM else "unchanged"


@dataclass(frozen=True, slots=True)
class BriefRow:
    """A brief in a list; `also` other outlets have the same report; a `copy` is such a report, which is not counted."""

    ref: Ref
    date: str | None
    outlet: str | None
    tally: Tally
    also: int
    copy: bool


@dataclass(frozen=True, slots=True)
class DyadRow:
    """A dyad in a list; `latest` is the date of its newest report."""

    ref: Ref
    tally: Tally
    briefs: int
    latest: str | None
    trend: Trend | None


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
    """An issue in a list; `topic` is its entry in the taxonomy, or None."""

    ref: Ref
    topic: Ref | None
    tally: Tally
    briefs: int
