"""Who does it to whom in single sentences: cases in tests/cases/relations, a file for each way of saying it.

A case: `text`; `states`, relations that have to be found, as "source -> target: CLASS" with actor ids ("<->" where it
holds both ways); `not`, pairs "a - b" between which nothing may be found; `xfail`, why it is known to fail.
"""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

import briefgen
from briefgen.config import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from _pytest.mark import ParameterSet

    from briefgen.model import Relation
    from briefgen.nlp.extract import Extractor

ROOT = Path(__file__).parents[2]


def _cases() -> Iterator[ParameterSet]:
    for path in sorted((ROOT / "tests/cases/relations").glob("*.yml")):
        for n, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
            yield pytest.param(case, id=f"{path.stem}-{n}", marks=marks)


@pytest.fixture(scope="module")
def extractor(extractor: Extractor) -> Extractor:
    made = copy(extractor)
    made.settings = Settings(min_confidence_short=0.1)
    return made


@pytest.mark.parametrize("case", _cases())
def test_sentence(extractor: Extractor, case: dict[str, Any]) -> None:
    """What a sentence states is found, and nothing between those who only stand beside each other."""
    assert case.keys() <= {"text", "states", "not", "xfail"}
    found = extractor.extract(briefgen.model.Article("a", case["text"])).relations
    told = {_told(relation) for relation in found}
    assert set(case.get("states", ())) <= told
    linked = {frozenset((r.source, r.target)) for r in found}
    assert not [pair for pair in case.get("not", ()) if frozenset(pair.split(" - ")) in linked]


def _told(relation: Relation) -> str:
    ends = [relation.source, relation.target]
    if relation.symmetric:
        ends.sort()
    return f"{ends[0]} {'<->' if relation.symmetric else '->'} {ends[1]}: {relation.action}"
