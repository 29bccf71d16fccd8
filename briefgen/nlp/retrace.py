"""From an item of a brief back to the reading of its article: which finding it came from, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.nlp.relations.confidence import Judge
from briefgen.nlp.relations.outcome import apply_mode
from briefgen.nlp.relations.recoding import read_relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Evidence
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding


CLOSE = 0.15  # to the floor: a probability of which a small change would decide


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it is read now, with everything found in it."""

    doc: Doc
    cast: Cast
    findings: tuple[Finding, ...]
    judge: Judge


def read(extractor: Extractor, text: str) -> Reading:
    """The reading of a text, the same as for its brief."""
    doc = extractor.parse(text)
    cast, parties = extractor.read(doc, text)
    findings = read_relations(doc, extractor.lexicon, parties)
    return Reading(doc, cast, findings, Judge(doc, cast, findings, cast.registry.weights))


def stated_by(reading: Reading, evidence: Evidence) -> tuple[Finding, ...]:
    """The findings in the sentence of a piece of evidence, those with its very words first."""
    doc = reading.doc
    near = [f for f in reading.findings if evidence.start <= doc[f.trigger].idx < evidence.end]

    def words_apart(finding: Finding) -> int:
        spans = (finding.source, evidence.source_text), (finding.target, evidence.target_text)
        other = sum(doc[party.start : party.end].text != text for party, text in spans)
        return 4 * (doc.written(finding.trigger) != evidence.trigger) + other

    return tuple(sorted(near, key=words_apart))


def origin_of(reading: Reading, evidence: Evidence, action: str) -> Finding | None:
    """The finding that an item of this class came from; None where the text is read otherwise now."""
    same = [f for f in stated_by(reading, evidence) if reading.doc.written(f.trigger) == evidence.trigger]
    return next((f for f in same if f.action == action), next(iter(same), None))


def changes(reading: Reading, finding: Finding, floor: float) -> Iterator[str]:
    """What would have made the reading another one, a clause each.

    floor: probability below which relations are left out of briefs
    """
    for at, step in enumerate(finding.steps):
        outcome = apply_mode(finding.sense.action, finding.steps[:at] + finding.steps[at + 1 :])
        if outcome is None:
            yield f"without “{step.token.text}” ({step.effect}) no act would be stated"
        elif outcome != (finding.action, finding.status):
            action, status = outcome
            yield f"without “{step.token.text}” ({step.effect}) it would be {action} ({polarity(action)}), {status}"
    sure = reading.judge.probability(finding)
    if sure < floor:
        yield f"with min_confidence at {sure:.2f} or less it would stand in briefs"
    elif sure < floor + CLOSE:
        yield f"with min_confidence above {sure:.2f} it would be left out of briefs"
    for party in (finding.source, finding.target):
        member = reading.cast.members[party.actor]
        if member.acts_for:
            yield f"as {member.name} acts for {member.acts_for}, it counts between that party and the other"
        elif party.actor not in reading.cast.registry.actors:
            yield f"with {member.name} in site_config/actors/ its country or party would be known"
