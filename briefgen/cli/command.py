"""What all commands share: how their bodies are run, and how errors end."""

from __future__ import annotations

import logging
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefgen.errors import BriefgenError

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = click.Path(path_type=Path)

log = logging.getLogger(__name__)


def command(function: Callable[..., int]) -> Callable[..., None]:
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
