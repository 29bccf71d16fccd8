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
OPENING = 2  # sentences at the top, the headline one of them, that name who met
MOST = 4  # who may be meant where nothing counts them
OFFICIALS = frozenset(
    "official leader minister diplomat secretary adviser advisor president principal participant representative "
    "envoy chief".split()
)
MEETING = frozenset("readout statement communique declaration call meeting summit talks remarks consultation".split())


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
    """The states that the headline, else the nearest sentences before name, if they are as many as a phrase counts."""
    cast, members = antecedents.cast, antecedents.cast.members
    headed = {cast.top(m.actor): None for m in antecedents.mentions(antecedents.sents[0]) if not m.place}
    if len(headed) == number and all(actor in members and members[actor].kind == "state" for actor in headed):
        return tuple(headed)
    found: dict[str, None] = {}
    for sent, mentions in antecedents.back(head, REACH):
        if sent == head.sent and head.dep_ != "nsubj":
            continue  # whoever does it to them is another
        named = [m.actor for m in mentions if not m.place and m.form != "adjective"]
        found |= dict.fromkeys(actor for actor in named if members[actor].kind == "state")
        if len(found) >= number:
            break
    return tuple(found) if len(found) == number else ()


def met(antecedents: Antecedents, number: int | None) -> tuple[str, ...]:
    """ "The officials", "the three leaders" of a readout: the persons whom its headline and its first sentence name.

    number: how many they are, where the phrase tells
    """
    cast = antecedents.cast
    headline, *_ = antecedents.sents
    if number is None and not any(t.lower_ in MEETING for t in headline):
        return ()
    named = (m for sent in antecedents.sents[:OPENING] for m in antecedents.mentions(sent))
    persons = dict.fromkeys(m.actor for m in named if cast.members[m.actor].kind == "person")
    tops = {cast.top(actor) for actor in persons} - persons.keys()
    apart = len(tops) == len(persons) and (PAIR <= len(persons) <= MOST if number is None else len(persons) == number)
    return tuple(persons) if apart else ()
