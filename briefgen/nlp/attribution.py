"""Whose word it is: an act that a text only lets somebody claim is told as that one's claim."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from briefgen.nlp.arguments import subjects
from briefgen.nlp.cast import with_article
from briefgen.nlp.grammar import has_subject, is_passive, is_verb

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.finding import Finding

ACCUSING = frozenset(
    "accuse allege blame charge complain fault suspect".split()
)  # other blame takes the act for granted
DATES = frozenset({"DATE", "TIME"})  # what the parser may take for a speaker: "a video seen since Sunday claims …"
LONGEST_SPEAKER = 6  # tokens


def attributed(told: str, cast: Cast, finding: Finding) -> str:
    """A statement with who claims it, where that is neither its source nor named in it: "…, according to Peru"."""
    if finding.status == "denied":
        named = told.endswith("(denied)") or any(s.token.text in told.split() for s in finding.steps)
        return told if named else f"{told} (denied)"
    step = next((s for s in finding.steps if _claims(s.effect, s.token)), None)
    if step is None or step.token.text in told.split():
        return told
    if _is_apart(cast.doc[finding.trigger], step.token):
        return told
    agents = [t for c in step.token.children if c.dep_ == "agent" for t in c.children if t.dep_ == "pobj"]
    speakers = agents if is_passive(step.token) else list(subjects(step.token))
    if not speakers or speakers[0].ent_type_ in DATES:
        unnamed = is_passive(step.token) or bool(speakers)
        return f"{told} ({'alleged' if step.effect == 'blame' else 'reported'})" if unnamed else told
    known = cast.at.get(speakers[0].i)
    if known is not None and cast.top(known.actor) == cast.top(finding.source.actor):
        return told
    name = with_article(cast.members[known.actor].name) if known is not None else ""
    speaker = name if name.split()[-1:] and not name.split()[-1].islower() else _phrase(speakers[0])
    named = speaker is None or told.startswith(speaker[:1].upper() + speaker[1:])
    return told if named else f"{told}, according to {speaker}"


def _claims(effect: str, token: Token) -> bool:
    return is_verb(token) and (effect == "report" or (effect == "blame" and token.lemma_.lower() in ACCUSING))


def _is_apart(act: Token, claim: Token) -> bool:
    """Whether an act has a clause of its own that is only joined to what is claimed: "A said so, and B fired"."""
    below = [act, *takewhile(lambda token: token.i != claim.i, act.ancestors)]
    return any(t.dep_ == "conj" and is_verb(t) and has_subject(t) for t in below)


def _phrase(noun: Token) -> str | None:
    """A speaker in the text's words; None for a pronoun or a long description."""
    words = [t for t in noun.subtree if t.i <= noun.i]
    if noun.pos_ == "PRON" or len(words) > LONGEST_SPEAKER:
        return None
    return "".join((t.lower_ if t.pos_ == "DET" else t.text) + t.whitespace_ for t in words).strip()
