"""JSON Schemas of all files that people write: up to date, met by what is shipped, refusing what loading refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefgen import scaffold, yamltext
from briefgen.config import Settings, shipped
from briefgen.errors import ConfigError
from briefgen.registry.schemas import schemas

ROOT = Path(__file__).parent.parent
CONFIG = shipped("site_config")
FOLDER = CONFIG / "schemas"
MADE = schemas()
FILES = sorted(
    (name, path)
    for name, pattern in (
        ("actors", "actors/*.yml"),
        ("operators", "predicates/operators.yml"),
        ("predicates", "predicates/[!o]*.yml"),
        ("topics", "topics.yml"),
        ("words", "words/*.yml"),
    )
    for path in CONFIG.glob(pattern)
)


def load(path: Path) -> Any:
    return yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)


@pytest.mark.parametrize("name", sorted(MADE))
def test_what_is_shipped_is_what_the_types_give(name: str, request: pytest.FixtureRequest) -> None:
    text = json.dumps(MADE[name], indent=2, ensure_ascii=False) + "\n"
    path = FOLDER / f"{name}.schema.json"
    if request.config.getoption("--rewrite"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "run pytest tests/test_schemas.py --rewrite"
    jsonschema.Draft7Validator.check_schema(MADE[name])


def test_no_schema_is_left_over() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{name}.schema.json" for name in sorted(MADE)]


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda one: getattr(one, "name", one))
def test_shipped_files_are_valid(name: str, path: Path) -> None:
    errors = list(jsonschema.Draft7Validator(MADE[name]).iter_errors(load(path)))
    assert not errors, f"{path.name}: {errors[0].json_path}: {errors[0].message[:200]}"


@pytest.mark.parametrize(
    ("name", "text", "fine"),
    [
        ("actors", "club: {name: Club, kind: other, names: LC}", True),
        ("actors", "club: null", True),
        ("actors", "club: {name: Club, kind: pub}", False),
        ("actors", "club: {name: Club, kind: other, colour: red}", False),
        ("actors", "club: {names: [false]}", False),
        ("predicates", "greet: [{action: SUPPORT}, {action: CONSULT, symmetric: true}]", True),
        ("predicates", "greet: {action: HUG}", False),
        ("predicates", "greet: {target: [on]}", False),
        ("operators", "plan: {meaning: m, verbs: [wish]}", True),
        ("operators", "plan: [wish]", False),
        ("topics", "topics: {tea: {label: Tea, group: trade}, coffee: null}", True),
        ("topics", "topics: {tea: {label: Tea}}", False),
        ("decisions", "schema: briefgen/decisions/1\ndecisions: [{same: [a, b], by: ab, date: 2026-01-31}]", True),
        ("decisions", "schema: briefgen/decisions/1\ndecisions: [{same: [a], by: ab, date: 2026-01-31}]", False),
        ("decisions", "schema: briefgen/decisions/1\ndecisions: [{by: ab, date: 2026-01-31}]", False),
        ("decisions", "decisions: []", False),
        ("words", "assets: [dam]", True),
        ("words", "assets: [dam, true]", False),
        ("words", "asset: [dam]", False),
        ("words", "one: {the kingdom: sudria, the two: [norland, sudria]}", True),
        ("words", "roles: {warden: {level: town, acts_for: none}}", False),
        ("settings", "", True),
        ("settings", "min_confidence: 0.4\nrepo_url: https://example.org/x", True),
        ("settings", "min_confidence: 4", False),
        ("settings", "max_issue: 4", False),
    ],
)
def test_what_a_schema_takes(name: str, text: str, fine: bool) -> None:
    value = yamltext.load(text, "x.yml", ConfigError)
    assert jsonschema.Draft7Validator(MADE[name]).is_valid(value) is fine


def test_defaults_of_settings_are_told() -> None:
    properties = MADE["settings"]["properties"]
    assert {name: value["default"] for name, value in properties.items()} == {
        name: getattr(Settings(), name) for name in Settings.__dataclass_fields__
    }


def test_a_new_site_has_the_schemas_that_its_files_name() -> None:
    files = scaffold.files("Scratch")
    for path, text in files.items():
        if named := re.search(r"^# yaml-language-server: \$schema=(\S+)$", text, re.MULTILINE):
            assert str(Path(path).parent / named[1]) in files
    assert "site_config/schemas/settings.schema.json" in files
    assert files["site_config/briefgen.yml"].startswith(
        "# yaml-language-server: $schema=schemas/settings.schema.json\n"
    )


def test_shipped_files_name_a_schema_that_exists() -> None:
    for name, path in FILES:
        named = re.search(r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if named:
            assert (path.parent / named[1]).resolve() == FOLDER / f"{name}.schema.json"
