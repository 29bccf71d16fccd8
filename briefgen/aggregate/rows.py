"""Facts as the rows and items that pages show: names with links, counts, shares of attention."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.aggregate import paths
from briefgen.aggregate.views import ActorRow, BriefRow, DyadRow, IssueRow, Item, QuoteView, Ref, Tally, Year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.aggregate.corpus import Corpus, Fact, Pair
    from briefgen.config import Settings
    from briefgen.model import Actor, Brief, Issue
    from briefgen.registry import Registry

DOUBTFUL = 0.6  # below this probability a page says that the reading is uncertain


@dataclass(frozen=True)
class Rows:
    """Makes rows; knows which pages exist, so that nothing links to a page below the thresholds."""

    corpus: Corpus
    registry: Registry
    settings: Settings

    @cached_property
    def by_actor(self) -> dict[str, tuple[Fact, ...]]:
        """Facts in which an actor is source or target, itself or through who speaks or acts for it."""
        found: dict[str, list[Fact]] = {}
        for fact in self.corpus.facts:
            for key in dict.fromkeys((fact.relation.source, fact.relation.target, fact.source, fact.target)):
                found.setdefault(key, []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def by_pair(self) -> dict[Pair, tuple[Fact, ...]]:
        """Facts of every dyad."""
        found: dict[Pair, list[Fact]] = {}
        for fact in self.corpus.facts:
            if fact.pair:
                found.setdefault(fact.pair, []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def by_issue(self) -> dict[str, tuple[Fact, ...]]:
        """Facts of every issue."""
        found: dict[str, list[Fact]] = {}
        for fact in self.corpus.facts:
            for key in dict.fromkeys(fact.relation.issues):
                found.setdefault(key, []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def actor_pages(self) -> frozenset[str]:
        """Actors with something to tell: at least one fact, in enough briefs."""
        least = self.settings.actor_page_min_briefs
        return frozenset(
            key for key, facts in self.by_actor.items() if key in self.corpus.actors
            and len({b.id for b in (*self.corpus.actors[key].briefs, *(f.brief for f in facts))}) >= least
        )  # fmt: skip

    @cached_property
    def dyad_pages(self) -> frozenset[Pair]:
        """Dyads that are in enough briefs."""
        least = self.settings.dyad_page_min_briefs
        return frozenset(pair for pair, facts in self.by_pair.items() if len({f.brief.id for f in facts}) >= least)

    @cached_property
    def issue_pages(self) -> frozenset[str]:
        """Issues that are in enough briefs."""
        least = self.settings.issue_page_min_briefs
        return frozenset(key for key, (_, briefs) in self.corpus.issues.items() if len(briefs) >= least)

    def actor_name(self, key: str, listed: Sequence[Actor] = ()) -> str:
        """The name of an actor: as the registry or its newest brief has it."""
        known = self.corpus.actors.get(key)
        return known.name if known else next((a.name for a in listed if a.id == key), key)

    def actor(self, key: str) -> Ref:
        """Name and page of an actor."""
        return Ref(self.actor_name(key), paths.actor_path(key) if key in self.actor_pages else None)

    def issue(self, key: str) -> Ref:
        """Label and page of an issue."""
        known = self.corpus.issues.get(key)
        return Ref(known[0].label if known else key, paths.issue_path(key) if key in self.issue_pages else None)

    def pair(self, pair: Pair, first: str | None = None) -> Ref:
        """Name and page of a dyad: sides by name, or the one that is asked for first."""
        sides = sorted(pair, key=lambda key: (key != first, self.actor_name(key), key))
        name = " – ".join(self.actor_name(key) for key in sides)
        return Ref(name, paths.dyad_path(pair) if pair in self.dyad_pages else None)

    def brief(self, brief: Brief, anchor: str = "") -> Ref:
        """Title and page of a brief."""
        return Ref(brief_title(brief), paths.brief_path(brief.id) + (f"#{anchor}" if anchor else ""))

    def brief_row(self, brief: Brief) -> BriefRow:
        """A brief in a list."""
        return BriefRow(
            self.brief(brief), brief.date, brief.source.publisher, Tally(len(brief.friction), len(brief.cooperation))
        )

    def dyad_row(self, pair: Pair, facts: Iterable[Fact], first: str | None = None) -> DyadRow:
        """A dyad in a list, counted over the given facts."""
        facts = tuple(facts)
        reports = [fact.brief.date for fact in facts if fact.brief.date]
        count = len({fact.brief.id for fact in facts})
        return DyadRow(self.pair(pair, first), tally(facts), count, max(reports, default=None))

    def counterpart_row(self, key: str, other: str, facts: Iterable[Fact]) -> DyadRow:
        """A dyad in the list of one of its sides: named for the other."""
        pair = (key, other) if key < other else (other, key)
        row = self.dyad_row(pair, facts)
        return replace(row, ref=Ref(self.actor_name(other), row.ref.path or self.actor(other).path))

    def actor_row(self, actor: Actor, facts: Sequence[Fact], briefs: int) -> ActorRow:
        """An actor in a list, counted over the given facts."""
        party = self.actor(actor.acts_for) if actor.acts_for else None
        return ActorRow(self.actor(actor.id), actor.kind, actor.role, party, tally(facts), briefs)

    def issue_row(self, issue: Issue, facts: Iterable[Fact], briefs: int) -> IssueRow:
        """An issue in a list, counted over the given facts."""
        return IssueRow(self.issue(issue.id), self.topic(issue), tally(facts), briefs)

    def topic(self, issue: Issue) -> str | None:
        """The label of an issue's topic."""
        topic = self.registry.topics.get(issue.topic) if issue.topic else None
        return topic.label if topic else None

    def item(self, fact: Fact) -> Item:
        """A relation as a reader sees it."""
        relation, brief = fact.relation, fact.brief
        anchor = paths.anchor(relation.id)
        quotes = tuple(QuoteView(evidence.quote, brief.source.url) for evidence in relation.evidence)
        doubtful = relation.confidence < DOUBTFUL and not relation.reviewed
        return Item(
            anchor, relation.polarity, relation.action, relation.status, self.actor(relation.source),
            self.actor(relation.target), relation.symmetric, relation.statement, relation.date, brief.date,
            relation.confidence, doubtful, tuple(map(self.issue, relation.issues)), quotes, self.brief(brief, anchor),
            brief.source.publisher,
        )  # fmt: skip

    def years(self, facts: Iterable[Fact]) -> tuple[Year, ...]:
        """Items by year, in the order of the facts."""
        groups: dict[str, list[Item]] = {}
        for fact in facts:
            groups.setdefault(fact.date[:4], []).append(self.item(fact))
        return tuple(Year(label or None, tuple(items)) for label, items in groups.items())


def brief_title(brief: Brief) -> str:
    """What a brief is called; a text without a title goes by its id."""
    return brief.title or brief.id


def tally(facts: Iterable[Fact]) -> Tally:
    """Count the facts under each heading; what somebody denies having done counts under neither."""
    counts = {"friction": 0, "cooperation": 0}
    for fact in facts:
        if fact.relation.status != "denied":
            counts[fact.relation.polarity] += 1
    return Tally(counts["friction"], counts["cooperation"])
