"""Who is meant where a predicate's frame names one party only: by its clause, by what was told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import (
    has_subject,
    is_absolute,
    is_passive,
    is_tallied,
    is_verb,
    prep_objects,
    support_verb,
)
from briefgen.nlp.parties.possession import STRIFE
from briefgen.nlp.relations.attitudes import undergoers
from briefgen.nlp.relations.authors import authors
from briefgen.nlp.relations.causes import paired, provoking, struck
from briefgen.nlp.relations.deeds import is_what_called
from briefgen.nlp.relations.discourse import ACCORDS, counterpart, doers, is_told_of, provokers
from briefgen.nlp.relations.frames import VIEWING, is_judged
from briefgen.nlp.relations.modes import verb_effect
from briefgen.nlp.relations.policing import policing
from briefgen.nlp.relations.slots import THEMES, slot
from briefgen.nlp.relations.understood import understood

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.parties.party import Party
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.registry import Sense

ATTITUDES = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "PROTEST"})  # at things as at their makers
ANSWERING = frozenset({"ACCUSE", "REJECT", "ASSAULT", "THREATEN"})  # which may answer to what somebody did
SIGNED = ACCORDS | {"contract", "memorandum"}
REPLYING = frozenset({"retaliate"})  # which always answers to somebody's deed
CURBS = frozenset("ban control curb duty embargo levy limit measure quota restriction sanction tariff".split())
TALKED = frozenset("after following during in at".split())
ENVOYS = frozenset("ambassador envoy consul diplomat attache attaché nuncio".split())
LETTING = frozenset("let allow permit".split())
LEAVING = frozenset("leave quit exit".split())
PRESSING = frozenset({"REQUEST", "ACCUSE"})  # to which somebody gives way
CIRCUMSTANCES = frozenset("after before since during amid over following until".split())
JUDGING = VIEWING | {"urge"}  # operators of whoever tells of another's deed
# rules by the slot in which somebody is understood
UNDERSTOOD = {"peace": "peace", "object": "author", "enemy": "event", "holder": "event"}
PRESSED = frozenset("after following under amid amidst".split())
HARMED = frozenset("kill wound injure hurt shoot maim slay abduct kidnap burn destroy damage".split())


def absent_target(
    token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding], sources: tuple[Party, ...]
) -> tuple[str, tuple[Party, ...], str]:
    """(rule, targets, slot) of an act without a target of its own, from its clause or from what was told before."""
    if attended := _attended(token, sense, parties, sources):
        return "despite", attended, "subject"
    if sense.symmetric and len(sources) > 1:
        return "frame", (), ""
    barred = frozenset(p.actor for p in sources)
    if sense.action in ATTITUDES:
        for name in sense.target:
            for head in slot(token, name):
                if made := authors(head, lexicon, parties, barred):
                    return "author", made, name
    if hurt := struck(token, sense, parties, barred):
        return "effect", hurt, "object"
    if sense.action != "REQUEST" and (targets := doers(token, sense, lexicon, earlier, barred)):
        return "event", targets, "object"
    if targets := provoking(token, sense, parties, barred):
        return "answer", targets, "answer"
    meant, name = understood(token, sense, parties, earlier, sources)
    if meant:
        return UNDERSTOOD.get(name, "implied"), meant, name
    return _target_told(token, sense, parties, earlier, barred)


def _target_told(
    token: Token, sense: Sense, parties: Parties, earlier: list[Finding], barred: frozenset[str]
) -> tuple[str, tuple[Party, ...], str]:
    """The same where nothing in the clause tells: whom the text told of before is meant."""
    if targets := paired(token, sense, earlier, barred):
        return "implied", targets, "implied"
    described = token.dep_ == "amod" and token.head.lemma_ in CURBS  # "cited B's aggressive limits"
    if sense.pos == "noun" or described or any(undergoers(noun, parties) for noun in objects(token)):
        return "adjunct", (), ""
    about = bool(sense.object) and sense.action in ATTITUDES
    vague = about or sense.symmetric or any(c.dep_ == "xcomp" for c in token.children)
    told = () if vague else counterpart(token, sense, earlier, barred)  # else it is told what it is about
    answers = sense.action in ANSWERING or sense.head in REPLYING
    if token.doc.is_short or not answers or (told and sense.action == "ACCUSE"):
        return "implied", told, "implied"
    if is_told_of(token, deed=sense.action not in ATTITUDES, open_=is_unclear(token, parties)):
        return "implied", told, "implied"
    provoking = (
        () if _themed(token) or _of_others(token) else provokers(token, sense.action, earlier, barred, parties.cast)
    )
    return ("answer", provoking, "answer") if provoking else ("implied", told, "implied")


def _themed(token: Token) -> bool:
    """Whether a speech tells what it is about, so that it answers nobody: "raised concerns about the trial"."""
    return any(c.dep_ == "prep" and c.lower_ in THEMES for host in (token, *objects(token)) for c in host.rights)


def _of_others(token: Token) -> bool:
    """Whether what is done concerns a people that is no party: "threatened to tax imports of European cars"."""
    done = [c for c in token.rights if c.dep_ in ("xcomp", "dobj")]
    return any(t.ent_type_ == "NORP" and t.dep_ == "amod" for head in done for t in head.subtree)


def absent_source(
    token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding], targets: tuple[Party, ...]
) -> tuple[str, tuple[Party, ...], str]:
    """(rule, sources, slot) of an act that names no doer: who is the subject around it, else in whose state it is."""
    war = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    if war.lemma_.lower() in STRIFE and (waged := parties.all_of(slot(war, "possessive"))):
        return "climb", waged, "possessive"  # "A's war of aggression against B"
    barred = frozenset(p.actor for p in targets)
    if (attack := _attack_around(token, lexicon)) is not None:
        found = [head for name in ("by", "possessive", "modifier", "from") for head in slot(attack, name)]
        if raiders := tuple(p for p in parties.all_of(found) if p.actor not in barred):
            return "frame", raiders, "by"
    if talkers := _talkers(token, sense, parties, barred):
        return "support", talkers, "subject"
    if sources := _climb(token, lexicon, parties, barred):
        return "climb", sources, "clause"
    sources, name = _where(token, sense, parties)
    return "where", sources or policing(token, sense, parties, earlier, targets), name or "home"


def _attended(token: Token, sense: Sense, parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """B in "B did it despite the objections of A", "B did it with the backing of A"."""
    joined = {"with"} if sense.action in ("SUPPORT", "AID") else {"despite", "over"}
    if sense.action in PRESSING and not parties.cast.doc.is_short:
        joined |= PRESSED  # "A freed them after an appeal by B"
    carried = _carrier(token.head.head)
    if token.dep_ != "pobj" or token.head.lower_ not in joined or not is_verb(carried):
        return ()
    if token.head.lower_ == "over" and (sense.action not in ("ACCUSE", "REJECT", "PROTEST") or token.tag_ != "NNS"):
        return ()
    barred = {p.actor for p in sources}
    return tuple(p for p in parties.all_of(surface_subject(carried)) if p.actor not in barred)


def _talkers(noun: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who held the talks that an act came after or was told at: A in "A freed ten men after talks with B"."""
    prep = noun.head
    if sense.action != "CONSULT" or not sense.symmetric or noun.dep_ != "pobj" or prep.lower_ not in TALKED:
        return ()
    if not is_verb(prep.head) or is_passive(prep.head) or not any(c.lower_ == "with" for c in noun.rights):
        return ()
    found = parties.all_of(surface_subject(prep.head))
    return tuple(p for p in found if p.actor not in barred and p.via not in ("place", "location"))


def _carrier(word: Token) -> Token:
    """The verb of what goes on despite others: "opened a case over A's objections", "let B land despite them"."""
    while not is_verb(word) and word.dep_ in ("dobj", "pobj", "prep"):
        word = word.head
    return word.head if word.dep_ in ("ccomp", "xcomp") and word.head.lemma_ in LETTING else word


def _attack_around(verb: Token, lexicon: Lexicon) -> Token | None:
    """The raid in "a raid by A in which B was shot", also where a parser hangs the clause on another noun of it."""
    held = verb.dep_ == "relcl" and is_verb(verb) and is_passive(verb) and verb.lemma_ in HARMED
    inside = [c for c in verb.lefts if c.dep_ == "prep" and c.lower_ in ("in", "during")] if held else []
    if not any(c.tag_ == "WDT" for prep in inside for c in prep.children):
        return None
    for above in verb.ancestors:
        if is_verb(above):
            break
        if any(s.action == "ASSAULT" for s in lexicon.senses.get(("noun", above.lemma_.lower()), ())):
            return above
    return None


def _where(token: Token, sense: Sense, parties: Parties) -> tuple[tuple[Party, ...], str]:
    """(the state, its slot) where somebody is arrested, or that they are told to leave, without a word of by whom."""
    if sense.action not in ("COERCE", "SANCTION") or not is_verb(token) or not is_passive(token):
        return (), ""
    left = [o for c in token.children if c.dep_ == "xcomp" and c.lemma_ in LEAVING for o in objects(c)]
    places = [("in", slot(token, "in")), ("from", slot(token, "from"))] if sense.action == "COERCE" else []
    places += [("of", slot(token, "of"))] if sense.particle == "out" else []  # "was ordered out of B"
    envoys = [t for t in surface_subject(token) if t.lemma_ in ENVOYS] if left else []
    posted = [o for envoy in envoys for o in prep_objects(envoy, "to")]  # "A's envoy to B was told to leave"
    for name, heads in (*places, ("object", left), ("to", posted)):
        states = tuple(p for p in parties.all_of(heads) if parties.cast.members[p.actor].kind in ("state", "other"))
        if states:
            return states[:1], name
    return (), ""


def _climb(token: Token, lexicon: Lexicon, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who is the subject of the clause around a predicate that names no source of its own."""
    strife = token.pos_ == "NOUN" and token.lemma_.lower() in STRIFE
    perfect = token.i > 0 and token.nbor(-1).lemma_ == "have"  # "A had armed Kenyan rebels", as the parser sees it
    if token.dep_ == "amod" and token.tag_ == "VBN" and token.i < token.head.i and not perfect:
        return ()  # "A's boats near a disputed reef": nobody says who disputes it
    suffered = not token.doc.is_short and is_passive(token) and (token.dep_ == "relcl" or _is_taken(token))
    told = token.head if token.dep_ in ("relcl", "acl") else token  # "after clashes that killed five of B"
    aside = told.dep_ == "pobj" and told.head.lower_ in CIRCUMSTANCES
    aside = aside or (token.dep_ == "dobj" and token.pos_ == "NOUN" and lexicon.is_human(token))  # "bombed foes of B"
    aside = aside or is_judged(token, lexicon) or is_what_called(token) or is_tallied(token) or _of_its_own(token)
    if strife or suffered or aside or _is_agreed_on(token):
        return ()  # "after the coup in B, A …", "A wants an end to the war in B": nobody says that A made it
    for above in token.ancestors:
        if any(t.text in (";", ":") for t in token.doc[above.i : token.i]):
            return ()
        if not is_verb(above):
            if above.lower_ in ("about", "regarding", "concerning") and not token.doc.is_short:
                return ()  # "remarks of A about the murder of B"
            if not token.doc.is_short and lexicon.operators.effect("noun", above.lemma_.lower()) in JUDGING:
                return ()  # "A voiced concern about the arrest of B"
            continue
        bidden = above.lemma_ == "call" and token.dep_ == "advcl" and is_passive(token)  # "called for B to be freed"
        if bidden or above.lemma_ in REPORTING or verb_effect(above, lexicon.operators) in JUDGING:
            return ()
        found = tuple(
            p for p in parties.all_of(subjects(above)) if p.actor not in barred and p.via not in ("place", "location")
        )
        if found or above.dep_ in ("relcl", "ccomp", "advcl") or (above.dep_ == "acl" and above.tag_ == "VBN"):
            return found
    return ()


def _is_agreed_on(noun: Token) -> bool:
    """Whether an act is what several agree on: "A and B signed a pact on the sale of gas to C" tells not who sells."""
    prep, accord = noun.head, noun.head.head
    if noun.dep_ != "pobj" or prep.lower_ not in THEMES | {"on", "for"} or accord.lemma_.lower() not in SIGNED:
        return False
    verb = support_verb(accord)
    doers = surface_subject(verb) if verb is not None else []
    several = any(c.dep_ == "conj" for t in doers for c in t.rights) or any(t.tag_ in ("NNS", "NNPS") for t in doers)
    return several or any(c.lower_ in ("with", "between") for host in (accord, verb or accord) for c in host.rights)


def _is_taken(participle: Token) -> bool:
    """Whether a participle tells what was done to somebody, not by whom: "A printed letters stolen from B"."""
    behind = any(c.dep_ == "prep" and c.lower_ == "from" for c in participle.rights)
    return participle.dep_ == "acl" and participle.tag_ == "VBN" and behind


def _of_its_own(verb: Token) -> bool:
    """Whether a clause tells when another took place, and of somebody else: "A left after B was shot"."""
    marks = [c.lower_ for c in verb.lefts if c.dep_ in ("mark", "advmod")]
    state = "with" in marks or (verb.dep_ == "pcomp" and verb.head.lower_ == "with")  # "with B disarmed, A is safe"
    later = verb.dep_ == "advcl" and not CIRCUMSTANCES.isdisjoint(marks)
    disarmed = verb.dep_ == "acl" and verb.head.dep_ == "pobj" and is_absolute(verb.head.head)
    return disarmed or ((state or later) and has_subject(verb))


def is_unclear(token: Token, parties: Parties) -> bool:
    """Whether a verb has a target that the text leaves open ("to sanction them"): no other is looked for then."""
    return is_verb(token) and any(o.pos_ == "PRON" and not parties.one(o) for o in objects(token))
