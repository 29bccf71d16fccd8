"""Arrests that nobody is told to have made: in the state where a text is at home, its police and courts made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.homeland import CLEARLY, states_named
from briefgen.nlp.parse.grammar import is_passive, is_verb
from briefgen.nlp.parties.party import Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Sense

# what is done by the police and courts of a state
POLICING = frozenset(
    "arrest arrests charge convict detain detention disperse imprison imprisonment indict jail prosecute "
    "sentence".split()
)
JUDICIAL = frozenset({"COERCE", "ACCUSE"})


def policing(
    token: Token, sense: Sense, parties: Parties, earlier: Sequence[Finding], targets: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The state in which a text is at home, where somebody is arrested and nothing tells by whom."""
    home, lemma = parties.cast.homeland, token.lemma_.lower()
    done = is_passive(token) if is_verb(token) else token.pos_ == "NOUN"
    if home is None or not done or lemma not in POLICING or sense.action not in JUDICIAL:
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
    counts, sent = states_named(cast, cast.mentions), token.sent
    here = states_named(cast, [m for m in cast.mentions if sent.start <= m.start < sent.end])
    most = max((count for state, count in counts.items() if state != home), default=0)
    return counts[home] >= CLEARLY * most and here.keys() <= {home}
