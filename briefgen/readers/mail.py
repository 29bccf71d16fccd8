"""Saved e-mails (`.eml`) and web archives (`.mht`, `.mhtml`): subject, sender, date and text."""

from __future__ import annotations

import email
import email.message
import email.policy
import re
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import limited, webpage
from briefgen.readers.fields import one_line, web_address
from briefgen.readers.plain import article_id, clean, paragraphs, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REPLY = re.compile(r"^(?:(?:re|fwd?|aw)\s*:\s*)+", re.IGNORECASE)
SIGNATURE = re.compile(r"^-- ?$.*", re.MULTILINE | re.DOTALL)
QUOTED = re.compile(r"^>.*(?:\n|\Z)", re.MULTILINE)


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a message. Raises ArticleError."""
    yield limited.read(parse, path), 1


def parse(path: Path) -> Article:
    """The article of a message, read in this process. Raises ArticleError, and whatever the parser raises."""
    message = email.message_from_bytes(limited.content(path), policy=email.policy.default)
    if not message.keys():
        raise ArticleError("is no e-mail: it has no headers", mend=limited.NOBODY)
    plain = message.get_body(("plain",))
    if plain is None:
        return _page(message, path)
    title = one_line(REPLY.sub("", clean(str(message["subject"] or ""))), "title", path.name)
    text = _content(plain)
    if plain.get_param("format") == "flowed":
        text = re.sub(r" \n(?!\n)", " ", text)
    body = paragraphs(QUOTED.sub("", SIGNATURE.sub("", text)))
    return Article(
        article_id(path.stem),
        whole(title, body, path.name),
        title=title,
        date=(date := _date(message)),
        date_from="sent" if date else None,
        author=_author(message),
    )


def _page(message: email.message.EmailMessage, path: Path) -> Article:
    """The article of a message that is a page, as newsletters and the archives of browsers are."""
    from dataclasses import replace

    page = message.get_body(("related", "html"))
    page = page if page is None or page.get_content_type() == "text/html" else page.get_body(("html",))
    if page is None:
        raise ArticleError("has no text", mend=limited.NOBODY)
    url = _address(str(message["snapshot-content-location"] or page["content-location"] or ""), path.name)
    found = webpage.article(_content(page).encode(), path.stem, url)
    if found.date is None and (date := _date(message)):
        found = replace(found, date=date, date_from="sent")
    return replace(found, author=found.author or _author(message))


def _content(part: email.message.MIMEPart) -> str:
    """The text of a part; an unknown character set is read as UTF-8."""
    try:
        return clean(str(part.get_content()))
    except LookupError:
        data = part.get_payload(decode=True)
        return clean(data.decode("utf-8", "replace") if isinstance(data, bytes) else "")


def _date(message: email.message.EmailMessage) -> str | None:
    """The day on which it was sent, where it was sent from."""
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat() if message["date"] else None
    except (ValueError, TypeError):
        return None


def _author(message: email.message.EmailMessage) -> str | None:
    addresses = getattr(message["from"], "addresses", ())
    return one_line(clean(addresses[0].display_name), "author", "") if addresses else None


def _address(url: str, name: str) -> str | None:
    try:
        return web_address(url, name)
    except ArticleError:
        return None
