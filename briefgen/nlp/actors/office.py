"""What a title tells by its own words and those around it: whose the office is, who held it, who works for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.owners import LED, Owners
from briefgen.nlp.actors.titles import FORMER, Role, title_case
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Doc, Token

# a state has one of these: "the head of the army" is an office of the state
NATIONAL = frozenset(
    "army military navy police parliament senate junta government cabinet treasury intelligence gendarmerie guard "
    "force forces".split()
)
COMPLEMENT = frozenset(
    "of for at with".split()
)  # "head of", "spokesman for": what follows is whom the holder speaks for
# of these the person or party behind "to" is the one they work for: "chief of staff to President L."
STAFF = frozenset("staff adviser advisor aide assistant deputy secretary counsel counsellor".split())
RELATED = frozenset("deputy predecessor successor".split())  # their holders serve, served or will serve the same party
# who bears one of these at the head of a part of a state speaks for it
GOVERNING = frozenset(
    {"first minister", "chief minister", "minister-president", "governor", "premier", "head", "chief"}
)
# these rule parts of a state, of which the text may name only the state: "Lima's mayor"
LOCAL = frozenset(
    {
        "mayor",
        "deputy mayor",
        "governor",
        "deputy governor",
        "provincial governor",
        "regional governor",
        "state governor",
    }
)
# whoever holds one of these is sent to another country
ABROAD = frozenset("ambassador envoy attache consul diplomat delegate representative observer".split())
# words before a title that tell of its holder and not of the office
PASSING = frozenset("veteran embattled new current incumbent sitting reigning serving longtime".split())
PLURALS = ("NNS", "NNPS")
COMMISSIONS = {"europe": "european-commission"}  # a continent to that whose commissioners are called by its adjective


@dataclass(frozen=True, slots=True)
class Office:
    """What a title tells.

    title: its words without the party's; party: key of the state or body named with it, spoken for or not
    acts_for: key of whom the holder speaks for, or None; former: the office is no longer held
    start, end: token range of the title's own words; plural: several names share it; parties: theirs, in order
    patron: token of the person whose aide, deputy or minister the holder is, or of the pronoun for that person
    elsewhere: the office is that of somebody unknown
    """

    title: str
    role: Role
    party: str | None
    acts_for: str | None
    start: int
    end: int
    former: bool = False
    plural: bool = False
    parties: tuple[str, ...] = ()
    patron: int | None = None
    elsewhere: bool = False


def settled(cast: Cast, office: Office, party: str | None) -> Office:
    """The office as that of a given party; the holder speaks for it unless it is former or speaks for nobody."""
    member = cast.members.get(party or "")
    speaks = office.role.acts_for in ("state", "body") and not office.former and member is not None
    if member is not None and member.kind == "population" and office.role.level != "group":
        speaks = False
    if member is not None and member.kind == "state" and office.role.level == "group":
        speaks = False  # "Haiti's gang leader"
    if member is not None and office.role.name in GOVERNING and not office.former and cast.registry.is_part(member.key):
        speaks = True  # "the first minister of Scotland"
    return replace(office, party=party, acts_for=party if speaks else None)


def role_text(cast: Cast, office: Office) -> str | None:
    """ "Foreign Minister of Iran", "Secretary-General of NATO"; None where there is no title."""
    title = office.title
    party = cast.members.get(office.party or "")
    if not title or party is None:
        return title or None
    own = party.name.lower().split()
    words = title.split()
    if title.lower() in party.name.lower():
        return party.name
    if (office.role.name in LOCAL and not office.acts_for) or office.role.name in RELATED:
        return title
    if len(words) > 1 and words[0].lower() in own and words[0].lower() != "prime":
        title = " ".join(words[1:])
    return f"{title} of {with_article(party.name)}"


class TitleReader:
    """Reads titles of one text whose place is known."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self.cast = cast
        self.doc: Doc = cast.doc
        self.titles = titles
        self.owners = Owners(cast, titles.prefixes, titles.kinds)

    def read(self, found: tuple[int, int, Role], left: int, party: str | None) -> Office:
        start, end, role = found
        begin = start
        while begin > left and (self.doc[begin - 1].lower_ in self.titles.prefixes or self._joined_prefix(begin)):
            begin -= 1
        former = any(t.lower_ in FORMER for t in self.doc[left:start])
        if any(t.lower_ == "shadow" for t in self.doc[left:start]):
            role = replace(role, acts_for="none")  # "the shadow Welsh secretary" is of the opposition
        several = self.doc[end - 1].lower_ == f"{role.name.split()[-1]}s"  # which the tagger may take for one name
        plural = (
            (several or self.doc[end - 1].tag_ in PLURALS)
            and end - start <= len(role.name.split())
            and not role.name.endswith("s")
        )
        parties = self.owners.all_parties(left, start) if plural else ()
        strange = role.name in LED and self.owners.strange(left, start)
        named = None if strange else self.owners.party(left, start)
        party = (named if party is None or role.level == "state" else None) or party
        strange = strange or (party is None and role.name in LED and self._of_unknown_name(begin))
        its = left < start and self.doc[left].lower_ in ("its", "their") and role.name in LED
        if party is None and not strange and not (its and self.owners.nameless(left)):
            party = self.owners.anaphor(left, start, role)
        if party in COMMISSIONS and role.name.split()[-1] == "commissioner":
            party = COMMISSIONS[party] if COMMISSIONS[party] in self.cast.registry.actors else party
            self.cast.ensure(party)
        strange = strange or (its and party is None)
        if party is None and start > 1 and self.doc[start - 1].tag_ == "POS" and self._national(start - 2):
            role = replace(role, level="state", acts_for="state")  # "the army's spokesman"
        part = party is not None and self.cast.registry.is_part(party)
        if role.name in GOVERNING | LOCAL and not part and self._region(start):
            party, strange = None, True
        patron = self._patron(left, start) if party is None else None
        known = patron is not None and self.doc[patron].pos_ == "PROPN"
        if patron is not None and role.name in RELATED:
            former = former or role.name == "predecessor"
            role = replace(role, level="state", acts_for="state")
        words = [t.text for t in self.doc[begin:start] if t.text != "-" and t.i not in self.cast.at]
        words = [word for word in words if word.lower() not in PASSING]
        if former and not any(word.lower() in FORMER for word in words):
            words.insert(0, "former")
        title = title_case([*words, *role.name.split()])
        office = Office(title, role, party, None, begin, end, former, plural, parties, patron, known or strange)
        office = settled(self.cast, office, party)
        if (
            role.rank
            and role.acts_for == "none"
            and not former
            and begin > 1
            and self.doc[begin - 1].tag_ == "POS"
            and named is not None
        ):
            office = replace(office, acts_for=named)  # "Kuwait's Sheikh Sabah"
        return office

    def _of_unknown_name(self, begin: int) -> bool:
        """Whether a name that nobody knows stands before a title: "ACT Wazalendo leader B."."""
        before = self.doc[begin - 1 : begin] if begin > 1 else self.doc[:0]
        named = bool(before) and self._unknown(before[0]) and before[0].lower_ not in NATIONAL
        return named and before[0].tag_ == "NNP" and self.doc[begin].is_lower and begin - 2 not in self.cast.at

    def completed(self, office: Office, i: int, stop: int) -> Office:
        """An office with what its complement (from token `i` on) tells: a portfolio, a patron, an unknown body."""
        words = self.doc[i:stop]
        portfolio = len(words) > 1 and office.role.level == "state" and self.titles.portfolio(words[-1].text)
        if portfolio and not any(t.i in self.cast.at for t in words):
            return replace(office, title=title_case([*office.title.split(), *(t.text for t in words)]))
        if office.party is not None or not self.serves(i, office.role):
            return office
        if words[-1].lower_ in NATIONAL and not any(t.ent_type_ == "PERSON" for t in words):
            return replace(office, role=replace(office.role, level="state", acts_for="state"))
        person = next((t.i for t in words if t.ent_type_ == "PERSON"), None)
        led = office.role.name in LED and any(
            self._unknown(t) for t in words
        )  # "the leader of the Solidarity of Farmers"
        return replace(office, patron=person, elsewhere=led or office.role.level != "state" or person is not None)

    def _unknown(self, token: Token) -> bool:
        """Whether a word is part of a name that nobody knows, and no body's."""
        named = token.pos_ == "PROPN" and token.text[0].isupper() and token.i not in self.cast.at
        return named and self.titles.kinds.get(token.lower_) != "government_body"

    def serves(self, i: int, role: Role) -> bool:
        """Whether what follows a title's preposition is whom its holder speaks for."""
        word = self.doc[i].lower_
        return word in COMPLEMENT or (word == "to" and role.name.split()[-1] in STAFF)

    def _national(self, i: int) -> bool:
        return self.doc[i].lower_ in NATIONAL and i not in self.cast.at

    def _region(self, start: int) -> bool:
        """Whether the name of a part of a state stands before a title: "British Columbia Premier"."""
        before = (self.doc[max(0, start - size) : start].text for size in (1, 2, 3))
        return any(text in self.titles.regions for text in before)

    def _patron(self, left: int, start: int) -> int | None:
        """Whose minister a title calls its holder: "Trump's secretary of state", "her deputy", "the king's aide"."""
        if left < start and self.doc[left].lower_ in ("his", "her"):
            return left
        owners = [t.i - 1 for t in self.doc[left:start] if t.tag_ == "POS" and t.i - 1 not in self.cast.at]
        titled = (i for i in owners if self.doc[i].pos_ == "PROPN" or self.doc[i].lower_ in self.titles.roles)
        return next(titled, None)

    def _joined_prefix(self, i: int) -> bool:
        return i > 1 and self.doc[i - 1].text == "-" and self.doc[i - 2].lower_ in self.titles.prefixes
