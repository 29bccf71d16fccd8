"""Whose a thing is that a text does not name by its owner: "the plan drafted by A", "the step, which B condemned"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, relates, subjects, surface_subject
from briefgen.nlp.parse.grammar import RELATIVE, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.frames import Lexicon

SPOKEN = frozenset(
    "accusation account allegation assertion charge claim conclusion contention finding insinuation statement "
    "suggestion version".split()
)
DENYING = frozenset("deny dispute refute".split())
DEFINITE = frozenset("the this that these those such".split())
SENTENCES = 3  # sentences back in which a claim may have been made
STEM = 5  # letters that a noun and its verb have in common ("declared", "the declaration")
WANTING = frozenset("want demand seek propose plan announce build launch table float unveil draft".split())
LONG_MEMORY = 120  # tokens within which "the corridor" is what somebody wanted
MEMORY = 60  # tokens within which "the declaration" is what was declared before


def authors(noun: Token, lexicon: Lexicon, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who made or did what a noun means, found beside it, in the clause it belongs to or in what was told before."""
    for heads in (
        *((_speaker(noun), _clause_around(noun)) if _is_trailing(noun) else ()),
        _beside(noun),
        _speaker(noun),
        _clause_around(noun),
        _told(noun, lexicon, parties),
        _wanted(noun),
        _said_before(noun),
    ):
        found = [p for p in parties.all_of(heads) if p.actor not in barred and p.via not in ("place", "location")]
        if found:
            return tuple(replace(p, head=noun.i, start=noun.left_edge.i, end=noun.i + 1, via="event") for p in found)
    return ()


def _beside(noun: Token) -> Iterator[Token]:
    """ "The plan drafted by A", "the promise that A made", "a ruling in which A rejected …"."""
    dated = (o for prep in noun.rights if prep.dep_ == "prep" for o in prep.rights if o.ent_type_ == "DATE")
    for clause in (c for host in (noun, *dated) for c in host.rights):  # "the raid of May 1, in which A killed B"
        if clause.dep_ == "acl" and clause.tag_ == "VBN":
            yield from subjects(clause)
        elif clause.dep_ == "relcl":
            yield from (c for c in clause.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE)


def _speaker(noun: Token) -> list[Token]:
    """ "A said that B had lied, a charge that B denied": A."""
    if noun.lemma_.lower() not in SPOKEN or noun.dep_ not in ("appos", "npadvmod", "attr", "dobj", "nsubj", "dep"):
        return []
    saying = next((t for t in noun.ancestors if t.lemma_ in REPORTING and t.i < noun.i), None)
    return surface_subject(saying) if saying is not None else []


def _said_before(noun: Token) -> list[Token]:
    """ "A said that B had lied. B dismissed that": who says something in the two sentences before."""
    claim = noun.lemma_.lower() in SPOKEN and any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children)
    if not claim and noun.lower_ not in ("that", "this") and not is_claim(noun):
        return []
    start = noun.sent.start
    for _ in range(SENTENCES):
        if start == 0:
            break
        before = noun.doc[start - 1].sent
        saying = next((t for t in before if is_verb(t) and t.lemma_ in REPORTING), None)
        if saying is not None:
            return surface_subject(saying)
        start = before.start
    return []


def is_claim(noun: Token) -> bool:
    """Whether what somebody denies is what was said before, though a pronoun could mean somebody: "B denied it"."""
    return noun.lower_ == "it" and noun.dep_ == "dobj" and noun.head.lemma_ in DENYING


def _clause_around(noun: Token) -> list[Token]:
    """ "A closed the border, a step that B condemned", "A keeps a policy of …, which B condemned": who A is."""
    if not any(c.dep_ == "relcl" or relates(c) for c in noun.rights):
        return []
    verbs = [t for t in noun.ancestors if is_verb(t)]
    main = (t for t in verbs if t.dep_ not in ("relcl", "acl") and not _is_bidden(t))
    verbs = list(main) if _is_trailing(noun) else verbs
    verb = next(iter(verbs), None)
    return surface_subject(verb) if verb is not None and verb.i < noun.i else []


def _is_trailing(noun: Token) -> bool:
    """Whether a noun tells what all of the clause before it is: "A closed the border, a step that B condemned"."""
    aside = noun.dep_ == "appos" or (noun.dep_ in ("dobj", "dep", "npadvmod") and noun.left_edge.tag_ == "DT")
    return aside and noun.i > noun.head.i and noun.doc[noun.left_edge.i - 1].text == ","


def _is_bidden(verb: Token) -> bool:
    """Whether a verb is what its clause's object is to do: "A asked B to send C, a request that D backs"."""
    if verb.dep_ == "ccomp":
        return any(c.tag_ == "TO" for c in verb.lefts) and any(c.dep_ == "nsubj" for c in verb.lefts)
    return verb.dep_ == "xcomp" and any(c.dep_ == "dobj" and c.i < verb.i for c in verb.head.children)


def _wanted(noun: Token) -> list[Token]:
    """ "A wants a corridor; B opposes the corridor": who wants, plans or proposes what a definite noun means."""
    if not any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children) or list(noun.rights):
        return []
    for token in reversed(noun.doc[max(0, noun.i - LONG_MEMORY) : noun.sent.start]):
        thing = token.lemma_ == noun.lemma_ and token.dep_ == "dobj"
        if thing and token.head.lemma_ in WANTING and is_verb(token.head):
            return subjects(token.head)
    return []


def _told(noun: Token, lexicon: Lexicon, parties: Parties) -> Iterator[Token]:
    """ "A declared …; B condemned the declaration": the verb of the same stem before a definite noun."""
    lemma = noun.lemma_.lower()
    known = lemma in parties.assets or ("noun", lemma) in lexicon.senses
    bare = not any(c.dep_ in ("poss", "compound") or (c.dep_ == "prep" and c.lower_ == "of") for c in noun.children)
    if not known or not bare or not any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children):
        return
    for token in reversed(noun.doc[max(0, noun.i - MEMORY) : noun.i]):
        verb = token.lemma_.lower()
        same = verb == lemma or (verb[:STEM] == lemma[:STEM] and len(verb) >= STEM - 1)
        if is_verb(token) and (same or lemma in (f"{verb}ing", f"{verb[:-1]}ing")):  # "the ruling"
            named = token.dep_ == "acl" and token.nbor(-1).text == ","  # "A's minister, B, offered", as a parser has it
            yield from [token.head] if named else subjects(token)
            return
