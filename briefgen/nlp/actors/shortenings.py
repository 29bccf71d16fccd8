"""Shorter and longer names of one organisation: "the Nile Sugar Co. Ltd", acronyms in brackets, "the Observatory"."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.nlp.actors.cast import slug
from briefgen.nlp.actors.mention import Mention

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.titles import Titles

ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z&/-]{0,5}[A-Z0-9]")
LEGAL_FORM = re.compile(
    r",? (Ltd|Inc|Corp|Co|PLC|plc|LLC|GmbH|AG|SA|NV|SpA|SE|Pty|Limited|Incorporated|Corporation)\.?$"
)


def named_before(cast: Cast, name: str, key: str) -> str | None:
    """The id of an organisation named before whose name is this one's but for words at its beginning or legal form."""
    for member in cast.members.values():
        if member.kind in ("state", "person", "population") or cast.apart(key, member.key):
            continue
        if LEGAL_FORM.sub("", member.name) == LEGAL_FORM.sub("", name):
            return member.key
        if member.kind == "company" and member.name.startswith(name + " "):
            return member.key
        if " " not in member.name or " " not in name:
            continue
        if member.name.endswith(" " + name) or name.endswith(" " + member.name):
            return member.key
    return None


def add_acronyms(cast: Cast, titles: Titles) -> None:
    """Join "High Negotiations Committee (HNC)" and later "HNC"; "HNC (High Negotiations Committee)" as well."""
    doc = cast.doc
    for token in doc[1:-1]:
        if token.text not in "([" or token.nbor(1).i + 1 >= len(doc):
            continue
        inside = token.nbor(1)
        before = cast.at.get(token.i - 1)
        if doc[inside.i + 1].text not in ")]" or not ACRONYM.fullmatch(inside.text) or before is None:
            continue
        if (
            before.form in ("adjective", "person", "people")
            or cast.members[before.actor].kind in ("state", "person")
            or before.end - before.start < 2
        ):
            continue
        here = cast.at.get(inside.i)
        if inside.text in titles.outlets or (here is not None and here.actor == before.actor):
            continue
        if cast.apart(here.actor if here else slug(inside.text), before.actor):
            continue
        add_alias(cast, inside.text, before.actor, inside.i)


def add_alias(cast: Cast, text: str, actor: str, since: int = 0) -> None:
    """From its definition on, an acronym is the actor's, whatever else it may stand for elsewhere."""
    for token in cast.doc[since:]:
        if token.text == text:
            cast.replace(Mention(token.i, token.i + 1, actor, "organisation"))


def add_short_forms(cast: Cast) -> None:
    """ "The Observatory", "the Brotherhood": a capitalised word that ends the name of one organisation named before."""
    lasts: dict[str, dict[str, int]] = defaultdict(dict)
    for mention in sorted(cast.mentions, key=lambda m: m.start):
        member = cast.members[mention.actor]
        if member.kind in ("state", "person", "population") or mention.form not in ("name", "organisation", "body"):
            continue
        tokens = list(cast.doc[mention.start : mention.end])
        joint = next((n for n, t in enumerate(tokens) if n and t.lower_ in ("of", "for", "on")), len(tokens))
        if len(tokens) > 1 and tokens[joint - 1].text[0].isupper():
            lasts[tokens[joint - 1].text].setdefault(mention.actor, mention.start)
    for token in cast.doc[1:]:
        owners = lasts.get(token.text)
        if owners is None or token.i in cast.at or token.nbor(-1).lower_ != "the" or cast.lines.headline(token.i):
            continue
        if token.i + 1 < len(cast.doc) and (
            cast.doc[token.i + 1].pos_ == "PROPN" or cast.doc[token.i + 1].lower_ == "of"
        ):
            continue
        before = [actor for actor, first in owners.items() if first < token.i]
        if len(before) == 1:
            cast.note(Mention(token.i, token.i + 1, before[0], "organisation"))


def _add_again(cast: Cast) -> None:
    """ "Tema Glass" beside "Tema Glass Ltd", and names where the recogniser missed them though it found them before."""
    again: dict[str, tuple[list[str], str]] = {}
    for mention in cast.mentions:
        member = cast.members[mention.actor]
        words = LEGAL_FORM.sub("", member.name).split()
        legal = member.kind == "company" and " ".join(words) != member.name
        if (legal and len(words) > 1) or (mention.form == "organisation" and member.key not in cast.registry.actors):
            again.setdefault(words[0], (words, mention.actor))
    for token in cast.doc if again else ():
        if token.text not in again or token.pos_ != "PROPN":
            continue
        words, actor = again[token.text]
        place = range(token.i, token.i + len(words))
        free = not any(i in cast.at or i in cast.barred for i in place)
        if free and cast.doc[place.start : place.stop].text.split() == words:
            cast.note(Mention(place.start, place.stop, actor, "organisation"))


def add_first_words(cast: Cast) -> None:
    """ "Lafia" after "Lafia Cement": the first word of a company's name, alone and no common word."""
    firsts: dict[str, set[str]] = defaultdict(set)
    since: dict[str, int] = {}
    for mention in cast.mentions:
        word = cast.doc[mention.start]
        if cast.members[mention.actor].kind == "company" and mention.end - mention.start > 1 and word.text[0].isupper():
            firsts[word.text].add(mention.actor)
            since[word.text] = min(mention.start, since.get(word.text, mention.start))
    _add_again(cast)
    common = {token.text for token in cast.doc if token.is_lower} if firsts else set()
    for token in cast.doc[:-1] if firsts else ():
        owners = firsts.get(token.text)
        if owners is None:
            continue
        free = token.i not in cast.at and token.nbor(1).pos_ != "PROPN" and token.lower_ not in common
        if len(owners) == 1 and free and token.i > since[token.text]:
            cast.note(Mention(token.i, token.i + 1, next(iter(owners)), "organisation"))
