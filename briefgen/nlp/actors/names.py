"""Names of known actors in a text: exact surface forms of the registry, less those that mean something else there."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.nlp.actors.edges import CALENDAR
from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.namesakes import fold
from briefgen.nlp.actors.scene import LOCATIVE, Clues, Scene
from briefgen.nlp.actors.senses import Senses
from briefgen.nlp.parse.tokens import matched
from briefgen.registry import Alias, Registry, spellings

if TYPE_CHECKING:
    from spacy.language import Language

    from briefgen.nlp.parse.lines import Lines
    from briefgen.nlp.parse.tokens import Doc, Span, Token

__all__ = ["LOCATIVE", "Mention", "NameMatcher"]

# lower-cased, these are ordinary words: a line without capitals does not make them names
ORDINARY = frozenset(
    "us polish turkey chad china jordan who it is ira may can aids arm eta nato-like pas gin gnu seal polo".split()
)
# what makes of a name an adjective that no longer stands for the actor: "New Delhi-based", "Iranian-born"
SUFFIXES = frozenset(
    "based born bound bred built descended educated era flavored flavoured headquartered language listed made speaking "
    "style themed".split()
)
DEMONYM = re.compile(r".*(an|ian|i|ite|ane|ene|ard|iot|er|eno|ina|ino)$")
MEMBER = frozenset("state nation country kingdom emirate monarchy republic power ally".split())
ARMED = frozenset({"armed_group", "government_body"})
FACTIONS = frozenset({"armed_group", "party"})
# behind a nationality these tell of its language: "known by the French acronym"
TONGUE = frozenset("acronym acronyms initials abbreviation translation spelling subtitles".split())
INSIDE = frozenset("da das de del della delle di do dos du des".split())  # between two words of a foreign name
CHAIN = 3  # capitalised words looked through for the head of a longer proper name


class NameMatcher:
    """Finds registry names in a Doc; built once from the registry and the pipeline's tokenizer.

    Persons of the registry are left to `people.py`, which reads them together with their titles.
    """

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.registry = registry
        words = registry.words
        self.aliases = _aliases(registry)
        self.folded: dict[str, tuple[Alias, ...]] = defaultdict(tuple)
        for text, aliases in self.aliases.items():
            self.folded[text.lower()] += aliases
        media = (*words.get("outlets", ()), *words.get("phrases", ()))
        self.masks = frozenset(s for text in media if text not in self.aliases for s in spellings(text))
        self.after = frozenset(words.get("after", ()))
        self.heads = frozenset(words.get("heads", ()))
        cities = words.get("cities") or {}
        self.cities = {fold(name): state for state, names in cities.items() for name in names or ()}
        self.clues = Clues(registry)
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        # as written: in lower case the tokenizer would part "U.S." from its last dot
        self.matcher.add("name", [nlp.tokenizer(text) for text in sorted({*self.aliases, *self.masks})])

    def __call__(self, doc: Doc, lines: Lines, home: str | None = None) -> tuple[Mention, ...]:
        """Mentions in text order, none overlapping; home: key of the state from which the text is written."""
        spans = matched(self.matcher, doc)
        scene = Scene(doc, lines, self.clues)
        taken: set[int] = set()
        found: list[tuple[Span, tuple[Alias, ...]]] = []
        for span in spans:
            if taken.intersection(range(span.start, span.end)):
                continue
            text = re.sub(r"\s+", " ", span.text)
            if text in self.masks:
                taken.update(range(span.start, span.end))
                continue
            aliases = self._read(span, text, lines)
            if aliases and not self._hidden(span, aliases, lines, scene):
                taken.update(range(span.start, span.end))
                found.append((span, aliases))
        return tuple(sorted(Senses(scene, found, home).choose(), key=lambda m: m.start))

    def home(self, town: str, land: str) -> str | None:
        """The state that a dateline names, or in which its town lies; None where that is no one state."""
        form, name = ("name", land) if land else ("capital", town)
        if (code := self.clues.regions.get(name)) is not None:  # "AUSTIN, Texas"
            return self.registry.states.get(code)
        states = {a.actor for a in self.folded.get(name.lower(), ()) if a.form == form}
        if not states:
            return self.cities.get(fold(town))
        return next(iter(states)) if len(states) == 1 else None

    def _read(self, span: Span, text: str, lines: Lines) -> tuple[Alias, ...]:
        """The aliases that a piece of text can be, case considered."""
        found = self.aliases.get(text, ())
        if not found and text[0].isupper():  # "World powers" at the start of a sentence
            found = self.aliases.get(text[0].lower() + text[1:], ())
        if not found:
            style = lines.style(span.start)
            low = text.lower()
            spaced = " " in text
            if (
                (style == "title" and spaced)
                or (style == "capitals" and text.isupper() and (spaced or len(text) > 2))
                or style == "lower"
            ):
                found = self.folded.get(low, ())
                if style == "lower" and low in ORDINARY and not _opens(span):
                    found = ()
                if style == "capitals" and low in ORDINARY and len(low) < 4:
                    found = ()
        if not found and " " in text and text.islower():
            found = self._own_body(span, text)
        hyphen = span.end < len(span.doc) and span.doc[span.end].text in "-–"
        return tuple(a for a in found if a.form != "prefix" or hyphen)

    def _own_body(self, span: Span, text: str) -> tuple[Alias, ...]:
        """A body known by its name, in small letters behind its state: "Haiti's transition council"."""
        doc, at = span.doc, span.start - 1
        at -= at > 0 and doc[at].tag_ == "POS"
        lands = {a.actor for a in self.aliases.get(doc[at].text, ())} if at >= 0 else set()
        known = ((a, self.registry.actors[a.actor]) for a in self.folded.get(text, ()) if lands)
        return tuple(a for a, entry in known if entry.kind == "government_body" and entry.acts_for in lands)

    def _hidden(self, span: Span, aliases: tuple[Alias, ...], lines: Lines, scene: Scene) -> bool:
        """Whether the words are part of another proper name: an agreement, a company, a person."""
        doc = span.doc
        if span.start > 1 and doc[span.start - 1].text in INSIDE and doc[span.start - 2].text.istitle():
            return True  # "Angra da Praia"
        following = doc[span.end] if span.end < len(doc) else None
        if following is not None and following.text in "-–" and span.end + 1 < len(doc):
            return doc[span.end + 1].lower_ in SUFFIXES or scene.hyphenated_person(span)
        if following is not None and not following.is_space:
            if following.lower_ in TONGUE and aliases[0].form in ("adjective", "people"):
                return True
            if following.lower_ in MEMBER and all(self.registry.actors[a.actor].kind == "other" for a in aliases):
                return True  # "the Gulf state" is one of them
            city = any(a.form == "capital" for a in aliases)
            if city and (self._names_meeting(span) or scene.in_region(span)):
                return True
            if self._swallowed(span, lines.headline(span.start)):
                return True
        return scene.person_named(span, aliases) or self._of_school(span) or self._longer(span, aliases, lines)

    def _longer(self, span: Span, aliases: tuple[Alias, ...], lines: Lines) -> bool:
        """Another body or party whose name ends as one that is known: "the National Security Council"."""
        if span.start == 0 or lines.headline(span.start):
            return False
        kinds = {self.registry.actors[a.actor].kind for a in aliases}
        armed = len(span) > 1 and kinds <= ARMED  # "the Harar Liberation Army" is not every other
        initialled = span.doc[span.start - 1].is_upper and kinds <= FACTIONS  # "ACT Wazalendo" is none of the Wazalendo
        armed = armed or (initialled and span.doc[span.start - 1].tag_ == "NNP")
        if kinds != ({"igo"} if len(span) > 1 else {"government_body"}) and not armed:
            return False
        before = span.doc[span.start - 1]
        naming = ("PROPN",) if armed else ("PROPN", "ADJ")
        named = before.text.istitle() and not before.is_sent_start
        if before.pos_ not in naming or not (named or initialled):
            return False
        return before.text not in self.aliases and before.lower_ not in CALENDAR

    def _names_meeting(self, span: Span) -> bool:
        """A city before "agreement" or "talks", also at some words' distance: "the Geneva refugee convention"."""
        for token in span.doc[span.end : span.end + CHAIN]:
            if token.lower_ in self.after or token.lemma_.lower() in self.after:
                return True
            if token.pos_ not in ("ADJ", "NOUN", "PROPN") or token.is_space:
                return False
        return False

    def _of_school(self, span: Span) -> bool:
        """ "The University of Cyprus"."""
        doc = span.doc
        at = span.start - 1 - (span.start > 1 and doc[span.start - 1].lower_ == "the")
        return at > 0 and doc[at].lower_ == "of" and doc[at - 1].text in self.heads

    def _swallowed(self, span: Span, headline: bool) -> bool:
        """Another proper name: "Turkish Airlines", "Georgia Southern University", "French Film Festival"."""
        doc = span.doc
        for width in range(1 if headline else CHAIN):
            end = span.end + width
            if end >= len(doc) or not doc[end].text[0].isupper():
                return False
            if doc[end].text in self.heads or doc[end : end + 2].text in self.heads:
                return True
        return False


def _aliases(registry: Registry) -> dict[str, tuple[Alias, ...]]:
    """Surface form to aliases; plurals of peoples' names are made where the registry does not list them."""
    made: dict[str, tuple[Alias, ...]] = {}
    for text, aliases in registry.aliases.items():
        kept = tuple(a for a in aliases if registry.actors[a.actor].kind != "person")
        if kept:
            made[text] = kept
    for text, aliases in list(made.items()):
        peoples = tuple(a for a in aliases if a.form == "people" or (a.form == "adjective" and DEMONYM.match(text)))
        if peoples and text[-1] not in "sh" and text + "s" not in made and not text.isupper():
            made[text + "s"] = tuple(Alias(text + "s", a.actor, "people", a.ambiguous) for a in peoples)
    return made


def _opens(span: Span) -> bool:
    """Whether a word opens its line or stands in a hyphenated pair: where "us" and "turkey" are states."""
    doc = span.doc
    before: Token | None = doc[span.start - 1] if span.start else None
    after: Token | None = doc[span.end] if span.end < len(doc) else None
    return before is None or before.is_space or (after is not None and after.text == "-") or before.text == "-"
