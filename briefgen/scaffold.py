"""A new site, as texts: folders, settings, a first article, a workflow that publishes it."""

from __future__ import annotations

from pathlib import Path

from briefgen.config import shipped

BLANK = Path(__file__).parent / "blank_site"


def files(name: str) -> dict[str, str]:
    """The files of a fresh site with this name, by their paths with forward slashes; mkdocs.yml is the builder's."""
    schema = shipped("site_config") / "schemas" / "brief.schema.json"  # the first line of every brief leads there
    found = {"site_config/schemas/brief.schema.json": schema.read_text(encoding="utf-8")}
    for path in sorted(BLANK.rglob("*")):
        if path.is_file():
            place = path.relative_to(BLANK).as_posix()
            text = path.read_text(encoding="utf-8")
            # as `.gitignore` it would hold here, too
            found[".gitignore" if place == "gitignore" else place] = text.replace("{name}", name)
    return found
