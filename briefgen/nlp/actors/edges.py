"""Where a person's name begins and ends: without titles, with the parts that the recogniser left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.namesakes import PARTICLES

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Span, Token

CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday christmas easter ramadan".split()
)
ROMAN = frozenset("I II III IV V VI XIV XVI".split())
STOPPING = frozenset({",", "(", ";", ":"})
AMBIGUOUS_PARTICLES = frozenset("as do y de".split())  # ordinary words, too
SYLLABLE = 4  # letters of the longest small half of "Jong-un"


class Edges:
    """Trims and extends names in one text; `taken` holds the tokens of names found so far."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.titles = titles
        self.taken: set[int] = set()

    def trim(self, ent: Span) -> tuple[int, int]:
        """A recognised name's (start, end) without titles, known actors, signs; start == end where nothing is left."""
        if ent[0].lower_ == "via":
            return ent.start, ent.start
        start, end = self._body(ent)
        while start < end:
            title = self._title_at(start, end)
            if not title and self.name_token(self.doc[start]):
                break
            start += max(title, 1)
        while start < end and not self._closes(end - 1):
            end -= 1
        if start >= end or self._title_at(start, end + 1) >= end - start:
            return start, start
        if self.cast.lines.headline(start):
            end = self._headline_end(start, end)
        words = [t for t in self.doc[start:end] if t.text != "-"]
        if all(t.is_upper and len(t.text) > 1 for t in words) and self.cast.lines.style(start) != "capitals":
            return start, start
        return start, end

    def _body(self, ent: Span) -> tuple[int, int]:
        """What stands between known actors' names, possessive endings, line breaks and brackets."""
        start, end = ent.start, ent.end
        for token in ent:
            stops = token.is_space or token.is_digit or token.tag_ == "POS"
            if stops or (token.i > start and token.text in STOPPING):
                leads_on = token.tag_ == "POS" and token.i + 1 < end and token.i - 1 in self.cast.at  # "Iran's Zarif"
                if token.i > start and not leads_on:
                    return start, token.i
                start = token.i + 1
            elif token.i in self.cast.at and token.i == start:
                start = token.i + 1
        return start, end

    def _closes(self, i: int) -> bool:
        """Whether a name can end with this token."""
        token = self.doc[i]
        return token.text not in ("-", "'", "’") and (self.name_token(token) or self._hyphenated(i))

    def _title_at(self, start: int, end: int) -> int:
        """Tokens of the title that begins here: "Crown Prince", but not "Major" of "John Major"."""
        for stop in range(end - 1, start, -1):
            found = self.titles.ending_at(self.doc, stop)
            if found is not None and found[0] == start:
                return stop - start
        return int(end - start > 1 and self.doc[start].lower_ in self.titles.courtesy | self.titles.prefixes)

    def _headline_end(self, start: int, end: int) -> int:
        """Cut what a headline's capitals made of a name: "Trump Pulls", "Xi Endorse Border"."""
        for token in self.doc[start:end]:
            if token.i > start and (token.tag_[:2] in ("IN", "TO", "RB") or self.headline_word(token)):
                return token.i
        return end

    def headline_word(self, token: Token) -> bool:
        """Whether a capitalised word of a headline is an ordinary word."""
        return self.cast.lines.headline(token.i) and (token.tag_[:2] == "VB" or self.titles.common(token.text))

    def _hyphenated(self, i: int) -> bool:
        """The small second half of "Jong-un", "Jae-in"."""
        if i < 2 or self.doc[i - 1].text != "-" or self.doc[i - 1].whitespace_:
            return False
        token = self.doc[i]
        return token.is_alpha and len(token.text) <= SYLLABLE and self.doc[i - 2].text[0].isupper()

    @staticmethod
    def name_token(token: Token) -> bool:
        """Whether a token can be part of a name: capitalised, a particle or a sign that joins."""
        if token.text[0].isupper():
            return token.lower_ not in CALENDAR or token.ent_type_ == "PERSON"
        return token.lower_ in PARTICLES or token.text in ("-", "'", "’")

    def extend(self, start: int, end: int) -> int:
        """The end of a name with what the recogniser left behind: "Abdullah II", "Salman bin Abdulaziz"."""
        while end < len(self.doc):
            token = self.doc[end]
            if token.i in self.cast.at or token.i in self.taken or token.is_sent_start:
                break
            joint = self._joint(start, end)
            if not (joint or token.text in ROMAN or self._more_name(token) or self._family(start, token)):
                break
            end += 1
            if joint and end < len(self.doc) and self.doc[end].text[0].isalpha():
                end += 1
        return end

    def _family(self, start: int, token: Token) -> bool:
        """Whether a word of the dictionary is the family name behind a title and a given name: "Governor Ada Bush"."""
        first = self.doc[start]
        given = token.i == start + 1 and first.dep_ == "compound" and first.head == token and token.tag_ == "NNP"
        titled = given and self.free(token.i) and self.titles.ending_at(self.doc, start) is not None
        return titled and not self.cast.lines.headline(start) and token.lower_ not in self.titles.kinds

    def _joint(self, start: int, end: int) -> bool:
        """Whether the token at `end` joins the next one to the name: a particle or a hyphen."""
        if end + 1 >= len(self.doc):
            return False
        token, following = self.doc[end], self.doc[end + 1]
        if token.text == "-":
            return following.is_title or (end - start > 1 and self._hyphenated(end + 1))
        particle = token.lower_ in PARTICLES - AMBIGUOUS_PARTICLES
        return particle and not token.is_punct and following.text[0].isupper()

    def extend_left(self, start: int, last: int) -> int:
        """The start of a name with given names before the recognised family name: "Sameh S."."""
        joined = self.doc[start].lower_ in PARTICLES  # "Prince Turki bin S.", of whom "bin S." was recognised
        while start > max(last, 0):
            hyphen = start > 1 and self.doc[start - 1].text == "-" and self.doc[start - 2].text[0].isupper()
            token = self.doc[start - 1 - hyphen]
            given = joined and token.pos_ == "PROPN" and token.is_title and self.free(token.i)
            if not (hyphen and self.free(token.i)) and not self._more_name(token) and not given:
                break
            joined = False
            if self.titles.title_word(self.doc, token):
                break
            start = token.i
        return start

    def _more_name(self, token: Token) -> bool:
        """Whether a word beside a recognised name belongs to it: capitalised, and no word of the dictionary."""
        capital = token.text[0].isupper() and not token.is_upper
        if not self.free(token.i) or not capital or token.tag_ != "NNP" or self.cast.lines.headline(token.i):
            return False
        recognised = token.ent_type_ in ("", "PERSON") or self._given(token)
        if not recognised or token.lower_ in CALENDAR or token.lower_ in self.titles.courtesy:
            return False
        return token.lower_ in PARTICLES or not self.titles.common(token.text)

    def _given(self, token: Token) -> bool:
        """Whether a given name behind a title or comma is taken for an organisation: "chief, Mahamat Idriss"."""
        if token.ent_type_ != "ORG" or token.dep_ != "compound" or token.head.ent_type_ != "PERSON" or token.i == 0:
            return False
        ent = self.cast.entity.get(token.i)
        first = ent.start if ent is not None and ent.start else token.i
        return self.doc[first - 1].text == "," or self.titles.ending_at(self.doc, first) is not None

    def free(self, i: int) -> bool:
        """Whether a token names nobody yet."""
        return i not in self.cast.at and i not in self.taken and i not in self.cast.barred
