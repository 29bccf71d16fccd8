"""Corpora: a JSON object a line with `id`, `text` and, where known, `title date url publisher author language`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers.plain import LARGEST, article_id, clean, iso_date, one_line, web_address

SURROGATE = re.compile("[\ud800-\udfff]")


def read(path: Path, name: str) -> Iterator[Article | BriefgenError]:
    """The articles of a corpus, read line by line; a bad line is an error and the rest goes on."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    try:
                        yield _article(line, str(path), number)
                    except ArticleError as error:
                        yield error
    except OSError as error:
        yield ArticleError(f"cannot be read ({error.strerror})", where=str(path))


def _article(line: bytes, where: str, number: int) -> Article:
    try:
        data: Any = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ArticleError("is not JSON", where=where, line=number, mend="write one JSON object a line, in UTF-8") from error
    if not isinstance(data, dict):
        raise ArticleError("is not a JSON object", where=where, line=number, mend='write {"id": "…", "text": "…"}')
    if not isinstance(data.get("text"), str) or not data["text"].strip():
        raise ArticleError("has no text", where=where, line=number, mend="give it a `text` with the article's words")
    if not isinstance(data.get("id"), str | int) or isinstance(data["id"], bool) or not str(data["id"]).strip():
        raise ArticleError("has no id", where=where, line=number, mend="give it an `id` that no other line has")
    title = one_line(data.get("title"), "title", where, number)
    # with `text` only, offsets count in the text as it is given
    text = clean(data["text"]) if title else SURROGATE.sub("\ufffd", data["text"])
    text = f"{title}\n\n{text.strip()}" if title else text
    if len(text) > LARGEST:
        raise ArticleError(f"is longer than {LARGEST:,} characters", where=where, line=number, mend="split it")
    identity = str(data["id"])
    return Article(
        id=identity if _safe(identity) else article_id(identity),
        text=text,
        title=title,
        date=iso_date(data.get("date"), where, number),
        url=web_address(data.get("url"), where, number),
        publisher=one_line(data.get("publisher"), "publisher", where, number),
        author=one_line(data.get("author"), "author", where, number),
        language=one_line(data.get("language"), "language", where, number) or "en",
    )


def _safe(identity: str) -> bool:
    return identity.isascii() and all(c.isalnum() or c in "-_." for c in identity) and len(identity) <= 80 and identity[0].isalnum()
