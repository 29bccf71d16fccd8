"""Who does it to whom: the pairs of parties that a predicate's frame finds, in its clause and, less surely, around."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import has_subject, is_verb, modifiers, support_verb
from briefgen.nlp.relations.absent import ATTITUDES, absent_source, absent_target, is_unclear
from briefgen.nlp.relations.addressees import addressed
from briefgen.nlp.relations.around import around
from briefgen.nlp.relations.deeds import backs_misdeed, called_deed, hands_paper, is_naming
from briefgen.nlp.relations.filling import frame_of
from briefgen.nlp.relations.slots import VIEWING, slot
from briefgen.nlp.relations.understood import HOSTING, freed, ground_lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.parties.party import Party
    from briefgen.nlp.relations.filling import Frame
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.registry import Sense

    Pair = tuple[Party, str, Party, str, str]  # source, its slot, target, its slot, rule

FELLOWS = frozenset("ally partner foe rival adversary friend enemy opponent neighbour neighbor".split())
FILED = frozenset("complaint petition suit lawsuit case appeal protest".split())  # with a body that hears them
COURTS = frozenset("court tribunal panel".split())
VENUES = frozenset("with at before in to".split())
BILATERAL = frozenset({"truce", "ceasefire", "armistice"})
INVOLVING = frozenset({"involve", "include"})
BRIEFING = frozenset("brief inform update apprise debrief".split())
WANTING = frozenset("want ask demand seek".split())
RECIPROCAL = frozenset({"each other", "one another"})


def pairs(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Pair]:
    """(source, its slot, target, its slot, rule) for every pair that the sense's frame finds.

    earlier: findings of the text up to here, in which a missing target may have been named
    """
    filed = sense.action == "ACCUSE" and not FILED.isdisjoint(_called(token))
    for pair in _pairs(token, sense, lexicon, parties, earlier):
        if sense.action == "MOBILIZE" and parties.cast.members[pair[0].actor].kind == "population":
            continue  # "migrants who cross into B" are no forces
        if sense.action == "REQUEST" and is_naming(token):
            continue
        if sense.action == "AID" and hands_paper(token):
            continue
        loose = pair[2].via in ("owner", "place", "location") or pair[4] in ("adjunct", "beyond")
        if sense.action == "SUPPORT" and loose and backs_misdeed(token):
            continue
        if not (filed and _hears(token, pair[2], pair[3], parties)):
            yield pair


def _hears(token: Token, party: Party, name: str, parties: Parties) -> bool:
    """Whether a complaint is filed with a party, and not against it: "with the WTO", "at a court in B"."""
    court = token.doc[party.head].lemma_.lower() in COURTS
    return (name == "with" and parties.cast.members[party.actor].kind == "igo") or (name in VENUES and court)


def _pairs(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Pair]:
    if sense.pos == "noun" and sense.symmetric and len(sides := _sides(token, parties)) > 1:
        yield from _all_pairs(sides, "between", "sides")
        return
    sources, source_slot, targets, target_slot, rule = _told(
        frame_of(token, sense, lexicon, parties), token, parties, earlier
    )
    held = sense.action == "REQUEST" and target_slot in ("clause", "for") and freed(token)
    if held or (sense.action in ATTITUDES and _at_deed(token, sense, lexicon, parties)):
        targets = ()  # "demanded that B be freed" asks whoever holds B
    about: tuple[Party, ...] = ()
    if sources and (heard := addressed(token, sense, parties, sources, targets)):
        about, targets, target_slot = targets, heard, "object"
    joint = sense.symmetric and len(sources) > 1
    if joint and _sides_of(targets, parties) <= {parties.cast.top(p.actor) for p in sources}:
        targets = ()  # "A and B signed an accord between the two countries"
    if losers := ground_lost(token, sense, parties, earlier, sources, targets):
        rule, targets, target_slot = "event", losers, "enemy"
    if sources and not targets and not _reciprocal(token):
        rule, targets, target_slot = absent_target(token, sense, lexicon, parties, earlier, sources)
    elif not sources and rule != "undergo" and (targets or _bilateral(token, sense)):
        rule, sources, source_slot = absent_source(token, sense, lexicon, parties, earlier, targets)
    for source in sources:
        for target in targets:
            yield source, source_slot, target, target_slot, rule
    alone = is_unclear(token, parties) or _concerns_itself(token) or _at_own_deed(token, sense, parties, sources)
    if sources and not joint and rule != "despite" and not alone:
        yield from around(token, sense, parties, sources, source_slot, (*targets, *about))
    if not targets and len(sources) > 1 and not _with_others(token, sense, parties):
        yield from _among(token, sense, sources, source_slot)


def _sides_of(found: tuple[Party, ...], parties: Parties) -> set[str]:
    """Whom each stands for; those who fight are no part of the state that they fight in."""
    members = parties.cast.members
    return {p.actor if members[p.actor].kind == "armed_group" else parties.cast.top(p.actor) for p in found}


def _at_deed(verb: Token, sense: Sense, lexicon: Lexicon, parties: Parties) -> bool:
    """Whether ", which" or "it" is what was done.

    "A condemned it as interference", "jailed three priests, which A condemned", "armed B, which angered A".
    """
    if is_verb(verb) and any(called_deed(noun, lexicon) for noun in objects(verb)):
        return True
    which = next((c for c in verb.lefts if c.lower_ == "which" and c.dep_ in ("dobj", "nsubj")), None)
    if which is None or verb.dep_ != "relcl" or verb.doc[which.i - 1].text != ",":
        return False
    if which.dep_ == "nsubj":
        return sense.target == ("subject",) and verb.head.ent_type_ == "GPE"
    owned = verb.head.dep_ == "pobj" and verb.head.head.lower_ == "of"
    people = (verb.head.head.head if owned else verb.head, verb.head)
    armed = any(parties.agents.get(t.lemma_.lower(), {}).get("kind") == "armed_group" for t in people)
    return not armed and any(t.tag_ == "NNS" and lexicon.is_human(t) for t in people)


def _called(token: Token) -> set[str]:
    """The lemmas of a predicate and of its objects."""
    return {token.lemma_.lower(), *(noun.lemma_.lower() for noun in (objects(token) if is_verb(token) else ()))}


def _concerns_itself(verb: Token) -> bool:
    """Whether what is told, or wanted, is beside whom a verb reaches: "briefed them on A", "wants to punish A"."""
    own = any(c.dep_ == "xcomp" and not has_subject(c) for c in verb.rights) and not objects(verb)
    return verb.lemma_ in BRIEFING or (verb.lemma_ in WANTING and own)


def _told(frame: Frame, verb: Token, parties: Parties, earlier: list[Finding]) -> Frame:
    """A frame in which whoever does it to both of two is none of them: "A and B met C. He told both to stop"."""
    sources, source_slot, _, target_slot, rule = frame
    doers = surface_subject(verb) if is_verb(verb) else []
    if len(sources) != 1 or len(doers) != 1 or doers[0].lower_ not in ("he", "she", "it"):
        return frame
    two = [o for o in objects(verb) if any(c.lower_ in ("both", "two") for c in o.lefts) or o.lower_ == "both"]
    both = parties.all_of(two)
    if len(both) != 2 or sources[0].actor not in {p.actor for p in both}:
        return frame
    ends = {p.actor for p in both}
    met = [f for f in earlier if len(f.ends & ends) == 1 and verb.doc[f.trigger].sent.end == verb.sent.start]
    others = {p.actor: p for f in met for p in (f.source, f.target) if p.actor not in ends}
    speaker = tuple(others.values()) if len(others) == 1 else ()
    return speaker, source_slot, both if speaker else (), target_slot, rule


def _at_own_deed(verb: Token, sense: Sense, parties: Parties, sources: tuple[Party, ...]) -> bool:
    """Whether somebody speaks of his own deed, as of nobody else: "A defended its decision to raid B"."""
    if sense.action not in ATTITUDES or not is_verb(verb):
        return False
    own = [c for noun in objects(verb) for c in noun.lefts if c.tag_ == "PRP$"]
    return {p.actor for p in parties.all_of(own)} >= {p.actor for p in sources} if own else False


def _among(token: Token, sense: Sense, sources: tuple[Party, ...], name: str) -> Iterator[Pair]:
    """Several parties that do a two-sided thing with each other."""
    verb = token if is_verb(token) else support_verb(token)
    if verb is not None and not _reciprocal(token) and (_is_of_neither(verb) or _is_cause(verb)):
        return
    reciprocal = _reciprocal(token)
    if _bilateral(token, sense) or (reciprocal and not sense.symmetric):
        yield from ((one, name, other, name, "joint") for one in sources for other in sources if one is not other)
    elif sense.symmetric and (reciprocal or not _other_object(token, sense)) and not _of_each(token):
        yield from _all_pairs(sources, name, "joint")


def _is_cause(verb: Token) -> bool:
    """Whether some fight for a thing that brought them together: "A and B were formed to fight for land"."""
    purpose = verb.dep_ in ("advcl", "xcomp") and any(c.tag_ == "TO" for c in verb.lefts)
    return purpose and verb.lemma_ == "fight" and any(c.dep_ == "prep" and c.lower_ == "for" for c in verb.rights)


def _with_others(token: Token, sense: Sense, parties: Parties) -> bool:
    """Whether people of whom it is not told who they are have a share in it: "A and B clashed with the rebels"."""
    heads = (head for name in sense.target if name in ("with", "against") for head in slot(token, name))
    return any(head.pos_ == "NOUN" and head.lemma_.lower() in parties.agents for head in heads)


def _is_of_neither(verb: Token) -> bool:
    """Whether a verb tells what each of several fails to do: "nor have A and B signed it", "neither A nor B has"."""
    opening = [c.left_edge.lower_ for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")]
    return "neither" in opening or any(c.lower_ in ("nor", "neither") for c in verb.lefts)


def _bilateral(token: Token, sense: Sense) -> bool:
    """Whether a verb has a truce as its object: whoever break it break it with each other."""
    nouns = objects(token) if sense.object and is_verb(token) else []
    return any(BILATERAL.intersection(t.lemma_.lower() for t in (noun, *modifiers(noun))) for noun in nouns)


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
    joined = [c for c in token.rights if c.dep_ == "acl" and c.lemma_ in INVOLVING]  # "talks involving A and B"
    if len(within := parties.all_of([o for verb in joined for o in objects(verb)])) >= 2:
        return within
    if token.dep_ == "nsubjpass":  # "the exercise was held by A and B"
        reached.append(token.head)
    aside = HOSTING | VIEWING
    makers = parties.all_of([head for verb in reached if verb.lemma_ not in aside for head in subjects(verb)])
    if len(makers) >= 2:
        return makers
    others = parties.all_of(slot(token, "with")) if any(c.dep_ == "poss" for c in token.children) else ()
    if any(p.via != "owner" for p in others):
        return ()  # "their dispute with C"
    found = {}
    owned = any(c.dep_ == "poss" and c.tag_ != "PRP$" for c in token.lefts)
    if token.tag_ == "NNS" and token.lemma_ in FELLOWS and not owned:
        return ()  # "their allies", "NATO and EU partners" are third parties'
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
