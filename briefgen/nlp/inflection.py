"""Verbs in the number of their subject, as statements need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.nlp.cast import Member

SIBILANTS = ("s", "sh", "ch", "x", "z", "o")
IRREGULAR = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}
# forms that tell the number, to (single, several)
AGREEING = {
    "has": ("has", "have"), "have": ("has", "have"), "'s": ("is", "are"), "’s": ("is", "are"), "'ve": ("has", "have"),
    "’ve": ("has", "have"), "is": ("is", "are"), "are": ("is", "are"), "'re": ("is", "are"), "’re": ("is", "are"),
    "was": ("was", "were"), "were": ("was", "were"), "does": ("does", "do"), "do": ("does", "do"), "am": ("is", "are"),
    "'m": ("is", "are"), "’m": ("is", "are"),
}  # fmt: skip
NAMED = frozenset({"state", "igo", "company", "government_body", "ngo"})  # their names are singular
SEVERAL = frozenset("police people men women children troops taliban personnel".split())


def is_several(member: Member, plural: bool, nameless: bool) -> bool:
    """Whether an actor's name takes a verb in the plural: "Hutu militias accuse", but "the United Nations accuses".

    plural: whether the text's word for it is one; nameless: whether it has no name but its description
    """
    words = member.name.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    if head in SEVERAL:
        return True
    return plural and (nameless or member.kind not in NAMED) and head.endswith("s")


def present(lemma: str, several: bool) -> str:
    """The third person of a verb in the present tense."""
    if lemma in IRREGULAR:
        return IRREGULAR[lemma][several]
    if several:
        return lemma
    if lemma.endswith("y") and lemma[-2:-1] not in tuple("aeiou"):
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(SIBILANTS) else "s")


def agreeing(token: Token, several: bool) -> str:
    """A finite verb or auxiliary of the text, made to agree with another subject; other words as they are."""
    lower = token.lower_
    if lower in AGREEING and token.tag_ != "VB":
        return AGREEING[lower][several]
    if token.tag_ in ("VBZ", "VBP") and token.pos_ == "VERB":
        return present(token.lemma_.lower(), several)
    return lower
