"""A site's own registry: it adds, changes and takes away; what is wrong is told with file, line and mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.config import Site
from briefgen.errors import ConfigError
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, name: str, text: str) -> Path:
    path = root / "site_config" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_site_adds_changes_and_takes_away(tmp_path: Path) -> None:
    shipped = load_registry(Site(tmp_path))
    write(
        tmp_path,
        "actors/mine.yml",
        "lima-club: {name: Lima Club, kind: other}\nperu: {names: [Rimac Land]}\ncodelco: null\n",
    )
    write(tmp_path, "topics.yml", "topics:\n  arms-trade: null\n")
    mine = load_registry(Site(tmp_path))
    assert mine.actors["lima-club"].name == "Lima Club"
    assert mine.actors["peru"].names == ("Rimac Land",)
    assert mine.actors["peru"].country == "PER"
    assert "codelco" not in mine.actors
    assert ("arms-trade" in shipped.topics, "arms-trade" in mine.topics) == (True, False)
    assert mine.version != shipped.version


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        (
            "actors/a.yml",
            "# one\nclub:\n  name: Club\n  kind: other\n  colour: red\n",
            "5:3: `club` has the unknown key `colour`; known",
        ),
        ("actors/a.yml", "club: {kind: other}\n", "1:1: `club` has no name; add `name:`"),
        (
            "actors/a.yml",
            "a: {name: A, kind: other}\nclub: {name: Club, kind: pub}\n",
            "2:1: `club` has no known kind; `kind:` is one of state",
        ),
        (
            "actors/a.yml",
            "club:\n  name: Club\n  kind: other\n  names: [1]\n",
            "4:11: `names` of `club` has 1, which is no text; quote it",
        ),
        (
            "actors/a.yml",
            "club:\n  name: Club\n  kind: other\n  names:\n    - Yes\n    - false\n",
            "6:7: `names` of `club` has false, which is no text; quote it",
        ),
        (
            "words/mine.yml",
            "assets:\n  - dam\n  - true\n",
            "3:5: `assets[1]` is true, not a text; put it in double quotes",
        ),
        ("words/mine.yml", "asset: [dam]\n", "1:1: `asset` is an unknown key; did you mean `assets`?"),
        (
            "words/mine.yml",
            "roles:\n  warden:\n    level: town\n    acts_for: none\n",
            "3:5: `roles.warden.level` is `town`; write one of state, body, group, plain",
        ),
        (
            "words/mine.yml",
            "agents: {warden: {stands_for: yes}}\n",
            "1:19: `agents.warden.stands_for` is a text, not true",
        ),
        ("actors/a.yml", "club: Club\n", "1:1: `club` is not a mapping; write `field: value` below it"),
        ("actors/a.yml", "- club\n", "1:1: is not a mapping; begin each entry with `key:`"),
        ("actors/a.yml", "club: {name: 12, kind: other}\n", "1:8: `name` of `club` is not a string; quote it"),
        (
            "predicates/verbs-mine.yml",
            "greet:\n  - {action: HUG}\n",
            "1:1: `greet` has no known action; `action:` is one of AGREE",
        ),
        (
            "predicates/verbs-mine.yml",
            "greet:\n  - {action: SUPPORT, hat: red}\n",
            "2:23: `greet` has the unknown key `hat`; known",
        ),
        ("predicates/operators.yml", "plan: [wish]\n", "1:1: `plan` is not a mapping; write `verbs: […]` below it"),
        (
            "topics.yml",
            "topics:\n  tea: {label: Tea, group: drinks}\n",
            "2:21: `tea` has the unknown group `drinks`; groups are",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_line_and_mend(tmp_path: Path, name: str, text: str, wanted: str) -> None:
    path = write(tmp_path, name, text)
    with pytest.raises(ConfigError) as error:
        load_registry(Site(tmp_path))
    assert str(error.value).startswith(f"{path.resolve()}:{wanted}")


def test_an_id_twice_in_one_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "actors/a.yml", "club: {name: Club, kind: other}\n")
    path = write(tmp_path, "actors/b.yml", "# again\nclub: {name: Club, kind: other}\n")
    with pytest.raises(ConfigError, match=r"`club` stands in a\.yml too; keep one of them") as error:
        load_registry(Site(tmp_path))
    assert (error.value.where, error.value.line) == (str(path.resolve()), 2)


def test_an_actor_that_acts_for_nobody_known_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "actors/a.yml", "club: {name: Club, kind: other, acts_for: nobody}\n")
    with pytest.raises(ConfigError, match="`club` names the unknown actor `nobody`"):
        load_registry(Site(tmp_path))
