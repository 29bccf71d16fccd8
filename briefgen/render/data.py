"""Data files: CSV, JSON, JSON lines, YAML and JSON Feed."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from briefgen.model import schema_comment
from briefgen.render.escape import clean, web_url
from briefgen.render.links import href
from briefgen.yamldump import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SUBJECT = "Briefs on friction and cooperation between political actors"  # what a whole site is about
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet calculate


def write_csv(table: Any) -> str:
    """A header and rows; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.header)
    for row in table.rows:
        writer.writerow([cell(value) for value in row])
    return out.getvalue()


def cell(value: str | int | float | None) -> str | int | float:
    """One value of a CSV file; None is empty."""
    if isinstance(value, str):
        text = value.replace("\0", "")
        return f"'{text}" if text.startswith(FORMULA) else text
    return "" if value is None else value


def write_json(value: Any) -> str:
    """One value as JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n"


def write_lines(values: Iterable[Any]) -> str:
    """Values as JSON, one a line."""
    return "".join(
        json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n" for value in values
    )


def write_yaml(brief: Any) -> str:
    """A brief, as plain values, as the file that editors know."""
    return schema_comment(brief["source"]["path"]) + dump(brief)


def write_bib(brief: Any) -> str:
    """The entry of a brief in a bibliography (BibTeX)."""
    fields = {
        "title": _tex(brief.title), "author": _tex(brief.author), "date": _tex(brief.date),
        "howpublished": _tex(brief.outlet), "url": web_url(brief.url), "note": "Brief made by briefgen",
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{brief.key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str | None) -> str:
    """A text without what TeX would act on."""
    plain = clean(text or "").translate({ord(sign): None for sign in "{}\\"})
    return plain.translate({ord(sign): f"\\{sign}" for sign in "&%$#_"} | {ord("~"): " ", ord("^"): " "})


def write_feed(feed: Any) -> str:
    """A JSON Feed 1.1; without an address of the site, its addresses are relative to the feed."""

    def address(path: str) -> str:
        return str(href(feed.path, path, feed.base))

    items = [
        {
            "id": f"urn:briefgen:brief:{quote(entry.id)}",
            "url": address(entry.path),
            "title": entry.title,
            "content_text": entry.text,
            "date_published": f"{entry.published}T00:00:00Z",
            "date_modified": f"{entry.updated}T00:00:00Z",
            **({"authors": [{"name": entry.outlet}]} if entry.outlet else {}),
        }
        for entry in feed.entries
    ]
    title = feed.title if feed.title is not None else SUBJECT
    version = "https://jsonfeed.org/version/1.1"
    own = {"feed_url": address(feed.path)} if feed.base else {}
    return write_json({"version": version, "title": title, "home_page_url": address(feed.page), **own, "items": items})


def write_llms(data: Any) -> str:
    """What language models read first (llms.txt): plain text with relative links."""

    def line(name: str, path: str, about: str = "") -> str:
        plain = clean(name).translate({ord(sign): None for sign in "[]()<>`"})
        return f"- [{plain}]({href('llms.txt', path, data.base)})" + (f": {about}" if about else "")

    return "\n".join(
        [
            f"# {SUBJECT}",
            "",
            f"> {data.articles:,} news articles read by a program. Every statement names who acts towards whom,",
            "> how, and whether it happened, and quotes the sentence that states it.",
            "",
            "## Data",
            "",
            *(line(file.ref.name, file.ref.path, file.holds) for file in data.files),
            "",
            "## Lists",
            "",
            *(line(ref.name, ref.path) for ref in data.lists),
            "",
            "## Most active dyads",
            "",
            *(line(ref.name, ref.path) for ref in data.dyads),
            "",
        ]
    )


WRITERS: dict[str, Callable[[Any], str]] = {
    "csv": write_csv, "json": write_json, "jsonl": write_lines, "yaml": write_yaml, "feed": write_feed,
    "llms": write_llms, "bib": write_bib,
}  # fmt: skip
