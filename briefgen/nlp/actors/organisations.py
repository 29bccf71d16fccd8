"""Organisations that the registry does not hold, found by their names; no products, laws or places."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from briefgen.nlp.actors.cast import slug
from briefgen.nlp.actors.credence import meant_again
from briefgen.nlp.actors.edges import CALENDAR
from briefgen.nlp.actors.extents import PARTLY, PRIVATE, Extents
from briefgen.nlp.actors.initials import NO_ACRONYM, called, ended, plural, runs_of, shortened
from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.namesakes import PARTICLES, fold, name_words
from briefgen.nlp.actors.offices import Offices
from briefgen.nlp.actors.scene import LOCATIVE, Scene
from briefgen.nlp.actors.shortenings import add_acronyms, add_alias, add_first_words, add_short_forms, named_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefgen.model import Kind
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Span, Token

NAME_TAGS = frozenset("NNP NNPS JJ NN NNS IN CC DT HYPH POS CD VBG VBN FW".split())
SMALL = frozenset("of the for and on in to de la del al des du & - ’s 's".split())
TELLING = frozenset("say tell report quote cite publish write broadcast air carry show describe accord".split())
GOVERNMENTS = frozenset("administration government cabinet regime junta presidency".split())
# labels under which organisations are found, too
NAMED = frozenset({"ORG", "PERSON", "GPE", "FAC", "PRODUCT", "WORK_OF_ART", "NORP", "LOC"})
LOCAL = frozenset("City Town Borough County District Municipal Provincial Regional".split())
CALLED = frozenset("known called named dubbed".split())
ARTICLES = frozenset({"a", "an", "the"})
APPOSED = frozenset({"compound", "appos", "nmod"})
DESIGNATION = re.compile(r".*\d|[A-Z]+-\w+$")  # S-400, COVID-19, F-35


def add_organisations(cast: Cast, titles: Titles, labels: Mapping[str, str]) -> None:
    """Record what the recogniser takes for organisations, where it is one, then acronyms and short forms."""
    finder = _Finder(cast, titles, labels)
    for ent in cast.doc.ents:
        if ent.label_ == "ORG" or ent.text in finder.told:
            finder.consider(ent)
    runs = tuple(runs_of(cast.doc))
    for start, end, acronym in shortened(cast, titles, runs):
        finder.define(start, end, acronym)
    for start, end in called(cast, titles, runs):
        finder.call(start, end)
    for start, end in (*ended(cast, titles, runs), *plural(cast, titles, runs)):
        finder.define(start, end)
    finder.describe()
    add_acronyms(cast, titles)
    add_short_forms(cast)
    add_first_words(cast)


def _called_behind(ent: Span) -> Token | None:
    """The noun that tells behind a name what it is: "M., a company from Lyon"."""
    nouns = (t for t in ent.root.rights if t.dep_ == "appos" and t.pos_ == "NOUN" and t.i >= ent.end)
    return next((t for t in nouns if t.left_edge.lower_ in ("a", "an")), None)


class _Finder:
    def __init__(self, cast: Cast, titles: Titles, labels: Mapping[str, str]) -> None:
        self.cast = cast
        self.doc = cast.doc
        self.titles = titles
        self.labels = labels
        self.offices = Offices(cast, titles)
        self.extents = Extents(cast, titles)
        named = (e for e in cast.doc.ents if len(e) > 1)
        persons = [e for e in named if e.label_ == "PERSON" or meant_again(e) or self._apposed(e)]
        own = (t for e in persons for t in e if t.text[0].isupper() and not cast.lines.headline(t.i))
        particles = (t for e in persons for t in e if t.lower_ in PARTICLES)
        self.person_words = {t.text for t in (*own, *self._behind_titles())} | {t.text.title() for t in particles}
        self.elsewhere: dict[str, set[str]] = defaultdict(set)
        for ent in cast.doc.ents:
            self.elsewhere[ent.text].add(ent.label_)
        self.told = {ent.text: kind for ent in cast.doc.ents if (kind := self._told(ent))}
        ended = (e for e in cast.doc.ents if e.label_ == "ORG" and len(e) > 1 and e[-1].is_lower)
        self.told |= {cast.text(*self.extents.of(e)): k for e in ended if (k := titles.kinds.get(e[-1].text))}
        self.outlets = {e.text for e in cast.doc.ents if self._after_outlet(e.start) and self._told(e)}

    def _apposed(self, ent: Span) -> bool:
        """Whether a name stands in apposition to an office: "Chad's envoy to the union, Hinda B.,"."""
        root = ent.root
        told = root.dep_ == "appos" and root.head.i < ent.start and self.doc[ent.start - 1].text == ","
        return told and self.titles.ending_at(self.doc, root.head.i + 1) is not None

    def _behind_titles(self) -> Iterator[Token]:
        """The words of names of two or more that stand behind a title: "Spokesperson Teresa M."."""
        for token in self.doc[1:-1]:
            if token.pos_ != "PROPN" or not token.is_title or token.nbor().pos_ != "PROPN":
                continue
            if not self.cast.lines.headline(token.i) and self.titles.ending_at(self.doc, token.i) is not None:
                yield from takewhile(lambda t: t.pos_ == "PROPN" and t.is_title, self.doc[token.i :])

    def _told(self, ent: Span) -> Kind | None:
        """The kind of organisation that a noun calls it: "the tabloid V.", "the group M.", "forces known as M."."""
        noun = self.doc[ent.start - 1] if ent.start else ent[0]
        called = self.doc[ent.start - 2] if noun.lower_ == "as" and ent.start > 1 else noun
        if called.lower_ in CALLED:
            noun = called.head
        elif noun.lower_ not in self.titles.kinds and (behind := _called_behind(ent)) is not None:
            noun = behind
        elif ent.root.dep_ == "appos" and noun.text == "," and ent.label_ == "ORG":  # "a French firm, M."
            noun = ent.root.head
        elif not self._after_outlet(ent.start) and noun.dep_ not in APPOSED and ent.root.dep_ != "appos":
            return None
        outlet = self._after_outlet(ent.start)
        if ent.label_ not in NAMED or not noun.is_lower or not (outlet or noun.pos_ == "NOUN"):
            return None
        kind = "company" if outlet else self.titles.kinds.get(noun.lower_)
        return kind if kind != "government_body" and not self.titles.title_word(self.doc, ent[0]) else None

    def _after_outlet(self, start: int) -> bool:
        return start > 0 and self.doc[start - 1].lower_ in self.titles.outlet_words

    def consider(self, ent: Span) -> None:
        """Record one recognised entity if it is an organisation of its own."""
        start, end = self.extents.of(ent)
        if start >= end or any(i in self.cast.barred for i in range(start, end)):
            return
        if self.doc[end : end + 1].text in ("Minister", "Ministers"):
            return  # "Public Works Minister B."
        inner = sorted({self.cast.at[i] for i in range(start, end) if i in self.cast.at}, key=lambda m: m.start)
        if any(m.form not in ("adjective", "name", "capital", "former", "people") or m.end > end for m in inner):
            return  # also where a known name goes on: "U.S. Department of" + "Justice"
        if inner and (inner[-1].end == end or (inner[0].start <= start and inner[0].end >= end)):
            lands = {self.cast.members[m.actor].country for m in inner}
            if len(lands) < len(inner) or not self.extents.of_land(start, inner[-1]):
                return  # "United States State Department" ends in a known name: that is the one meant
            inner = inner[-1:]
        name = self.cast.text(start, end)
        following = self.doc[ent.end].lower_ if ent.end < len(self.doc) else ""
        if (
            following in self.titles.outlet_words
            or name in self.outlets
            or self.titles.outlet(name)
            or (self.doc[start].text in self.titles.outlets and self.titles.kind(tuple(name.split())) not in PRIVATE)
        ):
            if not self._acts_itself(start, end):
                self.cast.barred.update(range(start, end))
                return
        elif not self._is_organisation(start, end, name):
            return
        first = inner[0] if inner else None
        if first is not None and first.start == start and self.doc[first.end].tag_ == "POS":
            start = first.end + 1  # "Turkey's Defence Industry Directorate"
        called = name in self.told and start > 0 and self.doc[start - 1].is_alpha  # "the Maltese company K."
        owner = first.actor if first else self._owner(start) or (self._owner(start - 1) if called else None)
        self._add(start, end, owner)

    def call(self, start: int, end: int) -> None:
        """Record a party under a name before the noun that tells what it is: "the Heart of Benin party"."""
        inner = [m for i in range(start, end) if (m := self.cast.at.get(i)) is not None]
        if all(self.cast.members[m.actor].kind == "state" and m.form == "name" for m in inner):
            self.told[self.cast.text(start, end)] = "party"
            self._add(start, end, inner[0].actor if inner else None)

    def describe(self) -> None:
        """Record names behind which a noun tells what they are, and let "party" belong to the name before it."""
        for noun in self.doc:
            kind = self.titles.kinds.get(noun.lower_) if noun.pos_ == "NOUN" and noun.dep_ == "appos" else None
            head = noun.head
            opening = noun.left_edge  # "an oil company", "Chad's oldest union"
            if (
                kind is None
                or kind == "government_body"
                or not (opening.lower_ in ARTICLES or opening.i in self.cast.at)
            ):
                continue
            start = head.i
            while start > 0 and self._goes_before(self.doc[start - 1], head):
                start -= 1
            place = range(start, head.i + 1)
            name = head.pos_ == "PROPN" and self.doc[head.i + 1].text == "," and not self.cast.lines.headline(start)
            known = {m for i in place if (m := self.cast.at.get(i)) is not None}
            lands = all(self.cast.members[m.actor].kind == "state" and m.end - m.start < len(place) for m in known)
            if len(known) == 1 and (own := self.cast.members[next(iter(known)).actor]).kind == "other":
                own.kind = own.kind if own.key in self.cast.registry.actors else kind
            elif name and lands and not any(i in self.cast.barred for i in place) and not self._titled(start):
                self.told[self.cast.text(start, head.i + 1)] = kind
                self._add(start, head.i + 1, next((m.actor for m in known), None))
        for mention in [m for m in self.cast.mentions if self.cast.members[m.actor].kind == "party"]:
            if mention.form == "name" and self.doc[mention.end : mention.end + 1].text in PARTLY:
                self.cast.cover(mention, mention.start, mention.end + 1)

    def _goes_before(self, token: Token, head: Token) -> bool:
        """Whether a capitalised word belongs to the name that goes on behind it."""
        own = token.head is head or token.pos_ == "PROPN"
        return (
            own
            and token.text[0].isupper()
            and token.lower_ not in CALENDAR
            and not self.titles.title_word(self.doc, token)
        )

    def _titled(self, start: int) -> bool:
        """Whether a name follows a person's title."""
        return start > 0 and (
            self.titles.ending_at(self.doc, start) is not None or self.doc[start - 1].lower_ in self.titles.courtesy
        )

    def define(self, start: int, end: int, acronym: str = "") -> None:
        """Record an organisation under a name, and under the acronym to which the text shortens it."""
        last = self.cast.at.get(end - 1)
        known = last is not None and last.end == end and self.cast.members[last.actor].kind not in ("state", "person")
        inner = {m for i in range(start, end) if (m := self.cast.at.get(i)) is not None}
        if not known:
            if any(m.form == "person" for m in inner) or any(i in self.cast.barred for i in range(start, end)):
                return
            owner = last or self.cast.at.get(start)
            self._add(start, end, owner.actor if owner is not None and not owner.place else None)
            last = self.cast.at[end - 1]
        if acronym and last is not None and not self.cast.apart(slug(acronym), last.actor):
            add_alias(self.cast, acronym, last.actor)

    def _is_organisation(self, start: int, end: int, name: str) -> bool:
        tokens = [t for t in self.doc[start:end] if not t.is_punct]
        if not tokens or any(t.is_space or t.tag_ not in NAME_TAGS for t in tokens) or not name[0].isupper():
            return False
        last = tokens[-1]
        if any(self.cast.registry.actors[a.actor].kind == "state" for a in self.cast.registry.aliases.get(name, ())):
            return False  # a land that does nothing here: "the deal on Nagorno-Karabakh"
        if (
            DESIGNATION.fullmatch(name)
            or last.text in self.titles.things
            or last.lower_ in CALENDAR
            or last.lower_ in GOVERNMENTS
        ):
            return False
        if any(not t.text[0].isupper() and t.lower_ not in SMALL and not t.is_digit for t in tokens):
            return False
        kind = self.told.get(name) or self.titles.kind(tuple(t.text for t in tokens))
        if kind is None and self._mistaken(start, end, tokens):
            return False
        if self.cast.lines.headline(start):
            return self._in_headline(start, end, name, kind)
        if len(tokens) == 1:
            return self._single(tokens[0], name)
        if self.labels.get(name.lower()):
            return False  # a body without a state is no actor of its own
        if kind is None and self.elsewhere[name] & {"GPE", "LOC", "FAC", "PERSON", "LAW", "EVENT"}:
            return False
        return kind is not None or not self._place(start, end)

    def _mistaken(self, start: int, end: int, tokens: list[Token]) -> bool:
        """Whether a name that tells no kind of organisation is a person's, an event's or an adjective."""
        if any(a.form == "adjective" for a in self.cast.registry.aliases.get(tokens[-1].text, ())):
            return True  # "South American"
        if len(tokens) > 1 and tokens[0].lower_ in self.titles.courtesy:
            return True  # "Ms Q."
        if tokens[0].text in self.titles.vessels or self.cast.text(start, end) in self.titles.masks:
            return True
        if len(tokens) > 1 and "PERSON" in self.elsewhere[tokens[-1].text]:
            return True  # "Vadim K.", who is "K." elsewhere
        tail = tokens[-1].head  # "Alghabass Ag" before the family name that was recognised
        if tail.i == end and tail.ent_type_ == "PERSON" and tokens[-1].dep_ == "compound":
            return True
        if tokens[-1].tag_ not in ("NNP", "NNPS") or all(t.text in self.person_words for t in tokens):
            return True
        if any(t.text in self.titles.things and self.doc[t.i + 1].lower_ in ("of", "on") for t in tokens[:-1]):
            return True
        if self.titles.acquaintances.named(name_words(self.doc, start, end)):
            return True
        return len(tokens) > 1 and (self.offices.of(start, end) or self.offices.owner(start, end)) is not None

    def _in_headline(self, start: int, end: int, name: str, kind: Kind | None) -> bool:
        """In a headline only what the text names again, or what ends as organisations do and holds no verb."""
        again = self.doc.text.find(name, self.doc[end - 1].idx + 1) >= 0
        if end - start == 1:
            return again and name.isupper()
        organised = kind is not None and self.doc[end - 1].lower_ in self.titles.kinds
        return again or (organised and not any(t.tag_[:2] == "VB" for t in self.doc[start:end]))

    def _single(self, token: Token, name: str) -> bool:
        """One word: an acronym that is used as a name, or a word that acts and is never a place or a person."""
        if (
            token.tag_ not in ("NNP", "NNPS")
            or len(name) < 2
            or self.elsewhere[name] - {"ORG"}
            or name in self.titles.regions
        ):
            return False
        if token.dep_ in ("compound", "nmod") and not token.is_upper:
            return False
        if token.is_upper:
            return name not in NO_ACRONYM and (
                Scene.agentive(self.doc[token.i : token.i + 1]) or token.nbor(-1).lower_ == "the" if token.i else False
            )
        if self.titles.acquaintances.short(fold(name)):
            return False
        others = self.tokens[name]
        if any(t.dep_ == "pobj" and t.head.lower_ in LOCATIVE for t in others) or self.titles.common(name):
            return False
        return any(t.dep_ in ("nsubj", "poss", "agent") or (t.dep_ == "pobj" and t.head.lower_ == "by") for t in others)

    @cached_property
    def tokens(self) -> defaultdict[str, list[Token]]:
        """The tokens of the text by what they are written as."""
        tokens = defaultdict(list)
        for token in self.doc:
            tokens[token.text].append(token)
        return tokens

    def _place(self, start: int, end: int) -> bool:
        root = self.doc[start:end].root
        return root.dep_ == "pobj" and root.head.lower_ in LOCATIVE

    def _acts_itself(self, start: int, end: int) -> bool:
        """Whether a newspaper or agency is more than a source here: something is done to it, or it does something."""
        root = self.doc[start:end].root
        roles = ("dobj", "nsubjpass", "nsubj") if self.cast.text(start, end) in self.outlets else ("dobj", "nsubjpass")
        return root.dep_ in roles and root.head.lemma_ not in TELLING

    def _owner(self, start: int) -> str | None:
        before = self.cast.at.get(start - 1) or (
            self.cast.at.get(start - 2) if start > 1 and self.doc[start - 1].tag_ == "POS" else None
        )
        return (
            before.actor
            if before is not None and before.form in ("adjective", "name", "former") and not before.place
            else None
        )

    def _add(self, start: int, end: int, owner: str | None) -> None:
        name = self.cast.text(start, end)
        behind: Kind = "party" if self.doc[end : end + 1].text == "party" else "other"  # "the Ata-Jurt party"
        kind: Kind = self.told.get(name) or self.titles.kind(tuple(name.split())) or behind
        state = self.cast.members.get(owner or "")
        code = next((c for n in (1, 2) if (c := self.titles.regions.get(self.doc[start : start + n].text))), None)
        local = code is not None or bool(LOCAL & set(name.split()))
        loose = kind == "government_body" and (state is None or state.kind != "state") and not local
        if loose or kind == "other":  # "the AU High-Level Panel"
            kind = "igo" if state is not None and state.kind == "igo" else "other"
        key = self.cast.key(name, kind)
        member = self.cast.members.get(key)
        if member is None:
            key = named_before(self.cast, name, key) or key
        above = owner if kind in ("government_body", "igo") and state is not None else None
        self.cast.member(key, name, kind, start, country=state.country if state else code, acts_for=above)
        mention = Mention(start, end, key, "organisation")
        self.cast.replace(mention)
        if self.doc[end : end + 1].text in PARTLY:  # "the Free Homeland party"
            self.cast.cover(mention, start, end + 1)
