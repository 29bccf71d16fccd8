"""What all readers share: decoding bytes, cleaning text, parting paragraphs, making ids."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen.errors import ArticleError
from briefgen.model import FILE_ID, text_hash
from briefgen.readers import hyphens

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LARGEST = 2_000_000  # characters of one article; more is no news article
LARGEST_FILE = 4 * LARGEST  # bytes
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]")
DROPPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
LINE_BREAKS = re.compile(r"\r\n?|[\u0085\u2028]")


def decode(path: Path) -> str:
    """The text of a file in UTF-8, in UTF-16 with a byte order mark, or in what looks like Windows-1252.

    Raises ArticleError for binary files, for files of more than 8 MB and where the disk refuses.
    """
    where = str(path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ArticleError(
                f"is larger than {LARGEST_FILE:,} bytes", where=where, mend="split it into several articles"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ArticleError(f"cannot be read ({error.strerror})", where=where, mend="make it readable") from error
    if not data.strip():
        raise ArticleError("is empty", where=where, mend="write a title and paragraphs, or take the file out")
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = _windows(data)
        if not text and b"\x00" not in data:
            line = data[: error.start].count(b"\n") + 1
            raise ArticleError(
                "is not UTF-8 text", where=where, line=line, mend="save it as UTF-8, or take it out"
            ) from error
    # a stray control character happens in old files; many of them, or one NUL, are no text
    if not text or "\x00" in text or len(CONTROL.findall(text)) > 1 + len(text) // 1000:
        raise ArticleError("is binary, not text", where=where, mend="save it as a UTF-8 text file, or take it out")
    return clean(text)


def _windows(data: bytes) -> str:
    """The text of bytes that look like English in Windows-1252, hardly one beyond ASCII and no controls; else ""."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    beyond = sum(sign > "\x7f" for sign in text)
    return "" if CONTROL.search(text) or beyond > 1 + len(text) // 20 else text


def clean(text: str) -> str:
    """Text with LF line ends and without control, zero-width and direction characters and soft hyphens."""
    return DROPPED.sub("", LINE_BREAKS.sub("\n", text).replace("\u2029", "\n\n").replace("\x0c", "\n\n"))


def paragraphs(text: str) -> list[str]:
    """Paragraphs parted by blank lines; line breaks in them become spaces, or nothing after a hyphen ("S-", "400")."""
    blocks = re.split(r"\n(?:[ \t\xa0]*\n)+", text)
    return [folded for block in blocks if (folded := re.sub(r"\s+", " ", hyphens.mended(block)).strip())]


def whole(title: str | None, body: Sequence[str], where: str) -> str:
    """An article's text: title, blank line, paragraphs. Raises ArticleError where the body is missing or too long."""
    if not body:
        raise ArticleError(
            "has no text below its title", where=where, mend="write the title first and paragraphs below it"
        )
    text = "\n\n".join([title, *body] if title else body)
    if len(text) > LARGEST:
        raise ArticleError(f"is longer than {LARGEST:,} characters", where=where, mend="split it into several articles")
    return text


def is_file_id(name: str) -> bool:
    """Whether a name can be an article's id as it stands: a file name that every system takes."""
    return (
        bool(re.fullmatch(FILE_ID["pattern"], name))
        and name.split(".")[0].lower() not in RESERVED
        and not name.endswith(".")
    )


def article_id(name: str) -> str:
    """A safe file name: ASCII slug of at most 80 characters, with a hash where the slug would not be safe or unique."""
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")
    if not slug or slug in RESERVED or len(slug) > 80 or not name.isascii():
        slug = f"{slug[:71].strip('-') or 'article'}-{text_hash(name)[:8]}"
    return slug
