"""Who does it to whom: the pairs of parties that a predicate's frame finds, in its clause and, less surely, around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import REPORTING, objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import has_subject, is_passive, is_verb, modifiers, support_verb
from briefgen.nlp.parties.possession import STRIFE, is_suffered
from briefgen.nlp.relations.addressees import addressed
from briefgen.nlp.relations.attitudes import undergoers
from briefgen.nlp.relations.authors import authors, is_claim
from briefgen.nlp.relations.causes import paired, provoking, struck
from briefgen.nlp.relations.discourse import counterpart, doers, is_told_of, provokers
from briefgen.nlp.relations.filling import frame_of
from briefgen.nlp.relations.modes import verb_effect
from briefgen.nlp.relations.policing import policing
from briefgen.nlp.relations.slots import slot
from briefgen.nlp.relations.understood import freed, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.parties.party import Party
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.registry import Sense

    Pair = tuple[Party, str, Party, str, str]  # source, its slot, target, its slot, rule

BARRIERS = frozenset("nsubj nsubjpass relcl ccomp conj cc punct aux auxpass mark appos advcl parataxis agent".split())
ASIDE = frozenset("like unlike near without by before alongside beside".split())  # behind these stands nobody acted on
LATER = frozenset("after since despite amid".split())  # nor behind these, in an article, which tells of it elsewhere
ADJUNCTS = 2  # how many phrases outside the frame are considered
ADJUNCT_DEPTH = 7  # steps down the tree that a phrase outside the frame is looked for
THEME = frozenset("dobj attr about over regarding concerning".split())  # "sold B jets", "clashed with B over C"
FELLOWS = frozenset("ally partner foe rival adversary friend enemy opponent neighbour neighbor".split())
BILATERAL = frozenset({"truce", "ceasefire", "armistice"})
ATTITUDES = frozenset({"ACCUSE", "REJECT", "SUPPORT", "AGREE", "CONCEDE", "PROTEST"})  # at things as at their makers
ANSWERING = frozenset({"ACCUSE", "REJECT", "ASSAULT", "THREATEN"})  # which may answer to what somebody did
LEAVING = frozenset("leave quit exit".split())
CIRCUMSTANCES = frozenset("after before since during amid over following until".split())
JUDGING = frozenset("report deny blame welcome urge".split())  # operators of whoever tells of another's deed
BRIEFING = frozenset("brief inform update apprise debrief".split())
WANTING = frozenset("want ask demand".split())
HARMED = frozenset("kill wound injure hurt shoot maim slay abduct kidnap burn destroy damage".split())
THEMES = frozenset("about over regarding concerning".split())  # behind these stands what a speech is about
RECIPROCAL = frozenset({"each other", "one another"})


def pairs(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Pair]:
    """(source, its slot, target, its slot, rule) for every pair that the sense's frame finds.

    earlier: findings of the text up to here, in which a missing target may have been named
    """
    if sense.pos == "noun" and sense.symmetric and len(sides := _sides(token, parties)) > 1:
        yield from _all_pairs(sides, "between", "sides")
        return
    sources, source_slot, targets, target_slot, rule = frame_of(token, sense, lexicon, parties)
    if sense.action == "REQUEST" and target_slot in ("clause", "for") and freed(token):
        targets = ()  # "demanded that B be freed" asks whoever holds B
    about: tuple[Party, ...] = ()
    if sources and (heard := addressed(token, sense, parties, sources, targets)):
        about, targets, target_slot = targets, heard, "object"
    joint = sense.symmetric and len(sources) > 1
    if joint and {parties.cast.top(p.actor) for p in targets} <= {parties.cast.top(p.actor) for p in sources}:
        targets = ()  # "A and B signed an accord between the two countries"
    if sources and not targets and not _reciprocal(token):
        rule, targets, target_slot = _target_elsewhere(token, sense, lexicon, parties, earlier, sources)
    elif not sources and rule != "undergo" and (targets or _bilateral(token, sense)):
        rule, sources, source_slot = _source_elsewhere(token, sense, lexicon, parties, earlier, targets)
    for source in sources:
        for target in targets:
            yield source, source_slot, target, target_slot, rule
    if sources and not joint and rule != "despite" and not _unclear(token, parties) and not _concerns_itself(token):
        yield from _around(token, sense, parties, sources, source_slot, (*targets, *about))
    if not targets and len(sources) > 1:
        yield from _among(token, sense, sources, source_slot)


def _concerns_itself(verb: Token) -> bool:
    """Whether what is told, or wanted, is beside whom a verb reaches: "briefed them on A", "wants to punish A"."""
    own = any(c.dep_ == "xcomp" and not has_subject(c) for c in verb.rights) and not objects(verb)
    return verb.lemma_ in BRIEFING or (verb.lemma_ in WANTING and own)


def _among(token: Token, sense: Sense, sources: tuple[Party, ...], name: str) -> Iterator[Pair]:
    """Several parties that do a two-sided thing with each other."""
    reciprocal = _reciprocal(token)
    if _bilateral(token, sense) or (reciprocal and not sense.symmetric):
        yield from ((one, name, other, name, "joint") for one in sources for other in sources if one is not other)
    elif sense.symmetric and (reciprocal or not _other_object(token, sense)) and not _of_each(token):
        yield from _all_pairs(sources, name, "joint")


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
    for name, heads in (*places, ("object", left)):
        states = tuple(p for p in parties.all_of(heads) if parties.cast.members[p.actor].kind in ("state", "other"))
        if states:
            return states[:1], name
    return (), ""


def _bilateral(token: Token, sense: Sense) -> bool:
    """Whether a verb has a truce as its object: whoever break it break it with each other."""
    nouns = objects(token) if sense.object and is_verb(token) else []
    return any(BILATERAL.intersection(t.lemma_.lower() for t in (noun, *modifiers(noun))) for noun in nouns)


def _attended(token: Token, sense: Sense, parties: Parties, sources: tuple[Party, ...]) -> tuple[Party, ...]:
    """B in "B did it despite the objections of A", "B did it with the backing of A"."""
    joined = {"with"} if sense.action in ("SUPPORT", "AID") else {"despite", "over"}
    host = token.head.head
    carried = host if is_verb(host) or host.dep_ != "dobj" else host.head  # "opened a case over the objections of A"
    if token.dep_ != "pobj" or token.head.lower_ not in joined or not is_verb(carried):
        return ()
    if token.head.lower_ == "over" and (sense.action not in ("ACCUSE", "REJECT", "PROTEST") or token.tag_ != "NNS"):
        return ()
    barred = {p.actor for p in sources}
    return tuple(p for p in parties.all_of(surface_subject(carried)) if p.actor not in barred)


def _target_elsewhere(
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
        return "peace" if name == "peace" else "implied", meant, name
    return _target_told(token, sense, parties, earlier, barred)


def _target_told(
    token: Token, sense: Sense, parties: Parties, earlier: list[Finding], barred: frozenset[str]
) -> tuple[str, tuple[Party, ...], str]:
    """The same where nothing in the clause tells: whom the text told of before is meant."""
    if targets := paired(token, sense, earlier, barred):
        return "implied", targets, "implied"
    if sense.pos == "noun" or any(undergoers(noun, parties) for noun in objects(token)):
        return "adjunct", (), ""
    about = bool(sense.object) and sense.action in ATTITUDES
    vague = about or sense.symmetric or any(c.dep_ == "xcomp" for c in token.children)
    told = () if vague else counterpart(token, sense, earlier, barred)  # else it is told what it is about
    if token.doc.is_short or sense.action not in ANSWERING or (told and sense.action == "ACCUSE"):
        return "implied", told, "implied"
    if is_told_of(token, deed=sense.action not in ATTITUDES, open_=_unclear(token, parties)):
        return "implied", told, "implied"
    provoking = () if _themed(token) else provokers(token, earlier, barred, parties.cast)
    return ("answer", provoking, "answer") if provoking else ("implied", told, "implied")


def _themed(token: Token) -> bool:
    """Whether a speech tells what it is about, so that it answers nobody: "raised concerns about the trial"."""
    return any(c.dep_ == "prep" and c.lower_ in THEMES for host in (token, *objects(token)) for c in host.rights)


def _source_elsewhere(
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
    if sources := _climb(token, lexicon, parties, barred):
        return "climb", sources, "clause"
    sources, name = _where(token, sense, parties)
    return "where", sources or policing(token, sense, parties, earlier, targets), name or "home"


def _unclear(token: Token, parties: Parties) -> bool:
    """Whether a verb has a target that the text leaves open ("to sanction them"): no other is looked for then."""
    return is_verb(token) and any(o.pos_ == "PRON" and not parties.one(o) for o in objects(token))


def _around(
    token: Token,
    sense: Sense,
    parties: Parties,
    sources: tuple[Party, ...],
    slot_name: str,
    targets: tuple[Party, ...],
) -> Iterator[Pair]:
    """Less sure pairs with parties outside the frame; the first counts as the act's adjunct where it has no target."""
    known = frozenset(p.actor for p in (*sources, *targets))
    friendly = sense.action in COOPERATIVE and not token.doc.is_short
    barriers = BARRIERS | {"xcomp", "pcomp"} if targets else BARRIERS  # what B is told to do concerns others than A
    theme = THEME if targets else ()
    reached = [f for f in _adjuncts(token, parties, known, barriers, friendly=friendly) if f[1] not in theme]
    # "condolences over A's raid" do not reach A
    found = [(p, name) for p, name in reached if not (friendly and name in THEMES and p.via == "owner")]
    named_first = sorted(found, key=lambda f: f[0].via == "group")
    for rank, (target, name) in enumerate(named_first[: ADJUNCTS - bool(targets)]):
        for source in sources:
            yield source, slot_name, target, name, "adjunct" if rank == 0 and not targets else "beyond"


def _adjuncts(
    token: Token, parties: Parties, barred: frozenset[str], barriers: frozenset[str], *, friendly: bool
) -> Iterator[tuple[Party, str]]:
    """Whom an act reaches outside its frame (through the place it happens in, the end it serves), nearest first.

    friendly: whether the act is one of cooperation, which does not reach who did a deed that it is about
    """
    host = token if is_verb(token) else support_verb(token) or token
    if token.dep_ == "compound" and token.head.pos_ == "NOUN":
        host = token.head
    waiting = [token, host] if host != token else [token]
    seen = set(barred)
    visited = set()
    for _ in range(ADJUNCT_DEPTH):
        deeper: list[Token] = []
        for word in waiting:
            for child in word.rights:
                if child.i in visited or child.dep_ in barriers or child.lower_ in ASIDE or is_claim(child):
                    continue
                if not token.doc.is_short and (child.lower_ in LATER or _is_beside(child)):
                    continue
                if is_suffered(parties, child) or (friendly and child.lower_ == "by" and word is not token):
                    continue  # who suffers what is condemned, who did what is regretted
                if child.lower_ == "in" and word.lemma_.lower() in STRIFE:
                    continue  # where a war is
                visited.add(child.i)
                deeper.append(child)
                if child.dep_ in ("pobj", "dobj", "dative", "attr"):
                    for party in parties.all_of([child]):
                        if party.actor not in seen:
                            seen.add(party.actor)
                            yield party, child.head.lower_ if child.dep_ == "pobj" else child.dep_
        waiting = deeper


def _is_beside(prep: Token) -> bool:
    """Whether a preposition tells what goes on at the same time: "A sues B as C protests"."""
    word = prep.head
    return prep.lower_ == "as" and not (word.tag_ == "VBN" and word.dep_ == "acl")  # unlike "a group known as B"


def _climb(token: Token, lexicon: Lexicon, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who is the subject of the clause around a predicate that names no source of its own."""
    strife = token.pos_ == "NOUN" and token.lemma_.lower() in STRIFE
    perfect = token.i > 0 and token.nbor(-1).lemma_ == "have"  # "A had armed Kenyan rebels", as the parser sees it
    if token.dep_ == "amod" and token.tag_ == "VBN" and token.i < token.head.i and not perfect:
        return ()  # "A's boats near a disputed reef": nobody says who disputes it
    suffered = token.dep_ == "relcl" and is_passive(token) and not token.doc.is_short  # "A mourned men, who were shot"
    if strife or suffered or (token.dep_ == "pobj" and token.head.lower_ in CIRCUMSTANCES) or _of_its_own(token):
        return ()  # "after the coup in B, A …", "A wants an end to the war in B": nobody says that A made it
    for above in token.ancestors:
        if any(t.text in (";", ":") for t in token.doc[above.i : token.i]):
            return ()
        if not is_verb(above):
            if not token.doc.is_short and lexicon.operators.effect("noun", above.lemma_.lower()) in JUDGING:
                return ()  # "A voiced concern about the arrest of B"
            continue
        if above.lemma_ in REPORTING or verb_effect(above, lexicon.operators) in JUDGING:
            return ()
        found = tuple(
            p for p in parties.all_of(subjects(above)) if p.actor not in barred and p.via not in ("place", "location")
        )
        if found or above.dep_ in ("relcl", "ccomp", "advcl") or (above.dep_ == "acl" and above.tag_ == "VBN"):
            return found
    return ()


def _of_its_own(verb: Token) -> bool:
    """Whether a clause tells when another took place, and of somebody else: "A left after B was shot"."""
    marks = (c.lower_ in CIRCUMSTANCES for c in verb.lefts if c.dep_ in ("mark", "advmod"))
    return verb.dep_ == "advcl" and has_subject(verb) and any(marks)


def _other_object(token: Token, sense: Sense) -> bool:
    """Whether a symmetric verb has an object of its own that is no party ("A and B visited the factory")."""
    return is_verb(token) and not sense.object and bool(objects(token)) and "object" in sense.target


def _reciprocal(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 6].text.lower()
    whom = objects(token) if is_verb(token) else []
    other = any(t.lower_ == "other" and t.left_edge.lower_ == "the" for t in whom)
    return other or any(phrase in following for phrase in RECIPROCAL)


def _all_pairs(sides: tuple[Party, ...], name: str, rule: str) -> Iterator[tuple[Party, str, Party, str, str]]:
    for n, first in enumerate(sides):
        for second in sides[n + 1 :]:
            yield first, name, second, name, rule


def _sides(token: Token, parties: Parties) -> tuple[Party, ...]:
    """Both sides of a two-sided noun: "between A and B", "A-B talks", "the two countries' talks"."""
    found: dict[str, Party] = {}
    for head in slot(token, "between"):
        for party in parties.resolve(head):
            found.setdefault(party.actor, party)
    if len(found) >= 2:
        return tuple(found.values())
    reached = [c for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN"]  # "the deal, reached by A and B"
    if token.dep_ == "nsubjpass":  # "the exercise was held by A and B"
        reached.append(token.head)
    makers = parties.all_of([head for verb in reached for head in subjects(verb)])
    if len(makers) >= 2:
        return makers
    others = parties.all_of(slot(token, "with")) if any(c.dep_ == "poss" for c in token.children) else ()
    if any(p.via != "owner" for p in others):
        return ()  # "their dispute with C"
    found = {}
    if token.tag_ == "NNS" and any(c.tag_ == "PRP$" for c in token.children) and token.lemma_ in FELLOWS:
        return ()  # "their allies" are third parties
    for head in [*modifiers(token), *(c for c in token.children if c.dep_ == "poss")]:
        if head.dep_ == "poss" or head.i in parties.cast.at:
            for party in parties.resolve(head) if head.dep_ == "poss" else parties.one(head):
                found.setdefault(party.actor, party)
    tops = {parties.cast.top(actor) for actor in found}
    return tuple(found.values()) if len(tops) >= 2 and not _of_each(token) else ()


def _of_each(noun: Token) -> bool:
    """Whether things of "both" are of each by itself: "both countries' patrols"."""
    owners = (c for c in noun.children if c.dep_ == "poss")
    return noun.tag_ == "NNS" and any(c.lower_ == "both" for owner in owners for c in owner.lefts)
