"""Words of a clause as the text of a statement, with the parties as they are shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.nlp.statements.clause import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.nlp.parse.tokens import Token

QUOTES = str.maketrans("", "", '"“”')
APOSTROPHES = ("'", "’")


def text_of(tokens: Iterable[Token], shown: Mapping[int, tuple[int, str]]) -> str:
    """Words as a text; where a party begins it is shown by its words.

    shown: offset of a party's first word to (the offset behind its last one, what is shown)
    """
    out: list[str] = []
    behind = 0
    words = list(tokens)
    for token, following in zip(words, (*words[1:], None), strict=False):
        lists = (
            following is not None and following.i == token.i + 1 and following.dep_ == "conj"
        )  # "between A, B and C"
        ends_party = any(behind == end for end, _ in shown.values()) and not lists
        if token.text == "," and (token.i != behind or following is None or following.i > token.i + 1 or ends_party):
            continue  # it stood before what is left out
        if token.i < behind:
            continue
        if behind and token.i != behind:
            out.append(" ")  # what stood between is left out
        short = token.dep_ == "case" and token.text in APOSTROPHES and "".join(out).strip()[-1:] not in ("s", "")
        behind, text = shown.get(token.i, (token.i + 1, word(token) + ("s" if short else "")))
        out.append(text + token.doc[behind - 1].whitespace_)
    text = " ".join("".join(out).split())
    for _, name in shown.values():
        text = text.replace(f"{name} {name}", name)  # "the northern bloc Xanadu" is Xanadu
        _, of, owner = name.rpartition(" of ")
        text = text.replace(f"{name} of {owner}", name) if of else text  # "the health ministry of Ghana" tells whose
    return _quoted(text)


def _quoted(text: str) -> str:
    """A text with its quotation marks close to what they hold; without them where not all are left."""
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return text.translate(QUOTES)
    parts = re.sub(r"“\s+", "“", re.sub(r"\s+”", "”", text)).split('"')
    return '"'.join(part.strip() if n % 2 else part for n, part in enumerate(parts))
