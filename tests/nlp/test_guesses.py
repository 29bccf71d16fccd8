"""What short texts may mean beyond what frames and actors tell; the weights of a site decide what is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.nlp.relations.confidence import GUESSES, Judge
from briefgen.nlp.relations.recoding import read_relations

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

GUESSED = [
    # what stands in a slot and is no actor
    ("Lesotho has postponed the census and boycotted the ballot.", {"Lesotho -> the ballot: thing"}),
    ("Bhutan condemned the explosion.", {"Bhutan -> the explosion: thing"}),
    # a verb that no entry has; friction and cooperation where both are likely
    (
        "Uruguayan customs officers befuddled Paraguay.",
        {"Uruguayan customs officers -> Paraguay: unlisted", "Uruguayan customs officers -> Paraguay: otherwise"},
    ),
]


@pytest.mark.parametrize(("text", "wanted"), GUESSED)
def test_guesses_of_a_sentence(extractor: Extractor, text: str, wanted: set[str]) -> None:
    doc = extractor.parse(text)
    cast, parties = extractor.read(doc)
    found = [f for f in read_relations(doc, extractor.lexicon, parties) if f.rule in GUESSES]
    ends = [(doc[f.source.start : f.source.end], doc[f.target.start : f.target.end], f.rule) for f in found]
    told = {f"{source} -> {target}: {rule}" for source, target, rule in ends}
    assert wanted <= told
    assert {Judge(doc, cast, found, {}).probability(f) for f in found} == {0.0}  # nothing by rules alone


@pytest.mark.parametrize(("text", "_"), GUESSED)
def test_articles_have_none(extractor: Extractor, text: str, _: set[str]) -> None:
    doc = extractor.parse(f"{text} It rained. It snowed.")
    _, parties = extractor.read(doc)
    assert not [f for f in read_relations(doc, extractor.lexicon, parties) if f.rule in GUESSES]
