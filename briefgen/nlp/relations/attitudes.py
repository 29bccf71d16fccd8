"""What praise or blame of an act says of those it is done to: "A condemned the sanctions on B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Action
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.frames import Lexicon

AGAINST = frozenset({"ACCUSE", "REJECT", "PROTEST"})
VOICED = frozenset({"ACCUSE", "PROTEST"})
STANCES = AGAINST | {"SUPPORT"}
UNDERGONE = (
    "on",
    "against",
    "to",
    "for",
    "over",
    "between",
    "with",
)  # how those an act is done to stand behind its noun


def with_attitudes(found: list[Finding], lexicon: Lexicon, parties: Parties) -> Iterator[Finding]:
    """The findings, those of a stance on an act corrected and followed by what they say of those it is done to."""
    seen: set[tuple[int, str, str]] = set()
    for finding in found:
        act = _judged(finding, lexicon, parties)
        if act is None:
            yield finding
            continue
        noun, friendly = act
        known = {finding.source.actor, *((finding.target.actor,) if _is_own(finding, parties) else ())}
        others = [p for p in undergoers(noun, parties) if p.actor not in known]
        if finding.target.actor not in {p.actor for p in others}:
            yield finding
        action: Action = "SUPPORT" if friendly != (finding.action in AGAINST) else "ACCUSE"
        if friendly and finding.action == "REJECT":
            action = "REJECT"  # "denied permission to B": what B would have had is refused to it
        for party in others:
            key = finding.trigger, finding.source.actor, party.actor
            if key not in seen and not related(finding.source, party, parties):
                seen.add(key)
                yield Finding(
                    finding.source, party, action, finding.status, False, finding.trigger, finding.sense, "stance",
                    finding.source_slot, "object", finding.steps,
                )  # fmt: skip


def _is_own(finding: Finding, parties: Parties) -> bool:
    """Whether a target stands behind a preposition of the verb itself: "A blamed the blast on B", done to nobody."""
    name = finding.target_slot
    behind = slot(parties.cast.doc[finding.trigger], name) if name in finding.sense.target and name != "object" else []
    return any(head.i == finding.target.head for head in behind)


def _judged(finding: Finding, lexicon: Lexicon, parties: Parties) -> tuple[Token, bool] | None:
    """The noun of the act that a verb praises or blames, and whether it is a friendly act."""
    token = parties.cast.doc[finding.trigger]
    if finding.action not in STANCES or not is_verb(token):
        return None
    for name in ("object",) if finding.sense.object else finding.sense.target:
        for head in slot(token, name):
            senses = lexicon.senses.get(("noun", head.lemma_.lower()), ())
            if finding.action in VOICED and head.lemma_ in finding.sense.object:
                continue  # "lodged a protest with B": the protest is the stance, not what it is about
            if senses and head.i not in parties.cast.at and finding.target.head != token.i:
                return head, senses[0].action in COOPERATIVE
    return None


def undergoers(noun: Token, parties: Parties) -> tuple[Party, ...]:
    """Those an act is done to, as they stand behind its noun."""
    found = [
        (name, p) for name in UNDERGONE for head in slot(noun, name) if head.i > noun.i for p in parties.resolve(head)
    ]
    undergo = (p for name, p in found if p.via not in ("place", "location") and (name, p.via) != ("over", "owner"))
    return tuple({p.actor: p for p in reversed([*undergo])}.values())
