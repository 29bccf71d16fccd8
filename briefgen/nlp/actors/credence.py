"""Whether what looks like a person's name is one: not a place, a thing or ordinary words in capitals."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefgen.nlp.actors.edges import CALENDAR
from briefgen.nlp.actors.namesakes import PARTICLES
from briefgen.nlp.actors.office import LOCAL
from briefgen.nlp.actors.scene import BETWEEN, LOCATIVE
from briefgen.nlp.parse.arguments import REPORTING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.namesakes import Name
    from briefgen.nlp.actors.titles import Role, Titles
    from briefgen.nlp.parse.tokens import Span, Token

HUMAN_VERBS = frozenset(
    "say tell add announce warn accuse meet visit call demand urge want believe think deny insist praise criticise "
    "criticize condemn reject vow pledge thank ask reply respond speak talk write tweet sign travel arrive return "
    "resign lead head describe argue note explain declare acknowledge admit claim promise threaten hope expect agree "
    "refuse arrest sentence convict kill detain appoint nominate elect welcome stress reiterate discuss propose "
    "decide order suggest recall win serve remark testify".split()
)
GROUPS = frozenset(
    "rebel fighter militia militant group movement brigade faction party force guerrilla insurgent gang cartel "
    "tribe".split()
)
PERSONAL = frozenset("he she his her".split())
MOVING = frozenset("move send deploy dispatch fly ship travel march drive sail rush ferry retreat withdraw".split())
FEWEST = 4  # letters of a family name that is believed by itself


def meant_again(name: Span) -> bool:
    """Whether the next word for somebody behind a name is a person's pronoun: "Awa K. did what she always does"."""
    root = name.root
    if root.dep_ not in ("nsubj", "nsubjpass") or root.head.lemma_ in REPORTING:
        return False
    behind = name.doc[name.end : root.sent.end]
    first = next((t for t in behind if t.pos_ in ("NOUN", "PROPN") or t.tag_ in ("PRP", "PRP$")), root)
    return first.lower_ in PERSONAL and first.dep_ in ("nsubj", "nsubjpass", "poss")


class Credence:
    """Judges the names of one text."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.titles = titles
        self.towns = {town for towns in (cast.registry.words.get("towns") or {}).values() for town in towns or ()}
        self.same: dict[str, list[Token]] = defaultdict(list)
        for token in cast.doc:
            if token.text[0].isupper():
                self.same[token.text].append(token)

    def credible(self, name: Name) -> bool:
        """Whether a name is a person's: no thing, no place, no ordinary words in capitals, unless a title says so."""
        words = [t.text for t in self.doc[name.start : name.end] if t.text[0].isalpha() and t.lower_ not in PARTICLES]
        if not words or words[-1] in self.titles.things or words[0].lower() in CALENDAR:
            return name.titled and bool(words)
        if (
            self._of_towns(name)
            or self._barred(name)
            or all(len(w.rstrip(".")) == 1 for w in words)
            or self.titles.portfolio(words[-1])
        ):
            return False  # "Mr. X", the Minister of "Foreign Affairs"
        if len(words) == 1 and (words[0].lower() in self.titles.kinds or self._headline_word(name)):
            return False
        if name.titled or self._acquainted(name) or self.patron(name.start, name.end):
            return True
        if name.owner and (len(words) > 1 or self.doc[name.start].dep_ == "nsubj"):
            return True
        if any(token.lemma_.lower() in GROUPS for token in self.doc[name.end : name.end + 2]):
            return False  # "M. al T. rebels" are a group
        if any(self.titles.kind((w,)) for w in words) or self.titles.outlet(" ".join(words)):
            return False
        if self.human_subject(name.start, name.end):
            return True
        if len(words) > 1:
            if self._place(name):
                if self.doc[name.start - 1].lower_ != "in":  # "in South East A." may be a region that acts
                    self.cast.barred.update(range(name.start, name.end))
                return False
            return not all(map(self.titles.common, words)) or not any(map(self.titles.descriptive, words))
        return self._single(name)

    def _headline_word(self, name: Name) -> bool:
        """Whether a headline's capital may have made a name: "Foreign Minister Talks Down Sanctions"."""
        text = self.doc[name.start].text
        return name.headline and self.titles.common(text) and not self.titles.acquaintances.short(name.words[0])

    def human_subject(self, start: int, end: int) -> bool:
        """Whether a phrase is the subject of what only persons and bodies do."""
        root = self.doc[start:end].root
        return root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_.lower() in HUMAN_VERBS

    def patron(self, start: int, end: int) -> bool:
        """Whether the bearer of a name has a minister or an aide: "Trump's secretary of state"."""
        return self._office(start, end) is not None

    def _office(self, start: int, end: int) -> Role | None:
        """The office behind a possessor."""
        possessor = end < len(self.doc) and self.doc[end].tag_ == "POS" and not self.cast.lines.headline(start)
        found = self.titles.longest_from(self.doc, end + 1, min(len(self.doc), end + 4)) if possessor else None
        return found[2] if found is not None else None

    def _of_towns(self, name: Name) -> bool:
        """Whether a name without a title is a known town's that no person of the text has."""
        text = self.doc[name.start : name.end].text
        return text in self.towns and not name.titled and not name.owner and not self.patron(name.start, name.end)

    def _barred(self, name: Name) -> bool:
        """Whether a name is a place's by what is done there; nothing else is found in it then."""
        place = self._town(name) or self._reached(name) or self._situated(name)
        if place:
            self.cast.barred.update(range(name.start, name.end))
        return place

    def _town(self, name: Name) -> bool:
        """Whether what a name names has a mayor or governor: "Port Elia's mayor"."""
        office = self._office(name.start, name.end)
        return office is not None and office.name in LOCAL

    def _situated(self, name: Name) -> bool:
        """Whether something is where a name names: "in Barika, guards …", "sent to Barika, where …"."""
        before = name.office is not None and name.office.start < name.start
        if before or name.start == 0 or self.doc[name.start - 1].lower_ in self.titles.courtesy:
            return False
        root = self.doc[name.start : name.end].root
        where = self.doc[name.end : name.end + 2].text.lower() == ", where"
        opening = name.start - 1 == root.sent.start and self.doc[name.end : name.end + 1].text == ","
        return where or (opening and root.dep_ == "pobj" and root.head.lower_ in LOCATIVE)

    def _reached(self, name: Name) -> bool:
        """Whether something is moved to what a name of several words names."""
        root = self.doc[name.start : name.end].root
        to = root.dep_ == "pobj" and root.head.lower_ in ("to", "into", "towards") and len(name.words) > 1
        return to and not name.titled and not name.office and root.head.head.lemma_.lower() in MOVING

    def _place(self, name: Name) -> bool:
        """Whether a longer name stands only where places stand: "at Kiryat S.", "to Boa V., in R."."""
        ends = [t for t in self.same[self.doc[name.end - 1].text] if t.i + 1 >= name.end - name.start]
        return all(self._where(t) for t in ends)

    def _where(self, last: Token) -> bool:
        if last.i + 2 < len(self.doc) and last.nbor(1).text == "," and last.nbor(2).lower_ in ("in", "near"):
            return True
        return last.dep_ == "pobj" and last.head.lower_ in LOCATIVE

    def _single(self, name: Name) -> bool:
        """One bare word: believed where it stands as persons do, not where places and things do."""
        if name.start > 0 and self.doc[name.start - 1].lower_ in ("the", "a", "an"):
            return False
        for token in self.same[self.doc[name.end - 1].text]:
            if token.ent_type_ not in ("PERSON", "") or (token.dep_ == "pobj" and token.head.lower_ in LOCATIVE):
                return False
        root = self.doc[name.start : name.end].root
        if root.dep_ in ("compound", "nmod", "amod") and root.head.pos_ in ("NOUN", "PROPN"):
            return False
        while root.dep_ in ("conj", "appos") and root.head is not root:
            root = root.head
        if root.dep_ == "pobj":
            return root.head.lower_ in BETWEEN
        if root.dep_ in ("nsubj", "nsubjpass", "dobj", "agent"):
            return root.head.lemma_.lower() in HUMAN_VERBS
        return root.dep_ == "poss"

    def _acquainted(self, name: Name) -> bool:
        """Whether the registry knows a person of this name."""
        known, last = self.titles.acquaintances, name.words[0]
        if known.named(name.words):
            return True
        if len(name.words) == 1 and self.town(self.doc[name.start].text):
            return False
        return len(last) >= FEWEST and not self.titles.common(last) and bool(known.short(last))

    def town(self, word: str) -> bool:
        """Whether a word with its article is a known place: "Hague judges" are those of The Hague, not of William H."""
        return f"The {word}" in self.cast.registry.aliases
