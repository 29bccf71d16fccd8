"""Statements: the line that a brief shows for each relation of a sentence, as the cases have it."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.config import Settings, read_yaml
from briefgen.model import Article
from briefgen.nlp.statements.inflection import present

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

ROOT = Path(__file__).parent.parent.parent
CASES = [
    pytest.param(case["text"], case["says"], id=f"{path.stem}: {case['text']}")
    for path in sorted((ROOT / "tests/cases/statements").glob("*.yml"))
    for case in read_yaml(path)
]


@pytest.fixture(scope="module")
def extractor(extractor: Extractor) -> Extractor:
    made = copy(extractor)
    made.settings = Settings(min_confidence_short=0.5)
    return made


@pytest.mark.parametrize(("text", "says"), CASES)
def test_statements(extractor: Extractor, text: str, says: list[str]) -> None:
    assert sorted(r.statement for r in extractor.extract(Article("a", text)).relations) == sorted(says)


@pytest.mark.parametrize(
    ("lemma", "single"),
    [("deny", "denies"), ("accuse", "accuses"), ("push", "pushes"), ("pay", "pays"), ("have", "has")],
)
def test_verbs_in_the_number_of_their_subject(lemma: str, single: str) -> None:
    assert (present(lemma, False), present(lemma, True)) == (single, lemma)
