"""Pages as text: the escape, addresses, whole pages against their expected Markdown, and templates that fail safely."""

from __future__ import annotations

import html
import os
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import site_briefs
import yaml
from hypothesis import given
from hypothesis import strategies as st

from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.errors import SiteError
from briefgen.model import Issue
from briefgen.render import escape, make_environment, render
from briefgen.render.links import Place
from briefgen.render.words import Words, load_words

CASES = Path(__file__).parent / "cases" / "render"
SETTINGS = site_briefs.EVERYTHING
FOLDERS = (shipped("templates"),)


def cases(name: str) -> list[Any]:
    """The entries of a case file."""
    loaded: list[Any] = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return loaded


def small_site() -> dict[str, str]:
    """The pages of two briefs made by hand."""
    briefs = [site_briefs.brief(), site_briefs.brief("norland-again", date="2022-01-10", outlet="The Courier")]
    return render(aggregate(briefs, site_briefs.registry(), SETTINGS), FOLDERS, SETTINGS)


@pytest.mark.parametrize("case", cases("escape.yml"), ids=lambda case: str(case["text"])[:20])
def test_escape(case: dict[str, str]) -> None:
    assert escape.esc(case["text"]) == case["written"]


@given(st.text())
def test_escape_shows_the_text_and_leaves_nothing_to_act_on(text: str) -> None:
    written = escape.esc(text)
    assert html.unescape(written) == escape.clean(text)
    left = re.sub(r"&#\d+;", "\0", written)
    assert not re.match(r"\d+[.)]", left)  # a list
    left = re.sub(r"(?<=\w)([,%]|[;:!?](?= )|[.](?=[A-Z0-9 ]|$)|[-'/](?=\w)|' )", "", left)  # these act nowhere
    left = re.sub(r"(?<=\w)[)](?=[ ,.;:\0]|$)[,.;:]?|(?<= )([(](?=\w)|[$](?=\d))", "", left)
    assert not re.search(r"[!-/:-@\[-`{-~]", left)
    assert escape.clean(written) == written
    assert "\n" not in written
    assert unicodedata.is_normalized("NFC", escape.clean(text))


@pytest.mark.parametrize("case", cases("addresses.yml"), ids=lambda case: str(case["address"])[:30])
def test_addresses(case: dict[str, str | None]) -> None:
    assert escape.web_url(case["address"]) == case["target"]


@given(st.text())
def test_no_address_leaves_its_link(text: str) -> None:
    target = escape.web_url("https://x.example/" + text)
    assert target is None or not re.search(r"""[\s"'()<>`\\\[\]]""", target)


@given(st.text())
def test_no_quote_leaves_its_fragment(text: str) -> None:
    assert re.fullmatch(r"#:~:text=[\w.~%]*,?[\w.~%]*", escape.text_fragment(text), re.ASCII)


def test_long_quotes_are_named_by_their_ends() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    assert escape.text_fragment(words).endswith("word3,word36%20word37%20word38%20word39")


def test_only_own_safe_text_passes() -> None:
    assert escape.finalize(escape.Safe("<b>")) == "<b>"
    assert escape.finalize("<b>") == "&#60;b&#62;"
    assert escape.finalize(3) == "3"
    for value in (None, 1.5, True, ["x"], b"x"):
        with pytest.raises(TypeError):
            escape.finalize(value)


@pytest.mark.parametrize("source", ["{{ x | safe }}", "{{ x | e }}", "{{ x | tojson }}", "{{ x | urlize }}"])
def test_no_filter_marks_text_as_safe(source: str) -> None:
    with pytest.raises(Exception, match="No filter named"):
        make_environment(FOLDERS, Words({}), Place()).from_string(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ x }}",
        "{% set y = x %}{{ y }}",
        "{% set y %}{{ x }}{% endset %}{{ y }}",
        "{% macro m(z) %}{{ z }}{% endmacro %}{{ m(x) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ x }}{% endcall %}",
        "{{ x ~ '' }}",
        "{{ [x, x] | join('<br>') }}",
        "{% filter upper %}{{ x }}{% endfilter %}",
        "{{ '%s' | format(x) }}",
        "{% for z in [x] %}{{ loop.cycle(z) }}{% endfor %}",
        "{{ x | replace('y', '<b>') }}",
        "{{ x | trim | indent(3) }}",
    ],
)
def test_text_is_escaped_on_every_way_through_a_template(source: str) -> None:
    written = make_environment(FOLDERS, Words({}), Place()).from_string(source).render(x="<i y>")
    assert "<" not in written


def test_pages_as_expected() -> None:
    """Every page of a small site, whole; BRIEFGEN_REWRITE=1 writes the expectations anew, to be read as a diff."""
    files = {path: text for path, text in small_site().items() if path.endswith((".md", ".svg", "feed.xml", ".txt"))}
    folder = CASES / "site"
    if os.environ.get("BRIEFGEN_REWRITE"):
        for old in folder.rglob("*.*"):
            old.unlink()
        for path, text in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    expected = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.*")}
    assert sorted(files) == sorted(expected)
    for path, text in files.items():
        assert text == expected[path].read_text(encoding="utf-8"), path


def test_large_sites_leave_details_out_of_their_search() -> None:
    few, many = (
        render(aggregate([site_briefs.brief()], site_briefs.registry(), settings), FOLDERS, settings)
        for settings in (SETTINGS, replace(SETTINGS, full_search_max_briefs=0))
    )
    assert "data-search-exclude" not in "".join(few.values())
    page = many["briefs/norland-sudria-tariffs.md"]
    assert "## Friction { data-search-exclude }" in page
    assert "## In short\n" in page
    assert "## Chronology { data-search-exclude }" in many["dyads/norland--sudria.md"]


def test_search_finds_a_report_once() -> None:
    first = site_briefs.brief("first", date="2021-03-04")
    copy = replace(first, id="copy", date="2021-03-05", source=replace(first.source, publisher="The Courier"))
    files = render(aggregate([first, copy], site_briefs.registry(), SETTINGS), FOLDERS, SETTINGS)
    left_out = {name for name in ("first", "copy") if "exclude: true" in files[f"briefs/{name}.md"]}
    assert left_out == {"copy"}


def test_what_changed_is_told_with_the_sentence_that_tells_it_and_named_month_by_month() -> None:
    peace, war = (
        tuple(site_briefs.relation(f"r-{n}", "norland", "sudria", action) for n in range(4))
        for action in ("AID", "ASSAULT")
    )
    briefs = [
        replace(site_briefs.brief("peace", date="2020-01-10"), friction=(), cooperation=peace),
        replace(site_briefs.brief("war", date="2020-02-10"), friction=war, cooperation=()),
    ]
    files = render(aggregate(briefs, site_briefs.registry(), SETTINGS), FOLDERS, SETTINGS)
    changed = '<span class="bg-worse">got worse</span>'
    assert f"| [February 2020](2020-02.md) <br>*{changed}: Norland – Sudria* | 0 | 1 |" in files["months/index.md"]
    assert f"{changed} **[Norland – Sudria](dyads/norland--sudria.md)**: friction rose from 0 of 4" in files["index.md"]
    assert "“It is said that norland does ASSAULT to sudria in r-0" in files["index.md"]


@pytest.mark.parametrize(
    ("quote", "told"),
    [
        ("Norland closed the border.", "“Norland closed the border.”"),
        ("“We close it,” Norland said.", "“We close it,” Norland said."),
        ('"We close it," Norland said.', "&#34;We close it,&#34; Norland said."),
    ],
)
def test_what_begins_with_a_quotation_mark_gets_no_second_one(quote: str, told: str) -> None:
    close = site_briefs.relation("r-1", "norland", "sudria", "SANCTION", quote=quote)
    brief = replace(site_briefs.brief(), friction=(close, replace(close, id="r-2")), cooperation=())
    home = render(aggregate([brief], site_briefs.registry(), SETTINGS), FOLDERS, SETTINGS)["index.md"]
    assert f"<br>\n    {told} *[" in home


def test_an_issue_of_which_nothing_is_stated_is_named_below_the_table() -> None:
    issues = (Issue("silent", "silent matter", "trade", (), 3, 0.9), Issue("loud", "loud matter", "trade", (), 1, 0.1))
    told = site_briefs.relation("r-1", "norland", "sudria", "ACCUSE", issues=("loud",))
    brief = replace(site_briefs.brief("one"), issues=issues, friction=(told,), cooperation=())
    page = render(aggregate([brief], site_briefs.registry(), SETTINGS), FOLDERS, SETTINGS)["briefs/one.md"]
    assert re.search(r"\| \[Loud matter\].*\| 1 \| 0 \|\n\nAlso: \[Silent matter\]", page)


def test_links_lead_to_pages_and_anchors() -> None:
    files = small_site()
    for path, text in files.items():
        for target in re.findall(r"\]\(((?!https?:)[^)]+)\)", text):
            place, _, anchor = target.partition("#")
            file = os.path.normpath(Path(path).parent / place)
            file = file.replace(".html", ".md") if path == "llms.txt" else file
            assert file in files, (path, target)
            assert not anchor or f'id="{anchor}"' in files[file], (path, target)


def test_a_site_wins_file_by_file_and_speaks_its_language(tmp_path: Path) -> None:
    (tmp_path / "issues.md.jinja").write_text("{{ 'Friction' | t }} {{ page.total }} {{ '2021-03' | date }}\n")
    (tmp_path / "strings.yml").write_text("Friction: Streit\nMarch: März\nSANCTION: straft\n", encoding="utf-8")
    pages = aggregate([site_briefs.brief()], site_briefs.registry(), SETTINGS)
    files = render(pages, (*FOLDERS, tmp_path), SETTINGS)
    assert files["issues/index.md"] == "Streit 2 März 2021\n"
    assert "straft" in files["briefs/norland-sudria-tariffs.md"]


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    pages = aggregate([site_briefs.brief()], site_briefs.registry(), SETTINGS)
    path = tmp_path / "index.md.jinja"
    for text, message in (
        ("{{ page.nothing }}", "nothing"),
        ('{% import "macros.jinja" as m %}{{ m.nothing(page) }}', "nothing"),
        ("{{ nothing.title }}", "nothing"),
        ("\n{% if %}", "index.md.jinja:2"),
        ("{{ page }}", "writes"),
    ):
        path.write_text(text)
        with pytest.raises(SiteError, match=message):
            render(pages, (*FOLDERS, tmp_path), SETTINGS)


def test_strings_are_checked(tmp_path: Path) -> None:
    (tmp_path / "strings.yml").write_text("March: 3\n")
    with pytest.raises(Exception, match="not a mapping of strings"):
        load_words((tmp_path,))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2015-11-30", "30 November 2015"),
        ("2015-11", "November 2015"),
        ("2015", "2015"),
        ("soon", "soon"),
        ("a-b", "a-b"),
    ],
)
def test_dates(value: str, shown: str) -> None:
    assert Words({}).date(value) == shown
