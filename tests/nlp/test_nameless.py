"""Which groups without a name are somebody, in the cases of tests/cases/nameless.yml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefgen.nlp.actors.nameless import is_anonymous, is_nameless
from briefgen.nlp.relations.relations import find_relations

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/nameless.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{case['group']}" for n, case in enumerate(CASES)])
def test_groups_without_a_name(extractor: Extractor, case: dict[str, Any]) -> None:
    """`nobody` and `once` are what the two questions are answered."""
    doc = extractor.parse(case["text"])
    cast, parties = extractor.read(doc)
    find_relations(doc, extractor.lexicon, parties)
    assert is_nameless(cast, case["group"]) is case.get("nobody", is_nameless(cast, case["group"]))
    assert is_anonymous(cast, case["group"]) is case.get("once", is_anonymous(cast, case["group"]))
