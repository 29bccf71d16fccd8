"""Which pages MkDocs has to build: those that changed since its last build, by their bytes.

MkDocs can leave a page alone that it built later than it was written (`--dirty`), but goes by dates, forgets what is
gone, and then writes a search index of the few pages it built. Here hashes tell what changed, files of pages that are
gone are removed, and the search index is put together of both; the site is the same as one that is built anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import yaml

from briefgen.website.pages import THEME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KEPT = ".briefgen/built.json"  # may be deleted at any time: then all pages are built
INDEX = "search/search_index.json"
MAKERS = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pyromark", "briefgen")
# what makes a page out of its own text alone; with others, all pages are built
PLUGINS = frozenset({"search", "offline"})
EXTENSIONS = frozenset(
    "abbr admonition attr_list def_list extra fenced_code footnotes md_in_html meta nl2br sane_lists smarty tables toc "
    "pymdownx.betterem pymdownx.details pymdownx.emoji pymdownx.highlight pymdownx.superfences pymdownx.tilde".split()
)


class _Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml as far as it matters here: what a tag stands for (`!ENV`) does not."""


_Tolerant.add_multi_constructor("!", lambda *_: None)
_Tolerant.add_multi_constructor("tag:yaml.org,2002:python/", lambda *_: None)


class Changes:
    """What changed since the last build of a site.

    options: whatever else the pages hang on, such as the site's address
    """

    def __init__(self, root: Path, options: Iterable[str]) -> None:
        self.docs, self.site, self.kept = root / "docs", root / "site", root / KEPT
        hashes = dict(_hashes(self.docs, ""))
        self.files = {path: digest for path, digest in hashes.items() if not path.startswith(".")}
        theme = [f"{path} {digest}" for path, digest in sorted(hashes.items()) if path.startswith(f"{THEME}/")]
        config = (root / "mkdocs.yml").read_bytes()
        makers = [f"{name} {_version(name)}" for name in MAKERS]
        parts = [hashlib.sha256(config).hexdigest(), *theme, *makers, *options]
        self.inputs = hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()
        self.apart = _apart(config)
        self.left: list[dict[str, Any]] = []  # entries of the search index that stay

    def prepare(self) -> bool:
        """Make MkDocs see what changed; False where all pages have to be built."""
        try:
            told = json.loads(self.kept.read_text(encoding="utf-8"))
            before: dict[str, str] = told["files"] if told["inputs"] == self.inputs else {}
            entries = json.loads((self.site / INDEX).read_text(encoding="utf-8"))["docs"]
        except (OSError, ValueError, KeyError, TypeError):
            return False
        finally:
            with suppress(OSError):
                self.kept.unlink(missing_ok=True)  # a build that fails is not gone on with
        if not before or not self.apart:
            return False
        for path in before.keys() - self.files.keys():
            self._built(path).unlink(missing_ok=True)
        same = {path for path, digest in self.files.items() if before.get(path) == digest and self._keep(path)}
        for path in self.files.keys() - same:
            with suppress(FileNotFoundError):
                os.utime(self._built(path), (0, 0))
        pages = {_page(path) for path in same}
        self.left = [entry for entry in entries if _of(entry) in pages]
        return True

    def _built(self, path: str) -> Path:
        return self.site / _page(path)

    def _keep(self, path: str) -> bool:
        """Whether a file is there as built; its date then says so."""
        built = self._built(path)
        try:
            if built.stat().st_mtime < (self.docs / path).stat().st_mtime:
                os.utime(built)
        except OSError:
            return False
        return True

    def finish(self, few: bool) -> None:
        """Remember what was built; of a few pages, complete the search index first."""
        if few:
            self._join_search()
        with suppress(OSError):  # where it cannot be written, the next build builds all
            self.kept.parent.mkdir(exist_ok=True)
            self.kept.write_text(json.dumps({"inputs": self.inputs, "files": self.files}), encoding="utf-8")

    def _join_search(self) -> None:
        """Put what stayed of the search index with what was built, in the order of a whole build."""
        file = self.site / INDEX
        index = json.loads(file.read_text(encoding="utf-8"))
        places = {_page(path): n for n, path in enumerate(sorted(self.files, key=_order))}
        index["docs"] = sorted([*self.left, *index["docs"]], key=lambda entry: places.get(_of(entry), len(places)))
        text = json.dumps(index, separators=(",", ":"))
        file.write_text(text, encoding="utf-8")
        if (script := file.with_suffix(".js")).is_file():  # for a search from the disk
            script.write_text(f"var __index = {text}", encoding="utf-8")


def _hashes(folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Path below a folder, and hash of the bytes, of each file in it; of what cannot be read the builder complains."""
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.is_dir():
                yield from _hashes(Path(entry.path), f"{name}{entry.name}/")
            else:
                with suppress(OSError):
                    yield name + entry.name, hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _apart(config: bytes) -> bool:
    """Whether a configuration makes each page of its own text alone, with the navigation's titles given there."""
    try:
        read = yaml.load(config, _Tolerant)  # noqa: S506 (a SafeLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(read, dict) or read.get("use_directory_urls") is not False or {"hooks", "INHERIT"} & read.keys():
        return False
    default = read.get("docs_dir", "docs") == "docs" and read.get("site_dir", "site") == "site"
    known = set(_names(read.get("plugins"))) <= PLUGINS and set(_names(read.get("markdown_extensions"))) <= EXTENSIONS
    return default and known and _titled(read.get("nav"))


def _names(listed: Any) -> Iterator[str]:
    """The names in a list of names, each by itself or with its options."""
    for item in listed or ():
        yield from item if isinstance(item, dict) else (str(item),)


def _titled(nav: Any) -> bool:
    """Whether a navigation names each of its pages, so that no page has to be read for its title."""
    if not isinstance(nav, list) or not nav:
        return False
    below = [below for item in nav if isinstance(item, dict) for below in item.values()]
    return len(below) >= len(nav) and all(isinstance(item, str) or _titled(item) for item in below)


def _page(path: str) -> str:
    """What is built of a file, both relative to their folders."""
    return path.removesuffix(".md") + ".html" if path.endswith(".md") else path


def _of(entry: dict[str, Any]) -> str:
    """The page of an entry of the search index."""
    return unquote(str(entry["location"]).partition("#")[0])


def _order(path: str) -> list[tuple[Any, ...]]:
    """Sorts as MkDocs does: a folder's index, its other files, the folders in it."""
    *folders, name = path.split("/")
    return [*((1, folder) for folder in folders), (0, name.rpartition(".")[0] not in ("index", "README"), name)]
