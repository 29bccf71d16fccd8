"""Why a mention is read as the actor that it is, and to whom pronouns and descriptions lead, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.coreference import PERSONAL, PLURAL, THING, Coreference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

FORMS = {
    "name": "a name in the registry",
    "former": "a former name in the registry",
    "adjective": "an adjective in the registry",
    "people": "a people's name in the registry",
    "prefix": "the first half of a pair",
    "capital": "a capital, which stands for its government",
    "seat": "a seat of government",
    "body": "a body of the state or organisation named with it or before it",
    "organisation": "an organisation that the text names, not in the registry",
    "group": "people or a body without a name",
}
POINTING = frozenset("the both this that these those its his her their".split())


def reasons(cast: Cast) -> Iterator[str]:
    """A line for each mention in text order, and for each pronoun and description that leads back to somebody."""
    lines = [(mention.start, _told(cast, mention)) for mention in cast.mentions]
    coreference = Coreference(cast)
    for token in cast.doc:
        if token.i not in cast.at and (line := _referring(cast, coreference, token)):
            lines.append((token.i, line))
    for _, line in sorted(lines):
        yield f"  {line}"
    if not lines:
        yield "  none"


def _told(cast: Cast, mention: Mention) -> str:
    member = cast.members[mention.actor]
    parts = [f"{member.name} ({member.kind.replace('_', ' ')})"]
    if member.role:
        parts.append(member.role)
    if member.acts_for:
        parts.append(f"acts for {member.acts_for}")
    return f"{cast.text(mention.start, mention.end)} -> {', '.join(parts)}; {_why(cast, mention)}"


def _why(cast: Cast, mention: Mention) -> str:
    if mention.place:
        return "a capital as a mere place"
    if mention.form == "person":
        return _why_person(cast, mention)
    why = FORMS.get(mention.form, mention.form)
    aliases = cast.registry.aliases.get(cast.text(mention.start, mention.end), ())
    if any(alias.ambiguous for alias in aliases) or len({alias.actor for alias in aliases}) > 1:
        return f"{why}; it can mean something else, but not with the words and names around it"
    return why


def _why_person(cast: Cast, mention: Mention) -> str:
    """Whether the text or the registry tells whose a person is."""
    member = cast.members[mention.actor]
    entry = cast.registry.actors.get(mention.actor)
    if member.role:
        why = "a person, with the office that the text tells"
    elif member.acts_for and entry is not None and entry.acts_for == member.acts_for:
        why = "a person of the registry, as the text tells no office"
    elif member.acts_for:
        why = "a person, whose party stands with the name"
    else:
        why = "a person of whom no party is told"
    return f"{why}; a short form of the name" if _is_short(cast, mention) else why


def _is_short(cast: Cast, mention: Mention) -> bool:
    longest = max(m.end - m.start for m in cast.mentions if m.actor == mention.actor)
    return mention.end - mention.start < longest


def _referring(cast: Cast, coreference: Coreference, token: Token) -> str | None:
    """The line of a pronoun, or of a noun with "the" or the like, that leads back to actors; None of all others."""
    if token.lower_ in PERSONAL or token.lower_ in THING or token.lower_ in PLURAL:
        found, what, start = coreference.pronoun(token), "a pronoun", token.i
    elif token.pos_ == "NOUN" and cast.doc[token.left_edge.i].lower_ in POINTING:
        found, what, start = coreference.description(token), "a description", token.left_edge.i
    else:
        return None
    if not found:
        return f"{token.text} -> nobody for sure; a pronoun, left alone" if what == "a pronoun" else None
    names = " and ".join(cast.members[key].name for key in found)
    return f"{cast.text(start, token.i + 1)} -> {names}; {what} of who was named before"
