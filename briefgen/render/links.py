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
    return Safe(relative(here.rpartition("/")[0], target))


@lru_cache(maxsize=1 << 15)
def relative(folder: str, path: str) -> str:
    """The address of a path under `docs/` from a page in a folder there, percent-encoded."""
    own, other = folder.split("/") if folder else [], path.split("/")
    shared = 0
    while shared < min(len(own), len(other) - 1) and own[shared] == other[shared]:
        shared += 1
    return quote("/".join([*[".."] * (len(own) - shared), *other[shared:]]))


class Place:
    """Where the page lies that is being written, for the links on it; all pages of one folder link alike."""

    def __init__(self) -> None:
        self.path = self.folder = ""

    def go(self, path: str) -> None:
        """Come to another page, given by its path under `docs/`."""
        self.path, self.folder = path, path.rpartition("/")[0]

    def image(self, path: str, alt: str) -> Safe:
        """A picture with what it shows in words."""
        return Safe(f"![{finalize(alt)}]({relative(self.folder, path)})")

    def link(self, ref: Named) -> Safe:
        """A link to another page by the name of the other; the name alone where there is no page."""
        return esc(ref.name) if ref.path is None else _link(self.folder, ref.path, esc(ref.name))

    def to(self, path: str, text: str) -> Safe:
        """A link to another path under `docs/`, relative, with any text."""
        return _link(self.folder, path, finalize(text))

    def href(self, path: str, base: str | None = None) -> Safe:
        """The address of a built page or a file, as `href` below gives it from here."""
        return href(self.path, path, base)


@lru_cache(maxsize=1 << 15)
def _link(folder: str, path: str, label: Safe) -> Safe:
    path, _, fragment = path.partition("#")
    return Safe(f"[{label}]({relative(folder, path)}{'#' + quote(fragment) if fragment else ''})")
