"""Saved web pages (`.html`, `.htm`): the article without what stands around it, by trafilatura; dates by htmldate."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import byline, furniture, limited, masthead, smallprint
from briefgen.readers.fields import iso_date, one_line, web_address
from briefgen.readers.plain import article_id, clean, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCKS = ("p", "head", "item", "quote", "fw", "ab")
HEAD = 4_096  # bytes in which a browser notes where it saved a page from
LITTLE = 250  # letters of text; where no more was found, a search that takes in more is tried


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a saved page. Raises ArticleError."""
    yield limited.read(parse, path), 1


def parse(path: Path) -> Article:
    """The article of a page's file, read in this process. Raises ArticleError."""
    return article(limited.content(path), path.stem)


def article(data: bytes, name: str, url: str | None = None) -> Article:
    """The article of a page's bytes.

    name: what its id is made of; url: where it came from, if the page does not tell
    Raises ArticleError where there is no text in the page, and whatever the parser raises.
    """
    trafilatura = limited.library("trafilatura", "web")
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError("is binary, not a page", mend=limited.NOBODY)
    tree = trafilatura.load_html(data)
    if tree is None:
        raise ArticleError("is no HTML page", mend=limited.NOBODY)
    page = masthead.told(tree)
    there = _address(masthead.address(tree, page, data[:HEAD].decode("utf-8", "replace")) or url, name)
    outlet = masthead.publisher(tree, page)
    title = one_line(masthead.headline(tree, page), "title", name)
    bare = copy.deepcopy(tree)
    furniture.strip(bare)
    writer = one_line(masthead.author(tree, page, outlet), "author", name)
    top = _body(trafilatura, bare, tree, title, writer)
    body = list(top.body)
    if not body:
        mend = "save the page from the browser again when all of it shows, or save its text as .md"
        raise ArticleError("has no text of an article that could be found", mend=mend)
    standfirst = masthead.standfirst(bare, page, title, body)
    day = masthead.date(tree, page, there, [top.date] if top.date else []) or _guessed(tree, there)
    return Article(
        id=article_id(name),
        text=whole(title, [standfirst, *body] if standfirst else body, name),
        title=title,
        date=iso_date(day[0], name) if day else None,
        date_from=day[1] if day else None,
        url=there,
        publisher=one_line(outlet, "publisher", name) or masthead.host(there),
        author=writer or top.author,
        language=_language(tree),
    )


def _body(trafilatura: Any, bare: Any, tree: Any, title: str | None, author: str | None) -> byline.Byline:
    """The paragraphs below the headline, and what the first of them told."""
    found: list[str] = []
    for source, more in ((bare, False), (bare, True), (tree, True)):
        page = trafilatura.bare_extraction(
            copy.deepcopy(source), include_comments=False, include_tables=False, include_images=False, favor_recall=more
        )
        if page is not None and page.body is not None:
            found = max(found, smallprint.kept(_paragraphs(page.body), author), key=_length)
        if _length(found) > LITTLE:
            break
    top = next((place + 1 for place, text in enumerate(found[:4]) if text == title), 0)
    return byline.split(found[top:])


def _length(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _paragraphs(body: Any) -> list[str]:
    """The texts of the innermost blocks, in order."""
    found: list[str] = []
    for block in body.iter(*BLOCKS):
        own = block.tag == "quote" and any(child.tag in BLOCKS for child in block)
        if own or any(parent.tag in ("p", "item", "head") for parent in block.iterancestors()):
            continue
        if text := _fold("".join(block.itertext())):
            found.append(text)
    return found


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text)).strip()


def _guessed(tree: Any, url: str | None) -> tuple[str, str] | None:
    """The day that htmldate makes out somewhere in the page: a guess."""
    htmldate = limited.library("htmldate", "web")
    found = htmldate.find_date(tree, url=url, original_date=True, extensive_search=True)
    # the first of January is what it makes of a year alone, as in "© 2022"
    return (found, "text") if found and not found.endswith("-01-01") else None


def _language(tree: Any) -> str:
    told = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "en"
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", told)
    return code.group().lower() if code else "en"


def _address(url: str | None, name: str) -> str | None:
    try:
        return web_address(url, name)
    except ArticleError:  # a page may say of itself what it likes
        return None
