"""Of which of several a relative clause tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token


PERSONS = ("ers", "ors", "ists", "ees", "men", "people", "officials", "troops", "students", "civilians", "migrants")


def last_of(clause: Token, relative: Token) -> Token:
    """Of whom a clause tells: the last of several before it where its verb is that of one, "A and B, who is".

    A "which" tells of no people, but of the state named last: "a crackdown on protesters in A, which retaliated".
    """
    near = relative.doc[relative.i - 2] if relative.lower_ == "which" and relative.i > 1 else clause
    if near.ent_type_ == "GPE" and clause.head.tag_ == "NNS" and clause.head.lower_.endswith(PERSONS):
        return near
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
