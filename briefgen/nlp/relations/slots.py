"""What stands in the slots of a predicate: the words behind its prepositions, its subject, its object, its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import noun_source, objects, respite, subjects, surface_subject
from briefgen.nlp.parse.governed import clause_subject, complements, speakers
from briefgen.nlp.parse.grammar import (
    RELATIVE,
    displaced,
    in_phrase,
    is_passive,
    is_verb,
    modifiers,
    prep_objects,
    support_verb,
)

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token

RATES = frozenset({"percent", "%", "rate", "level"})
THEMES = frozenset("about over regarding concerning".split())  # behind these stands what a speech is about
# whoever does these with a truce, an exercise or a deal need have no part in it
VIEWING = frozenset(
    "condemn welcome praise criticise criticize reject back support propose announce denounce hail endorse "
    "oppose monitor sponsor fund".split()
)
HAPPENING = frozenset({"place", "shape", "hold"})
GRANTING = frozenset("grant give deny refuse offer".split())
TIES = frozenset("relation relationship tie friendship alliance partnership".split())


def _given(verb: Token) -> list[Token]:
    """To whom something is given, also where the parser sees two objects: "paid B two million"."""
    if given := respite(verb):
        return given[:1]
    things = [c for c in verb.rights if c.dep_ == "dobj"]
    first = things[:1] if len(things) > 1 and things[0].pos_ == "PROPN" and things[1].dep_ != "conj" else []
    inside = [c for thing in things for c in _recipients(thing)]
    return [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"] or first or inside


def _recipients(thing: Token) -> list[Token]:
    """Who is given something that the parser takes to be called after them: B in "granted B permission"."""
    opens = [c for c in thing.lefts if c.dep_ == "compound" and c.pos_ == "PROPN"]
    handed = thing.dep_ == "dobj" and thing.tag_ == "NN" and thing.head.lemma_ in GRANTING and is_verb(thing.head)
    return opens[:1] if handed and opens and thing.left_edge.i == opens[0].left_edge.i else []


def slot(token: Token, name: str) -> list[Token]:
    """Heads of the phrases that stand in a slot of a predicate; see the slots in `site_config/predicates/`."""
    verb = is_verb(token)
    match name:
        case "subject":
            return subjects(token) if verb else _subject_of(token)
        case "object":
            return objects(token) if verb else []
        case "indirect":
            return _given(token) + prep_objects(token, "to")[:1]
        case "clause":
            return clause_subject(token)
        case "complement":
            return complements(token) if verb else []
        case "possessive":
            return [c for c in token.children if c.dep_ == "poss"]
        case "modifier":
            return [c for c in modifiers(token) if c not in _recipients(token)]
        case "self":
            named = token.dep_ in ("attr", "appos", "acomp", "compound", "ROOT") or _counted_in(token) is not None
            return [] if named else [token]
        case "speaker":
            return speakers(token)
        case "head":
            return [token.head] if token.head != token else []
    return _behind(token, name, verb)


def _behind(token: Token, name: str, verb: bool) -> list[Token]:
    """What stands behind the preposition `name` of a predicate, of its object, or of the word that carries it."""
    found = prep_objects(token, name) or _joined(token, name)
    if not found and verb:
        for head in objects(token):
            if head.i > token.i:
                found += prep_objects(head, name)
        for head in surface_subject(token) if not found else ():
            if head.lemma_ in TIES:  # "relations between A and B have soured"
                found += prep_objects(head, name)
    if not found and name == "by" and token.pos_ == "NOUN" and not token.doc.is_short:
        found = [
            o for t in prep_objects(token, "of") for o in prep_objects(t, "by")
        ]  # "the arrest of two priests by A"
    if not found and not verb and (host := _described(token)) is not None:
        tied = [t for t in surface_subject(host) if t.lemma_ in TIES] if is_verb(host) else []
        found = [o for h in (host, *tied) for o in prep_objects(h, name)]
    if not found and not verb:  # "tariffs of 25 percent on steel"
        found = [o for rate in prep_objects(token, "of") if rate.lemma_ in RATES for o in prep_objects(rate, name)]
    if not found and name == "by" and (prep := displaced(token, name)) is not None:
        found = [c for c in prep.children if c.dep_ == "pobj"]
    return found or ([] if verb else _beyond(token, name))


def _beyond(noun: Token, name: str) -> list[Token]:
    """What stands behind a preposition of the verb that carries a noun, or that tells of it that it takes place."""
    if name == "between" and (going := _going_on(noun)):
        place = [o for above in going for o in objects(above) if o.lemma_ in HAPPENING]  # "took place between A and B"
        found = [o for host in (*going, *place) for o in prep_objects(host, name)]
        if found:
            return found
    ground = noun.dep_ == "pobj" and noun.head.lower_ == "for"  # "gave thanks to A for its help"
    theme = name == "by" and noun.dep_ == "pobj" and noun.head.lower_ in THEMES  # "words said by A about a raid"
    above = None if ground or theme or name == "of" else support_verb(noun)
    directed = name == "with" and any(c.dep_ == "prep" and c.lower_ == "against" for c in noun.rights)
    viewed = name == "by" and above is not None and (above.lemma_ in VIEWING or not is_passive(above))
    if above is None or directed or viewed:
        return []  # "works with A in the fight against B" does not fight A
    return [t for t in prep_objects(above, name) if t != noun and not t.is_ancestor(noun)]


def _going_on(noun: Token) -> list[Token]:
    """The verbs that tell of a noun that it takes place: "clashes erupted", "talks that are to begin"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        return _going_on(noun.head.head)  # "a war of words broke out"
    above = [noun.head] if noun.dep_ in ("nsubj", "nsubjpass") and is_verb(noun.head) else []
    behind = [
        c for c in noun.rights if c.dep_ == "relcl" and any(t.dep_ == "nsubj" and t.lower_ in RELATIVE for t in c.lefts)
    ]
    return [verb for first in (*above, *behind) for verb in (first, *(c for c in first.rights if c.dep_ == "xcomp"))]


def _joined(noun: Token, name: str) -> list[Token]:
    """B of "did it in solidarity with B", where the parser hangs the "with" on the verb."""
    behind = noun.nbor(1) if in_phrase(noun) and noun.i + 1 < len(noun.doc) else None
    return [c for c in behind.children if c.dep_ == "pobj"] if behind is not None and behind.lower_ == name else []


def _described(adjective: Token) -> Token | None:
    """What an adjective stands before or after: "aggressive actions toward B", "grew hostile toward B"."""
    while adjective.dep_ == "conj" and adjective.head.pos_ == "ADJ":
        adjective = adjective.head
    return adjective.head if adjective.dep_ in ("amod", "acomp") else None


def _counted_in(noun: Token) -> Token | None:
    """The word whose subject is said to be of a kind: "one" in "A is one of B's backers", "is" in "is among"."""
    prep, above = noun.head, noun.head.head
    if noun.dep_ != "pobj" or noun.tag_ != "NNS":
        return None
    one = prep.lower_ == "of" and above.lower_ in ("one", "some", "two", "three") and above.dep_ == "attr"
    return above if one or (prep.lower_ == "among" and above.lemma_ in ("be", "rank", "count", "remain")) else None


def _subject_of(token: Token) -> list[Token]:
    """The subject of a noun or adjective through the copula ("A is critical of"), else the noun it qualifies."""
    head = token.head
    if token.pos_ == "ADJ" and (own := [c for c in token.lefts if c.dep_ == "nsubj"]):
        return own  # as a clause without a copula has it: "We, concerned by the raid"
    if token.dep_ in ("acomp", "attr", "oprd") and is_verb(head):
        return surface_subject(head)
    if token.dep_ == "conj" and head.pos_ == token.pos_:
        return _subject_of(head)
    if token.dep_ == "amod":
        return [head]
    if (whole := _counted_in(token)) is not None:
        return _subject_of(whole) if whole.dep_ == "attr" else surface_subject(whole)
    if token.dep_ == "pobj" and is_verb(head.head):
        return surface_subject(head.head)
    if token.dep_ == "pobj" and head.head.pos_ in ("NOUN", "PROPN"):
        return [head.head]
    if token.dep_ in ("appos", "acl", "relcl", "advcl"):
        return [head] if not is_verb(head) else surface_subject(head)
    return noun_source(token) if token.pos_ == "NOUN" else []
