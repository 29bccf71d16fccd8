"""A run over a site, killed at any point: no file is torn, no edit lost, and another run ends as an undisturbed one."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from site_briefs import brief

from briefgen import store
from briefgen.config import Site
from briefgen.desk import Desk
from briefgen.errors import StoreError
from briefgen.model import Article, Brief
from briefgen.registry import Decisions

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = 6  # articles
KILLS = 200
EDIT = "label: What a person wrote # and why"


def articles(version: int) -> Iterator[Article]:
    for number in range(COUNT):
        key = f"a{number}"
        yield Article(key, f"Text {number} of version {version}.", path=f"articles/{key}.md")


def reading(article: Article, made_by: dict[str, str]) -> Brief:
    """What a program would find in an article: another title in every version of it."""
    made = brief(article.id)
    source = replace(made.source, path=article.path, sha256=article.sha256)
    generated = {**made_by, "article": article.sha256[:12]}
    return replace(made, title=article.text, source=source, generated=generated)


def run(root: Path, version: int) -> Desk:
    """Read all articles that changed and settle their briefs, as `extract` does."""
    site, made_by = Site(root), {"by": "briefgen 0"}
    with store.lock(root):
        store.sweep(site.briefs)
        desk = Desk(site, made_by, lambda article: article.sha256[:12], Decisions(), force=False)
        for article in desk.changed(articles(version)):
            desk.settle(reading(article, made_by))
    return desk


def edit(root: Path) -> None:
    for path in (root / "content/briefs").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        label = next(line.strip() for line in text.splitlines() if line.strip().startswith("label: "))
        path.write_text(text.replace(label, EDIT, 1), encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    folder = root / "content"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_kill_at_any_point_of_a_run(tmp_path: Path) -> None:
    first = tmp_path / "first"
    first.mkdir()
    run(first, 0)
    edit(first)
    quiet = shutil.copytree(first, tmp_path / "quiet")
    run(quiet, 1)
    wanted, before = contents(quiet), contents(first)
    assert all(EDIT in text.decode() for text in wanted.values())
    assert wanted.keys() == before.keys()
    start = time.perf_counter()
    run(shutil.copytree(first, tmp_path / "timed"), 1)
    took = time.perf_counter() - start
    rng = random.Random(7)  # noqa: S311
    met = {"nothing done": 0, "all done": 0, "part done": 0}
    disturbed = shutil.copytree(first, tmp_path / "disturbed")
    for _ in range(KILLS):
        child = multiprocessing.get_context("fork").Process(target=run, args=(disturbed, 1))
        child.start()
        time.sleep(rng.uniform(0, 1.2 * took))
        child.kill()
        child.join()
        now = {name: text for name, text in contents(disturbed).items() if name.endswith(".yml")}
        assert now.keys() == wanted.keys()
        done = 0
        for name, text in now.items():
            assert text in (wanted[name], before[name]), "a torn file, or a lost edit"
            done += text == wanted[name]
        met["all done" if done == COUNT else "part done" if done else "nothing done"] += 1
        if done == COUNT:
            shutil.rmtree(disturbed)
            shutil.copytree(first, disturbed)
    assert met["part done"] > 10, f"the kills met no run at work: {met}"
    run(disturbed, 1)
    assert contents(disturbed) == wanted
    assert run(disturbed, 1).unchanged == COUNT


def _as_nobody(root: Path) -> None:
    os.setuid(65534)
    try:
        run(root, 1)
    except StoreError as error:
        (Path(tempfile.gettempdir()) / f"{root.parent.name}.told").write_text(str(error), encoding="utf-8")
        os._exit(7)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_site_that_may_not_be_written_stays_as_it_was_and_says_so() -> None:
    folder = Path(tempfile.mkdtemp(prefix="briefgen-"))
    folder.chmod(0o755)
    root = folder / "site"
    root.mkdir()
    told = Path(tempfile.gettempdir()) / f"{folder.name}.told"
    try:
        run(root, 0)
        before = contents(root)
        for where, what in ((root, "cannot be locked"), (root / "content/briefs", "cannot be written")):
            if where != root:
                (root / ".briefgen").chmod(0o777)
                for path in (root / ".briefgen").iterdir():
                    path.chmod(0o666)
            child = multiprocessing.get_context("fork").Process(target=_as_nobody, args=(root,))
            child.start()
            child.join()
            assert child.exitcode == 7
            assert what in told.read_text(encoding="utf-8")
            assert contents(root) == before
    finally:
        shutil.rmtree(folder)
        told.unlink(missing_ok=True)
