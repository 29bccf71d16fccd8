"""Whether an act is told as background: what was before the story, by its date, its tense or the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_finite, is_verb
from briefgen.nlp.relations.dates import date_of, is_long_ago, when
from briefgen.nlp.relations.timex import MONTH, WEEKDAY

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Doc, Span, Token

LONG_AGO = re.compile(
    r"\b((years?|months?|weeks?|century|centuries|decades?) (ago|earlier|before)|days later|(year|month|week)s? later"
    r"|(last|previous|preceding) (week|month|year|decade|century|spring|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december))\b",
    re.IGNORECASE,
)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\ds?\b")
# adverbs that set an act before others
EARLIER = frozenset("previously formerly once originally earlier already since long".split())
LONG = frozenset("week month year decade century".split())
TALE = 4  # sentences that a year told once holds for
PAST = frozenset({"VBD", "VBN"})
HIGHEST = 8  # words that are climbed


def is_background(doc: Doc, trigger: int, published: str | None) -> bool:
    """Whether an act is past background.

    trigger: offset of the word that states the act; published: ISO date of publication
    """
    verb = tensed(doc[trigger])
    if verb is not None and not is_past(verb):
        return _is_since(doc[trigger], verb)
    date = date_of(doc, trigger)
    old = _is_old(date, published, past=verb is not None)
    if old is not None or verb is None:
        return bool(old)
    return _is_set_back(verb) or _is_since(doc[trigger], verb) or _goes_on(verb, published)


def tensed(token: Token) -> Token | None:
    """The verb whose tense is that of a word: its own, or that of the clause it belongs to or is foreseen in."""
    for _ in range(HIGHEST):
        if is_verb(token):
            if "having" in _helpers(token) or (token.tag_ == "VBN" and token.dep_ in ("acl", "relcl")):
                return token
            if is_finite(token) and not (token.dep_ == "ccomp" and _has_modal(token)):
                return token
        if token.head.i == token.i:
            break
        token = token.head
    return None


def _helpers(verb: Token) -> frozenset[str]:
    return frozenset(c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass"))


def _has_modal(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.tag_ == "MD" for c in verb.children)


def is_past(verb: Token) -> bool:
    """Whether a verb tells of what is over ("sent", "was sent", "had sent"), not of what holds or will be."""
    helpers = _helpers(verb)
    if "having" in helpers:
        return True
    return (verb.tag_ in PAST or bool(helpers & {"had", "was", "were"})) and not helpers & {
        "has", "have", "is", "are", "will", "would", "could", "can", "may", "might", "be", "'s", "’s", "'ve", "’ve",
    }  # fmt: skip


def _is_set_back(verb: Token) -> bool:
    """Whether a past verb is set before the story by its own words: "had sent", "having sent", "used to send"."""
    if _helpers(verb) & {"had", "'d", "’d"} or ("having" in _helpers(verb) and verb.dep_ != "pcomp"):
        return True
    if verb.lemma_ == "use" and verb.nbor().lower_ == "to":
        return True
    return any(c.dep_ == "advmod" and c.lower_ in EARLIER for c in verb.children)


def _is_since(token: Token, verb: Token) -> bool:
    """Whether an act is what the story began with: "since Ghana closed the border", "since the seizure of the ship"."""
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    years = any(c.dep_ == "npadvmod" and c.ent_type_ == "DATE" and c.lemma_ in LONG for c in verb.children)
    if "since" in marks or ("after" in marks and years):  # "seven years after it closed the border"
        return True
    for _ in range(HIGHEST):
        if token.i == verb.i:
            return False
        if token.dep_ == "prep" and token.lower_ == "since":
            return True
        token = token.head
    return False


def _is_old(date: Span | None, published: str | None, *, past: bool) -> bool | None:
    """Whether a date is one before the story; None where there is none, or it does not tell."""
    if date is None:
        return None
    said = date.text.lower()
    if LONG_AGO.search(said):
        return True
    iso = when(date, published)
    if published is not None and iso is not None:
        return is_long_ago(iso, published)
    if YEAR.search(said) or (published is None and MONTH.search(said) and not any(c.isdigit() for c in said)):
        return past
    return False if WEEKDAY.search(said) else None


def _goes_on(verb: Token, published: str | None) -> bool:
    """Whether a past clause belongs to a tale of long ago: of the clause above it, or of sentences before."""
    above = tensed(verb.head) if verb.head.i != verb.i else None
    if above is not None and above.i != verb.i:
        return is_past(above) and is_background(verb.doc, above.i, published)
    sent = verb.sent
    for _ in range(TALE):
        if not sent.start or verb.doc[sent.start - 1].is_space:
            return False
        sent = verb.doc[sent.start - 1].sent
        if sent.root.tag_ != "VBD":
            return False
        if (old := _is_old(date_of(verb.doc, sent.root.i), published, past=True)) is not None:
            return old
    return False
