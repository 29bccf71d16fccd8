"""A concern as an editor reads it: the claim, its quote in the paragraph, why, and what to type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.model import Actor, Issue, Relation
from briefgen.review.commands import Sign, accept, correct, dismiss
from briefgen.review.doubt import relations
from briefgen.schema import place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Brief, Evidence, Quote
    from briefgen.review.doubt import Item
    from briefgen.review.queue import Concern
    from briefgen.yamltext import Positions


@dataclass(frozen=True, slots=True)
class Source:
    """A brief's file: its path as people type it, where its keys stand, and the article's text where it can be read."""

    where: str
    positions: Positions
    article: str | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote and what stands around it in its paragraph; both sides are empty where the article cannot be read."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Other:
    """An item to compare with."""

    claim: str
    quote: str
    place: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to look at.

    kinds: of the doubts, the gravest first; why: a clause for each; worth: of a minute spent on it
    item: id of the item, "" for the brief itself; place: file:line; claim: what it says, in one line
    outlet, date: of the article; act_date: of the act, ISO at any precision; confidence: 0..1, None where it has none
    rule: what led to the claim, in words; "" where that cannot be told
    accept, correct, dismiss: what to type, "" where there is nothing to
    """

    kinds: tuple[str, ...]
    why: tuple[str, ...]
    worth: float
    brief: str
    title: str
    item: str
    place: str
    claim: str
    passage: Passage | None
    outlet: str | None
    date: str | None
    act_date: str | None
    trigger: str | None
    rule: str
    confidence: float | None
    others: tuple[Other, ...]
    accept: str
    correct: str
    dismiss: str


def entries(
    concerns: Sequence[Concern], sources: Mapping[str, Source], rules: Mapping[tuple[str, str], str], sign: Sign
) -> Iterator[Entry]:
    """Concerns as entries, in order.

    sources: id of a brief to its file, for all briefs that the concerns name
    rules: (id of a brief, id of a relation) to what led to it; sign: for what is told to be typed
    """
    for concern in concerns:
        item, brief = concern.item, concern.item.brief
        source = sources[brief.id]
        comparing = tuple({other.key: other for doubt in concern.doubts for other in doubt.others}.values())
        value = item.value
        relation = value if isinstance(value, Relation) else None
        yield Entry(
            kinds=tuple(doubt.kind for doubt in concern.doubts),
            why=tuple(doubt.why for doubt in concern.doubts),
            worth=round(concern.worth, 3),
            brief=brief.id,
            title=brief.title or brief.id,
            item=item.id,
            place=place(item, source),
            claim=claim(item),
            passage=_passage(item, source.article),
            outlet=brief.source.publisher,
            date=brief.date,
            act_date=relation.date if relation else None,
            trigger=relation.evidence[0].trigger if relation and relation.evidence else None,
            rule=rules.get((brief.id, item.id), ""),
            confidence=relation.confidence if relation else None,
            others=tuple(_other(one, sources[one.brief.id]) for one in comparing),
            accept=accept(concern, comparing, sources, sign),
            correct=correct(concern, sources, sign),
            dismiss=dismiss(concern, sources),
        )


def place(item: Item, source: Source) -> str:
    """`file:line` of an item."""
    line, _ = place_of((item.section, item.at), source.positions) if item.section else (1, 1)
    return source.where if line is None else f"{source.where}:{line}"


def claim(item: Item) -> str:
    """What an item says, in one line."""
    value: Any = item.value
    if isinstance(value, Relation):
        arrow = "↔" if value.symmetric else "→"
        coded = f"{value.source} {arrow} {value.target}: {value.action}, {value.status}"
        return f"{value.statement} ({coded}{', ' + value.date if value.date else ''})"
    if isinstance(value, Actor):
        parts = [value.kind.replace("_", " "), value.role or "", f"acts for {value.acts_for}" if value.acts_for else ""]
        return f"{value.name} ({', '.join(part for part in parts if part)})"
    return value.label if isinstance(value, Issue) else (value.title or value.id)


def _evidence(item: Item) -> Quote | Evidence | None:
    """The quote that shows an item best: its own, or that of the first relation that an actor takes part in."""
    value = item.value
    if isinstance(value, Actor):
        taking_part = (r for _, r in relations(item.brief) if value.id in (r.source, r.target))
        return next((r.evidence[0] for r in taking_part if r.evidence), None)
    if isinstance(value, Relation):
        return next(iter(value.evidence), None)
    return next(iter(value.evidence), None) if isinstance(value, Issue) else None


def _passage(item: Item, article: str | None) -> Passage | None:
    span = _evidence(item)
    if span is None:
        return _mention(item, article)
    if article is None or article[span.start : span.end] != span.quote:
        return Passage("", span.quote, "")
    return _around(article, span.start, span.end)


def _around(article: str, start: int, end: int) -> Passage:
    first = article.rfind("\n\n", 0, start)
    first = 0 if first < 0 else first + 2
    last = article.find("\n\n", end)
    return Passage(article[first:start], article[start:end], article[end : last if last >= 0 else None])


def _mention(item: Item, article: str | None) -> Passage | None:
    """The first place where the text names an actor that takes part in nothing."""
    value = item.value
    if article is None or not isinstance(value, Actor):
        return None
    for name in (value.name, *value.names):
        at = article.find(name)
        if at >= 0:
            return _around(article, at, at + len(name))
    return None


def _other(item: Item, source: Source) -> Other:
    span = _evidence(item)
    return Other(claim(item), span.quote if span else "", place(item, source))


def named_briefs(concerns: Sequence[Concern]) -> tuple[Brief, ...]:
    """All briefs that some concerns name, each once."""
    found: dict[str, Brief] = {}
    for concern in concerns:
        for item in (concern.item, *(other for doubt in concern.doubts for other in doubt.others)):
            found.setdefault(item.brief.id, item.brief)
    return tuple(found.values())
