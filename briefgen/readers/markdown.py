"""Markdown with YAML front matter: title, date, publisher, url, author, language. Markup goes, its text stays."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from briefgen import yamltext
from briefgen.errors import ArticleError
from briefgen.model import ORIGINS, Article
from briefgen.readers import byline, limited
from briefgen.readers.fields import iso_date, one_line, web_address
from briefgen.readers.hyphens import mended
from briefgen.readers.plain import article_id, decode, paragraphs, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

KNOWN = "id title date date_from publisher url author language note tags retrieved original".split()
QUICK = 32_000  # bytes
TAGS = 200
FRONT = re.compile(r"\A(\n*)---[ \t]*\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a Markdown file, with the line that it begins on. Raises ArticleError."""
    yield (parse(path) if _is_quick(path) else limited.read(parse, path)), 1


def _is_quick(path: Path) -> bool:
    """Whether parsing cannot take long: some texts of brackets or tags take a time that grows with their square."""
    try:
        return path.stat().st_size <= QUICK and path.read_bytes().count(b"<") <= TAGS
    except OSError:  # told when it is decoded
        return True


def parse(path: Path) -> Article:
    """The article of a Markdown file, read in this process. Raises ArticleError."""
    where = str(path)
    raw = decode(path)
    found = FRONT.match(raw)
    if re.match(r"\n*---[ \t]*\n", raw) and not found:
        line = len(raw) - len(raw.lstrip("\n")) + 1
        raise ArticleError("the front matter has no end", where=where, line=line, mend="close it with a line `---`")
    front, lines = _front_matter(found.group(2), where, found.group(1).count("\n") + 1) if found else ({}, {})
    blocks = list(_blocks(raw[found.end() :] if found else raw))
    title = one_line(front.get("title"), "title", where, lines.get("title"))
    if title is None and blocks and blocks[0][0] == "h1":
        title = blocks.pop(0)[1]
    if title is None:
        raise ArticleError(
            "has no title", where=where, line=1, mend="add `title:` to the front matter or a first line `# Title`"
        )
    body = [text for _, text in blocks]
    if body and body[0] == title:
        del body[0]
    top = byline.split(body) if not found else byline.Byline(None, None, None, tuple(body))
    return Article(
        id=article_id(one_line(front.get("id"), "id", where, lines.get("id")) or path.stem),
        text=whole(title, top.body, where),
        title=title,
        date=iso_date(front.get("date"), where, lines.get("date")) or top.date,
        date_from=_origin(front.get("date_from"), where, lines.get("date_from")) or top.date_from,
        url=web_address(front.get("url"), where, lines.get("url")) or top.url,
        publisher=one_line(front.get("publisher"), "publisher", where, lines.get("publisher")),
        author=one_line(front.get("author"), "author", where, lines.get("author")) or top.author,
        language=one_line(front.get("language"), "language", where, lines.get("language")) or "en",
    )


def _origin(value: Any, where: str, line: int | None) -> str | None:
    """What the date was taken from. Raises ArticleError for other words than these."""
    told = one_line(value, "date_from", where, line)
    if told is not None and told not in ORIGINS:
        mend = f"write one of {', '.join(ORIGINS)}, or take it out where the date is right"
        raise ArticleError(f"`date_from` cannot be `{told[:40]}`", where=where, line=line, mend=mend)
    return told


def _front_matter(text: str, where: str, above: int) -> tuple[dict[str, Any], dict[str, int]]:
    """The values of the front matter and the lines of its keys; `above` counts the file's lines before it."""
    data, positions = yamltext.load_with_positions("\n" * above + text, where, ArticleError)
    if data is None:
        return {}, {}
    if not isinstance(data, dict):
        raise ArticleError(
            "the front matter is not a mapping", where=where, line=above + 1, mend="write one `key: value` a line"
        )
    for key in data:
        if key not in KNOWN:
            line, column = positions.get((key,), (above + 1, None))
            mend = f"known keys are {', '.join(KNOWN)}"
            raise ArticleError(
                f"unknown key `{key}` in the front matter", where=where, line=line, column=column, mend=mend
            )
    return data, {key: positions[(key,)][0] for key in data}


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """(tag, plain text) of headings, paragraphs, list items and text in HTML; code, tables and rules are left out."""
    tag, table = "p", False
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type in ("heading_open", "paragraph_open"):
            tag = token.tag
        elif token.type in ("table_open", "table_close"):
            table = token.type == "table_open"
        elif token.type == "html_block":
            yield from (("p", paragraph) for paragraph in _html_text(token.content))
        elif token.type == "inline" and not table:
            plain = re.sub(r"\s+", " ", mended("".join(_inline(token.children or [])))).strip()
            if plain:
                yield tag, plain


def _inline(tokens: list[Token]) -> Iterator[str]:
    """The words of a paragraph, without tags, addresses and pictures."""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak") or token.content.startswith("<br"):
            yield "\n"


class _Text(HTMLParser):
    """Collects the text of HTML; blocks part paragraphs, scripts and styles are left out."""

    SILENT = frozenset(("script", "style", "template", "table", "pre", "head"))
    INLINE = frozenset(
        ("a", "abbr", "b", "cite", "em", "i", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u")
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self.SILENT
        if tag not in self.INLINE:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self.SILENT and self.silent > 0
        if tag not in self.INLINE:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def _html_text(html: str) -> list[str]:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return paragraphs("".join(parser.parts))
