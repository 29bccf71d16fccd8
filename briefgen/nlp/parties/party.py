"""What a noun phrase stands for: an actor, and how the phrase leads to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Party:
    """An actor reached in a noun phrase.

    actor: key in the cast; head: token offset of the phrase's head; start, end: token range of the phrase
    via: name, official (someone who speaks for it), owner (its goods, acts, territory), place (what lies in it),
         location (a capital as a mere place), pronoun, description, group
    """

    actor: str
    head: int
    start: int
    end: int
    via: str
