"""One line that says who does what to whom, in the text's own words for the act."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.nlp.cast import with_article
from briefgen.nlp.grammar import is_passive, is_verb, objects, support_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from briefgen.model import Action, Status
    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding

LONGEST = 9  # tokens of the text's own words; more would be a sentence in the sentence
# for acts that the text states in a noun, in the passive or across a clause: the class in words
WORDS: dict[Action, tuple[str, str]] = {
    "AGREE": ("agrees to cooperate with", "agree to cooperate"),
    "CONSULT": ("holds talks with", "hold talks"),
    "SUPPORT": ("supports", "reach an agreement"),
    "CONCEDE": ("eases its stance towards", "ease their stance"),
    "COOPERATE": ("cooperates with", "cooperate"),
    "AID": ("gives aid to", "aid each other"),
    "RETREAT": ("pulls back from", "pull back"),
    "REQUEST": ("makes a demand on", "make demands on each other"),
    "ACCUSE": ("criticises", "criticise each other"),
    "REJECT": ("opposes", "are at odds"),
    "THREATEN": ("threatens", "threaten each other"),
    "PROTEST": ("protests against", "protest against each other"),
    "SANCTION": ("restricts relations with", "restrict their relations"),
    "MOBILIZE": ("shows force towards", "show force towards each other"),
    "COERCE": ("uses coercion against", "use coercion against each other"),
    "ASSAULT": ("attacks", "fight each other"),
}
PLANNED: dict[Status, str] = {
    "planned": " (planned)",
    "threatened": " (threatened)",
    "denied": " (denied)",
    "past": "",
    "actual": "",
}


def statement(doc: Doc, cast: Cast, finding: Finding) -> str:
    """ "United States imposed sanctions on Turkey": names of both parties, the act in the text's words if they fit."""
    source, target = cast.members[finding.source.actor].name, cast.members[finding.target.actor].name
    act = None if finding.steps else _own_words(doc, finding)
    if act:
        return f"{_capital(with_article(source))} {act} {with_article(target)}"
    single, joint = WORDS[finding.action]
    suffix = PLANNED[finding.status]
    noun = _noun_words(doc, finding)
    if finding.symmetric:
        return f"{_capital(with_article(source))} and {with_article(target)} {joint}{noun}{suffix}"
    return f"{_capital(with_article(source))} {single} {with_article(target)}{noun}{suffix}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _noun_words(doc: Doc, finding: Finding) -> str:
    """The act's own noun in brackets, where the statement could not use the text's verb."""
    token = doc[finding.trigger]
    source = range(finding.source.start, finding.source.end)
    words = [t.text for t in token.lefts if t.dep_ in ("amod", "compound") and t.i not in source]
    if token.pos_ not in ("NOUN", "VERB") or len(words) > 2:
        return ""
    return f": {' '.join([*words, token.text]).lower()}" if token.pos_ == "NOUN" else ""


def _own_words(doc: Doc, finding: Finding) -> str | None:
    """The words from the verb to the target's preposition, where source and target stand around them in this order."""
    token = doc[finding.trigger]
    verb: Token | None = token if is_verb(token) else support_verb(token)
    if verb is None or is_passive(verb) or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    if not finding.source.end <= verb.i or finding.target.start <= verb.i or finding.target.via in ("owner", "pronoun"):
        return None
    between = doc[verb.i : finding.target.start]
    if len(between) > LONGEST or any(_breaks(t) for t in between):
        return None
    takes = any(finding.target.start <= o.i < finding.target.end for o in objects(token))
    if is_verb(token) and not takes and between[-1].pos_ != "ADP":
        return None
    words = "".join((t.text if t.pos_ == "PROPN" else t.lower_) + t.whitespace_ for t in between)
    return re.sub(r"\s+", " ", words).strip()  # in lower case, as a headline's verbs may not be


def _breaks(token: Token) -> bool:
    """Whether a word ends the phrase before it, so that the words around it are no statement."""
    return token.is_punct or token.dep_ in ("nsubj", "mark") or token.ent_type_ == "DATE"
