"""Pages onto the disk: only what changed, only below `docs/`, removed only what an earlier run wrote.

Everything generated lies under `docs/`: the pages, copies of the hand-written pages, the assets, and in `docs/.theme`
the few overrides of the theme, which builders find by `custom_dir` and do not publish. What was written is listed in
`docs/.briefgen.json`; only what is listed there is ever removed.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from briefgen.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MANIFEST = ".briefgen.json"
THEME = ".theme"
ASSETS = "assets/briefgen"


def write_pages(
    docs: Path, files: Mapping[str, str], pages_folder: Path, theme_folders: tuple[Path, ...]
) -> tuple[int, int]:
    """Write generated files, hand-written pages and theme into `docs`; returns counts of (written, unchanged) files.

    files: path relative to `docs` to text; pages_folder: copied, wins over a generated page of the same path
    theme_folders: `assets/` of each goes to `docs/assets/briefgen`, `overrides/` to `docs/.theme`; later folders win
    Raises SiteError for a path outside `docs`, a symbolic link, or a disk that refuses.
    """
    wanted: dict[str, bytes] = {path: text.encode("utf-8", "replace") for path, text in files.items()}
    copied = dict(_copies(pages_folder, ""))
    wanted.update(copied)
    for folder in theme_folders:
        wanted.update(_copies(folder / "assets", ASSETS))
        wanted.update(_copies(folder / "overrides", THEME))
    before = listed(docs, "files")
    for path in sorted(before - wanted.keys()):
        _remove(docs, path)
    written = sum(_write(docs, path, wanted[path]) for path in sorted(wanted))
    made = sorted(path for path in files.keys() - copied.keys() if path.endswith(".md"))
    listing = json.dumps({"files": sorted(wanted), "rendered": made}, indent=0, ensure_ascii=False) + "\n"
    _write(docs, MANIFEST, listing.encode())
    return written, len(wanted) - written


def _copies(folder: Path, below: str) -> Iterator[tuple[str, bytes]]:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise SiteError("is a symbolic link", where=str(path), mend="put the file itself here")
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            try:
                yield (f"{below}/{name}" if below else name), path.read_bytes()
            except OSError as error:
                raise SiteError(f"cannot be read ({error.strerror})", where=str(path)) from error


def listed(docs: Path, what: str) -> set[str]:
    """What an earlier run wrote (`files`), or made by templates of it (`rendered`); nothing where that is not known."""
    try:
        paths = json.loads((docs / MANIFEST).read_text(encoding="utf-8"))[what]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {path for path in paths if isinstance(path, str)} if isinstance(paths, list) else set()


def _inside(docs: Path, path: str) -> Path:
    """The place of a file under `docs`. Raises SiteError where it would lie elsewhere or behind a symbolic link."""
    parts = PurePosixPath(path)
    if not path or parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path or ":" in parts.parts[0]:
        raise SiteError(f"`{path}` is no path inside the folder", where=str(docs))
    target = docs
    for part in parts.parts:
        target = target / part
        if target.is_symlink():
            raise SiteError("is a symbolic link", where=str(target), mend="remove it")
    return target


def _write(docs: Path, path: str, data: bytes) -> bool:
    """Write one file by way of a temporary one beside it; False where it already holds these bytes."""
    target = _inside(docs, path)
    try:
        if target.is_file() and target.read_bytes() == data:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".briefgen-", suffix=".tmp", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SiteError(f"cannot be written ({error.strerror})", where=str(target)) from error
    return True


def _remove(docs: Path, path: str) -> None:
    target = _inside(docs, path)
    target.unlink(missing_ok=True)
    for folder in target.parents:
        if folder == docs:
            break
        with suppress(OSError):  # not empty: it holds something else
            folder.rmdir()
