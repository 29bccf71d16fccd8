"""Which one statement tells why a dyad goes as it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefgen.aggregate.trend import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.aggregate.corpus import Fact
    from briefgen.model import Action, Polarity

Kind = Literal["worse", "better", "new", "unchanged"]

# What weighs most when one statement has to tell why.
WEIGHT: tuple[Action, ...] = (
    "ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "THREATEN", "REJECT", "ACCUSE", "PROTEST", "REQUEST",
    "RETREAT", "AID", "COOPERATE", "SUPPORT", "CONCEDE", "AGREE", "CONSULT",
)  # fmt: skip
GRAVE = frozenset(WEIGHT[:4])  # told even where one statement is all there is
SURE = 0.75  # probability from which on a statement may stand for others
LEAD = 500  # characters at the beginning of an article that tell its news


def gravity(action: Action) -> int:
    """The place of a class among all: force first, then cut ties and threats, words after deeds, talks last."""
    return WEIGHT.index(action)


def reason(facts: Iterable[Fact], kind: Kind) -> Fact:
    """The statement that tells most of a change: of its heading (else of that which most of them have), what happened
    before plans, headline before lead before background, deeds before words; of what is read with certainty, if any is.

    facts: at least one
    """
    facts = tuple(facts)
    friction = sum(1 if fact.relation.polarity == "friction" else -1 for fact in facts)
    lean = {"worse": 1, "better": -1}.get(kind, friction)
    wanted: Polarity | None = "friction" if lean > 0 else "cooperation" if lean else None
    return min(facts, key=lambda fact: _rank(fact, wanted))


def newest(facts: Iterable[Fact]) -> Fact:
    """The statement that tells most of the newest report, of what tells how things stood on a day and of what is read
    with certainty where there is such.

    facts: at least one
    """
    facts = tuple(facts)
    known = [fact for _, fact in counted(facts)] or facts
    known = [fact for fact in known if not _unsure(fact)] or known
    last = max(fact.brief.date or "" for fact in known)
    return reason([fact for fact in known if (fact.brief.date or "") == last], "new")


def _unsure(fact: Fact) -> bool:
    return fact.relation.confidence < SURE and not fact.relation.reviewed


def _rank(fact: Fact, wanted: Polarity | None) -> tuple[bool, bool, bool, int, int, float, str, str]:
    relation = fact.relation
    actual = relation.status == "actual"
    start = min((evidence.start for evidence in relation.evidence), default=LEAD)
    place = 0 if start < len(fact.brief.title or "") else 1 if start < LEAD else 2
    other = wanted not in (None, relation.polarity)
    return (
        other,
        _unsure(fact),
        not actual,
        place,
        gravity(relation.action),
        -relation.confidence,
        fact.brief.id,
        relation.id,
    )
