"""The whole way with the real model: a site's articles become briefs, pages and a site, again and again the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import briefgen
from briefgen import readers
from briefgen.cli import main
from briefgen.model import Article, Brief

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.usefixtures("in_one_process")

QUARREL = """---
title: "Peru Accuses Chile of Spying and Recalls Envoy"
date: "2015-03-07"
publisher: "The Example"
---

Peru accused Chile of spying on its navy and recalled its ambassador from Santiago on Saturday.

Chile rejected the accusation. Its foreign minister said that Chile neither promotes nor accepts espionage.
"""
TREATY = """Brazil and Paraguay agree on bridge

Brazil and Paraguay signed an agreement on a second bridge over the river on Friday.

Brazil will pay for the bridge, and Paraguay thanked Brazil for its help.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def fill(site: Path) -> Path:
    assert run("new", site, "--name", "Scratch").exit_code == 0
    thresholds = "".join(f"{kind}_page_min_briefs: 1\n" for kind in ("actor", "dyad", "issue"))
    (site / "site_config" / "briefgen.yml").write_text(thresholds, encoding="utf-8")
    shutil.rmtree(site / "content" / "articles")
    (site / "content" / "articles" / "2015").mkdir(parents=True)
    (site / "content" / "articles" / "2015" / "quarrel.md").write_text(QUARREL, encoding="utf-8")
    (site / "content" / "articles" / "treaty.txt").write_text(TREATY, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, in_one_process: None) -> Path:
    """A site of two articles after its first build; tests copy it before they change anything."""
    site = fill(tmp_path_factory.mktemp("site") / "scratch")
    result = run("-C", site, "build", "--strict")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{site}/site/index.html\n"
    assert result.stderr.startswith("2 articles read, 2 briefs written, 0 unchanged, ")
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "scratch"
    shutil.copytree(built, copy)
    return copy


def brief_of(site: Path, name: str) -> Brief:
    return Brief.from_yaml((site / "content" / "briefs" / name).read_text(encoding="utf-8"))


def test_articles_become_briefs_with_exact_quotes(built: Path) -> None:
    assert sorted(contents(built / "content" / "briefs")) == ["2015/quarrel.yml", "treaty.yml"]
    for article in readers.read([built / "content" / "articles"], built / "content"):
        assert isinstance(article, Article)
        brief = brief_of(built, f"{'2015/' if article.id == 'quarrel' else ''}{article.id}.yml")
        assert brief.source.sha256 == article.sha256
        quotes = [*brief.summary, *(q for issue in brief.issues for q in issue.evidence)]
        evidence = [e for relation in (*brief.friction, *brief.cooperation) for e in relation.evidence]
        assert evidence
        for quote in (*quotes, *evidence):
            assert article.text[quote.start : quote.end] == quote.quote
    quarrel, treaty = brief_of(built, "2015/quarrel.yml"), brief_of(built, "treaty.yml")
    assert {("peru", "chile", "ACCUSE")} <= {(r.source, r.target, r.action) for r in quarrel.friction}
    assert {tuple(sorted((r.source, r.target))) for r in treaty.cooperation} == {("brazil", "paraguay")}
    assert (quarrel.title, quarrel.date) == ("Peru Accuses Chile of Spying and Recalls Envoy", "2015-03-07")


def test_pages_and_site_hold_them(built: Path) -> None:
    pages = contents(built / "docs")
    for name in (
        "index.md",
        "briefs/quarrel.md",
        "briefs/treaty.md",
        "actors/peru.md",
        "dyads/brazil--paraguay.md",
        "about.md",
    ):
        assert name in pages, name
    found = json.dumps(json.loads((built / "site" / "search" / "search_index.json").read_text(encoding="utf-8")))
    assert "Paraguay" in found
    assert "spying on its navy" in found


def test_a_second_run_changes_nothing(site: Path) -> None:
    before = contents(site)
    for flags in ([], ["--jobs", "2"]):
        result = run("-C", site, "build", "--builder", "none", *flags)
        assert result.exit_code == 0
        assert result.stderr.startswith("2 articles read, 0 briefs written, 2 unchanged, ")
    result = run("-C", site, "extract", "--force")
    assert result.stderr == "2 articles read, 0 briefs written, 2 unchanged\n"
    assert contents(site) == before


@pytest.mark.parametrize(
    ("seed", "zone", "locale", "jobs"),
    [("1", "Pacific/Kiritimati", "C", "1"), ("4242", "America/St_Johns", "POSIX", "2")],
)
def test_another_process_writes_the_same_bytes(
    built: Path, tmp_path: Path, seed: str, zone: str, locale: str, jobs: str
) -> None:
    site = fill(tmp_path / "other" / "scratch")
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "briefgen", "-C", str(site), "build", "--builder", "none", "--jobs", jobs]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, cwd=Path(briefgen.__file__).parent.parent
    )
    assert done.returncode == 0, done.stderr
    for folder in ("content", "docs"):
        assert contents(site / folder) == contents(built / folder)


def test_only_what_changed_is_extracted(site: Path) -> None:
    article = site / "content" / "articles" / "treaty.txt"
    article.write_text(TREATY + "\nParaguay criticized Argentina.\n", encoding="utf-8")
    result = run("-C", site, "extract")
    assert result.stderr.startswith("2 articles read, 1 briefs written, 1 unchanged\n")
    assert ("paraguay", "argentina") in {(r.source, r.target) for r in brief_of(site, "treaty.yml").friction}


def test_what_a_person_changed_stays(site: Path) -> None:
    path = site / "content" / "briefs" / "treaty.yml"
    text = path.read_text(encoding="utf-8")
    edited = text.replace("label: ", "label: Our own ", 1).replace("schema:", "# looked at\nschema:", 1)
    path.write_text(edited, encoding="utf-8")
    assert run("-C", site, "extract", "--force").exit_code == 0
    assert path.read_text(encoding="utf-8") == edited


def test_bad_input_is_named_and_the_rest_goes_on(site: Path) -> None:
    articles = site / "content" / "articles"
    bad = {
        "empty.txt": (b"", "is empty"),
        "junk.txt": (bytes(range(256)) * 8, "is binary, not text"),
        "broken.md": (b"---\ntitle: [\n---\n\nText.\n", "while parsing"),
        "open.md": (b"---\ntitle: x\n\nText.\n", "the front matter has no end"),
        "unknown.md": (b"---\ntitle: x\ncolour: red\n---\n\nText.\n", "unknown key `colour`"),
        "2015/treaty.md": (b"# Again\n\nText.\n", "its id `treaty` is taken by"),
        "picture.png": (b"\x89PNG", "is no format that can be read"),
        "lines.jsonl": (b'{"id": "good", "text": "Peru thanked Chile."}\nnot json\n', "is not JSON"),
    }
    for name, (data, _) in bad.items():
        (articles / name).write_bytes(data)
    (site / "content" / "briefs" / "broken.yml").write_text("schema: briefgen/brief/1\ncolour: red\n", encoding="utf-8")
    result = run("-C", site, "build", "--strict")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    for name, (_, what) in bad.items():
        lines = [line for line in result.stderr.splitlines() if f"articles/{name}" in line and what in line]
        assert lines, f"{name}: {what}\n{result.stderr}"
        assert "; " in lines[0], "tells how to mend it"
    assert "briefs/broken.yml:" in result.stderr
    assert (site / "site" / "briefs" / "good.html").is_file()
    assert (site / "content" / "briefs" / "lines" / "good.yml").is_file()
    assert (site / "site" / "briefs" / "quarrel.html").is_file()


def test_unknown_keys_in_the_registry_are_refused_by_file(site: Path) -> None:
    path = site / "site_config" / "actors" / "mine.yml"
    path.parent.mkdir()
    path.write_text("lima-club:\n  name: Lima Club\n  kind: other\n  colour: red\n", encoding="utf-8")
    result = run("-C", site, "build")
    assert result.exit_code == 1
    assert str(path) in result.stderr
    assert "`colour`" in result.stderr


def test_an_actor_of_the_site_is_known(site: Path) -> None:
    path = site / "site_config" / "actors" / "mine.yml"
    path.parent.mkdir()
    path.write_text("bridge-builders-union:\n  name: Bridge Builders Union\n  kind: ngo\n", encoding="utf-8")
    text = TREATY + "\nThe Bridge Builders Union criticized Brazil.\n"
    (site / "content" / "articles" / "treaty.txt").write_text(text, encoding="utf-8")
    assert run("-C", site, "extract").exit_code == 0
    found = {(r.source, r.target, r.polarity) for r in brief_of(site, "treaty.yml").friction}
    assert ("bridge-builders-union", "brazil", "friction") in found


def test_a_corpus_gives_a_line_for_each_good_line_in_order(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out.jsonl"
    texts = [
        "Peru thanked Chile.",
        "Chile accused Peru of spying.",
        "The weather was fine.",
        "  Brazil condemned Peru. ",
    ]
    lines = [json.dumps({"id": f"t{n}", "text": text}) for n, text in enumerate(texts)]
    lines.insert(2, "{")
    corpus.write_text("\n".join(lines), encoding="utf-8")
    result = run("extract", corpus, "-o", out)
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{corpus}:3: is not JSON; write one JSON object a line, in UTF-8",
        "4 articles read, 4 briefs written, 0 unchanged, 1 problems",
    ]
    briefs = [Brief.from_json(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [brief.id for brief in briefs] == ["t0", "t1", "t2", "t3"]
    assert [brief.title for brief in briefs] == [None] * 4
    for brief, text in zip(briefs, texts, strict=True):
        for relation in (*brief.friction, *brief.cooperation):
            assert all(text[e.start : e.end] == e.quote for e in relation.evidence)
    to_stdout = run("extract", corpus, "-o", "-")
    assert to_stdout.stdout == out.read_text(encoding="utf-8")


def test_the_library_gives_the_same_brief(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    line = {
        "id": "Peru thanks Chile",
        "title": "Peru thanks Chile",
        "text": "Peru thanked Chile.",
        "date": "2020-01-02",
    }
    corpus.write_text(json.dumps(line), encoding="utf-8")
    given = run("extract", corpus, "-o", "-").stdout
    brief = briefgen.extract("Peru thanked Chile.", title="Peru thanks Chile", date="2020-01-02")
    assert brief.to_json() + "\n" == given
    assert briefgen.Brief.from_yaml(brief.to_yaml()) == brief


def test_briefs_with_one_id_are_told_with_both_places(site: Path) -> None:
    briefs = site / "content" / "briefs"
    shutil.copy(briefs / "treaty.yml", briefs / "twin.yml")
    result = run("-C", site, "render")
    assert result.exit_code == 1
    assert f"{briefs}/twin.yml: its id `treaty` is that of {briefs}/treaty.yml, too; " in result.stderr


def test_a_site_without_articles_still_builds(tmp_path: Path) -> None:
    site = fill(tmp_path / "bare")
    thresholds = "".join(f"{kind}_page_min_briefs: 1\n" for kind in ("actor", "dyad", "issue"))
    (site / "site_config" / "briefgen.yml").write_text(thresholds, encoding="utf-8")
    shutil.rmtree(site / "content" / "articles")
    result = run("-C", site, "build", "--strict")
    assert result.exit_code == 1
    assert f"{site}/content/articles: there is no such file or folder; check the path\n" in result.stderr
    assert (site / "site" / "index.html").is_file()
