"""Headlines are read as sentences in the letters of their article, and quoted in their own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import yamltext
from briefgen.errors import ConfigError
from briefgen.model import Article

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

FILE = Path(__file__).parents[1] / "cases" / "headlines.yml"
CASES: list[dict[str, Any]] = yamltext.load(FILE.read_text(encoding="utf-8"), str(FILE), ConfigError)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_case(case: dict[str, Any], extractor: Extractor) -> None:
    anew = extractor.headlines(case["text"])
    headline, _, body = anew.partition("\n")
    assert headline == case["headline"]
    assert body == case["text"].partition("\n")[2]


def test_what_is_quoted_stands_in_the_article(extractor: Extractor) -> None:
    text = CASES[0]["text"] + "\nIt rained all week. The water rose. Boats stayed ashore.\n"
    brief = extractor.extract(Article("case", text, text.partition("\n")[0]))
    told = [e for r in (*brief.friction, *brief.cooperation) for e in r.evidence]
    assert all(text[e.start : e.end] == e.quote and e.trigger in e.quote for e in told)
    assert "Malawi, Mozambique Agree to Joint River Patrols After Border Raid" in {e.quote for e in told}
    assert {a.id for a in brief.actors} == {"malawi", "mozambique"}
