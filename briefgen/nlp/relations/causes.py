"""What acts bring about, as other clauses tell: who comes to harm by an act, and whose act another act answers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import RELATIVE, is_passive, is_verb, support_verb
from briefgen.nlp.relations.frames import HARM
from briefgen.nlp.relations.modes import AIMING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Sense

PROVOKED = frozenset({"SANCTION", "MOBILIZE", "ASSAULT", "THREATEN", "ACCUSE", "REJECT"})
SINCE = frozenset({"after", "because"})
FELT = frozenset({"when", "that", "as"})  # "was angry that"
WHEREUPON = frozenset({"when", "after", "as"})
DYING = frozenset({"die", "perish"})


def struck(token: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom an act strikes by what another clause tells of it; `barred` are those who do it."""
    if sense.action in COOPERATIVE:
        return ()  # not "the coalition that fights B"
    heads = (_harmed(token) if sense.action == "ASSAULT" else []) or _hit(token)
    return tuple(p for p in parties.all_of(heads) if p.actor not in barred)


def paired(token: Token, sense: Sense, earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom the verb before is against: B in "A accused B of spying and expelled two envoys"."""
    verb = token if is_verb(token) else support_verb(token)
    if verb is None or sense.action not in PROVOKED or verb.dep_ != "conj" or not is_verb(verb.head):
        return ()
    before = {verb.head.i, *(t.i for t in objects(verb.head))}
    same = [
        f for f in earlier if f.trigger in before and f.source.actor in barred and f.action in PROVOKED | {"COERCE"}
    ]
    return tuple(replace(f.target, head=token.i, start=token.i, end=token.i + 1, via="implied") for f in same[:1])


def _hit(noun: Token) -> list[Token]:
    """What an act does to somebody: B in "an attack that killed five of B", "sanctions targeting B"."""
    if is_verb(noun):
        return []
    clauses = [c for c in noun.rights if c.dep_ in ("relcl", "acl") and is_verb(c) and c.tag_ != "VBN"]
    by = noun.head if noun.dep_ == "pobj" and noun.head.dep_ == "agent" else None
    if by is not None and by.head.lemma_ in AIMING:  # "B was hit by the sanctions of A"
        return surface_subject(by.head)
    aimed = [noun.head] if noun.dep_ == "nsubj" and noun.head.lemma_ in AIMING and not is_passive(noun.head) else []
    doing = aimed + [
        c for c in clauses if c.tag_ == "VBG" or any(g.dep_ == "nsubj" and g.lower_ in RELATIVE for g in c.lefts)
    ]
    return [o for clause in doing for o in objects(clause)]


def _harmed(token: Token) -> list[Token]:
    """Who comes to harm by an act: A in "A's men were killed when B opened fire", "died after B shelled the town"."""
    verb = token if is_verb(token) else support_verb(token)
    if verb is None or verb.dep_ != "advcl" or not any(c.lower_ in WHEREUPON for c in verb.lefts):
        return []
    harm = verb.head
    done = is_passive(harm) and harm.lemma_ in HARM
    return surface_subject(harm) if done or harm.lemma_ in DYING else []


def provoking(token: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Whose act an act answers: B in "A recalled its envoy after B shelled a village", "A was furious that B did"."""
    stirred = not is_verb(token) or is_passive(token)
    verb = token if is_verb(token) else token.head if token.dep_ == "acomp" else support_verb(token)
    if verb is None or sense.action not in PROVOKED:
        return ()
    felt = FELT if stirred else {"when"}  # "objected when B did"
    marks = SINCE | felt if sense.action == "ACCUSE" and sense.pos != "noun" else SINCE
    clauses = [c for host in {verb, token} for c in host.rights if c.dep_ in ("advcl", "ccomp") and is_verb(c)]
    answered = [c for c in clauses if any(g.dep_ in ("mark", "advmod") and g.lower_ in marks for g in c.lefts)]
    found = parties.all_of(t for clause in answered for t in subjects(clause))
    own = {parties.cast.top(actor) for actor in barred}
    return tuple(p for p in found if p.via not in ("place", "location") and parties.cast.top(p.actor) not in own)
