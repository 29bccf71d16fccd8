"""Whose word it is: an act that a text only lets somebody claim is told as that one's claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.arguments import subjects
from briefgen.nlp.cast import with_article
from briefgen.nlp.clause import word
from briefgen.nlp.grammar import has_subject, is_passive, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding

ACCUSING = frozenset(
    "accuse allege blame charge complain fault suspect".split()
)  # other blame takes the act for granted
DATES = frozenset({"DATE", "TIME"})  # what the parser may take for a speaker: "a video seen since Sunday claims …"
ASIDES = frozenset({"relcl", "advcl", "acl"})
CHARGES = frozenset("ccomp xcomp pcomp prep".split())  # how a charge hangs on its verb
LONGEST_SPEAKER = 6  # tokens


def attributed(told: str, cast: Cast, finding: Finding) -> str:
    """A statement with who claims it, where that is neither its source nor named in it: "…, according to Peru"."""
    if finding.status == "denied":
        named = told.endswith("(denied)") or any(s.token.text in told.split() for s in finding.steps)
        return told if named else f"{told} (denied)"
    claim = _claim(cast.doc[finding.trigger], cast)
    if claim is None or claim.text in told.split():
        return told
    agents = [t for c in claim.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    speakers = agents if is_passive(claim) else list(subjects(claim))
    if not speakers or speakers[0].ent_type_ in DATES:
        unnamed = is_passive(claim) or bool(speakers)
        return f"{told} ({'alleged' if _accuses(claim) else 'reported'})" if unnamed else told
    known = cast.at.get(speakers[0].i)
    if known is not None and cast.top(known.actor) == cast.top(finding.source.actor):
        return told
    name = with_article(cast.members[known.actor].name) if known is not None else ""
    speaker = name if name.split()[-1:] and not name.split()[-1].islower() else _phrase(speakers[0])
    named = speaker is None or told.casefold().startswith(speaker.casefold())
    return told if named else f"{told}, according to {speaker}"


def _claim(act: Token, cast: Cast) -> Token | None:
    """The verb by which somebody claims an act; none in "A said so, and B fired", nor of what the text adds itself."""
    below = act
    for verb in act.ancestors:
        if below.dep_ in ASIDES or (below.dep_ == "conj" and is_verb(below) and has_subject(below)):
            return None
        if is_verb(verb):
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
