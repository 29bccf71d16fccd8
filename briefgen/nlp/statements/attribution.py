"""Whose word it is: an act that a text only lets somebody claim is told as that one's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import subjects
from briefgen.nlp.parse.grammar import has_subject, is_finite, is_passive, is_verb, stands_alone
from briefgen.nlp.statements.clause import word
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding

ACCUSING = frozenset(
    "accuse allege blame charge complain fault suspect".split()
)  # other blame takes the act for granted
DATES = frozenset({"DATE", "TIME"})  # what the parser may take for a speaker: "a video seen since Sunday claims …"
ASIDES = frozenset({"relcl", "advcl", "acl"})
CHARGES = frozenset("ccomp xcomp pcomp prep".split())  # how a charge hangs on its verb
LONGEST_SPEAKER = 6  # tokens


def attributed(told: str, parties: Parties, finding: Finding) -> str:
    """A statement with who claims it, where that is neither its source nor named in it: "…, according to Peru"."""
    if finding.status == "denied":
        named = told.endswith("(denied)") or any(s.token.text in told.split() for s in finding.steps)
        return told if named else f"{told} (denied)"
    cast = parties.cast
    asked = [s.effect for s in finding.steps] == ["end", "urge"]  # "urged B to stop arming C": by A's word B does
    claim = finding.steps[-1].token if asked else _claim(cast.doc[finding.trigger], cast)
    if claim is None or claim.text in told.split():
        return told
    if not is_verb(claim):  # "by reports that …"
        return f"{told} (reported)"
    agents = [t for c in claim.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    speakers = agents if is_passive(claim) else list(subjects(claim))
    if not speakers or speakers[0].ent_type_ in DATES:
        unnamed = is_passive(claim) or bool(speakers)
        return f"{told} ({'alleged' if _accuses(claim) else 'reported'})" if unnamed else told
    known = _known(speakers[0], parties)
    if known is not None and cast.top(known) == cast.top(finding.source.actor):
        return told
    name = with_article(cast.members[known].name) if known is not None else ""
    speaker = name if name.split()[-1:] and not name.split()[-1].islower() else _phrase(speakers[0])
    named = speaker is None or told.casefold().startswith(speaker.casefold())
    return told if named else f"{told}, according to {speaker}"


def _known(speaker: Token, parties: Parties) -> str | None:
    """The actor that a speaker is, also one told by a pronoun."""
    mention = parties.cast.at.get(speaker.i)
    if mention is not None or speaker.pos_ != "PRON":
        return mention.actor if mention is not None else None
    meant = {p.actor for p in parties.one(speaker)}
    return meant.pop() if len(meant) == 1 else None


def _claim(act: Token, cast: Cast) -> Token | None:
    """The word by which somebody claims an act; none in "A said so, and B fired", nor of what the text adds itself."""
    below = act
    for verb in act.ancestors:
        aside = below.dep_ in ASIDES and not (below.dep_ == "advcl" and below.tag_ == "VB")
        noun = verb.pos_ == "NOUN" and below.dep_ in ("acl", "ccomp") and is_finite(below)
        if noun and cast.registry.operators.effect("noun", verb.lemma_.lower()) == "report":
            return verb
        if aside or (below.dep_ == "conj" and is_verb(below) and has_subject(below)):
            return None
        if is_verb(verb) and not stands_alone(below):
            reports = (
                below.dep_ in ("ccomp", "xcomp")
                and cast.registry.operators.effect("verb", verb.lemma_.lower()) == "report"
            )
            if reports or (below.dep_ in CHARGES and _accuses(verb)):
                return verb
        below = verb
    return None


def _accuses(verb: Token) -> bool:
    return verb.lemma_.lower() in ACCUSING


def _phrase(noun: Token) -> str | None:
    """A speaker in the text's words; None for a pronoun or a long description."""
    words = [t for t in noun.subtree if t.i <= noun.i]
    if noun.pos_ == "PRON" or len(words) > LONGEST_SPEAKER:
        return None
    return "".join(word(t) + t.whitespace_ for t in words).strip()
