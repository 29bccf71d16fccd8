"""Commands for editors: what is wrong, what is in doubt, and why something is read as it is."""

from __future__ import annotations

import json
from pathlib import Path

import click

from briefgen.cli.command import PATH, command
from briefgen.cli.terminal import Terminal


@click.command()
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--json", "as_json", is_flag=True, help="Print problems as JSON.")
@command
def check(root: Path, strict: bool, as_json: bool) -> int:
    """Prove every quote; find what is wrong in a site.

    Each quote is compared with its article; briefs, registry and settings are validated; links between briefs, actors
    and issues are followed. Problems go to stdout, one a line.
    """
    from briefgen import editor, workflow

    problems = editor.check(workflow.open_site(root))
    if as_json:
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)
    return 1 if errors or (strict and problems) else 0


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print entries as JSON.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many entries to show.")
@command
def review(root: Path, as_json: bool, limit: int) -> int:
    """Show what an editor should look at first.

    Clashes of your edits with new readings, doubtful actors, contradictions, unsure statements and duplicates are
    ordered by what a minute on each is worth. Each is told with its quote and what to type to accept, correct or
    dismiss it.
    """
    from datetime import datetime

    from briefgen import workflow
    from briefgen.review.terminal import show
    from briefgen.schema import plain

    terminal = Terminal()
    today = datetime.now().astimezone().date().isoformat()
    entries, total = workflow.review(workflow.open_site(root), terminal, limit, today)
    terminal.clear()
    if as_json:
        click.echo(json.dumps([plain(entry) for entry in entries], ensure_ascii=False, indent=1))
    else:
        show(entries, total)
    return 0


@click.command()
@click.argument("what", metavar='"SENTENCE" | BRIEF')
@click.argument("item", metavar="[ITEM-ID]", required=False)
@click.option("--date", help="Publication date (YYYY-MM-DD) that relative dates count from.")
@command
def explain(root: Path, what: str, item: str | None, date: str | None) -> int:
    """Show how a sentence or an item is read.

    Told are the actors, the words that state the act, its mode, class and confidence, and what would have changed them.
    With BRIEF, the path of a brief's file, and the id of one of its relations, its sentence is read in its article.
    """
    from briefgen import workflow

    if item is None:
        click.echo(workflow.explain(workflow.open_site(root, bare=True), what, date))
        return 0
    path = Path(what) if Path(what).exists() else root / what
    click.echo(workflow.explain_item(workflow.open_site(root), path, item))
    return 0


@click.command()
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.argument("ids", nargs=-1, required=True, metavar="ID ID…")
@click.option("--by", required=True, metavar="NAME", help="Who decides: initials or a name.")
@click.option("--why", metavar="TEXT", help="The reason, for whoever comes later.")
@command
def decide(root: Path, verdict: str, ids: tuple[str, ...], by: str, why: str | None) -> int:
    """Say which ids are one actor, and which never are.

    With `same`, the first ID stays in place of the others; with `different`, they are never taken for one. The decision
    is added to site_config/decisions.yml and holds for all articles, also those to come, until a later one.
    """
    from datetime import datetime

    from briefgen import teaching, workflow
    from briefgen.registry import Decision

    today = datetime.now().astimezone().date().isoformat()
    same, different = (ids, ()) if verdict == "same" else ((), ids)
    taught = teaching.decide(workflow.open_site(root), Decision(by, today, same, different, why))
    click.echo(str(taught.path))
    click.echo("added; `briefgen extract` applies it" if taught.written else "is decided so already", err=True)
    return 0


@click.command()
@click.argument("brief", type=PATH)
@click.argument("ids", nargs=-1, required=True, metavar="ACTOR-ID…")
@command
def learn(root: Path, brief: Path, ids: tuple[str, ...]) -> int:
    """Take actors of a brief into the registry.

    Their names, acronyms, roles and whom they act for, as BRIEF tells them, are then known in all articles. They are
    written to site_config/actors/learned.yml, to be corrected there.
    """
    from briefgen import teaching, workflow

    for one, taught in teaching.learn(workflow.open_site(root), brief if brief.exists() else root / brief, ids):
        click.echo(f"{taught.path}: {one}" + ("" if taught.written else " (nothing new)"))
    click.echo("`briefgen extract` applies it", err=True)
    return 0
