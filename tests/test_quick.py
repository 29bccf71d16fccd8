"""Pages that the compiled converter made are those that MkDocs makes by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import site_alike
import site_briefs
import yaml

from briefgen import website
from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.errors import SiteError
from briefgen.render import render

if TYPE_CHECKING:
    from briefgen.model import Brief

HOSTILE = Path(__file__).parent / "cases" / "render" / "hostile.yml"
PAGES = Path(__file__).resolve().parents[1] / "content" / "pages"
APART = "1) A list to one converter, a paragraph to the other.\n"


def quoted_twice(brief: Brief) -> Brief:
    """A brief that quotes two sentences for each statement and issue."""
    friction = tuple(replace(one, evidence=(*one.evidence, *brief.cooperation[0].evidence)) for one in brief.friction)
    issues = tuple(replace(one, evidence=(*one.evidence, *brief.summary)) for one in brief.issues)
    return replace(brief, friction=friction, issues=issues)


def write(root: Path, files: dict[str, str], pages: Path = PAGES) -> Path:
    website.write_pages(root / "docs", files, pages, (shipped("site_config") / "theme",))
    (root / "mkdocs.yml").write_text(website.scaffold_mkdocs("Test & <site>"), encoding="utf-8")
    return root


@pytest.mark.slow
@pytest.mark.parametrize(("most", "language"), [(500, "en"), (1, "de")])
def test_pages_and_search_are_those_of_mkdocs_alone(tmp_path: Path, most: int, language: str) -> None:
    texts = yaml.safe_load(HOSTILE.read_text(encoding="utf-8"))
    briefs = [replace(site_briefs.hostile(lambda _, text=text: text), id=f"b{n}") for n, text in enumerate(texts)]
    briefs += [quoted_twice(site_briefs.brief()), site_briefs.brief("again", date="2022-01-10", outlet="The Courier")]
    settings = replace(site_briefs.EVERYTHING, full_search_max_briefs=most, language=language)
    files = render(aggregate(briefs, site_briefs.registry(), settings), (shipped("templates"),), settings)
    root = write(tmp_path, files)
    website.build(root, "mkdocs", True, False)
    pages, differ = site_alike.compare(root)
    assert pages > len(briefs) + 10
    assert differ == []
    assert (root / "site" / "index.html").read_bytes() != (root / "alone" / "index.html").read_bytes()


@pytest.mark.parametrize("target", ["none.md", "none.md#place", "good.md#place", "#place", "none"])
def test_links_that_lead_nowhere_are_errors_where_the_build_is_strict(tmp_path: Path, target: str) -> None:
    files = {"index.md": f"# A\n\n[B](good.md#b) [C]({target})\n", "good.md": "# A\n\n## B\n\n[A](index.md)\n"}
    with pytest.raises(SiteError, match=re.escape(target)):
        website.build(write(tmp_path, files), "mkdocs", True, False)


def test_files_in_docs_and_in_the_site_are_two(tmp_path: Path) -> None:
    """Who edits one by hand, or shrinks what is to be published, does not change the other."""
    root = write(tmp_path, {"index.md": "# A\n", "data/a.csv": "a\n"})
    website.build(root, "mkdocs", False, False)
    (root / "site" / "data" / "a.csv").write_text("b\n")
    assert (root / "docs" / "data" / "a.csv").read_text() == "a\n"


def test_only_pages_of_the_shipped_templates_are_read_by_it(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "about.md").write_text(APART)
    root = write(tmp_path, {"index.md": APART}, pages)
    lists = lambda: ["<ol>" in (root / "site" / f"{page}.html").read_text() for page in ("index", "about")]  # noqa: E731
    website.build(root, "mkdocs", False, False)
    assert lists() == [True, False]
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text().replace("- attr_list", "- def_list"))
    website.build(root, "mkdocs", False, False)
    assert lists() == [False, False], "with an extension that it does not know, no page is"
    write(root, {"index.md": APART}, pages)
    (root / "templates").mkdir()
    (root / "templates" / "brief.md.jinja").write_text("")
    website.build(root, "mkdocs", False, False)
    assert lists() == [False, False], "nor where the site has templates of its own"
