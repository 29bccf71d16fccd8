"""The programs that turn `docs/` into a site: MkDocs, or Zensical, which reads the same mkdocs.yml."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Literal

from briefgen.errors import BriefgenError, SiteError
from briefgen.website.changed import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Builder = Literal["mkdocs", "zensical"]
MKDOCS = "briefgen.website.quick"
LOG = logging.getLogger(__name__)


def build(root: Path, builder: Builder, strict: bool, offline: bool, site_url: str | None = None) -> None:
    """Run a builder over `docs/` into `site/`. Raises SiteError with the builder's own words.

    MkDocs builds only what changed since its last run here, where that gives the same site.
    strict: the builder's warnings are errors, and all pages are built; offline: search works from `file://`
    site_url: where the site will be published, for its sitemap and the canonical addresses of its pages
    """
    if not (root / "mkdocs.yml").is_file():
        raise SiteError("is missing", where=str(root / "mkdocs.yml"), mend="make it with `briefgen new`, or copy one")
    changes = Changes(root, (site_url or "", str(offline))) if builder == "mkdocs" else None
    few = changes is not None and changes.prepare() and not strict
    done = subprocess.run(  # noqa: S603 (our own interpreter, fixed arguments)
        build_command(builder, strict, few), cwd=root, env=environment(offline, site_url), capture_output=True,
        text=True, encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SiteError(f"{builder} failed:\n{_last_words(done.stdout + done.stderr)}", where=str(root / "mkdocs.yml"))
    if changes is not None:
        changes.finish(few)


def build_command(builder: Builder, strict: bool, few: bool = False) -> list[str]:
    """The command line that builds the site; `few`: only the pages that are newer than what was built of them."""
    extra = ["--strict"] if strict else []
    if builder == "zensical":
        return [sys.executable, "-m", "zensical", "build", *extra]
    extra = extra or ["--quiet"]  # which would let no warning through to be an error
    return [sys.executable, "-m", MKDOCS, "build", *extra, *(["--dirty"] if few else [])]


def serve_command(builder: Builder, address: str) -> list[str]:
    """The command line that serves the site at `address` (host:port) and reloads the browser when `docs/` changes."""
    if builder == "zensical":
        return [sys.executable, "-m", "zensical", "serve", "--dev-addr", address]
    return [sys.executable, "-m", MKDOCS, "serve", "--dev-addr", address]


def environment(offline: bool, site_url: str | None = None) -> dict[str, str]:
    """The environment of a builder: what mkdocs.yml reads as `!ENV`, and no notices of the theme's makers."""
    ours = {"BRIEFGEN_OFFLINE": str(offline).lower(), "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    if site_url:
        ours["BRIEFGEN_SITE_URL"] = site_url.rstrip("/") + "/"
    return {**os.environ, **ours}


def _last_words(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-12:]) or "without a word"


def serve(root: Path, address: str, watched: Sequence[Path], again: Callable[[], None], *, pause: float = 1.0) -> int:
    """Serve the site at `address` (host:port) until interrupted; returns the exit status.

    watched: files and folders; when something in them changes, `again` has to write the pages anew. The builder itself
    watches `docs/` and reloads the browser. What `again` raises is logged, and the site stays as it was.
    pause: seconds between two looks
    """
    builder = subprocess.Popen(serve_command("mkdocs", address), cwd=root, env=environment(False), stdout=sys.stderr)  # noqa: S603
    try:
        seen = snapshot(watched)
        while builder.poll() is None:
            time.sleep(pause)
            now = snapshot(watched)
            if now != seen:
                seen = now
                try:
                    again()
                except BriefgenError as error:
                    LOG.error("%s", error)
        return builder.returncode
    except KeyboardInterrupt:
        return 0
    finally:
        builder.terminate()
        builder.wait()


def snapshot(watched: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of change (nanoseconds) of all files below some places."""
    found = {}
    for place in watched:
        for path in place.rglob("*") if place.is_dir() else (place,):
            try:
                state = path.stat()
            except OSError:
                continue
            found[str(path)] = (state.st_mtime_ns, state.st_size) if path.is_file() else (0, 0)
    return found
