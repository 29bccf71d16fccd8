"""Family names of persons found, wherever the recogniser missed them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.nlp.actors.edges import CALENDAR
from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.namesakes import Person, family, fold, spelling

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.titles import Titles

# what may follow a family name inside a larger name: "the Biden Administration" is the person's, "Trump Tower" is not
GOVERNING = frozenset(
    "administration government cabinet regime team campaign presidency white camp junta doctrine".split()
)
GIVEN = 4  # letters of a given name that is known again by itself


def spread(cast: Cast, titles: Titles, keyed: Iterable[tuple[str, Person]]) -> None:
    """Note every lone family name of these persons; of namesakes the one who was named last is meant."""
    owners: dict[str, list[str]] = defaultdict(list)
    names: dict[str, list[str]] = {}
    words = {key: person.full.words for key, person in keyed}
    for key, person in keyed:
        for name in (person.full, *person.names):
            if len(name.words) > 1 or name.titled:
                owners[spelling(family(name.words))].append(key)
        given = person.full.words[0]
        if len(person.full.words) > 1 and len(given) >= GIVEN and not titles.common(given):
            names.setdefault(spelling(given), []).append(key)  # "Isaias" for Isaias A., where that is the custom
    for given, bearers in names.items():
        if len(set(bearers)) == 1 and given not in owners:
            owners[given] += bearers
    latest: dict[str, int] = {}
    starts = {m.start: m.actor for m in cast.mentions if m.form == "person"}
    for token in cast.doc:
        if token.i in starts:
            latest[starts[token.i]] = token.i
        if token.i in cast.at or token.i in cast.barred or not token.text[0].isupper():
            continue
        keys = owners.get(spelling(fold(token.text)))
        if not keys:
            continue
        key = max(dict.fromkeys(keys), key=lambda k: latest.get(k, -1))
        start = _start(cast, token.i, words[key])
        if _lone(cast, titles, token.i, start):
            cast.note(Mention(start, token.i + 1, key, "person"))
            latest[key] = token.i


def _start(cast: Cast, i: int, words: tuple[str, ...]) -> int:
    """Where a name that ends with a family name begins: "López Obrador" of "Andrés Manuel López Obrador"."""
    start, left = i, list(words[:-1])
    while left and start > 0 and start - 1 not in cast.at and fold(cast.doc[start - 1].text) == left[-1]:
        left.pop()
        start -= 1
    return start


def _lone(cast: Cast, titles: Titles, i: int, start: int) -> bool:
    """Whether a family name stands by itself: no tower, no namesake with another given name, no month of May."""
    token, doc = cast.doc[i], cast.doc
    following = doc[i + 1] if i + 1 < len(doc) else None
    if token.lower_ in CALENDAR:  # "May said", but not "in May" nor "May will bring"
        return following is not None and following.tag_ in ("VBD", "VBZ")
    headline = cast.lines.headline(i)
    if not headline and (token.tag_ not in ("NNP", "NNPS") or _given_name(cast, titles, start - 1)):
        return False
    ent = cast.entity.get(i)
    if not headline and ent is not None and ent.label_ in ("GPE", "LOC") and token.dep_ == "pobj":
        return token.head.lower_ not in ("in", "near")  # "the station in Palma" is none of Diario de Palma
    if ent is None or following is None or following.i >= ent.end:
        return True
    return headline or following.lower_ in GOVERNING or not following.text[0].isupper()


def _given_name(cast: Cast, titles: Titles, i: int) -> bool:
    """Whether the word before a family name belongs to another name."""
    if i < 0 or i in cast.at:
        return False
    token = cast.doc[i]
    if token.tag_ != "NNP" or not token.text[0].isupper() or (token.is_sent_start and titles.common(token.text)):
        return False
    return not titles.title_word(cast.doc, token)
