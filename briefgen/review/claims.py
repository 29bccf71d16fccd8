"""Doubts about relations: unsure ones, contradictions, duplicates; and articles that are told twice."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.review.doubt import Doubt, Item, facing, relations, seen_by_readers, tops

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Brief, Relation
    from briefgen.registry import Registry

UNSURE = 0.7  # probability below which an item is worth a look by itself
DAY = len("2000-01-01")
MANY = 12  # items of one dyad and day; beyond, a day of many reports is no contradiction to be settled
# Classes that one actor hardly means towards the same other on one day; other pairs of heading are weaker signs.
OPPOSITE: frozenset[frozenset[str]] = frozenset(
    frozenset(pair.split())
    for pair in (
        "AGREE REJECT", "CONCEDE REJECT", "COOPERATE REJECT", "SUPPORT REJECT", "SUPPORT ACCUSE", "SUPPORT PROTEST",
        "SUPPORT ASSAULT", "CONCEDE SANCTION", "CONCEDE COERCE", "AID SANCTION", "AID ASSAULT", "COOPERATE SANCTION",
        "RETREAT MOBILIZE", "RETREAT ASSAULT",
    )
)  # fmt: skip
RELATION_FIELDS = ("source", "target", "action", "status", "date")


def unsure(brief: Brief) -> Iterator[Doubt]:
    """Relations of low probability."""
    for item, relation in relations(brief):
        if relation.confidence < UNSURE:
            why = f"is right with a probability of {relation.confidence:.0%} only"
            worth = (1 - relation.confidence) * 1.2 * seen_by_readers(brief, relation.source, relation.target)
            yield Doubt("confidence", item, why, worth, fields=RELATION_FIELDS)


def in_one_sentence(brief: Brief, registry: Registry) -> Iterator[Doubt]:
    """Two relations of one pair in one sentence, of opposite headings or the same act twice."""
    top = tops(brief, registry)
    by_place: dict[tuple[int, frozenset[str]], list[tuple[Item, Relation]]] = defaultdict(list)
    for item, relation in relations(brief):
        ends = frozenset((top.get(relation.source, relation.source), top.get(relation.target, relation.target)))
        for evidence in relation.evidence:
            by_place[evidence.start, ends].append((item, relation))
    told = set()
    for group in by_place.values():
        for (a, one), (b, other) in combinations(group, 2):
            if a.key == b.key or (a.key, b.key) in told:
                continue
            told.add((a.key, b.key))
            item, rival = facing(a, b)
            share = seen_by_readers(brief, one.source, one.target)
            if polarity(one.action) != polarity(other.action):
                if "CONSULT" in (one.action, other.action):
                    continue
                strong = frozenset((one.action, other.action)) in OPPOSITE or _trigger(one) == _trigger(other)
                why = f"the same sentence is read as {rival.value.action} of the same two, too"
                worth = (0.75 if strong else 0.45) * share
                yield Doubt("contradiction", item, why, worth, (rival,), ("action", "source", "target"))
            elif one.action == other.action and one.status == other.status:
                why = "the same act of the same two is told twice by this sentence"
                same = {one.source, one.target} == {other.source, other.target}
                worth = 0.5 if _trigger(one) == _trigger(other) else 0.35 if same else 0.2
                yield Doubt("duplicate", item, why, worth * share, (rival,), RELATION_FIELDS[:2])


def _trigger(relation: Relation) -> str:
    return relation.evidence[0].trigger if relation.evidence else ""


def of_one_day(briefs: Sequence[Brief], registry: Registry, copies: Mapping[str, str]) -> Iterator[Doubt]:
    """Relations of one dyad on one day, from several places: opposite, denied, or the same again."""
    groups: dict[tuple[str, str, str], list[tuple[Item, Relation]]] = defaultdict(list)
    for brief in briefs:
        if brief.id in copies:
            continue
        top = tops(brief, registry)
        for item, relation in relations(brief):
            if relation.date and len(relation.date) == DAY:
                ends = [top.get(relation.source, relation.source), top.get(relation.target, relation.target)]
                source, target = sorted(ends) if relation.symmetric else ends
                groups[source, target, relation.date].append((item, relation))
    for _, group in sorted(groups.items()):
        if len(group) <= MANY:
            yield from _opposites(group)
        yield from _again(group)


def _opposites(group: list[tuple[Item, Relation]]) -> Iterator[Doubt]:
    for (a, one), (b, other) in combinations(group, 2):
        if a.brief is b.brief:
            continue
        if one.action == other.action:
            differ, strong = (one.status == "denied") != (other.status == "denied"), True
        else:
            pair = frozenset((one.action, other.action))
            differ, strong = polarity(one.action) != polarity(other.action), pair in OPPOSITE
            differ = differ and "CONSULT" not in pair
        if differ:
            item, rival = facing(a, b)
            word = f"{rival.value.action} ({rival.value.status})" if one.action == other.action else rival.value.action
            why = f"of the same two and day, {rival.brief.id} says {word}"
            worth = (0.85 if strong else 0.4) * seen_by_readers(item.brief, item.value.source, item.value.target)
            yield Doubt("contradiction", item, why, worth, (rival,), ("action", "status", "date"))


def _again(group: list[tuple[Item, Relation]]) -> Iterator[Doubt]:
    """The same act at several places; the surest stays, the others are asked about in one go."""
    by_act: dict[tuple[str, bool], list[tuple[Item, Relation]]] = defaultdict(list)
    for item, relation in group:
        by_act[relation.action, relation.status == "denied"].append((item, relation))
    for same in by_act.values():
        same.sort(key=lambda one: (-one[1].confidence, one[0].key))
        best, rest = same[0][0], [item for item, _ in same[1:]]
        if not rest:
            continue
        own = [item for item in rest if item.brief is best.brief]
        for item in own:
            if _starts(item).isdisjoint(_starts(best)):  # the same sentence was compared already
                why = "may be the same act as another item of this brief"
                yield Doubt("duplicate", item, why, 0.4, (best,), ("date",))
        if len(own) < len(rest):
            elsewhere = tuple(item for item in rest if item.brief is not best.brief)
            why = f"{len(elsewhere)} item{'s' if len(elsewhere) > 1 else ''} of other briefs may tell of the same act"
            yield Doubt("duplicate", best, why, 0.15 + 0.02 * min(len(elsewhere), 5), elsewhere[:5], ("date", "action"))


def _starts(item: Item) -> set[int]:
    return {evidence.start for evidence in item.value.evidence}


def told_twice(briefs: Sequence[Brief], copies: Mapping[str, str]) -> Iterator[Doubt]:
    """Near-duplicate articles, until all relations of the copy have been looked at."""
    by_id = {brief.id: brief for brief in briefs}
    for copy, first in sorted(copies.items()):
        if copy in by_id and first in by_id and any(not item.reviewed for item, _ in relations(by_id[copy])):
            why = f"its article says the same as that of {first}; it is counted once"
            yield Doubt("copy", Item(by_id[copy]), why, 0.2, (Item(by_id[first]),))
