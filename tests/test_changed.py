"""A site of which only the changed pages were built again is the same as one that was built anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import site_briefs

from briefgen import website
from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.errors import SiteError
from briefgen.render import render
from briefgen.website.changed import KEPT, Changes

if TYPE_CHECKING:
    from briefgen.model import Brief

PAGES = Path(__file__).resolve().parents[1] / "content" / "pages"


def write(root: Path, briefs: list[Brief]) -> None:
    settings = site_briefs.EVERYTHING
    files = render(aggregate(briefs, site_briefs.registry(), settings), (shipped("templates"),), settings)
    website.write_pages(root / "docs", files, PAGES, (shipped("site_config") / "theme",))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".gz"}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("offline", [False, True])
def test_the_same_site_as_one_built_anew(tmp_path: Path, offline: bool) -> None:
    briefs = [site_briefs.brief(f"norland-{year}", date=f"{year}-03-04") for year in (2018, 2019, 2021)]
    root = tmp_path / "site"
    write(root, briefs)
    (root / "mkdocs.yml").write_text(website.scaffold_mkdocs("Test site"), encoding="utf-8")
    website.build(root, "mkdocs", False, offline)
    untouched = (root / "site" / "briefs" / "norland-2019.html").stat().st_mtime_ns
    changed = replace(briefs[2], title="Norland and Sudria Talk Again")
    write(root, [briefs[1], changed, site_briefs.brief("a-new-one", date="2022-05-01")])
    (root / "site" / "actors" / "union.html").unlink()
    website.build(root, "mkdocs", False, offline)
    quick = tree(root / "site")
    assert (root / "site" / "briefs" / "norland-2019.html").stat().st_mtime_ns == untouched
    assert not (root / "site" / "briefs" / "norland-2018.html").exists()
    website.build(root, "mkdocs", True, offline)  # strict: all pages
    assert (root / "site" / "briefs" / "norland-2019.html").stat().st_mtime_ns != untouched
    anew = tree(root / "site")
    assert sorted(quick) == sorted(anew)
    assert [name for name in anew if quick[name] != anew[name]] == []


CONFIG = website.scaffold_mkdocs("Test")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - offline:", "  - tags\n  - offline:"),
        ("use_directory_urls: false", "use_directory_urls: true"),
        ("  - Home: index.md", "  - index.md"),
        ("  - attr_list", "  - pymdownx.snippets"),
        ("docs_dir: docs", "hooks: [mine.py]"),
        ("site_dir: site", "site_dir: public"),
        ("nav:", "nav: ["),
    ],
)
def test_what_reads_other_pages_has_all_pages_built(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Hello")
    for number, text in enumerate((CONFIG, CONFIG.replace(old, new))):
        assert number == 0 or text != CONFIG
        (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
        search = tmp_path / "site" / "search" / "search_index.json"
        search.parent.mkdir(parents=True, exist_ok=True)
        search.write_text('{"docs": []}')
        Changes(tmp_path, ()).finish(False)
        assert Changes(tmp_path, ()).prepare() is (number == 0)
        assert not Changes(tmp_path, ()).prepare(), "known once, and forgotten until the build is finished"


def test_another_configuration_theme_or_address_builds_all(tmp_path: Path) -> None:
    (tmp_path / "docs" / ".theme").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    first = Changes(tmp_path, ("https://a.example/",)).inputs
    assert first != Changes(tmp_path, ("https://b.example/",)).inputs
    (tmp_path / "docs" / ".theme" / "main.html").write_text("new")
    assert first != Changes(tmp_path, ("https://a.example/",)).inputs


def test_a_build_that_failed_is_not_gone_on_with(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ntheme: no-such-theme\n")
    (tmp_path / KEPT).parent.mkdir()
    (tmp_path / KEPT).write_text("{}")
    with pytest.raises(SiteError):
        website.build(tmp_path, "mkdocs", False, False)
    assert not (tmp_path / KEPT).exists()
