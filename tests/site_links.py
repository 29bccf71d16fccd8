"""Links of a built site: which of them lead nowhere."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from pathlib import Path


class Targets(HTMLParser):
    """Collects ids, link targets and everything that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.ids.add(values.get("id", ""))
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag == "link" and values.get("rel") not in ("canonical",):
            self.loads.append(values.get("href", ""))
        elif "src" in values:
            self.loads.append(values["src"])


def dangling(site: Path) -> list[tuple[str, str]]:
    """Page and target of every link to a missing file or anchor of the site itself."""
    pages: dict[Path, Targets] = {}
    for path in site.rglob("*.html"):
        pages[path.resolve()] = targets = Targets()
        targets.feed(path.read_text(encoding="utf-8"))
    found = []
    for path, targets in pages.items():
        if path.name == "404.html":
            continue
        for link in targets.links:
            if link.startswith(("https://", "http://")):
                continue
            place, _, anchor = link.partition("#")
            file = (path.parent / unquote(place)).resolve() if place and place != "." else path
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (anchor and unquote(anchor) not in pages[file].ids):
                found.append((path.relative_to(site.resolve()).as_posix(), link))
    return found
