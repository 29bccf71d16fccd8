"""Word (`.docx`), by python-docx: paragraphs and headings; no tables, headers, footers, notes and comments."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import byline, limited
from briefgen.readers.fields import one_line
from briefgen.readers.plain import article_id, clean, paragraphs, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNZIPPED = 50_000_000  # bytes of all that the file holds
STEP = 1 << 16
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CELL = 400  # letters in one cell: the table lays out the page
LONGEST_TITLE = 300
TOP = 6  # paragraphs that the title is among
ENDED = re.compile(r"[.;:,]$")  # no title
NO_TITLES = frozenset(("word document", "untitled", "document", "powerpoint presentation"))


def read(path: Path) -> Iterator[tuple[Article, int]]:
    """The one article of a Word file. Raises ArticleError."""
    yield limited.read(parse, path), 1


def parse(path: Path) -> Article:
    """The article of a Word file, read in this process. Raises ArticleError, and whatever python-docx raises."""
    docx = limited.library("docx", "documents")
    limited.content(path)
    _measure(path)
    document = docx.Document(str(path))
    blocks = list(_blocks(document))
    if not blocks:
        raise ArticleError("has no text", mend=limited.NOBODY)
    title = _title(document, blocks)
    body = [block.text for block in blocks]
    if title in body[:3]:
        body.remove(title)
    top = byline.split(body)
    return Article(
        article_id(path.stem),
        whole(title, top.body, path.name),
        title=title,
        date=top.date,
        date_from=top.date_from,
        author=top.author,
        url=top.url,
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph with the name of its style, the size of its letters (half points, 0 where the style tells), and
    whether all of it is bold."""

    text: str
    style: str
    size: int
    bold: bool


def _blocks(document: Any) -> Iterator[_Block]:
    """The paragraphs, also those in content controls and in cells that lay out the page.

    Insertions that are not accepted yet are text, deletions are not; text boxes hold what is said elsewhere.
    """
    styles = {style.style_id: style.name or "" for style in document.styles}
    for paragraph in document.element.body.iter(f"{W}p"):
        above = [parent.tag for parent in paragraph.iterancestors()]
        if any(tag.endswith(("}txbxContent", "}Fallback")) for tag in above):
            continue
        cell = next((parent for parent in paragraph.iterancestors(f"{W}tc")), None)
        if cell is not None and sum(len(text.text or "") for text in cell.iter(f"{W}t")) < CELL:
            continue
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = styles.get(style.get(f"{W}val"), "") if style is not None else ""
        for text in paragraphs(clean("".join(_pieces(paragraph)))):
            yield _Block(text, name, *_look(paragraph))


def _look(paragraph: Any) -> tuple[int, bool]:
    """Size and boldness of a paragraph's runs."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((text.text or "").strip() for text in run.iter(f"{W}t"))]
    sizes = [size.get(f"{W}val") or "" for run in runs for size in run.iterfind(f"{W}rPr/{W}sz")]
    bold = [run.find(f"{W}rPr/{W}b") for run in runs]
    return max((int(size) for size in sizes if size.isdecimal()), default=0), bool(runs) and None not in bold


def _pieces(paragraph: Any) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{W}t":
            yield element.text or ""
        elif isinstance(element.tag, str) and (sign := SIGNS.get(element.tag.removeprefix(W))):
            yield sign


def _title(document: Any, blocks: list[_Block]) -> str | None:
    """The paragraph in the style of titles, else the one that looks like it, else the property, else the first one."""
    top = [block for block in blocks[:TOP] if len(block.text) <= LONGEST_TITLE and not ENDED.search(block.text)]
    told = one_line(clean(document.core_properties.title or ""), "title", "")
    largest = max((block.size for block in top), default=0)
    usual = max((block.size for block in blocks if len(block.text) > LONGEST_TITLE // 2), default=0)
    chosen = (
        next((block for block in top if block.style == "Title"), None)
        or next((block for block in top if told and block.text.casefold() == told.casefold()), None)
        or next((block for block in top if block.style == "Heading 1"), None)
        or next((block for block in top if block.size == largest > usual), None)
        or next((block for block in top if block.bold and len(block.text.split()) > 3), None)
    )
    if chosen:
        return chosen.text
    if told and told.casefold() not in NO_TITLES:
        return told
    return blocks[0].text if len(blocks) > 1 and len(blocks[0].text) <= LONGEST_TITLE else None


def _measure(path: Path) -> None:
    """Raise ArticleError where the file unpacks to too much; what it says of its own size is not believed."""
    if not zipfile.is_zipfile(path):
        raise ArticleError("is no Word file of the kind .docx", mend="save it from Word as .docx")
    size = 0
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            with archive.open(entry) as file:
                while part := file.read(STEP):
                    size += len(part)
                    if size > UNZIPPED:
                        raise ArticleError(f"unpacks to more than {UNZIPPED:,} bytes", mend=limited.NOBODY)
