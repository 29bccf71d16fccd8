"""Links, pictures and addresses, as finished text: relative between pages, web addresses only to other sites."""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol
from urllib.parse import quote

from briefgen.render.escape import Safe, esc, finalize, text_fragment, web_url, written


class Named(Protocol):
    """A name and the page that it leads to."""

    @property
    def name(self) -> str: ...
    @property
    def path(self) -> str | None: ...


def anchor(name: str) -> Safe:
    """The name of a place in a page, as an HTML id."""
    return Safe(quote(name, safe=""))


@lru_cache(maxsize=1 << 15)
def external(address: str | None, text: str, words: str = "") -> Safe:
    """A link to another site, at given words of its page; the text alone where the address is no web address."""
    url = web_url(address)
    if url is None:
        return esc(text)
    if words:
        url = url.split("#", 1)[0] + text_fragment(words)
    return Safe(f"[{esc(text)}]({written(url)})")


def web(address: str | None) -> Safe:
    """An address as the value of an attribute or of front matter; empty where it is no web address."""
    return written(web_url(address) or "")


def href(here: str, path: str, base: str | None = None) -> Safe:
    """The address of a built page or a file, for files that builders copy as they are.

    base: address of the site; without it, the address is relative to another page
    """
    target = path.removesuffix(".md") + ".html" if path.endswith(".md") else path
    if base:
        return Safe(f"{base.rstrip('/')}/{quote(target)}")
    return Safe(relative(here, target))


def relative(here: str, path: str) -> str:
    """The address of one path under `docs/` from another, percent-encoded."""
    return _from_folder(here.rpartition("/")[0], path)


@lru_cache(maxsize=1 << 15)
def _from_folder(folder: str, path: str) -> str:
    own, other = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(own), len(other) - 1) and own[shared] == other[shared]:
        shared += 1
    return quote("/".join([*[".."] * (len(own) - shared), *other[shared:]]))


def image(here: str, path: str, alt: str) -> Safe:
    """A picture with what it shows in words."""
    return Safe(f"![{finalize(alt)}]({relative(here, path)})")


def link(here: str, ref: Named) -> Safe:
    """A link from one page to another by the name of the other; the name alone where there is no page."""
    return esc(ref.name) if ref.path is None else to(here, ref.path, ref.name)


def to(here: str, path: str, text: str) -> Safe:
    """A link from one page to another path under `docs/`, relative, with any text."""
    label = finalize(text)
    path, _, fragment = path.partition("#")
    return Safe(f"[{label}]({relative(here, path)}{'#' + quote(fragment) if fragment else ''})")
