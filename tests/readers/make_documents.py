"""Makes the PDF and Word fixtures in tests/cases/readers: `pip install reportlab python-docx`, then run this file.

The files are committed, so that tests need neither reportlab nor a network; run it again only to change them.
"""

from __future__ import annotations

import html
import re
import textwrap
from pathlib import Path
from typing import Any

import docx
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

CASES = Path(__file__).parent.parent / "cases" / "readers"
FORMATS = CASES.parent / "formats"
DAY = "2021-07-12"  # of the article in formats/article.txt
TITLE = "Kenya and Somalia agree to reopen border posts"
BODY = (
    "Kenya and Somalia agreed on Monday to reopen their land border in stages, twelve years after it was shut, "
    "officials of both governments said.",
    "The interior ministers of the two countries met in Nairobi for two days. They said that the crossing at Mandera "
    "would open within a month, and that two further crossings would follow before the end of the year.",
    "Kenya had accused Somalia of doing too little against al-Shabab fighters who cross the frontier. Somalia rejected "
    "the accusation and asked for support, above all for its police and for the training of customs officers.",
    "“We have agreed on a timetable,” the Kenyan minister said. “It is now up to our services to keep it.”",
)
BREAKS = re.compile(r"-|(?<=[a-z]{2})[b-df-hj-np-tv-z](?=[b-df-hj-np-tv-z][a-z]{2})")
STYLE = getSampleStyleSheet()


def decorate(canvas: Any, page: Any) -> None:
    canvas.setFont("Helvetica", 7)
    canvas.drawString(40, 575, "The Harbour Gazette: World")
    canvas.drawCentredString(210, 15, f"Page {page.page} of 3")


def pdf(name: str, columns: int, indent: float, after: float) -> None:
    page = BaseDocTemplate(str(CASES / name), pagesize=A5, title="Microsoft Word - border.docx", invariant=1)
    width = 350 / columns
    frames = [Frame(35 + n * width, 40, width - 10, 520) for n in range(columns)]
    page.addPageTemplates(PageTemplate(frames=frames, onPage=decorate))
    body = ParagraphStyle("b", parent=STYLE["BodyText"], leading=13, spaceAfter=after, firstLineIndent=indent)
    head = [Paragraph(TITLE, STYLE["Title"]), Paragraph("By Amina Example, 15 May 2023", STYLE["Italic"])]
    page.build(head + [Paragraph(text, body) for text in BODY * 3])


def word(name: str) -> None:
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph("By Amina Example")
    document.add_paragraph("Monday, 15 May 2023")
    for text in BODY:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = "A table is left out."
    document.save(str(CASES / name))


def in_all_formats() -> None:
    """One article as md, txt, html, docx and pdf, the last in two columns with broken words, heads and page numbers."""
    title, author, day, *body = (FORMATS / "article.txt").read_text(encoding="utf-8").strip().split("\n\n")
    front = f'---\ntitle: "{title}"\ndate: "{DAY}"\nauthor: {author.removeprefix("By ")}\n---\n\n'
    (FORMATS / "in-markdown.md").write_text(front + "\n\n".join(body) + "\n", encoding="utf-8")
    wrapped = "\n\n".join(textwrap.fill(text, 66, break_on_hyphens=True) for text in body)
    (FORMATS / "in-text.txt").write_text(f"{title}\n\n{author}\n{day}\n\n{wrapped}\n", encoding="utf-8")
    paragraphs = "".join(f"<p>{html.escape(text, quote=False)}</p>\n" for text in body)
    (FORMATS / "in-html.html").write_text(
        f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{title} | The Harbour Gazette</title>"
        f'<meta property="article:published_time" content="{DAY}T08:00:00Z"></head><body><nav><a>World</a></nav><main>'
        f"<h1>{title}</h1><p class=byline>{author}</p><time datetime={DAY}>{day}</time>{paragraphs}</main></body>"
        "</html>",
        encoding="utf-8",
    )
    document = docx.Document()
    document.add_heading(title, 0)
    for text in (author, day, *body):
        document.add_paragraph(text)
    document.save(str(FORMATS / "in-word.docx"))
    columns_by_hand(title, f"{author}, {day}", body)
    columns_by_row(title, author, day, body)


def columns_by_hand(title: str, byline: str, body: list[str]) -> None:
    sheet = Canvas(str(FORMATS / "in-pdf.pdf"), pagesize=A5, invariant=1)
    sheet.setFont("Times-Bold", 17)
    top = 540
    for line in simpleSplit(title, "Times-Bold", 17, 350):
        sheet.drawString(35, top, line)
        top -= 21
    sheet.setFont("Times-Italic", 9)
    sheet.drawString(35, top, byline)
    x, y, page = 35, top - 24, 1

    def decorate_by_hand() -> None:
        sheet.setFont("Times-Roman", 7)
        sheet.drawString(35, 575, "The Harbour Gazette" if page % 2 else "World")
        sheet.drawCentredString(210, 18, str(page))
        sheet.setFont("Times-Roman", 10)

    decorate_by_hand()
    for text in body:
        for number, line in enumerate(hyphenated(text, 165)):
            if y < 45:
                x, y = (215, 540 if page > 1 else top - 24) if x == 35 else (35, 540)
                if x == 35:
                    sheet.showPage()
                    page += 1
                    decorate_by_hand()
            sheet.drawString(x + (10 if number == 0 else 0), y, line)
            y -= 12
    sheet.save()


def columns_by_row(title: str, author: str, day: str, body: list[str]) -> None:
    """As some programs paint: a line of the left column, then the line of the right one beside it."""
    sheet = Canvas(str(FORMATS / "in-pdf-by-rows.pdf"), pagesize=A5, invariant=1)
    sheet.setFont("Times-Bold", 12)
    sheet.drawString(35, 540, title)
    sheet.setFont("Times-Roman", 10)
    sheet.drawString(35, 520, author)
    sheet.drawString(35, 506, day)
    lines = [(10 * (n == 0), line) for text in body for n, line in enumerate(hyphenated(text, 165))]
    half = (len(lines) + 1) // 2
    for row in range(half):
        for x, part in ((35, lines[:half]), (215, lines[half:])):
            if row < len(part):
                indent, line = part[row]
                sheet.drawString(x + indent, 485 - 12 * row, line)
    sheet.save()


def hyphenated(text: str, width: float) -> list[str]:
    """Lines of a narrow column; words are broken between two consonants, and at the hyphens that they have."""
    lines, room = [""], width - 10
    for word in text.split():
        head, tail = fitting(lines[-1], word, room)
        lines[-1] = f"{lines[-1]} {head}".strip()
        if tail:
            lines.append(tail)
            room = width
    return lines


def fitting(line: str, word: str, room: float) -> tuple[str, str]:
    """What of a word fits behind a line, with its hyphen, and the rest."""
    ends = [at.start() + 1 for at in BREAKS.finditer(word)]
    for head, tail in ((word, ""), *((word[:end], word[end:]) for end in reversed(ends))):
        hyphened = f"{head}-" if tail and not head.endswith("-") else head
        if stringWidth(f"{line} {hyphened}".strip(), "Times-Roman", 10) <= room:
            return hyphened, tail
    return "", word


if __name__ == "__main__":
    pdf("printed.pdf", 1, 0, 6)
    pdf("columns.pdf", 2, 12, 0)
    word("word.docx")
    in_all_formats()
    data = (CASES / "printed.pdf").read_bytes()
    (CASES / "cut.pdf").write_bytes(data[: len(data) // 2])
    data = (CASES / "word.docx").read_bytes()
    (CASES / "cut.docx").write_bytes(data[: len(data) // 2])
