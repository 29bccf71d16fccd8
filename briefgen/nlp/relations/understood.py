"""Whom an act is aimed at that tells nobody: the state of those who protest, those who fight where calm is asked."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects, subjects
from briefgen.nlp.parse.grammar import is_passive, is_verb, prep_objects
from briefgen.nlp.parties.party import Party
from briefgen.nlp.relations.confidence import SURE
from briefgen.nlp.relations.discourse import meant, measured
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Sense

MEDIATING = frozenset("mediate mediation arbitrate broker facilitate moderate".split())
HOSTING = MEDIATING | frozenset("host sponsor convene chair oversee".split())
CALM = frozenset(
    "restraint calm dialogue dialog moderation de-escalation escalation ceasefire cease-fire truce negotiation".split()
)
HOSTILE = frozenset("ASSAULT COERCE MOBILIZE THREATEN SANCTION ACCUSE REJECT".split())
SIDES = frozenset({"state", "armed_group", "party", "population"})  # of a conflict
LEAST = 2  # hostile acts between two that make them the sides of a conflict; a clash or an attack does alone
FREEING = frozenset("free release acquit pardon liberate".split())
FREEDOM = frozenset("release freedom liberation acquittal pardon".split())
HOLDING = frozenset({"COERCE", "ACCUSE", "ASSAULT"})
OF_POLLS = frozenset({"REJECT", "ACCUSE", "AGREE", "CONCEDE"})  # what the losers of a vote say of its outcome
OUTCOMES = frozenset("result outcome conduct count".split())
POLLS = frozenset("election poll vote referendum ballot runoff".split())
CROWDS = frozenset("protest demonstration rally march gathering sit-in vigil strike procession".split())
CALLING = frozenset("call plan organise organize announce stage hold lead convene".split())
FIGHTING = frozenset({"state", "armed_group", "government_body"})
GROUND = frozenset(
    "area base border bridge camp capital checkpoint city crossing district garrison headquarters hill hilltop island "
    "outpost position post province region suburb temple territory town village airport airfield port".split()
)  # what is won and lost in a war
POSTS = frozenset({"embassy", "ambassador", "consulate", "envoy"})


def understood(
    token: Token, sense: Sense, parties: Parties, earlier: Sequence[Finding], sources: tuple[Party, ...]
) -> tuple[tuple[Party, ...], str]:
    """(whom an act is aimed at that tells nobody, its slot)."""
    if sense.action == "PROTEST":
        return _protested(token, parties, sources), "home"
    if sense.action in OF_POLLS and _of_poll(token):
        return _protested(token, parties, sources), "object"
    if sense.action == "COERCE" and (crowd := _crowd(token, parties, earlier, sources)):
        return crowd, "object"
    if sense.action in HOSTILE and (hosts := _hosts(parties, sources)):
        return hosts, "home"
    barred = frozenset(p.actor for p in sources)
    if sense.action in ("ASSAULT", "COERCE") and (enemy := _enemy(token, sense, parties, earlier, sources)):
        return enemy, "enemy"
    if sense.action == "REQUEST" and (holders := _holders(token, parties, earlier, barred)):
        return holders, "holder"
    if sense.action == "SANCTION" and sense.pos == "noun":
        return measured(token, earlier, barred), "measure"
    if sense.action == "CONSULT" and (sides := _mediated(token, parties, barred)):
        return sides, "between"
    if token.lemma_.lower() in MEDIATING or (sense.action == "REQUEST" and _calming(token)):
        return _adversaries(token, parties, earlier, barred), "peace"
    return (), ""


def freed(token: Token) -> list[Token]:
    """Who is to be freed: B in "demanded that B be freed", "called for the release of B"."""
    clauses = [c for c in token.rights if c.dep_ in ("ccomp", "advcl") and c.lemma_ in FREEING and is_passive(c)]
    nouns = (n for n in (*objects(token), *slot(token, "for")) if n.lemma_.lower() in FREEDOM)
    owners = (t for noun in nouns for name in ("possessive", "of") for t in slot(noun, name))
    asked = [t for t in slot(token, "for") if clauses and t.i < clauses[0].i]  # "called for all of them to be freed"
    return [*asked, *(t for clause in clauses for t in objects(clause)), *owners]


def _holders(token: Token, parties: Parties, earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Who holds those whose release somebody demands: whoever last arrested or seized them, or freed others."""
    asked = freed(token)
    held = {p.actor for p in parties.all_of(asked)}
    told = (f for f in reversed(earlier) if f.target.actor in held and f.action in HOLDING)
    holder = next((f.source for f in told if f.source.actor not in barred | held), None)
    if holder is None and asked:
        freeing = (f for f in reversed(earlier) if f.action == "RETREAT" and token.doc[f.trigger].lemma_ in FREEING)
        holder = next((f.source for f in freeing if f.source.actor not in barred | held), None)
    return (meant(holder, token),) if holder is not None else ()


def _protested(token: Token, parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """The state in which a text is at home, where people or a party of it protest against nobody that is told."""
    home = parties.cast.homeland
    own = {parties.cast.members[p.actor].kind for p in sources} <= {"population", "person", "party", "ngo", "other"}
    if home is None or not own or home in {parties.cast.top(p.actor) for p in sources}:
        return ()
    parties.cast.ensure(home)
    return (Party(home, token.i, token.i, token.i + 1, "implied"),)


def _of_poll(verb: Token) -> bool:
    """Whether a verb has a vote or its outcome as its object: "rejected the results of the election"."""
    nouns = objects(verb) if is_verb(verb) else []
    for noun in nouns:
        counted = prep_objects(noun, "of") if noun.lemma_.lower() in OUTCOMES else [noun]
        if any(t.lemma_.lower() in POLLS for t in counted):
            return True
        if not counted and any(t.lemma_.lower() in POLLS for t in verb.doc):
            return True  # "the results", in a text about a vote
    return False


def _crowd(verb: Token, parties: Parties, earlier: Sequence[Finding], sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who meant to gather in what is banned or broken up: whoever called it, else who protested last at home."""
    nouns = [t for t in objects(verb) if t.lemma_.lower() in CROWDS] if is_verb(verb) else []
    top, barred = parties.cast.top, {p.actor for p in sources}
    callers = (c for noun in nouns for c in noun.rights if c.dep_ in ("relcl", "acl") and c.lemma_ in CALLING)
    found = [p for p in parties.all_of(t for clause in callers for t in subjects(clause)) if p.actor not in barred]
    if found or not nouns:
        return tuple(found)
    own = {top(actor) for actor in barred}
    before = (f for f in reversed(earlier) if f.action == "PROTEST" and top(f.target.actor) in own)
    return tuple(meant(f.source, verb) for f in before if f.source.actor not in barred)[:1]


def _hosts(parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """The state that an embassy speaks to, where nobody else is told: Chad in "Togo's embassy in Chad complained"."""
    doc, top = parties.cast.doc, parties.cast.top
    heads = [doc[p.head] for p in sources]
    seats = [o for t in heads if t.lemma_.lower() in POSTS for name in ("in", "to") for o in prep_objects(t, name)]
    own = {top(p.actor) for p in sources}
    found = [p for p in parties.all_of(seats) if top(p.actor) not in own]
    return tuple(p for p in found if parties.cast.members[p.actor].kind == "state")[:1]


def _mediated(token: Token, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """The sides of what is mediated: "a truce of A and B, brokered by C", "between A and B that C brokered"."""
    if token.lemma_ not in HOSTING or not is_verb(token):
        return ()
    held = [n.head.head if n.dep_ == "pobj" and n.head.lower_ == "between" else n for n in objects(token)]
    found = parties.all_of(o for noun in held for name in ("between", "of") for o in slot(noun, name))
    sides = tuple(p for p in found if p.actor not in barred and p.via not in ("place", "location"))
    return sides if len(sides) == LEAST else ()


def _calming(token: Token) -> bool:
    """Whether a request is for peace between others: "called for restraint"."""
    ended = any(c.dep_ == "prt" and c.lower_ == "off" for c in token.rights)  # "called off the negotiations"
    return not ended and any(t.lemma_.lower() in CALM for t in (*objects(token), *slot(token, "for")))


def _enemy(
    token: Token, sense: Sense, parties: Parties, earlier: Sequence[Finding], sources: tuple[Party, ...]
) -> tuple[Party, ...]:
    """Whom one of two that fight each other strikes, where it strikes things: "Thai forces shelled the hills"."""
    struck = objects(token) if is_verb(token) and not is_passive(token) else []
    people = any(t.lemma_.lower() in parties.agents or t.lemma_.lower() in parties.roles for t in struck)
    held = sense.action == "ASSAULT" or any(t.lemma_.lower() in GROUND for t in struck)
    if not struck or people or not held or any(t.pos_ not in ("NOUN", "PROPN") for t in struck):
        return ()
    sides, own = _at_odds(token, parties, earlier), set(map(parties.cast.top, (p.actor for p in sources)))
    others = tuple(p for p in sides if parties.cast.top(p.actor) not in own)
    fighting = all(parties.cast.members[p.actor].kind in FIGHTING for p in sides)
    return others if len(sides) == LEAST and len(others) == 1 and fighting else ()


def ground_lost(
    token: Token,
    sense: Sense,
    parties: Parties,
    earlier: Sequence[Finding],
    sources: tuple[Party, ...],
    targets: tuple[Party, ...],
) -> tuple[Party, ...]:
    """Who loses what the other side takes or shells where it is a place that nobody knows: "captured the town of X"."""
    members, doc = parties.cast.members, parties.cast.doc
    if sense.action not in ("ASSAULT", "COERCE") or doc.is_short or not targets or not sources:
        return ()
    places = all(members[p.actor].kind == "other" and doc[p.head].lemma_.lower() in GROUND for p in targets)
    return _enemy(token, sense, parties, earlier, sources) if places else ()


def _adversaries(
    token: Token, parties: Parties, earlier: Sequence[Finding], barred: frozenset[str]
) -> tuple[Party, ...]:
    """The two sides of the conflict that a text tells of, if whoever speaks is none of them."""
    top, sides = parties.cast.top, _at_odds(token, parties, earlier)
    tops = tuple(replace(p, actor=top(p.actor)) for p in sides)
    return () if {p.actor for p in tops} & set(map(top, barred)) else tops


def _at_odds(token: Token, parties: Parties, earlier: Sequence[Finding]) -> tuple[Party, ...]:
    """The two sides that the text up to here tells most hostile acts between, two states rather than others."""
    top, members = parties.cast.top, parties.cast.members
    between: Counter[frozenset[str]] = Counter()
    ends: dict[str, Party] = {}
    for finding in earlier:
        pair = frozenset(map(top, finding.ends))
        told = finding.trigger < token.i and finding.rule in SURE and finding.action in HOSTILE
        if told and all(key in members and members[key].kind in SIDES for key in pair):
            between[pair] += LEAST if finding.symmetric or finding.action == "ASSAULT" else 1
            ends.update({top(p.actor): p for p in (finding.source, finding.target)})
    states = {pair: all(members[key].kind == "state" for key in pair) for pair in between}
    ranked = sorted(((n, states[pair], sorted(pair)) for pair, n in between.items() if n >= LEAST), reverse=True)
    clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][:2] > ranked[1][:2])
    if not clear or len(sides := ranked[0][2]) == 1:
        return ()
    return tuple(meant(ends[key], token) for key in sides)
