"""Words of a clause that point to what only the text around it names: shown by what they mean, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parties.possession import OTHERS
from briefgen.nlp.statements.nounact import possessive
from briefgen.nlp.statements.shown import RECIPROCAL

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.statements.shown import Side

Shown = dict[int, tuple[int, str]]  # as `written.text_of` takes it

OF_THINGS = frozenset("deny reject dismiss condemn denounce deplore regret welcome oppose veto ratify".split())
SPEAKING = frozenset("i me my mine we us ours our you your".split())  # these mean somebody else outside of their quote
POINTERS = frozenset("it them him her this that these those which whom who so other others one".split())
THINGS = frozenset("it this that them these those".split())  # of these a clause can do without what it says on them
LOOSE = frozenset("about after at before for in on over with".split())  # with these it stands aside
LISTED = frozenset({"NOUN", "NUM", "DET", "ADJ"})  # what counts some of them: "14 of them", "most of them"
ONE_OF = frozenset("another earlier new previous second third".split())  # a thing told by "the" is known without them
FARTHEST = 5  # words of a thing that "it" means


def owners(behind: Sequence[Token], first: Side, others: Iterable[Side], ways: frozenset[str]) -> Shown:
    """The names for pronouns that tell through whose things parties are reached: "revoked its licence".

    ways: how such parties are reached; whose counterpart or ally somebody is does the party not tell, but the subject
    """
    reached = {s.party.head: s for s in others if s.party.via in ways and not s.phrase}
    its = [t for t in behind if t.tag_ == "PRP$" and t.head.i in reached]
    peers = [t for t in its if t.head.lemma_.lower() in OTHERS]
    found = {t.i: (t.i + 1, possessive(reached[t.head.i].text)) for t in its if t not in peers}
    return found | {t.i: (t.i + 1, "its") for t in peers if not first.person and not first.several}


def reciprocal(behind: Sequence[Token], target: Side) -> Shown:
    """The other party for "each other": "A and B blamed each other" is told of A as "A blamed B"."""
    found: Shown = {}
    for token in behind:
        owns = any(c.tag_ == "POS" for c in token.children)  # "armed each other's rebels"
        if token.lower_ in RECIPROCAL and token.i and token.nbor(-1).lower_ in ("each", "one", "the") and not owns:
            found[token.i - 1] = token.i + 1, target.text
    return found


def counted(behind: Iterable[Token], others: Iterable[Side]) -> Shown:
    """What is shown for those of whom some are counted: "fined 14 of them" as "fined 14 people"."""
    heads = {s.party.head for s in others if not s.phrase}
    found: Shown = {}
    for token in behind:
        number = token.head.head
        of = token.lower_ == "them" and token.dep_ == "pobj" and token.head.lower_ == "of" and number.pos_ == "NUM"
        if of and number.i in heads:
            found[number.i] = token.i + 1, f"{number.text} people"
    return found


def without_loose(behind: Sequence[Token], shown: Shown, must: Iterable[int]) -> list[Token]:
    """A clause's words without what it says about a mere "it": "agreed to cooperate on it"."""
    kept, needed = [t.i for t in behind], set(must)
    dropped: set[int] = set()
    for token in behind:
        link = token.head
        loose = token.dep_ == "pobj" and token.lower_ in THINGS and token.i not in shown and not list(token.children)
        beside = link.lower_ in LOOSE and link.i + 1 == token.i and link.i in kept
        if loose and beside and not {token.i, link.i} & needed:
            dropped |= {link.i, token.i}
    return [t for t in behind if t.i not in dropped]


def points(behind: Sequence[Token], shown: Shown, verb: Token) -> bool:
    """Whether a clause leaves open whom or what a word of it means."""
    covered = {i for start, (end, _) in shown.items() for i in range(start, end)}
    left = (t for t in behind if t.i not in covered)
    return any(_is_open(t, verb) or _is_speaking(t) or _is_so(t) for t in left)


def things(behind: Sequence[Token]) -> Shown:
    """What "it" means as the object of a deed, where the sentence has but one thing: "accused it of breaking it"."""
    its = [t for t in behind if t.lower_ == "it" and t.dep_ == "dobj" and t.head.tag_ in ("VBG", "VB")]
    named = [(t.i, meant(t, sure=True)) for t in its]
    return {i: (i + 1, name) for i, name in named if name is not None}


def meant(pronoun: Token, *, sure: bool = False) -> str | None:
    """The thing that "it" means where the same sentence names it before: "backed the text; Mali opposes it".

    sure: only where no other thing could be meant
    """
    before = [t for t in pronoun.sent if t.i < pronoun.i and t.tag_ == "NN" and t.pos_ == "NOUN"]
    objects = [t for t in before if t.dep_ == "dobj" and t.head != pronoun.head]
    found = objects or [t for t in before if t.dep_ in ("nsubj", "nsubjpass") and t.head != pronoun.head]
    if not found or (sure and len(found) > 1):
        return None
    thing = found[-1]
    kinds = ("amod", "compound", "nmod", "punct")
    words = [t for t in thing.lefts if t.dep_ in kinds and t.lower_ not in ONE_OF] + [thing]
    whole = words[-1].i - words[0].i + 1 == len(words) <= FARTHEST
    owned = any(c.dep_ == "poss" for c in thing.lefts)
    if not whole or owned:
        return None
    return "the " + "".join(t.text + t.whitespace_ for t in words).strip()


def is_thing(pronoun: Token) -> bool:
    """Whether "it" is a move or a charge rather than who is behind it: "condemned it", "denied it"."""
    return pronoun.lower_ == "it" and pronoun.dep_ == "dobj" and pronoun.head.lemma_ in OF_THINGS


def _is_speaking(token: Token) -> bool:
    """Whether a word means who speaks or is spoken to: "us", but not "the US", "mine", but not "a mine"."""
    return token.lower_ in SPEAKING and token.pos_ == "PRON"


def _is_so(token: Token) -> bool:
    """Whether a word stands for what was said before: "accused it of doing so"."""
    return token.lower_ == "so" and token.head.lemma_ == "do"


def _is_open(token: Token, verb: Token) -> bool:
    """Whether a word leaves open what a verb's act is done to: "condemned it", "voted against them", "14 of them"."""
    over = token.head.head if token.dep_ == "pobj" else token.head
    if any(c.dep_ == "relcl" for c in token.rights):
        return False  # "those who fled"
    if token.dep_ == "pobj" and token.head.lower_ == "of" and over.pos_ in LISTED and over.dep_ == "dobj":
        over = over.head
    return token.lower_ in POINTERS and token.dep_ in ("dobj", "dative", "pobj", "nsubj") and over.i == verb.i
