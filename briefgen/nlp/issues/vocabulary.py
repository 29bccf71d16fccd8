"""What the registry tells of common nouns: which name issues, which need a word of substance, which name people."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from briefgen.model import polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefgen.registry import Registry

ENDINGS = tuple(
    "izations isations ization isation ations ation ators ator itions ition ments ment ions ion ings ing ates ate"
    " ers er ors or ed es s e".split()
)
SHORTEST = 4  # letters that a stem keeps
CACHED = 20_000  # stems kept, as texts repeat their words
EVENTS = ("tion", "sion", "ment", "ing", "ance", "ence", "ism", "wal")
DOERS = ("er", "or", "ist", "ian", "ee")
SEEDS = frozenset({"term", "topic", "thing", "act", "event"})  # kinds that can name an issue by themselves


@lru_cache(maxsize=CACHED)
def stem(word: str) -> str:
    """A lower-case word without its commonest endings: "inspectors", "inspection" and "inspect" become one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST:
            return word[: -len(ending)]
    return word


class Vocabulary:
    """The word lists of `words/` as sets, stems where they are compared with stems; built once.

    A noun's kind: term (several words of the taxonomy); topic or thing (one word of it, for an event or anything else);
    act (states a relation); event; asset; population (people whom the taxonomy names); person; other.
    """

    def __init__(self, registry: Registry) -> None:
        words = registry.words
        self.places = _set(words, "places")
        self.vague = _set(words, "vague") | self.places
        self.sites = _set(words, "sites")
        self.props = _set(words, "props")
        self.hollow = _set(words, "hollow")
        self.craft = _set(words, "craft")
        self.pointers = _set(words, "pointers")
        self.events = _set(words, "events")
        self.empty = _set(words, "empty_modifiers")
        self.broad = _set(words, "broad_modifiers")
        self.plain = self.empty | self.broad
        self.nominals: Mapping[str, str] = words.get("nominals") or {}
        self.deeds = frozenset(name for name in self.nominals.values() if " " not in name)
        self.suffered = _set(words, "suffered")
        self.links = {noun: link for noun, _, link in (name.partition(" ") for name in self.nominals.values())}
        self.asks: Mapping[str, str] = words.get("asks") or {}
        self.nouns = {stem(verb): stem(name.split()[0]) for verb, name in self.nominals.items()}
        self.light = frozenset(map(stem, words.get("light") or ()))
        self.domains = frozenset(map(stem, words.get("domains") or ()))
        self.same = {other: key for key, others in (words.get("synonyms") or {}).items() for other in others}
        nouns = [s for s in registry.senses if s.pos == "noun" and not s.words]
        self.acts = frozenset(s.head for s in nouns)
        self.frictions = frozenset(s.head for s in nouns if polarity(s.action) == "friction")
        self.plain_verbs = _set(words, "plain_verbs")
        self.headline_verbs = _set(words, "headline_verbs")
        doings: Mapping[str, Iterable[str]] = words.get("doings") or {}
        self.doings: Mapping[str, tuple[str, ...]] = {verb: tuple(told) for verb, told in doings.items()}
        calm = {name.split()[0] for name, *_ in self.doings.values()} - self.frictions
        self.amends = frozenset(map(self.stem, calm)) - self.light
        self.happenings = _set(words, "happenings")
        self.happening_stems = frozenset(map(self.stem, self.happenings))
        self.verbs = frozenset(s.head for s in registry.senses if s.pos == "verb")
        self.assets = _set(words, "assets")
        self.populations = _set(words, "populations")
        agents: Mapping[str, Mapping[str, Any]] = words.get("agents") or {}
        named = self.populations | _set(words, "agents") | _set(words, "roles") | _set(words, "bodies")
        self.people = named - self.assets - self.acts - self.events
        roles: Mapping[str, Mapping[str, Any]] = words.get("roles") or {}
        self.offices = frozenset(noun for noun, role in roles.items() if role.get("level") != "plain")
        groups = {noun for noun, agent in agents.items() if agent.get("kind") not in (None, "person")}
        self.officials = self.people - self.populations - groups
        topics = {keyword for topic in registry.topics.values() for keyword in topic.keywords}
        self.known = self.assets | self.acts | self.events | self.vague | self.people | topics | _set(words, "light")

    def stem(self, word: str) -> str:
        """The stem of a lemma, of what news calls the same thing, or of the noun for a verb."""
        found = stem(self.same.get(word, word))
        return self.nouns.get(found, found)

    def single(self, word: str) -> str:
        """The singular of a lower-case plural that is known, else the word."""
        for ending, single in (("ies", "y"), ("s", ""), ("es", "")):
            if word not in self.known and word.endswith(ending) and word[: -len(ending)] + single in self.known:
                return word[: -len(ending)] + single
        return word

    def kind(self, lemma: str, pair: str, term: int) -> str:
        """The kind of a head. `pair`: it with the word before; `term`: words of the term that it ends, or 0."""
        if lemma in self.people or pair in self.people:
            return "population" if term and (lemma in self.populations or pair in self.populations) else "person"
        event = lemma in self.events or lemma in self.acts or (lemma.endswith(EVENTS) and len(lemma) > SHORTEST + 1)
        if term:
            if term > 1:
                return "term"
            return "other" if lemma in self.vague else "topic" if event else "thing"
        if event:
            return "act" if lemma in self.acts else "event"
        return "asset" if lemma in self.assets else "person" if lemma.endswith(DOERS) else "other"


def _set(words: Mapping[str, Iterable[str] | None], name: str) -> frozenset[str]:
    return frozenset(words.get(name) or ())
