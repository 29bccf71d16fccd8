"""The files of a site: read one by one, written whole or not at all, by one run at a time."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from briefgen.errors import BriefError, BriefgenError, StoreError
from briefgen.model import Brief, text_hash
from briefgen.yamltext import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX, SUFFIX = ".briefgen-", ".tmp"
_MENDS = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EFBIG: "allow larger files",
    errno.EACCES: "make the folder writable",
    errno.EPERM: "make the folder writable",
    errno.EROFS: "make the folder writable",
    errno.EISDIR: "move the folder away",
    errno.ENOTDIR: "move the file that stands in place of a folder away",
    errno.ENAMETOOLONG: "shorten the name",
}


def write(path: Path, text: str, *, root: Path | None = None, durable: bool = True) -> bool:
    """Write a text as UTF-8 if the file does not hold it already; a crash leaves the old file or the new one.

    root: no folder between it and the file, nor the file itself, may be a symbolic link
    durable: also stands a loss of power; pages that can be made again do without
    Returns whether anything was written. Raises StoreError with the file's path; the old file is then as it was.
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise StoreError("cannot be written: half of a surrogate pair", where=str(path)) from error
    return write_bytes(path, data, root=root, durable=durable)


def write_bytes(path: Path, data: bytes, *, root: Path | None = None, durable: bool = True) -> bool:
    """Write bytes as `write` does a text."""
    if root is not None:
        refuse_links(path, root)
    try:
        if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, data, durable)
    except OSError as error:
        mend = _MENDS.get(error.errno or 0, "look at the disk")
        what = f"cannot be written ({error.strerror}), so it is left as it was"
        raise StoreError(what, where=str(path), mend=mend) from error
    return True


def _replace(path: Path, data: bytes, durable: bool) -> None:
    temporary = path.parent / f"{PREFIX}{secrets.token_hex(8)}{SUFFIX}"
    try:
        with temporary.open("xb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, temporary)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if durable:
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename outlive a loss of power, where the system can (Windows opens no folders)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Delete a file if it is there. Raises StoreError."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be deleted ({error.strerror})", where=str(path), mend="delete it yourself") from error


def sweep(folder: Path) -> int:
    """Delete what a killed run left half-written under a folder, and count it; call it only with the lock held."""
    count = 0
    for where, _, names in os.walk(folder):
        for name in names:
            if name.startswith(PREFIX) and name.endswith(SUFFIX):
                remove(Path(where) / name)
                count += 1
    return count


def refuse_links(path: Path, root: Path) -> None:
    """Raise StoreError if a path leaves its root, or if it or a folder between is a symbolic link."""
    if not path.is_relative_to(root) or ".." in path.relative_to(root).parts:
        raise StoreError(f"lies outside of {root}", where=str(path), mend="name a file inside")
    step = root
    for part in path.relative_to(root).parts:
        step /= part
        if step.is_symlink():
            raise _link_error(step)


def _link_error(path: Path) -> StoreError:
    return StoreError("is a symbolic link", where=str(path), mend="put the file or folder itself here")


@contextlib.contextmanager
def lock(site: Path) -> Iterator[None]:
    """Hold the site's only lock. Raises StoreError telling who holds it, at once, where another run does."""
    folder = site / ".briefgen"
    holder = folder / "holder.json"
    guard = filelock.FileLock(str(folder / "lock"), timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        guard.acquire()
    except filelock.Timeout:
        who = _holder(holder)
        raise StoreError(f"another run is at work here{who}", where=str(site), mend="wait for its end") from None
    except (OSError, NotImplementedError) as error:
        raise StoreError(f"cannot be locked ({error})", where=str(site), mend="make `.briefgen/` writable") from error
    try:
        # A file beside the lock: opening the lock empties it, so it cannot tell a second run who was first.
        mine = {"pid": os.getpid(), "host": socket.gethostname(), "command": " ".join(sys.argv)[:200]}
        write(holder, json.dumps(mine), durable=False)
        yield
    finally:
        with contextlib.suppress(OSError):
            holder.unlink()
        guard.release()


def _holder(path: Path) -> str:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return f" (process {data['pid']} on {data['host']}: {data['command']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def read(path: Path) -> str:
    """The text of a brief's file as it stands. Raises StoreError or BriefError."""
    if path.is_symlink():
        raise _link_error(path)
    try:
        if not path.is_file():
            raise StoreError("is no file", where=str(path), mend="move it away")
        if path.stat().st_size > LIMIT:
            raise BriefError(f"is larger than {LIMIT:,} bytes", where=str(path), mend="split the file")
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise BriefError("is not UTF-8", where=str(path), mend="save the file as UTF-8") from error
    except OSError as error:
        raise StoreError(f"cannot be read ({error.strerror})", where=str(path), mend="make it readable") from error


def files(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path | StoreError]:
    """The files with these suffixes under a folder, sorted by path; hidden ones are left out, links are errors."""
    try:
        paths = sorted(folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        yield StoreError(f"cannot be read ({error.strerror})", where=str(folder), mend="make it readable")
        return
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_symlink():
            yield _link_error(path)
        elif path.is_dir():
            yield from files(path, suffixes)
        elif path.suffix in suffixes:
            yield path


def read_briefs(folder: Path, cache: Path | None = None) -> Iterator[tuple[Path, Brief | BriefgenError]]:
    """All briefs under a folder, sorted by path; one that cannot be read comes as its error, and the others go on.

    cache: a file that keeps what was read as JSON, several times faster to read, by the hash of each brief's file;
        it is written anew after the last brief where anything changed, and may be deleted at any time
    """
    before = _cached(cache)
    now: dict[str, str] = {}
    for path in files(folder, (".yml", ".yaml")):
        if isinstance(path, StoreError):
            yield Path(path.where or ""), path
            continue
        try:
            text = read(path)
            key = text_hash(text)
            known = _from_cache(before.get(key))
            brief = known or Brief.from_yaml(text, str(path))
        except BriefgenError as error:
            yield path, error
            continue
        if cache is not None:
            now[key] = before[key] if known else brief.to_json()
        yield path, brief
    if cache is not None and now != before:
        write(cache, "".join(f"{key} {line}\n" for key, line in sorted(now.items())), durable=False)


def actor_ids(folder: Path, cache: Path | None = None) -> set[str]:
    """The ids of all actors of the valid briefs under a folder; cache: as for `read_briefs`."""
    briefs = (brief for _, brief in read_briefs(folder, cache) if isinstance(brief, Brief))
    return {actor.id for brief in briefs for actor in brief.actors}


def _cached(cache: Path | None) -> dict[str, str]:
    """Hash of a brief's file to the brief as JSON; nothing where the cache cannot be read."""
    try:
        lines = cache.read_text(encoding="utf-8").split("\n") if cache is not None else []
    except (OSError, UnicodeDecodeError):
        return {}
    return {key: brief for key, _, brief in (line.partition(" ") for line in lines) if brief}


def _from_cache(line: str | None) -> Brief | None:
    try:
        return Brief.from_json(line) if line else None
    except BriefError:
        return None
