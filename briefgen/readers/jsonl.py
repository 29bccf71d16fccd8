"""Corpora: a JSON object a line with `id`, `text` and, where known, `title date url publisher author language`.

Other keys are ignored: corpora come with columns of their own.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article, text_hash
from briefgen.readers.fields import iso_date, one_line, web_address
from briefgen.readers.plain import LARGEST, article_id, is_file_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KNOWN = "id text title date url publisher author language".split()
SURROGATE = re.compile("[\ud800-\udfff]")
LONGEST_LINE = 12 * LARGEST  # bytes: JSON may write a character as two escapes of six


def read(path: Path) -> Iterator[tuple[Article, int] | BriefgenError]:
    """The articles of a corpus with their lines, read one by one; a bad line is an error and the rest goes on."""
    try:
        with path.open("rb") as file:
            for number, line in _lines(file):
                try:
                    if line is None:
                        raise ArticleError(
                            f"is longer than {LONGEST_LINE:,} bytes", where=str(path), line=number, mend="split it"
                        )
                    if line.strip():
                        yield _article(line, str(path), number), number
                except ArticleError as error:
                    yield error
    except OSError as error:
        yield ArticleError(f"cannot be read ({error.strerror})", where=str(path), mend="make it readable")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines; None for one that is too long to be held."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) < LONGEST_LINE or line.endswith(b"\n"):
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield number, None


def _article(line: bytes, where: str, number: int) -> Article:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError(
            "is not JSON", where=where, line=number, mend="write one JSON object a line, in UTF-8"
        ) from error
    if not isinstance(data, dict):
        raise ArticleError("is not a JSON object", where=where, line=number, mend='write {"id": "…", "text": "…"}')
    return article(data, where, number)


def article(data: dict[str, Any], where: str, number: int | None) -> Article:
    """The article of a corpus's object, whatever it was read from. Raises ArticleError."""
    title = one_line(data.get("title"), "title", where, number)
    return Article(
        id=_identity(data.get("id"), where, number),
        text=_text(data.get("text"), title, where, number),
        title=title,
        date=iso_date(data.get("date"), where, number),
        url=web_address(data.get("url"), where, number),
        publisher=one_line(data.get("publisher"), "publisher", where, number),
        author=one_line(data.get("author"), "author", where, number),
        language=one_line(data.get("language"), "language", where, number) or "en",
    )


def _identity(value: Any, where: str, number: int | None) -> str:
    """The line's id as it stands; where it is no file name, a slug of it with a hash, so that no two become one."""
    name = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not name:
        raise ArticleError("has no id", where=where, line=number, mend="give it an `id` that no other line has")
    if is_file_id(name):
        return name
    slug = article_id(name)
    mark = text_hash(name)[:8]
    return slug if slug.endswith(mark) else f"{slug[:71].strip('-')}-{mark}"


def _text(value: Any, title: str | None, where: str, number: int | None) -> str:
    """The text just as it is given, because offsets count in it; below its title where it has one."""
    if not isinstance(value, str) or not value.strip():
        raise ArticleError("has no text", where=where, line=number, mend="give it a `text` with the article's words")
    if "\x00" in value:
        raise ArticleError("has NUL characters in its text", where=where, line=number, mend="take them out")
    text = SURROGATE.sub("\ufffd", f"{title}\n\n{value}" if title else value)
    if len(text) > LARGEST:
        raise ArticleError(
            f"is longer than {LARGEST:,} characters", where=where, line=number, mend="split it into several articles"
        )
    return text
