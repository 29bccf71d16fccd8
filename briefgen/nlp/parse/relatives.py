"""Of which of several a relative clause tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token


def last_of(clause: Token, relative: Token) -> Token:
    """Of whom a clause tells: the last of several before it where its verb is that of one, "A and B, who is"."""
    one = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in (clause, *clause.lefts) if t.dep_ != "mark")
    listed, waiting = [clause.head], [clause.head] if one else []
    while waiting:
        rights = [c for c in waiting.pop().rights if c.i < relative.i]
        joined = [c for c in rights if c.dep_ == "conj"]
        beside = any(c.dep_ == "conj" for r in rights for c in (r, *r.rights))  # in a list the parser takes for a name
        joined += [c for c in rights if c.dep_ == "appos" and beside]
        listed += joined
        waiting += joined
    return max(listed, key=lambda t: t.i)
