"""Commands that make a site: start one, write its pages, build it, serve it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from briefgen.cli.command import PATH, command
from briefgen.cli.terminal import Terminal, finish

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("folder", type=PATH)
@click.option("--name", help="The site's name.")
@command
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


@click.command()
@click.option("--strict", is_flag=True, help="Treat the site builder's warnings as errors.")
@click.option(
    "--builder",
    type=click.Choice(["mkdocs", "zensical", "none"]),
    default="mkdocs",
    show_default=True,
    help="What makes HTML of the pages; `none` stops at Markdown.",
)
@click.option(
    "--offline", is_flag=True, help="A site that works from the disk, search included; small ones do so anyway."
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes that read articles.")
@click.option("--review", is_flag=True, help="Add review.html, what an editor should look at; not for publishing.")
@command
def build(
    root: Path, strict: bool, builder: Literal["mkdocs", "zensical", "none"], offline: bool, jobs: int, review: bool
) -> int:
    """Extract what changed, write the pages, build site/."""
    from briefgen import workflow

    terminal = Terminal()
    site = workflow.open_site(root)
    counts = workflow.build(site, terminal, strict=strict, builder=builder, offline=offline, jobs=jobs, review=review)
    code = finish(counts, terminal)
    if builder != "none":
        click.echo(str(site.root / "site" / "index.html"))
    return code


@click.command()
@command
def render(root: Path) -> int:
    """Write the pages of the briefs into docs/."""
    from briefgen import workflow

    terminal = Terminal()
    counts = workflow.render(workflow.open_site(root), terminal)
    terminal.clear()
    click.echo(f"{counts.pages} pages, {counts.written} written, {counts.unchanged} unchanged", err=True)
    return 1 if counts.failed else 0


@click.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where to serve.")
@command
def serve(root: Path, address: str) -> int:
    """Serve the site and follow every change.

    Articles, briefs, pages, templates and settings are watched; what changed is built again, as `build` does, and
    the browser reloads. Stop it with Ctrl-C.
    """
    from briefgen import workflow

    terminal = Terminal()

    def ready(url: str) -> None:
        terminal.clear()
        click.echo(url, err=True)

    workflow.serve(workflow.open_site(root), terminal, address, ready)
    return 0
