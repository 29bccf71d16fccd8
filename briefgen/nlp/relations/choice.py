"""The act between two given parties, chosen among the readings of the predicates around them.

A log-linear model with two kinds of weights: of readings (how far what holds for a reading speaks for it) and of words
(how far a word between or beside the parties speaks for a class, whether or not the lexicon has it). They are a
readable file, `site_config/pairs.yml`, made by `benchmarks/train_pairs.py` from this project's labelled sentences.
"""

from __future__ import annotations

from collections import defaultdict
from math import exp, log
from typing import TYPE_CHECKING

from briefgen.model import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Action
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.relations.candidates import Candidate, Ends

BESIDE = frozenset("prt dobj attr acomp xcomp ccomp neg aux prep advmod amod compound pobj agent nsubj".split())
CONTENT = frozenset("VERB NOUN ADJ PROPN ADV".split())


def choose(
    doc: Doc, readings: Sequence[Candidate], ends: Ends, weights: Mapping[str, float]
) -> tuple[Action, Candidate | None, float]:
    """The likeliest class of the act between two parties, its likeliest reading if any has it, and its probability.

    weights: feature of a reading, or "word > CLASS", to log-odds; as in `registry.choice`
    """
    shares, best = weigh(doc, readings, ends, weights)
    action = max(ACTIONS, key=lambda a: shares[a])
    return action, best.get(action), shares[action]


def weigh(
    doc: Doc, readings: Sequence[Candidate], ends: Ends, weights: Mapping[str, float]
) -> tuple[dict[Action, float], dict[Action, Candidate]]:
    """The probability of each class, and the likeliest reading of those that have any."""
    best: dict[Action, tuple[float, Candidate]] = {}
    mass: dict[Action, float] = defaultdict(lambda: 1.0)  # a class that no reading has counts as one of weight nought
    for reading in readings:
        score = sum(weights.get(name, 0.0) for name in dict.fromkeys(reading.features))
        mass[reading.action] += exp(score)
        if reading.action not in best or score > best[reading.action][0]:
            best[reading.action] = (score, reading)
    around = dict.fromkeys(words(doc, ends))  # in order: sums hang on it
    scores = {a: log(mass[a]) + sum(weights.get(f"{word} > {a}", 0.0) for word in around) for a in ACTIONS}
    highest = max(scores.values())
    whole = sum(exp(s - highest) for s in scores.values())
    return {a: exp(s - highest) / whole for a, s in scores.items()}, {a: r for a, (_, r) in best.items()}


def words(doc: Doc, ends: Ends) -> Iterator[str]:
    """Names of the words that stand between and beside two parties on the parse."""
    yield "any"
    path = _path(ends.source.root, ends.target.root)
    inside = {t.i for span in (ends.source, ends.target) for t in span}
    for token in path:
        if token.i not in inside:
            yield f"on {token.lemma_.lower()}"
        for child in token.children:
            if child.i not in inside and child not in path and child.dep_ in BESIDE and child.is_alpha:
                yield f"by {child.lemma_.lower()}"
    top = path[-1] if not path else min(path, key=lambda t: sum(1 for _ in t.ancestors))
    yield f"over {top.head.lemma_.lower()}"  # the top itself where nothing is above it
    for name, span in (("S", ends.source), ("T", ends.target)):
        for token in span:
            if token.pos_ in CONTENT and not token.ent_type_:
                yield f"{name} {token.lemma_.lower()}"


def _path(first: Token, second: Token) -> list[Token]:
    """The tokens from one to the other over the dependency tree, both included; the first's line where none is."""
    up = [first, *first.ancestors]
    places = {t.i: n for n, t in enumerate(up)}
    down: list[Token] = []
    for token in [second, *second.ancestors]:
        if token.i in places:
            return [*up[: places[token.i] + 1], *reversed(down)]
        down.append(token)
    return [*up, *reversed(down)]
