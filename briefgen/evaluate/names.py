"""Names and words made comparable: gold names an actor or issue in its own words, a brief in those of the registry."""

from __future__ import annotations

import re

# Words that tell two issues or two groups of people apart as little as an article does.
FILLERS = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "her", "his", "in", "its", "new", "of", "on", "or",
    "s", "the", "their", "to", "with",
))  # fmt: skip
# What stands before a surname, or for one, and is no name itself.
TITLES = frozenset((
    "ambassador", "chairman", "chancellor", "chief", "crown", "defence", "defense", "dr", "foreign",
    "general", "gov", "king", "leader", "minister", "mr", "mrs", "ms", "president", "prime", "prince", "rep",
    "secretary", "sen", "sir", "spokesman", "spokesperson", "spokeswoman", "state",
))  # fmt: skip
ARTICLES = ("the", "a", "an")


def plain_name(name: str) -> str:
    """A name for comparison: lower case, without possessive, leading article and punctuation, hyphens as blanks."""
    name = re.sub(r"[’']s\b", "", name.lower())
    words = re.sub(r"[^\w\s]", "", name.replace("-", " ")).split()
    while words and words[0] in ARTICLES:
        words = words[1:]
    return " ".join(words)


def telling_words(phrase: str) -> frozenset[str]:
    """The words of a phrase that tell what it is about."""
    return frozenset(plain_name(phrase).split()) - FILLERS


def surname(name: str) -> str | None:
    """The last word of a person's name that is no title, for comparison; None where there is none."""
    words = [word for word in plain_name(name).split() if word not in TITLES]
    return words[-1] if words else None
