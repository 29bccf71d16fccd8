"""Lint of `site_config/words/` and `site_config/topics.yml`: shape, spelling, duplicates, clashes with the registry."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen.config import Site, read_yaml
from briefgen.model import KINDS
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "site_config"

# each file's top-level keys, with what they hold: a list of strings or a mapping of entries
SHAPES: dict[str, dict[str, type]] = {
    "roles": {"roles": dict, "prefixes": list, "courtesy": list},
    "bodies": {"bodies": dict, "national": dict},
    "agents": {"agents": dict, "populations": dict, "inhabited": list},
    "assets": {"assets": list},
    "outlets": {"outlets": list, "patterns": list},
    "masks": {"after": list, "phrases": list, "heads": list, "regions": dict, "regional": list},
    "objects": {"objects": dict},
    "organisations": {"kinds": dict, "things": list, "vessels": list},
    "descriptions": {"pairs": list, "one": dict, "nameless": list, "domestic": list},
    "towns": {"towns": dict},
    "cities": {"cities": dict},
    "judgements": {"bad": list, "good": list},
    "issues": {
        "vague": list,
        "places": list,
        "sites": list,
        "props": list,
        "light": list,
        "hollow": list,
        "pointers": list,
        "craft": list,
        "events": list,
        "happenings": list,
        "plain_verbs": list,
        "headline_verbs": list,
        "nominals": dict,
        "asks": dict,
        "doings": dict,
        "suffered": list,
        "domains": list,
        "empty_modifiers": list,
        "broad_modifiers": list,
        "synonyms": dict,
    },
}
MAPPINGS = [(file, name) for file, parts in SHAPES.items() for name, kind in parts.items() if kind is dict]
LISTS = [(file, name) for file, parts in SHAPES.items() for name, kind in parts.items() if kind is list]
LOWER = [
    ("roles", "roles"), ("roles", "prefixes"), ("bodies", "bodies"), ("agents", "agents"), ("agents", "populations"),
    ("assets", "assets"), ("outlets", "patterns"), ("masks", "after"),
    ("masks", "regional"), ("organisations", "kinds"),
    ("judgements", "bad"), ("judgements", "good"),
    ("descriptions", "pairs"), ("descriptions", "one"), ("descriptions", "nameless"),
    ("descriptions", "domestic"),
    *(("issues", name) for name in SHAPES["issues"]),
]  # fmt: skip
LEAST = {"outlets": 120, "phrases": 250, "national": 80, "roles": 200, "assets": 200}
MEMBERS = {
    "roles": {"level", "acts_for", "head", "short", "countries", "of"},
    "bodies": {"names", "label", "stands_for"},
}
MEMBERS["national"] = {"names", "label", "country", "body", "ambiguous", "elsewhere"}


def words(file: str) -> dict[str, Any]:
    value = read_yaml(CONFIG / "words" / f"{file}.yml")
    assert isinstance(value, dict)
    return value


def repeated(items: Iterable[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


def untidy(items: Iterable[Any]) -> list[Any]:
    """What is no string, is empty, or has blanks too many."""
    return [item for item in items if not isinstance(item, str) or not item or item != " ".join(item.split())]


def test_each_file_has_its_parts() -> None:
    assert {path.stem for path in (CONFIG / "words").glob("*.yml")} == set(SHAPES)
    for file, parts in SHAPES.items():
        assert {name: type(value) for name, value in words(file).items()} == parts


@pytest.mark.parametrize(("file", "name"), LISTS)
def test_lists_hold_each_string_once(file: str, name: str) -> None:
    items = words(file)[name]
    assert untidy(items) == []
    assert repeated(items) == []


@pytest.mark.parametrize(("file", "name"), [pair for pair in LISTS if pair != ("masks", "phrases")])
def test_lists_are_sorted(file: str, name: str) -> None:
    items = words(file)[name]
    assert items == sorted(items, key=lambda item: (item.casefold(), item))


@pytest.mark.parametrize(("file", "name"), MAPPINGS)
def test_mappings_are_tidy_and_sorted(file: str, name: str) -> None:
    keys = list(words(file)[name])
    assert untidy(keys) == []
    assert keys == sorted(keys, key=lambda item: (item.casefold(), item))


@pytest.mark.parametrize(("file", "name"), LOWER)
def test_common_nouns_are_lower_case(file: str, name: str) -> None:
    assert [item for item in words(file)[name] if item != item.lower()] == []


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_lists_are_rich(name: str, least: int) -> None:
    file = next(file for file, parts in SHAPES.items() if name in parts)
    assert len(words(file)[name]) >= least


def test_roles_say_for_whom_they_speak() -> None:
    for name, role in words("roles")["roles"].items():
        assert set(role) <= MEMBERS["roles"], name
        assert role["level"] in ("state", "body", "group", "plain"), name
        assert role["acts_for"] in ("state", "body", "none"), name
        assert role.get("head", True) is True, name
        assert untidy(role.get("short", [])) == [], name


def test_roles_of_one_state_name_known_states() -> None:
    states = load_registry(Site(ROOT)).states
    roles = words("roles")["roles"].items()
    assert [name for name, role in roles for code in role.get("countries", []) if code not in states] == []


def test_words_of_organisations_tell_a_kind() -> None:
    assert set(words("organisations")["kinds"].values()) <= set(KINDS)


def test_an_abbreviation_belongs_to_one_role() -> None:
    shorts = [short for role in words("roles")["roles"].values() for short in role.get("short", [])]
    assert repeated(shorts) == []


def names_of(bodies: dict[str, Any]) -> Iterator[str]:
    for name, body in bodies.items():
        yield name
        yield from body.get("names", [])


@pytest.mark.parametrize("name", ["bodies", "national"])
def test_a_name_belongs_to_one_body(name: str) -> None:
    bodies = words("bodies")[name]
    assert untidy(names_of(bodies)) == []
    assert repeated(names_of(bodies)) == []
    for key, body in bodies.items():
        assert set(body) <= MEMBERS[name], key
        assert body["label"], key


def test_bodies_that_combine_are_lower_case() -> None:
    assert [name for name in names_of(words("bodies")["bodies"]) if name != name.lower()] == []


def test_national_bodies_name_a_known_state() -> None:
    states = {entry.country for entry in load_registry(Site(ROOT)).actors.values() if entry.kind == "state"}
    for name, body in words("bodies")["national"].items():
        assert re.fullmatch(r"[A-Z]{3}", body["country"]), name
        assert body["country"] in states, name
        assert set(body.get("ambiguous", [])) <= {name, *body.get("names", [])}, name


def test_labels_of_national_bodies_are_unique() -> None:
    assert repeated(body["label"] for body in words("bodies")["national"].values()) == []


def test_agents_either_stand_for_a_state_or_are_a_group() -> None:
    agents, populations = words("agents")["agents"], words("agents")["populations"]
    assert set(agents) & set(populations) == set()
    for noun, agent in {**agents, **populations}.items():
        assert agent == {"stands_for": True} or (set(agent) == {"kind"} and agent["kind"] in KINDS), noun
    assert {population["kind"] for population in populations.values()} == {"population"}


def test_descriptions_name_kinds_of_actors() -> None:
    one = words("descriptions")["one"]
    for phrase, kind in one.items():
        kinds = kind if isinstance(kind, list) else [kind]
        assert kinds, phrase
        assert set(kinds) <= set(KINDS), phrase
        assert repeated(kinds) == [], phrase
    assert set(one) & set(words("descriptions")["pairs"]) == set()


@pytest.mark.parametrize(("file", "name"), [("masks", "phrases"), ("outlets", "outlets")])
def test_an_actor_is_neither_masked_nor_an_outlet(file: str, name: str) -> None:
    aliases = load_registry(Site(ROOT)).aliases
    assert [text for text in words(file)[name] if text in aliases] == []


# contexts of PLOVER that a topic can stand in; the nearest is given, not always an exact one
CONTEXTS = {
    "military", "intelligence", "executive", "legislative", "election", "political_institutions", "legal", "crime",
    "human_rights", "economic", "resource", "territory", "misinformation", "historical", "environment",
    "illegal_drugs", "lgbt", "health", "disaster", "migration", "terrorism", "cyber", "diplomatic", "reparations",
    "repression", "pro_autocracy", "pro_democracy", "asylum", "corruption",
}  # fmt: skip
TOPIC = {"label", "group", "iptc", "plover", "keywords", "hints", "weak"}


def topic_file() -> dict[str, Any]:
    value = read_yaml(CONFIG / "topics.yml")
    assert isinstance(value, dict)
    return value


def test_topics_are_as_many_as_an_index_bears() -> None:
    data = topic_file()
    assert set(data) == {"groups", "topics"}
    assert len(data["groups"]) == 15
    assert 60 <= len(data["topics"]) <= 105


def test_each_group_holds_topics_and_each_topic_a_group() -> None:
    data = topic_file()
    assert {topic["group"] for topic in data["topics"].values()} == set(data["groups"])


def test_topics_have_their_fields() -> None:
    for key, topic in topic_file()["topics"].items():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key), key
        assert {"label", "group", "keywords"} <= set(topic) <= TOPIC, key
        assert re.fullmatch(r"medtop:(0[1-9]|1[0-7])000000|medtop:2000\d{4}", topic.get("iptc", "medtop:11000000")), key
        assert topic.get("plover", "diplomatic") in CONTEXTS, key


def test_labels_of_topics_and_groups_are_unique() -> None:
    data = topic_file()
    assert repeated(topic["label"] for topic in data["topics"].values()) == []
    assert repeated(data["groups"].values()) == []


def test_keywords_are_short_lower_case_phrases() -> None:
    for key, topic in topic_file()["topics"].items():
        keywords = topic["keywords"]
        assert 15 <= len(keywords) <= 50, key
        assert untidy(keywords) == [], key
        assert repeated(keywords) == [], key
        assert [word for word in keywords if word != word.lower() or len(word.split()) > 4] == [], key


def test_a_keyword_stands_under_two_topics_at_most() -> None:
    counts = Counter(word for topic in topic_file()["topics"].values() for word in topic["keywords"])
    assert [word for word, count in counts.items() if count > 2] == []


def test_a_hint_is_one_word_or_follows_a_plural_owner_or_begins_a_label_and_tells_one_topic() -> None:
    topics = topic_file()["topics"].values()
    assert untidy([hint for topic in topics for hint in topic.get("hints", [])]) == []
    hints = [hint for topic in topics for kind in ("hints", "weak") for hint in topic.get(kind, [])]
    assert repeated(hints) == []
    edges = re.compile(r"s' [a-z]+|[a-z]+ (?:of|on|against)")
    assert [hint for hint in hints if hint != hint.lower() or (" " in hint and not edges.fullmatch(hint))] == []


def test_kinds_of_objects_are_named_in_capitals_and_used() -> None:
    kinds = words("objects")["objects"]
    for kind, lemmas in kinds.items():
        assert kind == kind.upper()
        assert untidy(lemmas) == []
        assert repeated(lemmas) == []
        assert lemmas == [lemma.lower() for lemma in lemmas]
    used = (CONFIG / "predicates" / "verbs.yml").read_text(encoding="utf-8")
    assert [kind for kind in kinds if kind not in used] == []
