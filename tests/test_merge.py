"""What people did to a brief outlives every new reading: cases as files, and random edits of random files."""

from __future__ import annotations

import difflib
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefgen import schema
from briefgen.errors import BriefError
from briefgen.merge import merge, open_clashes
from briefgen.model import Brief, text_hash
from briefgen.registry import Decision, Decisions, weigh
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


def decided(told: list[dict[str, Any]]) -> Decisions:
    made = [Decision("ab", "2026-01-31", **{name: tuple(ids) for name, ids in one.items()}) for one in told]
    return weigh(made, [("decisions.yml", None)] * len(made))


def shown(before: str, after: str) -> str:
    """What a merge changed in a file, but for its first line and what is generated: `-` and `+` with lines around."""
    own = (re.sub(r", sha256: \"?\w+\"?", "", text[: text.index("\ngenerated:")]) for text in (before, after))
    sides = [text.split("\n")[1:] for text in own]
    lines = list(difflib.unified_diff(*sides, n=2, lineterm=""))[2:]
    return "".join(f"{'…' if line.startswith('@@') else line}\n" for line in lines)


@pytest.mark.parametrize("path", sorted(CASES.glob("*.yml")), ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    """A case: `before` is read, a person makes the `edits`, `now` is read (and then `later`); `changes` is what
    the last merge did to the file. `decisions` were made after `before` was read."""
    case = load(path.read_text(encoding="utf-8"), str(path), BriefError)
    article = case["article"]
    merged = merge(None, reading(case["before"], article))
    text = edited(merged.text, case.get("edits", []))
    decisions = decided(case.get("decisions", []))
    for step in ("now", "later"):
        if step not in case:
            continue
        text = edited(text, case.get(f"edits_{step}", []))
        article = case.get(f"article_{step}", article)
        new = reading(case[step], article)
        before, merged = text, merge(Brief.from_yaml(text), new, text=text, article=article, decisions=decisions)
        again = merge(Brief.from_yaml(merged.text), new, text=merged.text, article=article, decisions=decisions)
        assert again.text == merged.text
        assert again.clashes == ()
        assert Brief.from_yaml(merged.text) == merged.brief == again.brief
        text = merged.text
    got = {
        "clashes": [str(one) for one in merged.clashes],
        "open": [str(one) for one in open_clashes(merged.brief)],
        "changes": shown(before, merged.text),
    }
    if request.config.getoption("--rewrite"):
        kept = path.read_text(encoding="utf-8").split("\nclashes:")[0].rstrip("\n") + "\n\n"
        changes = "".join(f"  {line}\n" for line in got["changes"].splitlines())  # type: ignore[attr-defined]
        told = dump({key: got[key] for key in ("clashes", "open")})
        path.write_text(f"{kept}{told}changes: " + (f"|2\n{changes}" if changes else '""\n'), encoding="utf-8")
        case = load(path.read_text(encoding="utf-8"), str(path), BriefError)
    assert got == {key: case[key] for key in got}


ARTICLE = "Title\n\nNorland closed its port. Sudland protested."
READING = reading(
    {
        "actors": [{"id": key, "name": key.title(), "kind": "state"} for key in ("norland", "sudland")],
        "friction": [{"id": "r-1", "source": "norland", "target": "sudland", "action": "SANCTION",
                      "evidence": ["Norland closed its port"]}],
    },
    ARTICLE,
)  # fmt: skip


def test_a_first_reading_carries_what_the_next_merge_needs() -> None:
    first = merge(None, READING)
    assert replace(first.brief, generated=READING.generated) == READING
    assert first.text == first.brief.to_yaml()
    assert first.clashes == ()
    again = merge(Brief.from_yaml(first.text), READING, text=first.text, article=ARTICLE)
    assert again.text == first.text


def test_one_reading_is_always_the_same_bytes() -> None:
    assert {merge(None, READING).text for _ in range(3)} == {merge(merge(None, READING).brief, READING).text}


@pytest.mark.parametrize(
    "generated",
    [
        {}, {"base": None}, {"base": []}, {"base": {"brief": [], "summary": {}, "columns": 7, "actors": "x"}},
        {"base": {"columns": {"actors": ["name"]}, "actors": {"norland": ["x", "y"], "sudland": [[]]}}},
        {"base": {"columns": {"actors": ["name", "colour"]}, "actors": {"norland": ["x", "y"]}}},
        {"base": {"gone": {"actors": 5}, "renamed": {"actors": {"a": []}}, "ordered": {}, "own": {"actors": [[]]}}},
        {"clashes": 5}, {"clashes": [5, {}, {"item": [], "field": 1, "kept": 1, "machine": 2, "reviewed": 3}]},
    ],
)  # fmt: skip
def test_a_broken_base_counts_as_none(generated: dict[str, Any]) -> None:
    """Everything in the file is then a person's; the machine only adds."""
    mine = replace(READING, actors=READING.actors[:1], title="Mine", generated=generated)
    mine = Brief.from_yaml(mine.to_yaml())
    merged = merge(mine, READING, text=mine.to_yaml(), article=ARTICLE)
    assert merged.brief.title == "Mine"
    assert merged.brief.actors == READING.actors
    again = merge(merged.brief, READING, text=merged.text, article=ARTICLE)
    assert again.text == merged.text


def test_a_new_field_of_the_model_is_no_edit() -> None:
    """A base of an older version, without a column: what has its default there counts as untouched."""
    text = merge(None, READING).text
    text = text.replace("mentions, salience]", "salience]", 1)
    data = load(text, "x", BriefError)
    for key, cells in data["generated"]["base"]["actors"].items():
        data["generated"]["base"]["actors"][key] = [*cells[:-2], cells[-1]]
    new = replace(READING, actors=tuple(replace(one, mentions=7) for one in READING.actors))
    merged = merge(Brief.from_yaml(dump(data)), new)
    assert [one.mentions for one in merged.brief.actors] == [7, 7]
    assert merged.clashes == ()


def test_a_file_of_an_editor_on_windows_is_kept() -> None:
    text = merge(None, READING).text.replace("name: Norland", "name: Northland  # ok").replace("\n", "\r\n")
    same = merge(Brief.from_yaml(text), READING, text=text, article=ARTICLE)
    assert same.text == text
    new = replace(READING, actors=(*READING.actors[:1], replace(READING.actors[1], name="Suderland")))
    merged = merge(Brief.from_yaml(text), new, text=text, article=ARTICLE)
    assert "name: Northland  # ok\n" in merged.text
    assert "name: Suderland\n" in merged.text


def test_two_findings_of_one_id_are_told_apart() -> None:
    twice = replace(READING, friction=READING.friction * 2)
    merged = merge(None, twice)
    assert [one.id for one in merged.brief.friction] == ["r-1", "r-1-2"]
    assert merge(merged.brief, twice, text=merged.text).text == merged.text


def test_updated_moves_only_with_the_brief() -> None:
    first = merge(None, READING)
    later = merge(first.brief, replace(READING, updated="2025-05-05"), text=first.text)
    assert later.text == first.text
    changed = replace(READING, updated="2025-05-05", title="New")
    assert merge(first.brief, changed, text=first.text).brief.updated == "2025-05-05"


def test_a_comment_in_what_is_generated_is_kept_and_costs_no_time() -> None:
    """An expression that tries all ways to part a line's spaces would never end here."""
    first = merge(None, READING).text
    text = first.replace("status: actual", "status: planned", 1) + "  # mine\n"
    new = replace(READING, title="Another title")
    merged = merge(Brief.from_yaml(text), new, text=text, article=ARTICLE)
    assert (merged.brief.title, merged.brief.friction[0].status) == ("Another title", "planned")
    assert "# mine" in merged.text
