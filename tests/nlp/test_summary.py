"""Summaries: chosen from texts written for it, and from the demo's articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefgen.model import Article, Brief

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

ROOT = Path(__file__).parent.parent.parent
LEAD = (
    "Latvia accused Belarus on Monday of jamming the radios of its coast guard, and it summoned the Belarusian envoy."
)
CHARGE = "Belarus rejected the charge and said that Latvia had broken off talks on the radio network in April."


def summary(extractor: Extractor, *body: str, title: str | None = "Latvia Accuses Belarus") -> list[str]:
    text = "\n\n".join([title, *body] if title else body)
    quotes = extractor.extract(Article("case", text, title)).summary
    assert all(text[q.start : q.end] == q.quote for q in quotes)
    assert [q.start for q in quotes] == sorted(q.start for q in quotes)
    return [q.quote for q in quotes]


def test_lead_and_relations_in_text_order(extractor: Extractor) -> None:
    weather = "The weather on the coast was mild for the season."
    assert summary(extractor, LEAD, weather, CHARGE)[:1] == [LEAD]
    assert CHARGE in summary(extractor, LEAD, weather, CHARGE)


@pytest.mark.parametrize(
    "leaning",
    [
        "It called the claims of Latvia and of its coast guard a provocation against Belarus.",
        "However, Belarus accused Latvia of jamming its own radios.",
        "Belarus, however, accused Latvia of jamming its own radios.",
        "Meanwhile, Belarus accused Latvia of jamming its own radios.",
        "But Belarus accused Latvia of jamming its own radios.",
        "Their envoys accused Latvia of jamming its own radios in the spring.",
    ],
)
def test_no_sentence_leans_on_the_one_before(leaning: str, extractor: Extractor) -> None:
    assert leaning not in summary(extractor, LEAD, leaning, CHARGE)


def test_no_sentence_says_the_same_again(extractor: Extractor) -> None:
    again = "Latvia accused Belarus of having jammed the radios of its coast guard, and summoned the Belarusian envoy."
    assert again not in summary(extractor, LEAD, CHARGE, again)


def test_never_the_headline_nor_a_heading(extractor: Extractor) -> None:
    got = summary(extractor, LEAD, "What Belarus says about the radios", CHARGE)
    assert got == [LEAD, CHARGE]


def test_without_a_title_the_first_sentence_is_no_headline(extractor: Extractor) -> None:
    assert summary(extractor, LEAD, CHARGE, title=None) == [LEAD, CHARGE]


def test_an_abbreviation_does_not_part_a_sentence(extractor: Extractor) -> None:
    lead = "U.S. Secretary of State Marco Rubio urged Belarus on Monday to stop jamming the radios of Latvia."
    assert summary(extractor, lead, CHARGE)[0] == lead


def test_a_dateline_is_left_out(extractor: Extractor) -> None:
    assert summary(extractor, f"RIGA, Latvia (AP) — {LEAD}", CHARGE) == [LEAD, CHARGE]


def test_half_a_quotation_is_left_out(extractor: Extractor) -> None:
    half = "“Belarus has attacked Latvia and every ship on the coast."
    assert half not in summary(extractor, LEAD, f"{half} We shall answer,” the Latvian minister said.", CHARGE)


@pytest.mark.parametrize("body", ["", "Yes.", "\n\n", "No verb here", "and so on and so forth it went."])
def test_texts_without_a_summary(body: str, extractor: Extractor) -> None:
    assert summary(extractor, body, title=None) == []


def test_demo_articles_have_two_to_four_sentences(extractor: Extractor) -> None:
    for article, brief in demo(extractor):
        quotes = brief.summary
        assert 2 <= len(quotes) <= 4, article.id
        assert sum(len(q.quote.split()) for q in quotes) <= 110, article.id
        assert all(article.text[q.start : q.end] == q.quote for q in quotes)
        assert article.title is not None
        assert quotes[0].start == len(article.title) + 2, "the lead comes first"


def demo(extractor: Extractor) -> list[tuple[Article, Brief]]:
    articles = []
    for path in sorted((ROOT / "content" / "articles").rglob("*.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        title = json.loads(head.split("title: ", 1)[1].split("\n", 1)[0])
        articles.append(Article(path.stem, f"{title}\n\n{body.strip()}\n", title))
    return list(zip(articles, extractor.pipe(articles), strict=True))
