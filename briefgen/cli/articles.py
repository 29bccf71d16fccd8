"""Commands that take articles: bring them in, read them, code given pairs in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from briefgen.cli.command import PATH, command
from briefgen.cli.terminal import Terminal, finish

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|FEED…")
@click.option("--since", metavar="YYYY-MM-DD", help="Leave out what was published before this day.")
@click.option("--limit", type=click.IntRange(1), help="The most articles to take of each source.")
@click.option("--keep", is_flag=True, help="Keep the files as they came, too, in content/originals/.")
@command
def add(root: Path, sources: tuple[str, ...], since: str | None, limit: int | None, keep: bool) -> int:
    """Bring articles in as Markdown files.

    They go into content/articles/YYYY/, with where they came from. What is there already stays as it is: a page that
    has changed is shown as a diff, a copy of an article is noted in content/copies.jsonl.
    """
    from datetime import date, datetime

    from briefgen import collect, workflow

    try:
        since = date.fromisoformat(since).isoformat() if since else None
    except ValueError as error:
        raise click.BadParameter("write it as YYYY-MM-DD", param_hint="--since") from error
    terminal = Terminal()
    today = datetime.now().astimezone().date().isoformat()
    added = collect.add(workflow.open_site(root), sources, terminal, today=today, since=since, limit=limit, keep=keep)
    terminal.clear()
    for path in added.paths:
        click.echo(str(path))
    for note in added.notes:
        click.echo(note, err=True)
    told = f"{len(added.paths)} articles added, {added.unchanged} there already, {added.skipped} left out"
    click.echo(told + (f", {added.failed} problems" if added.failed else ""), err=True)
    return 1 if added.failed else 0


@click.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "-o",
    "--output",
    metavar="FILE.jsonl",
    type=PATH,
    help="Write one JSON object a line here (`-`: stdout) instead of content/briefs/.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@click.option(
    "--timeout",
    type=click.FloatRange(1),
    default=60,
    show_default=True,
    metavar="SECONDS",
    help="The most computing for one article; long ones may take a second more per 1,000 characters.",
)
@click.option("--resume", is_flag=True, help="Go on with FILE where a run was stopped.")
@click.option("--force", is_flag=True, help="Extract unchanged articles, too; with -o, begin FILE anew.")
@command
def extract(
    root: Path, paths: tuple[Path, ...], output: Path | None, jobs: int, timeout: float, resume: bool, force: bool
) -> int:
    """Make briefs of articles.

    PATHS are files, folders or corpora; without any, the site's content/articles/ is read. A corpus has a JSON object a
    line (.jsonl, .jsonl.gz) or is a table (.csv, .parquet): id, text and, where known, title, date, url, publisher,
    author, language. An article that cannot be read, crashes, takes too long or needs too much memory is named, and the
    others are read all the same; the exit code is then 1.
    """
    from briefgen import extraction, workflow

    if resume and (force or output is None or str(output) == "-"):
        raise click.UsageError("--resume goes with -o FILE, and not with --force")
    terminal = Terminal()
    site = workflow.open_site(root, bare=output is not None)
    mode: Literal["new", "force", "resume"] = "resume" if resume else "force" if force else "new"
    lines = extraction.Output(output, mode) if output is not None else None
    counts = extraction.extract(site, paths, terminal, output=lines, jobs=jobs, seconds=timeout, force=force)
    return finish(counts, terminal)


@click.command()
@click.argument("pairs", type=PATH)
@click.option("-o", "--output", metavar="FILE.jsonl", type=PATH, help="Where to write (default: stdout).")
@command
def code(root: Path, pairs: Path, output: Path | None) -> int:
    """Code given pairs of actors in given texts.

    This is for checking other people's event records. PAIRS has a JSON object a line: {"id", "text", "source": [start,
    end], "target": [start, end]}, offsets in characters. Each gives {"id", "action", "polarity", "status",
    "confidence"}.
    """
    from briefgen import workflow

    terminal = Terminal()
    failed = workflow.code(workflow.open_site(root, bare=True), pairs, output, terminal)
    terminal.clear()
    return 1 if failed else 0
