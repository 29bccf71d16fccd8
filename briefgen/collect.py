"""`briefgen add`: files, folders, pages and feeds become Markdown files of the site, each once."""

from __future__ import annotations

import difflib
import hashlib
import json
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urljoin, urlsplit

from briefgen import adding, readers, store
from briefgen.errors import ArticleError, BriefgenError
from briefgen.fetching import Fetcher, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.config import Site
    from briefgen.model import Article

ENTRIES = 1_000  # of a feed
SUFFIXES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/xhtml+xml": ".html",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
}
FEEDS = (b"<rss", b"<feed", b"<rdf:RDF")


class Reporter(Protocol):
    """Where the command tells how it goes."""

    def step(self, done: int, what: str) -> None:
        """So many articles were looked at."""

    def problem(self, error: BriefgenError) -> None:
        """One was not added; the run goes on."""


@dataclass(slots=True)
class Added:
    """What became of the articles: paths that were written; how many are there; notes on copies and changes."""

    paths: list[Path] = field(default_factory=list)
    unchanged: int = 0
    skipped: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    """An article from elsewhere, the file that it came in with its SHA-256, and the address that was asked for it."""

    article: Article
    file: Path
    original: str
    asked: str | None = None


def add(
    site: Site,
    sources: tuple[str, ...],
    reporter: Reporter,
    *,
    today: str,
    since: str | None = None,
    limit: int | None = None,
    keep: bool = False,
    fetcher: Fetcher | None = None,
) -> Added:
    """Bring articles in.

    sources: paths of files and folders, addresses of pages and feeds
    today: ISO date, noted as the day of retrieval
    since: ISO date; older articles are left out. limit: the most articles that are taken of each source
    keep: the file as it came is kept in content/originals/, named by its SHA-256, which the article notes
    """
    added = Added()
    with store.lock(site.root):
        shelf = adding.Shelf()
        for known in readers.read([site.articles] if site.articles.is_dir() else [], site.content):
            if not isinstance(known, BriefgenError):
                shelf.put(known)
        visit = _Visit(site.root / ".briefgen" / "fetched.json", fetcher or Fetcher())
        done = 0
        for source in sources:
            for found in _found(source, visit, since, limit):
                done += 1
                reporter.step(done, "articles")
                if found is None:
                    added.unchanged += 1
                elif isinstance(found, BriefgenError):
                    added.failed += 1
                    reporter.problem(found)
                elif since and found.article.date and found.article.date < since[: len(found.article.date)]:
                    added.skipped += 1
                else:
                    _settle(site, shelf, found, today, added, visit)
                    if keep:
                        _keep(site, found)
        visit.save()
    return added


def _keep(site: Site, found: _Found) -> None:
    path = site.content / "originals" / f"{found.original}{found.file.suffix.lower()}"
    if not path.exists():
        store.write_bytes(path, found.file.read_bytes(), root=site.root)


def _settle(site: Site, shelf: adding.Shelf, found: _Found, today: str, added: Added, visit: _Visit) -> None:
    """Write one article, or tell why it was not written."""
    article = found.article
    seen = shelf.seen(article)
    if seen is None:
        path = site.articles / adding.place(article, shelf.ids)
        store.write(path, adding.markdown(article, today, found.original), root=site.root)
        shelf.put(replace(article, id=path.stem, path=path.relative_to(site.content).as_posix()))
        added.paths.append(path)
        if doubt := readers.doubt(article):
            added.notes.append(f"{path.relative_to(site.root)}: {doubt.what}; {doubt.mend}")
        return
    there = f"content/{seen.article.path}"
    if seen.how == "same":
        added.unchanged += 1
    elif seen.how == "copy":
        added.unchanged += not _link(site, found, seen.article, added)
    else:
        added.skipped += 1
        visit.forget(found.asked)  # told again until the file says the same
        before, now = ([adding.title_of(one), *adding.body_of(one)] for one in (seen.article, article))
        changes = "\n".join(difflib.unified_diff(before, now, there, article.url or "", lineterm="", n=0))
        added.notes.append(f"{there}: its page has changed since; correct the file where it matters\n{changes}")


def _link(site: Site, found: _Found, of: Article, added: Added) -> bool:
    """Note a copy in content/copies.jsonl, a JSON object a line; whether it was not noted before."""
    copy = found.article
    path = site.content / "copies.jsonl"
    line = json.dumps(
        {"copy_of": of.path, "title": copy.title, "publisher": copy.publisher, "date": copy.date, "url": copy.url,
         "sha256": copy.sha256, "original": found.original},
        ensure_ascii=False,
    )  # fmt: skip
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    if line in lines:
        return False
    store.write(path, "".join(f"{one}\n" for one in sorted([*lines, line])), root=site.root)
    added.skipped += 1
    added.notes.append(f"{copy.url or copy.title}: says what content/{of.path} says, so it is noted in {path.name}")
    return True


def _found(source: str, visit: _Visit, since: str | None, limit: int | None) -> Iterator[_Found | BriefgenError | None]:
    """The articles of a source, None for one that did not change since the last time."""
    try:
        if source.lower().startswith(("http://", "https://")):
            page = visit.get(source)
            if page is None:
                yield None
            elif any(mark in page.data[:2_000] for mark in FEEDS):
                visit.forget(source)  # its articles may have failed
                yield from _feed(page, visit, since, limit)
            else:
                yield from _page(page, visit, source)
        else:
            yield from _files(Path(source), limit)
    except BriefgenError as error:
        yield error


def _files(path: Path, limit: int | None) -> Iterator[_Found | BriefgenError]:
    taken = 0
    for file in readers.find([path]):
        if isinstance(file, BriefgenError):
            yield file
            continue
        with file.open("rb") as data:
            original = hashlib.file_digest(data, "sha256").hexdigest()
        for article in readers.read([file]):
            if limit is not None and taken >= limit:
                return
            taken += 1
            yield article if isinstance(article, BriefgenError) else _Found(article, file, original)


def _feed(page: Page, visit: _Visit, since: str | None, limit: int | None) -> Iterator[_Found | BriefgenError | None]:
    """The articles that a feed leads to, in its order."""
    taken = 0
    for url, day in _entries(page):
        if limit is not None and taken >= limit:
            return
        if since and day and day < since:
            continue
        taken += 1
        try:
            entry = visit.get(url)
            if entry is None:
                yield None
            else:
                yield from _page(entry, visit, url, day)
        except BriefgenError as error:
            yield error


def _entries(page: Page) -> Iterator[tuple[str, str | None]]:
    """Address and ISO date of a feed's entries."""
    try:
        import feedparser
    except ImportError as error:
        mend = "install it: pip install 'briefgen[web]'"
        raise ArticleError("feedparser is needed to read feeds", where=page.url, mend=mend) from error
    # bytes only: given a string, feedparser would open files and fetch addresses by itself
    parsed: Any = feedparser.parse(page.data, sanitize_html=False)
    if not parsed.entries:
        raise ArticleError("is a feed without entries, or a damaged one", where=page.url, mend="check the address")
    for entry in parsed.entries[:ENTRIES]:
        when = entry.get("published_parsed") or entry.get("updated_parsed")
        day = f"{when.tm_year:04}-{when.tm_mon:02}-{when.tm_mday:02}" if when else None
        if isinstance(url := entry.get("link"), str) and url:
            yield urljoin(page.url, url), day


def _page(page: Page, visit: _Visit, url: str, day: str | None = None) -> Iterator[_Found | BriefgenError]:
    """The article of a page, read like a file of its type; `day` is its date where the page tells none."""
    suffix = SUFFIXES.get(page.type)
    if suffix is None:
        raise ArticleError(f"is of a type that cannot be read (`{page.type}`)", where=url, mend="save its text as .md")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"page{suffix}"
        file.write_bytes(page.data)
        for article in readers.read([file]):
            if isinstance(article, BriefgenError):
                visit.forget(url)
                yield ArticleError(article.what, where=url, mend=article.mend)
            else:
                found = replace(article, url=_own_address(article.url, page.url))
                if day and (article.date is None or article.date_from == "text"):
                    found = replace(found, date=day, date_from="feed")
                yield _Found(found, file, hashlib.sha256(page.data).hexdigest(), url)


def _own_address(told: str | None, there: str) -> str:
    """The address that a page gives as its own, if it is of the same host; else the one that it was fetched from."""
    return told if told and urlsplit(told).hostname == urlsplit(there).hostname else there


class _Visit:
    """Fetches pages and remembers what servers told of their state, so that unchanged ones are not sent again."""

    def __init__(self, path: Path, fetcher: Fetcher) -> None:
        self.path = path
        self.fetcher = fetcher
        self.states: dict[str, dict[str, str | None]] = {}
        if path.is_file():
            try:
                self.states = json.loads(path.read_text(encoding="utf-8"))
            except ValueError:  # it can be made anew
                self.states = {}

    def get(self, url: str) -> Page | None:
        """The page, or None where it did not change since it was added."""
        state = self.states.get(url, {})
        page = self.fetcher.get(url, state.get("etag"), state.get("modified"))
        if not page.changed:
            return None
        if page.etag or page.modified:
            self.states[url] = {"etag": page.etag, "modified": page.modified}
        return page

    def forget(self, url: str | None) -> None:
        """Ask for the whole page the next time."""
        self.states.pop(url or "", None)

    def save(self) -> None:
        if self.states:
            store.write(self.path, json.dumps(self.states, indent=0, sort_keys=True) + "\n", durable=False)
