"""Acts told by verbs that no entry has: in a short text whoever such a verb joins may be meant by it.

What the act is, is chosen later by the words around it (`choice`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING, objects, subjects
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.modes import read_mode
from briefgen.nlp.relations.outcome import apply_mode
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.registry import Operators

# what these tell of two is no act
STATES = frozenset(
    "be have own share contain include cost know mean need like love hate see hear understand expect speak resemble "
    "border cross reach find play outnumber".split()
)


def unlisted(
    doc: Doc, listed: frozenset[int], operators: Operators, parties: Parties, found: Sequence[Finding]
) -> Iterator[Finding]:
    """Findings of verbs without an entry, between subject and object that nothing `found` links; classes are open.

    listed: offsets of the words that have an entry
    """
    linked = {finding.ends for finding in found}
    for verb in doc:
        if not is_verb(verb) or verb.i in listed or verb.dep_ in ("aux", "auxpass"):
            continue
        lemma = verb.lemma_.lower()
        if lemma in STATES or lemma in REPORTING:
            continue
        sense = Sense(lemma, "verb", lemma, "ACCUSE", ("subject",), ("object",))
        steps = read_mode(verb, operators)
        if (outcome := apply_mode(sense.action, steps)) is None:
            continue
        for source, target in _joined(verb, parties):
            ends = frozenset((source.actor, target.actor))
            if ends not in linked and not related(source, target, parties):
                linked.add(ends)
                yield Finding(
                    source, target, outcome[0], outcome[1], False, verb.i, sense, "unlisted", "subject", "object", steps
                )


def _joined(verb: Token, parties: Parties) -> Iterator[tuple[Party, Party]]:
    """The subject of a verb with those whom it is done or given to."""
    given = [c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    targets = parties.all_of([*objects(verb), *given])
    for source in parties.all_of(subjects(verb)) if targets else ():
        if source.via not in ("place", "location"):
            yield from ((source, target) for target in targets)
