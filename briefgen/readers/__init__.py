"""Readers of articles: one file per format. A new format is one file and one line in `READERS`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers import jsonl, markdown, text

Reader = Callable[[Path, str], Iterator[Article | BriefgenError]]

READERS: dict[str, Reader] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": text.read,
    ".jsonl": jsonl.read,
}


def find(paths: Iterable[Path]) -> Iterator[Path | BriefgenError]:
    """The files below `paths` that a reader exists for, sorted; links, unknown formats and missing paths are errors."""
    for path in paths:
        if not path.exists():
            yield ArticleError("there is no such file or folder", where=str(path), mend="check the path")
        elif path.is_dir():
            yield from _walk(path)
        else:
            yield _known(path)


def _walk(folder: Path) -> Iterator[Path | BriefgenError]:
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.is_symlink():
            yield ArticleError("is a symbolic link", where=str(path), mend="put the file itself here")
        elif path.is_file():
            yield _known(path)


def _known(path: Path) -> Path | BriefgenError:
    if path.suffix.lower() in READERS:
        return path
    formats = ", ".join(READERS)
    return ArticleError(f"`{path.suffix or path.name}` is no format that can be read", where=str(path), mend=f"use one of {formats}")


def read(paths: Iterable[Path], content: Path | None = None) -> Iterator[Article | BriefgenError]:
    """The articles of files, one after another; what cannot be read comes as an error in its place.

    content: the folder that `Article.path` is relative to; None leaves paths out
    An id that came before is an error: briefs would overwrite one another.
    """
    seen: dict[str, str] = {}
    for path in find(paths):
        if isinstance(path, BriefgenError):
            yield path
            continue
        relative = _relative(path, content)
        for article in READERS[path.suffix.lower()](path, relative or path.name):
            if isinstance(article, Article):
                if article.id.casefold() in seen:
                    mend = "rename one of the files, or give one another `id:`"
                    yield ArticleError(f"its id `{article.id}` is taken by {seen[article.id.casefold()]}", where=str(path), mend=mend)
                    continue
                seen[article.id.casefold()] = str(path)
                yield replace(article, path=relative)
            else:
                yield article


def _relative(path: Path, content: Path | None) -> str | None:
    if content is None:
        return None
    try:
        return path.resolve().relative_to(content.resolve()).as_posix()
    except ValueError:
        return None
