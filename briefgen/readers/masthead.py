"""What a page tells of its article besides the text: headline, standfirst, date, author, outlet, address.

It is told several times over, for search engines (JSON-LD, `<meta>`) and for readers; where these differ, the headline
is the one that readers see, and the date the one of first publication.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from briefgen.readers.days import day_in, day_in_address
from briefgen.readers.plain import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS = re.compile(r"Article|Posting|Report|Story|Review")
LARGEST = 2_000_000  # characters of one block of JSON-LD
DEEPEST = 8  # levels of it that are looked into
PUBLISHED = (
    "article:published_time og:article:published_time article:published og:published_time datepublished publisheddate "
    "parsely-pub-date sailthru.date cxenseparse:recs:publishtime dc.date.issued dcterms.issued dcterms.created "
    "citation_publication_date publication_date publish-date publish_date publishdate pubdate article.published "
    "dc.date dcterms.date dcterms.available date originalpublicationdate timestamp"
).split()
TITLE_ENDS = re.compile(r"\s+(?:[|–—·•»]|-|::)\s+")  # "Headline | Outlet"
SAVED = re.compile(r"saved from url=\(\d+\)(\S+)|\burl:\s*(https?://\S+)")  # Internet Explorer and Chromium; SingleFile
STANDFIRST = re.compile(
    r"(?:^|-)(?:standfirst|sub-?head(?:line)?|sub-?title|sub-?deck|deck?|lead|lede|leadin|teaser(?:-text)?|intro(?:duction)?|"
    r"summary|excerpt|description|desc|strap(?:line)?|abstract|chapo|kicker-text)(?:-|$)"
)
ALIKE = 0.4  # of their words are shared by a headline and what search engines are told
LEAST = 5  # words of a standfirst
LONGEST = 600  # letters of it
BYLINE = re.compile(r"(?:^|-)(?:by-?line|authors?|contributor|writer|submitted)(?:-|$)")
DATED = re.compile(
    r"(?:^|-)(?:date|dates|published?|publication|posted|time|timestamp|dateline|meta|info|created)(?:-|$)"
)
BY = re.compile(r"(?:(?:written |reported |submitted )?by|from)[: ]\s*(?P<names>.+)", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][^\W\d_]*(?:[.’'-][^\W\d_]*)*(?: [^\W\d_.’'-]+(?:[.’'-][^\W\d_]*)*){1,4}")
NOBODY = re.compile(
    r"\b(?:staff|agenc(?:y|ies)|editors?|desk|admin|newsroom|team|wires?|news|press|correspondents?|office|bureau)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Told:
    """What a page's JSON-LD and `<meta>` say, each by its name in lower case; values as they stand there."""

    data: dict[str, Any] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)


def told(tree: Any) -> Told:
    """Read a tree before anything is taken out of it."""
    found = Told()
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text and len(script.text) <= LARGEST:
            try:
                data = json.loads(script.text, strict=False)
            except (ValueError, RecursionError):
                continue
            for thing in _things(data, 0):
                for key, value in thing.items():
                    found.data.setdefault(key, value)
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = _fold(element.get("content"))
        if name and content:
            found.meta.setdefault(name.lower(), content)
    return found


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The articles among what JSON-LD describes."""
    if depth > DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _things(one, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        if any(
            isinstance(kind, str) and KINDS.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
        ):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(data.get(key), depth + 1)


def headline(tree: Any, page: Told) -> str | None:
    """The headline that readers see, without the outlet's name behind it; else the one in the page's head."""
    heads, names = _heads(tree), _titles(tree, page)
    scored = [(max((_alike(head, name) for name in names), default=0.0), -place) for place, head in enumerate(heads)]
    if scored:
        best, place = max(scored)
        if best >= ALIKE or (len(heads) == 1 and len(heads[0].split()) > 3 and best > 0):
            return heads[-place]
    if names:
        return _without_outlet(names[0], publisher(tree, page))
    return heads[0] if heads else None


def _heads(tree: Any) -> list[str]:
    return [text for element in tree.iter("h1") if (text := _fold("".join(element.itertext())))]


def _titles(tree: Any, page: Told) -> list[str]:
    """The headlines that the page's head tells."""
    told = (
        page.data.get("headline"),
        page.meta.get("og:title"),
        page.meta.get("twitter:title"),
        tree.findtext(".//title"),
    )
    return [name for one in told if isinstance(one, str) and (name := _fold(one))]


def _alike(one: str, two: str) -> float:
    """How many of their words two titles share, 0 to 1 (Dice's coefficient)."""
    words, others = (set(re.findall(r"\w+", text.casefold())) for text in (one, two))
    return 2 * len(words & others) / max(len(words) + len(others), 1)


def _without_outlet(title: str, outlet: str | None) -> str:
    parts = TITLE_ENDS.split(title)
    if len(parts) > 1 and outlet and parts[-1].casefold() in outlet.casefold():
        return title[: title.rindex(parts[-1])].rstrip(" |–—·•»-:")
    return title


def publisher(tree: Any, page: Told) -> str | None:
    """The outlet's name."""
    names = [
        page.meta.get("og:site_name"), *_names(page.data.get("publisher")), page.meta.get("application-name"),
        page.meta.get("dc.publisher"), page.meta.get("citation_journal_title"),
    ]  # fmt: skip
    for name in names:
        if name and not name.startswith(("@", "http")):
            return name
    title = _fold(tree.findtext(".//title"))
    for head in [*_titles(tree, page)[:-1], *_heads(tree)]:  # what the window's title says before or behind it
        left, found, right = title.partition(head)
        name = (right or left).strip(" |–—·•»-:") if found else ""
        if name and len(name.split()) <= 5:
            return name
    return None


def author(tree: Any, page: Told, outlet: str | None) -> str | None:
    """Who wrote it, several names parted by `; `; the outlet itself, a desk or an agency is nobody."""
    for names in (
        _names(page.data.get("author"), persons=True),
        [
            page.meta[key]
            for key in ("author", "article:author", "parsely-author", "dc.creator", "byl", "sailthru.author")
            if key in page.meta
        ],
        [_fold("".join(one.itertext())) for one in tree.xpath("//*[@rel='author' or @itemprop='author']")],
        [_fold(" ".join(one.itertext())) for one in _named(tree, BYLINE)],
        [
            text
            for one in tree.iter("b", "strong", "i", "em", "p", "span", "div")
            if BY.match(text := _fold(one.text)) and len(text) < 80
        ],
    ):
        found = [name for told_name in names for name in _persons(told_name, outlet)]
        if found:
            return "; ".join(dict.fromkeys(found))
    return None


def _persons(text: str, outlet: str | None) -> Iterator[str]:
    """The names in a byline."""
    text = _fold(re.sub(r"<[^>]*>", "", text))
    by = BY.match(text)
    for part in re.split(r",|;|\||\band\b|&|•", by["names"] if by else text):
        name = re.split(r"\s+(?:in|for|at|on|with)\s+|\s+[–—-]\s+|\s{2,}", part.strip())[0].strip(" .")
        if NAME.fullmatch(name) and name[0].isupper() and not NOBODY.search(name) and not _is_outlet(name, outlet):
            yield name


def _is_outlet(name: str, outlet: str | None) -> bool:
    return outlet is not None and (name.casefold() in outlet.casefold() or outlet.casefold() in name.casefold())


def _names(value: Any, *, persons: bool = False) -> list[str]:
    """The names in a value of JSON-LD: a string, a thing with a name, or a list of these."""
    if isinstance(value, list):
        return [name for one in value for name in _names(one, persons=persons)]
    if isinstance(value, dict):
        if persons and "Organization" in str(value.get("@type")):
            return []
        return _names(value.get("name"))
    return [name] if isinstance(value, str) and (name := _fold(value)) and not name.startswith("http") else []


def address(tree: Any, page: Told, head: str) -> str | None:
    """The page's own address, or the one that a browser noted in the file's `head` when it saved the page."""
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    for name in (page.meta.get("og:url"), page.data.get("url")):
        if isinstance(name, str) and name.startswith("http"):
            return name
    saved = SAVED.search(head)
    return (saved[1] or saved[2]) if saved else None


def date(tree: Any, page: Told, url: str | None, top: Iterable[str]) -> tuple[str, str] | None:
    """Day of first publication (ISO 8601) and where it was found: `metadata`, `url` or `page`.

    top: the texts near the headline, where readers are told
    """
    given = [page.data.get("datePublished"), page.data.get("dateCreated"), *(page.meta.get(key) for key in PUBLISHED)]
    for value in given:
        if isinstance(value, str) and (found := day_in(value)):
            return found, "metadata"
    in_address = day_in_address(url or "")
    if in_address and len(in_address) == 10:
        return in_address, "url"
    for element in tree.xpath("//time[@datetime]|//*[@itemprop='datePublished']|//abbr[@class='published']"):
        if found := day_in(element.get("datetime") or element.get("content") or element.get("title") or ""):
            return found, "page"
    for text in (*top, *(_fold("".join(one.itertext())) for one in _named(tree, DATED))):
        if len(text) <= 120 and (found := day_in(text)):
            return found, "page"
    return (in_address, "url") if in_address else None


def standfirst(tree: Any, page: Told, title: str | None, body: list[str]) -> str | None:
    """The sentence between headline and text, where the page marks it as such and the text does not have it."""
    wanted = {_fold(page.meta.get(key)) for key in ("description", "og:description", "twitter:description")}
    for element, text in _below(tree, title, body):
        if len(text.split()) < LEAST or len(text) > LONGEST or text == title or text in body:
            continue
        if text in wanted or STANDFIRST.search(_parted(element)):
            return text
    return None


def _below(tree: Any, title: str | None, body: list[str]) -> Iterator[tuple[Any, str]]:
    """Elements behind the headline and before the first paragraph, with their texts."""
    head = next((one for one in tree.iter("h1") if _fold("".join(one.itertext())) == title), None)
    if head is None:
        return
    first, passed = (body[0] if body else None), False
    for element in tree.iter("h1", "h2", "h3", "p", "div", "span", "em", "strong", "section"):
        if element is head:
            passed = True
        elif passed and not any(
            parent.tag in ("figure", "figcaption", "aside", "a") for parent in element.iterancestors()
        ):
            text = _fold("".join(element.itertext()))
            if first and text == first:
                return
            yield element, text


def _named(tree: Any, pattern: re.Pattern[str]) -> Iterator[Any]:
    """Elements whose class, id and the like fit a pattern, from the top."""
    for element in tree.iter(
        "p", "span", "div", "time", "a", "li", "td", "address", "h2", "h3", "small", "b", "strong"
    ):
        if pattern.search(_parted(element)) and len("".join(element.itertext())) <= 200:
            yield element


def _parted(element: Any) -> str:
    names = " ".join(
        filter(None, (element.get(key) for key in ("class", "id", "data-testid", "data-component", "itemprop")))
    )
    return re.sub(r"[\s_.]+|--+", "-", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", names)).lower()


def _fold(text: str | None) -> str:
    return re.sub(r"\s+", " ", clean(text or "")).strip()


def host(url: str | None) -> str | None:
    """The name of an address's server, which stands for the outlet where nothing tells it."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
