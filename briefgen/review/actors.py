"""Doubts about actors: who is nobody known, who is told differently elsewhere, which two look like one."""

from __future__ import annotations

import difflib
import math
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen.review.doubt import Doubt, actors, relations, seen_by_readers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.model import Actor, Brief
    from briefgen.registry import Registry
    from briefgen.review.doubt import Item

SALIENT = 0.08  # share of a brief from which on an actor should be known
FURTHER = 0.1  # what a doubt gains each time that the number of briefs with it doubles
NAMELESS = 0.5  # what a doubt about people without a name is worth beside others
SAME_PERSON, SAME_NAME = 0.86, 0.9  # likeness of spelling from which on two names look like one
CROWD = 60  # names that share a beginning; beyond, only equal ones are compared
OFFICE = ("acts_for", "role", "country")
OFFICIAL = ("person", "government_body")
SMALL = frozenset({"the", "of", "and", "for", "in", "on"})


def told_elsewhere(briefs: Sequence[Brief]) -> dict[str, Item]:
    """Id of each person and body to the first place that tells for whom it acts."""
    found: dict[str, Item] = {}
    for brief in briefs:
        for item, actor in actors(brief):
            if actor.acts_for and actor.kind in OFFICIAL:
                found.setdefault(actor.id, item)
    return found


def unresolved(brief: Brief, registry: Registry, elsewhere: Mapping[str, Item]) -> Iterator[Doubt]:
    """Actors of a brief that lead to no party, or that the registry should know; elsewhere: see `told_elsewhere`."""
    acts: Counter[str] = Counter()
    for _, relation in relations(brief):
        acts.update((relation.source, relation.target))
    for item, actor in actors(brief):
        if actor.id in registry.actors:
            yield from _against_registry(item, actor, registry)
            continue
        count, share = acts[actor.id], seen_by_readers(brief, actor.id)
        much = f"takes part in {count} relation{'s' if count > 1 else ''}"
        share *= NAMELESS if nameless(actor) else 1
        if actor.kind in OFFICIAL and not actor.acts_for and count:
            worth = (0.55 + 0.1 * min(count, 4)) * share * (0.8 if actor.country else 1)
            why, place = f"{much}, but for whom it acts is not known", elsewhere.get(actor.id)
            if place is not None:
                why += f" here; in {place.brief.id} it acts for `{place.value.acts_for}`"
            yield Doubt("actor", item, why, worth, (place,) if place is not None else (), ("acts_for", "kind"))
        elif actor.kind == "other" and count:
            why = f"{much}, but what it is, is not known"
            yield Doubt("actor", item, why, (0.6 + 0.1 * min(count, 4)) * share, fields=("kind", "name", "acts_for"))
        elif actor.kind not in OFFICIAL and not actor.country and not actor.acts_for and count:
            why = f"{much}, but is not in the registry and of no country"
            yield Doubt("actor", item, why, (0.35 + 0.1 * min(count, 4)) * share, fields=("name", "country", "kind"))
        elif actor.kind not in OFFICIAL and actor.salience >= SALIENT and not nameless(actor):
            why = f"makes {actor.salience:.0%} of the brief, but is not in the registry"
            yield Doubt("actor", item, why, 0.4 + min(0.3, actor.salience), fields=("name", "country", "kind"))


def once_each(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """Doubts about actors with a name, each actor once: where it is worth most, and more the more briefs it is in.

    What an editor finds out about one is then taken into the registry, or the next brief is asked about.
    """
    by_actor: dict[str, list[Doubt]] = defaultdict(list)
    for doubt in doubts:
        if nameless(doubt.item.value):
            yield doubt
        elif not doubt.item.reviewed:
            by_actor[doubt.item.id].append(doubt)
    for _, same in sorted(by_actor.items()):
        best = max(same, key=lambda doubt: doubt.worth)
        more = len({doubt.item.brief.id for doubt in same}) - 1
        why = f"{best.why}; so in {more} other brief{'s' if more > 1 else ''}" if more else best.why
        yield replace(best, why=why, worth=best.worth * (1 + FURTHER * math.log2(1 + more)))


def _against_registry(item: Item, actor: Actor, registry: Registry) -> Iterator[Doubt]:
    known = registry.actors[actor.id]
    if actor.acts_for and known.acts_for and registry.top(actor.acts_for) != registry.top(known.acts_for):
        why = f"acts for `{actor.acts_for}` here, but for `{known.acts_for}` in the registry"
        # an office that the text tells may well be a later one
        worth = 0.35 if actor.role else 0.9
        yield Doubt("actor", item, why, worth * seen_by_readers(item.brief, actor.id), fields=OFFICE)


def nameless(actor: Actor) -> bool:
    """Whether an actor is people without a name, who are others in every article: "rebels", "migrants"."""
    return actor.name[:1].islower()


def told_differently(briefs: Sequence[Brief], registry: Registry) -> Iterator[Doubt]:
    """Actors that act for one party in a brief and for another in most of the briefs that name them."""
    found: dict[str, list[tuple[Item, Actor]]] = defaultdict(list)
    for brief in briefs:
        for item, actor in actors(brief):
            if actor.id not in registry.actors:
                found[actor.id].append((item, actor))
    for _, places in sorted(found.items()):
        said = Counter(registry.top(actor.acts_for) for _, actor in places if actor.acts_for)
        if len(said) < 2:
            continue
        often = max(said.values())
        usual = sorted(party for party, count in said.items() if count == often)
        for item, actor in places:
            here = registry.top(actor.acts_for) if actor.acts_for else usual[0]
            instead = next((party for party in usual if party != here), None)
            if instead is None or (here in usual and len(usual) == 1):
                continue
            other = next(place for place, one in places if one.acts_for and registry.top(one.acts_for) == instead)
            elsewhere = f"{often} other briefs" if often > 1 else f"{other.brief.id}"
            why = f"acts for `{actor.acts_for}` here, but for `{instead}` in {elsewhere}"
            yield Doubt("actor", item, why, 0.9 * seen_by_readers(item.brief, actor.id), (other,), OFFICE)


def alike(briefs: Sequence[Brief], registry: Registry) -> Iterator[Doubt]:
    """Pairs of ids that look like one actor; the doubt stands at the one that is named less."""
    first: dict[str, tuple[Item, Actor]] = {}
    weight: Counter[str] = Counter()
    for brief in briefs:
        for item, actor in actors(brief):
            kept = first.get(actor.id)
            if kept is None or (kept[0].reviewed and not item.reviewed):
                first[actor.id] = item, actor
            weight[actor.id] += max(actor.mentions, 1)
    for pair in _near(first, registry):
        # the longer name tells more; what the registry knows is right; what was looked at is not asked about again
        ordered = sorted(
            pair, key=lambda key: (key in registry.actors, first[key][0].reviewed, _known(first, weight, key))
        )
        (item, actor), (known, other) = (first[key] for key in ordered)
        where = "" if item.brief is known.brief else f" (in {known.brief.id})"
        why = f"looks like `{known.id}`{where}, {other.name}"
        involved = any(actor.id in (r.source, r.target) for _, r in relations(item.brief))
        worth = (0.75 if involved else 0.45) * seen_by_readers(item.brief, actor.id)
        yield Doubt("alike", item, why, worth, (known,), ("id", "names"))


def _known(first: Mapping[str, tuple[Item, Actor]], weight: Mapping[str, int], key: str) -> tuple[bool, int, str]:
    """How well an actor is known by an id, to be compared: by more than one word, and by how often it is named."""
    return " " in first[key][1].name, weight[key], key


def _near(first: dict[str, tuple[Item, Actor]], registry: Registry) -> Iterator[tuple[str, str]]:
    """Pairs of ids to compare that turn out alike, each once, sorted."""
    buckets: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, (_, actor) in first.items():
        for words in _names(actor):
            kind = "person" if actor.kind == "person" else "other"
            buckets[kind, words[-1][:2] if kind == "person" else words[0][:3]].add(key)
            if kind != "person" and len(words) > 2:
                buckets[kind, "".join(word[0] for word in words)[:3]].add(key)
    pairs, decisions = set(), registry.decisions
    for keys in buckets.values():
        ordered = sorted(keys)
        if len(ordered) > CROWD:
            continue
        pairs |= {
            (a, b)
            for at, a in enumerate(ordered)
            for b in ordered[at + 1 :]
            if not (a in registry.actors and b in registry.actors)
            and not (decisions.apart(a, b) or decisions.of(a) == decisions.of(b))
            and _one(first[a], first[b])
        }
    yield from sorted(pairs)


def _one(a: tuple[Item, Actor], b: tuple[Item, Actor]) -> bool:
    """Whether two actors may be one."""
    (place, one), (other_place, other) = a, b
    if place.brief is not other_place.brief and (nameless(one) or nameless(other)):
        return False
    if one.acts_for in (other.id,) or other.acts_for in (one.id,):
        return False
    if one.country and other.country and one.country != other.country and one.kind != "person":
        return False
    if one.kind != other.kind and "other" not in (one.kind, other.kind):
        return False
    same_text = place.brief is other_place.brief
    same_party = None in (one.acts_for, other.acts_for) or one.acts_for == other.acts_for
    return any(_alike(x, y, one.kind, same_text, same_party) for x in _names(one) for y in _names(other))


def _alike(a: tuple[str, ...], b: tuple[str, ...], kind: str, same_text: bool, same_party: bool) -> bool:
    short, long = sorted((a, b), key=len)
    if kind == "person":
        if set(short) <= set(long) and short[-1] == long[-1]:
            return len(short) > 1 or (same_text and same_party)
        return len(short) > 1 and a[0][0] == b[0][0] and _ratio(" ".join(a), " ".join(b)) >= SAME_PERSON
    if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
        return True
    one, other = (" ".join(word.removesuffix("s") for word in words) for words in (a, b))
    return one == other or (len(short) > 1 and _ratio(one, other) >= SAME_NAME)


def _ratio(a: str, b: str) -> float:
    matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SAME_PERSON and matcher.quick_ratio() >= SAME_PERSON else 0


def _names(actor: Actor) -> list[tuple[str, ...]]:
    """The names of an actor as lower-case ASCII words; of persons only the full one, of others without small words."""
    # of a nameless group ("companies", "German firms") only the whole description tells which one it is
    proper = [text for text in actor.names if text[:1].isupper() and (" " in text or text.isupper())]
    texts = [actor.name] if actor.kind == "person" or actor.name.islower() else [actor.name, *proper]
    found = []
    for text in texts:
        letters = "".join(c if c.isalnum() else " " for c in anyascii(text).lower().replace(".", ""))
        words = tuple(word for word in letters.split() if word not in SMALL)
        if words and words not in found:
            found.append(words)
    return found
