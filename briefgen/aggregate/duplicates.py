"""Wire copies: reports that say the same in several outlets count once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.aggregate.trend import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.model import Brief

ALIKE = 0.7  # share of sentences in common, of those that either has
LEAST = 3  # sentences that two texts must have for a comparison
DAYS = 14  # between the first report and a copy
COMMON = 50  # a sentence in more reports than this is a phrase of the trade
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def copies(briefs: Sequence[Brief]) -> dict[str, str]:
    """Id of each copy to the id of the first report; briefs may be in any order.

    Two briefs are of one report where their articles' texts are the same, or most of the sentences that the briefs
    quote, within two weeks of each other.
    """
    found: dict[str, str] = {}
    firsts: dict[str, tuple[Brief, frozenset[str]]] = {}
    by_text: dict[str, str] = {}
    by_sentence: dict[str, list[str]] = {}
    for brief in sorted(briefs, key=lambda one: (one.date or "9999", one.id)):
        said = sentences(brief)
        first = by_text.get(brief.source.sha256) or _alike(brief, said, firsts, by_sentence)
        if first:
            found[brief.id] = first
            continue
        firsts[brief.id] = brief, said
        by_text[brief.source.sha256] = brief.id
        for sentence in said:
            by_sentence.setdefault(sentence, []).append(brief.id)
    return found


def sentences(brief: Brief) -> frozenset[str]:
    """The sentences that a brief quotes, without case and punctuation."""
    quotes = [one.quote for one in brief.summary]
    quotes += [one.quote for relation in brief.relations for one in relation.evidence]
    return frozenset(_BETWEEN_WORDS.sub(" ", quote).strip().lower() for quote in quotes)


def _alike(
    brief: Brief,
    said: frozenset[str],
    firsts: Mapping[str, tuple[Brief, frozenset[str]]],
    by_sentence: Mapping[str, list[str]],
) -> str | None:
    """The first report that a brief is a copy of."""
    shared: dict[str, int] = {}
    for sentence in said:
        others = by_sentence.get(sentence, [])
        for other in others if len(others) <= COMMON else ():
            shared[other] = shared.get(other, 0) + 1
    for key in sorted(shared):
        other_brief, others_said = firsts[key]
        enough = min(len(said), len(others_said)) >= LEAST and _near(brief, other_brief)
        if enough and shared[key] / len(said | others_said) >= ALIKE:
            return key
    return None


def _near(one: Brief, other: Brief) -> bool:
    a, b = day(one.date or ""), day(other.date or "")
    return a is None or b is None or abs((a - b).days) <= DAYS
