"""MkDocs with a compiled converter for the pages that the package's own templates made; all other pages as ever.

usage: python -m briefgen.website.quick build …      (the commands and options of `mkdocs`)

Those pages hold no more than CommonMark and tables, which both converters read alike: text, headings, their ids, links
and search are those of MkDocs alone, warnings too, in a small part of the time.
"""

from __future__ import annotations

import posixpath
import re
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import material
import pyromark
from markdown.extensions.toc import nest_toc_tokens, slugify, unique
from material.plugins.search.plugin import Element, SearchIndex, SearchPlugin, Section
from mkdocs.commands import build as builder
from mkdocs.plugins import BasePlugin
from mkdocs.structure.pages import Page, _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from briefgen.config import shipped
from briefgen.website.pages import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import jinja2
    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation

    Renderer = Callable[[Context], Iterator[str]]
    Known = dict[str, tuple[str, File]]  # link in pages of one folder to address, as attribute, and file it leads to

# With other extensions or options of Python-Markdown, that one converts all pages.
DEPTH = 3
# Parts of the theme that are the same for all pages of one folder that the navigation does not name, some of them where
# the pages have the same headings.
ALIKE = tuple(f"partials/{name}.html" for name in ("logo", "nav", "palette", "search", "top"))
HEADED = "partials/toc.html"
BLOCKS = ("config", "libs", "scripts", "styles")  # of the theme's base
EXTENSIONS = {"toc", "tables", "fenced_code", "attr_list"}
OPTIONS = {"toc": {"toc_depth": DEPTH}, "tables": {"use_align_attribute": True}}

_MARKDOWN = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES)
# In what it gives, text holds none of `<`, `>` and `"`.
_HEADING = re.compile(r"<h([1-6])([^>]*)>(.*)</h\1>")
_LINK = re.compile(r'<(a href|img src)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_SECTION = re.compile(r'<h[1-6] id="([^"]*)"([^>]*)>(.*)</h[1-6]>')
_CELL_END = re.compile(r"</t[dh]>")
_FRONT = re.compile(r'---\n((?:[a-z]+: "[^"\\\n]*"\n)+)---\n+')  # no more than quoted texts, so that it needs no YAML
_UNINDEXED = re.compile(r"<(?!/?(?:p|code|pre|li|ol|ul|sub|sup)>)[^>]*>")


class Quick(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """What MkDocs does otherwise for some pages, given by their paths."""

    def __init__(self, pages: set[str]) -> None:
        self.pages = pages

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        for plugin in config.plugins.values():
            if isinstance(plugin, SearchPlugin) and plugin.config.enabled:
                plugin.search_index = QuickIndex(**plugin.config)
                events = config.plugins.events["page_context"]
                events[:] = [_indexing(plugin) if event == plugin.on_page_context else event for event in events]

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        known: dict[str, Known] = {}
        named = {page.file.src_uri for page in nav.pages}
        for file in files.documentation_pages():
            if file.page and file.src_uri in self.pages:
                file.page.__class__ = QuickPage
                vars(file.page)["known"] = known.setdefault(posixpath.dirname(file.src_uri), {})
                vars(file.page)["named"] = file.src_uri in named

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        env.auto_reload = False  # no template changes during a build
        for name in ("base.html", *ALIKE, HEADED):
            template = env.get_template(name)
            if not Path(str(template.filename)).is_relative_to(Path(material.__file__).parent):
                continue
            if name == "base.html":
                template.blocks.update({block: _once(template.blocks[block]) for block in BLOCKS})
            else:
                template.root_render_func = _once(template.root_render_func, name == HEADED)


def _once(render: Renderer, headed: bool = False) -> Renderer:
    """A part of the theme, rendered once for all pages that it is the same for; headed: it tells the headings."""
    made: dict[object, str] = {}

    def again(context: Context) -> Iterator[str]:
        page = context.get("page")
        if not isinstance(page, QuickPage) or page.named:
            yield from render(context)
            return
        alike = page.headings if headed else posixpath.dirname(page.url)
        if alike not in made:
            made[alike] = "".join(render(context))
        yield made[alike]

    return again


class QuickPage(Page):
    """A page that the compiled converter reads."""

    known: Known
    named: bool  # in the navigation
    headings: tuple[tuple[int, str, str], ...] = ()  # level, id, name; without the title, which the table leaves out

    def read_source(self, config: MkDocsConfig) -> None:
        """The file as it is, unless a plugin gives another one."""
        front = None if config.plugins.events["page_read_source"] else _FRONT.match(self.file.content_string)
        if not front:
            super().read_source(config)
            return
        self.markdown = front.string[front.end() :]
        self.meta = dict(line[:-1].split(': "', 1) for line in front[1].splitlines())

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Markdown to HTML, and what MkDocs wants to know of it: table of contents, ids, links to places in pages."""
        tokens: list[Any] = []
        html = _MARKDOWN.html(self.markdown or "").replace(' style="text-align: ', ' align="')
        given = (_ID.search(attributes) for _, attributes, _ in _HEADING.findall(html))
        used = {own[1] for own in given if own}
        links = _Links(self.file, files, config)

        def heading(found: re.Match[str]) -> str:
            level, name = int(found[1]), " ".join(_TAG.sub("", found[3]).split())
            own = _ID.search(found[2])
            key = own[1] if own else unique(slugify(unescape(name), "-"), used)
            if level <= DEPTH:
                tokens.append({"level": level, "id": key, "name": name})
            return f'<h{level} id="{key}"{_ID.sub("", found[2])}>{found[3]}</h{level}>'

        html = _HEADING.sub(heading, html)
        self.content = _LINK.sub(lambda found: f'<{found[1]}="{links.address(found[2], self.known)}"', html)
        titled = bool(tokens) and tokens[0]["level"] == 1
        self.headings = tuple((one["level"], one["id"], one["name"]) for one in tokens[titled:])
        self.toc = get_toc(nest_toc_tokens(tokens))
        self.present_anchor_ids = set(_ID.findall(html))
        self.links_to_anchors = links.links_to_anchors


class _Links(_RelativePathTreeprocessor):
    """Where the links of a page lead: MkDocs' own answers, of which those that are no warnings are kept."""

    def address(self, written: str, known: Known) -> str:
        """The address in the built page, as an attribute holds it; to pages, by way of what is known."""
        path, sharp, anchor = written.partition("#")
        if path in known:
            address, target = known[path]
            if anchor:
                self.links_to_anchors.setdefault(target, {}).setdefault(unescape(anchor), unescape(written))
            return address + sharp + anchor
        if written.startswith(("https://", "http://")):
            return written
        name = unescape(path)
        file = self.files.get_file_from_path(self._target_uri(self.file.src_uri, unquote(name)))
        if not path or file is None or file.inclusion.is_excluded():  # type: ignore[no-untyped-call]
            return escape(self.path_to_url(unescape(written)))
        known[path] = escape(file.url_relative_to(self.file)), file
        return self.address(written, known)


def _indexing(plugin: SearchPlugin) -> Callable[..., Any]:
    """What the search does with a page, without a search for marks of what is left out where there are none."""

    def index(context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        if not isinstance(page, QuickPage) or "data-search-" in (page.content or ""):
            return plugin.on_page_context(context, page=page, config=config, nav=nav)
        plugin.search_index.add_entry_from_context(page)
        return None

    return index


class QuickIndex(SearchIndex):  # type: ignore[misc]
    """The search index, which takes the text of such pages apart by their headings."""

    def add_entry_from_context(self, page: Page) -> None:
        if not isinstance(page, QuickPage):
            super().add_entry_from_context(page)
        elif not (page.meta.get("search") or {}).get("exclude"):
            _, *parts = _SECTION.split(page.content or "")
            for n in range(0, len(parts), 4):
                key, attributes, title, text = parts[n : n + 4]
                if "data-search-exclude" not in attributes:
                    section = Section(Element("h2"))
                    section.id = key if n else None
                    section.title, section.text = [_indexed(title)], [_indexed(text)]
                    self.create_entry_for_section(section, page.toc, page.url, page)


def _indexed(html: str) -> str:
    """HTML as the search index holds it: of its tags, those that part and mark text; no picture's paragraph first."""
    html = _CELL_END.sub(" ", html) if "</t" in html else html
    text = " ".join(_UNINDEXED.sub("", html).replace("&quot;", '"').split())
    before, paragraph, after = text.partition("<p>")
    return before + after.removeprefix("</p>") if after.startswith("</p>") else before + paragraph + after


def _quick(config: MkDocsConfig) -> MkDocsConfig:
    """The configuration, with this plugin where it gives the same pages as MkDocs alone."""
    root = Path(config.config_file_path).parent
    own = root / "templates"
    alike = set(config.markdown_extensions) <= EXTENSIONS and config.mdx_configs == OPTIONS
    if alike and (own.resolve() == shipped("templates").resolve() or not any(own.glob("*.jinja"))):
        config.plugins["briefgen"] = Quick(listed(root / "docs", "rendered"))
    return config


def main() -> None:
    """Run MkDocs' own commands, which load a configuration and build by it."""
    from mkdocs.__main__ import cli

    build = builder.build
    builder.build = lambda config, **options: build(_quick(config), **options)
    cli()


if __name__ == "__main__":
    main()
