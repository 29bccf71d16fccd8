"""The model's attribute rules, remembered: what they give a token hangs on its word, tag and dependency alone.

spaCy's AttributeRuler matches some two hundred patterns anew at every token, an eighth of the time of the whole
pipeline. Here each combination is matched once; what comes out is the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SEEN = [LOWER, TAG, DEP, IS_SPACE]  # what a rule may look at
ASKED = frozenset({"LOWER", "TAG", "DEP", "IS_SPACE"})  # the same, as patterns name it
GIVEN = [POS, MORPH, LEMMA, TAG, DEP]  # what a rule may set
KEPT = 2**64 - 1  # no value: what the token has stays

Key = tuple[int, ...]  # the values of SEEN; a word that no rule names is 0


@Language.factory("remembered_attributes", assigns=["token.pos", "token.morph", "token.lemma"])
def make_remembered(nlp: Language, name: str) -> Remembered:
    return Remembered(nlp.get_pipe("attribute_ruler"))


def remember_attributes(nlp: Language) -> None:
    """Put this in the place of a pipeline's own attribute rules, where it has some and they are of a known kind."""
    if nlp.has_pipe("attribute_ruler") and _suits(nlp.get_pipe("attribute_ruler")):
        nlp.add_pipe("remembered_attributes", after="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")


def _suits(ruler: Any) -> bool:
    """Whether rules look at nothing and set nothing but what is known here."""
    asked = {key for rule in ruler.patterns for tokens in rule["patterns"] for token in tokens for key in token}
    return asked <= ASKED and {key for attrs in ruler.attrs for key in attrs} <= set(GIVEN)


def _named(tokens: list[dict[str, Any]]) -> Iterable[str] | None:
    """The words that a pattern of one token names; None for other patterns, and where the words have no end."""
    word = tokens[0].get("LOWER", ())
    if isinstance(word, dict):
        word = word["IN"] if word.keys() == {"IN"} else None
    return None if len(tokens) > 1 else (word,) if isinstance(word, str) else word


class Remembered:
    """Sets what the rules of an AttributeRuler set."""

    def __init__(self, ruler: Any) -> None:
        self.rules = [{GIVEN.index(key): value for key, value in attrs.items()} for attrs in ruler.attrs]
        self.indices = ruler.indices
        self.once, self.always = Matcher(ruler.vocab), Matcher(ruler.vocab)
        self.words: set[int] = set()
        for number, rule in enumerate(ruler.patterns):
            for tokens in rule["patterns"]:
                words = _named(tokens)
                (self.always if words is None else self.once).add(f"{number}", [tokens])
                self.words.update(ruler.vocab.strings.add(word) for word in words or ())
        self.known: dict[Key, tuple[list[int], list[int]]] = {}  # to numbers of rules, and to what they give together

    def __call__(self, doc: Doc) -> Doc:
        keys = [(row[0] if row[0] in self.words else 0, *row[1:]) for row in doc.to_array(SEEN).tolist()]
        self._learn(doc, {key: index for index, key in enumerate(keys) if key not in self.known})
        rows = [self.known[key][1] for key in keys]
        more: dict[int, list[int]] = {}
        for number, start in self._matches(self.always, doc):
            more.setdefault(start + self.indices[number], []).append(number)
        for index, numbers in more.items():
            rows[index] = self._given([*self.known[keys[index]][0], *numbers])
        given: Any = np.array(rows, dtype="uint64").reshape(len(doc), len(GIVEN))
        return doc.from_array(GIVEN, np.where(given == KEPT, doc.to_array(GIVEN), given))  # type: ignore[arg-type]

    def _learn(self, doc: Doc, new: dict[Key, int]) -> None:
        """Match at combinations not met before. new: each with a token that has it"""
        if not new:
            return
        words = Doc(doc.vocab, words=[doc[index].text for index in new.values()])
        had: Any = np.array([key[1:3] for key in new], dtype="uint64")
        words.from_array([TAG, DEP], had)
        found: list[list[int]] = [[] for _ in new]
        for number, start in self._matches(self.once, words):
            found[start].append(number)
        self.known.update((key, (numbers, self._given(numbers))) for key, numbers in zip(new, found, strict=True))

    @staticmethod
    def _matches(matcher: Matcher, doc: Doc) -> Iterator[tuple[int, int]]:
        """Numbers of rules, and the tokens at which they begin to hold."""
        return ((int(doc.vocab.strings[key]), start) for key, start, _ in matcher(doc, allow_missing=True))

    def _given(self, numbers: list[int]) -> list[int]:
        """What some rules set together; later ones win."""
        given = {column: value for number in sorted(numbers) for column, value in self.rules[number].items()}
        return [given.get(column, KEPT) for column in range(len(GIVEN))]
