"""Government bodies that the registry does not hold: ministries, armies, courts, read with the state whose they are."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.nlp.cast import Cast, slug
from briefgen.nlp.grammar import outer
from briefgen.nlp.homeland import at_home
from briefgen.nlp.mention import Mention
from briefgen.nlp.organisations import add_organisations
from briefgen.nlp.titles import Titles
from briefgen.nlp.tokens import matched
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from spacy.language import Language

    from briefgen.nlp.tokens import Span
    from briefgen.registry import Registry

# nouns of government: lower-case phrases with such a head and a state's adjective act for that state
BODY_WORDS = frozenset(
    "ministry directorate agency council committee commission authority department bureau office board court bank "
    "service guard force forces army navy administration parliament senate assembly congress police secretariat "
    "presidency".split()
)
OWNING = frozenset("adjective name capital former seat".split())
BETWEEN = frozenset("POS JJ NN NNP VBN CD".split())
SCENE, HALF, MOST = 5, 0.5, 0.7  # mentions, and shares of all mentions of states, that make one the scene of a text
RARE = 3  # how many times as often as another a state is named beside which that other one does not count
MODIFYING = ("compound", "amod", "nmod")  # "military action"
REACH = 4  # tokens before a body's name in which its owner stands
SEATED = frozenset("ministry parliament senate assembly congress presidency bank".split())  # sit in their own capital
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
        add_organisations(cast, self.titles, self.labels)

    def _bodies(self, cast: Cast) -> None:
        spans = matched(self.matcher, cast.doc)
        homeless: list[tuple[Span, str]] = []
        taken: set[int] = set()
        for span in spans:
            places = set(range(span.start, span.end))
            if taken & places or any(i in cast.at for i in places) or span.root.pos_ == "ADJ":
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
            elif label in self.states:
                _state_itself(cast, span, owners[0])
            elif cast.members[owners[0]].country:
                cast.note(Mention(span.start, span.end, self._member(cast, owners[0], label, span.start), "body"))
        for span, label in homeless:
            self._home(cast, span, label)

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
        ids = {actor for (_, known), actor in self.own.items() if known == label}
        suffix = "-" + slug(label)
        before = {
            m.actor
            for m in cast.mentions
            if m.form in ("body", "name") and m.start < span.start and (m.actor.endswith(suffix) or m.actor in ids)
        }
        if len(before) == 1:
            cast.note(Mention(span.start, span.end, next(iter(before)), "body"))
        elif not before and not cast.lines.headline(span.start):
            named = span[0].is_title or span.root.lemma_.lower() in SEATED or label in FORCES
            if named and (owner := _only_state(cast, span)) is not None:
                cast.note(Mention(span.start, span.end, self._member(cast, owner, label, span.start), "body"))

    def add_forces(self, cast: Cast) -> None:
        """Record "police", "the army", "the Constitutional Court" as those of the state in which a text is at home."""
        home = cast.homeland
        for span in sorted(matched(self.matcher, cast.doc), key=lambda s: s.start) if home else ():
            label = self.labels.get(span.text.lower(), "")
            free = not any(i in cast.at for i in range(span.start, span.end)) and span.root.dep_ not in MODIFYING
            named = span[0].is_title and self._definite(cast, span) and not cast.lines.headline(span.start)
            told = label in FORCES or (named and label not in self.states)
            if home and free and told and at_home(span.root, span.start) and not self._of_title(cast, span):
                cast.ensure(home)
                cast.note(Mention(span.start, span.end, self._member(cast, home, label, span.start), "body"))

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
    named = cast.at.get(span.root.head.i) if span.root.dep_ == "appos" else None
    described = named is not None and named.end < span.start and cast.doc[named.end].text == ","
    organised = named is not None and cast.members[named.actor].kind not in ("state", "person", "population")
    return named.actor if named is not None and described and organised else None


def _plural(text: str) -> str:
    return text[:-1] + "ies" if text.endswith("y") else text if text.endswith("s") else text + "s"


def _only_state(cast: Cast, span: Span) -> str | None:
    """The only state named in the sentence before a body; else that which the text is about, or that was just named."""
    states = [m for m in cast.mentions if cast.members[m.actor].kind == "state" and not m.place]
    counts = Counter(m.actor for m in states)
    scene, most = max(counts.items(), key=lambda c: (c[1], c[0]), default=("", 0))
    share = most / len(states) if most >= SCENE else 0.0
    sent = span.sent
    since = cast.doc[sent.start - 1].sent.start if sent.start else 0
    for low in (sent.start, since):
        near = [m for m in states if low <= m.start < span.start and not _of_thing(cast, m)]
        rare = most >= SCENE and all(counts[m.actor] * RARE <= most for m in near)
        leading = [m for m in near if _leads(cast, m)]
        if low != sent.start and cast.home in {m.actor for m in leading or near}:
            return cast.home  # written there, and told of just before
        if near and low != sent.start and (share >= HALF or rare):
            return scene
        for few in (near, leading):
            if len({m.actor for m in few}) == 1:
                return few[0].actor
        if near:
            return None
        if low == sent.start and len(places := _places(cast, span)) == 1:
            return next(iter(places))
    return scene if share >= MOST or (scene and scene == cast.home) else None


def _leads(cast: Cast, mention: Mention) -> bool:
    """Whether a mention is the subject of its sentence."""
    root = cast.doc[mention.start : mention.end].root
    return root.dep_ == "nsubj" and root.head.dep_ == "ROOT"


def _places(cast: Cast, span: Span) -> set[str]:
    """The states of whose capitals a sentence tells as places: "he who heads the Senate spoke in Manila"."""
    found = (m for i in range(span.sent.start, span.sent.end) if (m := cast.at.get(i)) is not None and m.place)
    return {m.actor for m in found}


def _of_thing(cast: Cast, mention: Mention) -> bool:
    """Whether a state only lends its adjective to a thing: "a Russian law"."""
    head = cast.doc[mention.start].head
    return mention.form == "adjective" and cast.doc[mention.start].dep_ == "amod" and head.i not in cast.at


def owners_of(cast: Cast, span: Span) -> list[str]:
    """The states or organisations whose body a phrase names, several where their adjectives are joined by "and"."""
    doc = cast.doc
    for i in range(span.start - 1, max(-1, span.start - 1 - REACH), -1):
        mention = cast.at.get(i)
        if mention is not None and outer(doc[mention.end - 1]):
            break  # "the UN-backed government"
        if mention is not None:
            if (
                mention.form not in OWNING
                or mention.place
                or (mention.form == "name" and not _owns(cast, mention, span))
            ):
                return []
            return _joined(cast, mention, span)
        if doc[i].tag_ not in BETWEEN or doc[i].is_space:
            break
    return _of(cast, span)


def _owns(cast: Cast, mention: Mention, span: Span) -> bool:
    """Whether a noun before a body is its owner: a possessor, or an organisation or state used as a modifier."""
    following = cast.doc[mention.end]
    return following.tag_ == "POS" or mention.end == span.start or cast.members[mention.actor].kind != "state"


def _joined(cast: Cast, mention: Mention, span: Span) -> list[str]:
    found = [mention.actor]
    doc = cast.doc
    if mention.form == "adjective" and span.root.tag_ in ("NNS", "NNPS"):
        i = mention.start - 1
        while i > 0 and doc[i].lower_ in ("and", ",", "&"):
            other = cast.at.get(i - 1 if doc[i - 1].text != "," else i - 2)
            if other is None or other.form != "adjective":
                break
            found.insert(0, other.actor)
            i = other.start - 1
    return list(dict.fromkeys(found))


def _of(cast: Cast, span: Span) -> list[str]:
    """ "The ministry of defence of Ukraine", "the armies of Brazil and Argentina", "the ministry in Oslo"."""
    doc = cast.doc
    found: list[str] = []
    i = span.end
    if i + 1 < len(doc) and doc[i].lower_ == "in" and span.text.lower() == "police":
        where = cast.at.get(i + 1)  # no state's police work in another
        return [where.actor] if where is not None and where.form == "name" else []
    if i + 1 < len(doc) and doc[i].lower_ == "in" and span.root.lemma_.lower() in SEATED:
        seat = cast.at.get(i + 1)
        return [seat.actor] if seat is not None and seat.form in ("capital", "seat") else []
    if i + 1 >= len(doc) or doc[i].lower_ != "of":
        return found
    while i + 1 < len(doc) and doc[i].lower_ in ("of", "and", ",", "the", "neighbouring", "neighboring"):
        i += 1
        mention = cast.at.get(i)
        if mention is not None:
            if mention.form not in ("name", "former"):
                break
            found.append(mention.actor)
            i = mention.end
            if span.root.tag_ not in ("NNS", "NNPS"):
                break
    return list(dict.fromkeys(found))
