"""The state in which a text is at home: whose "the government", "police", "the authorities" are where nothing tells."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.nlp.confidence import is_short
from briefgen.nlp.grammar import is_passive, is_verb
from briefgen.nlp.party import Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding
    from briefgen.nlp.mention import Mention
    from briefgen.nlp.parties import Parties
    from briefgen.nlp.tokens import Token
    from briefgen.registry import Sense

LEAST = 2  # mentions of what is a state's that make it the home of a text
CLEARLY = 2.0  # how many times as often as any other state
AT_HOME = 1.0  # the same for the state of the dateline
DATELINE = 3  # mentions that it counts
ELSEWHERE = frozenset(
    "foreign enemy rebel opposition former own other private international western european african arab occupying "
    "previous successive past both each local regional provincial".split()
)
# what is done by the police and courts of a state
POLICING = frozenset("arrest arrests convict detain detention disperse imprison imprisonment jail sentence".split())
SERVING = frozenset("government army military police security riot state border".split())  # "police officers"


def headed(cast: Cast) -> str | None:
    """The state that a headline puts before what it tells of it ("Fiji: Nurses walk out"), if none is named oftener."""
    first = cast.at.get(0)
    doc = cast.doc
    if first is None or is_short(doc) or first.end >= len(doc) or doc[first.end].text != ":":
        return None
    counts = Counter(m.actor for m in cast.mentions if cast.members[m.actor].kind == "state")
    return first.actor if first.form == "name" and counts[first.actor] == max(counts.values(), default=0) else None


def homeland(cast: Cast) -> str | None:
    """The state that with its bodies and people is named far more often than others; none but the dateline's."""
    if is_short(cast.doc):
        return None
    counts = _counts(cast, cast.mentions)
    if cast.home:
        counts[cast.home] += DATELINE
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    clearly = most >= max(LEAST, next_most * (AT_HOME if first == cast.home else CLEARLY))
    return first if clearly and cast.home in (None, first, headed(cast)) else None


def _counts(cast: Cast, mentions: Iterable[Mention]) -> Counter[str]:
    """How often states are named with their bodies and people; companies are at home abroad."""
    states = cast.registry.states
    named = (cast.members[m.actor] for m in mentions)
    codes = (member.country for member in named if member.country and member.kind != "company")
    return Counter(states[code] for code in codes if code in states)


def policing(
    token: Token, sense: Sense, parties: Parties, earlier: Sequence[Finding], targets: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The state in which a text is at home, where somebody is arrested and nothing tells by whom."""
    home, lemma = parties.cast.homeland, token.lemma_.lower()
    done = is_passive(token) if is_verb(token) else token.pos_ == "NOUN"
    if home is None or not done or lemma not in POLICING or sense.action != "COERCE":
        return ()
    top, ends = parties.cast.top, {p.actor for p in targets}
    others = any(
        f.action in ("COERCE", "ASSAULT") and f.target.actor in ends and top(f.source.actor) != home for f in earlier
    )
    if others or any(top(actor) == home for actor in ends) or not _only_state(token, parties.cast, home):
        return ()
    parties.cast.ensure(home)
    return (Party(home, token.i, token.i, token.i + 1, "implied"),)


def _only_state(token: Token, cast: Cast, home: str) -> bool:
    """Whether a text is about its home, and names no other state in a word's sentence."""
    counts, sent = _counts(cast, cast.mentions), token.sent
    here = _counts(cast, [m for m in cast.mentions if sent.start <= m.start < sent.end])
    most = max((count for state, count in counts.items() if state != home), default=0)
    return counts[home] >= CLEARLY * most and here.keys() <= {home}


def at_home(head: Token, first: int | None = None) -> bool:
    """Whether a phrase without an owner may mean the home's own: "police", not "foreign troops", "hotel staff".

    first: token from which on words are part of a name that ends with the head
    """
    strange = (
        c.lower_ in ELSEWHERE or (c.dep_ in ("compound", "poss", "nmod", "nummod") and c.lower_ not in SERVING)
        for c in head.lefts
        if first is None or c.i < first
    )
    return not any(strange) and not any(c.dep_ == "prep" and c.lower_ in ("of", "from", "in") for c in head.rights)
