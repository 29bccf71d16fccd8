"""Targets that an earlier sentence names: the doer of an act referred back to, the other side of an act told again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.grammar import is_verb, objects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.nlp.finding import Finding
    from briefgen.nlp.frames import Lexicon
    from briefgen.nlp.parties import Party
    from briefgen.registry import Sense

MEMORY = 5  # sentences within which "the strike" is a strike told before
IMPLIED = 3  # sentences within which an act without a target has the last one's
LASTING = frozenset({"SANCTION", "ASSAULT", "COERCE", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AID"})


def doers(token: Token, lexicon: Lexicon, earlier: list[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Who did what the object refers back to: "condemned the strike" after a sentence that tells who struck."""
    for noun in objects(token) if is_verb(token) else []:
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)
        acts = {s.action for s in lexicon.senses.get(("noun", noun.lemma_.lower()), ())}
        if not definite or not acts:
            continue
        for finding in reversed(earlier):
            if _sentences_back(noun, finding) > MEMORY:
                break
            same = noun.doc[finding.trigger].lemma_.lower() == noun.lemma_.lower() or finding.sense.action in acts
            if (
                same
                and not finding.symmetric
                and finding.source.actor not in barred
                and finding.target.actor not in barred
            ):
                return (replace(finding.source, head=noun.i, start=noun.left_edge.i, end=noun.i + 1, via="event"),)
    return ()


def counterpart(token: Token, sense: Sense, earlier: list[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom an act without a target is aimed at, if it was just told of another: "Yemen also broke off ties"."""
    for finding in reversed(earlier):
        back = _sentences_back(token, finding)
        if back > IMPLIED:
            break
        same = finding.sense.key == sense.key or (
            finding.sense.action == sense.action and finding.sense.pos == sense.pos
        )
        if (
            back
            and same
            and finding.rule != "implied"
            and finding.target.actor not in barred
            and sense.action in LASTING
        ):
            return (replace(finding.target, head=token.i, start=token.i, end=token.i + 1, via="implied"),)
    return ()


def _sentences_back(token: Token, finding: Finding) -> int:
    """How many sentences before a token a finding was told, counted by sentence starts between them."""
    return sum(bool(t.is_sent_start) for t in token.doc[finding.trigger + 1 : token.i + 1])
