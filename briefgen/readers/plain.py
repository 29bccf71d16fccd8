"""What all readers share: decoding bytes, cleaning text, making ids, checking what front matter and corpora give."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from anyascii import anyascii

from briefgen.errors import ArticleError
from briefgen.model import text_hash

LARGEST = 2_000_000  # characters of one article; more is no news article, and spaCy's own limit is near
RESERVED = frozenset("con prn aux nul".split()) | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
ISO_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def decode(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a byte order mark. Raises ArticleError for anything else."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"cannot be read ({error.strerror})", where=str(path)) from error
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\x00" in data:
        raise ArticleError("is binary, not text", where=str(path), mend="save it as a UTF-8 text file or take it out")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise ArticleError("is not UTF-8 text", where=str(path), line=line, mend="save it as UTF-8") from error
    return clean(text)


def clean(text: str) -> str:
    """Text with LF line ends and without control, zero-width and direction characters."""
    return DROPPED.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n"))


def paragraphs(text: str) -> list[str]:
    """Paragraphs parted by blank lines, hard line breaks inside them turned into spaces."""
    blocks = re.split(r"\n[ \t\xa0]*\n", text)
    return [folded for block in blocks if (folded := re.sub(r"\s+", " ", block).strip())]


def whole(title: str | None, body: list[str], where: str) -> str:
    """An article's text: title, blank line, paragraphs. Raises ArticleError where there is no body or too much of it."""
    if not body:
        raise ArticleError("has no text", where=where, mend="write at least one paragraph below the title, or take the file out")
    text = "\n\n".join([title, *body] if title else body)
    if len(text) > LARGEST:
        raise ArticleError(f"is longer than {LARGEST:,} characters", where=where, mend="split it into several articles")
    return text


def article_id(name: str) -> str:
    """A safe file name: ASCII slug of at most 80 characters; a hash is added where the name alone would not be safe or unique."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
    if not slug or slug in RESERVED or len(slug) > 80 or not name.isascii():
        slug = f"{slug[:71].strip('-') or 'article'}-{text_hash(name)[:8]}"
    return slug


def one_line(value: Any, name: str, where: str, line: int | None = None) -> str | None:
    """A string field of an article, white space folded; None where empty. Raises ArticleError for other types."""
    if value is None:
        return None
    if isinstance(value, bool | list | dict):
        raise ArticleError(f"`{name}` is not a string", where=where, line=line, mend=f'write {name}: "…"')
    return re.sub(r"\s+", " ", clean(str(value))).strip() or None


def iso_date(value: Any, where: str, line: int | None = None) -> str | None:
    """A date as ISO 8601 of any precision; a time of day is cut off. Raises ArticleError where it is none."""
    text = one_line(value, "date", where, line)
    if text is None:
        return None
    found = ISO_DATE.match(text)
    rest = text[found.end() :] if found else text
    if not found or (rest and not re.match(r"[T ]\d{2}:", rest)):
        raise ArticleError(f"`date` {text!r} is not a date", where=where, line=line, mend="write it as YYYY-MM-DD, or leave it out")
    return found.group()


def web_address(value: Any, where: str, line: int | None = None) -> str | None:
    """An http or https address, or None. Raises ArticleError for any other scheme."""
    text = one_line(value, "url", where, line)
    if text is None:
        return None
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise ArticleError("`url` is not an address", where=where, line=line, mend="write https://…") from error
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ArticleError("`url` is not an http or https address", where=where, line=line, mend="write https://…, or leave it out")
    return text
