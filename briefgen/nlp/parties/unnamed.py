"""Actors of which a text gives no name that is known: groups and bodies under the words that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.cast import done_to, slug
from briefgen.nlp.actors.mention import Mention

if TYPE_CHECKING:
    from briefgen.model import Kind
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

INNER = frozenset({"amod", "compound", "nmod", "poss"})
SOME = frozenset("a an another every each some several many few other".split())
COUNTS = frozenset("dozen hundred thousand score number group many some most several handful couple family".split())
WHERE = frozenset("across along at beyond down in near on over through up".split())


def is_name(cast: Cast, head: Token) -> bool:
    """Whether a noun that nobody knows is a proper name, also where the tagger slipped ("Milrem OU")."""
    if not head.text[:1].isupper() or any(c.isdigit() for c in head.text) or head.i in cast.barred:
        return False
    if head.ent_type_ in ("DATE", "TIME", "LAW", "MONEY", "PERCENT", "EVENT"):
        return False
    if head.pos_ == "PROPN":
        return not _is_where(head) and not _only_headed(cast, head)
    written = not cast.lines.headline(head.i) and (head.i != head.sent.start or (head.is_upper and len(head.text) > 1))
    return head.pos_ in ("NOUN", "X") and (written or head.ent_type_ in ("ORG", "PERSON", "GPE"))


def _only_headed(cast: Cast, head: Token) -> bool:
    """Whether a word has its capital from a headline in Title Case: the text below never writes it so."""
    if cast.doc.is_short or cast.lines.style(head.i) != "title":
        return False
    return not any(t.text == head.text for t in cast.doc if not t.is_sent_start and not cast.lines.headline(t.i))


def _is_where(head: Token) -> bool:
    """Whether a name is that of a river or region in which something is: "a crossing on the Danube"."""
    alone = [t.lower_ for t in head.lefts] == ["the"] and head.tag_ == "NNP" and head.ent_type_ not in ("ORG", "NORP")
    return alone and head.dep_ == "pobj" and head.head.lower_ in WHERE


def single_out(cast: Cast) -> None:
    """Make some people of a state a group of their own: "85 Syrians" are not Syria, nor are "eleven of the Syrians"."""
    if cast.doc.is_short:
        return
    for mention in tuple(cast.mentions):
        word, member = cast.doc[mention.end - 1], cast.members[mention.actor]
        people = mention.form in ("people", "adjective") and word.pos_ in ("NOUN", "PROPN") and word.dep_ not in INNER
        if member.kind == "state" and people and is_counted(word):
            key = f"{mention.actor}-people"
            group = cast.member(key, word.text, "population", mention.start, country=member.country)
            group.name = word.text if word.tag_ == "NNPS" else group.name
            cast.replace(Mention(mention.start, mention.end, key, "people"))


def is_counted(noun: Token) -> bool:
    """Whether a noun is of some people, not of all: "six Malians", "another Malian", "eleven of the Malians"."""
    if any(t.dep_ == "nummod" or t.lower_ in SOME for t in noun.lefts):
        return True
    of = noun.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else None
    return of is not None and (of.head.tag_ == "CD" or of.head.lemma_.lower() in COUNTS)


def _same_people(cast: Cast, head: Token, kind: Kind, land: str | None) -> str | None:
    """The key of people told of before of whom only a state's adjective tells: "Azeri" and "Azerbaijani bloggers"."""
    for member in cast.members.values():
        words = member.name.split()
        if member.kind == kind and member.country == land is not None and len(words) == 2 and words[1] == head.text:
            mentions = cast.of[member.key]
            if mentions and mentions[0].form == "group" and mentions[0].start - 1 in cast.at:
                return member.key
    return None


def add_unnamed(cast: Cast, head: Token, kind: Kind, owner: str | None) -> str:
    """The key of a group or body without a name, made an actor of its own under the words that describe it.

    owner: key of whose it is; the group has its country
    """
    at = cast.at
    before = (t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and (t.is_alpha or t.i in at))
    before = (t for t in before if not done_to(t))
    words = [*before, head]
    hyphened = {t.i for t in words[:-1] if t.i > 1 and t.nbor(-1).text == "-"}  # "backed" of "U.S.-backed"
    start = min(at[t.i].start if t.i in at else t.i for t in words if t.i not in hyphened)
    name = cast.text(min((start, *(i - 2 for i in hyphened))), head.i + 1)
    if head.pos_ != "PROPN":
        first = cast.at.get(start)
        own = first or name[1:2].isupper() or (cast.doc[start].pos_ == "PROPN" and not cast.doc[start].is_sent_start)
        name = name if own else name[:1].lower() + name[1:]
    top = cast.top(owner) if owner else None
    domestic = top is not None and top == cast.homeland and [t.i in at for t in words] == [True, False]
    domestic = domestic and not is_counted(head)  # "four Kenyan nurses" are not all of them
    key = slug(head.text if domestic else cast.text(start, head.i + 1))  # at home, "Kenyan nurses" are "the nurses"
    if key in cast.registry.actors or (key in cast.members and cast.members[key].kind != kind):
        key += "-group"
    other = key.removesuffix("s") if key.endswith("s") else key + "s"  # "a rebel", "the rebels"
    if kind != "person" and other in cast.members and cast.members[other].kind == kind:
        key = other
        if head.tag_ == "NNS":
            cast.members[key].name = name
    above = cast.members.get(owner or "")
    if above is not None and len(words) > 1 and all(t.i in at for t in words[:-1]):
        key = _same_people(cast, head, kind, above.country) or key
    key = cast.registry.decisions.of(key)
    cast.member(key, name, kind, start, country=above.country if above else None)
    if head.i not in cast.at:
        cast.note(Mention(head.i, head.i + 1, key, "group"))
    return key
