"""Where a text names an actor."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an actor.

    start, end: token offsets in the Doc
    actor: id of a known actor, or the document's own key of a new one
    form: name, former, adjective, people, prefix, capital, seat (registry); person, body, organisation, group
    place: a capital named as a place, not as a government
    """

    start: int
    end: int
    actor: str
    form: str
    place: bool = False
