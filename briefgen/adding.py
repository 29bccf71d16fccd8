"""Articles from elsewhere as Markdown files of the site: text and place, and whether they are there already."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from anyascii import anyascii

from briefgen.model import text_hash
from briefgen.yamltext import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Article

ALIKE = 0.8  # share of the shorter text's word sequences that are in the other
SEQUENCE = 5  # words
LEAST = 30  # sequences that a text must have to be compared
COMMON = 200  # articles with the same sequence: a phrase of the trade
RESERVED = frozenset(("con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))))
MARKUP = re.compile(r"[\\`*_\[\]<>~|]|&(?=#?\w+;)|!(?=\[)")
STARTS = re.compile(r"(?:#{1,6}(?=\s|$)|[-+=](?=[\s=-]|$)|:(?=-))")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|cmp|ref|ref_src|ito|smid|at_\w+")  # where a reader came from
LONGEST_TITLE = 100  # characters of a title that is taken from the text


def title_of(article: Article) -> str:
    """The article's title, else the beginning of its text."""
    if article.title:
        return article.title
    first = " ".join(article.text.split())
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def body_of(article: Article) -> list[str]:
    """The paragraphs below the title."""
    text = article.text
    if article.title and text.startswith(article.title):
        text = text[len(article.title) :]
    return [folded for block in re.split(r"\n\s*\n", text) if (folded := " ".join(block.split()))]


def markdown(article: Article, retrieved: str, original: str) -> str:
    """The article's file: front matter and paragraphs, which the Markdown reader reads as the very same text.

    retrieved: ISO date; original: SHA-256 of the bytes that it was made from, as 64 hex digits
    """
    front = {
        "title": title_of(article),
        "date": article.date,
        "date_from": article.date_from,
        "publisher": article.publisher,
        "author": article.author,
        "url": article.url,
        "language": article.language if article.language != "en" else None,
        "retrieved": retrieved,
        "original": original,
    }
    head = dump({key: value for key, value in front.items() if value is not None})
    return f"---\n{head}---\n\n" + "\n\n".join(map(_escaped, body_of(article))) + "\n"


def _escaped(paragraph: str) -> str:
    """A paragraph that means in Markdown what it says."""
    text = MARKUP.sub(lambda found: "\\" + found[0], paragraph)
    if STARTS.match(text):
        return "\\" + text
    return NUMBERED.sub(r"\1\\\2", text, count=1) if NUMBERED.match(text) else text


def place(article: Article, taken: Iterable[str]) -> str:
    """Where the file goes below `content/articles/`, as YYYY/slug.md.

    taken: ids of articles that are there, in lower case; a hash of the text tells this one from them
    """
    title = title_of(article)
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(title).lower()).strip("-")
    mark = text_hash(article.text)[:8]
    if len(slug) > 80:
        slug = slug[:80].rsplit("-", 1)[0]
    if not slug or slug in RESERVED or slug in taken:
        slug = f"{slug[:71].strip('-') or 'article'}-{mark}"
    return f"{article.date[:4] if article.date else 'undated'}/{slug}.md"


@dataclass(frozen=True, slots=True)
class Seen:
    """An article that is there already: where, and whether it is the same text, the same page or a copy."""

    article: Article
    how: str


@dataclass(slots=True)
class Shelf:
    """The articles of a site, to find one that says the same."""

    ids: set[str] = field(default_factory=set)
    _texts: dict[str, Article] = field(default_factory=dict)
    _pages: dict[str, Article] = field(default_factory=dict)
    _sequences: dict[int, list[str]] = field(default_factory=dict)
    _sizes: dict[str, int] = field(default_factory=dict)
    _articles: dict[str, Article] = field(default_factory=dict)

    def put(self, article: Article) -> None:
        """Remember an article; its id tells it from others."""
        self.ids.add(article.id.casefold())
        self._articles[article.id] = article
        self._texts.setdefault(_said(article), article)
        if article.url:
            self._pages.setdefault(page_key(article.url), article)
        sequences = _sequences(article)
        self._sizes[article.id] = len(sequences)
        for one in sequences:
            self._sequences.setdefault(one, []).append(article.id)

    def seen(self, article: Article) -> Seen | None:
        """The article that it is (`same`), an older state of it (`changed`), or one that it is a copy of (`copy`)."""
        page = self._pages.get(page_key(article.url)) if article.url else None
        if page is not None:
            return Seen(page, "same" if _said(page) == _said(article) else "changed")
        same = self._texts.get(_said(article))
        if same is not None:
            return Seen(same, "same" if article.url is None or same.url is None else "copy")
        near = self._near(_sequences(article))
        return Seen(self._articles[near], "copy") if near else None

    def _near(self, sequences: set[int]) -> str | None:
        """The id of the article that shares most of the shorter one's sequences."""
        shared: dict[str, int] = {}
        for one in sequences:
            others = self._sequences.get(one, ())
            for other in others if len(others) <= COMMON else ():
                shared[other] = shared.get(other, 0) + 1
        best = max(sorted(shared), key=lambda other: shared[other], default=None)
        if best is None:
            return None
        shorter = min(len(sequences), self._sizes[best])
        return best if shorter >= LEAST and shared[best] / shorter >= ALIKE else None


def page_key(url: str) -> str:
    """What addresses of one page have in common: no scheme, `www.`, fragment, last slash or marks of campaigns."""
    parts = urlsplit(url)
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if not CAMPAIGN.fullmatch(key)])
    return f"{(parts.netloc or '').lower().removeprefix('www.')}{parts.path.rstrip('/')}?{query}"


def _said(article: Article) -> str:
    return text_hash("\n".join([title_of(article), *body_of(article)]))


def _sequences(article: Article) -> set[int]:
    """Checksums of all runs of words in the body, without case and punctuation."""
    words = re.findall(r"\w+", " ".join(body_of(article)).casefold())
    runs = (" ".join(words[n : n + SEQUENCE]) for n in range(len(words) - SEQUENCE + 1))
    return {zlib.crc32(run.encode("utf-8", "surrogatepass")) for run in runs}
