"""What whole texts state, whatever its probability: the cases of tests/cases/discourse, read by the real model."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefgen.nlp.relations import confidence
from briefgen.nlp.relations.relations import find_relations

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.relations.finding import Finding

FOLDER = Path(__file__).parents[1] / "cases/discourse"
CASES = [
    pytest.param(
        case,
        id=f"{path.stem}-{number}",
        marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else [],
    )
    for path in sorted(FOLDER.glob("*.yml"))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]
GUESSES = {"reach", "between"} | confidence.GUESSES  # rules of short texts, whose class is chosen later


def told(findings: Sequence[Finding]) -> set[str]:
    """Findings as the cases write them; a two-sided one in both orders."""
    pairs = [(f.source.actor, f.target.actor, f.action) for f in findings]
    pairs += [(f.target.actor, f.source.actor, f.action) for f in findings if f.symmetric]
    return {f"{source} > {target} {action}" for source, target, action in pairs}


@pytest.mark.parametrize("case", CASES)
def test_what_a_text_states(extractor: Extractor, case: dict[str, Any]) -> None:
    """`states` is among what is found, with direction and class; `never` is at most guessed; no `states` is nothing."""
    doc = extractor.parse(case["text"])
    _, parties = extractor.read(doc, case["text"])
    found = find_relations(doc, extractor.lexicon, parties)
    statuses = {f"{f.source.actor} > {f.target.actor} {f.action} {f.status}" for f in found}
    assert set(case.get("states", ())) <= told(found) | statuses
    stated = [f for f in found if f.rule not in GUESSES]
    assert not set(case.get("never", ())) & told(stated)
    assert case.get("states") != [] or not stated
