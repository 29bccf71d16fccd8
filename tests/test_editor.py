"""What an editor types: the queue of a real site, an item explained, the page for editors, and edits that answer."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from briefgen.cli import main
from briefgen.model import Brief

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("in_one_process")

ARTICLE = """---
title: "Peru Accuses Chile of Spying and Recalls Envoy"
date: "2015-03-07"
publisher: "The Example"
---

Peru accused Chile of spying on its navy and recalled its ambassador from Santiago on Saturday.

Quentin Marble condemned Peru. He asked Peru not to cancel its planned talks with Bolivia.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("site")
    (site / "content" / "articles").mkdir(parents=True)
    (site / "content" / "articles" / "quarrel.md").write_text(ARTICLE, encoding="utf-8")
    assert run("-C", site, "extract").exit_code == 0
    return site


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "site")
    return tmp_path / "site"


def brief_path(site: Path) -> Path:
    return site / "content" / "briefs" / "quarrel.yml"


def queue(site: Path) -> list[dict[str, object]]:
    result = run("-C", site, "review", "--json", "--limit", 99)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)  # type: ignore[no-any-return]


def test_the_queue_of_a_site(site: Path) -> None:
    entries = queue(site)
    person = next(entry for entry in entries if entry["item"] == "quentin-marble")
    assert person["kinds"][0] == "actor"  # type: ignore[index]
    assert person["outlet"] == "The Example"
    assert person["passage"]["quote"] == "Quentin Marble condemned Peru."  # type: ignore[index]
    shown = run("-C", site, "review", "--limit", 1)
    assert shown.exit_code == 0
    assert "accept:" in shown.stdout


def test_what_is_accepted_or_deleted_stays_so_when_extracted_again(site: Path) -> None:
    path = brief_path(site)
    lines = path.read_text(encoding="utf-8").split("\n")
    for entry in sorted(queue(site), key=lambda e: -int(str(e["place"]).rpartition(":")[2])):
        lines.insert(int(str(entry["place"]).rpartition(":")[2]), "    reviewed: 2026-01-31 ab")
    path.write_text("\n".join(lines), encoding="utf-8")
    assert queue(site) == []
    assert run("-C", site, "extract", "--force").exit_code == 0
    assert queue(site) == []
    assert run("-C", site, "check").exit_code == 0


def test_an_item_is_explained_in_its_article(site: Path) -> None:
    brief = Brief.from_yaml(brief_path(site).read_text(encoding="utf-8"))
    item = next(one for one in brief.friction if one.action == "ACCUSE")
    result = run("-C", site, "explain", brief_path(site), item.id)
    assert result.exit_code == 0, result.stderr
    assert item.evidence[0].quote in result.stdout
    assert f"stated by: {item.evidence[0].trigger}" in result.stdout
    assert run("-C", site, "explain", "content/briefs/quarrel.yml", item.id).stdout == result.stdout
    wrong = run("-C", site, "explain", brief_path(site), "r-none")
    assert (wrong.exit_code, "has no relation `r-none`" in wrong.stderr) == (1, True)
    (site / "content" / "articles" / "quarrel.md").unlink()
    gone = run("-C", site, "explain", brief_path(site), item.id)
    assert (gone.exit_code, "bring the article back" in gone.stderr) == (1, True)
    assert queue(site), "without the article, quotes come from the brief"


def test_what_would_have_changed_it() -> None:
    result = run("explain", "Peru decided not to cancel its sanctions against Chile. Peru plans to aid Bolivia.")
    assert "otherwise: without “plans” (plan) it would be AID (cooperation), actual" in result.stdout
    assert "under: plans (plan: intends, prepares, considers or is about to" in result.stdout
    assert "AGREE (cooperation), planned (intended, not done)" in result.stdout
    assert "(by name; its subject)" in result.stdout


def test_the_page_is_made_only_where_asked_for(site: Path) -> None:
    page = site / "docs" / "review.md"
    assert run("-C", site, "build", "--builder", "none", "--review").exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "Quentin Marble condemned Peru" in text
    assert str(site) not in text.replace("&#47;", "/")
    assert run("-C", site, "build", "--builder", "none").exit_code == 0
    assert not page.exists()
