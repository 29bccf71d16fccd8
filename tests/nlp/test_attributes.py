"""What is remembered of the attribute rules gives each token what the rules themselves would give it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc

from briefgen.config import Settings
from briefgen.nlp.parse.attributes import remember_attributes

ROOT = Path(__file__).parents[2]
RULES: list[dict[str, Any]] = [
    {"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}},
    {"patterns": [[{"TAG": "NN", "LOWER": {"IN": ["talks", "news"]}}]], "attrs": {"MORPH": "Number=Plur"}},
    {"patterns": [[{"LOWER": {"REGEX": "^n.t$"}}]], "attrs": {"LEMMA": "not"}},
    {"patterns": [[{"DEP": "expl"}, {"LOWER": "is"}]], "attrs": {"POS": "VERB"}, "index": 1},
    {"patterns": [[{"LOWER": "is", "TAG": {"NOT_IN": ["NN"]}}]], "attrs": {"LEMMA": "be", "POS": "AUX"}},
    {"patterns": [[{"IS_SPACE": True}]], "attrs": {"TAG": "_SP", "POS": "SPACE"}},
]


def attributes(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array([POS, MORPH, LEMMA, TAG, DEP]).tolist()
    return rows


def test_rules_of_every_kind() -> None:
    plain, quick = spacy.blank("en"), spacy.blank("en")
    for nlp in (plain, quick):
        ruler: Any = nlp.add_pipe("attribute_ruler")
        ruler.add_patterns(RULES)
    remember_attributes(quick)
    assert quick.pipe_names == ["remembered_attributes"]
    words = ["There", "is", "\n", "news", "of", "talk", "news", "Is", "n't", "talk"]
    for _ in range(2):  # met first, and remembered
        first, second = (
            nlp(Doc(nlp.vocab, words, tags=["EX", "VBZ", "_SP", "NN", "IN", "NN", "NNS", "NN", "RB", "NN"],
                    deps=["expl", "ROOT", "", "attr", "prep", "pobj", "dep", "dep", "neg", "dep"]))
            for nlp in (plain, quick)
        )  # fmt: skip
        assert attributes(first) == attributes(second)
        assert [token.pos_ for token in second][:4] == ["", "AUX", "SPACE", "NOUN"]
    assert len(quick("")) == 0


def test_rules_of_another_kind_stay_with_spacy() -> None:
    nlp = spacy.blank("en")
    ruler: Any = nlp.add_pipe("attribute_ruler")
    ruler.add([[{"SHAPE": "XX"}]], {"POS": "PROPN"})
    remember_attributes(nlp)
    assert nlp.pipe_names == ["attribute_ruler"]


@pytest.mark.slow
def test_the_models_own_rules() -> None:
    nlp = spacy.load(Settings().model, exclude=["ner", "lemmatizer"])
    plain: Any = nlp.get_pipe("attribute_ruler")
    remember_attributes(nlp)
    assert "attribute_ruler" not in nlp.pipe_names
    quick: Any = nlp.get_pipe("remembered_attributes")
    nlp.disable_pipe("remembered_attributes")
    for path in sorted((ROOT / "tests" / "gold").glob("*.md")):
        doc = nlp(path.read_text(encoding="utf-8"))
        assert attributes(quick(doc.copy())) == attributes(plain(doc)), path.name
