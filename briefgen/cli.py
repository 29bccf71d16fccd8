"""The command line: parse, call one function of `workflow`, print. Results go to stdout, everything else to stderr."""

from __future__ import annotations

import json
import logging
import sys
import time
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from briefgen import __version__
from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.workflow import Counts

PATH = click.Path(path_type=Path)
PAUSE = 0.1  # seconds between two looks of the progress line
WIDTH = 30  # characters of a full bar

log = logging.getLogger(__name__)


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
        except BrokenPipeError:  # whoever read our output has read enough
            sys.stderr.close()
            context.exit(0)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # ours to mend, not the reader's to puzzle over
            if context.obj["debug"]:
                raise
            log.debug("unexpected", exc_info=True)
            what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
            mend = f"run `briefgen --debug {context.info_name} …` and report what it says"
            click.echo(f"this should not happen ({what}); {mend}", err=True)
            context.exit(1)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefgen")
@click.option("-C", "root", metavar="SITE", type=PATH, default=Path(), help="The site's folder (default: here).")
@click.option("--debug", is_flag=True, help="Show tracebacks and log messages.")
@click.pass_context
def main(context: click.Context, root: Path, debug: bool) -> None:
    """News articles to briefs on friction and cooperation, and a site of them.

    A site is a folder with content/articles/, content/briefs/ and mkdocs.yml; `briefgen new DIR` makes one.
    """
    for stream in (sys.stdout, sys.stderr):  # results are UTF-8 whatever the terminal or the pipe is set to
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
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
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "zensical", "none"]),
    default="mkdocs",
    show_default=True,
    help="What makes HTML of the pages; `none` stops at Markdown.",
)
@click.option("--offline", is_flag=True, help="Make a site that works from the disk, search included.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@click.option("--review", is_flag=True, help="Add review.html, what an editor should look at; not for publishing.")
@_command
def build(
    root: Path, strict: bool, builder: Literal["mkdocs", "zensical", "none"], offline: bool, jobs: int, review: bool
) -> int:
    """Extract what changed, write the pages, build site/."""
    from briefgen import workflow

    terminal = Terminal()
    site = workflow.open_site(root)
    counts = workflow.build(site, terminal, strict=strict, builder=builder, offline=offline, jobs=jobs, review=review)
    code = _finish(counts, terminal)
    if builder != "none":
        click.echo(str(site.root / "site" / "index.html"))
    return code


@main.command()
@click.argument("paths", nargs=-1, type=PATH)
@click.option(
    "-o",
    "--output",
    metavar="FILE.jsonl",
    type=PATH,
    help="Write one JSON object a line here (`-`: stdout) instead of content/briefs/.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@click.option("--force", is_flag=True, help="Extract unchanged articles, too.")
@_command
def extract(root: Path, paths: tuple[Path, ...], output: Path | None, jobs: int, force: bool) -> int:
    """Make briefs of articles.

    PATHS are files, folders or .jsonl corpora; without any, the site's content/articles/ is read. A corpus has a JSON
    object a line: id, text and, where known, title, date, url, publisher, author, language.
    """
    from briefgen import workflow

    terminal = Terminal()
    counts = workflow.extract(
        workflow.open_site(root, bare=output is not None), paths, terminal, output=output, jobs=jobs, force=force
    )
    return _finish(counts, terminal)


@main.command()
@click.argument("pairs", type=PATH)
@click.option("-o", "--output", metavar="FILE.jsonl", type=PATH, help="Where to write (default: stdout).")
@_command
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


@main.command()
@_command
def render(root: Path) -> int:
    """Write the pages of the briefs into docs/."""
    from briefgen import workflow

    terminal = Terminal()
    counts = workflow.render(workflow.open_site(root), terminal)
    terminal.clear()
    click.echo(f"{counts.pages} pages, {counts.written} written, {counts.unchanged} unchanged", err=True)
    return 1 if counts.failed else 0


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@_command
def serve(root: Path, address: str) -> int:
    """Serve the site and follow every change.

    Articles, briefs, pages, templates and settings are watched; the browser reloads when the pages are written anew.
    Stop it with Ctrl-C.
    """
    from briefgen import workflow

    return workflow.serve(workflow.open_site(root), Terminal(), address)


@main.command()
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--json", "as_json", is_flag=True, help="Print problems as JSON.")
@_command
def check(root: Path, strict: bool, as_json: bool) -> int:
    """Prove every quote; find what is wrong in a site.

    Each quote is compared with its article; briefs, registry and settings are validated; links between briefs, actors
    and issues are followed. Problems go to stdout, one a line.
    """
    from briefgen import workflow

    problems = workflow.check(workflow.open_site(root))
    if as_json:
        click.echo(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1))
    else:
        for problem in problems:
            click.echo(str(problem))
    errors = sum(problem.severity == "error" for problem in problems)
    click.echo(f"{errors} errors, {len(problems) - errors} warnings", err=True)
    return 1 if errors or (strict and problems) else 0


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print entries as JSON.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many entries to show.")
@_command
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


@main.command()
@click.argument("what", metavar='"SENTENCE" | BRIEF')
@click.argument("item", metavar="[ITEM-ID]", required=False)
@click.option("--date", help="Publication date (YYYY-MM-DD) that relative dates count from.")
@_command
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


@main.command()
@click.argument("sources", nargs=-1, required=True, metavar="FILE|FOLDER|URL|FEED…")
@click.option("--since", metavar="YYYY-MM-DD", help="Leave out what was published before this day.")
@click.option("--limit", type=click.IntRange(1), help="The most articles to take of each source.")
@_command
def add(root: Path, sources: tuple[str, ...], since: str | None, limit: int | None) -> int:
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
    added = collect.add(workflow.open_site(root), sources, terminal, today=today, since=since, limit=limit)
    terminal.clear()
    for path in added.paths:
        click.echo(str(path))
    for note in added.notes:
        click.echo(note, err=True)
    told = f"{len(added.paths)} articles added, {added.unchanged} there already, {added.skipped} left out"
    click.echo(told + (f", {added.failed} problems" if added.failed else ""), err=True)
    return 1 if added.failed else 0


@main.command()
@click.argument("folder", type=PATH)
@click.option("--name", help="The site's name.")
@_command
def new(root: Path, folder: Path, name: str | None) -> int:
    """Make a new site in FOLDER.

    FOLDER may be missing or empty. It gets settings, a first article, mkdocs.yml, and a workflow for GitHub Pages.
    """
    from briefgen import workflow

    made = workflow.new(root / folder, name)
    click.echo(
        f"made {made}; next: put articles into {made / 'content' / 'articles'} and run `briefgen -C {made} build`",
        err=True,
    )
    return 0


@main.command("eval")
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
@_command
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
