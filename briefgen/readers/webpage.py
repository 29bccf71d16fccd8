"""Saved web pages (`.html`, `.htm`): the article without what stands around it, by trafilatura; dates by htmldate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import limited
from briefgen.readers.fields import iso_date, one_line, web_address
from briefgen.readers.plain import article_id, clean, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BLOCKS = ("p", "head", "item", "quote", "fw", "ab")
LEAST = 40  # letters of a standfirst; what is shorter is a label
TITLE_ENDS = re.compile(r"\s+(?:[|–—·•»]|-|::)\s+")  # "Headline | Outlet"


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
    page = trafilatura.bare_extraction(
        tree, url=url, with_metadata=True, include_comments=False, include_tables=False, include_images=False
    )
    body = _paragraphs(page.body) if page is not None and page.body is not None else []
    if page is None or not body:
        mend = "save the page from the browser again when all of it shows, or save its text as .md"
        raise ArticleError("has no text of an article that could be found", mend=mend)
    title = _title(page.title, page.sitename, body)
    if title and body[0] == title:
        del body[0]
    standfirst = _standfirst(tree, page.description, title, body)
    return Article(
        id=article_id(name),
        text=whole(title, [standfirst, *body] if standfirst else body, name),
        title=title,
        date=iso_date(page.date, name),
        url=_address(page.url or url, name),
        publisher=one_line(clean(page.sitename or page.hostname or ""), "publisher", name),
        author=one_line(clean(page.author or ""), "author", name),
        language=_language(tree),
    )


def _paragraphs(body: Any) -> list[str]:
    """The texts of the innermost blocks, in order."""
    found: list[str] = []
    for block in body.iter(*BLOCKS):
        own = block.tag == "quote" and any(child.tag in BLOCKS for child in block)
        if own or any(parent.tag in ("p", "item", "head") for parent in block.iterancestors()):
            continue
        text = _fold("".join(block.itertext()))
        if text and (not found or found[-1] != text):
            found.append(text)
    return found


def _fold(text: str) -> str:
    return re.sub(r"\s+", " ", clean(text)).strip()


def _title(told: str | None, outlet: str | None, body: list[str]) -> str | None:
    """The headline without the outlet's name after it."""
    title = _fold(told or "")
    if body and title.startswith(body[0]) and TITLE_ENDS.match(title[len(body[0]) :]):
        return body[0]
    parts = TITLE_ENDS.split(title)
    if len(parts) > 1 and outlet and parts[-1].casefold() == _fold(outlet).casefold():
        title = title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title or None


def _standfirst(tree: Any, description: str | None, title: str | None, body: list[str]) -> str | None:
    """The page's own description where the page shows it to readers and the extraction dropped it."""
    wanted = _fold(description or "")
    if len(wanted) < LEAST or wanted == title or any(wanted in paragraph for paragraph in body[:3]):
        return None
    shown = (_fold("".join(block.itertext())) for block in tree.iter("p", "h2", "h3", "div"))
    return wanted if wanted in shown else None


def _language(tree: Any) -> str:
    told = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "en"
    code = re.match(r"[A-Za-z]{2,3}(?![A-Za-z])", told)
    return code.group().lower() if code else "en"


def _address(url: str | None, name: str) -> str | None:
    try:
        return web_address(url, name)
    except ArticleError:  # a page may say of itself what it likes
        return None
