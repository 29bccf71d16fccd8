"""The most active actors against each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.aggregate.page import Page
from briefgen.aggregate.rows import tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.aggregate.rows import Rows
    from briefgen.aggregate.views import Ref, Tally

SIZE = 25
Side = Literal["f", "m", "c"]  # more friction, about as much of both, more cooperation
DEPTHS = (2, 4, 10)  # statements from which on a cell is coloured more deeply: one alone decides little


@dataclass(frozen=True, slots=True)
class Cell:
    """What is between two actors: page of the dyad, counts, to which side they lean, and how many they are (1 to 4)."""

    path: str | None
    tally: Tally
    side: Side
    depth: int


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One actor against all others, in the order of the columns; None on the diagonal and where there is nothing."""

    actor: Ref
    code: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The matrix; `codes` head the columns."""

    codes: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def page(rows: Rows) -> Iterator[Page]:
    """The matrix of the site."""
    weights: dict[str, int] = {}
    for pair, facts in rows.by_pair.items():
        for key in filter(rows.named, pair):
            weights[key] = weights.get(key, 0) + len(facts)
    most = sorted(weights, key=lambda key: (-weights[key], rows.actor_name(key), key))[:SIZE]
    codes = _codes(rows, most)
    lines = [MatrixRow(rows.actor(one), codes[one], tuple(_cell(rows, one, other) for other in most)) for one in most]
    yield Page("matrix.md", "matrix.md.jinja", MatrixView(tuple(codes[key] for key in most), tuple(lines)))


def _cell(rows: Rows, one: str, other: str) -> Cell | None:
    pair = (one, other) if one < other else (other, one)
    counts = tally(rows.by_pair.get(pair, ()))
    if not counts.total:
        return None
    share = counts.friction / counts.total
    side: Side = "f" if share >= 0.6 else "c" if share <= 0.4 else "m"
    return Cell(rows.pair(pair).path, counts, side, 1 + sum(counts.total >= number for number in DEPTHS))


def _codes(rows: Rows, keys: Sequence[str]) -> dict[str, str]:
    """A short sign for each actor, each once: the code of a state, the initials of others."""
    codes: dict[str, str] = {}
    for key in keys:
        actor = rows.corpus.actors[key].actor
        words = [word for word in rows.actor_name(key).split() if word[:1].isalnum()]
        if actor.kind == "state" and actor.country:
            code = actor.country
        elif len(words) > 1:
            initials = "".join(word[0] for word in words if word[0].isupper())[:4]
            code = initials if len(initials) > 1 else words[0][:4].upper()
        else:
            code = (words[0] if words else key)[:4].upper()
        taken = codes.values()
        codes[key] = (
            code if code not in taken else next(f"{code}{n}" for n in range(2, SIZE + 2) if f"{code}{n}" not in taken)
        )
    return codes
