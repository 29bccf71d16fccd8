"""What the registry holds, as frozen types, and the questions that it answers."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from briefgen.model import COOPERATIVE
from briefgen.registry.decisions import Decisions

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.model import Action, Kind

Strings = tuple[str, ...]
FORMS = ("name", "former", "adjective", "people", "prefix", "capital", "seat")


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """One known actor; the fields are those of `site_config/actors/*.yml`.

    role: of a person, told where a text does not: "President of Chile"
    """

    id: str
    name: str
    kind: Kind
    country: str | None = None
    alpha2: str | None = None
    wikidata: str | None = None
    acts_for: str | None = None
    role: str | None = None
    names: Strings = ()
    former: Strings = ()
    adjectives: Strings = ()
    people: Strings = ()
    prefixes: Strings = ()
    capital: str | None = None
    capital_names: Strings = ()
    seats: Strings = ()
    members: Strings = ()
    ambiguous: Strings = ()

    def aliases(self) -> Iterator[tuple[str, str]]:
        """(surface form, kind of form) of all strings that can stand for the actor."""
        yield self.name, "name"
        groups = (
            ("name", self.names), ("former", self.former), ("adjective", self.adjectives), ("people", self.people),
            ("prefix", self.prefixes), ("capital", (self.capital,) if self.capital else ()),
            ("capital", self.capital_names), ("seat", self.seats),
        )  # fmt: skip
        for form, texts in groups:
            for text in texts:
                yield text, form


@dataclass(frozen=True, slots=True)
class Alias:
    """One surface form of one known actor."""

    text: str
    actor: str
    form: str
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a predicate: its class, where its source and target stand, and when it applies.

    head: lemma of the word that carries it; pos: verb, noun, adjective, phrase (fixed words) or suffix ("-backed")
    source, target: slots in order of preference
    subject, object, complement: lemmas one of which is whoever does it, its object ("PERSON": any person's name;
        "PEOPLE": anybody at all), or what the object is called or told to do; particle: also a preposition with its
        noun ("to account")
    """

    key: str
    pos: str
    head: str
    action: Action
    source: Strings
    target: Strings
    symmetric: bool = False
    subject: Strings = ()
    object: Strings = ()
    complement: Strings = ()
    without: Strings = ()
    particle: str | None = None
    words: Strings = ()
    example: str = ""


AGAINST = frozenset({"on", "against", "upon", "with"})
INFLICTED = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # what is done to somebody


@dataclass(frozen=True, slots=True)
class Operators:
    """Words that change what a predicate under them means: (part of speech, lemma) to effect; meanings of effects."""

    effects: Mapping[tuple[str, str], str]
    meanings: Mapping[str, str] = field(default_factory=dict)

    def effect(self, pos: str, lemma: str) -> str | None:
        return self.effects.get((pos, lemma))


@dataclass(frozen=True, slots=True)
class Topic:
    """An entry of the taxonomy of issues."""

    id: str
    label: str
    group: str
    iptc: str | None = None
    plover: str | None = None
    keywords: Strings = ()
    hints: Strings = ()
    weak: Strings = ()


@dataclass(frozen=True)
class Registry:
    """All that is known before an article is read. Built by `load_registry`; passed to whoever needs it."""

    actors: Mapping[str, ActorEntry]
    senses: tuple[Sense, ...]
    operators: Operators
    topics: Mapping[str, Topic]
    topic_groups: Mapping[str, str]
    words: Mapping[str, Any] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    choice: Mapping[str, float] = field(default_factory=dict)
    decisions: Decisions = field(default_factory=Decisions)
    version: str = ""

    @cached_property
    def aliases(self) -> Mapping[str, tuple[Alias, ...]]:
        """Surface form to the aliases that have it; plain-ASCII and straight-apostrophe forms are added."""
        found: dict[str, dict[tuple[str, str], Alias]] = {}
        for entry in self.actors.values():
            for text, form in entry.aliases():
                for variant in spellings(text):
                    alias = Alias(variant, entry.id, form, text in entry.ambiguous)
                    found.setdefault(variant, {}).setdefault(
                        (entry.id, "adj" if form == "adjective" else "noun"), alias
                    )
        return {text: tuple(by.values()) for text, by in found.items()}

    def contested(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Names that several actors of different parties have and none has as ambiguous, each with the ids, sorted."""
        for text, aliases in sorted(self.aliases.items()):
            for adjective in (False, True):
                same = [alias for alias in aliases if (alias.form == "adjective") == adjective]
                ids = sorted({alias.actor for alias in same})
                if len({self.top(one) for one in ids}) > 1 and not any(alias.ambiguous for alias in same):
                    yield text, tuple(ids)

    @cached_property
    def states(self) -> Mapping[str, str]:
        """ISO alpha-3 code to the id of the state."""
        return {e.country: e.id for e in self.actors.values() if e.kind == "state" and e.country and e.alpha2}

    def is_part(self, actor: str) -> bool:
        """Whether an actor is a part of a state, as Scotland and Texas, or one that would be a state, as Abkhazia."""
        entry = self.actors.get(actor)
        return entry is not None and entry.kind == "state" and self.states.get(entry.country or "") != actor

    @cached_property
    def inflicted(self) -> frozenset[str]:
        """Nouns of hostile deeds behind whose "of" stands whoever suffers them ("the killing of A"), never the doer."""
        doing: dict[str, bool] = {}
        for sense in self.senses:
            if sense.pos == "noun" and not sense.words:
                suffers = sense.action in INFLICTED and "of" in sense.target and "of" not in sense.source
                doing[sense.head] = doing.get(sense.head, True) and suffers
        return frozenset(noun for noun, suffers in doing.items() if suffers)

    @cached_property
    def violent(self) -> frozenset[str]:
        """Nouns of violence, which is where it is told to be "in" a state, and not that state's."""
        return frozenset(s.head for s in self.senses if s.pos == "noun" and s.action == "ASSAULT" and not s.words)

    @cached_property
    def directed(self) -> Mapping[str, frozenset[str]]:
        """Nouns of unfriendly acts to the prepositions behind which stands whoever suffers them ("strikes on A")."""
        nouns = (s for s in self.senses if s.pos == "noun" and not s.words and s.action not in COOPERATIVE)
        found: dict[str, frozenset[str]] = {}
        for sense in nouns:
            found[sense.head] = found.get(sense.head, frozenset()) | (AGAINST & set(sense.target))
        return found

    def top(self, actor: str) -> str:
        """The party at the end of the `acts_for` chain of a known actor, or the id itself."""
        seen = set()
        while actor not in seen and actor in self.actors and self.actors[actor].acts_for:
            seen.add(actor)
            actor = self.actors[actor].acts_for or actor
        return actor


def spellings(text: str) -> tuple[str, ...]:
    """A name as written, with straight and typographic apostrophe, and in plain ASCII; each once."""
    if text.isascii():
        return tuple(dict.fromkeys((text, text.replace("'", "’"))))
    forms = [text, text.replace("’", "'"), text.replace("'", "’")]
    forms += ["".join(c for c in unicodedata.normalize("NFKD", t) if not unicodedata.combining(c)) for t in forms[:2]]
    forms += [anyascii(t) for t in forms[:2]]
    return tuple(dict.fromkeys(forms))
