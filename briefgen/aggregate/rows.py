"""Facts as the rows and items that pages show: names with links, counts, shares of attention."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, Concatenate, Generic, ParamSpec, TypeVar

from briefgen.aggregate import paths
from briefgen.aggregate.corpus import newest_first
from briefgen.aggregate.trend import trend
from briefgen.aggregate.views import ActorRow, BriefRow, DyadRow, IssueRow, Item, QuoteView, Ref, Tally, Trend, Year
from briefgen.registry.article import takes_article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from briefgen.aggregate.corpus import Corpus, Fact, Pair
    from briefgen.config import Settings
    from briefgen.model import Actor, Brief, Issue
    from briefgen.registry import Registry

P = ParamSpec("P")
T = TypeVar("T")
DOUBTFUL = 0.6  # below this probability a page says that the reading is uncertain
LISTED = 100  # rows of a list on the page of one thing
NEWEST = 25  # statements on the page of an actor or a topic; dyads and issues hold all of them
FEED_LEAST = 2  # briefs from which on a page has feeds


class kept(Generic[P, T]):  # noqa: N801 (it is used as `cached_property` is)
    """A method of `Rows`, or a function of one, that works out once what it says to the same arguments."""

    def __init__(self, method: Callable[Concatenate[Rows, P], T]) -> None:
        self.method, self.name = method, method.__name__
        self.__doc__ = method.__doc__

    def __get__(self, rows: Rows, _: type[Rows]) -> Callable[P, T]:
        return self.of(rows)

    def __call__(self, rows: Rows, *args: P.args, **kwargs: P.kwargs) -> T:
        return self.of(rows)(*args, **kwargs)

    def of(self, rows: Rows) -> Callable[P, T]:
        """The method of these rows, which finds it in its own place from then on."""
        found: Callable[P, T] = vars(rows).setdefault(self.name, cache(partial(self.method, rows)))
        return found


@dataclass(frozen=True)
class Rows:
    """Makes rows; knows which pages exist, so that nothing links to a page below the thresholds."""

    corpus: Corpus
    registry: Registry
    settings: Settings

    @cached_property
    def plain(self) -> dict[str, dict[str, Any]]:
        """Every brief as plain values, newest first."""
        return {brief.id: brief.plain() for brief in self.corpus.briefs}

    @cached_property
    def by_actor(self) -> dict[str, tuple[Fact, ...]]:
        """Facts in which an actor is source or target, itself or through who speaks or acts for it."""
        found: dict[str, list[Fact]] = {}
        for fact in self.corpus.facts:
            for key in fact.ends:
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
    def by_topic(self) -> dict[str, tuple[Fact, ...]]:
        """Facts of every topic, by way of its issues."""
        found: dict[str, list[Fact]] = {}
        for fact in self.corpus.facts:
            for topic in dict.fromkeys(self.topic_of(key) for key in fact.relation.issues):
                if topic:
                    found.setdefault(topic, []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    def topic_of(self, issue: str) -> str | None:
        """The id of an issue's topic, where the taxonomy knows it."""
        known = self.corpus.issues.get(issue)
        return known[0].topic if known and known[0].topic in self.registry.topics else None

    def _reports(self, briefs: Iterable[Brief]) -> int:
        """How many reports there are in briefs; copies of one count once."""
        return len({self.corpus.copies.get(brief.id, brief.id) for brief in briefs})

    @cached_property
    def topic_pages(self) -> frozenset[str]:
        """Topics whose issues are in enough briefs."""
        least = self.settings.issue_page_min_briefs
        briefs: dict[str, list[Brief]] = {}
        for key, (_, own) in self.corpus.issues.items():
            if topic := self.topic_of(key):
                briefs.setdefault(topic, []).extend(own)
        return frozenset(topic for topic, own in briefs.items() if self._reports(own) >= least)

    @cached_property
    def actor_pages(self) -> frozenset[str]:
        """Actors with a name and something to tell: at least one fact, in enough briefs."""
        least = self.settings.actor_page_min_briefs
        return frozenset(
            key for key in self.by_actor if self.named(key) and self._reports(self.actor_briefs(key)) >= least
        )

    def named(self, key: str) -> bool:
        """Whether an actor has a name, and is not called by what it is: other articles mean other rebels."""
        known = self.corpus.actors.get(key)
        if known is None or key in self.registry.actors:
            return known is not None
        first, *rest = known.name.split() or [""]
        return not (first[:1].islower() and (rest or [first])[-1].islower())  # "u.S.-backed rebels", but no "de Gaulle"

    @kept
    def actor_briefs(self, key: str) -> tuple[Brief, ...]:
        """Briefs that list an actor, or tell something of it or of who acts for it; newest first."""
        known = self.corpus.actors.get(key)
        own = (*(known.briefs if known else ()), *(fact.brief for fact in self.by_actor.get(key, ())))
        return newest_first({brief.id: brief for brief in own}.values())

    def issue_briefs(self, key: str) -> tuple[Brief, ...]:
        """Briefs that list an issue, newest first."""
        return self.corpus.issues[key][1] if key in self.corpus.issues else ()

    def feeds(self, path: str, briefs: int) -> tuple[Ref, ...]:
        """The feeds of a page about so many briefs."""
        stem = path.removesuffix(".md")
        return (Ref("Atom", f"{stem}.xml"), Ref("JSON Feed", f"{stem}.feed.json")) if briefs >= FEED_LEAST else ()

    @cached_property
    def dyad_pages(self) -> frozenset[Pair]:
        """Dyads with a named side that are in enough briefs, or of which one brief tells much."""
        briefs, statements = self.settings.dyad_page_min_briefs, self.settings.dyad_page_min_statements
        return frozenset(
            pair
            for pair, facts in self.by_pair.items()
            if any(map(self.named, pair))
            and (len(facts) >= statements or len({fact.brief.id for fact in facts}) >= briefs)
        )

    @cached_property
    def issue_pages(self) -> frozenset[str]:
        """Issues that are in enough briefs, but for those whose topic has a page of the same name."""
        least = self.settings.issue_page_min_briefs
        return frozenset(
            key
            for key, (_, briefs) in self.corpus.issues.items()
            if self._reports(briefs) >= least and not self._page_of_namesake(key)
        )

    def _page_of_namesake(self, key: str) -> str | None:
        """The page of an issue's topic, where the two are called alike."""
        label, topic = self.corpus.issues[key][0].label, self.topic(self.topic_of(key))
        return topic.path if topic and topic.name.lower() == label.lower() else None

    @cached_property
    def trends(self) -> dict[Pair, Trend | None]:
        """The trend of every dyad."""
        return {pair: trend(facts, self.settings.trend_min_statements) for pair, facts in self.by_pair.items()}

    @cached_property
    def _items(self) -> dict[tuple[str, str], Item]:
        return {}

    def actor_name(self, key: str, listed: Sequence[Actor] = ()) -> str:
        """The name of an actor: as the registry or its newest brief has it."""
        known = self.corpus.actors.get(key)
        return known.name if known else next((a.name for a in listed if a.id == key), key)

    @kept
    def actor(self, key: str) -> Ref:
        """Name and page of an actor."""
        name, known = self.actor_name(key), self.corpus.actors.get(key)
        the = self.settings.language == "en" and (not known or known.actor.kind != "person") and takes_article(name)
        return Ref(name, paths.actor_path(key) if key in self.actor_pages else None, the)

    @kept
    def issue(self, key: str) -> Ref:
        """Label and page of an issue."""
        known = self.corpus.issues.get(key)
        if not known:
            return Ref(key, None)
        return Ref(known[0].label, paths.issue_path(key) if key in self.issue_pages else self._page_of_namesake(key))

    @kept
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
        copies = self.copies.get(brief.id, ())
        return BriefRow(
            ref=self.brief(brief),
            date=brief.date,
            outlet=brief.source.publisher,
            tally=tally(self.corpus.by_brief[brief.id]),
            also=len({copy.source.publisher for copy in copies} - {brief.source.publisher, None}),
            copy=brief.id in self.corpus.copies,
        )

    @cached_property
    def copies(self) -> dict[str, tuple[Brief, ...]]:
        """The copies of every brief that has some, newest first."""
        found: dict[str, list[Brief]] = {}
        for brief in self.corpus.briefs:
            if brief.id in self.corpus.copies:
                found.setdefault(self.corpus.copies[brief.id], []).append(brief)
        return {key: tuple(own) for key, own in found.items()}

    def dyad_row(self, pair: Pair, facts: Iterable[Fact], first: str | None = None) -> DyadRow:
        """A dyad in a list, counted over the given facts; its trend is that of the whole dyad."""
        return self._dyad_row(self.pair(pair, first), pair, tuple(facts))

    def _dyad_row(self, ref: Ref, pair: Pair, facts: Sequence[Fact]) -> DyadRow:
        dates = {fact.brief.id: fact.brief.date for fact in facts}
        latest = max(filter(None, dates.values()), default=None)
        return DyadRow(ref, tally(facts), len(dates), latest, self.trends.get(pair))

    def counterpart_row(self, key: str, other: str, facts: Iterable[Fact]) -> DyadRow:
        """A dyad in the list of one of its sides: named for the other."""
        pair = (key, other) if key < other else (other, key)
        ref = self.actor(other)
        return self._dyad_row(Ref(ref.name, self.pair(pair).path or ref.path, ref.the), pair, tuple(facts))

    def actor_row(self, actor: Actor, facts: Sequence[Fact], briefs: int) -> ActorRow:
        """An actor in a list, counted over the given facts."""
        party = self.actor(actor.acts_for) if actor.acts_for else None
        return ActorRow(self.actor(actor.id), actor.kind, actor.role, party, tally(facts), briefs)

    def issue_row(self, issue: Issue, facts: Iterable[Fact], briefs: int) -> IssueRow:
        """An issue in a list, counted over the given facts; one that is called like its topic leads there."""
        return IssueRow(*self._issue_and_topic(issue.id, issue.topic), tally(facts), briefs)

    @kept
    def _issue_and_topic(self, key: str, topic_id: str | None) -> tuple[Ref, Ref | None]:
        ref, topic = self.issue(key), self.topic(topic_id)
        if topic and topic.name.lower() == ref.name.lower():
            ref, topic = Ref(ref.name, ref.path or topic.path), None
        return Ref(capital(ref.name), ref.path), topic

    def topic(self, key: str | None) -> Ref | None:
        """Label and page of a topic; None where the taxonomy does not know it."""
        topic = self.registry.topics.get(key) if key else None
        if topic is None:
            return None
        return Ref(topic.label, paths.topic_path(topic.id) if topic.id in self.topic_pages else None)

    def item(self, fact: Fact) -> Item:
        """A relation as a reader sees it."""
        key = fact.brief.id, fact.relation.id
        if key not in self._items:
            self._items[key] = self._item(fact)
        return self._items[key]

    def _item(self, fact: Fact) -> Item:
        relation, brief = fact.relation, fact.brief
        anchor = paths.anchor(relation.id)
        return Item(
            anchor=anchor,
            polarity=relation.polarity,
            action=relation.action,
            status=relation.status,
            source=self.actor(relation.source),
            target=self.actor(relation.target),
            symmetric=relation.symmetric,
            statement=relation.statement,
            date=relation.date,
            reported=brief.date,
            confidence=relation.confidence,
            doubtful=relation.confidence < DOUBTFUL and not relation.reviewed,
            issues=tuple(map(self.issue, relation.issues)),
            quotes=tuple(QuoteView(evidence.quote, brief.source.url) for evidence in relation.evidence),
            brief=self.brief(brief, anchor),
            outlet=brief.source.publisher,
        )

    def years(self, facts: Iterable[Fact]) -> tuple[Year, ...]:
        """Items by year, in the order of the facts."""
        groups: dict[str, list[Fact]] = {}
        for fact in facts:
            groups.setdefault(fact.date[:4], []).append(fact)
        return tuple(Year(label or None, tally(own), tuple(map(self.item, own))) for label, own in groups.items())

    def dyad_rows(self, facts: Iterable[Fact], first: str | None = None) -> tuple[DyadRow, ...]:
        """The dyads among some facts, those with the most statements first."""
        pairs: dict[Pair, list[Fact]] = {}
        for fact in facts:
            if fact.pair:
                pairs.setdefault(fact.pair, []).append(fact)
        found = [self.dyad_row(pair, own, first) for pair, own in pairs.items()]
        return tuple(sorted(found, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))

    @cached_property
    def every_dyad(self) -> tuple[DyadRow, ...]:
        """All dyads, those with the most statements first."""
        return self.dyad_rows(self.corpus.facts)

    def issue_rows(self, facts: Iterable[Fact]) -> tuple[IssueRow, ...]:
        """The issues of some facts, those with the most statements first."""
        found: dict[str, list[Fact]] = {}
        for fact in facts:
            for key in dict.fromkeys(fact.relation.issues):
                if key in self.corpus.issues:
                    found.setdefault(key, []).append(fact)
        issues = self.corpus.issues
        made = [self.issue_row(issues[key][0], own, len({f.brief.id for f in own})) for key, own in found.items()]
        return tuple(sorted(made, key=lambda row: (-row.tally.total, row.ref.name, row.ref.path or "")))


def brief_title(brief: Brief) -> str:
    """What a brief is called; a text without a title goes by its id."""
    return brief.title or brief.id


def capital(label: str) -> str:
    """A label as it begins a line; names that are not written as words stay as they are (`iPhone exports`)."""
    return label[:1].upper() + label[1:] if re.split("[ -]", label, maxsplit=1)[0].islower() else label


def tally(facts: Iterable[Fact]) -> Tally:
    """Count the facts under each heading; what somebody denies having done and mere guesses count under neither."""
    kinds = [fact.counts for fact in facts]
    return _counts(kinds.count("friction"), kinds.count("cooperation"))


_counts = lru_cache(maxsize=1 << 12)(Tally)
