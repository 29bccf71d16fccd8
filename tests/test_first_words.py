"""What a page says first: sentences made from the counts, why it changed, and the last event; nothing twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from site_briefs import EVERYTHING, brief, registry, relation

from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.render import render

if TYPE_CHECKING:
    from briefgen.model import Brief


def told(key: str, date: str | None, friction: int, cooperation: int, outlet: str | None = "The Gazette") -> Brief:
    """A brief with so many statements between two states, the first of friction in its headline."""
    return replace(
        brief(key, date=date, outlet=outlet),
        friction=tuple(
            relation(
                f"f-{n}-{key}",
                "norland",
                "sudria",
                "ACCUSE",
                statement=f"Blame {n} in {key}",
                issues=("steel-tariffs",),
            )
            for n in range(friction)
        ),
        cooperation=tuple(relation(f"c-{n}-{key}", "norland", "sudria", "AID") for n in range(cooperation)),
    )


def page(*briefs: Brief, path: str = "dyads/norland--sudria.md") -> str:
    return render(aggregate(briefs, registry(), EVERYTHING), (shipped("templates"),), EVERYTHING)[path]


@pytest.mark.parametrize(
    ("briefs", "sentence"),
    [
        (
            [told("a", "2021-03-04", 1, 0)],
            "1 article from 1 outlet tells of friction (1 statement) between [Norland](../actors/norland.md) and "
            "[Sudria](../actors/sudria.md), 4 March 2021. Too few",
        ),
        (
            [told("a", "2021-03-04", 2, 1), told("b", "2022-03", 1, 0, "The Courier")],
            "2 articles from 2 outlets tell of more friction than cooperation (3 statements to 1) between "
            "[Norland](../actors/norland.md) and [Sudria](../actors/sudria.md), 4 March 2021 to March 2022. "
            "At stake: Steel tariffs. Too few",
        ),
        (
            [told("a", None, 1, 1, None)],
            "1 article tells of as much friction as cooperation (1 statement each) between "
            "[Norland](../actors/norland.md) and [Sudria](../actors/sudria.md). Too few",
        ),
        ([told("a", "2021", 0, 2)], "1 article from 1 outlet tells of cooperation (2 statements) between"),
        ([told("a", "2021", 1, 2)], "tells of more cooperation than friction (2 statements to 1) between"),
    ],
)
def test_a_dyad_is_told_in_a_sentence(briefs: list[Brief], sentence: str) -> None:
    assert sentence in page(*briefs)


def test_a_dyad_of_denials_says_so() -> None:
    denied = relation("r", "norland", "sudria", "ACCUSE", status="denied")
    text = page(replace(told("a", "2021", 0, 0), friction=(denied,)))
    assert "tells of nothing that is not denied between" in text


def test_a_change_is_told_with_its_reason_and_the_last_event() -> None:
    text = page(told("old", "2019-05-01", 0, 4), told("mid", "2021-02-01", 4, 0), told("new", "2021-05-01", 0, 1))
    lead = text.split("## ")[0]
    assert '">getting worse</span>: friction rose from 0 of 4 statements to 4 of 5 since 1 February 2021.' in lead
    assert "</span> Why: [Blame 0 in mid](" in lead
    assert "</span> Last: [norland does AID to sudria](" in lead


def test_a_dyad_tells_what_each_side_does_to_the_other() -> None:
    acts = [("norland", "sudria", "SANCTION"), ("sudria", "norland", "ACCUSE"), ("sudria", "norland", "THREATEN")]
    told_of = [relation(f"r-{n}", *one) for n, one in enumerate((*acts, acts[1]))]
    talks = relation("t", "sudria", "norland", "CONSULT", symmetric=True)
    denied = relation("d", "norland", "sudria", "ASSAULT", status="denied")
    text = page(replace(told("a", "2021", 0, 0), friction=(*told_of, denied), cooperation=(talks,)))
    assert [line for line in text.split("## ")[0].splitlines() if line.startswith("**")] == [
        "**Norland → Sudria**: imposes sanctions or cuts ties<br>",
        "**Sudria → Norland**: accuses or criticises (2), threatens<br>",
        "**Norland ↔ Sudria**: meets or talks",
    ]


def test_without_a_change_only_the_last_event_is_told() -> None:
    text = page(told("old", "2019-05-01", 2, 2), told("new", "2021-05-01", 2, 2)).split("## ")[0]
    assert "little change" in text
    assert "Why:" not in text
    assert "Last: [" in text


def test_one_article_makes_no_trend() -> None:
    one = told("a", "2021-05-01", 4, 0)
    old = tuple(replace(item, date="2012") for item in told("b", "2021-05-01", 0, 4).cooperation)
    wanted = "Too few dated statements to tell a trend: it takes 4 before and 4 since."
    assert wanted in page(replace(one, cooperation=old))


def test_a_statement_that_is_its_own_quote_is_told_once() -> None:
    same = relation(
        "r", "norland", "sudria", "ACCUSE", statement="Norland blames Sudria", quote="Norland blames Sudria."
    )
    text = page(replace(told("a", "2021", 0, 0), friction=(same,))).split("## Chronology")[1]
    assert text.count("Norland blames Sudria") == 1


def test_an_actor_is_told_by_its_counterparts() -> None:
    base = told("a", "2021-05-01", 2, 0)
    both = replace(base, cooperation=(relation("u", "norland", "union", "AID"),))
    text = page(both, path="actors/norland.md")
    assert "Mostly at odds with Sudria. Works mostly with the Union of States." in text


def test_a_digest_names_what_went_on_without_a_change() -> None:
    text = page(told("a", "2021-03-04", 2, 2), told("b", "2021-04-04", 1, 1), path="months/2021-04.md")
    assert "## Also reported\n\n-   **[Norland – Sudria](../dyads/norland--sudria.md)**: [Blame 0 in b](" in text


def test_the_front_page_tells_several_new_dyads_of_one_sentence_once() -> None:
    both = tuple(
        relation(key, "norland", key, "ACCUSE", quote="Norland accused them all.") for key in ("sudria", "union")
    )
    text = page(replace(told("a", "2021-03-04", 0, 0), friction=both), path="index.md")
    assert text.count("Norland accused them all.") == 1


def test_who_is_only_denied_anything_is_no_counterpart() -> None:
    denied = (relation("d", "norland", "union", "ACCUSE", status="denied"),)
    base = told("a", "2021-03-04", 1, 0)
    text = page(replace(base, friction=(*base.friction, *denied)), path="actors/norland.md")
    table = text.split("## With whom")[1].split("## ")[0]
    assert "Sudria" in table
    assert "Union of States" not in table
