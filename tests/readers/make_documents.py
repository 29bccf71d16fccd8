"""Makes the PDF and Word fixtures in tests/cases/readers: `pip install reportlab python-docx`, then run this file.

The files are committed, so that tests need neither reportlab nor a network; run it again only to change them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

CASES = Path(__file__).parent.parent / "cases" / "readers"
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


if __name__ == "__main__":
    pdf("printed.pdf", 1, 0, 6)
    pdf("columns.pdf", 2, 12, 0)
    word("word.docx")
    data = (CASES / "printed.pdf").read_bytes()
    (CASES / "cut.pdf").write_bytes(data[: len(data) // 2])
    data = (CASES / "word.docx").read_bytes()
    (CASES / "cut.docx").write_bytes(data[: len(data) // 2])
