"""What stands around a name and tells what it means: persons, regions, places, words for those who act."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import REPORTING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.nlp.parse.lines import Lines
    from briefgen.nlp.parse.tokens import Doc, Span, Token
    from briefgen.registry import Alias, Registry

LOCATIVE = frozenset("in at near outside around across through via inside throughout".split())
BETWEEN = frozenset("between with against to by from for toward towards".split())
GIVEN = frozenset(  # what goes "to" whom it is meant for, no mere place
    "aid assistance delivery supply support help offer pledge promise loan grant sale export lend donate".split()
)
OPPOSED = frozenset("between with against by".split())
MODIFYING = ("compound", "amod", "nmod")
PLACES = frozenset({"GPE", "NORP", "LOC"})
NOUN_FORMS = frozenset("name former capital people seat".split())
# what states expel, close, send, sign or lift
STATECRAFT = frozenset(
    "ambassador envoy diplomat consul embassy border airspace crossing sanction troop soldier visa treaty tariff "
    "embargo ceasefire blockade extradition".split()
)
REACH = 3  # tokens behind a part of a state in which who acts for it is told
REGION_REACH = 6  # tokens within which a region stands in a list with another
MEASURES = frozenset("sanction embargo restriction penalty pressure aid backing support".split())


class Clues:
    """Words that tell what a name beside them means; built once from the registry."""

    def __init__(self, registry: Registry) -> None:
        words = registry.words
        roles = words.get("roles") or {}
        self.registry = registry
        self.regions = {name: code for code, names in (words.get("regions") or {}).items() for name in names or ()}
        self.regional = frozenset(words.get("regional", ()))
        shorts = {short for role in roles.values() for short in (role or {}).get("short", ())}
        self.titles = frozenset({*words.get("courtesy", ()), *shorts})
        agents = {**(words.get("populations") or {}), **(words.get("agents") or {})}
        self.agents = frozenset({*agents, *(role for role in roles if " " not in role)})
        self.bodies = frozenset(name.split()[-1] for name in words.get("bodies") or {})
        offices = (name.split()[-1] for name, data in roles.items() if (data or {}).get("level") == "state")
        self.stately = frozenset({*offices, *self.bodies, *STATECRAFT})
        self.people = frozenset(
            {*(words.get("populations") or {}), *(r for r, d in roles.items() if (d or {}).get("acts_for") == "none")}
        )


class Scene:
    """One Doc, as seen by somebody who wonders what a name in it means."""

    def __init__(self, doc: Doc, lines: Lines, clues: Clues) -> None:
        self.doc = doc
        self.lines = lines
        self.clues = clues
        self.actors = clues.registry.actors
        self.entity: dict[int, Span] = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}

    @cached_property
    def persons(self) -> frozenset[str]:
        """First and last words of all names of two words or more that the recogniser takes for persons."""
        full = [e for e in self.doc.ents if e.label_ == "PERSON" and len(e) > 1 and not any(t.tag_ == "POS" for t in e)]
        return frozenset(e[i].text for e in full for i in (0, -1) if not self.lines.headline(e.start))

    @cached_property
    def full(self) -> frozenset[str]:
        """All names of two words that the recogniser takes for persons outside headlines."""
        found = (e for e in self.doc.ents if e.label_ == "PERSON" and len(e) == 2)
        return frozenset(e.text for e in found if not self.lines.headline(e.start) and e[1].tag_ != "POS")

    def token(self, i: int) -> Token | None:
        return self.doc[i] if 0 <= i < len(self.doc) else None

    def hyphenated_person(self, span: Span) -> bool:
        """The first half of "Iranian-American journalist": a person's descent, no pair of states."""
        head = self.token(span.end + 2)
        second = self.token(span.end + 1)
        if head is None or second is None or not second.is_title or not second.text.endswith(("an", "ish", "ese", "i")):
            return False
        return head.ent_type_ == "PERSON" or bool(
            {head.lemma_.lower(), self.doc[span.end + 2 : span.end + 4].text.lower()} & self.clues.people
        )

    def in_region(self, span: Span) -> bool:
        """A namesake town: "Paris, Texas"."""
        comma, region = self.token(span.end), self.token(span.end + 1)
        return comma is not None and comma.text == "," and region is not None and region.text in self.clues.regions

    def town(self, span: Span) -> bool:
        """Whether a state's name is here a town's: "the Guatemalan city of Antigua", "Antigua, Guatemala"."""
        before = self.doc[max(0, span.start - 2) : span.start].text.lower()
        if before in ("city of", "town of", "village of", "port of", "resort of"):
            return True
        comma, state = self.token(span.end), self.token(span.end + 1)
        if comma is None or state is None or comma.text != "," or state.head != span.root:
            return False
        return state.dep_ in ("appos", "npadvmod") and state.text in self.clues.registry.aliases

    def person_named(self, span: Span, aliases: Iterable[Alias]) -> bool:
        """Whether the words are part of a person's name: "Mr. Jordan", "Israel Katz", "Denzel Washington"."""
        if len(span) > 2:
            return False
        noun = any(a.form in NOUN_FORMS for a in aliases)
        following = self.token(span.end)
        if noun and following is not None and f"{span.text} {following.text}" in self.full:
            return True
        before = self.token(span.start - 1)
        if noun and before is not None and before.text in self.clues.titles:
            return True
        ent = self.entity.get(span.start)
        if ent is None or len(ent) <= len(span) or any(t.tag_ == "POS" for t in ent):
            return False
        doubtful = any(a.ambiguous for a in aliases)
        if ent.label_ != "PERSON" and not (doubtful and ent.label_ in ("FAC", "WORK_OF_ART", "PRODUCT")):
            return False
        if self.lines.headline(span.start) and not doubtful:
            return False
        rest = [t for t in ent if not span.start <= t.i < span.end and t.is_title and t.pos_ == "PROPN"]
        if not rest:
            return False
        if noun:
            return any(t.i in (span.start - 1, span.end) for t in rest)
        if all(t.i != span.start - 1 for t in rest):
            return False
        following = self.token(span.end)  # "Chris Dutch said", "Mohammed Shia al-Sudani"
        return span.end < ent.end or following is None or following.pos_ in ("VERB", "AUX", "PUNCT")

    def bloc(self, span: Span, alias: Alias) -> bool:
        """ "The West", "Europe", "Gulf officials": a bloc where it acts, a mere region elsewhere."""
        if alias.form == "adjective":
            return self.before_agent(span) or self.before_measure(span)
        if alias.form == "people":
            return True
        return self.agentive(span) and (span.text in ("Europe",) or self.definite(span))

    def has_its(self, span: Span) -> bool:
        """Whether the sentence calls its subject "it", as it calls states and not persons."""
        return any(t.lower_ in ("its", "it", "itself") for t in self.doc[span.end : span.sent.end])

    def governs(self, span: Span) -> bool:
        """Whether a name is the subject of what states do: "Jordan expelled the Syrian ambassador"."""
        root = span.root
        objects = (c for c in root.head.rights if c.dep_ == "dobj") if root.dep_ == "nsubj" else ()
        return any(c.lemma_.lower() in STATECRAFT for c in objects)

    def has_office(self, span: Span) -> bool:
        """Whether a name owns what states have: "Chad's envoy", "Jordan's foreign ministry"."""
        mark = self.token(span.end)
        owned = span.root.head if mark is not None and mark.tag_ == "POS" else None
        return owned is not None and owned.i > span.end and owned.lemma_.lower() in self.clues.stately

    def demonym(self, i: int) -> bool:
        token = self.token(i)
        return token is not None and any(a.form == "adjective" for a in self.clues.registry.aliases.get(token.text, ()))

    def definite(self, span: Span) -> bool:
        before, following = self.token(span.start - 1), self.token(span.end)
        return (
            before is not None and before.lower_ == "the" and not (following is not None and following.pos_ == "PROPN")
        )

    def before_agent(self, span: Span) -> bool:
        for token in self.doc[span.end : span.end + 3]:
            if token.lemma_.lower() in self.clues.agents:
                return True
            if token.pos_ not in ("ADJ", "NOUN", "PROPN", "CCONJ"):
                return False
        return False

    def before_measure(self, span: Span) -> bool:
        """ "Western sanctions", "Western military aid": what only states give or inflict, whatever stands between."""
        for token in self.doc[span.end : span.end + 3]:
            if token.lemma_.lower() in MEASURES:
                return True
            if token.pos_ not in ("ADJ", "NOUN", "CCONJ"):
                return False
        return False

    def proper(self, span: Span) -> bool:
        """Whether a capital letter tells: not at the start of a sentence, not in a headline."""
        token = self.doc[span.start]
        if (
            len(span) == 1
            and token.dep_ == "nsubj"
            and any(t.lower_ in ("he", "she", "his", "her") for t in self.doc[token.i : span.sent.end])
        ):
            return False
        if (
            len(span) == 1
            and token.is_sent_start
            and token.dep_ in ("compound", "nmod", "amod")
            and token.head.pos_ == "NOUN"
        ):
            return False
        if self.lines.headline(token.i):
            return bool(token.ent_type_)
        return not token.is_sent_start or token.ent_type_ in ("ORG", "NORP", "GPE")

    def regional(self, span: Span) -> bool:
        """Whether a name that a state shares with a region means that: "Atlanta, Georgia", "the Georgia governor"."""
        doc = self.doc
        if self._after_town(span):
            return True
        for token in doc[span.end : span.end + 3]:
            if token.lemma_.lower() in self.clues.regional or token.lower_ in self.clues.regional:
                return True
            if token.pos_ not in ("PROPN", "ADJ", "NOUN", "PART"):
                break
        root = span.root
        if root.dep_ == "pobj" and root.head.lower_ in ("of", "from", "in"):
            above = root.head.head
            if any(t.lemma_.lower().rstrip(".") in self.clues.regional for t in (above, *above.lefts)):
                return True
        near = range(max(0, span.start - REGION_REACH), min(len(doc), span.end + REGION_REACH))
        listed = [i for i in near if not span.start <= i < span.end and doc[i].text in self.clues.regions]
        return any(doc[i].text != span.text and self._listed(min(i, span.start), max(i, span.end)) for i in listed)

    def _after_town(self, span: Span) -> bool:
        comma, town = self.token(span.start - 1), self.token(span.start - 2)
        if (
            comma is None
            or town is None
            or comma.text != ","
            or town.pos_ != "PROPN"
            or town.ent_type_ not in ("GPE", "LOC", "FAC")
        ):
            return False
        ent = self.entity.get(town.i)
        name = ent.text if ent is not None else town.text
        entry = self.clues.registry.aliases.get(name, ()) or self.clues.registry.aliases.get(town.text, ())
        return not entry  # "Tbilisi, Georgia" is the state; other towns are taken for American ones

    def _listed(self, start: int, end: int) -> bool:
        """Whether only names, commas and conjunctions stand between two names."""
        return all(t.pos_ in ("PROPN", "PUNCT", "CCONJ") for t in self.doc[start:end])

    @staticmethod
    def agentive(span: Span) -> bool:
        """Whether a name stands where actors stand: subject, object, owner, one of a pair."""
        root = span.root
        while root.dep_ in ("conj", "appos", "compound") and root.head is not root:
            root = root.head
        if root.dep_ in ("nsubj", "nsubjpass", "poss", "dobj", "dative", "agent"):
            return True
        return root.dep_ == "pobj" and root.head.lower_ in BETWEEN

    def acting(self, span: Span) -> bool:
        """Whether the name of a part of a state stands where who acts stands, no mere place: "Texas sued Ohio"."""
        root = span.root
        if root.dep_ in MODIFYING:
            nouns = (t for t in self.doc[span.end : span.end + REACH] if t.pos_ in ("NOUN", "PROPN"))
            ruled = any(t.lemma_.lower() in self.clues.bodies or t.ent_type_ == "PERSON" for t in nouns)
            return ruled or self.before_agent(span)
        given = root.dep_ == "pobj" and root.head.lower_ == "to" and root.head.head.lemma_.lower() in GIVEN
        return given or (self.agentive(span) and (root.dep_ != "pobj" or root.head.lower_ in OPPOSED))

    def is_place(self, span: Span) -> bool:
        """A capital after a locative preposition, or as a dateline, is a place and no government."""
        root = span.root
        if root.dep_ == "pobj" and root.head.lower_ in LOCATIVE:
            return True
        if root.dep_ == "pobj" and root.head.lower_ == "from" and root.head.head.lemma_ in REPORTING:
            return True  # "said from Oslo"
        if root.dep_ == "conj" and root.head.dep_ == "pobj" and root.head.head.lower_ in LOCATIVE:
            return True
        following = self.token(span.end)
        dateline = (
            following is not None and following.text in ("(", "-", "–", "—", ",") and self.doc[span.start].is_upper
        )
        return dateline and len(span.text) > 3 and not self.lines.headline(span.start)
