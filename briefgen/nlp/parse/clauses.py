"""How words stand to each other in the clauses of a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token


def clause(token: Token) -> Token:
    """The verb of the clause that a word belongs to."""
    while not (is_verb(token) and token.dep_ not in ("amod", "aux", "auxpass")) and token.head != token:
        token = token.head
    return token


def standing(head: Token, token: Token) -> str:
    """Where a word's clause is, as seen from another word's: "here", "above", "below" or "beside"."""
    other, own = clause(head), clause(token)
    if other == own:
        return "here"
    return "below" if own in other.ancestors else "above" if other in own.ancestors else "beside"
