"""What people decide about ids of actors holds for every article, for ever; what they take in is known from then on."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from briefgen import yamltext
from briefgen.cli import main
from briefgen.config import Site
from briefgen.errors import ConfigError
from briefgen.model import Brief
from briefgen.registry import Decision, Decisions, load_registry, weigh

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("in_one_process")

QUARREL = """---
title: "Norway and Sweden quarrel over herring"
date: "2024-03-02"
---

Swedish Fisheries Minister Karin Lundqvist accused Norway of overfishing on Saturday. The Baltic Herring Council (BHC)
criticized Norway.

Norwegian Foreign Minister Einar Dahl rejected the accusation. Dahl said that Norway will not apologize to Sweden.
"""
TRUCE = """---
title: "BHC calls for a truce"
date: "2024-04-02"
---

The BHC urged Norway to stop fishing. Carin Lundkvist thanked Denmark for its support.

Einar Dahl of Norway met the Danish ambassador on Tuesday.
"""
BOTH = """---
title: "Two of almost one name"
date: "2024-05-02"
---

Karin Lundqvist criticized Norway on Monday. Carin Lundkvist thanked Denmark for its support.
"""

HEAD = "schema: briefgen/decisions/1\ndecisions:\n"


def told(*texts: str) -> Decisions:
    """Decisions in short: `a=b=c` are one actor, `a!b` are two."""
    made = [
        Decision("ab", "2026-01-31", different=tuple(text.split("!")))
        if "!" in text
        else Decision("ab", "2026-01-31", tuple(text.split("=")))
        for text in texts
    ]
    return weigh(made, [("decisions.yml", at) for at in range(1, len(made) + 1)])


@pytest.mark.parametrize(
    ("texts", "one", "parted"),
    [
        (["a=b"], {"b": "a"}, []),
        (["a=b=c"], {"b": "a", "c": "a"}, []),
        (["a=b", "b=c"], {"a": "b", "c": "b"}, []),  # the latest names the one that stays
        (["a=b", "c=a"], {"a": "c", "b": "c"}, []),
        (["a=b", "c=d", "a=d"], {"b": "a", "c": "a", "d": "a"}, []),
        (["a!b"], {}, ["ab"]),
        (["a!b!c"], {}, ["ab", "ac", "bc"]),
        (["a=b", "a!b"], {}, ["ab"]),  # the later one holds
        (["a!b", "b=a"], {"a": "b"}, []),
        (["a=b=c", "a!c"], {"b": "a"}, ["ac"]),
        (["a=b", "b!c"], {"b": "a"}, ["ac"]),
    ],
)
def test_later_decisions_go_before_earlier_ones(texts: list[str], one: dict[str, str], parted: list[str]) -> None:
    decisions = told(*texts)
    assert dict(decisions.one) == one
    assert sorted("".join(sorted(pair)) for pair in decisions.parted) == parted


def test_what_cannot_hold_is_told_with_its_line() -> None:
    with pytest.raises(ConfigError, match=r"decisions\.yml:2: `b` and `c` are different here, but one actor by others"):
        told("a=b", "b!c", "a=c")


def run(site: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["-C", str(site), *map(str, arguments)])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("decisions")
    (site / "content/articles").mkdir(parents=True)
    for name, text in (("quarrel", QUARREL), ("truce", TRUCE), ("both", BOTH)):
        (site / f"content/articles/{name}.md").write_text(text, encoding="utf-8")
    assert run(site, "extract").exit_code == 0
    return site


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "site")


def brief(site: Path, name: str) -> Brief:
    return Brief.from_yaml((site / f"content/briefs/{name}.yml").read_text(encoding="utf-8"))


def ids(site: Path, name: str) -> set[str]:
    return {actor.id for actor in brief(site, name).actors}


def ends(site: Path, name: str) -> set[tuple[str, str, str]]:
    return {(one.source, one.target, one.action) for one in brief(site, name).relations}


def test_without_a_decision_nothing_is_joined_across_briefs(site: Path) -> None:
    assert "karin-lundqvist" in ids(site, "quarrel")
    assert "carin-lundkvist" in ids(site, "truce")
    assert len(ids(site, "both") & {"karin-lundqvist", "carin-lundkvist"}) == 1, "in one text they look like one"


def test_same_is_one_id_everywhere_and_for_ever(site: Path) -> None:
    done = run(site, "decide", "same", "karin-lundqvist", "carin-lundkvist", "--by", "ab", "--why", "her passport")
    assert (done.exit_code, done.stdout) == (0, f"{site}/site_config/decisions.yml\n")
    assert "added" in done.stderr
    text = (site / "site_config/decisions.yml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=schemas/decisions.schema.json\n")
    assert "same: [karin-lundqvist, carin-lundkvist]\n    why: her passport\n" in text
    assert run(site, "extract").exit_code == 0
    assert ("karin-lundqvist", "denmark", "SUPPORT") in ends(site, "truce")
    assert "carin-lundkvist" not in ids(site, "truce") | ids(site, "both")
    assert run(site, "check", "--strict").exit_code == 0
    before = (site / "content/briefs/truce.yml").read_bytes()
    assert "0 briefs written" in run(site, "extract", "--force").stderr
    assert (site / "content/briefs/truce.yml").read_bytes() == before
    again = run(site, "decide", "same", "karin-lundqvist", "carin-lundkvist", "--by", "cd")
    assert "is decided so already" in again.stderr
    assert (site / "site_config/decisions.yml").read_text(encoding="utf-8") == text


def test_edits_and_comments_outlive_a_decision(site: Path) -> None:
    path = site / "content/briefs/truce.yml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("  - id: carin-lundkvist\n")
    rest = rest.replace("role: null", "role: Trawler owner # she told us", 1)
    path.write_text(f"{head}  - id: carin-lundkvist\n{rest}", encoding="utf-8")
    run(site, "decide", "same", "karin-lundqvist", "carin-lundkvist", "--by", "ab")
    done = run(site, "extract")
    assert done.exit_code == 0
    person = next(actor for actor in brief(site, "truce").actors if actor.id == "karin-lundqvist")
    assert person.role == "Trawler owner"
    assert "# she told us" in path.read_text(encoding="utf-8")


def test_different_is_never_one(site: Path) -> None:
    assert run(site, "decide", "different", "karin-lundqvist", "carin-lundkvist", "--by", "ab").exit_code == 0
    assert run(site, "extract").exit_code == 0
    assert {"karin-lundqvist", "carin-lundkvist"} <= ids(site, "both")
    assert ("karin-lundqvist", "norway", "ACCUSE") in ends(site, "both")
    assert ("carin-lundkvist", "denmark", "SUPPORT") in ends(site, "both")
    asked = [line for line in run(site, "review", "--limit", 99).stdout.splitlines() if " decide " in line]
    assert not any("lundqvist" in line for line in asked), "what is decided is not asked again"


def test_a_change_of_mind_is_one_more_decision(site: Path) -> None:
    before = {name: (site / f"content/briefs/{name}.yml").read_bytes() for name in ("truce", "both")}
    run(site, "decide", "same", "karin-lundqvist", "carin-lundkvist", "--by", "ab")
    run(site, "extract")
    assert run(site, "decide", "different", "karin-lundqvist", "carin-lundkvist", "--by", "cd").exit_code == 0
    text = (site / "site_config/decisions.yml").read_text(encoding="utf-8")
    assert text.index("same:") < text.index("different:"), "both are kept"
    run(site, "extract")
    assert {"karin-lundqvist", "carin-lundkvist"} <= ids(site, "both")
    generated = brief(site, "truce").generated["registry"], Brief.from_yaml(before["truce"].decode()).generated
    assert generated[0] != generated[1]["registry"]


def test_known_actors_may_be_one_too(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site_config/actors").mkdir(parents=True)
    (tmp_path / "site_config/actors/own.yml").write_text(
        "norland: {name: Norland, kind: state}\n"
        "north-land: {name: North Land, kind: state, names: [NL], wikidata: Q1}\n"
        "club: {name: Club, kind: igo, members: [norland, north-land]}\n"
        "guard: {name: Guard, kind: armed_group, acts_for: north-land}\n",
        encoding="utf-8",
    )
    assert run(tmp_path, "decide", "same", "norland", "north-land", "--by", "ab").exit_code == 0
    registry = load_registry(Site(tmp_path))
    entry = registry.actors["norland"]
    assert "north-land" not in registry.actors
    assert (entry.name, entry.names, entry.wikidata) == ("Norland", ("NL", "North Land"), "Q1")
    assert registry.actors["club"].members == ("norland",)
    assert registry.actors["guard"].acts_for == "norland"


def test_a_brief_whose_article_is_gone_follows_on_its_page(site: Path) -> None:
    (site / "content/articles/truce.md").unlink()
    run(site, "decide", "same", "karin-lundqvist", "carin-lundkvist", "--by", "ab")
    assert run(site, "build", "--builder", "none").exit_code == 0
    assert (site / "docs/actors/karin-lundqvist.md").exists()
    assert not (site / "docs/actors/carin-lundkvist.md").exists()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["same", "karin-lundqvist", "carin-lundkvst", "--by", "ab"], "did you mean `carin-lundkvist`?"),
        (["same", "karin-lundqvist", "--by", "ab"], "`same` is not of two ids or more"),
        (["different", "norway", "norway", "--by", "ab"], "`different` is not of two ids or more"),
        (["different", "norway", "Sweden", "--by", "ab"], "`different[1]` is `Sweden`"),
        (["different", "norway", "sweden", "--by", " "], "`by` is ` `; write initials or a name"),
    ],
)
def test_a_wrong_decision_is_refused_and_nothing_written(site: Path, arguments: list[str], error: str) -> None:
    done = run(site, "decide", *arguments)
    assert done.exit_code == 1
    assert error in done.stderr
    assert not (site / "site_config").exists()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", ":1:1: is no file of decisions; begin it with `schema: briefgen/decisions/1`"),
        (HEAD.replace("/1", "/9"), ":1:1: `schema` is `briefgen/decisions/9`; write `schema: briefgen/decisions/1`"),
        (HEAD + "  - {same: [a, b], by: ab}\n", ":3:5: `decisions[0]` has no `date`"),
        (HEAD + "  - {same: [a, b], by: ab, date: 2026-02-30}\n", ":3:28: `decisions[0].date` is 2026-02-30"),
        (HEAD + "  - {same: [a, B], by: ab, date: 2026-01-31}\n", ":3:16: `decisions[0].same[1]` is `B`"),
        (
            HEAD + "  - {same: [a, b], different: [a, c], by: ab, date: 2026-01-31}\n",
            "`decisions[0].same` or `different` has to be told, and not both",
        ),
        (HEAD + "  - &a {same: [a, b]}\n", ":3:5: anchor `&a`"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_told_with_its_place(tmp_path: Path, text: str, error: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config/decisions.yml").write_text(text, encoding="utf-8")
    for command in ("check", "extract"):
        done = run(tmp_path, command)
        assert done.exit_code == 1
        assert "site_config/decisions.yml" + (error if error[0] == ":" else "") in done.stdout + done.stderr
        assert error in done.stdout + done.stderr


def test_check_warns_of_decisions_about_nobody(site: Path) -> None:
    (site / "site_config").mkdir()
    (site / "site_config/decisions.yml").write_text(
        HEAD + "  - {different: [norway, sweeden], by: ab, date: 2026-01-31}\n", encoding="utf-8"
    )
    done = run(site, "check", "--strict")
    assert done.exit_code == 1
    assert "site_config/decisions.yml:3: `sweeden` is no actor of a brief or of the registry" in done.stdout


def test_what_an_article_introduced_is_known_once_taken_in(site: Path) -> None:
    assert "baltic-herring-council" not in ids(site, "truce"), "nobody told yet what the BHC is"
    file = site / "content/briefs/quarrel.yml"
    done = run(site, "learn", file, "baltic-herring-council", "einar-dahl")
    assert done.exit_code == 0
    path = site / "site_config/actors/learned.yml"
    assert done.stdout == f"{path}: baltic-herring-council\n{path}: einar-dahl\n"
    learned = yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)
    assert learned["baltic-herring-council"]["names"] == ["BHC"]
    assert learned["einar-dahl"] == {
        "name": "Einar Dahl", "kind": "person", "country": "NOR", "acts_for": "norway",
        "role": "Foreign Minister of Norway",
    }  # fmt: skip
    assert run(site, "extract").exit_code == 0
    assert ("baltic-herring-council", "norway", "REQUEST") in ends(site, "truce")
    person = next(actor for actor in brief(site, "truce").actors if actor.id == "einar-dahl")
    assert (person.role, person.acts_for, person.country) == ("Foreign Minister of Norway", "norway", "NOR")
    again = run(site, "learn", "content/briefs/quarrel.yml", "einar-dahl")
    assert "nothing new" in again.stdout


def test_an_entry_of_the_site_is_added_to_where_it_stands(site: Path) -> None:
    own = site / "site_config/actors/own.yml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "# mine\nbaltic-herring-council: {name: Herring Council, kind: igo} # since 2020\n", encoding="utf-8"
    )
    assert run(site, "learn", "content/briefs/quarrel.yml", "baltic-herring-council").exit_code == 0
    assert own.read_text(encoding="utf-8").startswith("# mine\n")
    entry = load_registry(Site(site)).actors["baltic-herring-council"]
    assert (entry.name, entry.kind, set(entry.names)) == ("Herring Council", "igo", {"Baltic Herring Council", "BHC"})


def test_nobody_is_taken_in_whom_the_brief_does_not_have(site: Path) -> None:
    done = run(site, "learn", "content/briefs/quarrel.yml", "einar-dal")
    assert (done.exit_code, "did you mean `einar-dahl`?" in done.stderr) == (1, True)
    assert not (site / "site_config").exists()
