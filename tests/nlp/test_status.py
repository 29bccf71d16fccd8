"""The status that a brief gives an act, in the cases of tests/cases/status.yml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.config import read_yaml
from briefgen.model import Article

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

ROOT = Path(__file__).parent.parent.parent
CASES: Any = read_yaml(ROOT / "tests/cases/status.yml")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_status(extractor: Extractor, case: dict[str, str]) -> None:
    relations = extractor.extract(Article("a", case["text"])).relations
    assert {r.status for r in relations if r.evidence[0].trigger == case["act"]} == {case["status"]}
