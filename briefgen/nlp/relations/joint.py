"""What lies in doing a thing together: "A and B jointly accused C", "A fought beside B against C"."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import is_verb, prep_objects, support_verb
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.mood import read_own
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties

FIGHTING = frozenset({"fight", "battle"})
TOGETHER = frozenset({"jointly", "together", "joint"})
APART = frozenset("about against for of on over".split())  # behind these stands what others do is about
JOINED = Sense("jointly", "verb", "jointly", "COOPERATE", ("subject",), ("subject",), symmetric=True)
ALONGSIDE = ("alongside", "beside", "with")
FOUGHT = Sense("fight beside", "verb", "fight", "ASSAULT", ("subject", *ALONGSIDE), ("against",))


def comrades(doc: Doc, parties: Parties, found: Sequence[Finding]) -> Iterator[Finding]:
    """Those who fight beside each other fight the same: A and B in "A fought beside B against C"."""
    stated = {(f.trigger, f.source.actor, f.target.actor, f.action) for f in found}
    for token in doc:
        if token.lemma_ not in FIGHTING or not is_verb(token) or read_own(token):
            continue
        beside = [t for name in ALONGSIDE for t in prep_objects(token, name)]
        foes = parties.all_of(
            [*prep_objects(token, "against"), *(o for t in beside for o in prep_objects(t, "against"))]
        )
        if not beside or not foes:
            continue
        for source in parties.all_of([*surface_subject(token), *beside]):
            for foe in foes:
                known = (token.i, source.actor, foe.actor, FOUGHT.action) in stated
                if not known and not related(source, foe, parties) and source.via not in ("place", "location"):
                    yield Finding(
                        source, foe, FOUGHT.action, "actual", False, token.i, FOUGHT, "joint", "subject", "against", ()
                    )


def companions(doc: Doc, parties: Parties, found: Sequence[Finding]) -> Iterator[Finding]:
    """Those with whom somebody works do what he does to a third for it: B in "A works with B to press C"."""
    working = [f for f in found if f.action in ("COOPERATE", "AGREE") and f.target_slot in ALONGSIDE]
    for finding in found if working else ():
        host = _purpose(doc[finding.trigger]) if not finding.symmetric else None
        if host is None:
            continue
        for work in working:
            same = doc[work.trigger] in (host, *host.rights) and work.source.actor == finding.source.actor
            if same and work.target.via in ("name", "official") and not related(work.target, finding.target, parties):
                yield replace(finding, source=work.target, source_slot="clause", rule="climb")


def _purpose(token: Token) -> Token | None:
    """The verb whose purpose an act is: "works" in "works with B to put pressure on C"."""
    verb = token if is_verb(token) else support_verb(token)
    while verb is not None and verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    if verb is None or verb.dep_ not in ("xcomp", "advcl") or not any(c.tag_ == "TO" for c in verb.lefts):
        return None
    return verb.head


def joint_acts(doc: Doc, parties: Parties) -> Iterator[Finding]:
    """Pairs of parties that are said to do something together, whatever it is."""
    for token in doc:
        if token.lower_ not in TOGETHER:
            continue
        verb = _verb(token)
        if verb is None or read_own(verb):
            continue
        sides = [p for p in parties.all_of(surface_subject(verb)) if p.via not in ("place", "location")]
        for first, second in combinations(sides, 2):
            if not related(first, second, parties) and parties.cast.top(first.actor) != parties.cast.top(second.actor):
                yield Finding(
                    first, second, "COOPERATE", "actual", True, token.i, JOINED, "joint", "subject", "subject", ()
                )


def _verb(token: Token) -> Token | None:
    """The verb that is done together: the adverb's, or the one that the joint thing belongs to."""
    if token.lower_ != "joint":
        return token.head if token.dep_ == "advmod" and is_verb(token.head) else None
    noun = token.head
    if noun.dep_ in ("dobj", "nsubjpass"):
        return noun.head if is_verb(noun.head) else None
    if noun.dep_ == "pobj" and noun.head.lower_ not in APART:
        above = noun.head.head
        return above if is_verb(above) else None
    return None
