"""Quotes that a person chose, in an article that may have changed; lists whose order a person may have chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from briefgen.merge.fingerprint import token, unplaced
from briefgen.model import Evidence, Quote

K = TypeVar("K", bound=Hashable)
S = TypeVar("S", Quote, Evidence)


def anchored(span: S, article: str | None) -> S:
    """A quote with the offsets of its nearest place in the article, or as it was where the article does not have it."""
    quote = span.quote
    if article is None or not quote or article[span.start : span.end] == quote:
        return span
    places = []
    at = article.find(quote)
    while at >= 0:
        places.append(at)
        at = article.find(quote, at + 1)
    if not places:
        return span
    start = min(places, key=lambda place: abs(place - span.start))
    return replace(span, start=start, end=start + len(quote))


def overlapping(one: Quote, other: Quote) -> bool:
    """Whether two quotes share at least half of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0 and 2 * shared >= min(one.end - one.start, other.end - other.start)


def ordered(primary: Iterable[K], secondary: Iterable[K]) -> list[K]:
    """The first list, with what only the second has after the element that precedes it there."""
    result = list(primary)
    known = set(result)
    before: K | None = None
    for key in secondary:
        if key not in known:
            result.insert(0 if before is None else result.index(before) + 1, key)
            known.add(key)
        before = key
    return result


def reordered(now: Sequence[K], base: Sequence[K]) -> bool:
    """Whether what two lists have in common stands in another order."""
    common = set(now) & set(base)
    return [key for key in now if key in common] != [key for key in base if key in common]


Placed = tuple[str, int]  # a quote's token without its place, and which of several equal ones it is


def merged_quotes(
    mine: Sequence[Quote], new: Sequence[Quote], base: Sequence[str], gone: Sequence[str], article: str | None
) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Three-way merge of a list of quotes, each an item of its own.

    base: tokens of the machine's quotes; gone: of those that a person deleted and the machine then no longer chose
    article: its text, None where it is not known
    Returns the merged quotes and the next `gone`.
    """
    before, here, now = _keys(base), _keys([token((q,)) for q in mine]), _keys([token((q,)) for q in new])
    theirs, fresh = dict(zip(here, mine, strict=True)), dict(zip(now, new, strict=True))
    tokens, lost = dict(zip(before, base, strict=True)), dict(zip(_keys(gone), gone, strict=True))
    deleted = {key: one for key, one in (lost | tokens).items() if key not in theirs}
    # A person's own quote, an edited one, or one that was moved to another place.
    own = {k: anchored(q, article) for k, q in theirs.items() if k not in tokens or token((q,)) != tokens[k]}
    kept = dict(own)
    for key, quote in fresh.items():
        taken = key not in tokens and any(overlapping(quote, one) for one in own.values())
        if key not in own and key not in deleted and not taken:
            kept[key] = quote
    by_machine, by_person = [k for k in now if k in kept], [k for k in here if k in kept]
    order = ordered(by_person, by_machine) if reordered(here, before) else ordered(by_machine, by_person)
    return tuple(kept[key] for key in order), tuple(one for key, one in deleted.items() if key not in fresh)


def _keys(tokens: Sequence[str]) -> list[Placed]:
    seen: Counter[str] = Counter()
    keys = []
    for one in map(unplaced, tokens):
        keys.append((one, seen[one]))
        seen[one] += 1
    return keys
