"""Government bodies that the registry does not hold: ministries, armies, courts, read with the state whose they are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.nlp.actors.bodyowners import REACH, SEATED, host_of, only_state, owners_of
from briefgen.nlp.actors.cast import Cast, slug
from briefgen.nlp.actors.coreference import Coreference
from briefgen.nlp.actors.edges import CALENDAR
from briefgen.nlp.actors.homeland import at_home
from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.organisations import add_organisations
from briefgen.nlp.actors.titles import Titles
from briefgen.nlp.parse.tokens import matched
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from spacy.language import Language

    from briefgen.nlp.parse.tokens import Span
    from briefgen.registry import Registry

MODIFYING = ("compound", "amod", "nmod")  # "military action"
TITLE = 4  # words of a title behind a body
TWO = 2
PARLIAMENT, UNION, UNION_PARLIAMENT = "Parliament", "european-union", "european-parliament"
PERSONAL = frozenset({"his", "her"})
BARE = frozenset({"ministry", "court"})  # these tell too little of whose they are
FORCES = frozenset({"Army", "Military", "Air Force", "Navy", "Police"})


class BodyMatcher:
    """Finds the government bodies of `bodies.yml` that combine with any state; built once."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.titles = Titles(nlp, registry)
        self.labels: dict[str, str] = {}
        self.states: set[str] = set()  # labels of what is the state itself: its government, its delegation
        for name, data in (registry.words.get("bodies") or {}).items():
            label = (data or {}).get("label") or name.title()
            for text in (name, *(data or {}).get("names", ())):
                self.labels[text.lower()] = label
                self.labels.setdefault(_plural(text.lower()), label)
            if (data or {}).get("stands_for"):
                self.states.add(label)
        self.national = {
            e.name.lower(): e.id for e in registry.actors.values() if e.kind == "government_body" and e.acts_for
        }
        bodies = (registry.words.get("national") or {}).items()
        self.own = {  # what a state's common body is called there: (code of the state, label) to id
            (data["country"], data["body"]): slug(data["label"]) for _, data in bodies if data and data.get("body")
        }
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self.matcher.add("body", [nlp.tokenizer(text) for text in sorted(self.labels)])

    def add(self, cast: Cast) -> None:
        """Record the bodies and organisations of a text in its cast."""
        cast.titles = self.titles
        self._bodies(cast)
        _join_bare(cast)
        add_organisations(cast, self.titles, self.labels)

    def _bodies(self, cast: Cast) -> None:
        spans = matched(self.matcher, cast.doc)
        homeless: list[tuple[Span, str]] = []
        taken: set[int] = set()
        for span in spans:
            places = set(range(span.start, span.end))
            if taken & places or any(i in cast.at for i in places) or span.root.pos_ == "ADJ":
                continue
            if self._goes_on(cast, span):
                continue
            taken |= places
            label = self.labels[re.sub(r"\s+", " ", span.text.lower())]
            owners = owners_of(cast, span)
            if (named := _apposed(cast, span)) is not None:
                cast.note(Mention(span.start, span.end, named, "body"))
            elif not owners:
                homeless.append((span, label))
            elif len(owners) > 1:  # "the Russian and Syrian defence ministries": each state keeps its adjective
                for owner in owners:
                    if label not in self.states:
                        cast.also(Mention(span.start, span.end, self._member(cast, owner, label, span.start), "body"))
            else:
                self._owned(cast, span, owners[0], label)
        for span, label in homeless:
            self._home(cast, span, label)

    def _owned(self, cast: Cast, span: Span, owner: str, label: str) -> None:
        """Record the body of a state or an organisation; the forces of an armed group are the group."""
        if label in self.states:
            _state_itself(cast, span, owner)
        elif label in FORCES and cast.members[owner].kind == "armed_group":
            cast.note(Mention(span.start, span.end, owner, "body"))
        elif cast.members[owner].country and cast.members[owner].kind != "population":
            cast.note(Mention(span.start, span.end, self._member(cast, owner, label, span.start), "body"))

    def _member(self, cast: Cast, owner: str, label: str, first: int) -> str:
        state = cast.members[owner]
        adjective = f"{'US' if owner == 'united-states' else state.name} {label}"
        known = self.own.get((state.country or "", label)) if state.kind == "state" else None
        known = known if known in cast.registry.actors else self.national.get(adjective.lower())
        if known is not None:
            cast.ensure(known, first)
            return known
        key = cast.registry.decisions.of(slug(f"{owner} {label}"))
        cast.member(
            key,
            f"{label} of {with_article(state.name)}",
            "government_body",
            first,
            country=state.country,
            acts_for=owner,
        )
        return key

    def _home(self, cast: Cast, span: Span, label: str) -> None:
        """ "The Foreign Ministry" alone: the one named before; as a proper name that of the only state near."""
        if label in self.states or not self._definite(cast, span) or self._of_title(cast, span):
            return
        if span.start and cast.doc[span.start - 1].lower_ in PERSONAL and label in FORCES:
            return  # "his army" is left until persons are known
        ids = {actor for (_, known), actor in self.own.items() if known == label}
        suffix = "-" + slug(label)
        told = [
            m
            for m in cast.mentions
            if m.form in ("body", "name") and m.start < span.start and (m.actor.endswith(suffix) or m.actor in ids)
        ]
        before = {m.actor for m in told}
        if label in FORCES and cast.home and all(cast.members[m.actor].acts_for != cast.home for m in told):
            here = cast.lines.starts[span.start]  # in another paragraph "the army" is that of the dateline's state
            before = {m.actor for m in told if m.start >= here}
        if len(before) == 1:
            cast.note(Mention(span.start, span.end, next(iter(before)), "body"))
        elif not before and not cast.lines.headline(span.start) and label.lower() not in BARE:
            named = span[0].is_title or span.root.lemma_.lower() in SEATED or label in FORCES
            owner = host_of(cast, span) or only_state(cast, span) if named else None
            if named and label == PARLIAMENT and self._of_union(cast, owner):
                cast.ensure(UNION_PARLIAMENT, span.start)
                cast.note(Mention(span.start, span.end, UNION_PARLIAMENT, "body"))
            elif owner is not None:
                cast.note(Mention(span.start, span.end, self._member(cast, owner, label, span.start), "body"))

    def add_forces(self, cast: Cast) -> None:
        """Record "police", "the army", "the Constitutional Court" as those of the state in which a text is at home."""
        coreference = Coreference(cast)
        for span in sorted(matched(self.matcher, cast.doc), key=lambda s: s.start):
            label = self.labels.get(span.text.lower(), "")
            home, owned = cast.homeland, span.start > 0 and cast.doc[span.start - 1].lower_ in PERSONAL
            if owned:
                home = self._commander(cast, span.start, coreference.pronoun(cast.doc[span.start - 1]))
            free = not any(i in cast.at for i in range(span.start, span.end)) and span.root.dep_ not in MODIFYING
            named = span[0].is_title and self._definite(cast, span) and not cast.lines.headline(span.start)
            told = label in FORCES or (named and label not in self.states)
            here = owned or at_home(span.root, span.start)
            if home and free and told and here and not self._of_title(cast, span):
                cast.ensure(home)
                cast.note(Mention(span.start, span.end, self._member(cast, home, label, span.start), "body"))

    @staticmethod
    def _commander(cast: Cast, at: int, persons: tuple[str, ...]) -> str | None:
        """Whose army is "his": that of the state for which the only person speaks who can be meant."""
        sent = cast.doc[at].sent
        since = cast.doc[sent.start - 1].sent.start if sent.start else 0
        near = {m.actor for m in cast.mentions if m.form == "person" and since <= m.start < at}
        meant = persons or tuple(near)
        top = cast.top(meant[0]) if len(meant) == 1 else ""
        return top if top in cast.members and cast.members[top].kind == "state" else None

    @staticmethod
    def _of_union(cast: Cast, owner: str | None) -> bool:
        """Whether "Parliament" is that of the European Union: told of more than a state that is no member of it."""
        counts = Counter(m.actor for m in cast.mentions)
        union = cast.registry.actors.get(UNION)
        inside = union is not None and owner not in union.members and UNION_PARLIAMENT in cast.registry.actors
        return inside and counts[UNION] > max(1, counts[owner or ""])

    def _goes_on(self, cast: Cast, span: Span) -> bool:
        """Whether a capitalised body only begins a longer name: "National Congress Reform", "Army Radio"."""
        if span.end >= len(cast.doc) or not span[-1].is_title or cast.lines.headline(span.start):
            return False
        after = cast.doc[span.end]
        named = after.text[0].isupper() and after.pos_ == "PROPN" and after.i not in cast.at
        title = self.titles.longest_from(cast.doc, after.i, min(len(cast.doc), after.i + TITLE)) is not None
        return named and not title and after.lower_ not in CALENDAR and after.ent_type_ != "PERSON"

    def _of_title(self, cast: Cast, span: Span) -> bool:
        """Whether the words begin a person's title: "Treasury Secretary"."""
        found = self.titles.ending_at(cast.doc, span.end + 1)
        return found is not None and span.end < len(cast.doc) and cast.doc[span.end].text[0].isupper()

    @staticmethod
    def _definite(cast: Cast, span: Span) -> bool:
        if span.start == 0 or span.root.tag_ in ("NNS", "NNPS"):
            return False
        before = cast.doc[span.start - 1]
        return before.lower_ in ("the", "its", "his", "her", "their") or (
            span[0].is_title and not before.tag_.startswith(("JJ", "NN", "DT"))
        )


def _join_bare(cast: Cast) -> None:
    """ "The Thai court" is Thailand's Constitutional Court where the text names no other court of Thailand."""
    for key, member in list(cast.members.items()):
        noun = next((n for n in BARE if member.acts_for and key == slug(f"{member.acts_for} {n}")), None)
        same = [k for k, m in cast.members.items() if m.acts_for == member.acts_for and k.endswith(f"-{noun}")]
        if noun is not None and len(same) == TWO:
            other = next(k for k in same if k != key)
            for mention in [*cast.of[key]]:
                cast.drop(mention)
                cast.note(Mention(mention.start, mention.end, other, mention.form))


def _state_itself(cast: Cast, span: Span, owner: str) -> None:
    """ "The Syrian government", "the government of Syria": one mention of the state."""
    near = (
        m for i in range(span.start - REACH, span.end + REACH) if (m := cast.at.get(i)) is not None and m.actor == owner
    )
    own = min(near, key=lambda m: abs(m.start - span.start), default=None)
    if own is not None and not any(
        t.is_space or (t.is_punct and t.text != "-") for t in cast.doc[own.end : span.start]
    ):
        cast.replace(Mention(min(own.start, span.start), max(own.end, span.end), owner, "body"))


def _apposed(cast: Cast, span: Span) -> str | None:
    """Whom a body describes behind a name: "Equinor, the Norwegian state company"."""
    behind = cast.at.get(span.end + (cast.doc[span.end : span.end + 1].text == ","))
    if behind is not None and behind.form == "name" and cast.members[behind.actor].kind == "company":
        return behind.actor  # "the state company Gécamines"
    named = cast.at.get(span.root.head.i) if span.root.dep_ == "appos" else None
    described = named is not None and named.end < span.start and cast.doc[named.end].text == ","
    organised = named is not None and cast.members[named.actor].kind not in ("state", "person", "population")
    return named.actor if named is not None and described and organised else None


def _plural(text: str) -> str:
    return text[:-1] + "ies" if text.endswith("y") else text if text.endswith("s") else text + "s"
