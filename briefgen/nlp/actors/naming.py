"""Where a text names persons: whom the recogniser finds, whom the registry knows, who stands beside a title."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.actors.credence import Credence, meant_again
from briefgen.nlp.actors.edges import CALENDAR, Edges
from briefgen.nlp.actors.namesakes import PARTICLES, Name, fold, name_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.offices import Offices
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Token

LONGEST = 6  # tokens of a name without a recogniser's word for it
PLACES = frozenset({"Lake", "Mount", "Cape"})
NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LOC", ""})
FOUNDING = frozenset({"found", "marry"})  # what only persons do: "the union, which Galina C. founded"
ENDS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})  # what has "the" before it for its own
NO_NAMES = frozenset({"IN", "DT", "CC", "PRP", "PRP$", "TO"})


class Namings:
    """Finds the names of persons in one text; names of known actors are left alone."""

    def __init__(self, cast: Cast, titles: Titles, offices: Offices) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.titles = titles
        self.offices = offices
        self.edges = Edges(cast, titles)
        self.credence = Credence(cast, titles)

    def find(self) -> list[Name]:
        """The names in text order, each with the office told beside it."""
        spans: dict[int, int] = {}
        for source in (self._known, self._recognised, self._titled, self._apposed):
            for start, end in source():
                self.edges.taken.update(range(start, end))
                spans[start] = end
        names = [self._name(start, end) for start, end in sorted(spans.items())]
        ends = {name.end for name in names}
        places = [n for n in names if n.start - 1 in ends and self.doc[n.start - 1].lower_ == "of"]
        for place in places:  # "Governor B. of Nuevo L."
            self.cast.barred.update(range(place.start, place.end))
            names.remove(place)
        for name in names:
            name.weak = not self.credence.credible(name)
        return [name for name in names if name.words and (not name.weak or len(name.words) == 1)]

    def _name(self, start: int, end: int) -> Name:
        office = self.offices.of(start, end)
        courteous = start > 0 and self.doc[start - 1].lower_ in self.titles.courtesy
        owner = None if office and office.party else self.offices.owner(start, end)
        words = name_words(self.doc, start, end)
        return Name(start, end, words, office, owner, bool(office) or courteous, self.cast.lines.headline(start))

    def _recognised(self) -> Iterator[tuple[int, int]]:
        last = -1
        for ent in self.doc.ents:
            if ent.label_ == "PERSON":
                start, end = self.edges.trim(ent)
                if end == start + 1 and start and self.doc[start - 1].lower_ == "the" and self.doc[start].dep_ in ENDS:
                    continue  # "on the Danube"
                if self.doc[start].text in PLACES:
                    continue  # "on Lake Malawi"
                if last <= start < end and all(self.edges.free(i) for i in range(start, end)):
                    start, end = self.edges.extend_left(start, last), self.edges.extend(start, end)
                    last = end
                    yield start, end

    def _known(self) -> Iterator[tuple[int, int]]:
        """Persons of the registry whom the recogniser overlooked: "Theresa May", "Putin" in a headline."""
        tail: list[Token] = []
        for token in self.doc:
            if not token.text[0].isalpha():
                tail = tail if token.text == "-" else []
                continue
            tail = [*tail[-5:], token]
            if not token.text[0].isupper() or not fold(token.text) or not self._free(token):
                continue
            patron = self.credence.patron(token.i, token.i + 1)
            common = (lambda word: False) if patron else self.titles.common
            size = self.titles.acquaintances.ends_at([fold(t.text) for t in tail], common)
            start = tail[-size].i
            whole = size > 1 or (size == 1 and self._alone(token))
            if whole and all(self._free(self.doc[i]) for i in range(start, token.i)):
                yield self.edges.extend_left(start, 0), self.edges.extend(start, token.i + 1)

    def _alone(self, token: Token) -> bool:
        """Whether no other capitalised word stands beside a family name: not "Sara N.", not "N. Square"."""
        ent = self.cast.entity.get(token.i)
        if (token.i and token.nbor(-1).lower_ == "the") or self.credence.town(token.text):
            return False  # "The Hague"
        if ent is not None and ent.label_ == "PERSON" and sum(t.is_title and t.i not in self.cast.at for t in ent) > 1:
            return False  # the recogniser has the whole name
        if self.cast.lines.headline(token.i):
            return True
        before = self.doc[max(0, token.i - 2) : token.i]
        if len(before) == 2 and before[1].text in PARTICLES and before[0].pos_ == "PROPN" and before[0].is_title:
            return False  # "Turki bin Salman"
        near = [self.doc[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(self.doc) and i not in self.cast.at]
        return not any(
            t.pos_ == "PROPN" and t.text[0].isupper() and not self.titles.title_word(self.doc, t) for t in near
        )

    def _titled(self) -> Iterator[tuple[int, int]]:
        """Capitalised words after a title or courtesy that the recogniser did not take for a name."""
        for token in self.doc[1:]:
            if not token.text[0].isupper() or token.tag_ in NO_NAMES or not self._free(token):
                continue
            before = self.doc[token.i - 1]
            courteous = before.lower_ in self.titles.courtesy and before.text[0].isupper()
            title = not courteous and not token.is_sent_start and self.titles.ending_at(self.doc, token.i) is not None
            if not (courteous or title) or self.titles.title_word(self.doc, token) or self.edges.headline_word(token):
                continue
            if title and self._qualifies(token):
                continue
            if title and (before.is_lower or before.is_sent_start) and self._adjective(token):
                continue
            if title and token.lower_ in self.titles.kinds:  # "the General Assembly", "the official Embassy account"
                continue
            yield token.i, self._grow(token.i)

    @staticmethod
    def _adjective(token: Token) -> bool:
        """Whether a capitalised word tells of a plain noun: "fellow Melanesian nations"."""
        return token.dep_ == "amod" and token.head.tag_ in ("NN", "NNS")

    def _of_title(self, token: Token) -> bool:
        """Whether a token is a title, or begins one of several words."""
        return self.titles.title_word(self.doc, token) or self._qualifies(token)

    def _qualifies(self, token: Token) -> bool:
        """Whether a word only tells what somebody is in charge of: "the deputy Africa director, B"."""
        title = self.titles.ending_at(self.doc, token.i + 2) if token.i + 1 < len(self.doc) else None
        return title is not None and (title[0] <= token.i or self.doc[token.i + 1].is_lower)

    def _grow(self, start: int) -> int:
        end = start + 1
        while end < min(len(self.doc), start + LONGEST) and self._goes_on(self.doc[end]):
            end += 1
        while end > start + 1 and not self.doc[end - 1].text[0].isupper():
            end -= 1
        return end

    def _goes_on(self, token: Token) -> bool:
        if token.is_sent_start or not self._free(token) or not self.edges.name_token(token):
            return False
        return not self.titles.title_word(self.doc, token) and not self.edges.headline_word(token)

    def _apposed(self) -> Iterator[tuple[int, int]]:
        """Two or more capitalised words set off by a comma from a title: "Lin J., the ministry's spokesman"."""
        i, tokens = 0, self.doc.tokens
        while i < len(tokens):
            token = tokens[i]
            if not token.text[0].isupper() or not self._free(token) or self._of_title(token):
                i += 1
                continue
            end = i + 1
            while end < min(len(tokens), i + LONGEST) and self._free(tokens[end]):
                if not self.edges.name_token(tokens[end]):
                    break
                end += 1
            if end - i > 1 and self._stands_as_person(i, end):
                yield i, end
            i = end

    def _stands_as_person(self, start: int, end: int) -> bool:
        words = [w for w in self.doc[start:end].text.split() if w[0].isalpha()]
        if len(words) < 2 or self.cast.lines.headline(start) or self.doc[start].tag_ not in ("NNP", "NNPS"):
            return False
        if any(w in self.titles.things or w.lower() in self.titles.kinds for w in words):
            return False
        if self.offices.of(start, end) is not None or self.offices.owner(start, end) is not None:
            return True
        joined = start > 1 and self.doc[start - 1].lower_ == "and" and start - 2 in self.edges.taken
        if joined and not self.titles.common(words[-1]):
            return True
        if sum(map(self.titles.common, words)) * 2 >= len(words):
            return False
        if words[-1] in self.surnames or self.doc[end : end + 2].text == ", who":
            return True
        root = self.doc[start:end].root
        founder = root.dep_ == "nsubj" and root.head.dep_ == "relcl" and root.head.lemma_ in FOUNDING
        unnamed = not self.doc[start].ent_type_ and self.credence.human_subject(start, end)
        return joined or founder or unnamed or meant_again(self.doc[start:end])

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Single words that the recogniser takes for persons outside headlines."""
        single = (e for e in self.doc.ents if e.label_ == "PERSON" and len(e) == 1)
        return frozenset(e.text for e in single if not self.cast.lines.headline(e.start))

    def _free(self, token: Token) -> bool:
        return (token.ent_type_ in NAMED or self._misdated(token)) and self.edges.free(token.i)

    def _misdated(self, token: Token) -> bool:
        """A name that the recogniser drew into a date: "On Sunday Abiy A."."""
        dated = token.ent_type_ == "DATE" and token.tag_ == "NNP" and token.is_alpha
        return dated and token.lower_ not in CALENDAR and not self.titles.common(token.text)
