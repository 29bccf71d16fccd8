"""The state in which a text is at home: whose "the government", "police", "the authorities" are where nothing tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.nlp.confidence import is_short

if TYPE_CHECKING:
    from briefgen.nlp.cast import Cast, Member
    from briefgen.nlp.tokens import Token

LEAST = 2  # mentions of what is a state's that make it the home of a text
CLEARLY = 2.0  # how many times as often as any other state
AT_HOME = 1.0  # the same for the state of the dateline
DATELINE = 3  # mentions that it counts
ELSEWHERE = frozenset(
    "foreign enemy rebel opposition former own other private international western european african arab occupying "
    "previous successive past local regional provincial".split()
)
SERVING = frozenset("government army military police security riot state border".split())  # "police officers"


def homeland(cast: Cast) -> str | None:
    """The state that with its bodies and people is named far more often than others; none but the dateline's."""
    if is_short(cast.doc):
        return None
    states = cast.registry.states
    named = (cast.members[m.actor].country for m in cast.mentions)
    counts = Counter(states[code] for code in named if code and code in states)
    if cast.home:
        counts[cast.home] += DATELINE
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    clearly = most >= max(LEAST, next_most * (AT_HOME if first == cast.home else CLEARLY))
    return first if clearly and cast.home in (None, first) else None


def at_home(head: Token) -> bool:
    """Whether a phrase without an owner may mean the home's own: "police", not "foreign troops", "hotel staff"."""
    strange = (
        c.lower_ in ELSEWHERE or (c.dep_ in ("compound", "poss", "nmod", "nummod") and c.lower_ not in SERVING)
        for c in head.lefts
    )
    return not any(strange) and not any(c.dep_ == "prep" and c.lower_ in ("of", "from", "in") for c in head.rights)


def country(cast: Cast, member: Member) -> str | None:
    """The code of a member's country; people without a name are of the text's own where nothing tells another."""
    mentions = cast.of[member.key]
    if member.country or not cast.homeland or not mentions or any(m.form != "group" for m in mentions):
        return member.country
    heads = (cast.doc[m.end - 1] for m in mentions)
    return cast.registry.actors[cast.homeland].country if all(map(at_home, heads)) else None
