"""Pages onto the disk, and the builders that turn them into a site."""

from briefgen.website.builders import Builder, build, build_command, environment
from briefgen.website.configuration import scaffold_mkdocs
from briefgen.website.pages import MANIFEST, write_pages
from briefgen.website.serving import serve

__all__ = [
    "MANIFEST", "Builder", "build", "build_command", "environment", "scaffold_mkdocs", "serve", "write_pages",
]  # fmt: skip
