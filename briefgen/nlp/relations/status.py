"""The status of an act in the light of its whole sentence: background, and threats that depend on something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.background import is_background

if TYPE_CHECKING:
    from briefgen.model import Action, Status
    from briefgen.nlp.parse.tokens import Doc, Token

DATES = frozenset({"DATE", "TIME"})
CONDITIONS = frozenset("if unless should were until lest".split())


def told_status(doc: Doc, trigger: int, action: Action, status: Status, published: str | None) -> Status:
    """The status of an act of class `action` that has `status` by the words that govern it.

    trigger: offset of the word that states the act; published: ISO date of publication
    """
    if status == "denied":
        return status
    if is_background(doc, trigger, published):
        return "past"
    if action == "THREATEN" and _depends(doc[trigger]):
        return "threatened"
    return "actual" if action == "AGREE" and _is_accord(doc[trigger]) else status


def _is_accord(token: Token) -> bool:
    """Whether an accord is the act itself, not the promise of one: "agreed on a route", unlike "agreed to open it"."""
    below = {c.dep_ for c in token.children}
    about = (t for c in token.children if c.lower_ == "on" for t in c.children)
    return is_verb(token) and any(t.ent_type_ not in DATES for t in about) and not below & {"xcomp", "ccomp"}


def _depends(token: Token) -> bool:
    """Whether an act is to follow only if something else happens: "will strike unless …", "should it fail, will …"."""
    for word in (token, *token.ancestors):
        if is_verb(word) and any(_is_condition(clause) for clause in word.children):
            return True
        if word.dep_ in ("relcl", "ROOT"):
            return False
    return False


def _is_condition(clause: Token) -> bool:
    if clause.dep_ not in ("advcl", "ccomp", "prep"):
        return False
    first = clause.left_edge
    inverted = first.lower_ in ("should", "were") and first.head.i == clause.i
    return inverted or any(c.dep_ == "mark" and c.lower_ in CONDITIONS for c in clause.children)
