"""Plain text: the first line is the title, below it author, date and address if told; then paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import byline
from briefgen.readers.plain import article_id, decode, paragraphs, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LONGEST_TITLE = 300  # characters; a longer first line is a paragraph


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a text file, with the line that it begins on. Raises ArticleError."""
    title, _, rest = decode(path).strip().partition("\n")
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise ArticleError(
            "has no title", where=str(path), line=1, mend="write it as the first line, the text below it"
        )
    top = byline.split(paragraphs(rest))
    yield (
        Article(
            article_id(path.stem),
            whole(title, top.body, str(path)),
            title=title,
            date=top.date,
            date_from=top.date_from,
            author=top.author,
            url=top.url,
        ),
        1,
    )
