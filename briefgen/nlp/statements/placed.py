"""Where the parties stand in a clause, and what is shown for their words there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.statements.clause import BOTH
from briefgen.nlp.statements.inflection import agreeing
from briefgen.nlp.statements.pointers import is_thing

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

THINGS = frozenset({"owner", "place"})  # ways to a party through what is its own, shown in the text's words
PHRASES = THINGS | {"official"}  # of a target, whose officials stand for it
REACHED = frozenset({"author", "event", "implied", "peace"})  # rules that reach a target by what it has made or done


def shown_for(doc: Doc, finding: Finding, others: tuple[Side, ...]) -> dict[int, tuple[int, str]]:
    """Where parties stand behind a verb: offset of their first word to (the offset behind the last, what is shown)."""
    if len(others) > 1 and len({side.party.head for side in others}) == 1:  # "by envoys of A and B"
        return {others[0].start: (max(s.end for s in others), " and ".join(s.text for s in others))}
    out = {side.start: (side.end, side.text) for side in others if _is_named(doc, finding, side)}
    for side in others:
        if side.party.via == "name" and not side.start <= side.party.head < side.end:  # "three states, A, B and C"
            head = doc[side.party.head]
            first = next(t for t in doc[head.left_edge.i : head.i + 1] if t.pos_ != "DET")
            out[first.i] = head.i + 1, side.text
    return out


def fellows(doc: Doc, side: Side, must: set[int]) -> set[int]:
    """The words of others in one list with a party: "backed A, B and C" is told of B without the two."""
    head = doc[side.party.head]
    paired = any(t.head.lower_ in BOTH for t in (head, *head.conjuncts))  # "between A and B"
    listed = list(head.conjuncts) if head.dep_ == "conj" and side.party.via not in PHRASES and not paired else []
    before, behind = [t for t in listed if t.i < side.start], [t for t in listed if t.i >= side.end]
    words = set(range(before[0].left_edge.i, side.start)) if before else set()
    if behind:
        words |= set(range(side.end, behind[-1].right_edge.i + 1))
    return set() if must & words else words


def agreed(doc: Doc, others: tuple[Side, ...]) -> dict[int, tuple[int, str]]:
    """The verb of a party that is told without the others of its list: "angry that A and B have …"."""
    found: dict[int, tuple[int, str]] = {}
    for side in others:
        first = doc[side.party.head]
        while first.dep_ == "conj":
            first = first.head
        alone = len(others) == 1 and side.party.via not in PHRASES and first.conjuncts
        if first.dep_ == "nsubj" and alone:
            verb = next((c for c in first.head.lefts if c.dep_ == "aux"), first.head)
            found[verb.i] = verb.i + 1, agreeing(verb, side.several)
    return found


def _is_named(doc: Doc, finding: Finding, side: Side) -> bool:
    """Whether a party's name may stand in the clause for the words that the text has for it."""
    if side.party.via == "pronoun":
        pronoun = doc[side.start]  # "accused it", "urged them to": whose number fits, or of whom one is meant
        if is_thing(pronoun):
            return False
        if pronoun.dep_ == "nsubj":
            return pronoun.lower_ in ("him", "her", "them")
        return pronoun.dep_ in ("dobj", "dative", "pobj")
    if not side.start <= side.party.head < side.end:
        return False
    head = doc[side.party.head]
    if (head.dep_ == "pobj" and head.head.lower_ == "at") or head.tag_ == "JJ":  # "at the White House", "Indian help"
        return False
    between = side.party.via in ("group", "description") and doc[side.party.head].head.lower_ in BOTH
    acts = side.start <= finding.trigger < side.end
    return finding.rule not in REACHED and side.party.via not in PHRASES and not between and not acts
