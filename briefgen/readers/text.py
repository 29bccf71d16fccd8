"""Plain text: the first line is the title, the rest paragraphs parted by blank lines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers.plain import article_id, decode, paragraphs, whole


def read(path: Path, name: str) -> Iterator[Article | BriefgenError]:
    """The one article of a text file; `name` is its path inside the site."""
    try:
        lines = decode(path).strip().split("\n", 1)
        title = " ".join(lines[0].split())
        text = whole(title, paragraphs(lines[1] if len(lines) > 1 else ""), str(path))
        yield Article(article_id(path.stem), text, title=title)
    except ArticleError as error:
        yield error
