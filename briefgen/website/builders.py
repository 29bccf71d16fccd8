"""The programs that turn `docs/` into a site: MkDocs, or Zensical, which reads the same mkdocs.yml."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Literal

from briefgen.errors import SiteError
from briefgen.website.changed import Changes

if TYPE_CHECKING:
    from pathlib import Path

Builder = Literal["mkdocs", "zensical"]
MKDOCS = "briefgen.website.quick"


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


def environment(offline: bool, site_url: str | None = None) -> dict[str, str]:
    """The environment of a builder: what mkdocs.yml reads as `!ENV`, and no notices of the theme's makers."""
    ours = {"BRIEFGEN_OFFLINE": str(offline).lower(), "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"}
    if site_url:
        ours["BRIEFGEN_SITE_URL"] = site_url.rstrip("/") + "/"
    return {**os.environ, **ours}


def _last_words(output: str) -> str:
    lines = [line for line in output.splitlines() if line.strip()]
    return "\n".join(lines[-12:]) or "without a word"
