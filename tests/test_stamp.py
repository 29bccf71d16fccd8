"""Nothing is read or rendered again where nothing changed, and everything that bears on a page makes it anew."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from site_briefs import brief

from briefgen import aggregate, readers
from briefgen.cli import main
from briefgen.config import Site
from briefgen.model import Brief
from briefgen.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from click.testing import Result

    from briefgen.errors import BriefgenError
    from briefgen.model import Article

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = "content/briefs/2021/tariffs.yml"
PAGE = "docs/briefs/tariffs.md"
# of all files below the site's folder: its path to what is written there, None to delete it
CHANGES: dict[str, tuple[str, str | None]] = {
    "a template": ("templates/about.md.jinja", "# {{ 'about' | t }}\n"),
    "a setting": ("site_config/briefgen.yml", "repo_url: https://example.org/repository\n"),
    "an actor": ("site_config/actors/own.yml", "norland: {name: Kingdom of Norland, kind: state}\n"),
    "a script": ("site_config/theme/assets/own.js", "// nothing\n"),
    "a page of a person": ("content/pages/method.md", "# Method\n"),
    "a deleted page": (PAGE, None),
    "a page edited by hand": (PAGE, "# Mine\n"),
    "a page of the site, in place of ours": ("content/pages/briefs/tariffs.md", "# Mine\n"),
    "a deleted brief": (FILE, None),
    "a further brief": ("content/briefs/more.yml", brief("more").to_yaml()),
}


def run(site: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(site), *arguments])


def pages(site: Path) -> dict[str, bytes]:
    docs = site / "docs"
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("stamp") / "site"
    (site / FILE).parent.mkdir(parents=True)
    (site / FILE).write_text(brief("tariffs").to_yaml(), encoding="utf-8")
    (site / "content/articles").mkdir()
    assert run(site, "render").exit_code == 0
    return site


@pytest.fixture
def site(rendered: Path, tmp_path: Path) -> Path:
    return shutil.copytree(rendered, tmp_path / "site")


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets every reading of an article, parsing of a brief and making of a page fail."""

    def works(*_: object, **__: object) -> object:
        raise AssertionError("nothing is to be done")

    def fall() -> None:
        monkeypatch.setattr(aggregate, "aggregate", works)
        monkeypatch.setattr(Brief, "from_plain", works)
        monkeypatch.setattr(readers, "read", works)

    return fall


def test_nothing_is_done_where_nothing_changed(site: Path, asleep: Callable[[], None]) -> None:
    first = run(site, "build", "--builder", "none")
    before = pages(site)
    asleep()
    again = run(site, "build", "--builder", "none")
    assert (again.exit_code, again.stderr) == (first.exit_code, first.stderr)
    assert pages(site) == before
    (site / FILE).touch()  # bytes count, not dates
    assert run(site, "render").exit_code == 0


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_bears_on_a_page_makes_it_anew(site: Path, change: str) -> None:
    name, text = CHANGES[change]
    path = site / name
    if text is None:
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert run(site, "render").exit_code == 0
    made = pages(site)
    shutil.rmtree(site / "docs")
    shutil.rmtree(site / ".briefgen")
    assert run(site, "render").exit_code == 0
    assert made == pages(site)


def test_the_page_for_editors_comes_and_goes_with_its_option(site: Path) -> None:
    for _ in range(2):
        assert run(site, "build", "--builder", "none", "--review").exit_code == 0
        assert "review.md" in pages(site)
    assert run(site, "build", "--builder", "none").exit_code == 0
    assert "review.md" not in pages(site)


def test_what_is_wrong_is_told_by_every_run(site: Path) -> None:
    (site / "content/articles/torn.md").write_text("---\ntitle: [\n---\nText\n", encoding="utf-8")
    (site / "content/briefs/torn.yml").write_text("schema: [\n", encoding="utf-8")
    told = [run(site, "build", "--builder", "none") for _ in range(2)]
    assert [one.exit_code for one in told] == [1, 1]
    assert told[0].stderr == told[1].stderr
    assert "torn.md:3:" in told[0].stderr
    assert "torn.yml:2:" in told[0].stderr


def test_a_brief_without_its_article_is_told_by_every_run(site: Path) -> None:
    told = [run(site, "extract").stderr for _ in range(2)]
    assert told[0] == told[1]
    assert f"{site / FILE}: its article is gone" in told[1]


def test_what_changes_while_a_run_is_at_work_is_left_to_the_next(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    late = site / "content/articles/late.txt"
    read = readers.read

    def then_comes_another(*arguments: Path) -> Iterator[Article | BriefgenError]:
        yield from read(*arguments)
        late.write_text("Peru thanks Chile\n\nPeru thanked Chile on Friday.\n", encoding="utf-8")

    monkeypatch.setattr(readers, "read", then_comes_another)
    assert "0 articles read" in run(site, "extract").stderr
    monkeypatch.undo()
    assert "1 articles read, 1 briefs written" in run(site, "extract").stderr


@pytest.mark.parametrize("kept", ["", "[]", "{}", '{"inputs": 1, "outputs": 2, "told": 3}'])
def test_a_broken_memory_is_none(site: Path, kept: str) -> None:
    before = pages(site)
    (site / ".briefgen/render.json").write_text(kept, encoding="utf-8")
    assert run(site, "render").exit_code == 0
    assert pages(site) == before


def test_a_folder_that_cannot_be_read_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "content/briefs").mkdir(parents=True)
    (tmp_path / "content/briefs/loop").symlink_to(tmp_path / "content")
    (tmp_path / "docs").write_text("no folder", encoding="utf-8")
    step = Stamp.of_render(Site(tmp_path), review=False)
    step.keep({"pages": 1})
    assert step.recall() == {"pages": 1}
