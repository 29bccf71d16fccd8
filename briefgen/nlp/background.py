"""Whether an act is told as background: what was before the story, by its date, its tense or the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.nlp.dates import act_date, date_of, days_before

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

DAYS = 20  # an act this long before publication is background
LONG_AGO = re.compile(
    r"\b((years?|months?|weeks?) (ago|earlier|before)|days later|(year|month|week)s? later|years|decades"
    r"|(last|previous|preceding) (week|month|year|decade|century|spring|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b((?:1[89]|20)\d\d)s?\b")
# adverbs that set an act before others
EARLIER = frozenset("previously formerly once originally earlier already since".split())
TALE = 4  # sentences that a year told once holds for
DAY = re.compile(r"\b(today|yesterday|tomorrow|\w+day)\b", re.IGNORECASE)
PAST = frozenset({"VBD", "VBN"})


def is_background(doc: Doc, trigger: int, published: str | None) -> bool:
    """Whether an act is past background.

    trigger: offset of the word that states the act; published: ISO date of publication
    """
    verb = next((t for t in (doc[trigger], *doc[trigger].ancestors) if t.pos_ == "VERB"), None)
    ent = date_of(doc, trigger)
    if ent is not None and LONG_AGO.search(ent.text):
        return True
    date = act_date(doc, trigger, published)
    if date is not None and published is not None:
        return days_before(date, published) > DAYS
    if ent is not None and YEAR.search(ent.text) and _is_past(verb):
        return True
    if verb is None or not _is_past(verb):
        return False
    if any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children):
        return True
    if any(c.dep_ == "advmod" and c.lower_ in EARLIER for c in verb.children):
        return True
    return ent is None and _goes_on(verb, published)


def _is_past(verb: Token | None) -> bool:
    """Whether a verb tells of what is over ("sent", "was sent", "had sent"), not of what holds or will be."""
    if verb is None or verb.tag_ not in PAST:
        return False
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    return not helpers & {"has", "have", "is", "are", "will", "would", "could", "can", "may", "might", "be"}


def _goes_on(verb: Token, published: str | None) -> bool:
    """Whether the clause belongs to a tale of long ago: its sentence, or one before, has an old year."""
    sent = verb.sent
    for _ in range(TALE):
        if sent.root.tag_ != "VBD":
            return False
        if (old := _is_old(sent, published)) is not None:
            return old
        if not sent.start or verb.doc[sent.start - 1].is_space:
            return False
        sent = verb.doc[sent.start - 1].sent
    return False


def _is_old(sent: Span, published: str | None) -> bool | None:
    """Whether a sentence tells of a year long ago; None where it names neither a year nor a day."""
    dates = " ".join(t.text for t in sent if t.ent_type_ == "DATE")
    years = [int(year) for year in YEAR.findall(dates)]
    if years:
        return published is None or max(years) < int(published[:4])
    return False if DAY.search(dates) else None
