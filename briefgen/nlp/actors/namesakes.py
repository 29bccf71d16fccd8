"""Which names are the same person's: short forms, diacritics, spellings of other scripts, nicknames."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.nlp.actors.office import Office
    from briefgen.nlp.parse.tokens import Doc

PARTICLES = frozenset(
    "al el bin ibn bint van von de da di der den du la le abu ben ter ten dos das do y af ul ur as ad ag ash".split()
)
SUFFIXES = frozenset("jr sr ii iii iv".split())
SOUNDS = (
    ("ph", "f"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("zh", "j"), ("sch", "sh"), ("ch", "sh"), ("ck", "k"),
    ("tz", "ts"), ("cz", "ts"), ("q", "k"), ("c", "k"), ("x", "ks"), ("w", "v"), ("th", "t"),
)  # fmt: skip
SHORT = 4  # letters of a word whose spellings are not compared
ENDING = re.compile(r"(iy|yy|ij|ii|yi|ey|ei|y|i)$")


@dataclass(slots=True)
class Name:
    """One mention of a person: token range, folded words, the office told with it.

    owner: key of the party that a bare name is given to; titled: an office or courtesy stands with it
    weak: one bare word that is a person's only if a fuller name has it
    """

    start: int
    end: int
    words: tuple[str, ...]
    office: Office | None = None
    owner: str | None = None
    titled: bool = False
    headline: bool = False
    weak: bool = False


@dataclass(slots=True)
class Person:
    """The mentions taken for one person's, under the fullest name."""

    full: Name
    names: list[Name] = field(default_factory=list)

    @property
    def offices(self) -> list[Office]:
        return [name.office for name in self.names if name.office is not None]


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """A word in plain lower-case letters."""
    return re.sub(r"[^a-z]", "", (text if text.isascii() else anyascii(text)).lower())


def name_words(doc: Doc, start: int, end: int) -> tuple[str, ...]:
    """The folded words of a name, without signs and "Jr."."""
    words = (fold(token.text) for token in doc[start:end])
    return tuple(word for word in words if word and word not in SUFFIXES)


def family(words: tuple[str, ...]) -> str:
    return words[-1]


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """What spellings of one foreign name have in common: consonants, roughly, and the kind of ending."""
    word = ENDING.sub("i", word)
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    word = re.sub(r"(.)\1+", r"\1", word)
    body = re.sub(r"[aeiouyjh]", "", word[1:])
    return word[:1].translate(str.maketrans("gyie", "kiii")) + body


def alike(one: str, other: str) -> bool:
    """Whether two folded words may be spellings of one name."""
    return one == other or (min(len(one), len(other)) > 3 and sound(one) == sound(other))


def spelling(word: str) -> str:
    """A folded word with the endings -y, -i, -iy, -yy written alike."""
    return ENDING.sub("i", word) if len(word) > 3 else word


def glides(word: str) -> str:
    """A folded word without the letters that transliterations put in or leave out: "Aliev", "Aliyev"."""
    return word[:1] + re.sub(r"[eihjy]", "", re.sub(r"(.)\1", r"\1", word[1:]))


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one person's: equal, an initial, a short form, a spelling."""
    short, long = sorted((one, other), key=len)
    return (
        short == long
        or (len(short) == 1 and long.startswith(short))
        or (len(short) > 2 and short[:2] == long[:2])
        or alike(one, other)
    )


def same_person(short: Name, person: Person) -> bool:
    """Whether a name, at most as long as a person's fullest, is that person's."""
    one, full = short.words, person.full.words
    if _at_odds(short, person):
        return False
    if len(one) == 1:
        return _single(short, person)
    if one == full:
        return True
    families = family(one) == family(full)
    given = same_given(one[0], full[0])
    if families and given:
        middles = [w for w in one[1:-1] if w not in PARTICLES], [w for w in full[1:-1] if w not in PARTICLES]
        return not (middles[0] and middles[1]) or any(same_given(a, b) for a in middles[0] for b in middles[1])
    if given and (alike(one[0], full[0]) or _same_office(short, person)):
        return alike(family(one), family(full))
    # a short form of a long name: "Mohammed bin Salman", "Bin Hamad Al Thani"
    return len(one) < len(full) and (one == full[-len(one) :] or one == full[: len(one)])


def _single(short: Name, person: Person) -> bool:
    word, full = short.words[0], person.full.words
    last = family(full)
    if word == last or spelling(word) == spelling(last) or (len(word) > SHORT and glides(word) == glides(last)):
        return True
    if len(full) > 1 and word == full[0] and word not in PARTICLES:
        return True
    return _same_office(short, person) and alike(word, last)


def _at_odds(short: Name, person: Person) -> bool:
    """Whether both hold offices of different parties; former and present ones of one party are no contradiction."""
    mine = short.office
    if mine is None or mine.party is None or mine.role.rank:
        return False
    parties = {o.party for o in person.offices if o.party and not o.role.rank}
    return bool(parties) and mine.party not in parties and short.words != person.full.words


def _same_office(short: Name, person: Person) -> bool:
    mine = short.office
    return mine is not None and any(
        mine.role.name == o.role.name and (mine.party == o.party or None in (mine.party, o.party))
        for o in person.offices
    )


def gather(names: list[Name], ruled: Callable[[Name, Person], bool | None] = lambda *_: None) -> list[Person]:
    """Names grouped by person; the fullest are settled first, a short form goes to whoever was named last before it.

    ruled: whether people decided that a name is a person's, None where they did not
    """
    persons: list[Person] = []
    for name in sorted(names, key=lambda n: (n.headline, -len(n.words), n.start)):
        said = [ruled(name, person) for person in persons]
        fitting = [p for p, one in zip(persons, said, strict=True) if (same_person(name, p) if one is None else one)]
        if not fitting:
            persons.append(Person(name, [name]))
            continue
        exact = [p for p in fitting if family(p.full.words) == family(name.words)] or fitting
        best = max(exact, key=lambda p: (_same_office(name, p), _nearness(name, p)))
        best.names.append(name)
    return persons


def _nearness(name: Name, person: Person) -> float:
    """How late before a name a person was last named; those named only afterwards come behind."""
    before = [n.start for n in person.names if n.start < name.start]
    return max(before) if before else -1.0 / (1 + person.names[0].start)
