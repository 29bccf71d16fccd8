"""The state in which a text is at home: whose "the government", "police", "the authorities" are where nothing tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import charged

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

LEAST = 2  # mentions of what is a state's that make it the home of a text
HEADED = 2  # times as often may another state be named than that of the headline
CLEARLY = 2.0  # how many times as often as any other state
AT_HOME = 1.0  # the same for the state of the dateline
DATELINE = 3  # mentions that it counts
ELSEWHERE = frozenset(
    "foreign enemy paramilitary rebel opposition former own other private international european african arab "
    "occupying western eastern northern southern previous successive past both each local regional provincial".split()
)
SERVING = frozenset("government army military police security riot state border".split())  # "police officers"


def headed(cast: Cast) -> str | None:
    """The state that begins a headline ("Fiji: Nurses walk out"), if none is named far oftener."""
    first = cast.at.get(0)
    doc = cast.doc
    if first is None or doc.is_short or first.end >= len(doc) or doc[first.end].text != ":":
        return None
    counts = Counter(m.actor for m in cast.mentions if cast.members[m.actor].kind == "state")
    often = HEADED * counts[first.actor] >= max(counts.values(), default=0)
    return first.actor if first.form == "name" and often else None


def homeland(cast: Cast) -> str | None:
    """The state that with its bodies and people is named far more often than others; none but the dateline's."""
    if cast.doc.is_short:
        return None
    if (own := headed(cast)) is not None:
        return own
    counts = states_named(cast, cast.mentions)
    entry = cast.registry.actors.get(cast.home or "")
    state = cast.registry.states.get(entry.country or "") if entry is not None else None
    home = state or cast.home  # a text from Scotland tells of the United Kingdom's states
    if home:
        counts[home] += DATELINE
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    if most < max(LEAST, next_most * (AT_HOME if first == home else CLEARLY)):
        return None
    return cast.home or first if home in (None, first) else None


def visited(cast: Cast) -> bool:
    """Whether a text is only written where others meet: its headline is of another state, and its own does nothing."""
    states = [m for m in cast.mentions if cast.members[m.actor].kind == "state"]
    counts = Counter(m.actor for m in states)
    told = {m.actor for m in states if not cast.lines.starts[m.start]}
    if cast.doc.is_short or cast.home in told or not any(counts[state] > counts[cast.home or ""] for state in told):
        return False
    own = [m for m in states if m.actor == cast.home]
    return bool(own) and all(m.place or _where(cast.doc[m.start : m.end].root) for m in own)


def _where(root: Token) -> bool:
    """Whether a name only tells where something is: "talks in Gabon", "in Gabon's capital, Libreville"."""
    if root.dep_ == "poss":
        return root.head.lemma_ == "capital"
    return root.dep_ in ("pobj", "appos") and root.head.lower_ != "by"


def states_named(cast: Cast, mentions: Iterable[Mention]) -> Counter[str]:
    """How often states are named with their bodies and people; companies are at home abroad."""
    states = cast.registry.states
    named = (cast.members[m.actor] for m in mentions)
    codes = (member.country for member in named if member.country and member.kind != "company")
    return Counter(states[code] for code in codes if code in states)


def at_home(head: Token, first: int | None = None) -> bool:
    """Whether a phrase without an owner may mean the home's own: "police", not "foreign troops", "hotel staff".

    first: token from which on words are part of a name that ends with the head
    """
    strange = (
        c.lower_ in ELSEWHERE or (c.dep_ in ("compound", "poss", "nmod") and c.lower_ not in SERVING)
        for c in head.lefts
        if first is None or c.i < first
    )
    elsewhere = any(c.dep_ == "prep" and c.lower_ in ("of", "from", "in") for c in head.rights)
    return not any(strange) and (not elsewhere or charged(head))
