"""Which one statement tells why a dyad goes as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.aggregate.corpus import Fact
    from briefgen.model import Action

Kind = Literal["worse", "better", "new", "unchanged"]

# What weighs most when one statement has to tell why.
WEIGHT: tuple[Action, ...] = (
    "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE", "PROTEST", "REQUEST",
    "RETREAT", "AID", "COOPERATE", "SUPPORT", "CONCEDE", "AGREE", "CONSULT",
)  # fmt: skip
LEAD = 500  # characters at the beginning of an article that tell its news


def reason(facts: Iterable[Fact], kind: Kind) -> Fact:
    """The statement that tells most of a change: of its heading, what happened before plans, news before background,
    deeds before words.

    facts: at least one
    """
    return min(facts, key=lambda fact: _rank(fact, kind))


def _rank(fact: Fact, kind: Kind) -> tuple[bool, bool, bool, int, float, str, str]:
    relation = fact.relation
    wanted = {"worse": "friction", "better": "cooperation"}.get(kind, relation.polarity)
    actual = relation.status == "actual"
    later = not any(evidence.start < LEAD for evidence in relation.evidence)
    weight = WEIGHT.index(relation.action)
    return relation.polarity != wanted, not actual, later, weight, -relation.confidence, fact.brief.id, relation.id
