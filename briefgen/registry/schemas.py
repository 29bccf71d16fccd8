"""JSON Schemas (draft 7) of all files that people write below `site_config/`, made from the types that loading uses.

An editor that knows YAML completes and checks keys by them; loading itself goes by the types.
"""

from __future__ import annotations

from typing import Any

from briefgen.config import LANGUAGE, Settings
from briefgen.model import COUNTRY, WIKIDATA, Action, Kind, brief_schema
from briefgen.registry.decisions import SCHEMA, DecisionFile
from briefgen.registry.entries import ActorEntry, Operators, Sense, Topic
from briefgen.registry.words import Words
from briefgen.schema import DRAFT, json_schema

NAMES = {"Kind": Kind, "Action": Action}
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": ["string", "array"], "items": TEXT}
HEADS = ("verb", "noun", "adjective")


def schemas() -> dict[str, dict[str, Any]]:
    """Name of each kind of file to its schema; `NAME.schema.json` in `site_config/schemas/` holds it."""
    return {
        "actors": _by_key(_entry(ActorEntry, ("id",), {"country": _pattern(COUNTRY), "wikidata": _pattern(WIKIDATA)})),
        "brief": brief_schema(),
        "decisions": _decisions(),
        "operators": _by_key(_operator()),
        "predicates": _by_key(_sense(), several=True),
        "settings": _settings(),
        "topics": _topics(),
        "words": json_schema(Words),
    }


def _by_key(entry: dict[str, Any], *, several: bool = False) -> dict[str, Any]:
    """A file of entries by their keys; null takes an entry of the package away."""
    one = {"$ref": "#/definitions/entry"}
    kinds = [one, {"type": "array", "items": one}, {"type": "null"}] if several else [one, {"type": "null"}]
    return {
        "$schema": DRAFT,
        "title": entry["title"],
        "type": ["object", "null"],
        "additionalProperties": {"anyOf": kinds},
        "definitions": {"entry": entry},
    }


def _entry(cls: type, left_out: tuple[str, ...], more: dict[str, Any]) -> dict[str, Any]:
    """An entry as a file may hold it: lists may be single texts, and an entry that changes a known one may be short."""
    made = json_schema(cls, NAMES)
    known = {name: value for name, value in made["properties"].items() if name not in left_out}
    properties = {name: TEXTS if value.get("type") == "array" else value for name, value in known.items()}
    return {
        "title": made["title"],
        "description": made["description"],
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, **more},
    }


def _pattern(rule: Any) -> dict[str, Any]:
    return {"type": ["string", "null"], "pattern": f"^(?:{rule['pattern']})$"}


def _sense() -> dict[str, Any]:
    entry = _entry(Sense, ("key", "pos", "head"), {"also": TEXTS, **dict.fromkeys(HEADS, TEXT)})
    return {**entry, "required": ["action"]}


def _operator() -> dict[str, Any]:
    entry = dict.fromkeys(("verbs", "nouns", "adjectives"), TEXTS)
    description = " ".join((Operators.__doc__ or "").split())
    return {
        "title": "Operators",
        "description": description,
        "type": "object",
        "additionalProperties": False,
        "properties": {"meaning": TEXT, **entry},
    }


def _topics() -> dict[str, Any]:
    topic = {"anyOf": [{"$ref": "#/definitions/topic"}, {"type": "null"}]}
    return {
        "$schema": DRAFT,
        "title": "Topics",
        "type": ["object", "null"],
        "additionalProperties": False,
        "properties": {
            "groups": {"type": "object", "additionalProperties": TEXT},
            "topics": {"type": "object", "additionalProperties": topic},
        },
        "definitions": {"topic": {**_entry(Topic, ("id",), {}), "required": ["label", "group"]}},
    }


def _decisions() -> dict[str, Any]:
    made = json_schema(DecisionFile)
    decision = made["definitions"]["Decision"]
    for kind in ("same", "different"):
        decision["properties"][kind] |= {"minItems": 2, "uniqueItems": True}
    decision["oneOf"] = [{"required": ["same"]}, {"required": ["different"]}]
    return {**made, "properties": {**made["properties"], "schema": {"const": SCHEMA}}}


def _settings() -> dict[str, Any]:
    made = json_schema(Settings)
    properties = {name: dict(value) for name, value in made["properties"].items()}
    for name, value in properties.items():
        value["default"] = getattr(Settings(), name)
        if value["type"] == "number":
            value |= {"minimum": 0, "maximum": 1}
        elif value["type"] == "integer":
            value["minimum"] = 0
    for name in ("repo_url", "site_url"):
        properties[name]["pattern"] = "^https?://"
    properties["language"]["pattern"] = LANGUAGE.pattern
    return {**made, "type": ["object", "null"], "properties": properties}
