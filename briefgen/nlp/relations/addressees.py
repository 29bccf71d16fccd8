"""Whom a speech is made to, where the verb before names them: "A phoned B to protest", "A wrote to B to complain"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import CALLING_IN, objects
from briefgen.nlp.parse.grammar import is_passive, is_verb, prep_objects

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.registry import Sense

SPOKEN = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})
REACHING = CALLING_IN | frozenset("phone telephone call ring contact meet visit write fly travel text email".split())
TALKING = frozenset({"speak", "talk"})
DEMANDING = frozenset("demand ask request seek".split())
CONDEMNING = frozenset("condemn denounce deplore decry lament".split())  # what is told to anybody
THROUGH = ("to", "with", "in")  # "wrote to B", "met with B", "called in B"
LOOSELY = frozenset(
    {"owner", "place", "location", "group", "thing"}
)  # what the speech is about more than whom it meets


def addressed(
    token: Token, sense: Sense, parties: Parties, sources: tuple[Party, ...], targets: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The parties that a speech in a clause of purpose, or a demand after a meeting, is made to.

    None where it is plainly aimed at somebody else.

    sources: who speaks; targets: whom the speech names by itself
    """
    verb = token.head
    purpose = token.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in token.lefts)
    joined = token.dep_ == "conj" and token.lemma_ in DEMANDING  # "met B and demanded his release"
    reaching = verb.lemma_ in REACHING or (joined and verb.lemma_ in TALKING)
    if sense.action not in SPOKEN or not (purpose or joined) or not is_verb(token) or not reaching:
        return ()
    if is_passive(verb) or token.lemma_ in CONDEMNING or any(p.via not in LOOSELY for p in targets):
        return ()
    heads = [t for t in objects(verb) if t.i < token.i] or [t for name in THROUGH for t in prep_objects(verb, name)]
    tops = {parties.cast.top(p.actor) for p in sources}
    found = [p for p in parties.all_of(heads) if p.via not in ("place", "location")]
    return tuple(p for p in found if parties.cast.top(p.actor) not in tops)
