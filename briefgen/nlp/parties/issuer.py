"""For whom a text speaks that says "we" outside of quotation marks: its issuer, or the speaker whom a line names."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

DOCUMENTS = frozenset(
    "statement communique communiqué declaration resolution remarks speech address message letter conclusions".split()
)
ISSUING = frozenset({"by", "from", "of", "behalf"})
TOPIC = frozenset({"on", "regarding", "concerning", "about", "following", "to", "at", ":"})
STANCES = frozenset(
    "condemn welcome express note call urge deplore regret reject reaffirm reiterate commend congratulate deny "
    "denounce demand".split()
)
LABEL = 8  # tokens of a line up to the colon behind who speaks
OPENING = 40  # tokens of the first sentence in which an issuer names itself
MOST = 3  # actors that may issue a text in common; more are listed by a name of their own
ERASED = 4  # characters of white space where a questioner or a dateline stood


class Issuer:
    """The speakers of one Doc outside of quotation marks, found when somebody asks."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def of(self, token: Token) -> tuple[str, ...]:
        """The actors that speak where a token stands; none in a text that nobody issues."""
        if self.cast.doc.is_short:
            return ()
        start = self.cast.lines.starts[token.i]
        return self._labels.get(start, self._issuer)

    @cached_property
    def _issuer(self) -> tuple[str, ...]:
        found = self._titled() or self._opening() or self._heading()
        return found if len(found) <= MOST else ()

    def _body(self) -> int:
        """The first token behind the headline."""
        doc = self.cast.doc
        return next((t.i + 1 for t in doc if t.is_space and "\n" in t.text), 0)

    def _titled(self) -> tuple[str, ...]:
        """ "Statement by A on …", "A's Statement on …", "Communique of the 12th meeting of A" """
        headline = self.cast.doc[: self._body()]
        for token in headline:
            if token.lower_ in DOCUMENTS:
                return self._behind(token, headline.end) or self._before(token)
        return ()

    def _behind(self, document: Token, end: int) -> tuple[str, ...]:
        """Whoever is named between the "by" behind a kind of document and what it is on."""
        doc, issuing = self.cast.doc, False
        found: list[str] = []
        for i in range(document.i + 1, end):
            if doc[i].lower_ in TOPIC and not (doc[i].lower_ == "on" and doc[i + 1].lower_ == "behalf"):
                break
            issuing = issuing or doc[i].lower_ in ISSUING
            if issuing and (mention := self.cast.at.get(i)) is not None and not mention.place:
                found.append(mention.actor)
        return self._outer(found)

    def _before(self, document: Token) -> tuple[str, ...]:
        """Whose document it is by the words before it."""
        doc = self.cast.doc
        for i in range(document.i - 1, -1, -1):
            if (mention := self.cast.at.get(i)) is not None:
                return (mention.actor,)
            if doc[i].pos_ not in ("NOUN", "PROPN", "ADJ", "PART", "PUNCT") or doc[i].text == ":":
                break
        return ()

    def _outer(self, found: list[str]) -> tuple[str, ...]:
        """Actors of whom none speaks for another: a ministry, not its state beside it."""
        above = {member.acts_for for actor in found if (member := self.cast.members.get(actor)) is not None}
        return tuple(dict.fromkeys(actor for actor in found if actor not in above))

    def _opening(self) -> tuple[str, ...]:
        """ "The ministry of A condemns …", "The Security Council," or "We, the presidents of A and B, …" at the top."""
        doc, start = self.cast.doc, self._body()
        if start >= len(doc):
            return ()
        sent = doc[start].sent
        if doc[start].lower_ == "we" and start + 1 < len(doc) and doc[start + 1].text == ",":
            verb = next((t.i for t in doc[start : start + OPENING] if t.tag_ in ("VBD", "VBP", "VBZ")), sent.end)
            return self._outer([m.actor for m in self._mentions(start, verb)])
        for mention in self._mentions(start, min(sent.end, start + OPENING)):
            root = doc[mention.start : mention.end].root
            verb_ = root.head
            alone = root.head is root and not any(map(is_verb, sent))
            stance = root.dep_ == "nsubj" and verb_.lemma_ in STANCES and verb_.tag_ in ("VBZ", "VBP")
            if alone or (stance and verb_.dep_ == "ROOT"):
                return (mention.actor,)
            if root.dep_ == "nsubj" or root.head is root:
                break
        return ()

    def _heading(self) -> tuple[str, ...]:
        """ "In a resolution adopted without a vote, the Human Rights Council today:" above the first clause of it"""
        doc = self.cast.doc
        colon = next((t.i for t in doc[:OPENING] if t.text == ":" and doc[t.i + 1 : t.i + 2].text.startswith("\n")), 0)
        named = [m.actor for m in self._mentions(0, colon) if self.cast.at.get(m.end) is None]
        stated = any(t.lower_ in DOCUMENTS for t in doc[:colon])
        return tuple(named[-1:]) if stated else ()

    def _mentions(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions in a range of tokens, each once, mere places left out."""
        last = None
        for i in range(start, end):
            mention = self.cast.at.get(i)
            if mention is not None and mention is not last and not mention.place:
                yield mention
            last = mention

    @cached_property
    def _labels(self) -> dict[int, tuple[str, ...]]:
        """By the first token of a line: who speaks it, where it or a line before begins with a name and a colon."""
        found: dict[int, tuple[str, ...]] = {}
        speakers: tuple[str, ...] | None = None
        doc = self.cast.doc
        for start in dict.fromkeys(self.cast.lines.starts):
            first = doc[start]
            if first.is_space and len(first.text) >= ERASED:
                speakers = ()
            label = next((i for i in range(start, min(start + LABEL, len(doc) - 1)) if doc[i].text == ":"), None)
            if label is not None and start and not doc[label + 1].is_space:
                named = [m.actor for m in self._mentions(start, label)]
                persons = tuple(actor for actor in named if self.cast.members[actor].kind == "person")
                speakers = persons[:1] or (None if speakers is None else ())  # "Reuters:" asks
            if speakers is not None:
                found[start] = speakers
        return found
