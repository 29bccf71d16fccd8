"""One article as Markdown, text, page, Word and PDF (two columns, broken words, heads) gives one brief."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.readers import hyphens

FORMATS = Path(__file__).parent.parent / "cases" / "formats"
PLACES = ("start", "end")

pytestmark = pytest.mark.usefixtures("in_one_process")


def without_places(value: Any) -> Any:
    """A brief without what depends on where its sentences stand."""
    if isinstance(value, dict):
        return {key: without_places(one) for key, one in value.items() if key not in PLACES}
    return [without_places(one) for one in value] if isinstance(value, list) else value


def test_the_same_article_gives_the_same_brief_in_every_format() -> None:
    files = sorted(str(path) for path in FORMATS.glob("in-*"))
    assert len(files) == 6
    result = CliRunner().invoke(main, ["extract", *files, "-o", "-"])
    assert result.exit_code == 0
    briefs = {brief["id"]: without_places(brief) for brief in map(json.loads, result.stdout.splitlines())}
    for brief in briefs.values():
        for name in ("id", "generated"):
            brief.pop(name)
        for name in ("path", "publisher", "sha256"):  # a text file does not tell its outlet
            brief["source"].pop(name)
    wanted = briefs["in-markdown"]
    assert (wanted["date"], wanted["source"]["author"]) == ("2021-07-12", "Nino Example")
    assert len(wanted["friction"]) + len(wanted["cooperation"]) > 8
    for name, brief in briefs.items():
        assert brief == wanted, name


@pytest.mark.parametrize(
    ("broken", "wanted"),
    [
        ("the agree-\nment of both", "the agreement of both"),
        ("a high-\nvoltage line", "a high-voltage line"),
        ("a six-\nweek war", "a six-week war"),
        ("the S-\n400 system", "the S-400 system"),
        ("al-\nShabab fighters", "al-Shabab fighters"),
        ("a spokes-\nwoman of neigh-\nbours", "a spokeswoman of neighbours"),
        ("pre-\nand post-war", "pre-\nand post-war"),
        ("post-\nwar order", "post-war order"),
        ("to pro-\nduce and pre-\nsent", "to produce and present"),
        ("the air-\ncraft", "the aircraft"),
        ("U.S.-\nled talks", "U.S.-led talks"),
        ("its cease-\nfire, a cease-fire", "its cease-fire, a cease-fire"),
    ],
)
def test_broken_words_are_made_whole(broken: str, wanted: str) -> None:
    assert hyphens.mended(broken) == wanted
