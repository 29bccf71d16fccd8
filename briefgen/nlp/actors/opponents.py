"""Whom a plural sums up: "the warring parties" are those who fight, "the three countries" states just told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import conjuncts, is_verb, prep_objects

if TYPE_CHECKING:
    from briefgen.nlp.actors.antecedents import Antecedents
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

REACH = 12  # sentences looked back over for states
PAIR = 2
SIDES = frozenset({"side", "party", "faction"})
FIGHTING = frozenset("fight battle war clash".split())
STRIFE = frozenset("war fighting conflict hostilities clashes combat".split())
PRIVATE = frozenset({"person", "population"})


def foes(cast: Cast, head: Token) -> tuple[str, ...]:
    """The two of whom the text before a phrase last tells that they fight each other, if it tells of any."""
    for token in reversed(cast.doc[: head.i]):
        if is_verb(token) and token.lemma_ in FIGHTING:
            ends = [*surface_subject(token), *(c for c in token.rights if c.dep_ == "dobj")]
            ends += prep_objects(token, "with")
        elif token.lower_ in STRIFE:
            ends = prep_objects(token, "between")
        else:
            continue
        named = (cast.at.get(t.i) for end in ends for t in conjuncts(end))
        tops = dict.fromkeys(cast.top(m.actor) for m in named if m is not None and not m.place)
        if len(tops) == PAIR and all(t in cast.members and cast.members[t].kind not in PRIVATE for t in tops):
            return tuple(tops)
    return ()


def as_many(antecedents: Antecedents, head: Token, number: int) -> tuple[str, ...]:
    """The states that the nearest sentences before a phrase name, if they are as many as it counts."""
    members = antecedents.cast.members
    found: dict[str, None] = {}
    for sent, mentions in antecedents.back(head, REACH):
        if sent == head.sent and head.dep_ != "nsubj":
            continue  # whoever does it to them is another
        named = [m.actor for m in mentions if not m.place and m.form != "adjective"]
        found |= dict.fromkeys(actor for actor in named if members[actor].kind == "state")
        if len(found) >= number:
            break
    return tuple(found) if len(found) == number else ()
