"""Given pairs, and the examples of the predicates: sentences whose parties are marked "[S source] … [T target]"."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.config import Settings, read_yaml
from briefgen.nlp.extract import Extractor
from briefgen.nlp.pairs import Pair, code_pairs
from briefgen.nlp.relations.relations import find_relations

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Doc, Span
    from briefgen.nlp.parties.parties import Party
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Registry, Sense

ROOT = Path(__file__).parent.parent.parent
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['text']}")
    for path in sorted((ROOT / "tests/cases/pairs").glob("*.yml"))
    for case in read_yaml(path)
]
KNOWN = ROOT / "tests/cases/predicates/known.yml"


def unmarked(text: str) -> tuple[str, dict[str, tuple[int, int]]]:
    """The sentence without its marks, and the spans of S and T."""
    spans: dict[str, tuple[int, int]] = {}
    plain, at = "", 0
    for mark in re.finditer(r"\[([ST]) (.*?)\]", text):
        plain += text[at : mark.start()]
        spans[mark[1]] = (len(plain), len(plain) + len(mark[2]))
        plain, at = plain + mark[2], mark.end()
    return plain + text[at:], spans


def code(extractor: Extractor, text: str) -> Any:
    plain, spans = unmarked(text)
    return next(code_pairs(extractor, [Pair("p", plain, spans["S"], spans["T"])]))


@pytest.mark.parametrize("case", CASES)
def test_given_pair(extractor: Extractor, case: dict[str, str], request: pytest.FixtureRequest) -> None:
    """The class of the act between the two marked spans, and its status where the case tells one."""
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    coded = code(extractor, case["text"])
    got = {"act": coded.action, "status": coded.status}
    assert {name: got[name] for name in got if name in case} == {name: case[name] for name in got if name in case}


def test_rules_code_pairs_where_there_are_no_weights(registry: Registry, extractor: Extractor) -> None:
    bare = Extractor(Settings(), dataclasses.replace(registry, choice={}))
    for reader in (bare, extractor):
        coded = code(reader, "[S Peru] condemned [T Bolivia] for the raid.")
        assert (coded.action, coded.polarity, coded.status) == ("ACCUSE", "friction", "actual")
        assert 0 < coded.confidence <= 1
    assert code(bare, "[S Peru] borders [T Bolivia].").action is None


def test_examples_of_predicates_are_read_as_their_entries_say(extractor: Extractor) -> None:
    """Class and direction of every example in `site_config/predicates`; what is wrong is known, with its cause."""
    examples = {(s.example, s.action): s for s in extractor.registry.senses if s.example}
    texts = [unmarked(example) for example, _ in examples]
    docs = extractor.parsed(plain for plain, _ in texts)
    wrong = {
        example
        for ((example, _), sense), (_, spans), doc in zip(examples.items(), texts, docs, strict=True)
        if not states(extractor, doc, sense, spans)
    }
    known = set(read_yaml(KNOWN))
    assert known <= {example for example, _ in examples}, "gone: take it out"
    assert len(wrong - known) <= 0.005 * len(examples), f"mend them, or tell the cause: {sorted(wrong - known)}"
    assert len(wrong) <= 0.02 * len(examples)


def states(extractor: Extractor, doc: Doc, sense: Sense, spans: dict[str, tuple[int, int]]) -> bool:
    """Whether some relation of the sentence has the entry's class and the marked parties in their direction."""
    _, parties = extractor.read(doc)
    source, target = (doc.char_span(*spans[side]) for side in ("S", "T"))
    assert source is not None
    assert target is not None

    def right(finding: Finding) -> bool:
        forward = touches(finding.source, source) and touches(finding.target, target)
        backward = touches(finding.source, target) and touches(finding.target, source)
        return sense.action in (finding.sense.action, finding.action) and (forward or (finding.symmetric and backward))

    return any(map(right, find_relations(doc, extractor.lexicon, parties)))


def touches(party: Party, span: Span) -> bool:
    return party.start < span.end and span.start < party.end
