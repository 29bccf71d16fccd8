"""What whole sentences state, read by the real model with the shipped registry."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

import pytest

import briefgen
from briefgen.config import Settings

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

STATED = [
    # asked for is not done
    ("Kenya called on Uganda to pull its troops from Sudan.", {("kenya", "uganda", "REQUEST", "actual")}),
    ("Mali urged Niger to stop arming the rebels.", {("mali", "niger", "REQUEST", "actual")}),
    # forms of the same act
    ("Ghana condemned Togo.", {("ghana", "togo", "ACCUSE", "actual")}),
    ("Togo was condemned by Ghana.", {("ghana", "togo", "ACCUSE", "actual")}),
    ("Peru imposed sanctions on Bolivia.", {("peru", "bolivia", "SANCTION", "actual")}),
    # modes
    ("Peru threatened to impose sanctions on Bolivia.", {("peru", "bolivia", "THREATEN", "threatened")}),
    ("Peru lifted its sanctions on Bolivia.", {("peru", "bolivia", "CONCEDE", "actual")}),
    ("Peru refused to meet Bolivia.", {("peru", "bolivia", "REJECT", "actual")}),
    # nothing is stated
    ("Reporters from Peru and Bolivia watched the eclipse.", set()),
]


@pytest.fixture(scope="module")
def extractor(extractor: Extractor) -> Extractor:
    made = copy(extractor)
    made.settings = Settings(min_confidence_short=0.5)
    return made


@pytest.mark.parametrize(("sentence", "wanted"), STATED)
def test_stated(extractor: Extractor, sentence: str, wanted: set[tuple[str, str, str, str]]) -> None:
    """Between the states of a sentence just these acts are read, with direction, class and status."""
    brief = extractor.extract(briefgen.model.Article("a", sentence))
    states = {actor.id for actor in brief.actors if actor.kind == "state"}
    got = {(r.source, r.target, r.action, r.status) for r in brief.relations}
    assert {one for one in got if {one[0], one[1]} <= states} == wanted


def test_dateline_is_not_quoted(extractor: Extractor) -> None:
    """The quote of a headline ends with it, that of the first sentence begins behind the dateline."""
    text = "Ghana condemns Togo\n\nACCRA \u2014 Ghana on Friday condemned Togo for a raid."
    relations = extractor.extract(briefgen.model.Article("a", text)).relations
    quotes = {e.quote for r in relations for e in r.evidence}
    assert quotes == {"Ghana condemns Togo", "Ghana on Friday condemned Togo for a raid."}
    assert all(text[e.start : e.end] == e.quote for r in relations for e in r.evidence)


def test_of_a_sentence_the_surest_words_are_the_evidence(extractor: Extractor) -> None:
    """Where a sentence tells an act twice, its evidence is the reading that is likeliest."""
    text = "Ghana condemned Togo for a raid and denounced the silence of Lomé."
    (relation,) = extractor.extract(briefgen.model.Article("a", text)).relations
    assert [(e.target_text, e.trigger) for e in relation.evidence] == [("Togo", "condemned")]
