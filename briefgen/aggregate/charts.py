"""Pictures as plain geometry (whole pixels), for the templates of SVG files to write down."""

from __future__ import annotations

import math
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.aggregate.trend import counted
from briefgen.aggregate.views import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from briefgen.aggregate.corpus import Fact

WIDTH, HEIGHT = 420, 240
TOP, BOTTOM, SIDE = 38, 56, 24  # room for the two words, numbers and the axis
MOST_BARS = 40
MOST_TALL = 24  # height of one statement, so that a few do not look like many
MOST_NODES = 8
LINE_LENGTH = 15  # characters of a name on one line beside a node
MOST_LINES = 3  # of a name
LINE_HEIGHT = 14
ASIDE = (-0.12, 0.12, 0, -0.2, 0.2, -0.28, 0.28)  # how far from the middle, where lines cross, a number may stand
APART = 18  # between two numbers
LEGEND = 40  # height of what tells the two kinds of lines


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its counts and where its two bars stand; `label` is empty where there is no room."""

    x: int
    width: int
    middle: int
    up: int
    down: int
    tally: Tally
    label: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Bars of cooperation above and friction below a line, by year, quarter or month."""

    title: str
    width: int
    height: int
    zero: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of a label."""

    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Node:
    """A party in a diagram; `anchor` is where the lines of its label begin: start, middle or end."""

    name: str
    x: int
    y: int
    label: tuple[Text, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """Friction (kind `f`) or cooperation (`c`) between two parties; the number (0: none) stands at its label."""

    kind: str
    x1: int
    y1: int
    x2: int
    y2: int
    weight: int
    number: int
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class DiagramView:
    """Parties in a circle, with what is between them."""

    title: str
    width: int
    height: int
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]


def timeline(title: str, facts: Iterable[Fact]) -> TimelineView | None:
    """How friction and cooperation went over time; None where fewer than two periods have something."""
    known = counted(facts)
    if not known:
        return None
    months = _months(known[0][0], known[-1][0])
    start = _index(known[0][0], months)
    count = _index(known[-1][0], months) - start + 1
    if count < 2:
        return None
    sums = [[0, 0] for _ in range(count)]
    for when, fact in known:
        sums[_index(when, months) - start][fact.relation.polarity == "cooperation"] += 1
    tallies = [Tally(*pair) for pair in sums]
    return _bars(title, tallies, [_label(start + n, months) for n in range(count)])


def _months(first: date, last: date) -> int:
    """Months that one bar stands for: 1, 3 or 12, or more years where there is much time."""
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    return next((unit for unit in (1, 3, 12) if span <= unit * MOST_BARS * (1 if unit == 12 else 0.6)), 60)


def _index(when: date, months: int) -> int:
    return (when.year * 12 + when.month - 1) // months


def _label(index: int, months: int) -> str:
    """A period as text: `2016`, `2016 Q3` or `2016-08`."""
    year, month = divmod(index * months, 12)
    if months >= 12:
        return str(year)
    return f"{year} Q{month // 3 + 1}" if months == 3 else f"{year}-{month + 1:02}"


def _bars(title: str, tallies: Sequence[Tally], labels: Sequence[str]) -> TimelineView:
    up = max(tally.cooperation for tally in tallies)
    down = max(tally.friction for tally in tallies)
    scale = min(MOST_TALL, (HEIGHT - TOP - BOTTOM) / max(1, up + down))
    height = TOP + BOTTOM + round((up + down) * scale)
    zero = TOP + round(up * scale)
    step = (WIDTH - 2 * SIDE) / len(tallies)
    width = min(44, max(3, round(step * 0.7)))
    every = math.ceil(len(tallies) / 6)  # six labels have room
    bars = []
    for number, tally in enumerate(tallies):
        middle = round(SIDE + step * (number + 0.5))
        bars.append(
            Bar(
                x=middle - width // 2,
                width=width,
                middle=middle,
                up=round(tally.cooperation * scale),
                down=round(tally.friction * scale),
                tally=tally,
                label=labels[number] if number % every == 0 else "",
                numbered=width >= 10,
            )
        )
    return TimelineView(title, WIDTH, height, zero, tuple(bars))


def diagram(title: str, pairs: Sequence[tuple[str, str, Tally]]) -> DiagramView | None:
    """Who is at odds and works with whom, from (name, name, counts), the most important first; None without pairs."""
    names: list[str] = []
    pairs = [pair for pair in pairs if pair[2].total]
    for first, second, _ in pairs:
        fresh = [name for name in (first, second) if name not in names]
        if len(names) + len(fresh) <= MOST_NODES:
            names += fresh
    shown = [(a, b, tally) for a, b, tally in pairs if a in names and b in names]
    if not shown:
        return None
    height = 120 if len(names) == 2 else 260 if len(names) < 5 else 320
    places = [_place(number, len(names), height) for number in range(len(names))]
    labels = [label(name, place.room) for name, place in zip(names, places, strict=True)]
    top = min(min(p.y - 10, p.first_line(len(own)) - LINE_HEIGHT) for p, own in zip(places, labels, strict=True)) - 4
    nodes = {name: _node(name, place, own, top) for name, place, own in zip(names, places, labels, strict=True)}
    height = max(max(node.y, node.label[-1].y) for node in nodes.values()) + LEGEND
    lines: list[Line] = []
    for a, b, tally in shown:
        lines += _lines(nodes[a], nodes[b], tally, lines)
    return DiagramView(title, WIDTH, height, tuple(nodes.values()), tuple(lines))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a node stands, its label `shift` beside it, with room for so many characters on a line."""

    x: int
    y: int
    anchor: str
    shift: int
    room: int
    above: bool

    def first_line(self, lines: int) -> int:
        """Where the first of the label's lines stands."""
        height = LINE_HEIGHT * (lines - 1)
        if self.anchor == "middle":
            return self.y - 13 - height if self.above else self.y + 22
        return self.y + 4 - height // 2


@lru_cache(maxsize=1 << 8)
def _place(number: int, count: int, height: int) -> _Place:
    """A place on the ellipse, the first on the left, and its label outside."""
    angle = math.pi + 2 * math.pi * number / count
    across, down = math.cos(angle), math.sin(angle)
    x, y = round(WIDTH / 2 + 85 * across), round((height - 20) / 2 + (height / 2 - 65) * down)
    if abs(across) < 0.35:
        return _Place(x, y, "middle", 0, 2 * LINE_LENGTH, down < 0)
    return _Place(x, y, "end" if across < 0 else "start", -13 if across < 0 else 13, LINE_LENGTH, down < 0)


def _node(name: str, place: _Place, lines: Sequence[str], top: int) -> Node:
    """A node with its label, in a picture that begins at `top`: no empty space above."""
    x, first = place.x + place.shift, place.first_line(len(lines)) - top
    texts = tuple(Text(text, x, first + LINE_HEIGHT * n) for n, text in enumerate(lines))
    return Node(name, place.x, place.y - top, texts, place.anchor)


@lru_cache(maxsize=1 << 14)
def label(name: str, length: int) -> tuple[str, ...]:
    """A name on as many lines as it needs; what is longer than `MOST_LINES` lines ends in an ellipsis."""
    lines = textwrap.wrap(name, length) or [name]
    if len(lines) > MOST_LINES:
        rest = " ".join(lines[MOST_LINES - 1 :])
        lines = [*lines[: MOST_LINES - 1], rest[: length - 1].rstrip() + "…"]
    return tuple(lines)


def _lines(one: Node, other: Node, tally: Tally, before: Sequence[Line]) -> list[Line]:
    """Friction and cooperation between two places, side by side where there are both, each with its number.

    before: lines that are drawn already
    """
    length = math.hypot(other.x - one.x, other.y - one.y) or 1
    across = (one.y - other.y) / length, (other.x - one.x) / length
    made: list[Line] = []
    for polarity, number, side in (("friction", tally.friction, 1), ("cooperation", tally.cooperation, -1)):
        if not number:
            continue
        shift = side * 5 if tally.friction and tally.cooperation else 0
        dx, dy = across[0] * shift, across[1] * shift
        x, y = _free(one, other, side, 0.5 + side * 0.09 if shift else 0.5, (*before, *made))
        made.append(
            Line(
                kind=polarity[0],
                x1=round(one.x + dx),
                y1=round(one.y + dy),
                x2=round(other.x + dx),
                y2=round(other.y + dy),
                weight=min(5, 1 + number // 2),
                number=number if number > 1 else 0,
                label_x=x,
                label_y=y,
            )
        )
    return made


def _free(one: Node, other: Node, side: int, middle: float, taken: Sequence[Line]) -> tuple[int, int]:
    """Where the number of a line stands: beside its middle, or as near to that as it lies on no other number."""
    length = math.hypot(other.x - one.x, other.y - one.y) or 1
    right, down = (other.x - one.x), (other.y - one.y)
    places = [
        (
            round(one.x + right * at - down / length * side * 11),
            round(one.y + down * at + right / length * side * 11) + 4,
        )
        for at in (middle + aside for aside in ASIDE)
    ]
    numbers = [(line.label_x, line.label_y) for line in taken if line.number]
    return next((place for place in places if all(math.dist(place, number) >= APART for number in numbers)), places[0])
