"""Noun phrases that may name an issue: head, modifiers, complement, owner, and the stems by which they are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.issues.chunks import FIGURES, LEFT, NOUNS, Chunker, is_code
from briefgen.nlp.issues.vocabulary import SEEDS

if TYPE_CHECKING:
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Token

PREPOSITIONS = frozenset(
    "about across against at between from for in into near of off on over through to toward towards with".split()
)
TELLING = frozenset("of on for about".split())  # what follows tells what it is about; after a light noun all others do
BY_OBJECT = frozenset("on against over".split())  # a verb's prepositions that may belong to its object
VENUE = frozenset("in at near".split())
AGENTIVE = frozenset("of from by".split())  # the actor after them does what the noun names
CASE = "case"  # somebody's tells an issue, others are vague
IDIOM = frozenset("in on at by under as".split())  # a bare noun between these and a preposition: "in support of"
NOTES = frozenset("complaint demarche objection protest".split())
LODGED = frozenset("deliver file hand issue lodge make register send submit".split())  # a protest, with a state
TITLED = frozenset("accord act agreement pact partnership protocol treaty".split())
NAMED = frozenset({"FAC", "LAW", "EVENT", "PRODUCT"})
BODIES = frozenset({"ORG", "PERSON"})
PEOPLE = frozenset({"person", "population"})
PARTS = 2  # prepositional parts of a complement


@dataclass(frozen=True, slots=True)
class Title:
    """A noun for a verb with its preposition ("closure of"), and where the words that follow it begin and may end."""

    name: str
    start: int
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One occurrence of a noun phrase, or of a verb with its object; all positions are token offsets.

    start, end: the head with its modifiers
    joints: ends of the parts of the complement ("return | of refugees | to Syria")
    coupled: end with a second head ("airspace and ports"), or `end`
    owner: start of the possessor's name before it, or `start`
    key: stem of the head
    about: stems of the modifiers and the complement, "@actor" for the actor that a light noun is about
    kind: as `Vocabulary.kind` has it, or site (a disputed place with a name of its own), verb, deed (what somebody is
        accused of, or people to whom something was done: "detained sailors") or feat (what a verb says
        that somebody did)
    definite: whether it can refer to what was named before: it has "the" or the like, or stands in the headline
    inside: whether another phrase says it with its own head ("subsidies" in "rules on subsidies")
    title: of a feat, the words under which it can be printed
    """

    head: int
    start: int
    end: int
    joints: tuple[int, ...]
    coupled: int
    owner: int
    key: str
    about: frozenset[str]
    kind: str
    definite: bool = False
    inside: bool = False
    title: Title | None = None

    @property
    def stop(self) -> int:
        """The end with the whole complement."""
        return self.joints[-1] if self.joints else self.end


@dataclass(frozen=True, slots=True)
class Complement:
    """What follows a head: ends of its parts, stems of what they are about, and the nouns that tell it."""

    joints: tuple[int, ...]
    about: frozenset[str]
    nouns: frozenset[int]


NOTHING = Complement((), frozenset(), frozenset())


class PhraseReader:
    """Reads the noun phrases of one Doc."""

    def __init__(self, chunker: Chunker) -> None:
        self.chunker = chunker
        self.words = chunker.words
        self.at = chunker.at
        self.told: dict[int, bool] = {}  # nouns in what another phrase is about, to whether that can name an issue

    def phrases(self) -> list[Phrase]:
        """Phrases in text order; one may lie in the complement of another."""
        found = []
        for token in self.chunker.tokens:
            heads = token.dep_ not in LEFT or self._precedes_verb(token) or self.chunker.points(token)
            noun = token.pos_ in NOUNS and not self._continues(token)
            if heads and (noun or self.chunker.misread(token)) and token.i not in self.at:
                phrase = self._phrase(token)
                if phrase is not None:
                    found.append(phrase)
        return found

    def _continues(self, noun: Token) -> bool:
        """Whether the noun after it is the head: "fishing boat | clash", where the last noun seems a verb."""
        return noun.i + 1 < self.chunker.headline and self.chunker.misread(self.chunker.tokens[noun.i + 1])

    def _precedes_verb(self, noun: Token) -> bool:
        """Whether a headline's verb, taken for a noun in the plural, follows: "snow crab row | deepens"."""
        verb = noun.head
        return verb.i == noun.i + 1 and verb.i < self.chunker.headline and verb.lower_ in self.words.headline_verbs

    def _phrase(self, head: Token) -> Phrase | None:
        chunker = self.chunker
        lemma = chunker.lemma(head)
        term = chunker.terms.get(head.i, 0)
        site = head.pos_ == "PROPN" and lemma in self.words.sites and head.i > chunker.left(head)
        case = lemma == CASE and self._of_person(head)
        if not (site or case or self._can_head(head, lemma, term)):
            return None
        start, end = min(chunker.left(head), head.i + 1 - term), head.i + 1
        if (start == head.i and self._idiom(head)) or self._is_verb(start, head.i, lemma):
            return None
        key, pair, modifiers = self._key(start, end, lemma)
        if pair in self.words.props:
            return None
        light = key in self.words.light
        complement = self.complement(head, end, light, friction=lemma in self.words.frictions)
        about = complement.about | modifiers
        if light and not about:
            about = self._domain(start, head.i)  # "military pact"
        owner = self._owner(start)
        if light and not about and lemma in self.words.frictions:
            about = self.marks(owner, head.i)  # "Russian assault"
        if light and not about and self._is_title(start, head):
            about = frozenset(self.chunker.tokens[i].lower_ for i in range(start, head.i))  # "the Algiers Accord"
        kind = "site" if site else "event" if case else self.words.kind(lemma, pair, term)
        if kind in PEOPLE and head.tag_ == "NNS" and self._suffers(start, head.i):
            kind = "deed"
        inside = head.i in self.told and (light or self.told[head.i])
        self.told.update(dict.fromkeys(complement.nouns, light or kind in SEEDS))
        definite = head.i < chunker.headline or chunker.definite[head.i]
        coupled = end if complement.joints else self._coupled(head, end)
        return Phrase(head.i, start, end, complement.joints, coupled, owner, key, about - {key}, kind, definite, inside)

    def _of_person(self, noun: Token) -> bool:
        """Whether a noun is somebody's whom the text names: "the case of Ana Lopez"."""
        of = next((c for c in noun.rights if c.lower_ == "of" and c.i == noun.i + 1), None)
        named = (self.at.get(c.i) for c in of.children if c.dep_ == "pobj") if of is not None else ()
        return any(mention is not None and mention.form == "person" for mention in named)

    def _suffers(self, start: int, head: int) -> bool:
        """Whether a participle tells what was done to people: "detained sailors"."""
        nominals = self.words.nominals
        return any(t.tag_ == "VBN" and t.lemma_.lower() in nominals for t in self.chunker.tokens[start:head])

    def _can_head(self, head: Token, lemma: str, term: int) -> bool:
        """Whether a noun can head an issue: no figure, no vague noun outside a term, no mere name."""
        code, titles = is_code(head), self.chunker.cast.titles
        if head.dep_ == "relcl" or (head.i >= self.chunker.headline and _is_judgement(head)):
            return False
        if self._is_note(head, lemma) or self._of_office(head):
            return False
        if self.chunker.predicate(head) or (
            head.i < self.chunker.headline and head.lower_ in self.words.headline_verbs
        ):
            return False
        if head.tag_ in ("NNP", "NNPS") and head.ent_type_ in BODIES and self._is_body(head, lemma, titles):
            return False
        if len(lemma) < 3 or not (lemma[-1].isalpha() or code) or head.ent_type_ in FIGURES:
            return False
        if lemma in self.words.vague:
            return term > 1
        return head.pos_ != "PROPN" or code or lemma in self.words.known or head.ent_type_ in NAMED

    def _is_note(self, head: Token, lemma: str) -> bool:
        """Whether a protest is one state's to another, which tells no more than that: "lodged a protest with Togo"."""
        if lemma not in NOTES or head.tag_ not in ("NN", "NNP"):
            return False
        if head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_ in LODGED:
            return True
        links = (c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("to", "with"))
        return any(c.i in self.at for link in links for c in link.children)

    def _of_office(self, head: Token) -> bool:
        """Whether a noun only tells whose office somebody holds: "director-general of foreign trade"."""
        link = head.head
        if head.dep_ != "pobj" or link.lower_ not in ("of", "for") or link.head.pos_ not in NOUNS:
            return False
        return self.chunker.lemma(link.head) in self.words.offices

    def _is_verb(self, start: int, head: int, lemma: str) -> bool:
        """Whether a head is the verb of a relative clause taken for a noun: "a toll that Chad levies on lorries"."""
        relative = start > 0 and self.chunker.tokens[start - 1].tag_ == "WDT"
        return relative and start in self.at and self.at[start].end == head and lemma in self.words.verbs

    def _is_body(self, head: Token, lemma: str, titles: Titles | None) -> bool:
        """Whether a name is that of a company or office: "Copperline Mining", "Gabon Railways"."""
        if titles is not None and titles.kinds.get(head.lower_) == "company":
            return True
        return head.i >= self.chunker.headline and self.words.kind(lemma, "", 1) == "thing"

    def _key(self, start: int, end: int, lemma: str) -> tuple[str, str, frozenset[str]]:
        """Stem of the head, the head with the word before it, and the stems of its modifiers."""
        chunker = self.chunker
        units = list(chunker.units(start, end))
        key = chunker.stem(*units.pop())
        pair = f"{chunker.tokens[units[-1][0]].lower_} {lemma}" if units else ""
        if pair in self.words.same:
            key = self.words.stem(pair)
            units.pop()
        return key, pair, frozenset(chunker.stem(*unit) for unit in units if chunker.tells(*unit))

    def _is_title(self, start: int, head: Token) -> bool:
        """Whether a treaty or law has a name of its own."""
        if head.pos_ != "PROPN" or start == head.i or head.i < self.chunker.headline or head.lemma_.endswith("s"):
            return False
        return head.lower_ in TITLED and all(t.pos_ == "PROPN" for t in self.chunker.tokens[start : head.i])

    def _domain(self, start: int, end: int) -> frozenset[str]:
        """Stems of the modifiers that tell a field: "military", "economic"."""
        stems = (self.chunker.stem(*unit) for unit in self.chunker.units(start, end))
        return frozenset(s for s in stems if s in self.words.domains)

    def _coupled(self, head: Token, end: int) -> int:
        other = self.chunker.second(head, end)
        if other is None or other.i in self.at or not self.chunker.tells(other.i, other.i + 1):
            return end
        return other.i + 1

    def marks(self, start: int, end: int) -> frozenset[str]:
        """Marks of the actors named between two offsets."""
        mentions = [self.at[i] for i in range(start, end) if i in self.at]
        return frozenset("@" + self.chunker.cast.top(m.actor) for m in mentions if m.form != "person" and not m.place)

    def _owner(self, start: int) -> int:
        """Where the owner's name begins if its possessive stands right before `start`."""
        if start < 2 or self.chunker.tokens[start - 1].tag_ != "POS":
            return start
        owner = self.chunker.tokens[start - 2]
        if owner.i in self.at:
            return self.at[owner.i].start
        if owner.ent_type_ in FIGURES:  # "Monday's election"
            return start
        return start if self.chunker.lemma(owner) in self.words.vague else self.chunker.left(owner)

    def _idiom(self, head: Token) -> bool:
        tokens, after = self.chunker.tokens, head.i + 1
        if head.dep_ == "pobj" and head.head.lower_ == "with" and self.chunker.lemma(head) in self.words.hollow:
            return after < len(tokens) and tokens[after].lower_ == "of"  # "with the support of"
        if head.dep_ != "pobj" or head.tag_ != "NN" or head.i != head.head.i + 1 or head.head.lower_ not in IDIOM:
            return False
        return after < len(tokens) and tokens[after].dep_ == "prep"

    def complement(self, head: Token, end: int, light: bool, friction: bool) -> Complement:
        chunker, tokens = self.chunker, self.chunker.tokens
        if end == len(tokens) or tokens[end].dep_ != "prep":
            return NOTHING
        joints: list[int] = []
        about: frozenset[str] = frozenset()
        nouns: set[int] = set()
        hosts = {head.i}
        while len(joints) < PARTS and end < len(tokens):
            link = tokens[end]
            word = link.lower_
            if link.dep_ != "prep" or word not in PREPOSITIONS or not _belongs(link, head, hosts):
                break
            noun, gerund = _object(link)
            if noun is None or not chunker.whole(link, noun, gerund):
                break
            start, end = chunker.left(noun), chunker.end(noun)
            if end < len(tokens) and tokens[end].tag_ == "POS":
                break
            if word == "with" and chunker.lemma(noun) in self.words.hollow:  # "an attack with the support of"
                break
            other = chunker.second(noun, end)
            if other is None and word == "between":
                break
            venue = word in VENUE and not friction  # "talks in Geneva" are not about Geneva, "fighting in Aleppo" is
            if word in TELLING or (light and not venue):
                suffering = {chunker.stem(noun.i, noun.i + 1)} if chunker.suffers(link, noun) else set()
                about |= chunker.stems(start, noun.i + 1) or suffering
                nouns.add(noun.i)
            if light and not about and not venue and word not in AGENTIVE:
                about = self.marks(noun.i, noun.i + 1)  # "war in Ukraine" and "war in Yemen" are two issues
            end = end if other is None else chunker.end(other)
            joints.append(end)
            hosts |= {noun.i, link.i}
        return Complement(tuple(joints), about, frozenset(nouns))


def _is_judgement(noun: Token) -> bool:
    """Whether a noun is what somebody calls a thing, or is in it: "called it a farce", "sees it as an act of war"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of":
        noun = noun.head.head
    if noun.dep_ == "attr":
        return any(c.dep_ == "nsubj" and c.pos_ == "PRON" for c in noun.head.lefts)
    if noun.dep_ != "pobj" or noun.head.lower_ != "as":
        return noun.dep_ == "oprd"
    return noun.head.head.pos_ == "VERB" or noun.head.head.dep_ in ("dobj", "nsubjpass")


def _belongs(link: Token, head: Token, hosts: set[int]) -> bool:
    """Whether a preposition hangs on the phrase, or on the verb whose object the phrase is."""
    if link.head.i in hosts:
        return True
    return link.lower_ in BY_OBJECT and head.dep_ in ("dobj", "nsubjpass") and link.head == head.head


def _object(link: Token) -> tuple[Token | None, Token | None]:
    """The noun that a preposition governs, directly or through the gerund right after it ("of turning away boats")."""
    for child in link.children:
        if child.dep_ == "pobj":
            return child, None
        if child.dep_ == "pcomp" and child.tag_ == "VBG" and child.i == link.i + 1:
            return next((c for c in child.children if c.dep_ == "dobj"), None), child
    return None, None
