"""Whom a pronoun stands for: the speaker of a quote, the subject of its clause or of the one before, an antecedent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.coreference import HOMES
from briefgen.nlp.parse.arguments import CONTROL_BY_OBJECT, surface_subject
from briefgen.nlp.parse.grammar import conjuncts, is_verb, prep_objects, stands_alone
from briefgen.nlp.parties.party import Party

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties

SPEAKERS = frozenset("it he she they".split())
FIRST = frozenset("we us our ours ourselves i me my mine myself".split())
QUANTITIES = frozenset("most some many much all both several few none half each one dozen hundred thousand".split())
CROWDS = frozenset("group band crowd gang mob column convoy squad".split())  # of people, who are meant
OFFICIAL = frozenset("he she him his her".split())
HOLDING = 4  # sentences within which an office may be meant again
OBJECTS = frozenset({"dobj", "dative", "pobj"})
SORRY = frozenset("apology regret remorse explanation".split())
COUNTABLE = frozenset({"NOUN", "PROPN", "NUM"})


def pronoun_parties(parties: Parties, head: Token, depth: int) -> Iterator[Party]:
    """The parties that a pronoun stands for; depth: of the phrases around it"""
    if head.lower_ in FIRST:
        yield from _first_person(parties, head, depth)
        return
    if head.tag_ == "PRP$":
        if (beside := _object_beside(head)) is not None:
            yield from pronoun_parties(parties, beside, depth)
            return
        if own := _own_subject(parties, head):
            yield from own
            return
    if speakers := _speaker(parties, head) or _object_again(parties, head):
        yield from speakers
        return
    found = [_antecedent(parties, actor, head) for actor in parties.coreference.pronoun(head)]
    yield from found or _holder(parties, head)


def home_parties(parties: Parties, head: Token) -> list[Party]:
    """ "His government": the state for which the one meant speaks, though nothing but his office tells of him."""
    owner = next((c for c in head.children if c.dep_ == "poss" and c.lower_ in OFFICIAL), None)
    if owner is None or head.lemma_.lower() not in HOMES or parties.cast.doc.is_short:
        return []
    top = parties.cast.top
    return [replace(p, actor=top(p.actor), head=head.i) for p in parties.one(owner, 1)]


def _holder(parties: Parties, head: Token) -> Iterator[Party]:
    """ "The envoy of B spoke. He thanked A": the holder of an office without a name who is the subject before."""
    if head.lower_ not in OFFICIAL or head.doc.is_short:
        return
    sents = parties.coreference.antecedents
    for sent, _ in sents.back(head, HOLDING):
        subject = next((t for t in sent if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and t.i < head.i), None)
        if subject is None or subject.lower_ in OFFICIAL:
            continue  # "He …" goes on with the same
        if subject.lemma_.lower() in parties.roles and subject.tag_ == "NN" and subject.i not in parties.cast.at:
            held = [p for p in parties.one(subject, 1) if p.via == "official"]
            yield from (replace(p, head=head.i, via="pronoun") for p in held)
        return


def _first_person(parties: Parties, head: Token, depth: int) -> Iterator[Party]:
    """Who says "we": the speaker of a quotation, outside of any the one for whom the text speaks."""
    speaker = parties.quotes.speaker(head)
    if speaker is not None:
        said = parties.one(speaker, depth + 1)
        yield from (_antecedent(parties, p.actor, head) for p in said if p.via not in ("place", "location"))
    elif not parties.quotes.holds(head):
        shown = head if head.doc.text.startswith(head.text, head.idx) else head.head  # a clause without a subject
        yield from (replace(_antecedent(parties, actor, shown), head=head.i) for actor in parties.issuer.of(head))


def _object_beside(owner: Token) -> Token | None:
    """ "A backs it in its dispute": the object of the same verb before, where it is the same pronoun."""
    verb = next((t for t in owner.ancestors if is_verb(t)), owner)
    same = {"its": "it", "his": "him", "her": "her", "their": "them"}.get(owner.lower_)
    return next((c for c in verb.rights if c.dep_ == "dobj" and c.lower_ == same and c.i < owner.i), None)


def _own_subject(parties: Parties, head: Token) -> list[Party]:
    """ "A reaffirmed its commitment": a possessive in the predicate is the subject's, if their numbers agree."""
    verb = next((t for t in head.ancestors if is_verb(t)), None)
    if verb is None:
        return []
    behind = next((t for t in head.ancestors if t.dep_ == "prep" and t.head == verb), None)
    direct = [c for c in verb.children if c.dep_ == "dobj" and c.i < head.i]
    named = [c for c in direct if c.pos_ == "PROPN"]
    if not named and not any(c.lemma_.lower() in SORRY for c in direct):  # "voiced thanks to B for its help"
        given = (o for host in (verb, *direct) for o in prep_objects(host, "to") if direct)
        named = [o for o in given if o.i < head.i and o.i in parties.cast.at]
    controlled = behind is not None and behind.lower_ in CONTROL_BY_OBJECT  # "punish B for its attack"
    candidates = named if controlled and named else surface_subject(verb)
    subject = next((t for t in candidates if t.i < head.i or _opens(head, verb)), None)
    if subject is not None and subject.lower_ == "i" and head.lower_ == "its":  # a clause of a resolution
        return [replace(p, head=head.i) for p in _first_person(parties, subject, 1)]
    if subject is None or subject.pos_ == "PRON" or head in subject.subtree:
        return []
    return _agreeing(parties, head, subject)


def _opens(owner: Token, verb: Token) -> bool:
    """Whether a possessive is in the phrase that opens a sentence: "At their meeting, A and B signed …"."""
    return verb.dep_ == "ROOT" and any(t.dep_ == "prep" and t.left_edge.i == verb.sent.start for t in owner.ancestors)


def _agreeing(parties: Parties, head: Token, subject: Token) -> list[Party]:
    """The parties of a subject under a pronoun, if their numbers agree."""
    several = subject.tag_ in ("NNS", "NNPS") or any(c.dep_ in ("conj", "nummod") for c in subject.children)
    found = [p for token in conjuncts(subject) for p in parties.one(token, 1)]
    office = subject.lemma_.lower() in parties.roles
    persons = {parties.cast.members[p.actor].kind == "person" or (office and p.via == "official") for p in found}
    fits = several if head.lower_ in ("their", "they") else not several and persons == {head.lower_[:2] != "it"}
    return [replace(p, head=head.i, via="pronoun") for p in found] if fits and found else []


def _speaker(parties: Parties, head: Token) -> list[Party]:
    """ "Rebels said that they will …", "rebels left; they …": the subject before, if their numbers agree."""
    clause = head.head
    above = clause.head
    if clause.dep_ not in ("ccomp", "advcl", "conj") or not is_verb(above):
        above = next((c for c in reversed([*clause.lefts]) if stands_alone(c)), clause)
    if head.dep_ not in ("nsubj", "nsubjpass") or above is clause:
        return []
    subject = next((t for t in surface_subject(above) if t.i < head.i and t.pos_ != "PRON"), None)
    if subject is None or head in subject.subtree:
        return []
    return _agreeing(parties, head, subject) if head.lower_ in SPEAKERS else []


def _object_again(parties: Parties, head: Token) -> list[Party]:
    """ "A phoned his counterpart and thanked him", "A left B and C cut ties with it": the object of the verb before."""
    verb = next((t for t in head.ancestors if is_verb(t)), head)
    joined = verb.dep_ == "conj" and is_verb(verb.head)
    if not joined or head.dep_ not in OBJECTS or head.lower_ not in ("him", "her", "it"):
        return []
    before = [c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i and c.pos_ != "PRON"]
    found = [p for noun in before for p in parties.one(noun, 1) if p.via in ("name", "official", "description")]
    alone = len(found) == 1 and all(c.dep_ != "conj" for c in before[0].children)
    return [replace(p, head=head.i, via="pronoun") for p in found] if alone else []


def _antecedent(parties: Parties, actor: str, head: Token) -> Party:
    """A pronoun's party, under the antecedent's words where they stand in the same sentence, else under its own."""
    sent = head.sent
    named = [m for m in parties.cast.of[actor] if sent.start <= m.start < sent.end]
    if not named:
        return Party(actor, head.i, head.i, head.i + 1, "pronoun")
    nearest = min(named, key=lambda m: (m.start > head.i, abs(m.start - head.i)))
    return Party(actor, head.i, nearest.start, nearest.end, "pronoun")


def part_of(head: Token) -> Token | None:
    """Of whom a quantity is a part: "them" of "took some of them in", "rebels" of "a group of rebels"."""
    counts = head.lower_ in QUANTITIES or (head.tag_ == "CD" and head.dep_ not in ("nummod", "compound"))
    crowd = head.lower_ in CROWDS and not head.doc.is_short
    behind = [c for c in head.rights if c.dep_ == "prep" and c.lower_ == "of"] if counts or crowd else []
    whole = next((t for prep in behind for t in prep.children if t.dep_ == "pobj"), None)
    return whole if counts or (whole is not None and whole.tag_ == "NNS") else None


def counted(head: Token) -> Token | None:
    """ "Ten others, most of them freed": the noun before the comma, which "them" counts."""
    prep, quantity = head.head, head.head.head
    if prep.lower_ != "of" or quantity.lemma_.lower() not in QUANTITIES or quantity.left_edge.i < 2:
        return None
    before = head.doc[quantity.left_edge.i - 2]
    return before if before.nbor(1).text == "," and before.pos_ in COUNTABLE else None
