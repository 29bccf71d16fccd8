"""What hangs on a verb beside subject and object: who says it, what the object is called, what it is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import CLAUSAL, REPORTING, subjects
from briefgen.nlp.parse.grammar import RELATIVE, is_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token

OCCASIONS = frozenset("after before because since when while although though until once".split())


def speakers(token: Token) -> list[Token]:
    """Who says the clause that a predicate stands in: "A said that B was responsible", "B, A said, was responsible"."""
    clause = token
    while clause.head != clause:
        above = clause.head
        if clause.dep_ == "ccomp" and is_verb(above):
            return subjects(above) if above.lemma_ in REPORTING else []
        if clause.dep_ in ("relcl", "advcl", "acl", "nsubj", "nsubjpass", "pobj", "conj") and is_verb(clause):
            return []
        clause = above
    said = [c for c in clause.children if c.dep_ == "parataxis" and c.lemma_ in REPORTING]
    return subjects(said[0]) if said else []


def complements(verb: Token) -> list[Token]:
    """What the object is called: "called the claim ludicrous", "described B as a menace"."""
    direct = [c for c in verb.children if c.dep_ == "dobj"]
    if any(c.dep_ == "dative" and c.pos_ != "ADP" for c in verb.children):
        found = direct  # "branded him a traitor", as the parser sees it
    else:
        found = [c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr") and c.i > verb.i]
    small = [c for c in verb.children if c.dep_ == "ccomp" and c.pos_ in ("ADJ", "NOUN") and c.i > verb.i]
    behind = [c for host in (verb, *direct) for p in host.children if p.lower_ == "as" for c in p.children]
    return [*found, *small, *(c for c in behind if c.dep_ in ("pobj", "amod", "pcomp"))]


def bidden(verb: Token) -> list[Token]:
    """What the object is to do: "told the envoy to leave", "gave him two days to leave"."""
    hosts = (verb, *(c for c in verb.children if c.dep_ in ("dobj", "npadvmod")))
    return [c for host in hosts for c in host.rights if c.tag_ == "VB" and c.dep_ in CLAUSAL]


def clause_subject(token: Token) -> list[Token]:
    """The subject of the clause that a verb or noun governs ("demand that B stop", "call for B to stop")."""
    if any(c.dep_ == "xcomp" for c in token.children):
        persons = [c for c in token.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
        if persons:
            return persons[:1]
    for child in token.children:
        governed = child.dep_ in CLAUSAL and not _has_gap(child) and not _is_occasion(child)
        if governed and (is_verb(child) or child.dep_ == "ccomp"):
            own = [c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")]
            if own and own[0].lower_ not in RELATIVE:
                return own
        if child.dep_ == "prep" and child.lower_ == "for":
            for inner in child.children:
                if inner.dep_ == "pcomp":
                    return [c for c in inner.children if c.dep_ in ("nsubj", "nsubjpass")]
    return []


def _has_gap(clause: Token) -> bool:
    """Whether a clause tells what is done with the noun, not what it asks for: "a request that A backs"."""
    return clause.dep_ == "relcl" and any(c.dep_ == "dobj" and c.lower_ in RELATIVE for c in clause.lefts)


def _is_occasion(clause: Token) -> bool:
    """Whether a clause tells when or why, not what is asked for: "ordered new duties after B had raised its own"."""
    marks = (c.lower_ for c in clause.lefts if c.dep_ in ("mark", "advmod"))
    return clause.dep_ == "advcl" and not OCCASIONS.isdisjoint(marks)
