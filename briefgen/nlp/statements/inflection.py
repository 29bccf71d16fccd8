"""Verbs in the number of their subject and in the past, as statements need them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Member
    from briefgen.nlp.parse.tokens import Token

SIBILANTS = ("s", "sh", "ch", "x", "z", "o")
IRREGULAR = {"be": ("is", "are"), "have": ("has", "have"), "do": ("does", "do"), "go": ("goes", "go")}
# forms that tell the number, to (single, several)
AGREEING = {
    "has": ("has", "have"), "have": ("has", "have"), "'s": ("is", "are"), "’s": ("is", "are"), "'ve": ("has", "have"),
    "’ve": ("has", "have"), "is": ("is", "are"), "are": ("is", "are"), "'re": ("is", "are"), "’re": ("is", "are"),
    "was": ("was", "were"), "were": ("was", "were"), "does": ("does", "do"), "do": ("does", "do"), "am": ("is", "are"),
    "'m": ("is", "are"), "’m": ("is", "are"),
}  # fmt: skip
NAMED = frozenset({"state", "igo", "company", "government_body", "ngo", "person"})  # their names are singular
SEVERAL = frozenset(
    "police people men women children troops taliban personnel forces rebels militias fighters separatists".split()
)
# past forms that follow no rule, behind their verbs
PAST = dict(
    pair.split(":")
    for pair in (
        "arise:arose bear:bore beat:beat become:became begin:began bind:bound bite:bit blow:blew break:broke "
        "bring:brought build:built buy:bought catch:caught choose:chose cling:clung come:came cost:cost cut:cut "
        "deal:dealt dig:dug do:did draw:drew drive:drove eat:ate fall:fell feed:fed feel:felt fight:fought find:found "
        "flee:fled fly:flew forbid:forbade forget:forgot forgive:forgave freeze:froze get:got give:gave go:went "
        "grow:grew hang:hung have:had hear:heard hide:hid hit:hit hold:held hurt:hurt keep:kept know:knew lay:laid "
        "lead:led leave:left lend:lent let:let lose:lost make:made mean:meant meet:met pay:paid put:put quit:quit "
        "read:read ride:rode ring:rang rise:rose run:ran say:said see:saw seek:sought sell:sold send:sent set:set "
        "shake:shook shoot:shot show:showed shut:shut sink:sank sit:sat sleep:slept slide:slid speak:spoke "
        "spend:spent split:split spread:spread stand:stood steal:stole stick:stuck strike:struck swear:swore "
        "sweep:swept take:took teach:taught tear:tore tell:told think:thought throw:threw wear:wore weep:wept win:won "
        "wind:wound write:wrote "
    ).split()
)
DOUBLED = frozenset(
    "deter refer defer infer confer transfer prefer commit admit permit submit omit remit rebel compel expel repel "
    "control patrol occur incur regret equip abet allot".split()
)
PREFIXES = ("re", "over", "out", "under", "with", "mis", "up")


def is_several(member: Member, plural: bool, nameless: bool) -> bool:
    """Whether an actor's name takes a verb in the plural: "Hutu militias accuse", but "the United Nations accuses".

    plural: whether the text's word for it is one; nameless: whether it has no name but its description
    """
    words = member.name.lower().split()
    head = words[words.index("of") - 1] if "of" in words[1:] else words[-1] if words else ""
    if is_crowd(head):
        return True
    return plural and (nameless or member.kind not in NAMED) and head.endswith("s")


def is_crowd(noun: str) -> bool:
    """Whether a word in lower case means several without an "s": "police", "fishermen"."""
    return noun in SEVERAL or noun.endswith(("men", "people"))


def an(noun: str) -> str:
    """A noun with its indefinite article, by its first sound: "a European firm", "an unnamed group"."""
    lower = noun.lower()
    vowel = lower.startswith(tuple("aeio")) and not lower.startswith("eu")
    silent = lower.startswith(("un", "um", "up", "ut", "hour", "honest")) and not re.match(r"un\b|uni", lower)
    return f"{'an' if vowel or silent else 'a'} {noun}"


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
    tense = token.tag_ in ("VBZ", "VBP") or (token.tag_ == "VBD" and _is_bare(token))
    if tense and token.pos_ == "VERB" and not _is_past_form(lower):
        return present(token.lemma_.lower(), several)
    return lower


def past(lemma: str, several: bool, form: str) -> str:
    """The past tense of a verb; form: a participle of it that the text has, which tells doubled letters."""
    if lemma == "be":
        return "were" if several else "was"
    for prefix in ("", *PREFIXES):
        if lemma.startswith(prefix) and lemma.removeprefix(prefix) in PAST:
            return prefix + PAST[lemma.removeprefix(prefix)]
    form = form.lower()
    if form.endswith("ed") and form != lemma:
        return form
    stem = form.removesuffix("ing") if form.endswith("ing") and form != lemma else lemma.removesuffix("e")
    if form == lemma and (stem in DOUBLED or re.fullmatch(r"[^aeiou]*[aeiou][bdgklmnprt]", stem)):
        return stem + stem[-1] + "ed"
    if stem.endswith("y") and stem[-2:-1] not in tuple("aeiou"):
        return stem[:-1] + "ied"
    return stem + "ed"


def _is_bare(verb: Token) -> bool:
    """Whether a verb that the tagger takes for a past form is none: "urge", "condemn", but not "cut"."""
    form = verb.lower_
    return form == verb.lemma_.lower() and not form.endswith(("ed", "t")) and form not in PAST.values()


def _is_past_form(word: str) -> bool:
    """Whether a word is a past form that a tagger may take for a present one: "retook"."""
    forms = frozenset(PAST.values()) - PAST.keys()
    return any(word.startswith(p) and word.removeprefix(p) in forms for p in ("", *PREFIXES))
