"""What makes hostile text harmless in Markdown and HTML: one escape, one type of finished text, and safe addresses.

Every punctuation character of ASCII becomes a numeric entity: no Markdown, HTML, attribute or front matter then has a
character to begin with, and every reader shows the text as it was. Spared are marks that act nowhere inside prose:
what ends a part of a sentence after a word, brackets around words, what parts numbers and initials, joins two words
or counts money and percent. Pages read better in an editor for it, and builders have less to undo.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from jinja2 import StrictUndefined

# A mark, and then, looking back at it: search for the mark alone is quick.
_INERT = (
    r"(?<=[^\W_],)", r"(?<=[^\W_][;:!?])(?= )", r"(?<=[^\W\d_]\.)(?= |$)", r"(?<=[^\W\d_]\))(?=[ ,.;:]|$)",
    r"(?<=[^\W\d_]\)[,.;:])(?= |$)", r"(?<= \()(?=[^\W_])", r"(?<= \$)(?=[0-9])", r"(?<=[0-9]%)(?= |$)",
    r"(?<=[A-Z]\.)(?=[A-Z])", r"(?<=[0-9]\.)(?=[0-9])", r"(?<=[A-Za-z0-9]-)(?=[A-Za-z0-9])",
    r"(?<=[A-Za-z]')(?=[A-Za-z ])", r"(?<=[A-Za-z]/)(?=[A-Za-z])",
)  # fmt: skip
_PUNCTUATION = re.compile(rf"[!-/:-@\[-`{{-~](?:{'|'.join(_INERT)}|(?<=[0-9][.)])(?= |$)(?P<count>)|(?P<other>))")
_JOINER = re.compile(r"(?<=\w)([\u200c\u200d])(?=\w)")
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_URL_SAFE = "/:?#[]@!$&*+,;=%-._~"  # all that a URL may hold but `( ) '`


class Safe(str):
    """Text that may stand in a page as it is: made by this package, never taken from data."""

    __slots__ = ()


def clean(text: str) -> str:
    """Normal form C, white space folded to single spaces, without control, bidi and zero-width characters.

    Zero-width joiners stay inside words, where Persian, Hindi and emoji need them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = " ".join(unicodedata.normalize("NFC", text).split())
    kept = {found.start() for found in _JOINER.finditer(text)}
    shown = (char for index, char in enumerate(text) if index in kept or unicodedata.category(char) not in _DROPPED)
    return " ".join("".join(shown).split())


@lru_cache(maxsize=1 << 15)
def esc(text: str) -> Safe:
    """Any text as one line that Markdown and HTML show verbatim and never act on."""
    return Safe(_PUNCTUATION.sub(_entity, clean(text)))


@lru_cache(maxsize=1 << 12)
def _number(value: int) -> Safe:
    """A whole number as text, its sign escaped."""
    return esc(str(value))


def _entity(found: re.Match[str]) -> str:
    """A mark as it is written; one that follows a number begins a list only where nothing stands before the number."""
    begins_list = found.lastgroup == "count" and found.string[: found.start()].isdecimal()
    return f"&#{ord(found[0])};" if found.lastgroup == "other" or begins_list else found[0]


def finalize(value: object) -> Safe:
    """What Jinja writes for an expression: our own safe type as it is, text and whole numbers escaped, nothing else."""
    kind = value.__class__
    if kind is int:
        return _number(value)
    if isinstance(value, Safe):
        return value
    if isinstance(value, str):
        return esc(value)
    if isinstance(value, StrictUndefined):
        return Safe(value)  # raises, naming what is missing
    raise TypeError(f"a template writes a {type(value).__name__}; only text and whole numbers can be written")


@lru_cache(maxsize=1 << 12)
def web_url(address: str | None) -> str | None:
    """An address as a link target: http or https with a host, percent-encoded; None for everything else."""
    if not address:
        return None
    address = "".join(address.split())
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or "\\" in address:
        return None
    return quote(address, safe=_URL_SAFE, errors="replace").replace("[", "%5B").replace("]", "%5D")


def written(url: str) -> Safe:
    """An address from `web_url` as it stands in Markdown, attributes and front matter: its ampersands are entities."""
    return Safe(url.replace("&", "&#38;"))


def text_fragment(words: str) -> str:
    """The part of an address that opens a page at given words (`#:~:text=`), for quotes of any length."""
    words = clean(words)
    terms = words.split(" ")
    parts = [words] if len(words) <= 70 or len(terms) < 10 else [" ".join(terms[:4]), " ".join(terms[-4:])]
    return "#:~:text=" + ",".join(quote(part, safe="", errors="replace").replace("-", "%2D") for part in parts)
