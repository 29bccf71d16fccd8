"""What stands around an article on a page, known by its markup: notices, teasers, captions, share bars."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

# names of boxes, as parts of class, id and the like; compared piece by piece ("share-bar", "RichLinkBlock")
BOXES = frozenset(
    "pullquote inread catcher cta "
    "cookie cookies consent gdpr onetrust newsletter newsletters signup subscribe subscription promo promos promobox "
    "related recommended recommendation recommendations share sharing sharedaddy jp social caption captions credit ad "
    "ads advert advertisement paywall barrier taboola outbrain breadcrumb breadcrumbs richlink trust "
    "popup modal toolbar sponsored donate donation interstitial tags hashtags player playlist pagination "
    "visuallyhidden screenreader sronly".split()
)
PAIRS = re.compile(
    r"(?:^|-)(?:also-read|read-(?:more|next|also)|see-also|more-on|rich-link|sign-(?:up|off)|author-bio|about-author|"
    r"key-events|visually-hidden|screen-reader|sr-only|links-block|related-\w+|follow-us|article-source|media-credit|"
    r"most-(?:read|viewed|popular)|top-stories|trust-badge|no-js|privacy-\w+|"
    r"video-(?:player|resource|headline|title|caption|description|details))(?:-|$)"
)
NAMED_BY = ("class", "id", "data-component", "data-testid", "data-qa", "data-spacefinder-type", "data-component-name")
ROLES = frozenset(("alertdialog", "dialog", "navigation", "complementary", "contentinfo", "banner", "search"))
ALWAYS = frozenset(("nav", "aside", "figure", "figcaption", "form", "button", "dialog", "noscript", "template"))
WHOLE = frozenset(("html", "body", "main", "article", "h1"))
LARGE = 0.3  # of the page's paragraphs: what holds as much is the article, whatever it is called
TALK = frozenset("comments comment respond disqus".split())  # may be far longer than the article
LEFT = 400  # letters that have to be left when it goes
BYLINES = frozenset("byline bylines contributor contributors publishing timestamp posted submitted authors".split())
BYLINE = re.compile(r"(?:entry|article|post|page|node|content|story|author|info)-(?:meta|info|details|dates?)(?:-|$)")
LINE = 200  # letters of a byline
# a name that extractors take for that of a box, around running text without any link
TEASERS = frozenset("teaser teasers premium meta metered widget banner info".split())
TEXT = 80  # letters
BLOCKS = frozenset(
    "p div section article ul ol table blockquote h1 h2 h3 h4 h5 h6 figure header footer form pre".split()
)
CELL = 400  # letters in one cell: the table lays out a page


def strip(tree: Any) -> None:
    """Take out of a page's tree what its markup names as no part of the article; `tree` is changed."""
    _lay_out(tree)
    total = _weight(tree)
    worn = _worn(tree, total)
    above = {element for head in tree.iter("h1") for element in (head, *head.iterancestors())}
    for element in list(tree.iter()):
        if isinstance(element.tag, str) and element.tag not in WHOLE and element not in above:
            _judge(element, total, worn if element.tag == "p" else frozenset())


def _worn(tree: Any, total: int) -> frozenset[str]:
    """Names that the article's paragraphs bear, as in `<p class="paywall">`: together they hold much of the text."""
    letters: Counter[str] = Counter()
    for block in tree.iter("p"):
        length = len("".join(block.itertext()))
        letters.update(dict.fromkeys(_pieces(_names(block)), length))
    return frozenset(name for name, number in letters.items() if number >= LARGE * total)


def _judge(element: Any, total: int, worn: frozenset[str]) -> None:
    """Take one element out, or its misleading name from it; `worn` names tell nothing."""
    called = _names(element)
    names = _pieces(called) - worn
    if _is_box(element, names, called):
        if _weight(element) < LARGE * total:
            _drop(element)
        elif element.tag in ALWAYS:  # a form around the whole page
            element.tag = "div"
    elif names & TALK:
        if total - _weight(element) >= LEFT:
            _drop(element)
    elif names & BYLINES or any(BYLINE.search(name) for name in called):
        if _is_line(element):
            _drop(element)
    elif names & TEASERS and not any(True for _ in element.iter("a", "h2", "h3", "h4")) and _weight(element) >= TEXT:
        for key in NAMED_BY:
            element.attrib.pop(key, None)


def _is_line(element: Any) -> bool:
    return len("".join(element.itertext())) <= LINE and element.tag not in ("p", "span")


def _weight(element: Any) -> int:
    """Letters of running text: in paragraphs, and in blocks that are used as such."""
    return sum(
        len("".join(block.itertext()))
        for block in element.iter("p", "div", "td")
        if block.tag == "p" or not any(child.tag in BLOCKS for child in block)
    )


def _is_box(element: Any, names: set[str], called: list[str]) -> bool:
    if element.tag in ALWAYS or element.get("role") in ROLES or element.get("hidden") is not None:
        return True
    if re.search(r"display\s*:\s*none", element.get("style") or ""):
        return True
    return not BOXES.isdisjoint(names) or any(PAIRS.search(name) for name in called)


def _names(element: Any) -> list[str]:
    """What class, id and the like call an element, in lower case, parted by hyphens."""
    told = " ".join(element.get(key) or "" for key in NAMED_BY)
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_+|--+|\.", "-", told).lower().split()


def _pieces(called: list[str]) -> set[str]:
    return {piece for name in called for piece in name.split("-")}


def _drop(element: Any) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _lay_out(tree: Any) -> None:
    """Old pages: cells that lay out the page become blocks, and text that blank lines part becomes paragraphs."""
    for table in list(tree.iter("table")):
        if any(len("".join(cell.itertext())) > CELL for cell in table.iter("td")):
            for element in table.iter("table", "tbody", "tr", "td"):
                element.tag = "div"
    for element in list(tree.iter("div", "td", "font", "span", "section", "article", "body")):
        if any(_is_gap(one, two) for one, two in pairwise(element)):
            _part(element)


def _is_gap(one: Any, two: Any) -> bool:
    return one.tag == two.tag == "br" and not (one.tail or "").strip()


def _part(element: Any) -> None:
    """Put runs of text and inline elements between blank lines into paragraphs of their own."""
    children, lead = list(element), element.text
    for child in children:
        element.remove(child)
    element.text = None
    run = _paragraph(element, lead)
    breaks = 0
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            breaks += 1
            if breaks == 2:
                run = _paragraph(element, tail)
            elif breaks < 2:
                run.append(child)
                child.tail = tail
            else:
                run.text = (run.text or "") + (tail or "")
        elif child.tag in BLOCKS:
            element.append(child)
            run = _paragraph(element, tail)
        else:
            run.append(child)
            child.tail = tail
        if child.tag != "br" or (tail or "").strip():
            breaks = 0
    for run in list(element.iter("p")):
        if run.getparent() is element and not "".join(run.itertext()).strip():
            element.remove(run)


def _paragraph(parent: Any, text: str | None) -> Any:
    made = parent.makeelement("p", {})
    made.text = text
    parent.append(made)
    return made
