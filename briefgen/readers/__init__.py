"""Readers of articles: one file per format. A new format is one file and one line in `READERS`."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers import columns, jsonl, mail, markdown, packed, pdf, table, text, webpage, word
from briefgen.readers.doubt import doubt

__all__ = ["GROUP", "READERS", "Reader", "doubt", "find", "from_text", "known_readers", "read"]

# A reader gives articles with the lines they begin on. What is wrong with the whole file it raises, what is wrong with
# one article of several it gives in its place.
Reader = Callable[[Path], Iterator[tuple[Article, int] | BriefgenError]]

READERS: dict[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": text.read,
    ".jsonl": jsonl.read,
    ".gz": packed.read,
    ".csv": table.read,
    ".parquet": columns.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".mhtml": mail.read,
    ".mht": mail.read,
    ".eml": mail.read,
    ".pdf": pdf.read,
    ".docx": word.read,
}
GROUP = "briefgen.readers"  # entry points of other packages: the suffix without its dot, and a Reader

log = logging.getLogger(__name__)


def read(paths: Iterable[Path], content: Path | None = None) -> Iterator[Article | BriefgenError]:
    """The articles of files, one after another; what cannot be read comes as an error in its place.

    content: the folder that `Article.path` is relative to and that holds no symbolic links; None leaves paths out
    An id that came before is an error: briefs would overwrite one another.
    """
    seen: dict[str, tuple[str, int]] = {}
    for path in find(paths, content):
        if isinstance(path, BriefgenError):
            yield path
            continue
        where = str(path)
        relative = _relative(path, content)
        for found in _articles(path):
            if isinstance(found, BriefgenError):
                yield found
                continue
            article, line = found
            first, at = seen.setdefault(article.id.casefold(), (where, line))
            if (first, at) == (where, line):
                yield replace(article, path=relative)
            else:
                mend = "rename one of the files, or give one another `id:`"
                yield ArticleError(f"its id `{article.id}` is taken by {first}:{at}", where=where, line=line, mend=mend)


def from_text(text: str, title: str | None, date: str | None) -> Article:
    """An article that is no file, as a line of a corpus would give it. Raises ArticleError."""
    return jsonl.article({"id": title or "text", "text": text, "title": title, "date": date}, "the given text", None)


def known_readers() -> dict[str, Reader]:
    """All readers by suffix: our own, and those of installed packages for other suffixes."""
    return {**READERS, **{suffix: reader for suffix, reader in _others().items() if suffix not in READERS}}


@cache
def _others() -> Mapping[str, Reader]:
    entries = entry_points(group=GROUP)
    return MappingProxyType({f".{entry.name.lower().lstrip('.')}": partial(_load_and_read, entry) for entry in entries})


def _load_and_read(entry: EntryPoint, path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    try:
        read_one: Reader = entry.load()
    except Exception as error:  # whatever another package does, the run goes on
        log.debug("%s", entry, exc_info=True)
        what = f"cannot be read: the reader of `{entry.module}` does not load ({type(error).__name__})"
        raise ArticleError(what, where=str(path), mend="mend that package, or uninstall it") from error
    yield from read_one(path)


def _articles(path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    try:
        yield from known_readers()[path.suffix.lower()](path)
    except BriefgenError as error:
        yield error
    except Exception as error:  # whatever a file does to a parser, the run goes on
        log.debug("%s", path, exc_info=True)
        yield ArticleError(
            f"cannot be read ({type(error).__name__})", where=str(path), mend="save it anew, or take it out"
        )


def find(paths: Iterable[Path], content: Path | None = None) -> Iterator[Path | BriefgenError]:
    """The files below `paths` that a reader exists for, sorted; links, unknown formats and missing paths are errors."""
    for path in paths:
        if content is not None and path.is_relative_to(content) and (link := _link(path, content)):
            yield ArticleError("is a symbolic link", where=str(link), mend="put the file or folder itself here")
        elif not path.exists():
            yield ArticleError("there is no such file or folder", where=str(path), mend="check the path")
        elif path.is_dir():
            yield from _walk(path)
        else:
            yield _known(path)


def _walk(folder: Path) -> Iterator[Path | BriefgenError]:
    """The files of a folder and the folders below it, by name; hidden ones and parts of saved pages are left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield ArticleError(f"cannot be read ({error.strerror})", where=str(folder), mend="make the folder readable")
        return
    pages = {Path(entry.name).stem for entry in entries if entry.name.lower().endswith((".html", ".htm"))}
    for entry in entries:
        if entry.name.startswith(".") or (entry.name.endswith("_files") and entry.name[:-6] in pages):
            continue  # hidden, or the pictures and scripts that a browser saved beside a page
        path = folder / entry.name
        if entry.is_symlink():
            yield ArticleError("is a symbolic link", where=str(path), mend="put the file or folder itself here")
        elif entry.is_dir():
            yield from _walk(path)
        else:
            yield _known(path)


def _known(path: Path) -> Path | BriefgenError:
    try:
        str(path).encode()
    except UnicodeEncodeError:
        where = str(path).encode(errors="backslashreplace").decode()
        return ArticleError("its name is not UTF-8", where=where, mend="rename it")
    if not path.is_file():
        return ArticleError("is no file", where=str(path), mend="take it out")
    if path.suffix.lower() not in known_readers():
        what = f"`{path.suffix or path.name}` is no format that can be read"
        return ArticleError(what, where=str(path), mend=f"use one of {', '.join(known_readers())}")
    return path


def _link(path: Path, content: Path) -> Path | None:
    """The first symbolic link between the folder and the path."""
    steps = [step for step in (path, *path.parents) if step.is_relative_to(content) and step != content]
    return next((step for step in reversed(steps) if step.is_symlink()), None)


def _relative(path: Path, content: Path | None) -> str | None:
    if content is None:
        return None
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return None
