"""Relations in a text: predicates whose slots are filled by actors, under the modes that govern them."""

from __future__ import annotations

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
    """The relations that one sense of a predicate states, none where a side is missing; `earlier` ones help to find it."""
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

    The noun's reading where the verb only supports or plans it ("ordered the arrest of B"), the verb's where it is a set
    phrase with that object ("cut ties with B") or an act of its own ("rejected the proposal of B").
    """
    verbs: dict[int, Finding] = {}
    for finding in found:
        if is_verb(doc[finding.trigger]):
            for noun in objects(doc[finding.trigger]):
                verbs[noun.i] = finding
    for finding in found:
        token = doc[finding.trigger]
        above = verbs.get(finding.trigger)
        if above is not None and {above.source.actor, above.target.actor} == {
            finding.source.actor,
            finding.target.actor,
        }:
            if above.sense.object or verb_effect(doc[above.trigger], lexicon.operators) is None:
                continue
        if is_verb(token) and not finding.sense.object and verb_effect(token, lexicon.operators) in LENDING:
            ends = {finding.source.actor, finding.target.actor}
            nouns = {n.i for n in objects(token)}
            if any(f.trigger in nouns and {f.source.actor, f.target.actor} == ends for f in found):
                continue
        yield finding
