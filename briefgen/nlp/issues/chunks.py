"""Where headline, lead and noun phrases begin and end, and which words of a phrase say something of their own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.names import Mention
    from briefgen.nlp.issues.vocabulary import Vocabulary
    from briefgen.nlp.parse.tokens import Doc, Token

HYPHENS = frozenset("-–‑")
DEFINITE = frozenset("the this that these those such".split())
LEFT = frozenset({"amod", "compound", "nmod", "npadvmod"})
NOUNS = frozenset({"NOUN", "PROPN"})
FIGURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL"})
COMPARED = frozenset({"JJS", "JJR", "RBS", "RBR", "DT", "CD", "PDT", "RB"})
FINITE = frozenset({"VB", "VBP", "VBZ"})  # a verb taken for a modifier: "and train health workers"
INSIDE = LEFT | {"prt"}  # with these a phrase goes on to its noun; not with the following parts of speech
NOT_INSIDE = frozenset("PRON ADP CCONJ SCONJ ADV AUX VERB NUM PUNCT SPACE SYM X".split())
LONGEST_HEADLINE = 250  # characters of a first line that can be one where no title is given
CLAUSES = frozenset({":", "as", "while"})  # what a headline's clause begins after
JOINING = frozenset({",", "and", "&", "the"})  # between the names that a headline begins with
MATTERS = frozenset("about after against amid on over".split())  # what follows in a headline is what it is about
AGAINST = frozenset({"against", "of", "on"})  # the people after them suffer what the noun before them names
FARTHEST = 6  # tokens between a preposition or verb and its object


@dataclass(frozen=True, slots=True)
class Layout:
    """Tokens where the headline (0 where there is none) and the lead end; token to the start of its sentence."""

    headline: int
    lead: int
    sents: tuple[int, ...]


def layout(doc: Doc, title: str | None) -> Layout:
    """How a text is laid out: its first line is a headline if a title is known, or if it is short and no sentence."""
    sents: list[int] = []
    ends: list[int] = []
    for sent in doc.sents:
        sents += [sent.start] * len(sent)
        if "\n" in doc[sent.end - 1].text:
            ends.append(sent.end)
    ends.append(len(doc))
    headline = ends[0] if len(ends) > 1 else 0
    if title is None and headline > 1:
        last = doc[headline - 2]
        headline = 0 if last.text == "." or last.idx > LONGEST_HEADLINE else headline
    return Layout(headline, next((end for end in ends if end > headline), len(doc)), tuple(sents))


class Chunker:
    """Finds the edges of phrases in one Doc.

    terms: token that ends a term of the taxonomy to the term's length in tokens
    at: token to the mention that covers it; nameless groups are left out, and reefs and straits taken for organisations
    """

    def __init__(self, doc: Doc, cast: Cast, words: Vocabulary, terms: Mapping[int, int], lines: Layout) -> None:
        self.tokens: list[Token] = list(doc)
        self.cast = cast
        self.at = {i: m for i, m in cast.at.items() if m.form != "group" and not self._site(m, words)}
        self.words = words
        self.terms = terms
        self.termed = {i for end, n in terms.items() if n > 1 for i in range(end - n + 1, end + 1)}
        self.headline = lines.headline
        self.lead = lines.lead
        self.sents = lines.sents
        self.starts: dict[int, int] = {}
        self.definite: dict[int, bool] = {}

    def _site(self, mention: Mention, words: Vocabulary) -> bool:
        return mention.form == "organisation" and self.tokens[mention.end - 1].lower_ in words.sites

    def predicate(self, head: Token) -> bool:
        """Whether a word of the headline is its verb taken for a noun: right after the names of a clause."""
        if head.i >= self.headline or head.i - 1 not in self.at:
            return False
        before = self.tokens[head.i :: -1]  # "Live: Senate votes on bill", "… as Malawi protests"
        first = next((t.i + 1 for t in before if t.lower_ in CLAUSES), 0)
        opening = [t for t in self.tokens[first : head.i] if t.i not in self.at]
        if any(t.lower_ not in JOINING for t in opening):
            return False
        several = any(t.lower_ in (",", "and", "&") for t in opening)  # "A and B Quarrel Over C", "A Quarrels With C"
        if head.lower_.endswith("s") == several:
            return False
        return self._verblike(head)

    def misread(self, token: Token) -> bool:
        """Whether a headline's noun is taken for a verb: "Togo summons envoy over fishing boat | clash"."""
        if token.tag_ not in FINITE or not 0 < token.i < self.headline:
            return False
        before, after = self.tokens[token.i - 1], self.tokens[token.i + 1]
        if (
            before.dep_ != "pobj"
            or before.pos_ not in NOUNS
            or before.i in self.at
            or not (after.is_space or after.pos_ == "ADP")
        ):
            return False
        lemma = token.lemma_.lower()
        return before.head.lower_ in MATTERS and (lemma in self.words.acts or lemma in self.words.events)

    def lemma(self, token: Token) -> str:
        """Lower-case lemma; of a proper noun, which all words of a headline may seem, the singular of a known word."""
        lemma: str = token.lemma_.lower()
        return self.words.single(lemma) if token.pos_ == "PROPN" else lemma

    def left(self, head: Token) -> int:
        """Where the modifiers right before a head begin, empty ones at the edge left out."""
        if head.i not in self.starts:
            start = self._leftmost(head)
            self.definite[head.i] = start > 0 and self.tokens[start - 1].lower_ in DEFINITE
            edges = (i for i, end in self.units(start, head.i) if self._carries(i, end))
            self.starts[head.i] = next(edges, head.i)
        return self.starts[head.i]

    def _leftmost(self, head: Token) -> int:
        tokens, start, first = self.tokens, head.i, self.sents[head.i]
        if self.misread(head):
            return self.left(tokens[start - 1])
        while start > first:
            token = tokens[start - 1]
            mention = self.at.get(start - 1)
            if mention is not None:
                beside = token.dep_ in LEFT or (mention.form == "adjective" and token.tag_ == "JJ")
                if mention.form == "person" or mention.end > head.i or not beside:
                    break
                start = mention.start
            elif (start <= self.headline or self._demanded(token)) and self._verblike(token):
                break
            elif start - 2 >= first and self._hyphen(start - 1):
                start -= 2
            elif head.pos_ == "NOUN" and start > self.headline + 1 and self._full_name(start):
                break
            elif self._modifies(token, start, head):
                start -= 1
            elif token.dep_ == "conj" and self._paired(token, start, head):
                start = token.head.i
            else:
                break
        return start

    def _demanded(self, token: Token) -> bool:
        """Whether a word taken for a noun is the verb of a demand: "asked that Brussels halt payments"."""
        doer = self.at.get(token.i - 1)
        return doer is not None and doer.start > 0 and self.tokens[doer.start - 1].lower_ == "that"

    def _full_name(self, end: int) -> bool:
        """Whether a person's name of several words ends at an offset: no modifier."""
        return all(token.ent_type_ == "PERSON" for token in self.tokens[end - 2 : end])

    def points(self, noun: Token) -> bool:
        """Whether a word follows that only points to what a noun tells: "water sharing | issue"."""
        after = noun.head
        if noun.dep_ not in LEFT or after.i != noun.i + 1 or noun.pos_ not in NOUNS or noun.i in self.at:
            return False
        return self.lemma(after) in self.words.pointers

    def _modifies(self, token: Token, start: int, head: Token) -> bool:
        last = head.i + self.points(head)
        if token.dep_ in LEFT and start <= token.head.i <= last and token.tag_ not in FINITE:
            return token.tag_ not in COMPARED or is_code(token)
        return token.dep_ == "nummod" and is_code(token)

    def _paired(self, token: Token, start: int, head: Token) -> bool:
        """Whether a word and the one it is coordinated with both modify a head: "steel and aluminium tariffs"."""
        first = token.head
        if token.i - first.i != 2 or first.i in self.at:
            return False
        return first.dep_ in LEFT and start <= first.head.i <= head.i

    def _verblike(self, token: Token) -> bool:
        """Whether a word of the headline, where capitals look like names, may be its verb ("Sign", "Restores")."""
        if token.i in self.termed:
            return False
        forms = (token.lemma_.lower(), token.lower_, token.lower_.removesuffix("s"))
        if any(form in self.words.verbs or form in self._verbs for form in forms):
            return True
        titles, base = self.cast.titles, token.lower_.removesuffix("s")  # "Weighs" is nobody's plural
        return titles is not None and base != token.lower_ and base not in self.words.known and titles.acts(base)

    @cached_property
    def _verbs(self) -> set[str]:
        return {token.lemma_ for token in self.tokens[self.headline :] if token.pos_ == "VERB"}

    def _carries(self, start: int, end: int) -> bool:
        """Whether a phrase can begin with a word: not with "and", nor with "new" unless a name or a term does."""
        first = self.tokens[start]
        if not first.text[0].isalnum() or first.pos_ == "CCONJ":
            return False
        name = first.pos_ == "PROPN" and start >= self.headline  # "Second Thomas Shoal"
        return name or end - 1 in self.termed or self.surface(start, end) not in self.words.empty

    def surface(self, start: int, end: int) -> str:
        """One word in lower case, with its hyphens."""
        return "".join(t.lower_ for t in self.tokens[start:end])

    def units(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Token ranges of the words between two offsets, where a hyphen joins two tokens to one word."""
        i = start
        while i < end:
            j = i + 1
            while j + 1 < end and self._hyphen(j):
                j += 2
            yield i, j
            i = j

    def _hyphen(self, i: int) -> bool:
        """Whether a token joins the one before and the one after to one word."""
        token = self.tokens[i]
        return token.text in HYPHENS and not token.whitespace_ and not self.tokens[i - 1].whitespace_

    def stem(self, start: int, end: int) -> str:
        """The stem of one word; hyphens do not count ("cease-fire" is "ceasefire")."""
        lead = "".join(t.lower_ for t in self.tokens[start : end - 1] if t.text not in HYPHENS)
        return self.words.stem(lead + self.lemma(self.tokens[end - 1]))

    def stems(self, start: int, end: int) -> set[str]:
        """Stems of the words between two offsets that say something of their own."""
        return {self.stem(*unit) for unit in self.units(start, end) if self.tells(*unit)}

    def tells(self, start: int, end: int) -> bool:
        """Whether a word says something of its own: no known actor, person, official, empty modifier or vague noun."""
        mention = self.at.get(start) or self.at.get(end - 1)
        if mention is not None:
            return mention.actor not in self.cast.registry.actors and mention.form != "person"
        last = self.tokens[end - 1]
        if not last.text[0].isalpha() or last.pos_ == "CCONJ" or (end - start > 1 and self.tokens[start].pos_ == "NUM"):
            return False
        if self.surface(start, end) in self.words.plain:
            return False
        lemma = self.lemma(last)
        if end - 1 in self.termed or lemma in self.words.places or last.pos_ not in NOUNS:
            return True
        return lemma not in self.words.vague and lemma not in self.words.officials

    def end(self, noun: Token) -> int:
        """The end of the name that a noun belongs to, or of the noun."""
        return self.at[noun.i].end if noun.i in self.at else noun.i + 1

    def second(self, noun: Token, end: int) -> Token | None:
        """The second half of "Iraq and Syria", where it follows right after the first, which ends at `end`."""
        if end + 1 >= len(self.tokens) or self.tokens[end].lower_ != "and" or self.tokens[end].head != noun:
            return None
        other = next((c for c in noun.rights if c.dep_ == "conj"), None)
        if other is None or other.pos_ not in NOUNS or not end < self.left(other) <= end + 2:
            return None
        after = self.end(other)
        more = after < len(self.tokens) and self._follows(self.tokens[after])
        return other if not more and self.whole(self.tokens[end], other, None) else None

    def _follows(self, token: Token) -> bool:
        """Whether a word takes the one before it as its owner or modifier: "Iraq and Syria | 's oil", "jet | parts"."""
        return token.tag_ == "POS" or (token.tag_ in ("NN", "NNS") and token.i >= self.headline)

    def whole(self, link: Token, noun: Token, gerund: Token | None) -> bool:
        """Whether the words from a link ("of", "and") to a noun make a phrase that can stand in a label."""
        if not 0 < noun.i - link.i <= FARTHEST:
            return False
        if noun.i not in self.at and not self._names(noun) and not self.suffers(link, noun):
            return False
        for token in self.tokens[link.i + 1 : noun.i]:
            if token.i in self.at or token == gerund or token.dep_ in INSIDE or token.text in HYPHENS:
                continue
            if token.pos_ == "NUM" and self.tokens[token.i + 1].text in HYPHENS:
                continue
            if token.pos_ in NOT_INSIDE and token.tag_ != "PRP$":
                return False
        return True

    def suffers(self, link: Token, noun: Token) -> bool:
        """Whether people are those to whom a deed is done: "ambush on peacekeepers", "arrest of monks"."""
        if (
            link.lower_ not in AGAINST
            or noun.tag_ not in ("NNS", "NNPS")
            or self.lemma(noun) not in self.words.officials
        ):
            return False
        return link.dep_ == "prep" and self.lemma(link.head) in self.words.links

    def _names(self, noun: Token) -> bool:
        """Whether a noun with its modifiers names something: no figure, nor a mere "side", "way" or "official"."""
        if noun.pos_ not in NOUNS or (noun.ent_type_ in FIGURES and not is_code(noun)):
            return False
        lemma, bare = self.lemma(noun), self.left(noun) == noun.i
        if lemma in self.words.vague and lemma not in self.words.places:
            return lemma in self.words.people and not (bare and all(c.tag_ != "PRP$" for c in noun.children))
        told = any(c.dep_ == "amod" for c in noun.children)  # "the former president", though "former" tells little
        return told or not (bare and lemma in self.words.officials)


def is_code(token: Token) -> bool:
    """Whether a word is a type name that mixes letters and digits: "S-400", "F-35"."""
    text = token.text
    return text[0].isupper() and any(c.isdigit() for c in text)
