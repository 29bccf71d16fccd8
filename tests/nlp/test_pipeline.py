"""Where sentences begin: with each line, never after a word."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from briefgen.nlp.parse.pipeline import paragraph_starts


def test_a_name_that_opens_a_paragraph_is_no_sentence() -> None:
    words = ["Villagers", "Flee", "\n\n", "Zambia", "halted", "patrols", ".", "It", "said", "so", ",", "he", "wrote"]
    doc = paragraph_starts(Doc(spacy.blank("en").vocab, words=words))
    assert doc[3].is_sent_start
    assert [token.text for token in doc if token.is_sent_start is False] == [
        "Flee", "\n\n", "halted", "patrols", ".", "said", "so", ",", "he", "wrote",
    ]  # fmt: skip
    assert doc[7].is_sent_start is None
