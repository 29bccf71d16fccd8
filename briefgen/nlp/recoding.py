"""What a text states; in a short one the class of unsure findings is chosen as between two given parties.

A party that stands outside a predicate's slots may be meant by another predicate; the choice weighs all of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.candidates import Ends, candidates
from briefgen.nlp.choice import choose
from briefgen.nlp.confidence import is_short
from briefgen.nlp.relations import LOOSE, find_relations

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from briefgen.nlp.finding import Finding
    from briefgen.nlp.frames import Lexicon
    from briefgen.nlp.parties import Parties

UNSURE = LOOSE | {"reach", "between", "stance"}


def read_relations(doc: Doc, lexicon: Lexicon, parties: Parties) -> tuple[Finding, ...]:
    """All relations that a text states; needs no weights, but uses those of `registry.choice` where it has any."""
    findings = find_relations(doc, lexicon, parties)
    if not is_short(doc) or not parties.cast.registry.choice:
        return findings
    return tuple(_chosen(doc, f, findings, lexicon, parties) if f.rule in UNSURE else f for f in findings)


def _chosen(doc: Doc, finding: Finding, findings: tuple[Finding, ...], lexicon: Lexicon, parties: Parties) -> Finding:
    """A finding with the class, status and predicate that are likeliest between its two parties."""
    source, target = finding.source, finding.target
    ends = Ends(doc[source.start : source.end], doc[target.start : target.end], source.actor, target.actor)
    readings = tuple(candidates(doc, lexicon, parties, ends, findings))
    action, reading, _ = choose(doc, readings, ends, parties.cast.registry.choice)
    if reading is None or action == finding.action:
        return replace(finding, action=action)
    return replace(finding, action=action, status=reading.status, trigger=reading.token.i, sense=reading.sense)
