"""Organisations whose proper names the recogniser misses: their initials, or the word at their end, give them away."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefgen.model import Kind
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Doc, Token

LEAST = 3  # letters of initials that are never read as a word
SHORT = re.compile(r"[A-Z]{3,8}")
SMALL = frozenset("of the for and on in to de la del al des du & - 's ’s ' ’".split())
PARTLY = frozenset({"party"})
PARTY = frozenset({"parties"})
SOCIAL = frozenset({"party", "ngo", "armed_group"})
NO_ACRONYM = frozenset("COVID PM AM GDP USD EUR TV UK US EU UN CEO PhD MP FM".split())


def shortened(cast: Cast, titles: Titles, runs: Iterable[list[Token]]) -> Iterator[tuple[int, int, str]]:
    """(start, end, initials) of the names whose initials the text uses, though the registry does not know them."""
    written = _written(cast, titles)
    mixed = {_sorted(word): word for word in sorted(written, reverse=True)}
    by_letters = partial(_initials, written=written), partial(_mixed, mixed=mixed)
    for run in runs if written else ():
        large = [t for t in run if t.text[0].isupper()]
        told = _acronym(large[-1].i + 1, cast)
        tails = [large[first:] for first in range(len(large) - 1)]
        for fits in (*by_letters, partial(_called, written=written, titles=titles, told=told)):
            found = next(((tail, word) for tail in tails if (word := fits(tail))), None)
            if found is not None:
                yield found[0][0].i, found[0][-1].i + 1, found[1]
                break


def called(cast: Cast, titles: Titles, runs: Iterable[list[Token]]) -> Iterator[tuple[int, int]]:
    """(start, end) of the names of several words before "party" of which no part names a party that is known."""
    for run in runs:
        behind = run[-1].i + 1
        if cast.doc[behind : behind + 1].text not in PARTLY or cast.lines.headline(run[0].i):
            continue
        words = run[1:] if run[0].lower_ in ("the", "a", "an") else run
        owner = cast.at.get(words[0].i) if words else None
        owned = owner is not None and cast.doc[owner.end].tag_ == "POS"  # "Benin's Dawn party"
        words = [t for t in words if owner is None or not owned or t.i > owner.end]
        large = [t for t in words if t.text[0].isupper()]
        title = any(titles.title_word(cast.doc, t) for t in large)
        if len(large) > (not owned) and not title and any(t.i not in cast.at for t in large):
            yield words[0].i, behind


def plural(cast: Cast, titles: Titles, runs: Iterable[list[Token]]) -> Iterator[tuple[int, int]]:
    """(start, end) of parties that are called by their members and that nobody knows: "the Social Democrats"."""
    for token in (t for run in runs for t in run):
        named = token.text[0].isupper() and token.tag_ in ("NNPS", "NNS", "NNP") and token.i not in cast.at
        if not named or titles.kinds.get(token.lower_) != "party" or cast.lines.headline(token.i):
            continue
        start = token.i
        while start > token.sent.start and cast.doc[start - 1].is_title and start - 1 not in cast.at:
            start -= 1
        start += cast.doc[start].lower_ == "the" and start < token.i
        if token.lower_.endswith("s") and token.lower_ not in PARTY and cast.doc[start - 1].lower_ == "the":
            yield start, token.i + 1


def ended(cast: Cast, titles: Titles, runs: Iterable[list[Token]]) -> Iterator[tuple[int, int]]:
    """(start, end) of the unknown names behind "the" that end as organisations do: "the Bus Drivers' Union"."""
    for run in runs:
        large = [t for t in run if t.text[0].isupper() and t.lower_ not in ("the", "a", "an")]
        names = tuple(t.lower_ for t in run[run[0].lower_ in ("the", "a", "an") :])
        if len(large) < LEAST or cast.lines.headline(run[0].i) or _kind(names, titles) not in SOCIAL:
            continue
        start, end = large[0].i, large[-1].i + 1
        known = {m for i in range(start, end) if (m := cast.at.get(i)) is not None}
        own = all(m.start == start and m.end < end and cast.members[m.actor].kind == "state" for m in known)
        if (
            not own
            or not cast.barred.isdisjoint(range(start, end))
            or large[-1].nbor(-1).lower_ in ("of", "the")
            or cast.doc[start - 1].lower_ != "the"
        ):
            continue
        if large[-1].pos_ == "PROPN":
            yield start, end


def _kind(names: tuple[str, ...], titles: Titles) -> Kind | None:
    """The kind that the last word of a name tells, or the one before "of": "Federation of Potters"."""
    if "of" not in names[1:-1]:
        return titles.kinds.get(names[-1]) if names else None
    return titles.kinds.get(f"of {names[-1]}") or titles.kinds.get(names[names.index("of", 1) - 1])


def _written(cast: Cast, titles: Titles) -> frozenset[str]:
    """The acronyms of a text that name nobody known."""
    found: set[str] = set()
    for token in cast.doc:
        word = token.text.upper()  # some are read as words: "Numsa"
        read = token.is_title and len(word) > LEAST and token.pos_ == "PROPN" and not token.is_sent_start
        if not (token.is_upper or read) or not SHORT.fullmatch(word) or word in NO_ACRONYM:
            continue
        here = cast.at.get(token.i)
        unknown = here is None or here.form == "organisation" or _party(cast, here)
        if unknown and token.text not in titles.outlets and cast.lines.style(token.i) != "capitals":
            found.add(token.text)
    return frozenset(found)


def _party(cast: Cast, mention: Mention) -> bool:
    """Whether initials are known as a party's, which may be another than the text's."""
    return cast.members[mention.actor].kind == "party"


def runs_of(doc: Doc) -> Iterator[list[Token]]:
    """Capitalised words in a row, with the small words between them."""
    run: list[Token] = []
    for token in doc:
        large = token.text[0].isupper() and token.text[0].isalpha()
        goes_on = not run or not token.is_sent_start
        joint = token.text == "-" and not token.whitespace_ and run and not run[-1].whitespace_  # "High-Level Panel"
        if goes_on and (large or joint or (run and token.lower_ in SMALL)):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if large else []
    if run:
        yield run


def _acronym(i: int, cast: Cast) -> str:
    """The acronym in brackets from token `i` on, or ""."""
    inside = cast.doc[i : i + 3]
    return inside[1].text if len(inside) == 3 and inside[0].text in "([" and inside[2].text in ")]" else ""


def _initials(words: list[Token], written: frozenset[str]) -> str:
    """The acronym that the initials of words are."""
    letters = "".join(t.text[0] for t in words)
    spelt = "".join(t.text[0] for t in words if t.text[0].isupper())
    whole = [t for t in words if t.i == 0 or t.nbor(-1).text != "-"]  # of "High-Level" only the H
    short = "".join(t.text if t.is_upper else t.text[0] for t in whole)  # of "AU" both letters
    return next((form for form in (letters, spelt.title(), short) if form in written), "")


def _mixed(words: list[Token], mixed: Mapping[str, str]) -> str:
    """The acronym of a name's words in the order of another language: "Rwandan Patriotic Union (UPR)"."""
    return mixed.get(_sorted(t.text[0] for t in words), "")


def _sorted(letters: Iterable[str]) -> str:
    return "".join(sorted(letters))


def _called(words: list[Token], written: frozenset[str], titles: Titles, told: str) -> str:
    """The acronym of what an organisation is called in another language, in brackets behind its name."""
    names = tuple(t.text for t in words)
    fitting = told in written and names[0][0] in told and titles.kind(names) is not None
    return told if fitting and titles.ending_at(words[0].doc, words[0].i + 1) is None else ""
