"""Relations in a text: predicates whose slots are filled by actors, under the modes that govern them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.nlp.finding import Finding, related
from briefgen.nlp.frames import LENDING, Lexicon
from briefgen.nlp.grammar import is_verb, objects
from briefgen.nlp.joint import joint_acts
from briefgen.nlp.modes import apply_mode, read_mode, verb_effect
from briefgen.nlp.pairing import pairs
from briefgen.nlp.requests import requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from briefgen.nlp.parties import Parties
    from briefgen.registry import Sense


def find_relations(doc: Doc, lexicon: Lexicon, parties: Parties) -> tuple[Finding, ...]:
    """All relations that the text states, in text order."""
    found: list[Finding] = []
    for token, senses in sorted(lexicon.triggers(doc), key=lambda t: t[0].i):
        for sense in senses:
            readings = list(_read(token, sense, lexicon, parties, found))
            if readings:
                found += readings
                break
    found += requests(doc, parties)
    found += joint_acts(doc, parties)
    return tuple(_without_echoes(doc, found, lexicon))


def _read(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Finding]:
    """The relations that one sense of a predicate states, none where a side is missing; `earlier` ones help."""
    skip = frozenset({token.i, *(t.i for t in objects(token) if sense.object and is_verb(token))})
    steps = read_mode(token, lexicon.operators, skip)
    outcome = apply_mode(sense.action, steps)
    if outcome is None:
        return
    action, status = outcome
    for source, source_slot, target, target_slot, rule in pairs(token, sense, lexicon, parties, earlier):
        if not related(source, target, parties):
            yield Finding(
                source, target, action, status, sense.symmetric, token.i, sense, rule, source_slot, target_slot, steps
            )


def _without_echoes(doc: Doc, found: list[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """A verb and its object noun often state the same act between the same parties; one of the two is kept.

    The noun's reading where the verb only supports or plans it ("ordered the arrest of B"), the verb's where it is a
    set phrase with that object ("cut ties with B") or an act of its own ("rejected the proposal of B").
    """
    at: dict[int, list[Finding]] = defaultdict(list)
    verbs: dict[int, Finding] = {}
    for finding in found:
        at[finding.trigger].append(finding)
        if is_verb(doc[finding.trigger]):
            verbs.update(dict.fromkeys((noun.i for noun in objects(doc[finding.trigger])), finding))
    for finding in found:
        ends = finding.ends
        above = verbs.get(finding.trigger)
        if above is not None and above.ends == ends:
            own_act = verb_effect(doc[above.trigger], lexicon.operators) is None
            if above.sense.object or own_act:
                continue
        verb = doc[finding.trigger]
        carries = is_verb(verb) and not finding.sense.object and verb_effect(verb, lexicon.operators) in LENDING
        if not carries or all(other.ends != ends for noun in objects(verb) for other in at[noun.i]):
            yield finding
