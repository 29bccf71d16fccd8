"""A new site, as texts: folders, settings, a first article, a workflow that publishes it."""

from __future__ import annotations

from pathlib import Path

from briefgen.config import shipped

BLANK = Path(__file__).parent / "blank_site"


def files(name: str) -> dict[str, str]:
    """The files of a fresh site with this name, by their paths with forward slashes; mkdocs.yml is the builder's."""
    schemas = sorted(
        (shipped("site_config") / "schemas").glob("*.json")
    )  # the first line of briefs and settings leads there
    found = {f"site_config/schemas/{path.name}": path.read_text(encoding="utf-8") for path in schemas}
    for path in sorted(BLANK.rglob("*")):
        if path.is_file():
            place = path.relative_to(BLANK).as_posix()
            text = path.read_text(encoding="utf-8")
            # as `.gitignore` it would hold here, too
            found[".gitignore" if place == "gitignore" else place] = text.replace("{name}", name)
    return found
