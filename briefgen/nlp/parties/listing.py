"""Names in one list with a phrase: torn off by the parser, given as instances, counted "among them"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import conjuncts

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

TORN = frozenset("ROOT dep appos npadvmod nsubj conj".split())  # what the parser takes the torn-off names for
NOMINAL = frozenset({"NOUN", "PROPN"})

COMMUNITIES = frozenset("state country government nation leader member power capital ally neighbour neighbor".split())


def listed_behind(cast: Cast, token: Token) -> list[Token]:
    """Names of a list whose second the parser takes for another name of the first: "A, B, C and D"."""
    own = cast.at.get(token.i)
    seconds = [c for c in token.rights if c.dep_ == "appos" and any(d.dep_ == "conj" for d in c.children)]
    second = seconds[0] if seconds else None
    mention = cast.at.get(second.i) if second is not None else None
    if own is None or second is None or mention is None or own.place or mention.place:
        return []
    alike = cast.members[own.actor].kind == cast.members[mention.actor].kind
    return list(conjuncts(second)) if alike and own.actor != mention.actor else []


def listed_before(cast: Cast, token: Token) -> list[Token]:
    """Names of a list whose last one is a subject, where the parser has torn them apart: "A, B and C said"."""
    mention = cast.at.get(token.i)
    if mention is None or token.dep_ not in ("nsubj", "nsubjpass") or token.left_edge.i < 2:
        return []
    found: list[Token] = []
    place = token.left_edge.i - 1
    joined = token.doc[place].lower_ == "and"
    while joined and place >= 1 and token.doc[place].lower_ in ("and", ","):
        place -= 1
        before = cast.at.get(place)
        if token.doc[place].text == ",":
            continue
        root = token.doc[place] if before is None else token.doc[before.start : before.end].root
        if before is None or before.place or root.dep_ not in TORN:
            break
        found.append(root)
        place = before.start - 1
    return found[::-1]


def instances(head: Token) -> list[Token]:
    """What a plural is explained by: "adversaries like the Kremlin", "partners such as Chad"."""
    preps = [c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("like", "as", "including")]
    return [o for prep in preps for c in prep.children if c.dep_ == "pobj" for o in conjuncts(c)]


def among_them(head: Token) -> list[Token]:
    """B and C in "freed ten people, among them B and C"."""
    doc, place = head.doc, head.right_edge.i + 1
    if doc[place : place + 3].text.lower() != ", among them" or place + 3 >= len(doc):
        return []
    starts = [t for t in doc[place + 3 : head.sent.end] if t.left_edge.i == place + 3 and t.pos_ in NOMINAL]
    return [o for t in starts[-1:] for o in conjuncts(t)]


def members_behind(head: Token) -> list[Token]:
    """B and C in "several states backed A's plan, including B and C", where no other plural can be meant."""
    verb = head.head
    if head.dep_ != "nsubj" or head.tag_ != "NNS" or head.lemma_.lower() not in COMMUNITIES or head.i > verb.i:
        return []
    for token in head.doc[verb.i : head.sent.end]:
        if token.tag_ in ("NNS", "NNPS"):
            return []
        if token.i and token.nbor(-1).text == "," and (token.lower_ == "including" or _opens_list(token)):
            start = token.i + (1 if token.lower_ == "including" else 2)
            starts = [t for t in head.doc[start : head.sent.end] if t.left_edge.i == start and t.pos_ in NOMINAL]
            return [o for t in starts[-1:] for o in conjuncts(t)]
    return []


def _opens_list(token: Token) -> bool:
    return token.lower_ == "among" and token.nbor(1).lower_ == "them"
