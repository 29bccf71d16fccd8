"""What a person at a terminal sees of a run: problems as they come, a progress line, the counts at its end."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from briefgen.errors import BriefgenError
    from briefgen.extraction import Counts

PAUSE = 0.1  # seconds between two looks of the progress line
WIDTH = 30  # characters of a full bar


class Terminal:
    """Reports to a person: problems as they come, a progress line while stderr is a terminal."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.shown = False
        self.last = 0.0

    def step(self, done: int, what: str, total: int | None = None) -> None:
        now = time.monotonic()
        if not self.live or now - self.last < PAUSE:
            return
        self.last = now
        text = f"{done} {what}"
        if total and done <= total:  # a corpus holds more articles than files
            filled = WIDTH * done // total
            text = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total} {what}"
        click.echo(f"\r{text}\x1b[K", err=True, nl=False)
        self.shown = True

    def problem(self, error: BriefgenError) -> None:
        self.clear()
        click.echo(str(error), err=True)

    def clear(self) -> None:
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.shown = False


def finish(counts: Counts, terminal: Terminal) -> int:
    terminal.clear()
    parts = [f"{counts.read} articles read", f"{counts.written} briefs written", f"{counts.unchanged} unchanged"]
    if counts.pages:
        parts.append(f"{counts.pages} pages")
    if counts.failed:
        parts.append(f"{counts.failed} problems")
    click.echo(", ".join(parts), err=True)
    for note in counts.notes:
        click.echo(note, err=True)
    return 1 if counts.failed else 0
