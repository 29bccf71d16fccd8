"""What stands in the slots of a predicate: whole frames, and what a verb lends to the noun that it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import objects, outer_subject, surface_subject
from briefgen.nlp.parse.grammar import is_passive, is_verb, modifiers, prep_objects
from briefgen.nlp.relations.authors import is_claim
from briefgen.nlp.relations.finding import related
from briefgen.nlp.relations.frames import LENDING, Lexicon, effect_above
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.registry import Sense

    Frame = tuple[tuple[Party, ...], str, tuple[Party, ...], str, str]  # sources, slot, targets, slot, rule

VIOLENT = frozenset({"ASSAULT", "COERCE"})  # who ends a war need not have waged it
TRAVEL = frozenset("due visit travel fly arrive go tour journey trip".split())
# where the doer stands of a noun that the subject undergoes
SUFFERED_FROM = ("from", "by", "possessive", "modifier", "over", "of", "self")
STRIKING = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
COMPLAINING = frozenset("say claim report confirm allege announce declare complain add insist".split())
GROUNDS = frozenset("airspace border frontier territory water zone soil coast".split())
BORDERS = frozenset("border frontier boundary".split())
INTERNAL = frozenset(  # what one does to one's own: "A said that B was manipulating its currency"
    "budget citizen commitment constitution court currency data economy figure judge law opponent people press promise "
    "rule statistic".split()
)
TOWARDS = frozenset("to toward towards along on near at in into around".split())
BESIDE = frozenset("about regarding concerning amid".split())
BEFORE = frozenset("after following since".split())
CAUGHT = frozenset("lock embroil".split())
ANSWERING = frozenset(
    "accept allow answer approve consider fulfil fulfill grant heed honor honour meet satisfy".split()
)
TOOLS = frozenset(  # what one fights with, though it be somebody's
    "stone club stick rock knife fist machete bat rod spear sword bow arrow catapult brick bottle word bayonet chair "
    "axe".split()
)
OFFERING = frozenset("offer propose suggest promise extend give grant pitch deny refuse".split())
GIVING = frozenset("give offer grant send provide pay award lend promise show deal owe hand extend".split())


def frame_of(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties) -> Frame:
    """(sources, their slot, targets, their slot, rule): what a predicate's slots hold; either side may be empty."""
    if sense.pos != "noun":
        return _frame(token, sense, parties)
    frame = _noun_frame(token, sense, lexicon, parties)
    host = token.head
    whole = token.dep_ != "compound" or host.pos_ != "NOUN" or bool(frame[0] and frame[2])
    if whole or lexicon.operators.effect("noun", host.lemma_.lower()) not in ("support", "begin", "plan"):
        return frame
    wider = _noun_frame(host, sense, lexicon, parties)  # "mediation efforts of A", "a strike campaign on B"
    return wider if bool(wider[0]) + bool(wider[2]) > bool(frame[0]) + bool(frame[2]) else frame


def _frame(token: Token, sense: Sense, parties: Parties) -> Frame:
    """What a verb's or adjective's slots hold."""
    felt = sense.pos == "adjective" and is_passive(token) and "subject" in sense.source  # "is disappointed with B"
    sources = parties.all_of(surface_subject(token)) if felt else ()
    source_slot = "subject"
    if not sources:
        sources, source_slot = fill(token, sense.source, parties)
    sources = tuple(p for p in sources if p.via not in ("place", "location"))
    if sense.action == "CONSULT" and token.lemma_ in TRAVEL and not token.doc.is_short:
        sources = tuple(p for p in sources if parties.cast.members[p.actor].kind != "population")
        if not sources:
            return (), "", (), "", "frame"  # refugees, students and workers come to no talks
    if not sources and "subject" in sense.source:
        sources, source_slot = parties.all_of(outer_subject(token)), "subject"
    barred = frozenset(p.actor for p in sources)
    located = sense.action == "ASSAULT"
    targets, target_slot = fill(token, sense.target, parties, barred, located)
    if targets and sources and all(related(s, t, parties) for s in sources for t in targets):
        theirs = barred | {p.actor for p in targets}  # "the army retook its town from B"
        others, others_slot = fill(token, [n for n in sense.target if n != target_slot], parties, theirs, located)
        things = located and not token.doc.is_short and all(t.via in ("location", "place", "owner") for t in targets)
        targets, target_slot = (others, others_slot) if others or things else (targets, target_slot)
    if sources and not targets and sense.action in STRIKING and (tellers := _tellers(token, sense, parties, sources)):
        targets, target_slot = tellers, "object"
    if sense.action == "MOBILIZE" and not targets and (beyond := _beyond(token)):
        targets, target_slot = tuple(p for p in parties.all_of(beyond) if p.actor not in barred), "with"
    if speaker := parties.all_of(outer_subject(token, perfect=True)):  # "said that A had lied and accused A"
        own, own_slot = fill(token, sense.target, parties, located=located)
        if own and all(related(s, t, parties) for s in sources for t in own):
            return speaker, "subject", own, own_slot, "frame"
    return sources, source_slot, targets, target_slot, "frame"


def _tellers(verb: Token, sense: Sense, parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """A in "A said that B's troops had shelled its villages", which are not B's: whoever complains is struck."""
    clause = verb
    while clause.dep_ in ("conj", "xcomp") and is_verb(clause.head):
        clause = clause.head
    saying = clause.head
    if clause.dep_ != "ccomp" or not is_verb(saying) or clause.i < saying.i or saying.lemma_ not in COMPLAINING:
        return ()
    things = [head for name in ("object", *sense.target) for head in slot(verb, name)]
    theirs = [t for t in things if any(c.tag_ == "PRP$" and c.lower_ in ("its", "their") for c in t.lefts)]
    theirs = [t for t in theirs if t.lemma_.lower() not in INTERNAL]
    if not theirs or (sense.action == "MOBILIZE" and all(t.lemma_ not in GROUNDS for t in theirs)):
        return ()
    found = parties.all_of(surface_subject(saying))
    return tuple(
        p for p in found if p.via not in ("place", "location") and not any(related(p, s, parties) for s in sources)
    )


def _beyond(verb: Token) -> list[Token]:
    """Who is on the other side of a border that forces are sent to: B in "sent troops to its border with B"."""
    preps = [c for host in (verb, *objects(verb)) for c in host.rights if c.dep_ == "prep" and c.lower_ in TOWARDS]
    places = [o for prep in preps for o in prep.children if o.dep_ == "pobj"]
    borders = [o for o in places if BORDERS.intersection(t.lemma_.lower() for t in (o, *modifiers(o)))]
    return [o for border in borders for o in prep_objects(border, "with")]


def fill(
    token: Token, names: Iterable[str], parties: Parties, barred: frozenset[str] = frozenset(), located: bool = False
) -> tuple[tuple[Party, ...], str]:
    """The parties in the first slot that holds any, and the slot's name; a mere town gives way to a later slot.

    located: a capital may stand for its state, not only for the town
    """
    towns: tuple[tuple[Party, ...], str] = (), ""
    for name in names:
        found: dict[str, Party] = {}
        for head in slot(token, name):
            if name == "with" and located and head.lemma_ in TOOLS:
                continue
            if (name == "modifier" and head.i not in parties.cast.at) or (is_claim(head) and not token.doc.is_short):
                continue
            for party in parties.one(head) if name == "modifier" or _is_first(token, head) else parties.resolve(head):
                if party.actor not in barred and (party.via != "location" or located or token.lemma_ in TRAVEL):
                    found.setdefault(party.actor, party)
        if found and all(_is_town(party, token) for party in found.values()):
            towns = towns if towns[0] or not token.doc.is_short else (tuple(found.values()), name)
        elif found:
            return tuple(found.values()), name
    return towns


def _is_first(token: Token, head: Token) -> bool:
    """Whether a word goes with the first alone of several: "A, which has ties to B, and C", "B-backed A and the C"."""
    joined = [c for c in head.rights if c.dep_ == "conj"]
    if not joined or token.head != head:
        return False
    if token.dep_ == "relcl":
        return joined[0].i > token.i
    own = any(c.dep_ in ("det", "poss") for c in joined[0].lefts)
    return token.dep_ == "amod" and token.nbor(-1).text == "-" and own


def _is_town(party: Party, token: Token) -> bool:
    """Whether a party is a place that nobody knows: "seized Bukavu from the army"."""
    return party.via == "group" and token.doc[party.head].ent_type_ in ("GPE", "LOC", "FAC")


def _noun_frame(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties) -> Frame:
    """What a noun's slots hold, and what its verb lends: "A imposed sanctions on B", "A faced sanctions"."""
    effect, verb = (None, None) if _is_apart(token, sense) else effect_above(token, lexicon)
    if sense.action == "REQUEST" and (verb is None or verb.lemma_ in ANSWERING):
        return _request(token, sense, verb, parties)
    if effect == "undergo" and verb is not None:
        suffered = parties.all_of(surface_subject(verb))
        sources, source_slot = fill(token, SUFFERED_FROM, parties, frozenset(p.actor for p in suffered))
        return sources, source_slot, suffered, "subject", "undergo"
    sources, source_slot = fill(token, sense.source, parties)
    targets, target_slot = fill(token, sense.target, parties, frozenset(p.actor for p in sources))
    if not targets:
        targets, target_slot = fill(token, sense.target, parties)
        sources = tuple(p for p in sources if p.actor not in {t.actor for t in targets})
    if sources and not targets and source_slot in ("possessive", "modifier", "by"):
        targets, target_slot = fill(token, ("of",), parties, frozenset(p.actor for p in sources))  # "A's backing of B"
    frame: Frame = (sources, source_slot, targets, target_slot, "frame")
    return _lent(frame, verb, effect, sense, parties) if verb is not None and effect in LENDING else frame


def _is_apart(noun: Token, sense: Sense) -> bool:
    """Whether an act is no part of what the verb above tells: "made remarks about the raid", "left after the raid"."""
    prep = noun.head.lower_ if noun.dep_ == "pobj" else ""
    own = sense.symmetric and any(c.dep_ == "prep" and c.lower_ == "with" for c in noun.rights)  # "talks with B"
    return (prep in BESIDE and not own) or (prep in BEFORE and not sense.symmetric)


def _request(token: Token, sense: Sense, verb: Token | None, parties: Parties) -> Frame:
    """Who makes a request that nobody is told to put: "a demand of A", "approved the request of A", which B gets."""
    sources, source_slot = fill(token, (*sense.source, "of"), parties)
    barred = frozenset(p.actor for p in sources)
    targets, target_slot = fill(token, [name for name in sense.target if name != source_slot], parties, barred)
    if sources and not targets and verb is not None and not is_passive(verb):
        targets, target_slot = fill(verb, ("subject",), parties, barred)
    return sources, source_slot, targets, target_slot, "frame"


def _lent(frame: Frame, verb: Token, effect: str, sense: Sense, parties: Parties) -> Frame:
    """A noun's frame with the subject of the verb that carries it."""
    sources, source_slot, targets, target_slot, rule = frame
    barred = frozenset(p.actor for p in targets)
    ends_violence = effect in ("end", "ease", "fail") and sense.action in VIOLENT
    if ends_violence and "modifier" in (source_slot, target_slot) and not (sources and targets):
        return (), "", (), "", rule  # "end the Syrian war": where it is fought
    if not sources and not ends_violence:
        caught = verb.lemma_ in CAUGHT and is_passive(verb)  # "is locked in a dispute"
        sources = parties.all_of(surface_subject(verb)) if caught else fill(verb, ("subject",), parties, barred)[0]
        if target_slot == "modifier" and not sense.symmetric:
            targets, target_slot = (), ""  # "end the Syrian war": whose war, not against whom
        if not targets and sources:
            targets, target_slot = _verb_target(verb, sense, parties, frozenset(p.actor for p in sources))
        return sources, "subject", targets, target_slot, "support"
    if sources and not targets and effect == "end" and sense.action in COOPERATIVE:
        ending = tuple(p for p in fill(verb, ("subject",), parties)[0] if p.actor not in {s.actor for s in sources})
        if ending:
            return ending, "subject", sources, source_slot, "support"  # "A ended B's mediation"
    if sources and _speaks_for(verb, sources, parties):
        return (*fill(verb, ("subject",), parties, barred), targets, target_slot, rule)
    if sources and sense.symmetric and not ends_violence:
        lenders, _ = fill(verb, ("subject",), parties)
        if lenders and not targets and {p.actor for p in lenders} != {p.actor for p in sources}:
            return lenders, "subject", sources, source_slot, "support"  # "held Turkish talks": the other side
        lenders = tuple(p for p in lenders if p.actor not in barred)
        if lenders and targets and source_slot == "modifier":  # "left a Kremlin meeting with B": where it was held
            return lenders, "subject", targets, target_slot, "support"
    return frame


def _speaks_for(verb: Token, sources: tuple[Party, ...], parties: Parties) -> bool:
    """Whether the verb's subject acts for the noun's source ("the president reiterated Chad's support")."""
    speakers, _ = fill(verb, ("subject",), parties)
    cast = parties.cast
    return len(speakers) == 1 == len(sources) and speakers[0].actor != sources[0].actor == cast.top(speakers[0].actor)


def _verb_target(verb: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[tuple[Party, ...], str]:
    """A supporting verb's own object or dative as the noun's target ("gave Chad aid", "provided Chad with aid")."""
    handed = ("indirect",) if not sense.symmetric or verb.lemma_ in OFFERING else ()  # "sent the accord to B"
    found, name = fill(verb, (*handed, *(s for s in sense.target if s not in ("between",))), parties, barred)
    if not found:
        others = [c for c in verb.children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP"]
        direct = tuple(
            p for p in parties.all_of(others) if p.actor not in barred and p.via in ("name", "official", "group")
        )
        if direct and len(others) > 1 and verb.lemma_ in GIVING:
            return direct, "object"
    return found, name
