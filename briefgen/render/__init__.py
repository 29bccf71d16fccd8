"""Pages to text: each page goes through its template; everything that came from an article or a brief is escaped."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any, Protocol

import jinja2

from briefgen.errors import SiteError
from briefgen.render.compiling import Compiler, macros
from briefgen.render.data import WRITERS
from briefgen.render.escape import Safe, esc, finalize
from briefgen.render.links import Place, anchor, external, web
from briefgen.render.words import Words, esc_piece, load_words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from briefgen.config import Settings

__all__ = ["render"]


class Page(Protocol):
    """A file to be: its path under `docs/`, its template, and the view that the template reads as `page`."""

    @property
    def path(self) -> str: ...
    @property
    def template(self) -> str: ...
    @property
    def view(self) -> Any: ...


class Pages(Protocol):
    """All pages of a site; `lean`: sections that repeat or detail are left out of its search."""

    @property
    def pages(self) -> Iterable[Page]: ...
    @property
    def lean(self) -> bool: ...


def render(pages: Pages, templates: tuple[Path, ...], settings: Settings) -> dict[str, str]:
    """Path under `docs/` to text, for all pages, data files, pictures and feeds.

    templates: folders of `*.jinja` files and `strings.yml`; a later folder wins file by file
    Raises SiteError where a template is missing or fails, with its name and line.
    """
    words = load_words(templates, settings.language)
    place = Place()
    environment = make_environment(templates, words, place)
    environment.globals.update(lean=pages.lean, site=settings)
    files: dict[str, str] = {}
    gc.freeze()  # what is there stays: no search for garbage in it, again and again
    try:
        for page in pages.pages:
            if page.path in files:
                raise SiteError(f"two pages would be `{page.path}`", mend="give one of them another id")
            writer = WRITERS.get(page.template)
            place.go(page.path)
            files[page.path] = writer(page.view) if writer else _write(environment, page)
    finally:
        gc.unfreeze()
    return files


def make_environment(templates: tuple[Path, ...], words: Words, place: Place) -> jinja2.Environment:
    """Jinja with nothing that lets text through unescaped; unknown names are errors.

    place: of the page that is being written
    """
    # `finalize` escapes, for Markdown and HTML alike; autoescape knows only HTML, and trusts too much.
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in reversed(templates)]),
        finalize=finalize, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, auto_reload=False,
        autoescape=False,  # noqa: S701
    )  # fmt: skip
    environment.code_generator_class = Compiler
    environment.quick_macro = macros(environment)  # type: ignore[attr-defined]
    # What a macro or a block returns is made of parts that were escaped one by one.
    environment.concat = join  # type: ignore[method-assign]
    for name in ("safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "striptags"):
        environment.filters.pop(name, None)
    environment.filters.update(t=words.say, date=words.date, anchor=anchor, typed=typed)
    environment.globals.update(count=words.count, fill=words.fill, external=external, web=web)
    environment.globals.update(link=place.link, to=place.to, image=place.image, href=place.href)
    return environment


def join(parts: Iterable[str]) -> Safe:
    """Pieces that are all finished text as one."""
    return Safe("".join(parts))


def typed(text: str) -> Safe:
    """Words of this package, in which what stands between two backticks is a name of code, or to be typed."""
    *parts, last = text.split("`")
    if len(parts) % 2:  # one backtick too many
        last = f"{parts.pop()}`{last}"
    parts.append(last)
    ends = len(parts) - 1
    return join(f"<code>{esc(one)}</code>" if n % 2 else esc_piece(one, n > 0, n < ends) for n, one in enumerate(parts))


def _write(environment: jinja2.Environment, page: Page) -> str:
    try:
        template = environment.get_template(page.template)
        return str(template.render(page=page.view))
    except jinja2.TemplateSyntaxError as error:
        where = error.filename or page.template
        raise SiteError(error.message or "is no template", where=where, line=error.lineno) from error
    except jinja2.TemplateNotFound as error:
        raise SiteError(f"there is no template `{error.name}`", mend="add it to `templates/`") from error
    except (jinja2.TemplateError, TypeError, AttributeError) as error:
        raise SiteError(f"{error} (page `{page.path}`)", where=page.template, mend="mend the template") from error
