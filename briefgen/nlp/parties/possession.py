"""Whose a thing is: its possessor, the nation of its adjective, the owner behind "of", whoever made it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects, subjects
from briefgen.nlp.parse.grammar import conjuncts, displaced, is_passive, modifiers, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.parties.party import Party

OWNING = frozenset(
    "government army military police rebel opposition militia navy protester regime".split()
)  # "police station", "rebel positions"
# who is somebody else's: "its Chadian ally" is Chad's
OTHERS = frozenset(
    "counterpart colleague ally partner rival neighbour neighbor host opponent foe enemy friend backer patron sponsor "
    "peer interlocutor".split()
)
# what is named after the town where it is held: those who meet are its parties
GATHERINGS = frozenset("meeting talk accord agreement summit conference round forum process protocol pact deal".split())
STRIFE = frozenset("war conflict crisis strife uprising insurgency ceasefire truce".split())
# what rules wherever it sits ("the junta in Bamako"), unlike "a court in Lyon"
RULING = frozenset("government regime junta authority leadership ruler administration".split())
OWNER_PREPOSITIONS = ("of", "by", "from", "in", "for", "to")
# who serves the state in which they sit ("police in Kenya", "a court in Nairobi"); soldiers may be another's there
RESIDENT = frozenset(
    "police policeman policewoman prosecutor court judge lawmaker legislator parliament official".split()
)
FIRED = frozenset("fire gunfire shellfire shelling rocket missile shell mortar drone bullet artillery".split())
SUFFERING = frozenset("death disappearance fate indictment plight prosecution suffering treatment trial".split())
HOLDING = frozenset(
    "abduct arrest beat capture detain evict expel hold imprison jail kidnap kill persecute seize shoot torture".split()
)
HOUSING = frozenset("host house shelter accommodate".split())
LAUNCHING = frozenset({"fire", "launch"})  # "shells fired from B"
# whoever does these with a thing has it: "the appeal lodged by B", "the rocket that B launched"
MAKING = frozenset(
    "make issue file lodge propose pass launch fire send offer set impose sign draft write publish table submit "
    "present put carry stage organise organize lead run control hold own back fund adopt plan build place announce "
    "commit wage conduct approve want seek demand bring deliver hand release sponsor broker mount operate deploy "
    "found establish create mediate head chair host claim".split()
)


def possessors_of(parties: Parties, head: Token, depth: int) -> list[Party]:
    """Actors whose the thing is: possessor, national adjective, "of …" phrase."""
    mentions = [(token, parties.cast.at.get(token.i)) for token in modifiers(head)]
    other = head.lemma_.lower() in OTHERS and any(m is not None for _, m in mentions)  # "his Chadian counterpart"
    possessors = [owner for c in head.children if c.dep_ == "poss" and not other for owner in conjuncts(c)]
    found = [p for owner in possessors for p in parties.one(owner, depth + 1)]
    if not found:
        held = head.lemma_.lower() in GATHERINGS and not parties.cast.doc.is_short
        owning = [(token, m) for token, m in mentions if m is not None and not (held and m.form == "capital")]
        found = [parties.party(mention.actor, token, "name") for token, mention in owning]
    if not found:
        bodies = [c for c in head.lefts if c.dep_ == "compound" and c.lemma_.lower() in OWNING]
        found = [p for body in bodies for p in parties.one(body, depth + 1)]
    if not found:
        found = _behind(parties, head, depth)
    if head.lemma_.lower() in STRIFE:  # "the Syrian war" is where it is fought, not by whom
        found = [replace(p, via="place") for p in found if possessors or parties.cast.doc.is_short]
    unique: dict[str, Party] = {}
    for party in found:
        unique.setdefault(party.actor, party)
    return list(unique.values())


def _behind(parties: Parties, head: Token, depth: int) -> list[Party]:
    """Owners in the first "of …", "by …", "in …" phrase that names any; all but the first two make it a place.

    Those who speak or fight for a state are its own where they are "from" it.
    """
    if head.lemma_.lower() in RULING and head.i + 2 < len(parties.cast.doc) and head.nbor(1).lower_ == "in":
        seat = parties.cast.at.get(head.i + 2)  # wherever the parser hangs it: "fights the government in Bamako"
        if seat is not None and seat.form == "capital":
            return [replace(p, via="place") for p in parties.one(head.nbor(2), depth + 1)]
    agent = parties.agents.get(head.lemma_.lower(), {})
    serving = agent.get("stands_for") or agent.get("kind") == "armed_group"
    wanted = OWNER_PREPOSITIONS if head.lemma_.lower() in parties.assets else OWNER_PREPOSITIONS[:4]
    for prep in _phrases(parties, head):
        if prep.dep_ not in ("prep", "agent") or prep.lower_ not in wanted or is_venue(parties, prep):
            continue
        owners = [owner for c in prep.children if c.dep_ == "pobj" for owner in conjuncts(c)]
        found = [p for owner in owners for p in parties.one(owner, depth + 1)]
        if found:
            fired = head.lemma_.lower() in FIRED and not parties.cast.doc.is_short
            own = prep.lower_ in ("of", "by") or ((serving or fired) and prep.lower_ == "from")
            return found if own else [replace(p, via="place") for p in found]
    return _makers(parties, head, depth)


def is_venue(parties: Parties, prep: Token) -> bool:
    """Whether an article tells where people came together: "reached a deal in Vienna" is of no state's but theirs."""
    held = [prep.head, *(c for c in prep.head.rights if c.dep_ == "dobj")]  # wherever the parser hangs it
    if prep.lower_ != "in" or parties.cast.doc.is_short or all(t.lemma_.lower() not in GATHERINGS for t in held):
        return False
    places = [c for c in prep.children if c.dep_ == "pobj"]
    places += [c for place in places for c in place.rights if c.dep_ == "appos"]  # "in the capital, Lima"
    seats = (parties.cast.at.get(place.i) for place in places)
    return any(seat is not None and seat.form == "capital" for seat in seats)


def _phrases(parties: Parties, head: Token) -> Iterator[Token]:
    """What stands behind a noun; of who suffers a deed only a "by" inside: "the arrest of two priests by A"."""
    for prep in head.rights:
        if is_suffered(parties, prep):
            yield from (c for t in prep.children for c in t.rights if c.lower_ == "by")
            yield from (c for t in prep.children for verb in t.rights for c in _held_by(verb))
        else:
            yield prep
    behind = parties.cast.doc[head.right_edge.i + 1] if head.right_edge.i + 1 < head.sent.end else head
    if behind.lower_ == "from" and behind.dep_ == "prep" and head.dep_ == "pobj" and head.head.lower_ == "on":
        yield behind  # "imposed tariffs on steel from B", wherever the parser hangs it
    elif (by := displaced(head, "by")) is not None:
        yield by


def _held_by(clause: Token) -> Iterator[Token]:
    """ "By" in "the plight of priests held by A": who does it is whom their lot is laid to."""
    if clause.dep_ in ("acl", "relcl") and is_passive(clause) and clause.lemma_ in HOLDING:
        yield from (c for c in clause.rights if c.lower_ == "by")


def is_suffered(parties: Parties, prep: Token) -> bool:
    """Whether an "of" leads to whom a deed is done, which is not his: "condemned the killing of B"."""
    lemma = prep.head.lemma_.lower()
    inflicted = lemma in SUFFERING or lemma in parties.cast.registry.inflicted
    return prep.lower_ == "of" and inflicted and not parties.cast.doc.is_short


def _makers(parties: Parties, head: Token, depth: int) -> list[Party]:
    """Whoever made or runs a thing: "the offer made by B", "the convoy that B sent"."""
    for verb in head.rights:
        lemma = verb.lemma_.lower()
        if (
            verb.dep_ in ("acl", "relcl") and lemma in HOUSING and not is_passive(verb)
        ):  # "a base that hosts B's troops"
            return [
                p for t in objects(verb) for o in conjuncts(t) for p in parties.one(o, depth + 1) if p.via != "group"
            ]
        if verb.dep_ == "relcl" and lemma == "belong":
            return [p for t in prep_objects(verb, "to") for o in conjuncts(t) for p in parties.one(o, depth + 1)]
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and lemma == "link":  # "a tanker linked to B"
            return [p for t in prep_objects(verb, "to") for o in conjuncts(t) for p in parties.one(o, depth + 1)]
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and lemma in LAUNCHING and (origin := prep_objects(verb, "from")):
            return [p for t in origin for o in conjuncts(t) for p in parties.one(o, depth + 1) if p.via != "group"]
        if verb.dep_ not in ("acl", "relcl") or lemma not in MAKING or (verb.dep_ == "acl" and verb.tag_ != "VBN"):
            continue
        if verb.dep_ == "relcl" and not is_passive(verb) and any(c.dep_ == "dobj" for c in verb.children):
            continue
        doers = [t for t in subjects(verb) if t.i > head.i]
        if found := [p for doer in doers for o in conjuncts(doer) for p in parties.one(o, depth + 1)]:
            return found
    return []
