"""Acts within one state: its towns, people and offices stand for themselves where the state acts on them.

A brief of an article tells of states, not of their towns; of a single sentence, as "the army shelled Homs", nothing
else would be left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.cast import slug
from briefgen.nlp.actors.mention import Mention

if TYPE_CHECKING:
    from briefgen.model import Kind
    from briefgen.nlp.parties.parties import Parties, Party

WITHIN = frozenset("in at on near inside across".split())
UNCLEAR = frozenset({"pronoun", "description", "event", "implied"})


def apart(source: Party, target: Party, target_slot: str, parties: Parties) -> tuple[Party, Party] | None:
    """The two parties of a state told apart, or None where the text does not tell that they are two."""
    cast = parties.cast
    if source.head == target.head or {source.via, target.via} & UNCLEAR or _possessive(target, parties):
        return None
    if cast.top(source.actor) != cast.top(target.actor) or cast.members[cast.top(target.actor)].kind != "state":
        return None
    if target.via in ("place", "location") or (target.via == "name" and target_slot in WITHIN):
        return (source, _own(target, "population", parties)) if cast.doc.is_short else None
    if target.via == "official":
        return source, _own(target, "other", parties)
    if source.via == "official" and cast.members[target.actor].kind == "person":
        return _own(source, "other", parties), target
    return None


def _possessive(party: Party, parties: Parties) -> bool:
    """ "His own cabinet", "its towns"."""
    return any(c.tag_ == "PRP$" for c in parties.cast.doc[party.head].children)


def _own(party: Party, kind: Kind, parties: Parties) -> Party:
    """A party as an actor of its own, under the words of the text."""
    cast = parties.cast
    name = cast.text(party.start, party.end)
    key = f"{slug(name)}-{kind}"
    cast.member(key, name, kind, party.start, country=cast.members[party.actor].country)
    mention = Mention(party.start, party.end, key, "group")
    if mention not in cast.mentions:
        cast.also(mention)
    return replace(party, actor=key, via="group")
