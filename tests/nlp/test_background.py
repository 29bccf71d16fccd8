"""What is told as background, in the cases of tests/cases/background.yml."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from briefgen.nlp.parse.tokens import Doc
from briefgen.nlp.relations.background import is_background

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

PUBLISHED = "2023-04-11"
CASES = yaml.safe_load((Path(__file__).parent.parent / "cases/background.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nlp(extractor: Extractor) -> Any:
    return extractor.nlp


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_background(nlp: Any, case: dict[str, Any]) -> None:
    doc = Doc(nlp(case["text"]))
    trigger = next(token.i for token in doc if token.text == case["act"])
    assert is_background(doc, trigger, PUBLISHED) is case["past"]
