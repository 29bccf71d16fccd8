"""What stands with a word and bears on it: negation, modality, condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token

NOTHING = frozenset({"nothing", "nobody", "none"})
ARTICLES = frozenset({"a", "the", "its", "their", "his", "her"})
NOBODY = frozenset("not neither none nobody".split())  # with which the subject of what nobody does begins
MODALS = {
    "will": "plan", "'ll": "plan", "’ll": "plan", "shall": "plan", "wo": "plan", "would": "would", "'d": "would",
    "could": "may", "may": "may", "might": "may", "can": "may", "should": "ought", "must": "ought", "ought": "ought",
}  # fmt: skip
GUESSES = frozenset("may might must".split())  # "may have shelled": what is done already is no plan
CONDITIONS = frozenset("if unless whether".split())
AWAITING = frozenset({"until", "till", "once"})


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on a predicate, from the inside out: its effect, and the token."""

    effect: str
    token: Token


def read_own(token: Token) -> list[Step]:
    """Negation and modality that stand with the word itself."""
    steps, negations = [], []
    for child in token.children:
        dep, word = child.dep_, child.lower_
        if dep == "aux" and word in MODALS:
            steps.append(Step("report" if word in GUESSES and _is_perfect(token) else MODALS[word], child))
        leading = word == "nor" and dep in ("cc", "preconj") and child.i < token.i  # "Nor has A signed it"
        if dep == "neg" or leading or (dep in ("det", "preconj", "cc") and word in ("no", "neither", "without")):
            negations.append(Step("not", child))
        if dep == "dobj" and _is_nothing(child):  # "sells B nothing", "sent no troops to B"
            negations.append(Step("not", child))
        if word == "longer" and any(c.lower_ == "no" for c in child.children):
            negations.append(Step("end", child))
    without = token.dep_ in ("pcomp", "pobj") and token.head.lower_ == "without"
    if without or (token.dep_ in ("relcl", "acl") and token.tag_ == "VB" and _is_nothing(token.head)):
        negations.append(Step("not", token.head))  # "did nothing to help"
    if token.tag_ == "VB" and token.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in token.lefts):
        steps += [Step("plan", c) for c in token.lefts if c.tag_ == "TO"]  # a headline's future: "Chad to host talks"
    if is_verb(token):  # "not A nor B is blocking it", "none of them has"
        opening = [c.left_edge for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        negations += [Step("not", t) for t in opening if t.lower_ in NOBODY]
    return [*steps, *negations]


def _is_nothing(noun: Token) -> bool:
    """Whether a noun phrase is of nothing, or of next to nothing: "no troops", "little help"; not "a few troops"."""
    before = {c.lower_ for c in noun.lefts}
    few = before & {"little", "few"} and noun.left_edge.lower_ not in ARTICLES
    return noun.lower_ in NOTHING or "no" in before or bool(few)


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def condition(token: Token) -> list[Step]:
    """The word that makes a clause a condition: "if", "unless", "until" what is still to come."""
    for child in token.children:
        if child.dep_ in ("mark", "advmod") and (
            child.lower_ in CONDITIONS or (child.lower_ in AWAITING and _is_to_come(token))
        ):
            return [Step("if", child)]
    return []


def _is_to_come(clause: Token) -> bool:
    """Whether a clause of time tells what is still to come: "will stay shut until B opens its market"."""
    present = ("VBZ", "VBP")
    own = clause.tag_ in present or any(c.dep_ in ("aux", "auxpass") and c.tag_ in present for c in clause.lefts)
    return own or any(c.dep_ == "aux" and c.lower_ in MODALS for c in clause.head.lefts)
