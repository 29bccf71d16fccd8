"""Requests that no predicate states by itself: "A said that B must …", "A told B to …", "A will not … unless B …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.arguments import REPORTING, objects, subjects, surface_subject
from briefgen.nlp.finding import Finding, related
from briefgen.nlp.grammar import is_passive, is_verb
from briefgen.nlp.modes import read_own
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from briefgen.nlp.parties import Parties

    Asking = tuple[str, Token | None, Token | None]  # rule, the verb whose subject asks, the verb of what is asked

OBLIGATION = frozenset({"must", "should", "ought"})
DEMANDING = frozenset({"unless", "until", "if"})
REQUESTED = Sense("must", "verb", "must", "REQUEST", ("subject",), ("clause",))


def requests(doc: Doc, parties: Parties) -> Iterator[Finding]:
    """The requests of a text that are made by obligation, by telling or by condition."""
    for token in doc:
        rule, asking, asked = _obligation(token) or _telling(token) or _condition(token) or ("", None, None)
        if asking is None or asked is None:
            continue
        heads = surface_subject(asked) if rule != "tell" else objects(asking) or surface_subject(asked)
        if rule == "condition":  # "only if B stops and C leaves"
            heads = heads + [t for c in asked.rights if c.dep_ == "conj" and is_verb(c) for t in surface_subject(c)]
        targets = [p for p in parties.all_of(heads) if p.via != "location"]
        for source in parties.all_of(subjects(asking)):
            for target in targets:
                if source.via not in ("place", "location") and not related(source, target, parties):
                    yield Finding(
                        source, target, "REQUEST", "actual", False, asked.i, REQUESTED, rule, "subject", "clause", ()
                    )


def _obligation(token: Token) -> Asking | None:
    """ "A said that B must …" """
    if token.dep_ != "aux" or token.lower_ not in OBLIGATION:
        return None
    verb, above = token.head, token.head.head
    if verb.dep_ != "ccomp" or above.lemma_ not in REPORTING:
        return None
    if is_passive(verb) or any(s.effect in ("not", "if") for s in read_own(verb)):
        return None
    return "must", above, verb


def _telling(token: Token) -> Asking | None:
    """ "A told B to …" """
    if token.lemma_ != "tell" or not is_verb(token):
        return None
    clauses = [c for c in token.children if c.dep_ in ("xcomp", "ccomp")]
    asked = next((c for c in clauses if any(g.tag_ == "TO" for g in c.children)), None)
    return ("tell", token, asked) if asked is not None else None


def _condition(token: Token) -> Asking | None:
    """ "A will not … until B …", "A … only if B …", "A … unless B …" """
    if token.dep_ != "mark" or token.lower_ not in DEMANDING:
        return None
    clause, main = token.head, token.head.head
    if clause.dep_ != "advcl" or not is_verb(main):
        return None
    only = token.lower_ != "if" or (token.i > 0 and token.nbor(-1).lower_ == "only")
    firm = token.lower_ != "until" or any(s.effect == "not" for s in read_own(main))
    return ("condition", main, clause) if only and firm else None
