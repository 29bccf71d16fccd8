"""Sections as tables for a person, and as plain values for a program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from briefgen.evaluate.figures import Bin, Figure, Score, Section, Verdict
    from briefgen.evaluate.floors import Held

PLAIN_WIDTH = 140  # columns where there is no terminal to ask
STYLES: Mapping[str, str] = {"right": "green", "partly": "yellow", "wrong": "red", "missed": "magenta"}


def plain(sections: Iterable[Section], held: Sequence[Held] = ()) -> dict[str, Any]:
    """Everything as plain values: a mapping by section, and the bounds under `floors`."""
    out: dict[str, Any] = {}
    for s in sections:
        out[s.name] = {
            "about": s.about,
            "figures": {f.name: round(f.value, 3) for f in s.figures},
            "groups": {
                name: {value: _score(score) for value, score in scores.items()} for name, scores in s.groups.items()
            },
            "reliability": [_bin(b) for b in s.reliability],
            "verdicts": [{"verdict": v.verdict, "what": v.what, "quote": v.quote} for v in s.verdicts],
        }
    if held:
        out["floors"] = [{"figure": h.figure, "value": h.value, "bound": h.bound, "holds": h.holds} for h in held]
    return out


def _score(score: Score) -> dict[str, float]:
    return {
        "precision": round(score.precision.value, 3),
        "recall": round(score.recall.value, 3),
        "f1": round(score.f1, 3),
        "listed": score.precision.total,
        "gold": score.recall.total,
    }


def _bin(b: Bin) -> dict[str, float]:
    return {
        "low": b.low,
        "high": b.high,
        "count": b.count,
        "expected": round(b.expected, 3),
        "right": round(b.right, 3),
    }


def show(sections: Iterable[Section], held: Sequence[Held] = ()) -> None:
    """Print all sections to stdout: framed tables on a terminal, columns parted by blanks elsewhere."""
    console = Console() if sys.stdout.isatty() else Console(width=PLAIN_WIDTH, color_system=None)
    console.print(tables(sections, held, framed=console.is_terminal), soft_wrap=not console.is_terminal)


def tables(sections: Iterable[Section], held: Sequence[Held] = (), *, framed: bool) -> RenderableType:
    """Tables of all sections; where one text was asked for, its verdicts instead.

    framed: with rules and colours, for a terminal; otherwise columns parted by blanks
    """
    bounds = {h.figure: h for h in held}
    parts: list[RenderableType] = []
    for section in sections:
        parts.append(Text(f"{section.name}: {section.about}", style="bold" if framed else ""))
        tables = [_verdicts(section.verdicts)] if section.verdicts else _tables(section, bounds, framed)
        parts += [part for table in tables for part in ([table] if framed else [Text(), table])]
        parts.append(Text())
    return Group(*parts)


def _tables(section: Section, bounds: Mapping[str, Held], framed: bool) -> Iterator[Table]:
    yield _figures(section, bounds, framed)
    for name, scores in section.groups.items():
        table = _table(framed, name, "precision", "recall", "F1", "listed", "gold")
        for value, score in scores.items():
            numbers = (f"{score.precision.value:.3f}", f"{score.recall.value:.3f}", f"{score.f1:.3f}")
            table.add_row(value or "none", *numbers, str(score.precision.total), str(score.recall.total))
        yield table
    if section.reliability:
        table = _table(framed, "probability", "items", "mean", "right")
        for b in section.reliability:
            table.add_row(f"{b.low:.1f} to {b.high:.1f}", str(b.count), f"{b.expected:.2f}", f"{b.right:.2f}")
        yield table


def _figures(section: Section, bounds: Mapping[str, Held], framed: bool) -> Table:
    table = _table(framed, "figure", "value", "bound") if bounds else _table(framed, "figure", "value")
    table.add_column("what it is", overflow="fold")
    for figure in section.figures:
        table.add_row(*_row(section, figure, bounds), figure.about)
    return table


def _row(section: Section, figure: Figure, bounds: Mapping[str, Held]) -> Iterator[Text]:
    held = bounds.get(f"{section.name}.{figure.name}")
    style = "" if held is None or held.holds else "bold red"
    yield Text(figure.name)
    yield Text(f"{figure.value:.3f}", style=style)
    if bounds:
        yield Text("" if held is None else f"{held.bound:.3f}" + ("" if held.holds else " !"), style=style)


def _table(framed: bool, first: str, *numbers: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD if framed else None, pad_edge=framed)
    table.add_column(first, no_wrap=True)
    for name in numbers:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _verdicts(verdicts: Iterable[Verdict]) -> RenderableType:
    """A line for each verdict, below its quote; what has the same quote stands together."""
    lines, above = Text(), ""
    for v in verdicts:
        if v.quote and v.quote != above:
            lines.append(f"“{' '.join(v.quote.split())}”\n", style="dim")
        above = v.quote
        lines.append(f"  {v.verdict:7}", style=STYLES[v.verdict]).append(f"{v.what}\n")
    return lines
