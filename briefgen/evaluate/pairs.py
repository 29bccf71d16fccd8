"""Labelled pairs: the coding of each given pair, and briefs made from the bare sentence.

CONCEDE and RETREAT count as one class, YIELD. Macro-F1 over the gold classes, as in Hu et al. 2024 (ZSP, ACL).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from briefgen.evaluate.figures import Figure, Score, Section, Verdict, class_scores, macro_f1, share
from briefgen.evaluate.links import overlap, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.evaluate.gold import GoldPair
    from briefgen.model import Brief, Coded

Groups = Mapping[str, Mapping[str, Score]]

# Quadrants: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
_QUADRANTS = (
    (1, "AGREE CONSULT SUPPORT"),
    (2, "COOPERATE AID YIELD"),
    (3, "REQUEST ACCUSE REJECT THREATEN"),
    (4, "PROTEST SANCTION MOBILIZE COERCE ASSAULT"),
)
QUAD: Mapping[str, int] = {action: quad for quad, actions in _QUADRANTS for action in actions.split()}
FIGURES: Mapping[str, str] = {
    "pair": "gold pairs that some item links, either way round",
    "direction": "gold pairs that an item links in the right direction",
    "polarity": "gold pairs that an item of the right polarity links",
    "quad": "gold pairs that an item of the right quadrant links",
    "action": "gold pairs that an item of the right class links",
}


def fold(action: str | None) -> str:
    """A class as the labelled pairs have it; "" for none."""
    return "YIELD" if action in ("CONCEDE", "RETREAT") else action or ""


def side(quad: int) -> str:
    """The polarity of a quadrant; "" for none."""
    return "" if not quad else "cooperation" if quad <= 2 else "friction"


def coded_scores(gold: Sequence[tuple[str, int]], got: Sequence[str]) -> tuple[tuple[Figure, ...], Groups]:
    """Figures and groups of coded pairs.

    gold: class and quadrant of each pair; got: the folded class that it was given, "" where it was given none
    """
    quads = [QUAD.get(action, 0) for action in got]
    groups = {
        "binary": class_scores([side(quad) for _, quad in gold], [side(quad) for quad in quads]),
        "quad": class_scores([str(quad) for _, quad in gold], [str(quad) for quad in quads]),
        "action": class_scores([action for action, _ in gold], got),
    }
    figures = [share("given_answered", map(bool, got), "given pairs that an act was found for")]
    for name, scores in groups.items():
        figures.append(Figure(f"given_{name}_f1", macro_f1(scores), f"given pairs, {name}, macro-F1"))
    return tuple(figures), {f"given {name}": scores for name, scores in groups.items()}


def score_pairs(
    name: str,
    about: str,
    pairs: Sequence[GoldPair],
    coded: Sequence[Coded],
    briefs: Sequence[Brief],
    *,
    detail: bool = False,
) -> Section:
    """The figures of labelled pairs; `coded` and `briefs` in the order of the pairs."""
    got = [fold(answer.action) for answer in coded]
    figures, groups = coded_scores([(p.action, p.quad) for p in pairs], got)
    hits = [hit(p, brief) for p, brief in zip(pairs, briefs, strict=True)]
    bare = tuple(share(f"bare_{key}", (key in found for found in hits), what) for key, what in FIGURES.items())
    items = sum(len(brief.relations) for brief in briefs) / max(1, len(pairs))
    per_sentence = Figure("bare_items", items, "relations listed, a sentence", "neither")
    judged = zip(pairs, got, hits, strict=True)
    verdicts = tuple(v for pair, action, found in judged for v in judge(pair, action, found)) if detail else ()
    return Section(name, about, (*figures, *bare, per_sentence), groups, (), verdicts)


def hit(pair: GoldPair, brief: Brief) -> frozenset[str]:
    """What the items of a brief that link the two ends have right (keys of FIGURES)."""
    found: set[str] = set()
    for relation in brief.relations:
        for evidence in relation.evidence:
            forward, backward = _linked(pair, *places(pair.text, evidence))
            if forward or backward:
                action = fold(relation.action)
                right = {
                    "pair": True,
                    "direction": forward or relation.symmetric,
                    "polarity": relation.polarity == side(pair.quad),
                    "quad": QUAD[action] == pair.quad,
                    "action": action == pair.action,
                }
                found |= {key for key, is_right in right.items() if is_right}
    return frozenset(found)


def _linked(pair: GoldPair, source: Sequence[int], target: Sequence[int]) -> tuple[bool, bool]:
    sources, targets = pair.sources or (pair.source,), pair.targets or (pair.target,)
    forward = any(overlap(source, s) for s in sources) and any(overlap(target, t) for t in targets)
    backward = any(overlap(target, s) for s in sources) and any(overlap(source, t) for t in targets)
    return forward, backward


def judge(pair: GoldPair, action: str, found: frozenset[str]) -> Iterator[Verdict]:
    """What is right and wrong about one pair: the class it was given, and what `hit` found."""
    source, target = (pair.text[span[0] : span[1]] for span in (pair.source, pair.target))
    given = f"given {source} → {target}: {action or 'nothing'}"
    if action == pair.action:
        yield Verdict("right", given, pair.text)
    else:
        yield Verdict("wrong" if action else "missed", f"{given}; gold: {pair.action}", pair.text)
    lacking = [key for key in FIGURES if key not in found]
    what = f"from the bare sentence: {source} → {target}, {pair.action}"
    if "pair" in lacking:
        yield Verdict("missed", what, pair.text)
    else:
        note = f"; not right: {', '.join(lacking)}" if lacking else ""
        yield Verdict("partly" if lacking else "right", what + note, pair.text)
