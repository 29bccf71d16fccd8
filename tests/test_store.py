"""Files are whole or as they were, whatever happens; one run at a time; one bad brief stops nobody."""

from __future__ import annotations

import errno
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from briefgen import store
from briefgen.errors import BriefError, StoreError
from briefgen.model import Brief, Source


def brief(name: str) -> Brief:
    return Brief(name, None, None, "en", None, Source(None, None, None, None, "0" * 64))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_write_makes_folders_and_tells_whether_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "c.yml"
    assert store.write(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    before = path.stat()
    assert not store.write(path, "é\n")
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino
    assert store.write(path, "e\n", durable=False)
    assert names(tmp_path) == ["a", "b", "c.yml"]


def test_write_keeps_the_mode_of_a_file_and_minds_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    store.write(path, "1")
    plain = tmp_path / "plain"
    plain.touch()
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    store.write(path, "2")
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("call", ["fsync", "open", "replace"])
@pytest.mark.parametrize(
    ("code", "mend"),
    [(errno.ENOSPC, "free some space"), (errno.EACCES, "make the folder writable"), (errno.EIO, "disk")],
)
def test_a_failed_write_keeps_the_old_file_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, mend: str
) -> None:
    path = tmp_path / "a.yml"
    store.write(path, "old\n")

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(StoreError) as caught:
        store.write(path, "new\n")
    monkeypatch.undo()
    assert caught.value.where == str(path)
    assert mend in caught.value.mend
    assert os.strerror(code) in caught.value.what
    assert path.read_text() == "old\n"
    assert names(tmp_path) == ["a.yml"]


def write_large(path: Path) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
    try:
        store.write(path, "x" * 100_000)
    except StoreError:
        os._exit(7)


def test_a_disk_that_takes_no_more_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    store.write(path, "old\n")
    child = multiprocessing.get_context("fork").Process(target=write_large, args=(path,))
    child.start()
    child.join()
    assert child.exitcode == 7
    assert path.read_text() == "old\n"
    assert names(tmp_path) == ["a.yml"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_keeps_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    store.write(path, "old\n")
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="make the folder writable"):
        store.write(path, "new\n")
    tmp_path.chmod(0o700)
    assert path.read_text() == "old\n"


def test_odd_targets_are_errors_not_crashes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    for path in (tmp_path / "folder", tmp_path / "file" / "a.yml", tmp_path / ("x" * 300)):
        with pytest.raises(StoreError) as caught:
            store.write(path, "text")
        assert caught.value.mend
    with pytest.raises(StoreError):
        store.write(tmp_path / "a", "\ud800")
    assert names(tmp_path) == ["file", "folder"]


def test_symbolic_links_and_ways_out_are_refused(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    root.mkdir()
    (outside / "a.yml").write_text("old")
    (root / "link.yml").symlink_to(outside / "a.yml")
    (root / "folder").symlink_to(outside)
    for path in (root / "link.yml", root / "folder" / "a.yml", root / ".." / "outside" / "a.yml", outside / "a.yml"):
        with pytest.raises(StoreError):
            store.write(path, "new", root=root)
    assert (outside / "a.yml").read_text() == "old"
    with pytest.raises(StoreError, match="symbolic link"):
        store.read(root / "link.yml")


VERSIONS = tuple(f"version {number}\n" * 5_000 for number in range(3))


def rewrite_forever(folder: Path, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311
    while True:
        store.write(folder / f"{rng.randrange(5)}.yml", rng.choice(VERSIONS))


def finish(folder: Path) -> None:
    store.sweep(folder)
    for number in range(5):
        store.write(folder / f"{number}.yml", VERSIONS[number % 3])


def test_kill_at_any_point_leaves_no_torn_file(tmp_path: Path) -> None:
    """200 kills -9 at random points; then a rerun ends with the bytes of an undisturbed one."""
    disturbed, quiet = tmp_path / "disturbed", tmp_path / "quiet"
    rng = random.Random(5)  # noqa: S311
    seen: set[str] = set()
    strays = 0
    for seed in range(200):
        child = multiprocessing.get_context("fork").Process(target=rewrite_forever, args=(disturbed, seed))
        child.start()
        time.sleep(rng.uniform(0.002, 0.02))
        child.kill()
        child.join()
        for path in disturbed.glob("*.yml"):
            text = path.read_text()
            assert text in VERSIONS
            seen.add(text)
        strays += len(list(disturbed.glob(".briefgen-*")))
        if seed % 20 == 0:
            store.sweep(disturbed)
            assert not list(disturbed.glob(".*"))
    assert seen == set(VERSIONS)
    assert strays, "the kills never met a half-written file, so they proved nothing"
    finish(disturbed)
    finish(quiet)
    assert {p.name: p.read_bytes() for p in disturbed.iterdir()} == {p.name: p.read_bytes() for p in quiet.iterdir()}


HOLD = "import sys, time; from pathlib import Path; from briefgen import store\nwith store.lock(Path(sys.argv[1])): {}"


def test_a_second_run_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    holding = HOLD.format("print('held', flush=True); time.sleep(60)")
    with subprocess.Popen([sys.executable, "-c", holding, str(tmp_path)], stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        for _ in range(2):
            with (
                pytest.raises(StoreError, match=f"another run is at work here .process {first.pid} on"),
                store.lock(tmp_path),
            ):
                pass
        first.kill()
        first.wait()
    with store.lock(tmp_path):  # a killed holder holds nothing
        pass
    assert not (tmp_path / ".briefgen" / "holder.json").exists()


def test_the_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="x"), store.lock(tmp_path):
        raise ValueError("x")
    with store.lock(tmp_path):
        pass


def test_a_site_that_cannot_be_locked_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".briefgen").touch()
    with pytest.raises(StoreError, match="cannot be locked"), store.lock(tmp_path):
        pass


def test_one_bad_brief_stops_nobody(tmp_path: Path) -> None:
    store.write(tmp_path / "b" / "good.yml", brief("good").to_yaml())
    store.write(tmp_path / "a.yaml", brief("first").to_yaml())
    store.write(tmp_path / "bad.yml", "schema: briefgen/brief/1\nid: [\n")
    store.write(tmp_path / "large.yml", "a" * 2_000_001)
    (tmp_path / "latin.yml").write_bytes(b"title: \xe9\n")
    (tmp_path / "loop.yml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "round").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.yml")
    store.write(tmp_path / ".hidden.yml", "x")
    store.write(tmp_path / "notes.txt", "x")
    got = {path.relative_to(tmp_path).as_posix(): found for path, found in store.read_briefs(tmp_path)}
    assert list(got) == [
        "a.yaml", "b/good.yml", "bad.yml", "large.yml", "latin.yml", "loop.yml", "pipe.yml", "round",
    ]  # fmt: skip
    assert got["a.yaml"] == brief("first")
    assert got["b/good.yml"] == brief("good")
    for name, kind in (("bad", BriefError), ("large", BriefError), ("latin", BriefError), ("loop", StoreError),
                       ("pipe", StoreError)):  # fmt: skip
        error = got[f"{name}.yml"]
        assert isinstance(error, kind)
        assert error.where == str(tmp_path / f"{name}.yml")
    assert isinstance(got["round"], StoreError)
    assert list(store.read_briefs(tmp_path / "none")) == []


def test_a_folder_that_cannot_be_read_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", fail)
    [(path, error)] = store.read_briefs(tmp_path)
    assert path == tmp_path
    assert isinstance(error, StoreError)


def test_the_cache_changes_nothing_but_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, cache = tmp_path / "briefs", tmp_path / ".briefgen" / "briefs.jsonl"
    for name in ("a", "b", "c"):
        store.write(folder / f"{name}.yml", brief(name).to_yaml())
    store.write(folder / "bad.yml", "id: [")
    plain = [(path, str(found)) for path, found in store.read_briefs(folder)]

    def again() -> list[tuple[Path, str]]:
        return [(path, str(found)) for path, found in store.read_briefs(folder, cache)]

    assert again() == plain
    before = cache.stat().st_mtime_ns
    with monkeypatch.context() as patch:
        patch.setattr(Brief, "from_yaml", lambda text, where: pytest.fail(where) if "bad" not in where else brief("x"))
        assert len(again()) == 4
    cache.write_text(cache.read_text().replace("briefgen/brief/1", "briefgen/brief/0"))
    assert again() == plain
    assert "briefgen/brief/0" not in cache.read_text()
    cache.write_bytes(b"\xff")
    assert again() == plain
    (folder / "b.yml").unlink()
    assert len(again()) == 3
    assert cache.read_text().count("\n") == 2
    assert cache.stat().st_mtime_ns != before
