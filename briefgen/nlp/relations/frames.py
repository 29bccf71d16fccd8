"""Predicates in a sentence: which word triggers which sense, and which words stand in the sense's slots."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects, respite, subjects
from briefgen.nlp.parse.governed import bidden
from briefgen.nlp.parse.grammar import is_passive, is_verb, prep_objects, support_verb
from briefgen.nlp.parties.pronouns import QUANTITIES
from briefgen.nlp.relations.modes import verb_effect
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.registry import Registry, Sense

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
# operators whose subject is also the subject of the noun they govern
COUNTS = frozenset(
    "dozen hundred thousand million score number group lot ten couple handful series wave round batch contingent load "
    "flotilla column fleet squadron team unit brigade tonne ton truckload planeload consignment shipment package worth "
    "host string array piece set pair bulk rest half quarter majority share part billion trillion % percent most much "
    "third two-thirds fifth dollar euro pound".split()
)
PERSONAL = frozenset("he she they him her them us me whom who everybody everyone anybody".split())
PHRASE_REACH = 9  # tokens within which a fixed phrase must end
LENDING = frozenset("support begin plan promise threaten end ease refuse fail hope".split())
NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
IDLE = frozenset(
    {("in", "exchange"), ("on", "patrol"), ("at", "patrol"), ("against", "patrol")}
)  # words that are no act behind their preposition
OFFICES = frozenset(  # what one holds without holding anybody
    "presidency vice-presidency chair chairmanship post office seat position role rank title majority record mandate "
    "portfolio leadership command premiership ministry power".split()
)
INSISTING = frozenset({"insist"})  # on what is wanted, or on what is so
VIEWING = frozenset("report deny blame welcome".split())  # operators of whoever tells what he thinks of a deed
HARM = frozenset("kill wound injure hurt maim shoot burn destroy damage".split())
OWNING_UP = frozenset("claim admit accept take assume acknowledge".split())  # to responsibility for what one did


class Lexicon:
    """The registry's senses by the word that carries them; built once."""

    def __init__(self, registry: Registry) -> None:
        self.operators = registry.operators
        words = registry.words
        self.people = frozenset(
            {*(words.get("agents") or ()), *(words.get("populations") or ()), *(words.get("roles") or ())}
        )
        self.senses: dict[tuple[str, str], list[Sense]] = defaultdict(list)
        self.fixed: dict[str, list[Sense]] = defaultdict(list)
        things = words.get("objects") or {}
        for sense in (_spelled_out(sense, things) for sense in registry.senses):
            if sense.words:
                self.fixed[sense.words[0].lower()].append(sense)
            else:
                self.senses[sense.pos, sense.head.lower()].append(sense)
        for senses in self.senses.values():  # the more conditions, the earlier; the files' order within
            senses.sort(
                key=lambda s: (
                    -(2 * bool(s.particle) + 2 * bool(s.object or s.complement or s.subject) + bool(s.without)),
                    not (s.object and s.complement),
                )
            )

    def triggers(self, doc: Doc) -> Iterator[tuple[Token, list[Sense]]]:
        """Words that may state a relation, each with its senses in order: fixed phrases before their single words."""
        joined: set[int] = set()  # last words of "cease-fire" and the like, which tell nothing by themselves
        for token in doc:
            phrases: dict[int, list[Sense]] = {}
            for sense in self.fixed.get(token.lower_, ()) or self.fixed.get(token.lemma_.lower(), ()):
                last = _phrase_end(token, sense.words)
                if last is not None and self._holds(sense, last) and not (sense.pos == "noun" and last.tag_ == "VBG"):
                    phrases.setdefault(_carrier(sense, token, last).i, []).append(sense)
                    if "-" in sense.words or (sense.pos == "phrase" and sense.words[0] == "in"):
                        joined.add(last.i)
            pos = POS.get(token.pos_)
            single = [] if pos is None or token.i in joined else self._suffix(token) or self._senses(token, pos)
            for place, senses in phrases.items():
                if place != token.i:
                    yield doc[place], senses
            if phrases.get(token.i) or single:
                yield token, [*phrases.get(token.i, ()), *single]

    def _senses(self, token: Token, pos: str) -> list[Sense]:
        lemma = token.lemma_.lower()
        plural = self.senses.get((pos, token.lower_)) if token.tag_ == "NNS" else None  # "hostilities"
        found = plural or self.senses.get((pos, lemma)) or self.senses.get((pos, token.lower_))
        if not found and token.pos_ == "PROPN" and lemma.endswith("s"):
            found = self.senses.get((pos, lemma[:-1]))
        if token.tag_ == "VBG":
            noun = self.senses.get(("noun", token.lower_), [])  # "fighting between A and B"
            if (noun and token.dep_ in NOMINAL) or any(c.dep_ in ("amod", "det") for c in token.lefts):
                return noun  # no act: "the last crossing"
        passive = token.tag_ == "VBN" and (token.pos_ == "ADJ" or is_passive(token))
        if passive and (participle := self.senses.get(("adjective", token.lower_))):
            found = participle  # "is opposed to": the tagger's verb, the dictionary's adjective
        if pos == "noun" and token.dep_ == "conj" and token.head.pos_ == "ADJ" and token.nbor(1).pos_ == "NOUN":
            return []  # "economic and trade talks"
        if pos == "noun" and token.dep_ == "pobj" and (token.head.lower_, token.lower_) in IDLE:
            return []
        return [s for s in found or () if self._holds(s, token)]

    def _holds(self, sense: Sense, token: Token) -> bool:
        """Whether a sense's conditions hold; PEOPLE among its objects is anybody, ANYTHING whatever the verb has."""
        anybody = "PEOPLE" in sense.object and is_verb(token) and any(map(self.is_human, objects(token)))
        anybody = anybody or ("ANYTHING" in sense.object and _has_object(token))
        return holds(replace(sense, object=()) if anybody else sense, token)

    def is_human(self, noun: Token) -> bool:
        """Whether a noun is of people: a name, a word for who acts, a pronoun."""
        lemma = _counted(noun)
        return noun.ent_type_ in ("PERSON", "NORP") or lemma in self.people or noun.lower_ in PERSONAL

    def _suffix(self, token: Token) -> list[Sense]:
        senses = self.senses.get(("suffix", token.lower_))
        if senses and token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
            return senses
        return []


def _spelled_out(sense: Sense, things: Mapping[str, list[str]]) -> Sense:
    """A sense whose subjects and objects are lemmas, where its entry names a kind of things ("VESSEL")."""
    if things.keys().isdisjoint((*sense.subject, *sense.object)):
        return sense
    subject, object_ = (
        tuple(lemma for word in words for lemma in things.get(word, (word,))) for words in (sense.subject, sense.object)
    )
    return replace(sense, subject=subject, object=object_)


def _carrier(sense: Sense, first: Token, last: Token) -> Token:
    """The word of a fixed phrase on which its slots hang: the head that the entry names, else its last word."""
    for token in first.doc[first.i : last.i + 1]:
        if sense.pos != "phrase" and token.lemma_.lower() == sense.head:
            return token
    return last


def _phrase_end(first: Token, words: tuple[str, ...]) -> Token | None:
    """The last word of a fixed phrase that begins at `first`; determiners and adjectives may stand in between."""
    doc = first.doc.tokens
    place = first.i
    for word in words[1:]:
        place += 1
        while place < len(doc):
            token = doc[place]
            if token.lower_ == word or token.lemma_.lower() == word:
                break
            if (
                token.dep_ not in ("det", "amod", "poss", "compound", "case", "advmod", "nummod")
                or place - first.i > PHRASE_REACH
            ):
                return None
            place += 1
        if place >= len(doc):
            return None
    return doc[place]


def phrase_words(token: Token, sense: Sense) -> frozenset[int]:
    """Offsets of the words that make up a fixed phrase carried by a token; empty for other senses."""
    if not sense.words:
        return frozenset()
    near = token.doc[max(0, token.i - PHRASE_REACH) : token.i + PHRASE_REACH]
    return frozenset(t.i for t in near if t.lower_ in sense.words or t.lemma_.lower() in sense.words)


def holds(sense: Sense, token: Token) -> bool:
    """Whether a sense's conditions on particle, subject and object hold."""
    if sense.particle is not None and not _has_particle(token, sense, *sense.particle.split()):
        return False
    if sense.subject and not _among(_doers(token), sense.subject):
        return False
    if token.lemma_ == "hold" and any(o.lemma_ in OFFICES for o in objects(token)):
        return False
    if token.lemma_ in INSISTING and "clause" in sense.target and _is_assured(token):
        return False
    if sense.object and not _among(_undergoing(token, sense), sense.object):
        return False
    if _with_preposition(sense) and not any(slot(token, name) for name in sense.target):
        return False  # "set upon" where nothing is set upon
    told = [*slot(token, "complement"), *bidden(token)] if sense.complement else []
    told += [a for c in told for a in c.lefts if a.dep_ == "amod"]  # "called him a stupid man"
    if sense.complement and not any(c.lemma_.lower() in sense.complement for c in told):
        return False
    return all(not slot(token, name) for name in sense.without)


def _has_object(verb: Token) -> bool:
    """Whether a verb has an object, which a parser may take for a measure: "returned to B on Monday 21 frogs"."""
    loose = (c for c in verb.rights if c.dep_ == "npadvmod" and c.pos_ == "NOUN" and not c.ent_type_)
    return bool(objects(verb)) or any(loose)


def _is_assured(verb: Token) -> bool:
    """Whether the clause behind a verb tells what is so, not what is wanted: "insisted that B had fired"."""
    return any(clause.dep_ == "ccomp" and is_verb(clause) and _is_indicative(clause) for clause in verb.rights)


def _is_indicative(clause: Token) -> bool:
    helpers = {c.tag_ for c in clause.children if c.dep_ in ("aux", "auxpass") and c.lower_ != "be"}
    return "MD" not in helpers and (clause.tag_ in ("VBD", "VBZ") or bool(helpers & {"VBD", "VBZ", "VBP"}))


def _has_particle(verb: Token, sense: Sense, particle: str, noun: str = "") -> bool:
    """Whether a verb has its particle ("off"), or its preposition with just that noun ("to account").

    Parsers take "in" of "called in the envoy" for a preposition, and "account" for a verb at times.
    """
    held = [c for c in verb.children if c.dep_ == "dobj"] if noun else []  # "removed B from its blacklist"
    held += [c for c in verb.rights if c.lower_ == "back"] if noun else []  # "put B back on its blacklist"
    for word in (w for host in (verb, *held) for w in host.children):
        if word.lower_ != particle or word.dep_ not in ("prt", "advmod", "prep"):
            continue
        behind = [g for g in word.children if g.dep_ == "pobj"]
        named = len(behind) == len(noun.split()) and all(g.lower_.endswith(noun) for g in behind)
        if named or any(g.lemma_.lower() in sense.object for g in behind):
            return True
    return particle == "to" and any(t.lower_ == noun for t in bidden(verb))


def _undergoing(word: Token, sense: Sense) -> list[Token]:
    """What a condition on the object asks: the object, else what stands behind the particle or in the dative.

    Of a noun, what stands in its target slots: "an attack on the court's ruling".
    """
    if not is_verb(word):
        return [head for name in sense.target for head in slot(word, name)]
    direct = [*respite(word)[:1], *objects(word)]
    behind = prep_objects(word, sense.particle) if sense.particle else []
    return direct or behind or [c for c in word.children if c.dep_ == "dative" and c.pos_ != "ADP"]


def _doers(token: Token) -> list[Token]:
    """Who does it: a verb's subject; of a noun its owner, or the subject of the verb that takes it ("go on strike")."""
    if is_verb(token):
        return subjects(token)
    above = support_verb(token)
    found = [t for name in ("possessive", "modifier", "by", "of") for t in slot(token, name)]
    return found + (subjects(above) if above is not None else [])


def _among(heads: list[Token], lemmas: tuple[str, ...]) -> bool:
    """Whether one of the heads is called by one of the lemmas, by its kind of name, or by its title."""
    return any(not {_counted(h), h.lower_, h.ent_type_, _pair(h), *_titles(h)}.isdisjoint(lemmas) for h in heads)


def _with_preposition(sense: Sense) -> bool:
    """Whether an entry is a verb with its preposition and nothing else ("lean on")."""
    return sense.pos == "verb" and not sense.words and sense.key.split()[1:] == [*sense.target][:1]


def _titles(name: Token) -> set[str]:
    """The titles before a person's name, in lower case: "King Abdullah" is called as a king is."""
    return {c.lower_ for c in name.lefts if c.dep_ == "compound"} if name.pos_ == "PROPN" else set()


def _pair(noun: Token) -> str:
    """A noun with the word before it: "aid worker"."""
    return f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}" if noun.i else ""


def _counted(noun: Token) -> str:
    """Lemma of a noun, looked for behind a number word: "thousands of reservists", "two of her nephews"."""
    if noun.lemma_.lower() in COUNTS or noun.lower_ in QUANTITIES or noun.tag_ == "CD":
        for inner in prep_objects(noun, "of"):
            return inner.lemma_.lower()
    return noun.lemma_.lower()


def effect_above(token: Token, lexicon: Lexicon) -> tuple[str | None, Token | None]:
    """The operator effect of the verb that takes a noun as its object, and that verb."""
    verb = _owned_up(token)
    if verb is not None:
        return "support", verb
    verb = support_verb(token)
    if verb is None or is_judged(token, lexicon):
        return None, None
    if is_passive(verb) and verb.lemma_ in HARM and token.dep_ == "pobj" and token.head.lower_ in ("in", "during"):
        return "undergo", verb  # "were killed in a raid by B"
    return verb_effect(verb, lexicon.operators), verb


def is_judged(noun: Token, lexicon: Lexicon) -> bool:
    """Whether somebody only tells what he thinks of it: "expressed regret over the raid", "quit in protest at it"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or not is_verb(verb):
        return False
    views = (o for o in (*objects(verb), *prep_objects(verb, "in")) if o.pos_ == "NOUN" and o.i < noun.i)
    return any(lexicon.operators.effect("noun", view.lemma_.lower()) in VIEWING for view in views)


def _owned_up(token: Token) -> Token | None:
    """The verb by which somebody takes an act on himself: "claimed responsibility for the attack", "claimed it"."""
    if token.dep_ == "dobj" and token.head.lemma_ == "claim":
        return token.head
    if token.dep_ != "pobj" or token.head.lower_ != "for":
        return None
    above = token.head.head
    held = next((t for t in (above, *above.rights) if t.lemma_.lower() == "responsibility" and t.dep_ == "dobj"), None)
    return held.head if held is not None and held.head.lemma_ in OWNING_UP else None
