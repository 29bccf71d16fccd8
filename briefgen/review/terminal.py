"""The queue on a terminal, and as plain text where there is none."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.review.entry import Entry

PLAIN_WIDTH = 120  # columns where there is no terminal to ask


def show(entries: Sequence[Entry], total: int) -> None:
    """Print entries to stdout: coloured on a terminal, plain elsewhere.

    total: of the entries that there are, shown or not
    """
    live = sys.stdout.isatty()
    console = Console(highlight=False) if live else Console(width=PLAIN_WIDTH, color_system=None, highlight=False)
    for number, entry in enumerate(entries, 1):
        for indent, line in _lines(number, entry):
            console.print(line if not indent else _indented(line, indent), soft_wrap=not live)
        console.print()
    more = f"; --limit {total} shows all" if total > len(entries) else ""
    console.print(Text(f"{len(entries)} of {total} entries{more}" if entries else "Nothing to review.", style="dim"))


def _indented(line: Text, indent: int) -> Text:
    return Text(" " * indent).append_text(line)


def _clean(text: str) -> str:
    """Without control characters: what an article says never steers a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _lines(number: int, entry: Entry) -> Iterator[tuple[int, Text]]:
    yield 0, Text(f"{number}. ", style="bold").append(_clean(entry.claim), style="bold")
    for why in entry.why:
        yield 3, Text("! ", style="yellow").append(_clean(why), style="yellow")
    if entry.passage is not None:
        before, quote, after = entry.passage.before, entry.passage.quote, entry.passage.after
        text = Text(_clean(before) + " " if before.strip() else "", style="dim")
        text.append("«" + _clean(quote) + "»", style="default not dim")
        yield 3, text.append(" " + _clean(after) if after.strip() else "", style="dim")
    for other in entry.others:
        quote = f" «{_clean(other.quote)}»" if other.quote else ""
        yield 3, Text(f"↔ {_clean(other.claim)}{quote}").append(f" {_clean(other.place)}", style="dim")
    told = (entry.outlet or "no outlet", entry.date or "no date", entry.brief, entry.place)
    yield 3, Text(" · ".join(map(_clean, told)), style="dim")
    if entry.confidence is not None:
        rule = f"; {_clean(entry.rule)}" if entry.rule else ""
        yield 3, Text(f"“{_clean(entry.trigger or '')}”{rule}; confidence {entry.confidence:.2f}", style="dim")
    for name, style in (("accept", "green"), ("correct", "cyan"), ("dismiss", "red")):
        if typed := getattr(entry, name):
            yield 3, Text(f"{name + ':':9}", style=style).append(_clean(typed))
