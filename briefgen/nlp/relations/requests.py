"""Requests that no predicate states by itself: "A said that B must …", "A told B to …", "A will not … unless B …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import is_passive, is_verb, prep_objects
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.mood import read_own
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties

    Asking = tuple[str, list[Token], list[Token], Token]  # rule, who asks, who is asked, the verb of what is asked

OBLIGATION = frozenset({"must", "should", "ought"})
NEEDING = frozenset({"have", "need", "ought"})
DEMANDING = frozenset({"unless", "until", "if"})
REQUESTED = Sense("must", "verb", "must", "REQUEST", ("subject",), ("clause",))


def requests(doc: Doc, parties: Parties, found: list[Finding]) -> Iterator[Finding]:
    """The requests of a text that are made by obligation, by telling or by condition.

    found: what is stated already; a telling that is an act of its own ("told the diplomats to leave") is no request
    """
    stated = {(f.trigger, f.ends) for f in found}
    for token in doc:
        asking = _obligation(token, parties) or _due(token, parties) or _telling(token) or _condition(token)
        if asking is None:
            continue
        rule, askers, heads, asked = asking
        targets = [p for p in parties.all_of(heads) if p.via != "location"]
        for source in parties.all_of(askers):
            for target in targets:
                own = rule == "tell" and (asked.head.i, frozenset((source.actor, target.actor))) in stated
                if source.via not in ("place", "location") and not own and not related(source, target, parties):
                    yield Finding(
                        source, target, "REQUEST", "actual", False, asked.i, REQUESTED, rule, "subject", "clause", ()
                    )


def _obligation(token: Token, parties: Parties) -> Asking | None:
    """ "A said that B must …", "B has to …", said A."""
    verb = token.head
    if token.lower_ in OBLIGATION and token.dep_ == "aux":
        obliged = verb
    elif token.dep_ == "aux" and token.tag_ == "TO" and verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in NEEDING:
        obliged = verb.head
    else:
        return None
    above = obliged.head
    if is_passive(verb) or any(s.effect in ("not", "if") for s in read_own(obliged)):
        return None
    if obliged.dep_ == "ccomp" and above.lemma_ in REPORTING:
        return "must", subjects(above), surface_subject(obliged), verb
    speaker = parties.quotes.speaker(obliged) if obliged.dep_ in ("ROOT", "conj", "ccomp") else None
    return ("must", [speaker], surface_subject(obliged), verb) if speaker is not None else None


def _due(token: Token, parties: Parties) -> Asking | None:
    """ "It is time for B to …, said A", "A said it was time for B to …"."""
    asked = next((c for c in token.rights if c.dep_ in ("relcl", "acl", "xcomp", "advcl")), None)
    if token.lower_ != "time" or token.dep_ != "attr" or token.head.lemma_ != "be":
        return None
    heads = prep_objects(token, "for") or (surface_subject(asked) if asked is not None else [])
    above = token.head.head
    if token.head.dep_ == "ccomp" and above.lemma_ in REPORTING:
        askers = subjects(above)
    else:
        speaker = parties.quotes.speaker(token.head)
        askers = [speaker] if speaker is not None else []
    deed = next((t for t in token.head.subtree if t.i > token.i and t.tag_ == "VB"), None)
    return ("must", askers, heads, deed) if askers and deed is not None else None


def _telling(token: Token) -> Asking | None:
    """ "A told B to …" """
    if token.lemma_ != "tell" or not is_verb(token):
        return None
    clauses = [c for c in token.children if c.dep_ in ("xcomp", "ccomp")]
    asked = next((c for c in clauses if any(g.tag_ == "TO" for g in c.children)), None)
    if asked is None:
        return None
    return "tell", subjects(token), objects(token) or surface_subject(asked), asked


def _condition(token: Token) -> Asking | None:
    """ "A will not … until B …", "A … only if B …", "A … unless B …" """
    if token.dep_ != "mark" or token.lower_ not in DEMANDING:
        return None
    clause, main = token.head, token.head.head
    if clause.dep_ != "advcl" or not is_verb(main):
        return None
    only = token.lower_ != "if" or (token.i > 0 and token.nbor(-1).lower_ == "only")
    firm = token.lower_ != "until" or any(s.effect == "not" for s in read_own(main))
    if not (only and firm):
        return None
    others = [t for c in clause.rights if c.dep_ == "conj" and is_verb(c) for t in surface_subject(c)]
    return "condition", subjects(main), [*surface_subject(clause), *others], clause  # "only if B stops and C leaves"
