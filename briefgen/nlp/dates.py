"""When an act took place, as far as its clause tells: absolute dates, and relative ones counted from publication."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from briefgen.nlp.timex import resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

FUTURE = frozenset(("will", "'ll", "’ll", "shall", "wo"))


def act_date(doc: Doc, trigger: int, published: str | None) -> str | None:
    """ISO date of an act at the precision the text gives, or None.

    trigger: offset of the word that states the act
    published: ISO date of publication; without a full one, relative dates stay unresolved
    """
    ent = date_of(doc, trigger)
    return resolve(ent.text, published, _is_ahead(ent)) if ent is not None else None


def date_of(doc: Doc, trigger: int) -> Span | None:
    """The date expression that hangs on the trigger or on the verb that carries it."""
    token = doc[trigger]
    hosts: list[Token] = [token]
    for above in token.ancestors:
        if len(hosts) > 3 or hosts[-1].dep_ in ("ccomp", "relcl", "advcl"):
            break
        hosts.append(above)
    sent = token.sent
    places = {t.i for t in hosts}
    best = None
    for ent in spans(doc, sent.start, sent.end, frozenset({"DATE"})):
        root = ent.root
        carrier = root.head.head if root.dep_ == "pobj" else root.head
        if carrier.i in places and (best is None or abs(ent.start - trigger) < abs(best.start - trigger)):
            best = ent
    return best


def spans(doc: Doc, start: int, end: int, labels: frozenset[str]) -> Iterator[Span]:
    """The recognised entities with one of some labels that begin in a token range; `Span.ents` reads the whole Doc."""
    first: int | None = None
    for token in doc[start:end]:
        begins = token.ent_iob_ == "B" or token.ent_iob_ == "O"
        if first is not None and begins:
            yield doc[first : token.i]
            first = None
        if token.ent_iob_ == "B" and token.ent_type_ in labels:
            first = token.i
    if first is not None:
        yield doc[first:end]


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


def days_before(date: str, published: str) -> int:
    def first(text: str) -> datetime:
        return datetime.fromisoformat(
            (text + "-12-28")[:10] if len(text) == 4 else (text + "-28")[:10] if len(text) == 7 else text
        )

    if len(date) == 4 and date == published[:4]:
        return 0
    try:
        return (first(published) - first(date)).days
    except ValueError:
        return 0
