"""The country of an actor who speaks for no state: by a region named beside, by an office of one state only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.homeland import at_home
from briefgen.nlp.actors.office import LOCAL

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast, Member
    from briefgen.nlp.actors.mention import Mention

REACH = 5  # tokens on either side of a name in which a region is named
ELECTED = frozenset({"senator", "lawmaker", "legislator", "parliamentarian", "mp", "member of parliament"})
LEADING_ON = frozenset("of from ,".split())  # "B. of Ohio", "C., a lawmaker from Ohio"


def country(cast: Cast, member: Member) -> str | None:
    """The code of a member's country, if anything tells it."""
    mentions = cast.of[member.key]
    if member.country or not mentions:
        return member.country
    if member.kind == "person" and all(m.form == "person" for m in mentions):
        return _region(cast, mentions[0]) or _by_office(cast, member)
    if member.kind == "government_body":
        return cast.registry.actors[cast.homeland].country if cast.homeland else None
    if not cast.homeland or any(m.form != "group" for m in mentions):
        return None
    heads = (cast.doc[m.end - 1] for m in mentions)
    return cast.registry.actors[cast.homeland].country if all(map(at_home, heads)) else None


def _by_office(cast: Cast, member: Member) -> str | None:
    """ "Mayor B.", "Senator C.": of the text's own state where no other is told; "Congressman D." of the only one."""
    role = cast.titles.roles.get((member.role or "").lower()) if cast.titles else None
    if role is None:
        return None
    if len(role.countries) == 1:
        return role.countries[0]
    local = role.name in LOCAL or role.name in ELECTED
    return cast.registry.actors[cast.homeland].country if local and cast.homeland else None


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
