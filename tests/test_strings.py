"""Fixed strings: the shipped translation has them all, and its pages hold no English heading."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import jinja2
import pytest
import site_briefs
from jinja2 import nodes

from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.errors import ConfigError
from briefgen.model import ACTIONS, Kind, Status
from briefgen.render import render
from briefgen.render.words import MONTHS, Words, load_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEMPLATES = shipped("templates")
GERMAN = load_words((TEMPLATES,), "de")


def constants(node: nodes.Node | None) -> Iterator[str]:
    """The texts that an expression may be."""
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, nodes.CondExpr):
        yield from constants(node.expr1)
        yield from constants(node.expr2)
    elif isinstance(node, nodes.Getitem) and isinstance(node.node, nodes.Dict):
        for pair in node.node.items:
            yield from constants(pair.value)


def strings() -> set[str]:
    """All fixed strings of the shipped templates."""
    found: set[str] = set()
    for path in TEMPLATES.glob("*.jinja"):
        tree = jinja2.Environment().parse(path.read_text(encoding="utf-8"))  # noqa: S701 (nothing is rendered)
        for node in tree.find_all(nodes.Filter):
            found |= set(constants(node.node)) if node.name == "t" else set()
        for call in tree.find_all(nodes.Call):
            name = getattr(call.node, "name", "")
            asked = call.args[1:] if name == "count" else call.args[:1] if name == "fill" else []
            found |= {text for one in asked for text in constants(one)}
    return found


def test_templates_are_read_for_their_strings() -> None:
    assert {"At stake", "older briefs", "{1} to {2}", "By week"} <= strings()
    assert len(strings()) > 120


def test_german_has_every_string() -> None:
    codes = {
        *ACTIONS,
        *get_args(Status),
        *get_args(Kind),
        *MONTHS,
        "worse",
        "better",
        "unchanged",
        "new",
        "Week of {1}",
    }
    assert not sorted((strings() | codes) - GERMAN.strings.keys())


def test_what_the_data_page_says_of_its_files_is_told_in_german() -> None:
    pages = aggregate([site_briefs.brief()], site_briefs.registry(), site_briefs.EVERYTHING)
    view = next(page.view for page in pages.pages if page.path == "data/index.md")
    assert not [file.holds for file in view.files if file.holds not in GERMAN.strings]


def test_a_setting_chooses_the_language() -> None:
    settings = replace(site_briefs.EVERYTHING, language="de", weekly_digest=True)
    briefs = [site_briefs.brief(), site_briefs.brief("again", date="2022-01-10")]
    files = render(aggregate(briefs, site_briefs.registry(), settings), (TEMPLATES,), settings)
    dyad = html.unescape(files["dyads/norland--sudria.md"])
    assert "## Worum es geht" in dyad
    assert '\n## <span class="bg-side-friction">Spannung</span>\n' in files["briefs/again.md"]
    assert "10. Januar 2022" in dyad
    assert "<h1>404 - Nicht gefunden</h1>" in files[".theme/404.html"]
    assert """<a href="{{ 'dyads/index.html' | url }}">Dyaden</a>""" in files[".theme/404.html"]
    english = {text for text in strings() if len(text) > 4 and GERMAN.strings[text] != text}
    for path, text in files.items():
        if path.endswith(".md"):
            headings = re.findall(r"^#+ (.+)$", html.unescape(text), re.MULTILINE)
            assert not english & set(headings), path


def test_a_language_without_strings_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"strings\.xx\.yml"):
        load_words((TEMPLATES,), "xx")
    (tmp_path / "strings.xx.yml").write_text('"{1} to {2}": "{2} <- {1}"\n')
    words = load_words((TEMPLATES, tmp_path), "xx")
    assert words.fill("{1} to {2}", "a<", "b") == "b &#60;&#45; a&#60;"
    (tmp_path / "strings.xx.yml").write_text('"{1} to {2}": "{2}"\n')
    with pytest.raises(ConfigError, match=r"differ in \{1\}"):
        load_words((tmp_path,), "xx")


@pytest.mark.parametrize(("week", "shown"), [("2022-W30", "Week of 25 July 2022"), ("2022-W60", "2022-W60")])
def test_weeks_are_told_by_their_mondays(week: str, shown: str) -> None:
    assert Words({}).date(week) == shown
