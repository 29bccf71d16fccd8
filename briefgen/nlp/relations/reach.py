"""Parties that no slot of a predicate holds: whoever else its sentence names may be meant."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefgen.nlp.parse.clauses import standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.filling import Frame
    from briefgen.nlp.relations.pairing import Pair
    from briefgen.registry import Sense

INNER = frozenset("amod compound nmod poss npadvmod".split())  # steps from a name to the noun that it belongs to
FARTHEST = 2  # parties outside the frame that are considered for one side; but one for a source in an article


def reach(token: Token, sense: Sense, frame: Frame, parties: Parties) -> Iterator[Pair]:
    """Unsure pairs of what a predicate's frame holds with the nearest others that its sentence names.

    The slot of a party found so tells how it hangs in its clause and whether another clause lies between.
    """
    sources, source_slot, targets, target_slot, _ = frame
    known = frozenset(p.actor for p in (*sources, *targets))
    before, after = _sides(token, sense, parties, known)
    farthest = FARTHEST if token.doc.is_short else 1
    if sources and not targets:
        for target, name in islice([*after, *before], FARTHEST):
            for source in sources:
                yield source, source_slot, target, name, "reach"
    elif targets and not sources:
        for source, name in islice([*before, *after], farthest):
            for target in targets:
                yield source, name, target, target_slot, "reach"
    elif not sources and before and after:
        for source, name in before[:farthest]:
            for target, other in after[:farthest]:
                yield source, name, target, other, "between"


def _sides(token: Token, sense: Sense, parties: Parties, known: frozenset[str]) -> tuple[list[tuple[Party, str]], ...]:
    """The parties of a sentence before and behind a predicate, each with how it stands to it.

    The nearest first; in a short text those behind a preposition of the predicate's targets, then those with a name.
    """
    sides: tuple[list[tuple[Party, str]], list[tuple[Party, str]]] = ([], [])
    seen = set(known)
    sent = token.sent
    heads: dict[int, Token] = {}
    for word in sent:
        if word.i in parties.cast.at or word.lemma_.lower() in parties.agents:
            head = _whole(word)
            heads.setdefault(head.i, head)
    for head in sorted(heads.values(), key=lambda t: abs(t.i - token.i)):
        if head.i == token.i:
            continue
        for party in parties.one(head):
            if party.actor not in seen or party.via == "location":  # a capital, as of the country that acts there
                seen.add(party.actor)
                sides[head.i > token.i].append((party, _standing(head, token)))
    for side in sides if token.doc.is_short else ():
        side.sort(key=lambda f: (f[1].split()[0] not in sense.target, f[0].via == "group"))
    return sides


def _whole(word: Token) -> Token:
    """The noun phrase that a name or an adjective of nationality opens: "Chad" of "Chad's troops"."""
    while word.dep_ in INNER and word.head.pos_ in ("NOUN", "PROPN") and word.head.i > word.i:
        word = word.head
    return word


def _standing(head: Token, token: Token) -> str:
    """How a party hangs in its clause (its preposition, or "subject", "object", "other"), and how far away."""
    match head.dep_:
        case "pobj":
            role = head.head.lower_
        case "nsubj" | "nsubjpass":
            role = "subject"
        case "dobj" | "dative":
            role = "object"
        case _:
            role = "other"
    return f"{role} {standing(head, token)}"
