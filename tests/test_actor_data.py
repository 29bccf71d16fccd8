"""The shipped actor registry as data: every file in site_config/actors read raw and checked as one body.

The registry's own loader is not used, so that a mistake in the data and a mistake in the loader cannot hide each other.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pycountry
import pytest
import yaml
from anyascii import anyascii

FOLDER = Path(__file__).resolve().parents[1] / "site_config" / "actors"
FILES = sorted(FOLDER.glob("*.yml"))

# The keys in their order, and whether each holds a list.
KEYS = {
    "name": False,
    "kind": False,
    "country": False,
    "alpha2": False,
    "wikidata": False,
    "acts_for": False,
    "names": True,
    "former": True,
    "adjectives": True,
    "people": True,
    "prefixes": True,
    "capital": False,
    "capital_names": True,
    "seats": True,
    "members": True,
    "ambiguous": True,
}
NOT_SURFACES = {"kind", "country", "alpha2", "wikidata", "acts_for", "members", "ambiguous"}
KINDS = {"state", "igo", "government_body", "person", "armed_group", "party", "company", "ngo", "population", "other"}
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Kosovo's code is user-assigned: ISO 3166-1 keeps XK and XKX free and nearly everybody uses them for it.
KOSOVO = ("XK", "XKX")

# Lands with an ISO code where nobody governs or lives for good: they cannot act.
NO_GOVERNMENT = {"AQ", "BV", "HM", "TF", "UM"}

# English makes no noun for people of these states: the adjective serves ("two Chinese", "the Swiss").
ADJECTIVE_ONLY_PEOPLE = {
    "bhutan",
    "china",
    "gabon",
    "guyana",
    "japan",
    "lebanon",
    "malta",
    "portugal",
    "san-marino",
    "senegal",
    "south-sudan",
    "sudan",
    "switzerland",
    "togo",
    "vietnam",
}
NO_PEOPLE = {"holy-see"}  # it has citizens by office, and no name for them


def load(path: Path) -> dict[str, Any]:
    """The mapping in one registry file, as PyYAML's safe loader gives it."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(data, dict), path.name
    return data


ENTRIES: list[tuple[str, str, dict[str, Any]]] = [
    (path.name, actor_id, entry) for path in FILES for actor_id, entry in load(path).items()
]
ACTORS = {actor_id: entry for _, actor_id, entry in ENTRIES}
STATES = load(FOLDER / "states.yml")
PLACES = {**STATES, **load(FOLDER / "territories.yml")}
FORMER = load(FOLDER / "former-states.yml")


def plain(text: str) -> str:
    """The ASCII form that the registry derives: no diacritics, straight apostrophes."""
    return anyascii(text)


def surfaces(entry: dict[str, Any]) -> list[str]:
    """Every surface form of one entry, of whatever field, repetitions kept."""
    values = [entry[key] for key in KEYS if key in entry and key not in NOT_SURFACES]
    return [text for value in values for text in ([value] if isinstance(value, str) else value)]


def owners() -> dict[str, set[str]]:
    """Surface form (as written and in ASCII) to the ids of the entries that list it."""
    found: dict[str, set[str]] = defaultdict(set)
    for _, actor_id, entry in ENTRIES:
        for text in surfaces(entry):
            found[text].add(actor_id)
            found[plain(text)].add(actor_id)
    return found


def is_ambiguous(actor_id: str, text: str) -> bool:
    marked = ACTORS[actor_id].get("ambiguous", [])
    return text in marked or text in map(plain, marked)


def faults_of(entry: dict[str, Any]) -> list[str]:
    """What is wrong with the shape of one entry: keys, their order, kinds and types of values."""
    faults = [f"unknown key {key}" for key in entry if key not in KEYS]
    if not faults and list(entry) != [key for key in KEYS if key in entry]:
        faults.append(f"keys out of order: {list(entry)}")
    if entry.get("kind") not in KINDS or "name" not in entry:
        faults.append("name or kind missing or unknown")
    for key, value in entry.items():
        texts = value if KEYS.get(key) else [value]
        if not isinstance(texts, list) or not texts:
            faults.append(f"{key} is not a filled list")
        elif not all(isinstance(text, str) for text in texts):
            faults.append(f"{key} holds something that YAML does not read as a string: {texts}")
        else:
            faults.extend(f"{key}: badly spaced or with a leading article: {text!r}" for text in texts if untidy(text))
    return faults


def untidy(text: str) -> bool:
    return not text or text != " ".join(text.split()) or text.startswith("the ") or "'" in text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_id_stands_twice_in_a_file(path: Path) -> None:
    # PyYAML keeps the last of two equal keys without a word, so the lines themselves are counted.
    ids = re.findall(r"^([^\s#:]+):", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [actor_id for actor_id, times in Counter(ids).items() if times > 1] == []
    assert sorted(ids) == sorted(load(path))


def test_ids_are_slugs_and_unique_over_all_files() -> None:
    times = Counter(actor_id for _, actor_id, _ in ENTRIES)
    assert [actor_id for actor_id in times if not SLUG.fullmatch(actor_id)] == []
    assert [actor_id for actor_id, count in times.items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_entries_have_the_allowed_shape(path: Path) -> None:
    faults = {actor_id: faults_of(entry) for actor_id, entry in load(path).items()}
    assert {actor_id: found for actor_id, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_lists_have_no_duplicates(path: Path) -> None:
    """Neither the same string twice nor the ASCII form that the loader derives by itself."""
    repeated = [
        (actor_id, key, text)
        for actor_id, entry in load(path).items()
        for key, value in entry.items()
        if KEYS[key]
        for text in value
        if value.count(text) > 1 or (plain(text) != text and plain(text) in value)
    ]
    assert repeated == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_name_is_not_repeated_among_names(path: Path) -> None:
    repeated = [
        actor_id
        for actor_id, entry in load(path).items()
        if entry["name"] in [*entry.get("names", []), *entry.get("former", [])]
    ]
    assert repeated == []


def test_ambiguous_strings_belong_to_their_entry() -> None:
    strays = [
        (actor_id, text)
        for _, actor_id, entry in ENTRIES
        for text in entry.get("ambiguous", [])
        if text not in surfaces(entry)
    ]
    assert strays == []


def test_a_string_of_two_entries_is_ambiguous_in_both() -> None:
    clashes = [
        (text, actor_id)
        for text, ids in sorted(owners().items())
        if len(ids) > 1
        for actor_id in sorted(ids)
        if not is_ambiguous(actor_id, text)
    ]
    assert clashes == []


def test_references_point_to_entries() -> None:
    broken = [
        (actor_id, other)
        for _, actor_id, entry in ENTRIES
        for other in [*entry.get("members", []), *([entry["acts_for"]] if "acts_for" in entry else [])]
        if other not in ACTORS or other == actor_id
    ]
    assert broken == []


def test_wikidata_ids_are_well_formed_and_unique() -> None:
    times = Counter(entry["wikidata"] for _, _, entry in ENTRIES if "wikidata" in entry)
    assert [qid for qid in times if not re.fullmatch(r"Q[1-9]\d*", qid)] == []
    assert [qid for qid, count in times.items() if count > 1] == []


def test_country_codes_exist() -> None:
    known = {country.alpha_3 for country in (*pycountry.countries, *pycountry.historic_countries)} | {KOSOVO[1]}
    unknown = [
        (actor_id, entry["country"]) for _, actor_id, entry in ENTRIES if entry.get("country", "USA") not in known
    ]
    assert unknown == []


def test_alpha2_and_country_agree() -> None:
    three = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | {KOSOVO[0]: KOSOVO[1]}
    differing = [
        (actor_id, entry["alpha2"])
        for _, actor_id, entry in ENTRIES
        if "alpha2" in entry and actor_id not in FORMER and three.get(entry["alpha2"]) != entry.get("country")
    ]
    assert differing == []


def test_former_states_have_the_codes_that_they_had() -> None:
    codes = {(country.alpha_2, country.alpha_3) for country in pycountry.historic_countries}
    assert {(entry["alpha2"], entry["country"]) for entry in FORMER.values()} <= codes


def test_every_iso_country_is_there_exactly_once() -> None:
    times = Counter(entry["alpha2"] for _, key, entry in ENTRIES if "alpha2" in entry and key not in FORMER)
    wanted = {country.alpha_2 for country in pycountry.countries} - NO_GOVERNMENT | {KOSOVO[0]}
    assert {code for code, count in times.items() if count > 1} == set()
    assert set(times) == wanted


def test_iso_names_are_found() -> None:
    """ISO's own names, where they are written the way a sentence would write them, lead to the right entry."""
    by_code = {
        entry["alpha2"]: {plain(text) for text in surfaces(entry)} for entry in PLACES.values() if "alpha2" in entry
    }
    missing = [
        (country.alpha_2, name)
        for country in pycountry.countries
        for name in (getattr(country, "common_name", country.name), getattr(country, "official_name", country.name))
        if country.alpha_2 not in NO_GOVERNMENT
        and not re.search(r"[,(]| of China$", name)  # inverted forms and diplomatic riders are no prose
        and plain(name).removeprefix("the ") not in by_code[country.alpha_2]
    ]
    assert missing == [
        ("CG", "Congo"),  # the bare word is the larger neighbour's
        ("VI", "Virgin Islands of the United States"),
    ]


def test_states_are_the_un_members_and_its_two_observers() -> None:
    assert len(STATES) == 193 + 2
    assert {"holy-see", "palestine"} <= STATES.keys()
    assert {"taiwan", "kosovo", "hong-kong"}.isdisjoint(STATES)
    incomplete = [
        actor_id
        for actor_id, entry in STATES.items()
        if entry["kind"] != "state" or not {"country", "alpha2", "wikidata", "adjectives", "capital"} <= entry.keys()
    ]
    assert incomplete == []


def test_states_have_a_name_for_their_people() -> None:
    without = {actor_id for actor_id, entry in STATES.items() if "people" not in entry}
    assert without == ADJECTIVE_ONLY_PEOPLE | NO_PEOPLE


@pytest.mark.parametrize(
    ("text", "expected", "doubtful"),
    [
        ("Korea", {"south-korea"}, True),
        ("Korean", {"south-korea"}, True),
        ("North Koreans", {"north-korea"}, False),
        ("ROK", {"south-korea"}, False),
        ("Congo", {"democratic-republic-of-the-congo"}, True),
        ("Congolese", {"democratic-republic-of-the-congo", "republic-of-the-congo"}, True),
        ("Congo-Brazzaville", {"republic-of-the-congo"}, False),
        ("Guinea", {"guinea"}, False),
        ("Guinea-Bissau", {"guinea-bissau"}, False),
        ("Equatorial Guinean", {"equatorial-guinea"}, False),
        ("Papua New Guinea", {"papua-new-guinea"}, False),
        ("Niger", {"niger"}, False),
        ("Nigerien", {"niger"}, False),
        ("Nigerians", {"nigeria"}, False),
        ("Sudanese", {"sudan"}, False),
        ("South Sudanese", {"south-sudan"}, False),
        ("Dominica", {"dominica"}, False),
        ("Dominican", {"dominica", "dominican-republic"}, True),
        ("Samoan", {"samoa"}, False),
        ("American Samoan", {"american-samoa"}, False),
        ("PRC", {"china"}, False),
        ("Republic of China", {"taiwan"}, False),
        ("Georgia", {"georgia"}, True),
        ("Washington", {"united-states"}, True),
        ("Kiev", {"ukraine"}, False),
        ("Elysee", {"france"}, False),
        ("Turkiye", {"turkey"}, False),
        ("Cote d'Ivoire", {"cote-d-ivoire"}, False),
        ("Turkish Cypriots", {"northern-cyprus"}, False),
    ],
)
def test_look_alikes_belong_to_the_right_state(text: str, expected: set[str], doubtful: bool) -> None:
    places = owners()[text] & PLACES.keys()
    assert places == expected
    assert all(is_ambiguous(actor_id, text) == doubtful for actor_id in places)


def test_crimea_is_no_actor() -> None:
    assert "crimea" not in ACTORS
    assert "Crimea" not in owners()
