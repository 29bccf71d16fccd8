"""The command that scores against gold."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from briefgen.cli.command import PATH, command
from briefgen.cli.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path


@click.command("eval")
@click.option(
    "--sentences",
    metavar="FILE.jsonl",
    type=PATH,
    help="Labelled sentences: {id, text, relations: [{source, target, action, status, symmetric}]}.",
)
@click.option(
    "--pairs",
    metavar="FILE.jsonl",
    type=PATH,
    help="Labelled pairs: {id, text, source, target, sources, targets, action, quad}.",
)
@click.option(
    "--briefs",
    metavar="GOLD_DIR TEXTS_DIR",
    type=PATH,
    nargs=2,
    help="Gold briefs <id>.json and their articles (<id>-*.txt, or articles of that id).",
)
@click.option("--detail", metavar="ID", help="Show what was right, wrong and missed in one text.")
@click.option("--floors", metavar="FILE.yml", type=PATH, help="Fail where a figure is below its floor.")
@click.option("--raise-floors", is_flag=True, help="Raise the floors to just below the figures, and add missing ones.")
@click.option("--lower-floors", is_flag=True, help="Lower the floors that do not hold to just below the figures.")
@click.option("--json", "as_json", is_flag=True, help="Print figures as JSON.")
@command
def evaluate(
    root: Path, sentences: Path | None, pairs: Path | None, briefs: tuple[Path, Path] | None, detail: str | None,
    floors: Path | None, raise_floors: bool, lower_floors: bool, as_json: bool,
) -> int:  # fmt: skip
    """Score against gold.

    Told are precision, recall and F1 by class, direction, status and evidence, and calibration. Without options it
    measures the repository's own labelled sentences (tests/labelled) and gold briefs (tests/gold), each read with
    confidence weights that were trained without it.
    """
    from briefgen import evaluate as scoring
    from briefgen.config import Site

    if (raise_floors or lower_floors) and (floors is None or raise_floors == lower_floors or detail):
        raise click.UsageError("--raise-floors or --lower-floors goes with --floors FILE.yml, and without --detail")
    site, terminal = Site(root), Terminal()
    gold, texts = briefs or (None, None)
    own = not (sentences or pairs or gold)
    data = scoring.own_data(site, detail) if own else scoring.Data(sentences, pairs, gold, texts, only=detail)
    sections = scoring.measure(site, data, terminal.step)
    terminal.clear()
    if floors and (raise_floors or lower_floors):
        scoring.write_floors(floors, scoring.moved(scoring.read_floors(floors), sections, up=raise_floors))
    held = scoring.compare(scoring.read_floors(floors), sections, str(floors)) if floors and not detail else ()
    if as_json:
        click.echo(json.dumps(scoring.plain(sections, held), ensure_ascii=False, indent=1))
    else:
        scoring.show(sections, held)
    failed = [h for h in held if not h.holds]
    for h in failed:
        click.echo(f"{floors}: {h.figure} is {h.value:.3f}, bound {h.bound:.3f}", err=True)
    return 1 if failed else 0
