"""Pages onto the disk, and the builder that turns them into a site.

Everything generated lies under `docs/`: the pages, copies of the hand-written pages, the assets, and in `docs/.theme`
the few overrides of the theme, which builders find by `custom_dir` and do not publish. What was written is listed in
`docs/.briefgen.json`; only what is listed there is ever removed.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from briefgen.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Builder = Literal["mkdocs", "zensical"]
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
    wanted.update(_copies(pages_folder, ""))
    for folder in theme_folders:
        wanted.update(_copies(folder / "assets", ASSETS))
        wanted.update(_copies(folder / "overrides", THEME))
    before = _manifest(docs)
    for path in sorted(before - wanted.keys()):
        _remove(docs, path)
    written = sum(_write(docs, path, wanted[path]) for path in sorted(wanted))
    listing = json.dumps({"files": sorted(wanted)}, indent=0, ensure_ascii=False) + "\n"
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


def _manifest(docs: Path) -> set[str]:
    """What an earlier run wrote; nothing where that is not known."""
    try:
        listed = json.loads((docs / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return set()
    return {path for path in listed if isinstance(path, str)} if isinstance(listed, list) else set()


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


def build(root: Path, builder: Builder, strict: bool, offline: bool) -> None:
    """Run a builder over `docs/` into `site/`. Raises SiteError with the builder's own words.

    strict: the builder's warnings are errors; offline: search works from `file://`
    """
    if not (root / "mkdocs.yml").is_file():
        raise SiteError("is missing", where=str(root / "mkdocs.yml"), mend="make it with `briefgen new`, or copy one")
    done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
        build_command(builder, strict), cwd=root, env=environment(offline), capture_output=True, text=True,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SiteError(f"{builder} failed:\n{_last_words(done.stdout + done.stderr)}", where=str(root / "mkdocs.yml"))


def build_command(builder: Builder, strict: bool) -> list[str]:
    """The command line that builds the site."""
    extra = ["--strict"] if strict else []
    if builder == "zensical":
        return [sys.executable, "-m", "zensical", "build", *extra]
    return [sys.executable, "-m", "mkdocs", "build", "--quiet", *extra]


def serve_command(builder: Builder, address: str) -> list[str]:
    """The command line that serves the site at `address` (host:port) and reloads the browser when `docs/` changes."""
    if builder == "zensical":
        return [sys.executable, "-m", "zensical", "serve", "--dev-addr", address]
    return [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]


def environment(offline: bool) -> dict[str, str]:
    """The environment of a builder: what mkdocs.yml reads as `!ENV`, and no notices of the theme's makers."""
    ours = {"BRIEFGEN_OFFLINE": str(offline).lower(), "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **ours}


def _last_words(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-12:]) or "without a word"


def scaffold_mkdocs(name: str) -> str:
    """The mkdocs.yml of a fresh site with this name."""
    return _MKDOCS.lstrip().replace("NAME", json.dumps(name, ensure_ascii=False))


_MKDOCS = r"""
# How the pages in docs/ become the site. Name, colours, logo and language are yours to change:
# https://squidfunk.github.io/mkdocs-material/setup/
site_name: NAME
docs_dir: docs
site_dir: site
use_directory_urls: false # so that site/index.html opens without a server

theme:
  name: material
  custom_dir: docs/.theme
  language: en
  font: false # nothing is loaded from elsewhere
  features: [navigation.top, search.highlight]
  palette:
    - media: "(prefers-color-scheme)"
      toggle: {icon: material/brightness-auto, name: Switch to light mode}
    - media: "(prefers-color-scheme: light)"
      scheme: default
      primary: custom
      accent: custom
      toggle: {icon: material/brightness-7, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      primary: custom
      accent: custom
      toggle: {icon: material/brightness-4, name: Follow the system}

plugins:
  - search:
      separator: '[\s\-,:;!?=()\[\]<>"“”‘’''/]+'
  - offline:
      enabled: !ENV [BRIEFGEN_OFFLINE, false]

markdown_extensions:
  - toc: {permalink: true, toc_depth: 3}

extra_css: [assets/briefgen/briefgen.css]
extra:
  generator: false
  polyfills: [assets/briefgen/iframe-worker.js] # search without a server

validation:
  omitted_files: ignore # the navigation names indexes, they lead to the rest
  anchors: warn

nav:
  - Home: index.md
  - Briefs: briefs/index.md
  - Dyads: dyads/index.md
  - Actors: actors/index.md
  - Issues: issues/index.md
  - About: about.md
"""
