"""Persons and their offices, learned from the text; the registry lends ids, and parties that nobody tells."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from briefgen.nlp.actors.allegiance import REGIONAL, Allegiances
from briefgen.nlp.actors.cast import slug
from briefgen.nlp.actors.downfall import driven_out
from briefgen.nlp.actors.epithets import add_second_names
from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.namesakes import Name, Person, gather, spelling
from briefgen.nlp.actors.naming import Namings
from briefgen.nlp.actors.office import Office, role_text, settled
from briefgen.nlp.actors.offices import Offices
from briefgen.nlp.actors.owners import ORGANISED
from briefgen.nlp.actors.surnames import spread
from briefgen.nlp.actors.titles import Titles

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast, Member
    from briefgen.registry import ActorEntry
ROYAL = frozenset("king queen emir sultan pope prince princess sheikh".split())  # they bear given names
FOES = frozenset("rival critic opponent".split())  # roles that tell nothing of what else a person is
SURELY = 4  # letters of a family name beyond which the recogniser's word for it is enough


def add_people(cast: Cast) -> None:
    """Find the persons of the text, join their names, read their offices, and record them in the cast."""
    titles = cast.titles or Titles(None, cast.registry)
    offices = Offices(cast, titles)
    names = Namings(cast, titles, offices).find()
    _share_titles(cast, offices, names)
    gathered = gather(names, partial(_ruled, cast))
    persons = sorted((p for p in gathered if _stands(p, cast)), key=lambda p: min(n.start for n in p.names))
    keyed: list[tuple[str, Person]] = []
    for person in persons:
        entry, party = _acquaintance(cast, titles, person)
        key = entry.id if entry else cast.key(_text(cast, person.full), "person")
        if entry is None and key in cast.registry.actors:  # a person decided so
            entry, party = cast.registry.actors[key], cast.registry.actors[key].acts_for
        _record(cast, key, person, entry, party)
        keyed.append((key, person))
    spread(cast, titles, keyed)
    add_second_names(cast)
    keyed = [(key, person) for key, person in keyed if key in cast.members]
    for key, person in keyed:
        _told_later(cast, offices, cast.members[key], person)
        _possessor(cast, cast.members[key], person)
    fallen = {key for key, _ in keyed if driven_out(cast, key)}
    for key in fallen:
        cast.members[key].acts_for = None
    allegiances = Allegiances(cast)
    for key, person in keyed:
        office, member = _chief_office(cast, person), cast.members[key]
        if office is None or member.acts_for or office.party:
            continue
        if office.role.acts_for == "none" and office.role.name not in REGIONAL:
            continue
        office = replace(office, former=office.former or key in fallen)
        party = _patrons(cast, offices, office)
        if party is None and not office.elsewhere:
            party = allegiances.party(office, person)
        if party is not None:
            cast.ensure(party)
            _give(cast, member, office, party)


def _text(cast: Cast, name: Name) -> str:
    return cast.text(name.start, name.end)


def _ruled(cast: Cast, name: Name, person: Person) -> bool | None:
    """What was decided about a name and a person: True where it is theirs, False where it is not, None if nothing."""
    decisions = cast.registry.decisions
    if not decisions:
        return None
    own = slug(_text(cast, name))
    others = {slug(_text(cast, other)) for other in person.names}
    if any(decisions.apart(own, other) for other in others):
        return False
    known = own in decisions.one or own in decisions.one.values()
    return True if known and decisions.of(own) in map(decisions.of, others) else None


def _stands(person: Person, cast: Cast) -> bool:
    """Whether a person is one: named surely, and not in headlines only where the text has a body."""
    if all(name.weak for name in person.names):
        return False
    if not person.full.headline or any(name.titled or len(name.words) > 1 for name in person.names):
        return True
    return all(cast.lines.headline(sent.start) for sent in cast.doc.sents)


def _share_titles(cast: Cast, offices: Offices, names: list[Name]) -> None:
    """ "Presidents Putin and Xi", "the Russian and Chinese presidents, …": a plural title for several names."""
    for n, first in enumerate(names):
        office = first.office
        if office is None or not office.plural:
            continue
        group = [first]
        for name in names[n + 1 :]:
            bare = [t.lower_ for t in cast.doc[group[-1].end : name.start] if not t.is_space and t.i not in cast.at]
            if name.office is not None or not bare or not set(bare) <= {",", "and", "&", "of", "the"}:
                break
            group.append(name)
        parties = office.parties
        for i, name in enumerate(group):
            told = parties[0] if len(parties) == 1 else None if parties else office.party
            party = parties[i] if len(parties) == len(group) else told
            own = offices.owner(name.start, name.end) or party
            name.office = settled(cast, replace(office, plural=False), own)
            name.titled = True


def _acquaintance(cast: Cast, titles: Titles, person: Person) -> tuple[ActorEntry | None, str | None]:
    """(the known person whom a text names, whom all known persons of that name act for), None where it is not clear."""
    words = person.full.words
    found = titles.acquaintances.named(words)
    if not found and len(words) == 1:
        found = titles.acquaintances.short(words[0])
        surely = cast.doc[person.full.start].ent_type_ == "PERSON" and len(words[0]) > SURELY
        if (titles.common(words[0]) and not surely) or words[0] != spelling(words[0]) or len(words[0]) < 4:
            named = {cast.registry.top(m.key) for m in cast.members.values() if m.kind != "person"}
            found = [e for e in found if cast.registry.top(e.id) in named and (person.full.titled or len(words[0]) > 3)]
    if len(words) == 1:
        royal = {w for o in person.offices for w in o.role.name.split()} & ROYAL
        found = [e for e in found if not royal or royal & set(f"{e.name} {e.role}".lower().split())]
    countries = {
        m.country for o in person.offices if o.party and (m := cast.members.get(o.party)) and m.kind == "state"
    }
    found = [e for e in found if not countries or e.country is None or e.country in countries]
    own = slug(_text(cast, person.full))
    found = [e for e in found if not cast.apart(own, e.id)]
    parties = {e.acts_for for e in found}
    return (found[0] if len(found) == 1 else None), (next(iter(parties)) if len(parties) == 1 else None)


def _record(cast: Cast, key: str, person: Person, entry: ActorEntry | None, party: str | None) -> None:
    name = entry.name if entry else _text(cast, person.full)
    member = cast.member(
        key, name, "person", min(n.start for n in person.names), wikidata=entry.wikidata if entry else None
    )
    office = _chief_office(cast, person)
    if office is not None:
        office = _of_counterpart(cast, office)
        member.acts_for = office.acts_for
        member.role = role_text(cast, office)
        member.country = _country(cast, office.party)
    owner = next((n.owner for n in person.names if n.owner), None)
    if owner is not None and (office is None or office.party is None):
        _give(cast, member, office, owner)
    if party is not None:
        _from_registry(cast, member, office, party, entry.country if entry else None)
    if office is None and entry is not None:
        member.role = member.role or entry.role
    for name_ in sorted(person.names, key=lambda n: n.start):
        mention = Mention(name_.start, name_.end, key, "person")
        cast.note(mention)
        if name_.office is not None:
            _inside(cast, name_.office)
        if name_.office is not None and name_.office.end <= name_.start and name_.office.end + 2 >= name_.start:
            cast.cover(mention, name_.office.start, name_.start)
        if [t.lower_.strip(".") in ("jr", "sr") for t in cast.doc[name_.end : name_.end + 2]] == [False, True]:
            cast.cover(mention, name_.end, name_.end + 2)  # "A, Jr."


def _inside(cast: Cast, office: Office) -> None:
    """Take back a body that is no more than a part of a title: "Homeland Security Secretary"."""
    for mention in {m for i in range(office.start, office.end) if (m := cast.at.get(i)) is not None}:
        body = cast.members[mention.actor].kind == "government_body"
        if body and office.start <= mention.start and mention.end < office.end:
            cast.drop(mention)


def _chief_office(cast: Cast, person: Person) -> Office | None:
    """The office that tells most; one that is former counts where none says that its holder speaks for somebody."""
    told = (name.office for name in sorted(person.names, key=lambda n: n.start))
    offices = [office for office in told if office is not None and (office.party or office.role.name not in FOES)]
    if not offices:
        return None
    if any("opposition" in office.role.name.split() for office in offices):  # who may chair a parliament, too
        offices = [replace(o, acts_for=None) if _official(cast, o.acts_for) else o for o in offices]
    return max(
        offices,
        key=lambda o: (
            o.acts_for is not None,
            o.party is not None,
            o.former,
            bool(o.role.countries),
            not o.role.rank,
            o.role.acts_for != "none",
        ),
    )


def _told_later(cast: Cast, offices: Offices, member: Member, person: Person) -> None:
    """An office that stands beside a family name which was only known by the fuller one: "B., who heads the union,"."""
    if member.acts_for:
        return
    known = {name.start for name in person.names}
    for mention in [m for m in cast.of[member.key] if m.start not in known]:
        office = offices.of(mention.start, mention.end)
        if office is not None and office.acts_for and cast.members[office.acts_for].kind in ORGANISED:
            person.names.append(Name(mention.start, mention.end, (), office))
            _give(cast, member, office, office.acts_for)
            return


def _possessor(cast: Cast, member: Member, person: Person) -> None:
    """ "Bassa's Free Delta Front", "the Delta Party of Omar Bassa": whoever has a movement speaks for it."""
    if member.acts_for or member.role:
        return
    for name in person.names:
        behind = name.end < len(cast.doc) and cast.doc[name.end].tag_ == "POS"
        before = name.start > 0 and cast.doc[name.start - 1].lower_ == "of"
        owned = cast.at.get(name.end + 1) if behind else cast.at.get(name.start - 2) if before else None
        if owned is not None and cast.members[owned.actor].kind in ("party", "armed_group"):
            _give(cast, member, None, owned.actor)


def _official(cast: Cast, party: str | None) -> bool:
    """Whether a party is a state or one of its bodies."""
    return party is not None and cast.members[party].kind in ("state", "government_body")


def _patrons(cast: Cast, offices: Offices, office: Office) -> str | None:
    """For whom the person acts whose aide or minister an office makes its holder."""
    if office.patron is None:
        return None
    patron = cast.at.get(office.patron)
    token, coreference = cast.doc[office.patron], offices.owners.coreference
    meant = coreference.pronoun if token.tag_ == "PRP$" else coreference.description
    found = (patron.actor,) if patron is not None else meant(token)
    return cast.members[found[0]].acts_for if len(found) == 1 else None


def _of_counterpart(cast: Cast, office: Office) -> Office:
    """ "His Russian counterpart": the office of the person named before, of the other state."""
    if office.role.name not in ("counterpart", "colleague") or office.party is None:
        return office
    before = [m for m in cast.mentions if m.form == "person" and m.end <= office.start]
    last = cast.members[max(before, key=lambda m: m.start).actor] if before else None
    title = last.role.split(" of ")[0] if last is not None and last.role and last.acts_for else ""
    speaks = cast.members[office.party].kind in ("state", "igo")
    return Office(title, office.role, office.party, office.party if speaks else None, office.start, office.end)


def _give(cast: Cast, member: Member, office: Office | None, party: str) -> None:
    """Let a person belong to a party, with the title read without one, if any."""
    own = settled(cast, office, party) if office is not None else None
    member.country = _country(cast, party)
    member.acts_for = own.acts_for if own is not None else party
    if own is not None:
        member.role = role_text(cast, own)


def _from_registry(cast: Cast, member: Member, office: Office | None, party: str, country: str | None) -> None:
    """What the text leaves open is filled from the registry; a text that calls an office former is believed."""
    cast.ensure(party)
    if office is None and member.acts_for is None:
        member.acts_for = party
    elif office is not None and office.party is None and office.role.acts_for != "none" and not office.elsewhere:
        _give(cast, member, office, party)
    member.country = member.country or country or cast.members[party].country


def _country(cast: Cast, party: str | None) -> str | None:
    member = cast.members.get(party or "")
    return member.country if member else None
