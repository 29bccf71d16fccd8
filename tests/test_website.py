"""Pages on the disk, and the site that the builders make of them."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import site_briefs
import site_links
import yaml

from briefgen import website
from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.errors import SiteError
from briefgen.render import render

ROOT = Path(__file__).resolve().parents[1]
THEME = (shipped("site_config") / "theme",)
BUILDERS: tuple[website.Builder, ...] = ("mkdocs", "zensical")
LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def write(docs: Path, files: dict[str, str], pages: Path | None = None) -> tuple[int, int]:
    return website.write_pages(docs, files, pages or docs / "none", ())


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    assert write(docs, {"index.md": "a", "x/y.md": "ü"}) == (2, 0)
    before = (docs / "index.md").stat().st_mtime_ns
    assert write(docs, {"index.md": "a", "x/y.md": "b"}) == (1, 1)
    assert (docs / "index.md").stat().st_mtime_ns == before
    assert (docs / "x/y.md").read_text() == "b"
    assert not list(docs.rglob("*.tmp"))


def test_only_own_files_are_removed(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, {"index.md": "a", "x/y.md": "b", "z/z.md": "c"})
    (docs / "z" / "mine.md").write_text("mine")
    write(docs, {"index.md": "a"})
    assert sorted(p.relative_to(docs).as_posix() for p in docs.rglob("*.md")) == ["index.md", "z/mine.md"]
    assert not (docs / "x").exists()


def test_a_manifest_that_was_tampered_with_removes_nothing_outside(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write(docs, {"index.md": "a"})
    victim = tmp_path / "victim.md"
    victim.write_text("keep")
    (docs / website.MANIFEST).write_text(json.dumps({"files": ["../victim.md", str(victim)]}))
    with pytest.raises(SiteError, match="no path inside"):
        write(docs, {"index.md": "a"})
    assert victim.read_text() == "keep"
    for broken in ("", "[]", '{"files": 3}', "not json"):
        (docs / website.MANIFEST).write_text(broken)
        write(docs, {"index.md": "a"})


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "a/../../x.md", "", "a\\b.md", "C:/x.md", "a\0b"])
def test_paths_stay_inside(tmp_path: Path, path: str) -> None:
    with pytest.raises(SiteError, match="no path inside"):
        write(tmp_path / "docs", {path: "x"})


def test_symbolic_links_are_refused(tmp_path: Path) -> None:
    docs, outside, pages = tmp_path / "docs", tmp_path / "outside", tmp_path / "pages"
    for folder in (docs, outside, pages):
        folder.mkdir()
    (docs / "briefs").symlink_to(outside)
    with pytest.raises(SiteError, match="symbolic link"):
        write(docs, {"briefs/a.md": "x"})
    (pages / "about.md").symlink_to(outside)
    with pytest.raises(SiteError, match="symbolic link"):
        write(docs, {}, pages)
    assert not list(outside.iterdir())


def test_hand_written_pages_win_and_theme_is_copied(tmp_path: Path) -> None:
    pages, own = tmp_path / "pages", tmp_path / "theme"
    (pages / "sub").mkdir(parents=True)
    (pages / "index.md").write_text("mine")
    (pages / "sub" / "picture.png").write_bytes(b"\x89PNG")
    (own / "assets").mkdir(parents=True)
    (own / "assets" / "briefgen.css").write_text("/* own */")
    docs = tmp_path / "docs"
    website.write_pages(docs, {"index.md": "generated"}, pages, (*THEME, own))
    assert (docs / "index.md").read_text() == "mine"
    assert (docs / "sub" / "picture.png").read_bytes() == b"\x89PNG"
    assert (docs / "assets/briefgen/briefgen.css").read_text() == "/* own */"
    assert (docs / "assets/briefgen/scope.js").is_file()
    assert (docs / ".theme" / "main.html").is_file()


def test_a_full_or_forbidden_disk_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "briefs").write_text("a file where a folder has to be")
    with pytest.raises(SiteError, match="briefs"):
        write(tmp_path / "docs", {"briefs/a.md": "x"})


def test_demo_and_fresh_sites_have_the_same_configuration() -> None:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    name = re.search(r'^site_name: "(.*)"$', text, re.MULTILINE)
    assert name
    assert text == website.scaffold_mkdocs(name[1])


def test_any_name_makes_a_valid_configuration() -> None:
    for name in ('Say "x": #1', "Žluť — ٣", "on", "!!python/x", "a\nb"):
        text = re.sub(r"!ENV", "", website.scaffold_mkdocs(name))
        assert yaml.safe_load(text)["site_name"] == name


@pytest.fixture(scope="session", params=BUILDERS)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built by each builder."""
    if request.param == "zensical":
        pytest.importorskip("zensical", reason="the optional builder Zensical is not installed")
    root = tmp_path_factory.mktemp(request.param)
    briefs = [site_briefs.brief(), site_briefs.brief("norland-again", date="2022-01-10", outlet="The Courier")]
    briefs.append(replace(site_briefs.brief("undated", date=None), updated=None))
    settings = site_briefs.EVERYTHING
    files = render(aggregate(briefs, site_briefs.registry(), settings), (shipped("templates"),), settings)
    website.write_pages(root / "docs", files, ROOT / "content" / "pages", THEME)
    (root / "mkdocs.yml").write_text(website.scaffold_mkdocs("Test & <site>"), encoding="utf-8")
    website.build(root, request.param, request.param == "mkdocs", False)
    return root / "site"


def test_all_links_and_anchors_of_the_built_site_resolve(site: Path) -> None:
    assert site_links.dangling(site) == []
    assert len(list(site.rglob("*.html"))) > 15


def test_the_built_site_loads_nothing_from_elsewhere(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        targets = site_links.Targets()
        targets.feed(text)
        assert not [load for load in targets.loads if re.match(r"(\w+:)?//", load)], path
        assert "script-src 'self';" in text
        assert "fonts.g" not in text
    for path in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", path.read_text(encoding="utf-8")), path


def test_no_script_stands_in_a_page(site: Path) -> None:
    for path in site.rglob("*.html"):
        for tag in re.findall(r"<script\b[^>]*>", path.read_text(encoding="utf-8")):
            assert "src=" in tag or "application/" in tag, (path, tag)


def test_titles_stand_in_the_head_as_text(site: Path) -> None:
    text = (site / "briefs" / "norland-again.html").read_text(encoding="utf-8")
    assert "<title>Norland Hits Sudria With Tariffs - Test &amp; &lt;site&gt;</title>" in text


def test_briefs_and_no_other_pages_tell_machines_what_they_are(site: Path) -> None:
    told = {path: LINKED_DATA.search(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")}
    known = {path.stem: json.loads(found[1]) for path, found in told.items() if found}
    assert known.keys() == {"norland-sudria-tariffs", "norland-again", "undated"}
    assert known["norland-again"]["datePublished"] == "2022-01-10"
    assert known["undated"]["datePublished"] is None  # which is as if it were not there


def test_what_is_for_builders_only_is_not_published(site: Path) -> None:
    assert not [path for path in site.rglob("*") if path.name.startswith(".")]


def test_a_failing_builder_is_quoted(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="is missing"):
        website.build(tmp_path, "mkdocs", False, False)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: no-such-theme\n")
    (tmp_path / "docs").mkdir()
    with pytest.raises(SiteError, match="no-such-theme"):
        website.build(tmp_path, "mkdocs", False, False)


def test_commands_use_this_interpreter() -> None:
    assert website.build_command("mkdocs", False)[:3] == [sys.executable, "-m", "briefgen.website.quick"]
    assert website.build_command("zensical", True)[2:] == ["zensical", "build", "--strict"]
