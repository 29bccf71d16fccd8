"""All briefs of a site as one body: statements with the parties behind them, and each actor and issue."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefgen.aggregate.duplicates import copies
from briefgen.model import Actor, Brief, Issue, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.model import Polarity
    from briefgen.registry import Registry

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation of one brief; `source` and `target` are the ids of the parties that its actors speak or act for.

    guess: a reading that is less likely right than a site asks for, as briefs of short texts list them; counted nowhere
    pair: the dyad in which it counts; None for what happens inside one party
    ends: ids of its actors and of the parties behind them, each once
    date: ISO date by which it is sorted: of the act, else of the article, else empty
    counts: as friction or as cooperation; what somebody denies having done and mere guesses count as neither
    """

    brief: Brief
    relation: Relation
    source: str
    target: str
    guess: bool = False
    pair: Pair | None = field(init=False)
    ends: tuple[str, ...] = field(init=False)
    date: str = field(init=False)
    counts: Polarity | None = field(init=False)

    @property
    def place(self) -> int:
        """Where its article first states it, counted in characters; without a quote, at the end."""
        return min((evidence.start for evidence in self.relation.evidence), default=sys.maxsize)

    def __post_init__(self) -> None:
        """What is asked for again and again is worked out once."""
        one, other, relation = self.source, self.target, self.relation
        known = {
            "pair": None if one == other else (one, other) if one < other else (other, one),
            "ends": tuple(dict.fromkeys((relation.source, relation.target, one, other))),
            "date": relation.date or self.brief.date or "",
            "counts": None if self.guess or relation.status == "denied" else relation.polarity,
        }
        for name, value in known.items():
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class Known:
    """What all briefs together say about one actor; `roles` newest first, `party` the end of its `acts_for` chain."""

    actor: Actor
    name: str
    party: str
    roles: tuple[str, ...]
    names: tuple[str, ...]
    briefs: tuple[Brief, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Briefs and facts newest first; actors and issues by id.

    facts: without those of copies, which count once, and without guesses; by_brief: all the facts of every brief
    copies: id of each copy to the id of the report that counts in its place
    """

    briefs: tuple[Brief, ...]
    facts: tuple[Fact, ...]
    by_brief: Mapping[str, tuple[Fact, ...]]
    copies: Mapping[str, str]
    actors: Mapping[str, Known]
    issues: Mapping[str, tuple[Issue, tuple[Brief, ...]]]


def gather(briefs: Sequence[Brief], registry: Registry, least: float = 0.0) -> Corpus:
    """Sort all briefs and bring together what they say about the same actors and issues.

    least: what is right with a lower probability, and was not confirmed by a person, is a guess
    """
    ordered = newest_first(briefs)
    twins = copies(ordered)
    by_brief = {brief.id: tuple(_facts(brief, registry, least)) for brief in ordered}
    facts = [fact for brief in ordered if brief.id not in twins for fact in by_brief[brief.id] if not fact.guess]
    facts.sort(key=lambda fact: (fact.brief.id, fact.relation.id))
    facts.sort(key=lambda fact: (fact.date, fact.brief.date or ""), reverse=True)
    found: dict[str, list[tuple[Brief, Actor]]] = {}
    issues: dict[str, list[tuple[Brief, Issue]]] = {}
    for brief in ordered:
        for actor in brief.actors:
            found.setdefault(actor.id, []).append((brief, actor))
        for issue in brief.issues:
            issues.setdefault(issue.id, []).append((brief, issue))
    actors = {key: _known(places, registry) for key, places in found.items()}
    for fact in facts:
        for party in (fact.source, fact.target):
            if party not in actors:
                actors[party] = _unlisted(party, registry)
    merged = {key: (places[0][1], tuple(brief for brief, _ in places)) for key, places in issues.items()}
    return Corpus(ordered, tuple(facts), by_brief, twins, actors, merged)


def newest_first(briefs: Iterable[Brief]) -> tuple[Brief, ...]:
    """Briefs by date, newest first, those of one day by id, those without a date last."""
    return tuple(sorted(sorted(briefs, key=lambda b: b.id), key=lambda b: b.date or "", reverse=True))


def _facts(brief: Brief, registry: Registry, least: float) -> Iterator[Fact]:
    listed = {actor.id: actor for actor in brief.actors}
    parties = {key: party(key, listed, registry) for key in listed}
    for relation in brief.relations:
        yield Fact(
            brief, relation, parties.get(relation.source) or registry.top(relation.source),
            parties.get(relation.target) or registry.top(relation.target),
            relation.confidence < least and not relation.reviewed,
        )  # fmt: skip


def party(actor: str, listed: Mapping[str, Actor], registry: Registry) -> str:
    """The id at the end of an actor's `acts_for` chain, by its brief, then by the registry."""
    seen = {actor}
    while True:
        above = listed[actor].acts_for if actor in listed else None
        if above is None and actor in registry.actors:
            above = registry.actors[actor].acts_for
        if above is None or above in seen:
            return actor
        seen.add(above)
        actor = above


def _known(places: list[tuple[Brief, Actor]], registry: Registry) -> Known:
    newest = places[0][1]
    entry = registry.actors.get(newest.id)
    forms = Counter(form for _, actor in places for form in actor.names)
    roles = dict.fromkeys(actor.role for _, actor in places if actor.role)
    above = next((p for b, a in places if (p := party(a.id, {x.id: x for x in b.actors}, registry)) != a.id), newest.id)
    return Known(
        newest, entry.name if entry else newest.name, above, tuple(role for role in roles if role),
        tuple(sorted(forms, key=lambda form: (-forms[form], form))), tuple(brief for brief, _ in places),
    )  # fmt: skip


def _unlisted(actor: str, registry: Registry) -> Known:
    """A party for which others act, that no brief lists itself."""
    entry = registry.actors.get(actor)
    name, kind = (entry.name, entry.kind) if entry else (actor, "other")
    return Known(Actor(actor, name, kind, wikidata=entry.wikidata if entry else None), name, actor, (), (), ())
