"""The command line: parse, call one function of `workflow`, print. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen import __version__
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from briefgen.workflow import Counts

PATH = click.Path(path_type=Path)


class Terminal:
    """Reports to a person: problems as they come, a progress line while stderr is a terminal."""

    def __init__(self) -> None:
        self.live = sys.stderr.isatty()
        self.shown = False

    def step(self, done: int, what: str) -> None:
        if self.live:
            click.echo(f"\r{done} {what}\x1b[K", err=True, nl=False)
            self.shown = True

    def problem(self, error: BriefgenError) -> None:
        self.clear()
        click.echo(str(error), err=True)

    def clear(self) -> None:
        if self.shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self.shown = False


def _command(function: Callable[..., int]) -> Callable[..., None]:
    """Run a command's body: its number is the exit code, a BriefgenError is one line and exit code 1."""

    @click.pass_context
    @wraps(function)
    def run(context: click.Context, *args: Any, **kwargs: Any) -> None:
        try:
            context.exit(function(context.obj["root"], *args, **kwargs))
        except BriefgenError as error:
            if context.obj["debug"]:
                raise
            click.echo(str(error), err=True)
            context.exit(1)
        except BrokenPipeError:
            sys.stderr.close()
            context.exit(0)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefgen")
@click.option("-C", "root", metavar="SITE", type=PATH, default=Path(), help="The site's folder (default: here).")
@click.option("--debug", is_flag=True, help="Show tracebacks and log messages.")
@click.pass_context
def main(context: click.Context, root: Path, debug: bool) -> None:
    """News articles to briefs on friction and cooperation between political actors, and a searchable site of them.

    A site is a folder with content/articles/, content/briefs/ and mkdocs.yml; `briefgen new DIR` makes one.
    """
    logging.basicConfig(level=logging.DEBUG if debug else logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    context.obj = {"root": root, "debug": debug}


def _finish(counts: Counts, terminal: Terminal) -> int:
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


@main.command()
@click.option("--strict", is_flag=True, help="Treat the site builder's warnings as errors.")
@click.option("--builder", type=click.Choice(["mkdocs", "zensical", "none"]), default="mkdocs", show_default=True, help="What makes HTML of the pages; `none` stops at Markdown.")
@click.option("--offline", is_flag=True, help="Make a site that works from the disk, search included.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@_command
def build(root: Path, strict: bool, builder: str, offline: bool, jobs: int) -> int:
    """Extract what changed, write the pages, build the site into site/."""
    from briefgen import workflow

    terminal = Terminal()
    site = workflow.require_site(root)
    counts = workflow.build(site, terminal, strict=strict, builder=builder, offline=offline, jobs=jobs)
    code = _finish(counts, terminal)
    if builder != "none":
        click.echo(str(site.root / "site" / "index.html"))
    return code


@main.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option("-o", "--output", metavar="FILE.jsonl", type=PATH, help="Write one JSON object a line here (`-`: stdout) instead of content/briefs/.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@click.option("--force", is_flag=True, help="Extract unchanged articles, too.")
@_command
def extract(root: Path, paths: tuple[Path, ...], output: Path | None, jobs: int, force: bool) -> int:
    """Make briefs of articles: files, folders or .jsonl corpora (default: the site's content/articles/).

    A corpus has a JSON object a line: id, text and, where known, title, date, url, publisher, author, language.
    """
    from briefgen import workflow

    terminal = Terminal()
    counts = workflow.extract(workflow.require_site(root), paths, terminal, output=output, jobs=jobs, force=force)
    return _finish(counts, terminal)


@main.command()
@click.argument("pairs", type=PATH)
@click.option("-o", "--output", metavar="FILE.jsonl", type=PATH, help="Where to write (default: stdout).")
@_command
def code(root: Path, pairs: Path, output: Path | None) -> int:
    """Code given pairs of actors, to check other people's event records.

    PAIRS has a JSON object a line: {"id", "text", "source": [start, end], "target": [start, end]}, offsets in
    characters. Each gives {"id", "action", "polarity", "status", "confidence"}.
    """
    from briefgen import workflow

    terminal = Terminal()
    failed = workflow.code(workflow.require_site(root), pairs, output, terminal)
    terminal.clear()
    return 1 if failed else 0


@main.command()
@_command
def render(root: Path) -> int:
    """Write the pages of the briefs as Markdown into docs/."""
    from briefgen import workflow

    terminal = Terminal()
    counts = workflow.render(workflow.require_site(root), terminal)
    terminal.clear()
    click.echo(f"{counts.pages} pages, {counts.written} written, {counts.unchanged} unchanged", err=True)
    return 1 if counts.failed else 0


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@_command
def serve(root: Path, address: str) -> int:
    """Build, serve the site, and build again when articles, briefs, templates or settings change."""
    from briefgen import workflow

    return workflow.serve(workflow.require_site(root), Terminal(), address)


@main.command()
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--json", "as_json", is_flag=True, help="Print problems as JSON.")
@_command
def check(root: Path, strict: bool, as_json: bool) -> int:
    """Prove every quote against its article; validate briefs, registry and settings; find broken links."""
    from briefgen import workflow

    problems = workflow.check(workflow.require_site(root))
    if as_json:
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)
    return 1 if errors or (strict and problems) else 0


@main.command()
@click.argument("sentence")
@click.option("--date", help="Publication date (YYYY-MM-DD) that relative dates count from.")
@_command
def explain(root: Path, sentence: str, date: str | None) -> int:
    """Show how a sentence is read: actors, what states the act, its mode, class and confidence."""
    from briefgen import workflow

    click.echo(workflow.explain(workflow.require_site(root), sentence, date))
    return 0


@main.command()
@click.argument("folder", type=PATH)
@click.option("--name", help="The site's name.")
@_command
def new(root: Path, folder: Path, name: str | None) -> int:
    """Make a new site in FOLDER with settings, a first article and mkdocs.yml."""
    from briefgen import workflow

    made = workflow.new(root / folder, name)
    click.echo(f"made {made}; next: put articles into {made / 'content' / 'articles'} and run `briefgen -C {made} build`", err=True)
    return 0
