"""Date expressions: a table of what they mean, and which way a clause looks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import briefgen
from briefgen import yamltext
from briefgen.errors import ConfigError
from briefgen.nlp.relations.timex import resolve

CASES = Path(__file__).parent.parent / "cases" / "dates.yml"
TABLE: Any = yamltext.load(CASES.read_text(encoding="utf-8"), str(CASES), ConfigError)
SUNDAY = "2021-03-07"


@pytest.mark.parametrize(("text", "wanted"), TABLE["past"])
def test_expressions_count_back_from_publication(text: str, wanted: str | None) -> None:
    assert resolve(text, SUNDAY) == wanted


@pytest.mark.parametrize(("text", "wanted"), TABLE["ahead"])
def test_and_forth_where_the_clause_looks_ahead(text: str, wanted: str | None) -> None:
    assert resolve(text, SUNDAY, ahead=True) == wanted


@pytest.mark.parametrize(
    ("published", "text", "wanted"),
    [
        (None, "Friday", None),
        (None, "May 2014", "2014-05"),
        ("2021", "last year", "2020"),
        ("2021", "last month", None),
        ("2021-03", "last month", "2021-02"),
        ("2021-03", "Friday", None),
        ("2021-01-15", "December", "2020-12"),
        ("2021-01-15", "last month", "2020-12"),
        ("2021-01-15", "the 20th", "2020-12-20"),
        ("2021-12-31", "next month", "2022-01"),
        ("2024-03-01", "yesterday", "2024-02-29"),
        ("2021-03-01", "Monday", "2021-03-01"),
        ("2021-03-01", "Sunday", "2021-02-28"),
    ],
)
def test_nothing_is_more_precise_than_what_it_counts_from(published: str | None, text: str, wanted: str | None) -> None:
    assert resolve(text, published) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Kenya condemned Somalia on Sunday.", "2021-03-07"),
        ("Kenya condemned Somalia on Wednesday.", "2021-03-03"),
        ("Kenya imposed sanctions on Somalia last month.", "2021-02"),
        ("Kenya imposed sanctions on Somalia this past December of 2020.", "2020-12"),
        ("Kenya will impose sanctions on Somalia on Wednesday.", "2021-03-10"),
        ("Kenya will impose sanctions on Somalia in April.", "2021-04"),
        ("Kenya imposed sanctions on Somalia in April.", "2020-04"),
        ("Kenya condemned Somalia yesterday.", "2021-03-06"),
    ],
)
def test_a_statement_has_the_date_of_its_clause(sentence: str, wanted: str) -> None:
    brief = briefgen.extract(sentence, date=SUNDAY)
    (relation,) = (*brief.friction, *brief.cooperation)
    assert relation.date == wanted
