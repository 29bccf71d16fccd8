"""What people did to a brief outlives every new reading: cases as files, and random edits of random files."""

from __future__ import annotations

import difflib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen import schema
from briefgen.errors import BriefError
from briefgen.merge import merge, open_clashes
from briefgen.model import Brief, text_hash
from briefgen.yamltext import dump, load

CASES = Path(__file__).parent / "cases" / "merge"


def reading(data: dict[str, Any], article: str) -> Brief:
    """A brief from the short form of the cases: quotes are found in the article, what is left out is a default."""

    def span(quote: str, **more: str) -> dict[str, Any]:
        start = article.index(quote)
        return {"quote": quote, "start": start, "end": start + len(quote), **more}

    relation = {"status": "actual", "confidence": 0.8, "statement": "…"}
    ends = {"source_text": "", "target_text": "", "trigger": ""}
    plain = {
        "id": "case", "language": "en", "updated": "2024-01-01",
        "source": {"path": data.get("path", "articles/case.md"), "sha256": text_hash(article)},
        **{key: value for key, value in data.items() if key != "path"},
        "summary": [span(quote) for quote in data.get("summary", [])],
        "issues": [{**one, "evidence": [span(q) for q in one.get("evidence", [])]} for one in data.get("issues", [])],
    }  # fmt: skip
    for heading in ("friction", "cooperation"):
        items = data.get(heading, [])
        plain[heading] = [{**relation, **one, "evidence": [span(q, **ends) for q in one["evidence"]]} for one in items]
    made = schema.build(Brief, plain, "case", {}, BriefError)
    return replace(made, generated={"by": "briefgen 0"})


def edited(text: str, edits: list[dict[str, str]]) -> str:
    """The file after a person replaced texts above what is generated."""
    own, mark, generated = text.partition("\ngenerated:")
    own += mark
    for edit in edits:
        assert own.count(edit["find"]) == 1, f"`{edit['find']}` stands {own.count(edit['find'])} times in:\n{own}"
        own = own.replace(edit["find"], edit["put"])
    return own + generated


def shown(before: str, after: str) -> str:
    """What a merge changed in a file, but for its first line and what is generated: `-` and `+` with lines around."""
    own = (re.sub(r", sha256: \"?\w+\"?", "", text[: text.index("\ngenerated:")]) for text in (before, after))
    sides = [text.split("\n")[1:] for text in own]
    lines = list(difflib.unified_diff(*sides, n=2, lineterm=""))[2:]
    return "".join(f"{'…' if line.startswith('@@') else line}\n" for line in lines)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """A case: `before` is read, a person makes the `edits`, `now` is read (and then `later`); `changes` is what
    the last merge did to the file."""
    case = load(path.read_text(encoding="utf-8"), str(path), BriefError)
    article = case["article"]
    merged = merge(None, reading(case["before"], article))
    text = edited(merged.text, case.get("edits", []))
    for step in ("now", "later"):
        if step not in case:
            continue
        text = edited(text, case.get(f"edits_{step}", []))
        article = case.get(f"article_{step}", article)
        new = reading(case[step], article)
        before, merged = text, merge(Brief.from_yaml(text), new, text=text, article=article)
        again = merge(Brief.from_yaml(merged.text), new, text=merged.text, article=article)
        assert again.text == merged.text
        assert again.clashes == ()
        assert Brief.from_yaml(merged.text) == merged.brief == again.brief
        text = merged.text
    got = {
        "clashes": [str(one) for one in merged.clashes],
        "open": [str(one) for one in open_clashes(merged.brief)],
        "changes": shown(before, merged.text),
    }
    if os.environ.get("BRIEFGEN_REWRITE"):
        kept = path.read_text(encoding="utf-8").split("\nclashes:")[0].rstrip("\n") + "\n\n"
        changes = "".join(f"  {line}\n" for line in got["changes"].splitlines())  # type: ignore[attr-defined]
        told = dump({key: got[key] for key in ("clashes", "open")})
        path.write_text(f"{kept}{told}changes: " + (f"|2\n{changes}" if changes else '""\n'), encoding="utf-8")
        case = load(path.read_text(encoding="utf-8"), str(path), BriefError)
    assert got == {key: case[key] for key in got}
