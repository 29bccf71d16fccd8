"""Whether the pages and the search of a built site are those that MkDocs makes by itself."""

from __future__ import annotations

import json
import subprocess
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from briefgen import website

if TYPE_CHECKING:
    from pathlib import Path


class Tree(HTMLParser):
    """Tags, attributes and texts of a page in order; white space counts as browsers count it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, object]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, sorted((name, value or "") for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(("end", tag))

    def handle_data(self, data: str) -> None:
        if text := " ".join(data.split()):
            self.found.append(("text", text))


def searched(site: Path) -> list[list[str]]:
    """The entries of the search, white space aside."""
    entries = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    return [" ".join(f"{name}: {text}" for name, text in entry.items()).split() for entry in entries]


def compare(root: Path, site_url: str | None = None) -> tuple[int, list[str]]:
    """How many pages there are, and which differ; those of MkDocs alone come to lie in `root/alone`."""
    command = website.build_command("mkdocs", True)
    command[command.index("-m") + 1] = "mkdocs"
    command += ["--site-dir", str(root / "alone")]
    subprocess.run(command, cwd=root, env=website.environment(False, site_url), check=True, capture_output=True)
    pages = sorted(path.relative_to(root / "site").as_posix() for path in (root / "site").rglob("*.html"))
    trees = [[Tree((root / place / page).read_text(encoding="utf-8")).found for page in pages]
             for place in ("site", "alone")]  # fmt: skip
    differ = [page for page, ours, theirs in zip(pages, *trees, strict=True) if ours != theirs]
    return len(pages), differ + ["search"] * (searched(root / "site") != searched(root / "alone"))
