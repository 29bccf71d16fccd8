"""What rules read of a text, against what spaCy itself says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefgen.nlp.parse.tokens import Doc

if TYPE_CHECKING:
    from briefgen.nlp.extract import Extractor

TEXTS = [
    "Lima expels two envoys\n\nPeru's foreign ministry said on Monday that it had expelled two envoys from La Paz, "
    'whom it accused of spying. "We regret this," said Bolivia\'s president, her aides and the U.N., and left.',
    "12 boats, ( as drawn by the map ), were seized: by whom? \n  \nNo-one",
    "",
]
VALUES = (
    "i idx text lower_ lemma_ pos_ tag_ dep_ ent_type_ whitespace_ is_space is_punct is_quote is_alpha "
    "is_digit is_lower is_upper is_title is_sent_start"
).split()
ONE, MANY = "head left_edge right_edge".split(), "lefts rights children ancestors subtree conjuncts".split()


def told(span: Any) -> tuple[Any, ...]:
    """All that is asked of a span, tokens by their number."""
    sides = [[t.i for t in side] for side in (span, span.lefts, span.rights)]
    return span.text, span.label_, span.start_char, span.end_char, span.root.i, span.sent.start, span.sent.end, *sides


@pytest.mark.parametrize("text", TEXTS)
def test_all_is_as_spacy_has_it(extractor: Extractor, text: str) -> None:
    parsed = extractor.nlp(text)
    doc = Doc(parsed)
    assert doc.text == text
    assert len(doc) == len(parsed)
    for token, other in zip(doc, parsed, strict=True):
        assert [getattr(token, name) for name in VALUES] == [getattr(other, name) for name in VALUES]
        assert [getattr(token, name).i for name in ONE] == [getattr(other, name).i for name in ONE]
        assert [[t.i for t in getattr(token, name)] for name in MANY] == [
            [t.i for t in getattr(other, name)] for name in MANY
        ]
        assert token.is_ancestor(doc[-1]) == other.is_ancestor(parsed[-1])
        assert token.nbor(-token.i) is doc[0]
        with pytest.raises(IndexError):
            token.nbor(-token.i - 1)
    for start in range(len(doc)):
        for end in range(start + 1, len(doc) + 2):
            assert told(doc[start:end]) == told(parsed[start:end])
    assert [told(e) for e in doc.ents] == [told(e) for e in parsed.ents]
    assert [told(s) for s in doc.sents] == [told(s) for s in parsed.sents]


def test_pieces_of_pieces(extractor: Extractor) -> None:
    doc = extractor.parse("Peru thanked Chile for its help.")
    span = doc[1:5]
    assert (span[0].text, span[-1].text, span[1:3].text, span[3:1].text) == ("thanked", "its", "Chile for", "")
    assert [str(span), str(span[1])] == ["thanked Chile for its", "Chile"]
    found = doc.char_span(15, 22)
    assert found is not None
    assert found.text == "Chile for"
    assert doc.char_span(90, 95) is None
    with pytest.raises(IndexError):
        span[4]
