"""Groups without a name: those of whom nobody would make an actor ("leaders", "both men"), those met but once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention

QUALIFYING = ("NNP", "NNPS")  # tags of words that tell whose the people are
POINTING = frozenset("both these those such".split())  # at people who were told of before
COLLECTIVE = frozenset(
    "group militia movement faction opposition alliance coalition front crowd community family public population "
    "populace tribe crew diaspora minority couple household mob gang cartel".split()
)
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
        (head.pos_ == "PROPN" and not head.is_sent_start)
        or any(t.i in cast.at and t.i != head.i for t in head.lefts)
        or any(t.tag_ in QUALIFYING for t in head.lefts)
    ):
        return False
    if all(any(c.lower_ in POINTING for c in cast.doc[m.start].lefts) for m in mentions):
        return True
    lemma = head.lemma_.lower()
    if lemma in (cast.registry.words.get("nameless") or ()):
        return (not member.country or len(mentions) < FEW) and len(mentions) < MANY
    if member.kind == "armed_group" or (member.kind == "population" and len(mentions) < MANY):
        # "the rebels" are a side of a war, "a senior rebel" is not; nor is "a man"
        return all(cast.doc[m.start].tag_ == "NN" for m in mentions) and lemma not in COLLECTIVE
    return not (member.kind == "population" or member.country or cast.homeland) and len(mentions) < FEW


def is_anonymous(cast: Cast, key: str) -> bool:
    """Whether an actor is people without name or country ("some workers"), met once in a text that is of no one state.

    Where a text is about one state, villagers, students, nurses are who acts in it.
    """
    member = cast.members[key]
    mentions = cast.of[key]
    return (
        member.kind in ("person", "other", "population")
        and not (member.country or cast.homeland)
        and len(mentions) < FEW
        and mentions[0].form == "group"
        and not _partly_named(cast, mentions[0])
    )


def _partly_named(cast: Cast, mention: Mention) -> bool:
    """Whether a name stands before the head of a group: "UN experts", "the National Press Association"."""
    head = cast.doc[mention.end - 1]
    return any(t.i in cast.at or t.tag_ == "NNP" for t in head.lefts if t.dep_ in ("compound", "amod", "nmod", "poss"))
