"""The command line: parse, call one function of the layer below, print. Results to stdout, everything else to stderr.

One file per group of commands; a new command is a function there and an entry of COMMANDS here.
"""

from __future__ import annotations

import logging
import sys
from io import TextIOWrapper
from pathlib import Path

import click

from briefgen import __version__
from briefgen.cli import articles, editors, figures, site
from briefgen.cli.command import PATH

COMMANDS = (
    site.new, articles.add, site.build, articles.extract, site.render, site.serve,
    editors.check, editors.review, editors.explain, editors.decide, editors.learn, articles.code, figures.evaluate,
)  # fmt: skip


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


for _command in COMMANDS:
    main.add_command(_command)
