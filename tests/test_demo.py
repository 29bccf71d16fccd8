"""The demo site, built from its articles: every kind of page is there, every link and anchor leads somewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import site_alike
import site_links
from click.testing import CliRunner

from briefgen.cli import main

ROOT = Path(__file__).resolve().parents[1]
KINDS = (
    "index.html", "about.html", "matrix.html", "network.html", "briefs/index.html", "actors/index.html",
    "dyads/index.html", "issues/index.html", "topics/index.html", "months/index.html", "weeks/index.html",
    "data/index.html", "briefs/security-council-nile-dam.html", "actors/russia.html", "dyads/russia--ukraine.html",
    "months/2022-07.html", "weeks/2022-w30.html", "llms.txt", "feed.xml", "feed.json", "sitemap.xml",
    "data/statements.csv", "data/actors.csv", "data/dyads.csv", "data/issues.csv", "data/briefs.csv",
    "data/briefs.jsonl", "actors/russia.xml", "actors/russia.feed.json", "dyads/russia--ukraine.xml",
)  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with weekly digests and an address, built with the builder's warnings as errors."""
    root = tmp_path_factory.mktemp("demo")
    shutil.copytree(ROOT / "content" / "articles", root / "content" / "articles")
    shutil.copytree(ROOT / "content" / "pages", root / "content" / "pages")
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "site_config").mkdir()
    (root / "site_config" / "briefgen.yml").write_text("weekly_digest: true\nsite_url: https://demo.example/briefs/\n")
    result = CliRunner().invoke(main, ["-C", str(root), "build", "--strict"])
    assert result.exit_code == 0, result.stderr
    return root / "site"


@pytest.mark.slow
def test_every_kind_of_page_and_file_is_there(demo: Path) -> None:
    assert [name for name in KINDS if not (demo / name).is_file()] == []


@pytest.mark.slow
def test_all_links_and_anchors_resolve(demo: Path) -> None:
    assert site_links.dangling(demo) == []


@pytest.mark.slow
def test_the_pages_are_those_of_mkdocs_alone(demo: Path) -> None:
    pages, differ = site_alike.compare(demo.parent, "https://demo.example/briefs/")
    assert pages > 100
    assert differ == []


@pytest.mark.slow
def test_the_sitemap_names_every_page_by_its_full_address(demo: Path) -> None:
    sitemap = (demo / "sitemap.xml").read_text(encoding="utf-8")
    pages = [path.relative_to(demo).as_posix() for path in demo.rglob("*.html") if path.name != "404.html"]
    assert [p for p in pages if f"<loc>https://demo.example/briefs/{p}</loc>" not in sitemap] == []
