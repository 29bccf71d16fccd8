"""Whom holders of offices speak for that are no state's: parties, armed groups, parliaments, forces."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.namesakes import Person
    from briefgen.nlp.actors.office import Office

DOMINANCE = 3  # how many times as often as another a state, or the armed group that "the rebels" means, is named
SUBJECTS = ("nsubj", "nsubjpass")
ASIDE = ("relcl", "advcl", "acl")  # clauses whose subjects are not what a sentence is about
PARLIAMENTS = frozenset("parliament assembly senate congress house".split())
FORCES = frozenset("army military navy police force forces guard".split())
REBELS = frozenset("rebel guerrilla militant militia insurgent separatist jihadist".split())


def only_group(cast: Cast, office: Office) -> str | None:
    """ "The rebel leader": of the only armed group that the text names, or names far more often than any other."""
    if office.role.name.split()[0] not in REBELS:
        return None
    groups = Counter(m.actor for m in cast.mentions if cast.members[m.actor].kind == "armed_group")
    (first, most), *others = [*groups.most_common(2), ("", 0)][:2]
    return first if most and all(count * DOMINANCE <= most for _, count in others) else None


def last_party(cast: Cast, office: Office, person: Person) -> str | None:
    """ "Party leader B.": of the only party that this sentence and the one before name, or the only one so far."""
    if office.role.name.split()[0] != "party":
        return None
    start = min(name.start for name in person.names)
    parties = [m for m in cast.mentions if cast.members[m.actor].kind == "party" and m.start < start]
    sent = cast.doc[start].sent
    since = cast.doc[sent.start - 1].sent.start if sent.start else 0
    near = {m.actor for m in parties if m.start >= since} or {m.actor for m in parties}
    return near.pop() if len(near) == 1 else None


def only_parliament(cast: Cast) -> str | None:
    """The speaker is that of the only parliament that the text names."""
    found = {m.actor for m in cast.mentions if is_body(cast, m, PARLIAMENTS)}
    return found.pop() if len(found) == 1 else None


def of_force(cast: Cast, office: Office, person: Person) -> str | None:
    """The force named last of an "army spokesman"; that of an officer which the sentence before begins with."""
    doc, start = cast.doc, min(name.start for name in person.names)
    word = office.role.name.split()[0]
    bodies = [m for m in cast.mentions if m.end <= start and is_body(cast, m, FORCES)]
    if word in FORCES:
        own = [m for m in bodies if doc[m.end - 1].lower_.removesuffix("s") == word]
        return max(own, key=lambda m: m.start).actor if len({m.actor for m in own}) == 1 else None
    sent = doc[start].sent
    before = doc[sent.start - 1].sent if sent.start else None
    if not office.role.rank or before is None:
        return None
    told = {m.actor for m in bodies if before.start <= m.start < before.end and leads(cast, m)}
    return told.pop() if len(told) == 1 else None


def is_body(cast: Cast, mention: Mention, nouns: frozenset[str]) -> bool:
    """Whether a mention names a government body whose last word is one of some nouns."""
    body = cast.members[mention.actor].kind == "government_body"
    return body and cast.doc[mention.end - 1].lower_ in nouns


def leads(cast: Cast, mention: Mention) -> bool:
    """Whether a mention is a subject of a main clause, or belongs to one: "Turkish officials said"."""
    root = cast.doc[mention.start : mention.end].root
    if root.dep_ in ("amod", "poss", "compound", "nmod"):
        root = root.head
    while root.dep_ == "conj" and root.head.pos_ != "VERB":
        root = root.head
    return root.dep_ in SUBJECTS and root.head.dep_ not in ASIDE
