"""PDF, by pypdf: the largest print of the first page is the title, its lines are mended into paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import byline, limited, printed, smallprint
from briefgen.readers.fields import one_line
from briefgen.readers.plain import article_id, clean, whole
from briefgen.readers.printed import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = 300  # more is a book
LONGEST_TITLE = 300
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
BROWSERS = re.compile(r"Skia|Chrom|Firefox|Mozilla|WebKit|Safari|wkhtmltopdf|\bQt\b")  # print whole pages
NOTE = re.compile(r"\s*\d{1,3}\s*")
SMALLER = 0.9  # times the size of the line, and above it, stands the number of a note
NO_TITLE = re.compile(r"(?i)untitled.*|microsoft word.*|\(?anonymous\)?|.*\.(?:docx?|pdf|indd|qxd|odt|html?|txt)|\W*")


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a PDF. Raises ArticleError."""
    yield limited.read(parse, path), 1


def parse(path: Path) -> Article:
    """The article of a PDF, read in this process. Raises ArticleError, and whatever pypdf raises."""
    pypdf = limited.library("pypdf", "documents")
    limited.content(path)
    reader = pypdf.PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ArticleError("is locked with a password", mend="save it without one")
    if len(reader.pages) > PAGES:
        raise ArticleError(f"has more than {PAGES} pages", mend="split it into its articles")
    lines = [line for number, page in enumerate(reader.pages) for line in _lines(page, number)]
    if not lines:
        raise ArticleError(
            "has no text; its pages may be pictures", mend="recognise its text (OCR) and save it as PDF again"
        )
    headline, rest = printed.title(printed.by_columns(printed.without_margins(lines)))
    body = printed.paragraphs(rest)
    if BROWSERS.search(str((reader.metadata or {}).get("/Producer") or "")):
        body = smallprint.kept(body)
    headline = headline or _told(reader)
    if headline is None and len(body) > 1 and len(body[0]) <= LONGEST_TITLE:
        headline = body.pop(0)
    if body and body[0] == headline:
        del body[0]
    top = byline.split(body)
    return Article(
        article_id(path.stem),
        whole(headline, top.body, path.name),
        title=headline,
        date=top.date,
        date_from=top.date_from,
        author=top.author,
        url=top.url,
    )


def _told(reader: Any) -> str | None:
    """The title in the file's properties, unless a program put its own there."""
    told = one_line(str((reader.metadata or {}).get("/Title") or ""), "title", "")
    return told if told and not NO_TITLE.fullmatch(told) else None


def _lines(page: Any, number: int) -> list[Line]:
    """The lines of a page in the order in which they are painted, which is that of reading in what programs write."""
    found: list[Line] = []
    parts: list[tuple[float, float, float, str]] = []

    def end() -> None:
        kept = [part for part in parts if part[3].strip()]
        _, base, largest, _ = max(kept, key=lambda part: part[2], default=(0.0, 0.0, 0.0, ""))
        notes = [
            part for part in kept if part[2] < SMALLER * largest and part[1] > base + 1 and NOTE.fullmatch(part[3])
        ]
        text = clean("".join(part[3] for part in parts if part not in notes)).translate(LIGATURES)
        if text.strip():
            x, y, size, _ = kept[0]
            found.append(Line(number, x, y, size, " ".join(text.split())))
        parts.clear()

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x = cm[0] * tm[4] + cm[2] * tm[5] + cm[4]
        y = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        scale = (abs(tm[3]) or abs(tm[1]) or 1.0) * (abs(cm[3]) or abs(cm[1]) or 1.0)
        for place, piece in enumerate(re.split(r"\n", text)):
            if place:
                end()
            if piece.strip() and parts and abs(parts[-1][1] - y) > size * scale:
                end()
            if piece:
                parts.append((round(x, 1), round(y, 1), round(size * scale, 1), piece))

    page.extract_text(visitor_text=visit)
    end()
    return found
