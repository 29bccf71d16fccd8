"""Markdown with YAML front matter: title, date, publisher, url, author, language. Markup is taken off, its text kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from briefgen import yamltext
from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers.plain import article_id, decode, iso_date, one_line, web_address, whole

if TYPE_CHECKING:
    from markdown_it.token import Token

KNOWN = ("id", "title", "date", "publisher", "url", "author", "language", "note", "tags")
FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def read(path: Path, name: str) -> Iterator[Article | BriefgenError]:
    """The one article of a Markdown file; `name` is its path inside the site."""
    try:
        yield _article(path)
    except ArticleError as error:
        yield error


def _article(path: Path) -> Article:
    where = str(path)
    raw = decode(path).lstrip("\n")
    found = FRONT.match(raw)
    if raw.startswith("---\n") and not found:
        raise ArticleError("the front matter has no end", where=where, line=1, mend="close it with a line `---`")
    front = _front_matter(found.group(1), where) if found else {}
    blocks = list(_blocks(raw[found.end() :] if found else raw))
    title = one_line(front.get("title"), "title", where)
    if title is None and blocks and blocks[0][0] == "h1":
        title = blocks.pop(0)[1]
    body = [text for _, text in blocks]
    if title and body and body[0] == title:
        del body[0]
    if title is None:
        raise ArticleError("has no title", where=where, line=1, mend="add `title:` to the front matter or a first line `# Title`")
    return Article(
        id=article_id(one_line(front.get("id"), "id", where) or path.stem),
        text=whole(title, body, where),
        title=title,
        date=iso_date(front.get("date"), where),
        url=web_address(front.get("url"), where),
        publisher=one_line(front.get("publisher"), "publisher", where),
        author=one_line(front.get("author"), "author", where),
        language=one_line(front.get("language"), "language", where) or "en",
    )


def _front_matter(text: str, where: str) -> dict[str, Any]:
    data = yamltext.load("\n" + text, where, ArticleError)  # the blank line stands for `---`, so that line numbers fit
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise ArticleError("the front matter is not a mapping", where=where, line=2, mend="write one `key: value` a line")
    unknown = [key for key in data if key not in KNOWN]
    if unknown:
        line = next((n for n, row in enumerate(text.splitlines(), 2) if row.startswith(f"{unknown[0]}:")), 2)
        mend = f"known keys are {', '.join(KNOWN)}"
        raise ArticleError(f"unknown key `{unknown[0]}` in the front matter", where=where, line=line, mend=mend)
    return data


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """(tag, plain text) of headings, paragraphs and list items; code, HTML and tables' rules are left out."""
    tag = "p"
    for token in MarkdownIt("commonmark", {"html": False}).parse(text):
        if token.type in ("heading_open", "paragraph_open"):
            tag = token.tag
        elif token.type == "inline":
            plain = re.sub(r"\s+", " ", "".join(_inline(token.children or []))).strip()
            if plain:
                yield tag, plain


def _inline(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.type == "image":
            yield from _inline(token.children or [])
