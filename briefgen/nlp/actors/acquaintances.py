"""Persons of the registry, looked up by the names that texts use for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.actors.namesakes import alike, family, fold, same_given, spelling

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from briefgen.registry import ActorEntry, Registry

Words = tuple[str, ...]
# where the family name comes first: "Xi Jinping", "Moon Jae-in"
FAMILY_FIRST = frozenset({"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "KHM", "SGP"})


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A known person under one of its names; `words` are folded, `short` is the word that stands alone for it."""

    entry: ActorEntry
    words: Words
    short: str


class Acquaintances:
    """Index over the registry's persons; built once."""

    def __init__(self, registry: Registry) -> None:
        self.by_last: dict[str, list[Acquaintance]] = defaultdict(list)
        self.by_short: dict[str, list[Acquaintance]] = defaultdict(list)
        for entry in registry.actors.values():
            if entry.kind == "person":
                for text in (entry.name, *entry.names):
                    words = tuple(w for w in (fold(part) for part in text.replace("-", " ").split()) if w and w != "jr")
                    short = words[0] if entry.country in FAMILY_FIRST and len(words) > 2 else words[-1]
                    known = Acquaintance(entry, words, short)
                    self.by_last[family(words)[:2]].append(known)
                    self.by_short[spelling(short)].append(known)

    def named(self, words: Words) -> list[ActorEntry]:
        """Known persons whom a full name, or a name known by itself, can mean."""
        near = self.by_last.get(family(words)[:2], ()) if words else ()
        return _each(k for k in near if self._fits(words, k.words))

    def short(self, word: str) -> list[ActorEntry]:
        """Known persons whom a family name can mean."""
        return _each(self.by_short.get(spelling(word), ()))

    @staticmethod
    def _fits(words: Words, known: Words) -> bool:
        if len(words) == 1 or len(known) == 1:
            return words == known
        if not alike(family(words), family(known)) or len(known[0]) == 1 < len(words[0]):
            return False  # an initial is no name in full
        middles = [w for w in words[1:-1] if len(w) == 1], [w for w in known[1:-1] if len(w) == 1]
        return same_given(words[0], known[0]) and not (middles[0] and middles[1] and middles[0] != middles[1])

    def ends_at(self, tail: list[str], common: Callable[[str], bool]) -> int:
        """How many of the last words before a point are a known person's name; 0 if none is.

        tail: folded words up to that point, the last one last; common: whether a word is in the dictionary, too
        """
        found = 0
        for known in self.by_short.get(spelling(tail[-1]), ()):
            size = len(known.words)
            if size == 1 or (known.short == tail[-1] and not common(tail[-1]) and len(tail[-1]) > 3):
                found = max(found, 1)
        for known in self.by_last.get(tail[-1][:2], ()):
            size = len(known.words)
            if 1 < size <= len(tail) and tuple(tail[-size:]) == known.words:
                found = max(found, size)
        return found


def _each(known: Iterable[Acquaintance]) -> list[ActorEntry]:
    return list({k.entry.id: k.entry for k in known}.values())
