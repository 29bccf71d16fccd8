"""Which state or organisation a body is of: by what stands beside its name, else by what the text is about."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import outer

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Span

OWNING = frozenset("adjective name capital former seat".split())
BETWEEN = frozenset("POS JJ NN NNP VBN CD".split())
SCENE, HALF, MOST = 5, 0.5, 0.7  # mentions, and shares of all mentions of states, that make one the scene of a text
RARE = 3  # how many times as often as another a state is named beside which that other one does not count
REACH = 4  # tokens before a body's name in which its owner stands
ENVOYS = frozenset("ambassador envoy consul diplomat charge chargé representative".split())
ARMED = frozenset({"army", "military"})
SEATED = frozenset(
    "ministry parliament senate assembly congress presidency bank government junta regime".split()
)  # sit in their own capital


def only_state(cast: Cast, span: Span) -> str | None:
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
    verb = root.head  # "Georgia freed two men …, the interior ministry said"
    told = verb.dep_ == "ccomp" and verb.head.dep_ == "ROOT" and verb.i < verb.head.i
    return root.dep_ == "nsubj" and (verb.dep_ == "ROOT" or told)


def _places(cast: Cast, span: Span) -> set[str]:
    """The states that a sentence tells as places, no part of one: "he who heads the Senate spoke in Manila"."""
    found = {m.actor for i in range(span.sent.start, span.sent.end) if (m := cast.at.get(i)) is not None and m.place}
    return {actor for actor in found if cast.registry.states.get(cast.members[actor].country or "", actor) == actor}


def _of_thing(cast: Cast, mention: Mention) -> bool:
    """Whether a state only lends its adjective to a thing: "a Russian law"."""
    head = cast.doc[mention.start].head
    return mention.form == "adjective" and cast.doc[mention.start].dep_ == "amod" and head.i not in cast.at


def host_of(cast: Cast, span: Span) -> str | None:
    """The state to which an envoy was sent whom a body deals with: "the ministry summoned the ambassador to Oman"."""
    if span.root.dep_ != "nsubj":
        return None
    envoys = (t for t in cast.doc[span.end : span.sent.end] if t.lemma_.lower() in ENVOYS)
    posts = (c for t in envoys for prep in t.rights if prep.lower_ == "to" for c in prep.rights if c.dep_ == "pobj")
    hosts = {m.actor for t in posts if (m := cast.at.get(t.i)) is not None and cast.members[m.actor].kind == "state"}
    return hosts.pop() if len(hosts) == 1 else None


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
    return _of(cast, span) or _fronted(cast, span)


def _fronted(cast: Cast, span: Span) -> list[str]:
    """ "In Peru, police arrested …": the state with which the sentence begins."""
    first = span.sent.start
    while first < span.start and cast.doc[first].is_space:
        first += 1
    where = cast.at.get(first + 1)
    if cast.doc[first].text != "In" or where is None or cast.members[where.actor].kind != "state":
        return []
    return [where.actor] if where.end + 1 == span.start and cast.doc[where.end].text == "," else []


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
    if i + 1 < len(doc) and doc[i].lower_ == "in" and span.text.lower() in ("police", "security forces"):
        where = cast.at.get(i + 1)  # no state's police work in another
        return [where.actor] if where is not None and where.form == "name" else []
    if i + 1 < len(doc) and doc[i].lower_ == "in" and span.root.lemma_.lower() in SEATED | ARMED:
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
