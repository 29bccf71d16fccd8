"""Second names that a text tells of a person: "Omar S., better known as Toufan"."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from briefgen.nlp.actors.mention import Mention

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

KNOWN = frozenset("known nicknamed dubbed called".split())
LEADING = frozenset("who is was also better best commonly more often popularly universally usually widely".split())
OPENING = frozenset({",", "(", "as", '"', "“", "‘", "'", "–", "—", "-"})
UNSURE = frozenset({"person", "other"})  # what a second name may have been taken for
LONGEST = 3  # words of a second name


def add_second_names(cast: Cast) -> None:
    """Give a person the mentions of the name by which a text says that they are known."""
    for mention in [m for m in cast.mentions if m.form == "person" and m.end - m.start > 1]:
        name = _told(cast, mention)
        if not name:
            continue
        first, size, texts = name[0].i, len(name), [t.text for t in name]
        for start in range(first, len(cast.doc) - size + 1):
            if cast.doc[start].text != texts[0]:
                continue
            place = range(start, start + size)
            held = {m for i in place if (m := cast.at.get(i)) is not None}
            theirs = any(cast.members[m.actor].kind not in UNSURE or m.end - m.start != size for m in held)
            if not theirs and [t.text for t in cast.doc[start : start + size]] == texts:
                cast.replace(Mention(start, start + size, mention.actor, "person"))
                for key in {m.actor for m in held if not cast.of[m.actor]}:
                    del cast.members[key]


def _told(cast: Cast, mention: Mention) -> list[Token]:
    """The capitalised words behind "known as", where it follows a name."""
    behind = cast.doc[mention.end : mention.end + 10]
    telling = takewhile(lambda t: t.lower_ in OPENING | LEADING | KNOWN, behind)
    told = [t for t in telling if t.lower_ not in OPENING]
    if not told or told[-1].lower_ not in KNOWN:
        return []
    rest = [t for t in cast.doc[told[-1].i + 1 : told[-1].i + 3 + LONGEST] if t.lower_ not in OPENING]
    return list(takewhile(lambda t: t.text[0].isupper() and t.pos_ == "PROPN", rest))[:LONGEST]
