"""The country of an actor who speaks for no state: by a region named beside, by an office of one state only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.homeland import LEAST, at_home, states_named
from briefgen.nlp.actors.office import LOCAL

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast, Member
    from briefgen.nlp.actors.mention import Mention

REACH = 5  # tokens on either side of a name in which a region is named
ELECTED = frozenset({"senator", "lawmaker", "legislator", "parliamentarian", "mp", "member of parliament"})
LEADING_ON = frozenset("of from ,".split())  # "B. of Ohio", "C., a lawmaker from Ohio"
# who comments on a country from anywhere, or is told as somebody else's
ANYWHERE = frozenset(
    "analyst expert researcher fellow scholar professor historian economist journalist correspondent reporter author "
    "writer counterpart colleague rival critic opponent foe enemy mercenary refugee migrant envoy diplomat "
    "representative observer mediator monitor tourist pilgrim coach spokesman spokeswoman spokesperson official "
    "worker trader investor financier contractor billionaire tycoon businessman businesswoman entrepreneur "
    "philanthropist celebrity singer musician actor actress".split()
)
SOCIAL = frozenset({"party", "ngo", "armed_group", "population"})  # kinds that a country has of its own
MAINLY = 1.3  # times as often as any other is a state named that a text is about
FOREIGN = 3  # in a text where other states are named more than a third as often as its own a company may be anybody's


def country(cast: Cast, member: Member) -> str | None:
    """The code of a member's country, if anything tells it."""
    mentions = cast.of[member.key]
    if member.country or not mentions:
        return member.country
    home = cast.registry.actors[cast.homeland].country if cast.homeland else None
    if member.kind == "person" and all(m.form == "person" for m in mentions):
        return _of_person(cast, member) or _around(cast, member)
    if member.kind == "government_body":
        return home or _around(cast, member)
    if member.key in cast.registry.actors or member.kind in ("state", "igo"):
        return None
    if all(m.form == "group" for m in mentions) and not member.name[:1].isupper():
        own = all(at_home(cast.doc[m.end - 1]) for m in mentions)
        return (home or _around(cast, member)) if own else None
    told = (land for m in mentions if (land := _called(cast, m)) is not None)
    return next(told, None) or _at_home(cast, member) or _around(cast, member)


def _around(cast: Cast, member: Member) -> str | None:
    """The country that the text is mainly about, for an organisation unless only others are told of around it.

    Where the text has none, an officer is of the only country that is told of around the first mention.
    """
    words = (member.role or "").lower().split(" of ")[0].split()
    top = cast.top(member.key)
    above = cast.members.get(top) or cast.registry.actors.get(top)
    if member.kind in ("company", "other") or (words and words[-1] in ANYWHERE) or (above and above.kind == "igo"):
        return None
    counts = states_named(cast, cast.mentions)
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    home = cast.homeland or cast.home or (first if most >= max(LEAST, MAINLY * second) else None)
    land = cast.registry.actors[home].country if home else None
    start = cast.of[member.key][0].start
    sent = cast.doc[start].sent
    since = cast.doc[sent.start - 1].sent.start if sent.start > cast.lines.starts[start] else sent.start
    near = {cast.members[m.actor].country for i in range(since, start) if (m := cast.at.get(i)) is not None} - {None}
    if land and (member.kind == "person" or not near or land in near):
        return land
    return near.pop() if len(near) == 1 and words and not land else None


def _of_person(cast: Cast, member: Member) -> str | None:
    """By a region, the office, whom a person speaks for; an officer of those at home is one of them, no analyst is."""
    found = _region(cast, cast.of[member.key][0]) or _by_office(cast, member)
    if found is not None:
        return found
    if (led := cast.members.get(member.acts_for or "")) is not None:
        return country(cast, led)
    words = (member.role or "").lower().split(" of ")[0].split()
    return _near_home(cast, cast.of[member.key][0]) if words and words[-1] not in ANYWHERE else None


def _at_home(cast: Cast, member: Member) -> str | None:
    """The text's own country for its parties, unions and tribes; for companies where hardly another state is named."""
    if member.kind in SOCIAL:
        return _near_home(cast, cast.of[member.key][0])
    counts, home = states_named(cast, cast.mentions), cast.registry.actors.get(cast.homeland or "")
    abroad = counts.total() - counts[cast.registry.states.get((home.country if home else None) or "", "")]
    return _near_home(cast, cast.of[member.key][0]) if FOREIGN * abroad <= counts.total() else None


def _near_home(cast: Cast, mention: Mention) -> str | None:
    """The text's own country, unless another was told of last before a mention, in its sentence or the one before.

    Where a sentence opens with a town ("In Oslo, the party …") the actor is at home there.
    """
    sent = cast.doc[mention.start].sent
    opening = cast.at.get(sent.start + 1)
    told = opening is not None and opening.start < mention.start and (opening.place or opening.form == "capital")
    if opening is not None and told and cast.doc[sent.start].lower_ == "in":
        return cast.members[opening.actor].country
    since = cast.doc[sent.start - 1].sent.start if sent.start else 0
    before = (m for i in range(mention.start - 1, since - 1, -1) if (m := cast.at.get(i)) is not None)
    codes = (cast.members[m.actor].country for m in before)
    last = next((code for code in codes if code), None)
    home = cast.homeland or cast.home
    code = cast.registry.actors[home].country if home is not None else None
    return code if last in (None, code) else None


def _called(cast: Cast, mention: Mention) -> str | None:
    """The country of what a noun calls an organisation behind its name: "B., a Canadian company"."""
    root = cast.doc[mention.start : mention.end].root
    nouns = (t for t in root.rights if t.dep_ == "appos" and t.pos_ == "NOUN" and t.i >= mention.end)
    lands = (m for noun in nouns for t in noun.lefts if (m := cast.at.get(t.i)) is not None)
    return next((code for m in lands if m.form != "person" and (code := cast.members[m.actor].country)), None)


def _by_office(cast: Cast, member: Member) -> str | None:
    """ "Mayor B.", "Senator C.": of the text's own state where no other is told; "Congressman D." of the only one."""
    role = cast.titles.roles.get((member.role or "").lower()) if cast.titles else None
    if role is None:
        return None
    if len(role.countries) == 1:
        return role.countries[0]
    mention = cast.of[member.key][0]
    if role.name in LOCAL and (town := _of_town(cast, mention)) is not None:
        return town
    return _near_home(cast, mention) if role.name in LOCAL or role.name in ELECTED else None


def _of_town(cast: Cast, mention: Mention) -> str | None:
    """The state of a town named between a local office and its holder: "the mayor of Puno, B.", "Kano Governor C."."""
    doc, towns = cast.doc, cast.titles.towns if cast.titles else {}
    first = max(doc[mention.start].sent.start, mention.start - REACH)
    spans = (doc[i : i + size].text for size in (2, 1) for i in range(first, mention.start - size + 1))
    state = cast.registry.actors.get(next((towns[text] for text in spans if text in towns), ""))
    return state.country if state is not None else None


def _region(cast: Cast, mention: Mention) -> str | None:
    """The state of a region whose name stands beside a person's: "the Ohio lawmaker B.", "C., a Democrat from Ohio"."""
    doc = cast.doc
    regions: dict[str, str] = cast.titles.regions if cast.titles else {}
    first = mention.start - (mention.start > 1 and doc[mention.start - 1].text == ",")  # "Ohio's governor, B."
    before = range(first - 1, max(-1, first - 1 - REACH), -1)
    for i in before:
        code = regions.get(doc[i].text) or regions.get(doc[max(0, i - 1) : i + 1].text)
        if code is not None and i not in cast.at:
            return code
        if doc[i].is_punct or doc[i].is_space or doc[i].pos_ in ("VERB", "AUX", "ADP", "CCONJ"):
            break
    for i in range(mention.end, min(len(doc), mention.end + REACH)):
        joint = doc[i].lower_ in LEADING_ON or doc[i].pos_ in ("DET", "NOUN", "PROPN", "ADJ", "PUNCT")
        code = regions.get(doc[i].text) or regions.get(doc[i : i + 2].text)
        if code is not None and doc[i - 1].lower_ in ("of", "from"):
            return code
        if not joint:
            break
    return None
