"""What programs read: feeds, CSV, JSON lines, the briefs themselves."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import site_briefs
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.model import Quote
from briefgen.render import render
from briefgen.render.data import cell

if TYPE_CHECKING:
    from briefgen.model import Brief

ATOM = "{http://www.w3.org/2005/Atom}"


def files(*briefs: Brief) -> dict[str, str]:
    pages = aggregate(briefs, site_briefs.registry(), site_briefs.EVERYTHING)
    return render(pages, (shipped("templates"),), site_briefs.EVERYTHING)


def two() -> tuple[Brief, Brief]:
    return site_briefs.brief("one"), site_briefs.brief("two", date="2021-05", outlet="The Courier")


def test_a_brief_is_offered_as_it_is_kept() -> None:
    made, brief = files(*two()), two()[0]
    assert made["briefs/one.yml"] == brief.to_yaml()
    assert json.loads(made["briefs/one.json"]) == brief.plain()
    lines = [json.loads(line) for line in made["data/briefs.jsonl"].splitlines()]
    assert [line["id"] for line in lines] == ["two", "one"]


def test_a_brief_can_be_cited() -> None:
    hostile = replace(two()[0], title="Q{&}A \\end 50%_#1")
    made = files(hostile)["briefs/one.bib"]
    assert made.splitlines()[0] == "@misc{one,"
    assert "  title = {Q\\&A end 50\\%\\_\\#1}," in made
    assert "  url = {https://news.example/a-b?x=1&y=%282%29}," in made
    assert made.count("{") == made.count("}") == 7


def test_addresses_are_full_where_the_site_has_one() -> None:
    settings = replace(site_briefs.EVERYTHING, site_url="https://briefs.example/x/")
    made = render(aggregate(two(), site_briefs.registry(), settings), (shipped("templates"),), settings)
    assert 'href="https://briefs.example/x/briefs/two.html"' in made["actors/norland.xml"]
    feed = json.loads(made["actors/norland.feed.json"])
    assert feed["feed_url"] == "https://briefs.example/x/actors/norland.feed.json"
    assert {item["url"] for item in feed["items"]} == {
        f"https://briefs.example/x/briefs/{n}.html" for n in ("one", "two")
    }
    assert "(https://briefs.example/x/dyads/norland--sudria.html)" in made["llms.txt"]


def test_atom_feeds_are_sound() -> None:
    made = files(*two())
    feeds = [path for path in made if path.endswith(".xml")]
    assert {"feed.xml", "actors/norland.xml", "dyads/norland--sudria.xml", "issues/steel-tariffs.xml"} <= set(feeds)
    for path in feeds:
        feed = ET.fromstring(made[path])  # noqa: S314 (made right here)
        entries = feed.findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}published") for entry in entries] == [
            "2021-05-01T00:00:00Z",
            "2021-03-04T00:00:00Z",
        ]
        assert feed.findtext(f"{ATOM}updated") == "2021-05-01T00:00:00Z"
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert ids == ["urn:briefgen:brief:two", "urn:briefgen:brief:one"]
    link = ET.fromstring(made["actors/norland.xml"]).find(f"{ATOM}entry/{ATOM}link")  # noqa: S314
    assert link is not None
    assert link.get("href") == "../briefs/two.html"


def test_json_feeds_say_the_same() -> None:
    feed = json.loads(files(*two())["dyads/norland--sudria.feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Norland – Sudria"
    assert [item["url"] for item in feed["items"]] == ["../briefs/two.html", "../briefs/one.html"]


def test_a_feed_tells_what_is_stated_of_its_subject_and_no_copy() -> None:
    said = site_briefs.relation("r-1", "norland", "sudria", "ACCUSE", statement="Norland blames Sudria")
    denied = site_briefs.relation("r-2", "sudria", "norland", "ASSAULT", status="denied", statement="Sudria attacked")
    other = site_briefs.relation("r-3", "norland", "union", "AID", statement="Norland helps the union")
    first = replace(two()[0], friction=(said, denied), cooperation=(other,), summary=(Quote("It began so.", 0, 1),))
    wire = replace(first, id="wire", source=replace(first.source, publisher="The Courier"))
    made = files(first, wire, two()[1])
    told = {
        path: [
            item["content_text"] for item in json.loads(made[path])["items"] if item["id"].endswith((":one", "wire"))
        ]
        for path in ("feed.json", "dyads/norland--sudria.feed.json", "actors/norland.feed.json")
    }
    assert list(told.values()) == [
        ["It began so."],
        ["Norland blames Sudria"],
        ["Norland blames Sudria; Norland helps the union"],
    ]


def test_tables_hold_every_statement() -> None:
    made = files(*two())
    rows = list(csv.DictReader(io.StringIO(made["data/statements.csv"])))
    assert len(rows) == 10
    holm = next(row for row in rows if row["source"] == "ada-holm")
    assert (holm["source_party"], holm["class"], holm["status"], holm["date"]) == (
        "norland",
        "CONSULT",
        "past",
        "2020-12",
    )
    issues = list(csv.DictReader(io.StringIO(made["data/issues.csv"])))
    assert [(row["id"], row["topic"], row["briefs"], row["friction"], row["cooperation"]) for row in issues] == [
        ("missile-sale", "arms", "2", "0", "2"), ("steel-tariffs", "trade", "2", "2", "0"),
    ]  # fmt: skip
    dyads = list(csv.DictReader(io.StringIO(made["data/dyads.csv"])))
    assert {(row["first"], row["second"], row["friction"], row["cooperation"]) for row in dyads} == {
        ("norland", "sudria", "4", "2"), ("norland", "union", "0", "2"),
    }  # fmt: skip


@given(st.text())
def test_no_cell_is_a_formula(text: str) -> None:
    assert not str(cell(text)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_hostile_texts_pass_through_every_format() -> None:
    texts = yaml.safe_load((Path(__file__).parent / "cases" / "render" / "hostile.yml").read_text(encoding="utf-8"))
    for text in (*texts, "\ufffe\uffff\x00\x1b", "😀 \u202e", "]]>"):
        made = files(site_briefs.hostile(lambda _, text=text: text), site_briefs.brief("other"))  # type: ignore[misc]
        for path, written in made.items():
            if path.endswith((".xml", ".svg")):
                ET.fromstring(written)  # noqa: S314 (made right here)
            elif path.endswith(".json"):
                json.loads(written)
            elif path.endswith(".csv"):
                assert all(len(row) > 3 for row in csv.reader(io.StringIO(written)))


def test_language_models_get_plain_text() -> None:
    text = files(*two())["llms.txt"]
    assert "- [Norland – Sudria](dyads/norland--sudria.html)" in text
    assert "&#" not in text
