"""Phrases made from verbs: what somebody did, or is accused of, where no noun of the text names it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.issues.chunks import FARTHEST, FIGURES, NOUNS
from briefgen.nlp.issues.phrases import NOTHING, Phrase, Title
from briefgen.nlp.issues.vocabulary import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.issues.phrases import PhraseReader
    from briefgen.nlp.parse.tokens import Token

CHARGED = frozenset("of for over from against about".split())  # "accuse of", "thank for", "keep from"
ATTACHED = frozenset("of from in on to with".split())  # what follows a deed's object belongs to it
ONE = frozenset({"a", "an"})
CERTAIN = frozenset("the its their his her".split())
EVENTS = frozenset({"act", "event", "topic"})  # kinds of nouns that name what happens
UNITS = frozenset(
    "barrel billion dollar dozen euro franc hundred kilo litre million peso pound rouble ton tonne".split()
)
OPEN = frozenset({"relation"})  # stems of light nouns that even in the plural need to be told of whom
FEWEST = 3  # letters of a noun


class FeatReader:
    """Reads the phrases of verbs in one Doc."""

    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.chunker = reader.chunker
        self.words = reader.words
        self.at = reader.at
        self.events: set[int] = set()  # nouns of events that tell by themselves what they are about

    def phrases(self, nouns: list[Phrase]) -> list[Phrase]:
        """Noun phrases of the text, and those of its verbs, in text order."""
        keys = {p.key for p in nouns if p.kind in EVENTS}
        heads = {p.head for p in nouns if p.kind in SEEDS}
        self.events = {p.head for p in nouns if p.kind in EVENTS and p.about}
        found = list(nouns)
        for verb in self.chunker.tokens:
            if verb.pos_ != "VERB":
                continue
            key = self.words.stem(verb.lemma_.lower())
            phrase = self._deed(verb, key, heads) or self._feat(verb, key)
            phrase = phrase or (self._verb(verb, key) if key in keys else None) or self._doing(verb)
            if phrase is not None:
                found.append(phrase)
        return sorted(found, key=lambda p: p.head)

    def _verb(self, verb: Token, key: str) -> Phrase | None:
        """A verb that does what a noun of the text names: "fill the reservoir" beside "the filling"."""
        passive = verb.tag_ == "VBN"
        slot = "nsubjpass" if passive else "dobj"
        noun = next((c for c in verb.children if c.dep_ == slot and c.pos_ in NOUNS), None)
        if noun is None:
            return None
        about = frozenset(self.chunker.stems(self.chunker.left(noun), noun.i + 1)) - {key}
        near = not passive and 0 < noun.i - verb.i <= FARTHEST and noun.i not in self.at
        end = verb.i + 1
        return Phrase(verb.i, verb.i, end, (noun.i + 1,) if near else (), end, verb.i, key, about, "verb")

    def _deed(self, verb: Token, key: str, heads: set[int]) -> Phrase | None:
        """What somebody is accused of, thanked or punished for, kept from: "of sending weapons to the rebels".

        heads: heads of phrases that can name an issue themselves ("of blocking the talks")
        """
        link = verb.head
        if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or link.lower_ not in CHARGED or link.head.pos_ != "VERB":
            return None
        if verb.i != link.i + 1 or verb.lemma_.lower() in self.words.plain_verbs:
            return None
        chunker, end = self.chunker, verb.i + 1
        noun = next((c for c in verb.rights if c.dep_ == "dobj"), None)
        if noun is None:
            prep = next((c for c in verb.rights if c.dep_ == "prep" and c.i == end), None)
            noun = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
            end += 1
        if noun is None or noun.i in heads or not chunker.whole(chunker.tokens[end - 1], noun, verb):
            return None
        about = chunker.stems(chunker.left(noun), noun.i + 1) or self.reader.marks(noun.i, noun.i + 1)
        stop = chunker.end(noun)
        more = self.reader.complement(noun, stop, light=False, friction=False) if noun.i not in self.at else NOTHING
        joints, about = (stop, *more.joints), frozenset(about) - {key}
        lemma, part = verb.lemma_.lower(), particle(verb)
        name = self.words.nominals.get(f"{lemma} {part}" if part else lemma) if noun.head == verb else None
        title = name and Title(self._name(name if " " in name else f"{name} of", noun), chunker.left(noun), joints)
        return Phrase(verb.i, verb.i, verb.i + 1, joints, verb.i + 1, verb.i, key, about, "deed", title=title or None)

    def _feat(self, verb: Token, key: str) -> Phrase | None:
        """What a verb that has a noun of its own does, and to what: "shut the border", "the envoy was expelled"."""
        noun, chunker = acted_on(verb), self.chunker
        key, name = self._made(verb, key, noun)
        if noun is not None and name in self.words.suffered and self._is_person(noun):
            return self._done(verb, key, f"{name} of", noun)
        if noun is None or name is None or noun.i in self.at or noun.i in self.events:
            return None
        lemma = chunker.lemma(noun)
        if noun.ent_type_ in FIGURES or lemma in self.words.vague - self.words.places or len(lemma) < FEWEST:
            return None
        left, stop = chunker.left(noun), noun.i + 1
        about = chunker.stems(left, stop) or {self.words.stem(lemma)}
        start, end = min(verb.i, left), verb.i + 1
        near = stop > end and stop < len(noun.doc) and noun.doc[stop].lower_ in ATTACHED
        more = self.reader.complement(noun, stop, light=False, friction=False).joints if near else ()
        if not more and self._wide(noun, lemma, left):
            return None
        joints = (stop, *more) if stop > end else ()
        title = Title(self._name(name if " " in name else f"{name} of", noun), left, (stop, *more))
        return Phrase(verb.i, start, end, joints, end, start, key, frozenset(about) - {key}, "feat", title=title)

    def _is_person(self, noun: Token) -> bool:
        """Whether a noun is the name of a person, to whom a deed can be done: "released Pavel Hrynevich"."""
        return noun.i in self.at and self.at[noun.i].form == "person"

    def _made(self, verb: Token, key: str, noun: Token | None) -> tuple[str, str | None]:
        """The noun for a verb with its stem; for what is asked or offered only if a noun for an event tells it."""
        verb_lemma, part = verb.lemma_.lower(), particle(verb)
        if part:
            name = self.words.nominals.get(f"{verb_lemma} {part}")
            return (self.words.stem(name.split()[0]) if name else key), name
        asked = self.words.asks.get(verb_lemma)
        if asked is None or noun is None:
            return key, self.words.nominals.get(verb_lemma)
        lemma = self.chunker.lemma(noun)
        term = self.chunker.terms.get(noun.i, 0)
        bare = self.chunker.left(noun) == noun.i and self.words.stem(lemma) not in self.words.light
        bare = bare and lemma not in self.words.suffered  # "demanded his release" is about the release
        told = bare and lemma not in self.words.hollow and self.words.kind(lemma, "", term) in EVENTS
        return key, asked if told and noun.tag_ == "NN" else None

    def _wide(self, noun: Token, lemma: str, left: int) -> bool:
        """Whether a noun leaves open what was done: "dismissed the claim", "restored ties", "a French proposal"."""
        if lemma in self.words.hollow and all(i in self.at for i in range(left, noun.i)):
            return True
        key = self.words.stem(lemma)
        return left == noun.i and key in self.words.light and (noun.tag_ == "NN" or key in OPEN)

    def _doing(self, verb: Token) -> Phrase | None:
        """What a verb without an object does: "apologised for the raid", "offered to mediate", "the minister quit"."""
        part, lemma = particle(verb), verb.lemma_.lower()
        name, *links = self.words.doings.get(f"{lemma} {part}" if part else lemma, ("",))
        if not name or any(c.dep_ in ("dobj", "nsubjpass") and c.i - verb.i < FARTHEST for c in verb.children):
            return None
        bare = name.split()[0]
        key = self.words.stem(bare)
        for link in verb.rights:
            if link.dep_ == "prep" and link.lower_ in links and link.i - verb.i < FARTHEST:
                noun = next((c for c in link.children if c.dep_ == "pobj" and c.pos_ in NOUNS), None)
                if noun is not None and self.chunker.whole(link, noun, None):
                    return self._done(verb, key, f"{bare} {link.lower_}", noun)
        noun = doer(verb) if " " in name else None
        return None if noun is None else self._done(verb, key, name, noun)

    def _done(self, verb: Token, key: str, name: str, noun: Token) -> Phrase | None:
        """The phrase of a verb with the noun that tells what it is about."""
        chunker = self.chunker
        owner = next((c for c in noun.children if c.dep_ == "poss" and c.i in self.at), None)
        if noun.i not in self.at and owner is not None and chunker.lemma(noun) in self.words.officials:
            noun = owner
        mention = self.at.get(noun.i)
        if mention is not None:
            left = mention.start
            other = chunker.second(noun, mention.end)
            if other is None and name.endswith("between"):
                return None
            ends: tuple[int, ...] = (mention.end if other is None else chunker.end(other),)
            about = self.reader.marks(noun.i, noun.i + 1) or frozenset(chunker.stems(left, mention.end))
            about = about or frozenset({f"@{mention.actor}"})
        else:
            if noun.pos_ not in NOUNS or noun.i in self.events:
                return None
            if chunker.lemma(noun) in self.words.vague or noun.ent_type_ in FIGURES:
                return None
            left, stop = chunker.left(noun), noun.i + 1
            about = frozenset(chunker.stems(left, stop)) or frozenset({self.words.stem(chunker.lemma(noun))})
            ends = (stop, *self.reader.complement(noun, stop, light=False, friction=False).joints)
        stop = ends[-1]
        title = Title(name if mention else self._name(name, noun), left, ends)
        end = verb.i + 1
        joints = (stop,) if left >= end else ()
        return Phrase(verb.i, verb.i, end, joints, end, verb.i, key, about - {key}, "feat", title=title)

    def _name(self, name: str, noun: Token) -> str:
        """A noun for a verb, with "the" where the text has a certain one, "a" for one of several."""
        told = [c.lower_ for c in noun.children if c.dep_ in ("det", "poss", "relcl")]
        if noun.tag_ != "NN":
            of = any(c.lower_ == "of" and c.i == noun.i + 1 for c in noun.rights)
            return f"{name} the" if of and "the" in told else name
        if not told and noun.i < self.chunker.headline:
            told = self._articles.get(noun.lower_, [])
        if len(told) == 1 and told[0] in CERTAIN:
            return f"{name} the"
        return f"{name} {_article(noun.doc[self.chunker.left(noun)].text)}" if ONE.intersection(told) else name

    @cached_property
    def _articles(self) -> dict[str, list[str]]:
        """What first stands before a noun where it has "a", "the" or an owner, which a headline leaves out."""
        told: dict[str, list[str]] = {}
        for token in self.chunker.tokens:
            if (token.lower_ in ONE and token.dep_ == "det") or token.lower_ in CERTAIN:
                told.setdefault(token.head.lower_, [token.lower_])
        return told


def _article(word: str) -> str:
    """ "A" or "an" as it sounds before a word."""
    said = word.lower()
    if said.startswith(("eu", "one", "uni")):
        return "a"
    return "an" if said[0] in "aeio" or said.startswith("un") else "a"


def particle(verb: Token) -> str | None:
    """The second word of a verb: "shot | down"."""
    return next((c.lower_ for c in verb.children if c.dep_ == "prt"), None)


def acted_on(verb: Token) -> Token | None:
    """The common noun of what a verb is done to."""
    slot = "nsubjpass" if any(c.dep_ == "auxpass" for c in verb.children) else "dobj"
    noun = next((c for c in verb.children if c.dep_ == slot and (c.pos_ in NOUNS or c.pos_ == "NUM")), None)
    if noun is None or (noun.pos_ != "NUM" and noun.ent_type_ not in FIGURES and noun.lemma_.lower() not in UNITS):
        return noun
    link = next((c for c in noun.rights if c.lower_ == "of"), None)  # "40 million euros of aid"
    return next((c for c in link.children if c.dep_ == "pobj" and c.pos_ in NOUNS), None) if link else None


def doer(verb: Token) -> Token | None:
    """The noun of who does what a verb without an object says; of "asks B to mediate", "seeks to mediate" too."""
    for clause in _clauses(verb):
        slots = ("dobj", "nsubj") if clause != verb else ("nsubj",)
        for slot in slots:
            noun = next((c for c in clause.children if c.dep_ == slot), None)
            if noun is not None:
                return noun if noun.pos_ in NOUNS else None
        if clause.dep_ == "relcl":
            return clause.head if clause.head.pos_ in NOUNS else None
    return None


def _clauses(verb: Token) -> Iterator[Token]:
    """A verb, and those above it whose subject or object can be its own."""
    yield verb
    while _shares(verb) and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
        yield verb


def _shares(verb: Token) -> bool:
    """Whether a verb has its subject from the one above it: "flew to Muscat to mediate" too."""
    return verb.dep_ in ("xcomp", "conj") or (verb.dep_ == "advcl" and any(c.tag_ == "TO" for c in verb.lefts))
