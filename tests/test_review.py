"""The review queue: what is doubted, in which order, and what to type; each doubt's case is a file."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from site_briefs import brief, hostile, registry, relation

from briefgen import review
from briefgen.errors import BriefError
from briefgen.merge import Clash
from briefgen.model import COOPERATIVE, Actor, Brief, Source, text_hash
from briefgen.registry import ActorEntry
from briefgen.review.terminal import show
from briefgen.yamltext import dump, load, load_with_positions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CASES = sorted((Path(__file__).parent / "cases" / "review").glob("*.yml"))
KNOWN = {
    key: ActorEntry(key, name, "state", country, acts_for=None)
    for key, name, country in (("norland", "Norland", "NOR"), ("sudria", "Sudria", "SUD"))
} | {"prime": ActorEntry("prime", "Pat Prime", "person", acts_for="norland")}


def make(data: dict[str, Any]) -> Brief:
    """A brief from the few things that a case tells."""
    items = []
    quotes: dict[str, int] = {}
    for one in data.get("relations", []):
        made = relation(
            one["id"], one["source"], one["target"], one["action"], status=one.get("status", "actual"),
            date=one.get("date"), confidence=one.get("confidence", 0.9), quote=one.get("quote", one["id"]),
        )  # fmt: skip
        start = 1000 * quotes.setdefault(made.evidence[0].quote, len(quotes))
        trigger = one.get("trigger", made.evidence[0].trigger)
        end = start + len(made.evidence[0].quote)
        evidence = replace(made.evidence[0], start=start, end=end, trigger=trigger)
        items.append(replace(made, evidence=(evidence,), reviewed=one.get("reviewed")))
    actors = [Actor(**{"salience": 0.2, "names": (one["name"],), **one}) for one in data.get("actors", [])]
    known = {"norland": "Norland", "sudria": "Sudria"}
    listed = {actor.id for actor in actors}
    actors += [Actor(key, name, "state", salience=0.4) for key, name in known.items() if key not in listed]
    return Brief(
        id=data["id"], title=None, date=data.get("date"), language="en", updated=None,
        source=Source(None, None, None, None, text_hash(data.get("text", data["id"]))), actors=tuple(actors),
        friction=tuple(i for i in items if i.action not in COOPERATIVE),
        cooperation=tuple(i for i in items if i.action in COOPERATIVE),
    )  # fmt: skip


def told(concerns: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {"brief": c.item.brief.id, "item": c.item.id, "doubts": [f"{d.kind}: {d.why}" for d in c.doubts]}
        for c in concerns
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, request: pytest.FixtureRequest) -> None:
    case = load(path.read_text(encoding="utf-8"), str(path), BriefError)
    clashes = {one["id"]: [Clash(**c) for c in one.get("clashes", [])] for one in case["briefs"]}
    briefs = [make(one) for one in case["briefs"]]
    got = told(review.queue(briefs, replace(registry(), actors=KNOWN), clashes, case.get("copies", {})))
    if request.config.getoption("--rewrite"):
        path.write_text(dump({**case, "expected": got}), encoding="utf-8")
    assert got == case["expected"], dump(got)


def test_the_order_does_not_hang_on_that_of_the_briefs() -> None:
    briefs = [brief(f"brief-{n}", date=f"2021-03-0{n + 1}") for n in range(4)]
    first = told(review.queue(briefs, registry(), {}, {}))
    assert first
    for seed in range(3):
        random.Random(seed).shuffle(briefs)  # noqa: S311
        assert told(review.queue(briefs, registry(), {}, {})) == first


def entries_of(one: Brief, article: str | None = None, **more: Any) -> list[review.Entry]:
    concerns = review.queue([one], registry(), more.get("clashes", {}), {})
    _, positions = load_with_positions(one.to_yaml(), "b.yml", BriefError)
    return list(
        review.entries(concerns, {one.id: review.Source("b.yml", positions, article)}, {}, review.Sign("2026-01-31"))
    )


def test_an_entry_tells_lines_that_are_those_of_the_item() -> None:
    one = brief()
    lines = one.to_yaml().split("\n")
    entries = entries_of(one)
    assert entries
    for entry in entries:
        line = int(entry.place.rpartition(":")[2])
        assert lines[line - 1] == f"  - id: {entry.item}"
        assert f"add `reviewed: 2026-01-31 ab` (your initials) to the item at b.yml:{line}" in entry.accept
        first, last = map(int, entry.dismiss.split(" of ")[0].removeprefix("delete lines ").split("-"))
        assert first == line
        assert last == len(lines) - 1 or not lines[last].startswith("    ")


def test_following_what_an_entry_says_answers_it() -> None:
    one = brief()
    entries = entries_of(one)
    text = one.to_yaml().split("\n")
    for entry in sorted(entries, key=lambda e: -int(e.place.rpartition(":")[2])):
        text.insert(int(entry.place.rpartition(":")[2]), "    reviewed: 2026-01-31 ab")
    assert entries_of(Brief.from_yaml("\n".join(text))) == []
    left = one.to_yaml().split("\n")
    for entry in sorted(entries, key=lambda e: -int(e.place.rpartition(":")[2])):
        first, last = map(int, entry.dismiss.split(" of ")[0].removeprefix("delete lines ").split("-"))
        del left[first - 1 : last]
    text_left = "\n".join(left)
    for heading in ("actors", "friction", "cooperation"):
        text_left = text_left.replace(f"\n{heading}:\n" + "generated", f"\n{heading}: []\ngenerated")
    assert entries_of(Brief.from_yaml(text_left)) == []


def test_a_quote_stands_in_its_paragraph() -> None:
    article = "Title\n\nBefore it. The quote itself. After it.\n\nAnother paragraph."
    quote = "The quote itself."
    at = article.index(quote)
    one = brief()
    item = relation("r-1", "norland", "sudria", "ACCUSE", confidence=0.3, quote=quote)
    item = replace(item, evidence=(replace(item.evidence[0], start=at, end=at + len(quote)),))
    one = replace(one, friction=(item,), cooperation=(), actors=one.actors[:2])
    entry = next(e for e in entries_of(one, article) if e.item == "r-1")
    assert entry.passage == review.Passage("Before it. ", quote, " After it.")
    entry = next(e for e in entries_of(one, article.replace("quote", "quip")) if e.item == "r-1")
    assert entry.passage == review.Passage("", quote, "")


def test_a_clash_comes_first_and_goes_when_answered() -> None:
    one = brief()
    item = one.friction[0]
    clash = Clash(item.id, "action", "SANCTION", "COERCE", None)
    first = entries_of(one, clashes={one.id: [clash]})[0]
    assert (first.kinds[0], first.item) == ("clash", item.id)
    assert "`action` (line " in first.correct
    for answered in (
        Clash(item.id, "action", "COERCE", "SANCTION", None),  # the field is no longer what it was
        Clash(item.id, "action", "SANCTION", "COERCE", "2020-01-01 ab"),  # `reviewed` is another
    ):
        assert all("clash" not in entry.kinds for entry in entries_of(one, clashes={one.id: [answered]}))


def test_plain_output_holds_no_control_characters(capsys: pytest.CaptureFixture[str]) -> None:
    bad = hostile(lambda name: f"{name}\x1b[31m\x07[bold]x[/bold]\u202e")
    entries = entries_of(bad)
    show(entries, len(entries) + 5)
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "\u202e" not in out
    assert "[bold]x[/bold]" in out
    assert out.endswith(f"{len(entries)} of {len(entries) + 5} entries; --limit {len(entries) + 5} shows all\n")


def test_nothing_to_review(capsys: pytest.CaptureFixture[str]) -> None:
    show([], 0)
    assert capsys.readouterr().out == "Nothing to review.\n"


@pytest.fixture
def pages() -> Callable[[Brief], str]:
    """The page of the queue of one brief."""
    from briefgen.aggregate.page import Page, Pages
    from briefgen.config import Settings, shipped
    from briefgen.editor import Row, View
    from briefgen.render import render

    def write(one: Brief) -> str:
        rows = tuple(Row(entry, "briefs/x.md", 50) for entry in entries_of(one))
        page = Page("review.md", "review.md.jinja", View(rows, len(rows)))
        return render(Pages((page,)), (shipped("templates"),), Settings())["review.md"]

    return write


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("edit `action`, then build", "edit <code>action</code>, then build"),
        ("`id`", "<code>id</code>"),
        ("add `<b>` and one ` more", "add <code>&#60;b&#62;</code> and one &#96; more"),
        ("nothing", "nothing"),
        ("`", "&#96;"),
    ],
)
def test_what_is_to_be_typed_is_code_on_the_page(text: str, wanted: str) -> None:
    from briefgen.render import typed

    assert typed(text) == wanted


def test_the_page_escapes_all_it_tells(pages: Callable[[Brief], str]) -> None:
    text = pages(hostile(lambda name: f"<script>{name}</script>](javascript:alert)`{{{{x}}}}"))
    assert "script&#62;" in text
    assert "<script" not in text
    assert "](javascript" not in text
