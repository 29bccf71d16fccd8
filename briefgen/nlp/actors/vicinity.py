"""Which states are told of near a person, and how: named before, gone to, where it happens, set against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.factions import SUBJECTS, leads
from briefgen.nlp.actors.office import ABROAD
from briefgen.nlp.parse.quotes import Quotes

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.namesakes import Person
    from briefgen.nlp.actors.office import Office
    from briefgen.nlp.parse.tokens import Token

GOING = frozenset("go travel fly come return head visit trip drive sail rush send invite".split())
LEADING = frozenset("lead head".split())
# who deal with their own country's people
HOMELY = frozenset(
    "court judge prosecutor police parliament assembly senate congress tribunal soldier general army officer "
    "protester".split()
)
OURS = frozenset("we us our".split())


class Vicinity:
    """Looks around persons of one text.

    states, speaking: mentions of states, and of whoever speaks for one; counts: how often each is named, no place
    """

    def __init__(self, cast: Cast, states: list[Mention], speaking: list[Mention], counts: Counter[str]) -> None:
        self.cast = cast
        self.states = states
        self.speaking = speaking
        self.counts = counts
        self.quotes = Quotes(cast.doc)

    def visited(self, office: Office, person: Person) -> Iterator[str]:
        """The one state to which somebody goes to see a person, or in whose capital it happens."""
        doc = self.cast.doc
        if office.role.name.split()[-1] in ABROAD:
            return
        for name in sorted(person.names, key=lambda n: n.start):
            sent, root = doc[name.start].sent, self._root(doc[name.start])
            if (
                name.headline
                or root.dep_ in SUBJECTS
                or (root.head.lower_ == "with" and root.head.head.lemma_ in GOING)
                or (root.head.lower_ == "by" and root.head.head.lemma_ in LEADING)  # a delegation that somebody leads
            ):
                continue
            at = [m for m in self.states if sent.start <= m.start < sent.end]
            seats = {m.actor for m in at if self._happens(m)}
            if len(seats) == 1 and self.counts[next(iter(seats))]:
                yield from seats

    def opened(self, office: Office, start: int) -> Iterator[str]:
        """The state in whose capital a sentence opens: "In Oslo, government spokesman B. said"."""
        opening = self.cast.doc[start].sent
        first = self.cast.at.get(opening.start + 1)
        if office.role.name.split()[-1] in ABROAD or first is None or opening[0].lower_ not in ("in", "from"):
            return
        if first.form == "capital":
            yield first.actor

    def _happens(self, mention: Mention) -> bool:
        """Whether a state is where something is done: "received in Oslo by …", "flew to Norway", "judges in Oslo"."""
        root = self.cast.doc[mention.start : mention.end].root
        if root.dep_ != "pobj" or mention.form == "adjective":
            return False
        above = root.head.head
        if root.head.lower_ == "to":
            return above.lemma_ in GOING
        if root.head.lower_ not in ("in", "at") or not (mention.place or mention.form == "name"):
            return False
        return above.lemma_ in HOMELY or (mention.place and above.pos_ == "VERB")

    @staticmethod
    def _root(token: Token) -> Token:
        """The head of the name or title that a token belongs to."""
        while token.dep_ in ("compound", "appos", "nmod") and token.head is not token:
            token = token.head
        return token

    def near(self, start: int) -> Iterator[Mention]:
        """States, and who speaks for them, named before a name in its sentence; else in the sentence before."""
        sent = self.cast.doc[start].sent
        since = self.cast.doc[sent.start - 1].sent.start if sent.start else 0
        for low in (sent.start, since):
            found = [m for m in self.speaking if low <= m.start < start and not m.place and not self._told(m, start)]
            if found:
                yield from found
                return

    def _told(self, mention: Mention, start: int) -> bool:
        """Whether who says "we" speaks of another state: "We urge Chad to stop," minister B. said."""
        doc, holds = self.cast.doc, self.quotes.holds
        if not holds(doc[mention.start]) or holds(doc[start]):
            return False
        return any(t.lower_ in OURS and holds(t) for t in doc[doc[mention.start].sent.start : mention.start])

    def at_new_paragraph(self, near: list[Mention], start: int) -> bool:
        """Whether states stand only in the paragraph before, in a text that is written from a state and tells of it."""
        opening, home = self.cast.doc[start].sent.start, self.home()
        if home is None or not near or near[0].start >= self.cast.lines.starts[start]:
            return False
        return near[0].start < opening and 2 * self.counts[home] >= max(self.counts.values())

    def goes_on(self, near: list[Mention], start: int) -> bool:
        """Whether the sentence before, in the same paragraph, is about one state: "Fiji left. President B. said"."""
        opening = self.cast.doc[start].sent.start
        same = opening > 0 and "\n" not in self.cast.doc[opening - 1].text
        one = len({self.cast.top(m.actor) for m in near}) == 1
        return same and one and any(leads(self.cast, m) for m in near)

    def opposes(self, mention: Mention, start: int) -> bool:
        """Whether a state does something to a person in one sentence: "Washington wants to drive President M. out"."""
        doc = self.cast.doc
        if mention.form == "adjective" or doc[mention.start].sent != doc[start].sent:
            return False
        beside = self._root(doc[start])
        if beside.dep_ in SUBJECTS and any(c.lower_ in ("until", "unless") for c in beside.head.lefts):
            return True  # "Washington will keep its sanctions until President M. leaves"
        if beside.dep_ == "pobj" and beside.head.lower_ in ("with", "alongside"):
            return False  # "President M. came with Interior Minister D."
        root = doc[mention.start : mention.end].root
        if (root.head if root.dep_ == "poss" else root).lemma_.lower() in HOMELY:
            return False  # "Fiji's parliament summoned Finance Minister M."
        return self._root(doc[start]).dep_ not in SUBJECTS

    def home(self) -> str | None:
        """The state from whose capital the text is written, if the text names it at all."""
        named = {self.cast.top(m.actor) for m in self.cast.mentions}
        return self.cast.home if self.cast.home in named else None
