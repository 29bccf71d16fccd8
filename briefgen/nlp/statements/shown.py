"""How a statement shows a party: by its name, by the text's phrase for it, with an article where it needs one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.statements.inflection import an, is_crowd, is_several
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast, Member
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.party import Party

LONGEST_PARTY = 7  # tokens of a party's phrase that is shown in place of its name
RECIPROCAL = frozenset({"other", "another"})
DETERMINED = frozenset("DT PDT PRP$ CD POS".split())  # tags of words with which a noun needs no article


@dataclass(frozen=True, slots=True)
class Side:
    """A party as a statement shows it: by name, or by the text's phrase where it is reached through its goods."""

    party: Party
    text: str
    several: bool
    start: int
    end: int
    phrase: bool = False  # whether the text is a phrase of the text's own
    joint: bool = False  # whether it is both parties
    person: bool = False


def shown_side(doc: Doc, cast: Cast, party: Party, by_phrase: frozenset[str]) -> Side:
    """A party for a statement; by_phrase: the ways to a party (`Party.via`) that are shown in the text's own words."""
    member, start = cast.members[party.actor], party.start
    person, name = member.kind == "person", _called(doc, member, party)
    if party.via == "pronoun":
        several = is_several(member, plural=False, nameless=False)
        return Side(party, name, several, party.head, party.head + 1, person=person)
    if start > 1 and doc[start - 1].text == "-" and start <= party.head:
        start -= 2  # "Chadian-backed rebels"
    words = doc[start : party.end]
    plural = doc[party.head].tag_ in ("NNS", "NNPS")
    form = cast.at[party.head].form if party.head in cast.at else ""
    people = form == "people" or (form == "adjective" and any(_counts(t) for t in doc[party.head].lefts))
    nameless = member.name[:1].islower()
    shown = (people or nameless or party.via in by_phrase) and party.start <= party.head < party.end
    if (
        shown
        and len(words) <= LONGEST_PARTY
        and not any(t.pos_ == "PRON" or t.tag_ == "WP$" or t.lower_ in RECIPROCAL or _parts(t) for t in words)
    ):
        text = words.text if words[0].pos_ != "DET" else words.text[:1].lower() + words.text[1:]
        bare = doc[party.head].tag_ == "NN" and words[-1].i == party.head and party.via not in by_phrase
        text = an(text) if bare and not any(t.tag_ in DETERMINED for t in words) else text
        return Side(party, text, plural or party.via == "name", start, party.end, phrase=True, person=person)
    several = is_several(member, plural, party.via == "group")
    if start < party.start and party.via == "group":
        return Side(party, words.text, several, start, party.end, person=person)
    return Side(party, name, several, party.start, _seated(cast, party), person=person)


def _seated(cast: Cast, party: Party) -> int:
    """The end of a party's words with where it sits: "the authorities | in Kabul" are Afghanistan."""
    seat = cast.at.get(party.end + 1)
    told = seat is not None and seat.place and cast.top(seat.actor) == cast.top(party.actor)
    return seat.end if seat is not None and told and cast.doc[party.end].lower_ == "in" else party.end


def _called(doc: Doc, member: Member, party: Party) -> str:
    """An actor's name, with the article that it has in the text; a mere description has one, too: "a British firm"."""
    name = with_article(member.name)
    if name.startswith("the "):
        return name
    first = doc[member.first : member.first + len(name.split())]
    if member.kind != "state" and first.text == name and member.first and doc[member.first - 1].lower_ == "the":
        return f"the {name}"  # "the FARC", "the Secretary"
    if member.kind not in ("person", "state") and doc[party.start : party.end].text == f"the {name}":
        return f"the {name}"
    last = name.rpartition(" ")[2]
    head = doc[party.head]
    one = head.tag_ == "NN" if head.lower_ == last else not (last.endswith("s") or is_crowd(last))
    return an(name) if one and last.islower() else name


def _counts(word: Token) -> bool:
    """Whether a word tells that some people of a country are meant: "another Syrian", "at least 20 Chadians"."""
    return word.pos_ == "NUM" or word.lower_ in ("a", "an", "another", "every", "each", "some", "many", "several")


def _parts(token: Token) -> bool:
    return token.is_space or (token.is_punct and token.text != "-" and token.tag_ != "POS")
