"""Plain values to briefs and back: what is refused, where and with what advice; the JSON Schema file; migrations."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import BriefError
from briefgen.model import (
    SCHEMA,
    SCHEMA_FILE,
    Actor,
    Brief,
    Evidence,
    Issue,
    Quote,
    Relation,
    Source,
    brief_schema,
    schema_comment,
)
from briefgen.yamltext import dump, load

ROOT = Path(__file__).parents[1]
BRIEF = Brief(
    id="ferry-row",
    title="Ferry row",
    date="2021-10-01",
    language="en",
    updated=None,
    source=Source("articles/2021/ferry-row.md", None, None, None, "0" * 64),
    summary=(Quote("Norland closed its port to Sudland's ferries.", 11, 56),),
    actors=(
        Actor("norland", "Norland", "state", "NOR", names=("Norland", "NO"), mentions=2, salience=0.5),
        Actor("sudland", "Sudland", "state", mentions=2, salience=0.5, reviewed="2021-11-02 ab"),
    ),
    issues=(Issue("ferries", "Ferries", "transport", ("ferries",), 1, 1.0, (Quote("ferries", 48, 55),)),),
    friction=(
        Relation(
            "r-1a2b3c", "norland", "sudland", False, "SANCTION", "actual", "2021-10", ("ferries",),
            "Norland closed its port", 0.8,
            (Evidence("Norland closed its port to Sudland's ferries", 11, 55, "Norland", "Sudland's", "closed"),),
        ),
    ),
    generated={"by": "briefgen 0.1.0"},
)  # fmt: skip
PLAIN = load(BRIEF.to_yaml(), "x.yml", BriefError)


def test_a_brief_comes_back_from_yaml_and_json() -> None:
    assert Brief.from_yaml(BRIEF.to_yaml()) == BRIEF
    assert Brief.from_json(BRIEF.to_json()) == BRIEF
    assert json.loads(BRIEF.to_json()) == PLAIN == BRIEF.plain()
    assert "\n" not in BRIEF.to_json()


def test_the_file_begins_with_the_way_to_the_schema_and_its_version() -> None:
    first, second, *_ = BRIEF.to_yaml().splitlines()
    assert first == "# yaml-language-server: $schema=../../../site_config/schemas/brief.schema.json"
    assert second == f"schema: {SCHEMA}"
    assert schema_comment("articles/a.md") == schema_comment(None) == first.replace("../../../", "../../") + "\n"


def test_reviewed_is_written_only_where_it_is_set() -> None:
    assert BRIEF.to_yaml().count("reviewed:") == 1
    assert "reviewed" not in PLAIN["friction"][0]


def test_a_person_may_leave_out_what_is_empty() -> None:
    data = dict(
        PLAIN, friction=[{k: v for k, v in PLAIN["friction"][0].items() if k not in ("symmetric", "date", "issues")}]
    )
    del data["cooperation"], data["updated"], data["generated"]
    read = Brief.from_yaml(dump(data))
    assert read.friction == (replace(BRIEF.friction[0], date=None, issues=()),)


def changed(path: str, value: Any) -> str:
    """The brief's YAML with one value changed (or, with `...`, deleted)."""
    data = json.loads(json.dumps(PLAIN))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    inner = data
    for part in parents:
        inner = inner[part]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return dump(data)


REFUSED = {
    "unknown key": ("friction.0.targt", "x", "`friction[0].targt` is an unknown key; did you mean `target`?"),
    "unknown key far": ("colour", "red", "`colour` is an unknown key; known keys are id, title, date"),
    "missing key": ("friction.0.target", ..., "`friction[0]` has no `target`; add `target:`"),
    "no brief id": ("id", ..., "has no `id`"),
    "bad id": ("actors.0.id", "Nor land", "`actors[0].id` is `Nor land`; use lower-case"),
    "path as id": ("id", "../x", "`id` is `../x`; use ASCII letters"),
    "long id": ("actors.0.id", "a" * 200, "128 at most"),
    "number for text": ("title", 5, "`title` is a whole number, not a text; put it in double quotes"),
    "text for number": ("actors.0.mentions", "two", "`actors[0].mentions` is a text, not a whole number"),
    "true for number": ("actors.0.mentions", True, "is true, not a whole number"),
    "float for int": ("actors.0.mentions", 1.5, "is a number, not a whole number"),
    "too sure": ("friction.0.confidence", 1.2, "`friction[0].confidence` is 1.2; write a number from 0 to 1"),
    "enormous": ("friction.0.confidence", 10**350, "`friction[0].confidence` is inf"),
    "not a number": ("friction.0.confidence", float("nan"), "is nan"),
    "negative start": ("summary.0.start", -1, "`summary[0].start` is -1; write 0 or more"),
    "end before start": ("summary.0.end", 3, "`summary[0].end` is 3, before its start 11; mend the offsets"),
    "kind": ("actors.0.kind", "sate", "`actors[0].kind` is `sate`; did you mean `state`?"),
    "action": ("friction.0.action", "HUG", "`friction[0].action` is `HUG`; write one of AGREE, CONSULT"),
    "null action": ("friction.0.action", None, "`friction[0].action` is empty"),
    "list action": ("friction.0.action", ["AID"], "`friction[0].action` is a list"),
    "date order": ("date", "01.10.2021", '`date` is `01.10.2021`; write "2021"'),
    "no such day": ("date", "2021-02-30", "`date` is 2021-02-30, which is no day; mend the date"),
    "no such month": ("friction.0.date", "2021-13", "`friction[0].date` is `2021-13`"),
    "country": ("actors.0.country", "Norway", "`actors[0].country` is `Norway`; write the three"),
    "wikidata": ("actors.0.wikidata", "43", "write the item's number, as in Q43"),
    "text for list": ("actors.0.names", "Norland", "`actors[0].names` is a text, not a list; write [one, two]"),
    "number in list": ("actors.0.names", ["a", 7], "`actors[0].names[1]` is a whole number, not a text"),
    "bad id in list": ("friction.0.issues", ["Not An Id"], "`friction[0].issues[0]` is `Not An Id`"),
    "mapping for list": ("actors", {}, "`actors` is a mapping, not a list"),
    "null list": ("actors", None, "`actors` is empty, not a list"),
    "list for mapping": ("source", [], "`source` is a list, not a mapping"),
    "text for item": ("actors.0", "norland", "`actors[0]` is a text, not a mapping"),
    "reviewed": ("friction.0.reviewed", "yes", "as in `reviewed: 2026-01-31 ab`"),
    "infinite": ("generated", {"x": [float("inf")]}, "`generated` holds a number that is not finite"),
    "schema of tomorrow": (
        "schema",
        "briefgen/brief/99",
        "`schema` is `briefgen/brief/99`; it must be briefgen/brief/1",
    ),
    "no schema": ("schema", ..., "is no brief: it has no `schema`; begin it with `schema: briefgen/brief/1`"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_told_with_its_place_and_mend(name: str) -> None:
    path, value, message = REFUSED[name]
    text = changed(path, value)
    with pytest.raises(BriefError) as caught:
        Brief.from_yaml(text, "x.yml")
    assert message in str(caught.value)
    assert caught.value.where == "x.yml"
    assert caught.value.mend
    # JSON Schema says no too, except to what no single field tells and to what JSON cannot hold.
    if name not in ("end before start", "no such day", "not a number", "infinite"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(load(text, "x.yml", BriefError), brief_schema())


def test_the_place_is_that_of_the_key() -> None:
    text = BRIEF.to_yaml().replace("target: sudland", "targt: sudland")
    with pytest.raises(BriefError) as caught:
        Brief.from_yaml(text, "x.yml")
    line = text.splitlines()[caught.value.line - 1]  # type: ignore[operator]
    assert line[caught.value.column - 1 :] == "targt: sudland"  # type: ignore[operator]


@pytest.mark.parametrize(
    "text", ["", "- a\n", "just text\n", "schema: [1]\n", "schema: null\n", "schema: briefgen/brief/1\n"]
)
def test_what_is_no_brief_is_refused(text: str) -> None:
    with pytest.raises(BriefError):
        Brief.from_yaml(text)


@pytest.mark.parametrize("line", ["", "{", "[]", "nul", "[" * 100_000, '{"schema": NaN}'])
def test_a_bad_line_of_json_is_refused(line: str) -> None:
    with pytest.raises(BriefError):
        Brief.from_json(line)


def test_half_a_character_goes_through_json_only() -> None:
    brief = replace(BRIEF, title="a\ud800é")
    assert Brief.from_json(brief.to_json()) == brief
    brief.to_json().encode()
    with pytest.raises(BriefError):
        brief.to_yaml()


def test_an_older_brief_is_brought_up_step_by_step() -> None:
    def rename(data: dict[str, Any]) -> dict[str, Any]:
        data["title"] = data.pop("headline")
        return data

    steps = {
        "briefgen/brief/0": (SCHEMA, rename),
        "briefgen/brief/draft": ("briefgen/brief/0", lambda data: {**data, "headline": data["headline"].strip()}),
    }
    old = {key: value for key, value in PLAIN.items() if key != "title"} | {"headline": " Ferry row "}
    assert Brief.from_plain(dict(old, schema="briefgen/brief/draft"), "x.yml", migrations=steps) == BRIEF
    with pytest.raises(BriefError, match="`schema` is"):
        Brief.from_plain(dict(old, schema="briefgen/brief/draft"), "x.yml")


def test_the_json_schema_file_is_up_to_date_and_sound(request: pytest.FixtureRequest) -> None:
    path = ROOT / SCHEMA_FILE
    text = json.dumps(brief_schema(), indent=2) + "\n"
    if request.config.getoption("--rewrite"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run the test with --rewrite and read the diff"
    jsonschema.Draft7Validator.check_schema(brief_schema())
    jsonschema.validate(PLAIN, brief_schema())


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
spans = st.builds(lambda quote, start: Quote(quote, start, start + len(quote)), texts, st.integers(0, 10**6))


@settings(max_examples=100, deadline=None)
@given(st.builds(replace, st.just(BRIEF), title=st.none() | texts, summary=st.lists(spans, max_size=3).map(tuple),
                 generated=st.dictionaries(texts, texts | st.lists(texts), max_size=10)))  # fmt: skip
def test_any_brief_comes_back(brief: Brief) -> None:
    assert Brief.from_yaml(brief.to_yaml()) == brief
    assert Brief.from_json(brief.to_json()) == brief
    assert Brief.from_yaml(brief.to_yaml()).to_yaml() == brief.to_yaml()
