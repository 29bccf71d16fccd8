"""How probable it is that a text states a relation as it was read: a logistic model over the rules' own features.

The weights are a readable file, `site_config/confidence.yml`, made by `benchmarks/train_confidence.py` from the
labelled sentences and gold briefs of this project. Without it every finding is as probable as any, and rules decide.
"""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding

UNWEIGHTED = 0.6  # the share of findings that is right where nothing else is known
NEAR, FAR = 8, 18  # tokens between trigger and party


def features(finding: Finding, doc: Doc, cast: Cast) -> Iterator[str]:
    """Names of the features that hold for a finding."""
    yield f"rule {finding.rule}"
    yield f"pos {finding.sense.pos}"
    yield f"rule {finding.rule} pos {finding.sense.pos}"
    yield f"action {finding.action}"
    yield f"sense {finding.sense.action}"
    yield f"status {finding.status}"
    for side, party, slot in (
        ("source", finding.source, finding.source_slot),
        ("target", finding.target, finding.target_slot),
    ):
        member = cast.members[party.actor]
        yield f"{side} via {party.via}"
        yield f"{side} slot {slot}"
        yield f"{side} kind {member.kind}"
        yield f"{side} {'known' if party.actor in cast.registry.actors else 'new'}"
        distance = abs(party.head - finding.trigger)
        yield f"{side} {'near' if distance <= NEAR else 'middle' if distance <= FAR else 'far'}"
        if doc[party.head].sent.start != doc[finding.trigger].sent.start:
            yield f"{side} elsewhere"
        if party.via == "group" and party.end - party.start == 1:
            yield f"{side} bare"
    for step in finding.steps:
        yield f"step {step.effect}"
    if not finding.steps:
        yield "no step"
    yield "conditions" if finding.sense.object or finding.sense.particle or finding.sense.words else "no conditions"
    token = doc[finding.trigger]
    yield f"trigger {token.dep_}"
    yield f"trigger tag {token.tag_}"
    length = len(token.sent)
    yield "short sentence" if length < 20 else "long sentence" if length > 40 else "middle sentence"
    if finding.symmetric:
        yield "symmetric"


def probability(finding: Finding, doc: Doc, cast: Cast, weights: Mapping[str, float]) -> float:
    """Probability 0..1 that a finding is stated by the text.

    weights: feature to log-odds, "" being the intercept; empty where the site has none
    """
    if not weights:
        return UNWEIGHTED
    score = weights.get("", 0.0) + sum(weights.get(name, 0.0) for name in set(features(finding, doc, cast)))
    return 1 / (1 + exp(-score))
