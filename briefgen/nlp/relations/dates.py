"""When an act took place, as far as its clause tells: absolute dates, and relative ones counted from publication."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import datetime
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_finite
from briefgen.nlp.relations.timex import MONTH, WEEKDAY, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Doc, Span, Token

FUTURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))
# what tells when, unlike "for two years" and "the 45-year-old"
WHEN = re.compile(
    rf"\b(1[5-9]|20)\d\ds?\b|{MONTH.pattern}|{WEEKDAY.pattern}|\b(today|yesterday|tomorrow|tonight|ago|earlier|later|before"
    r"|last|previous|preceding|past|next|this|coming|following|spring|summer|autumn|fall|winter|century)\b",
    re.IGNORECASE,
)
UNTIL = frozenset("until till by since through".split())  # these tell how long, not when
WHERE = frozenset("DATE TIME GPE LOC FAC".split())
PARTS = frozenset(
    "most much part start end beginning middle half days night morning dawn dusk noon midnight eve course".split()
)
DAYS = 20  # an act this long before publication is background
HIGHEST = 6  # words that are climbed


def act_date(doc: Doc, trigger: int, published: str | None) -> str | None:
    """ISO date of an act at the precision the text gives, or None.

    trigger: offset of the word that states the act
    published: ISO date of publication; without a full one, relative dates stay unresolved
    """
    ent = date_of(doc, trigger)
    return when(ent, published) if ent is not None else None


def when(ent: Span, published: str | None) -> str | None:
    """A date expression as ISO date, looking the way its clause looks; None where it names no single date."""
    return resolve(ent.text, published, _is_ahead(ent))


def date_of(doc: Doc, trigger: int) -> Span | None:
    """The expression of when that hangs on the trigger or the words above it, nearest to it on the parse."""
    places = {token.i: rank for rank, token in enumerate(_hosts(doc[trigger]))}
    sent = doc[trigger].sent
    best: tuple[int, int, Span] | None = None
    for ent in spans(doc, sent.start, sent.end, frozenset({"DATE"})):
        lasting = UNTIL.intersection(t.lower_ for t in (ent.root.head, *ent.root.lefts)) and ent.root.i not in places
        if lasting or not WHEN.search(ent.text):
            continue
        carrier = next((t for t in _carriers(ent) if t.i in places), None)
        if carrier is not None:
            found = places[carrier.i], abs(ent.start - trigger), ent
            best = found if best is None or found[:2] < best[:2] else best
    return best[2] if best else None


def _hosts(token: Token) -> Iterator[Token]:
    """A word and those above it, up to the finite verb of its clause and the clauses that share its time."""
    for _ in range(HIGHEST):
        yield token
        apart = token.dep_ in ("ccomp", "relcl", "advcl", "parataxis")
        if token.dep_ == "relcl" and token.head.ent_type_ == "DATE" and any(c.lower_ == "when" for c in token.lefts):
            yield token.head  # "since 2019, when …"
        if (
            (apart and is_finite(token))
            or (token.dep_ in ("relcl", "acl") and token.tag_ == "VBN")
            or token.head is token
        ):
            return
        token = token.head


def _carriers(ent: Span) -> Iterator[Token]:
    """The words that a date may tell the time of: its own, what it hangs on, through other words of time and place."""
    token = ent.root
    yield token
    for _ in range(HIGHEST):
        token = token.head.head if token.dep_ == "pobj" else token.head
        yield token
        during = token.dep_ == "pobj" and token.head.lower_ == "during"  # "during the war of 1973"
        if token.ent_type_ not in WHERE and token.lower_ not in PARTS and not during:
            return


def spans(doc: Doc, start: int, end: int, labels: frozenset[str]) -> Iterator[Span]:
    """The recognised entities with one of some labels that begin in a token range, as far as they lie in it."""
    for ent in doc.ents[bisect_left(doc.ents, start, key=lambda ent: ent.start) :]:
        if ent.start >= end:
            return
        if ent.label_ in labels:
            yield doc[ent.start : min(ent.end, end)]


def _is_ahead(ent: Span) -> bool | None:
    """Whether the verb that a date hangs on speaks of what is to come; None where there is no verb."""
    verb = next((token for token in ent.root.ancestors if token.pos_ in ("VERB", "AUX")), None)
    if verb is None:
        return None
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & FUTURE:
        return True
    if verb.tag_ == "VB" and "to" in helpers:  # "agreed to meet on Friday"
        return True
    return False if verb.tag_ in ("VBD", "VBN") else None


def is_long_ago(date: str, published: str) -> bool:
    """Whether an ISO date lies before the story: another month or year, or a day that is some weeks back."""
    if len(date) < len("2020-01-01") or len(published) < len("2020-01-01"):
        return date < published[: len(date)]
    return (datetime.fromisoformat(published) - datetime.fromisoformat(date)).days > DAYS
