"""Groups without a name of whom nobody would make an actor: "leaders", "many people", "the sides"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.cast import Cast

QUALIFYING = ("NNP", "NNPS")  # tags of words that tell whose the people are
COLLECTIVE = frozenset("group militia movement faction opposition alliance coalition front".split())
MANY = 4  # mentions from which a text is about them, whatever they are called
FEW = 2  # mentions from which people of a plain kind ("rebels", "airlines") are somebody


def is_nameless(cast: Cast, key: str) -> bool:
    """Whether an actor is never named, and neither a country nor a telling word says who is meant."""
    member = cast.members[key]
    mentions = cast.of[key]
    if not mentions or any(m.form != "group" for m in mentions) or member.kind in ("state", "igo", "government_body"):
        return False
    head = cast.doc[mentions[0].start]
    if (
        head.pos_ == "PROPN"
        or any(t.i in cast.at and t.i != head.i for t in head.lefts)
        or any(t.tag_ in QUALIFYING for t in head.lefts)
    ):
        return False
    lemma = head.lemma_.lower()
    if lemma in (cast.registry.words.get("nameless") or ()):
        return (not member.country or len(mentions) < FEW) and len(mentions) < MANY
    if member.kind == "armed_group":  # "the rebels" are a side of a war, "a senior rebel" is not
        return all(cast.doc[m.start].tag_ == "NN" for m in mentions) and lemma not in COLLECTIVE
    return member.kind != "population" and not member.country and len(mentions) < FEW
