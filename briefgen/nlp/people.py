"""Persons and their offices, learned from the text: names of the entity recogniser, and titles before names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

from briefgen.nlp.cast import Cast, slug, with_article
from briefgen.nlp.names import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME_PARTS = frozenset("al el bin ibn van von de da di der den du la le abu ben".split())
NEAR = 45  # tokens before a name within which a state is likely to be its holder's
CONTEXT = 9  # tokens looked at on either side of a name


@dataclass(frozen=True, slots=True)
class Office:
    """What a title tells: its words, and who its holder speaks for (an actor's id, or None)."""

    title: str
    acts_for: str | None
    head: bool
    party: str | None = None  # state or body named with the title, whether or not the holder speaks for it


class Offices:
    """Reads titles such as "Turkish Foreign Minister" against the words of `roles.yml`."""

    def __init__(self, cast: Cast) -> None:
        words = cast.registry.words
        self.cast = cast
        self.roles: dict[str, dict[str, Any]] = dict(words.get("roles", {}))
        for name, role in list(self.roles.items()):
            for short in (role or {}).get("short", ()):
                self.roles.setdefault(short.lower(), {**role, "title": name})
        self.prefixes = frozenset(words.get("prefixes", ()))
        self.courtesy = frozenset(word.lower() for word in words.get("courtesy", ()))
        self.longest = max((len(name.split()) for name in self.roles), default=1)

    def ending_at(self, end: int) -> tuple[int, str] | None:
        """(start token, role) of the longest role whose last word stands before token `end`."""
        for start in range(max(0, end - self.longest), end):
            text = re.sub(r"\s*-\s*", "-", self.cast.doc[start:end].text.lower())
            if text in self.roles:
                return start, text
        return None

    def read(self, start: int, role: str, left: int, right: tuple[int, int] | None = None) -> Office:
        """The office named by the role at `start`, its party sought from `left` on and in `right` (an "of …" range)."""
        data = self.roles[role] or {}
        doc = self.cast.doc
        begin = start
        while begin > left and doc[begin - 1].lower_ in self.prefixes:
            begin -= 1
        former = any(doc[i].lower_ in ("former", "ex", "late", "then") for i in range(begin, start))
        party = self._party(left, start) or (self._party(*right) if right else None) or data.get("country")
        party = self.cast.registry.states.get(party or "", party)
        acts = data.get("acts_for")
        speaks = party if acts in ("state", "body") and not former else None
        words = [t.text for t in doc[begin:start] if t.text != "-"] + [data.get("title", role)]
        return Office(" ".join(words), speaks, bool(data.get("head")), party)

    def _party(self, start: int, end: int) -> str | None:
        for i in range(end - 1, start - 1, -1):
            mention = self.cast.at.get(i)
            if mention is not None and mention.form not in ("person", "people"):
                return mention.actor
        return None


def add_people(cast: Cast) -> None:
    """Find the persons of the text, join their names, read their offices, and record them in the cast."""
    offices = Offices(cast)
    spans = _person_spans(cast, offices)
    clusters = _cluster(cast.doc, spans)
    for names in clusters:
        full = max(names, key=lambda s: (s[1] - s[0], -s[0]))
        name = cast.text(*full)
        found = [office for span in names if (office := _office(cast, offices, span))]
        found.sort(key=lambda o: (o.acts_for is None, o.party is None))
        office = found[0] if found else None
        key = slug(name)
        if key in cast.registry.actors:
            key += "-person"
        member = cast.member(key, name, "person", names[0][0])
        if office is not None:
            member.acts_for = office.acts_for
            member.role = _role_text(cast, office)
            member.country = _country(cast, office.party)
        for start, end in names:
            cast.note(Mention(start, end, key, "person"))
    _infer_parties(cast, offices)


def _country(cast: Cast, party: str | None) -> str | None:
    member = cast.members.get(party or "")
    entry = cast.registry.actors.get(party or "")
    return member.country if member else entry.country if entry else None


def _role_text(cast: Cast, office: Office) -> str:
    title = " ".join(
        w if w.isupper() or w in ("of", "the", "for", "and", "to", "in") else w[:1].upper() + w[1:]
        for w in office.title.split()
    )
    party = cast.members.get(office.party or "")
    name = party.name if party else None
    if name is None and office.party in cast.registry.actors:
        name = cast.registry.actors[office.party or ""].name
    return f"{title} of {with_article(name)}" if name and name.lower() not in title.lower() else title


def _person_spans(cast: Cast, offices: Offices) -> list[tuple[int, int]]:
    doc = cast.doc
    taken: set[int] = set(cast.at)
    spans: list[tuple[int, int]] = []
    for ent in doc.ents:
        if ent.label_ != "PERSON":
            continue
        start, end = _trim(doc, ent.start, ent.end, offices)
        if start < end and not taken & set(range(start, end)):
            spans.append((start, end))
            taken.update(range(start, end))
    for token in doc:
        if token.i in taken or token.tag_ != "NNP" or not token.is_title or token.i == 0:
            continue
        before = doc[token.i - 1]
        titled = before.text in ("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms") or (
            (before.is_title or before.text.endswith(".")) and offices.ending_at(token.i) is not None
        )
        if titled and not _is_role_word(token, offices):
            end = token.i + 1
            while (
                end < len(doc) and end not in taken and _name_token(doc[end]) and not _is_role_word(doc[end], offices)
            ):
                end += 1
            spans.append((token.i, end))
            taken.update(range(token.i, end))
    return sorted(spans)


def _is_role_word(token: Token, offices: Offices) -> bool:
    return (
        token.lower_ in offices.roles or token.lower_ in offices.prefixes or offices.ending_at(token.i + 1) is not None
    )


def _name_token(token: Token) -> bool:
    return (
        (token.is_title and token.tag_ in ("NNP", "NNPS"))
        or token.lower_ in NAME_PARTS
        or (token.text == "-" and not token.whitespace_)
    )


def _trim(doc: Doc, start: int, end: int, offices: Offices) -> tuple[int, int]:
    """A name without its titles, courtesy words, possessive ending and stray punctuation."""
    while start < end and (
        doc[start].lower_ in offices.courtesy or doc[start].is_punct or doc[start].tag_ in ("DT", "POS", "IN")
        or (doc[start].lower_ in offices.roles and end - start > 1) or doc[start].is_space
    ):  # fmt: skip
        start += 1
    while start < end and (doc[end - 1].tag_ == "POS" or doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    for i in range(start, end):
        if doc[i].is_space or doc[i].is_digit:
            end = i
            break
    name = doc[start:end]
    proper = [t for t in name if t.pos_ == "PROPN" and t.text[:1].isupper()]
    if (
        not proper
        or any(t.pos_ in ("VERB", "AUX", "NUM") for t in name)
        or all(t.is_upper and len(t) > 1 for t in proper)
    ):
        return (start, start)
    return (start, end)


def _words(doc: Doc, span: tuple[int, int]) -> tuple[str, ...]:
    words = [anyascii(t.text).lower() for t in doc[span[0] : span[1]] if t.text.strip("-., ")]
    return tuple(w for w in words if w not in ("jr.", "jr", "sr."))


def _cluster(doc: Doc, spans: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Names of the same person together: a short form joins the full name that ends (or begins) with it."""
    clusters: list[tuple[tuple[str, ...], list[tuple[int, int]]]] = []
    order = sorted(spans, key=lambda s: (-len(_words(doc, s)), s[0]))
    for span in order:
        words = _words(doc, span)
        best = next((c for c in clusters if _same_person(words, c[0])), None)
        if best is not None:
            best[1].append(span)
        else:
            clusters.append((words, [span]))
    return [sorted(members) for _, members in clusters]


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if not short:
        return False
    if len(short) == 1:
        return short[0] in (full[-1], full[0]) or full[-1].endswith("-" + short[0])
    same_first = short[0] == full[0] or (short[0][:2] == full[0][:2] and len(full) > 2)
    return short[-1] == full[-1] and (set(short) <= set(full) or same_first)


def _office(cast: Cast, offices: Offices, span: tuple[int, int]) -> Office | None:
    """The office told with one mention of a name: before it, after it in apposition, or in an "of …" phrase."""
    doc = cast.doc
    start, end = span
    while start > 0 and doc[start - 1].lower_ in offices.courtesy:
        start -= 1
    behind = (end + 1, min(len(doc), end + 6)) if end < len(doc) and doc[end].lower_ == "of" else None
    found = offices.ending_at(start)
    if found is None and start > 0 and doc[start - 1].text == "," and doc[span[1] - 1].dep_ == "appos":
        found = offices.ending_at(start - 1)
    if found is not None:
        return offices.read(found[0], found[1], _left_edge(doc, found[0]), behind)
    if end + 1 < len(doc) and doc[end].text in (",", "(", "-"):
        return _office_after(cast, offices, end + 1)
    return None


def _left_edge(doc: Doc, start: int) -> int:
    left = start
    while left > max(0, start - CONTEXT):
        token = doc[left - 1]
        if (
            token.is_space
            or (token.is_punct and token.text != "-")
            or token.pos_ in ("VERB", "AUX", "CCONJ", "ADP", "SCONJ", "PRON")
        ):
            break
        left -= 1
    return left


def _office_after(cast: Cast, offices: Offices, start: int) -> Office | None:
    doc = cast.doc
    stop = start
    while (
        stop < min(len(doc), start + CONTEXT + 3)
        and doc[stop].text not in ",.;()"
        and doc[stop].pos_ not in ("VERB", "AUX")
    ):
        stop += 1
    for end in range(start + 1, stop + 1):
        found = offices.ending_at(end)
        if found is not None and found[0] >= start:
            longer = next(
                (f for e in range(end + 1, min(stop, end + 4) + 1) if (f := offices.ending_at(e)) and f[0] <= found[0]),
                None,
            )
            begin, role = longer or found
            words = len(role.split())
            return offices.read(begin, role, start, (begin + words, stop))
    return None


def _infer_parties(cast: Cast, offices: Offices) -> None:
    """Whom a head of state or minister named without a state ("President Ngo") speaks for.

    The states named just before count most, then how often each is named; a state that has another holder of the same
    office in this article is taken.
    """
    taken = {
        (m.role.split(" of ")[0], m.acts_for)
        for m in cast.members.values()
        if m.kind == "person" and m.role and m.acts_for
    }
    places = [(m.start, m.actor) for m in cast.mentions if not m.place and cast.members[m.actor].kind == "state"]
    for member in list(cast.members.values()):
        data = offices.roles.get((member.role or "").lower()) or {}
        if member.kind != "person" or member.acts_for or data.get("acts_for") != "state":
            continue
        scores: Counter[str] = Counter()
        for start, actor in places:
            if (member.role, actor) not in taken:
                scores[actor] += 1
                if 0 <= member.first - start <= NEAR:
                    scores[actor] += 2
        if not scores:
            continue
        party = max(scores, key=lambda k: (scores[k], -cast.members[k].first))
        if scores[party] < 2:
            continue
        taken.add((member.role or "", party))
        member.acts_for = party
        member.country = cast.members[party].country
        member.role = f"{member.role} of {with_article(cast.members[party].name)}"
