"""How a sentence is read, told so that a political scientist can follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.nlp.confidence import Judge
from briefgen.nlp.dates import act_date
from briefgen.nlp.pipeline import without_datelines
from briefgen.nlp.relations import find_relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.finding import Finding

RULES = {
    "frame": "source and target stand where the predicate's entry expects them",
    "support": "the verb only carries the noun and lends it its subject",
    "undergo": "the verb's subject is the one the noun's act is done to",
    "sides": "a two-sided noun names both sides",
    "joint": "a two-sided act has both parties as its subject",
    "adjunct": "the target stands outside the frame, where the act takes place or what it serves (less sure)",
    "beyond": "a further phrase outside the frame (unsure)",
    "event": "the object refers back to an act told before; its doer is the target",
    "implied": "the same act was just told of another; its target is meant here, too (less sure)",
    "climb": "the source is the subject of the clause around the predicate (less sure)",
    "must": "a speaker says what the other must do",
    "tell": "one tells the other to do something",
    "condition": "one makes its own act depend on what the other does",
}
VIA = {
    "name": "by name",
    "official": "through someone who speaks for it",
    "owner": "through what is its own",
    "place": "through what lies or happens there",
    "location": "as a place",
    "pronoun": "by a pronoun",
    "description": "by a description",
    "event": "through an act told before",
    "implied": "as the target of the act told before",
    "group": "as a group without a name",
}


def explain(extractor: Extractor, text: str, date: str | None) -> str:
    """Lines of text: actors named, predicates seen, and every relation with what led to it.

    date: publication date (ISO) that relative dates count from, or None
    """
    doc = extractor.nlp(without_datelines(text))
    cast, parties = extractor.read(doc)
    lines = ["Actors", *_actors(cast)]
    findings = find_relations(doc, extractor.lexicon, parties)
    judge = Judge(doc, cast, findings, cast.registry.weights)
    seen = {f.trigger for f in findings}
    lines += ["", "Relations"]
    for finding in findings:
        lines += _relation(doc, cast, finding, date, judge, extractor.settings.min_confidence)
    if not findings:
        lines.append("  none: no predicate has both a source and a target that are actors")
    silent = [(t, senses) for t, senses in extractor.lexicon.triggers(doc) if t.i not in seen]
    if silent:
        lines += ["", "Predicates that state no relation here"]
        for token, senses in silent:
            sense = senses[0]
            sides = f"a source as {' or '.join(sense.source)} and a target as {' or '.join(sense.target)}"
            lines.append(f"  {token.text}: `{sense.key}` ({sense.action}) would need {sides}")
    return "\n".join(lines)


def _actors(cast: Cast) -> Iterator[str]:
    for mention in sorted(cast.mentions, key=lambda m: m.start):
        member = cast.members[mention.actor]
        parts = [f"{member.name} ({member.kind.replace('_', ' ')})"]
        if member.role:
            parts.append(member.role)
        if member.acts_for:
            parts.append(f"acts for {member.acts_for}")
        how = "a capital as a mere place" if mention.place else f"read as {mention.form}"
        yield f"  {cast.text(mention.start, mention.end)} -> {', '.join(parts)}; {how}"
    if not cast.mentions:
        yield "  none"


def _relation(doc: Doc, cast: Cast, finding: Finding, date: str | None, judge: Judge, floor: float) -> Iterator[str]:
    source, target = finding.source, finding.target
    arrow = "<->" if finding.symmetric else "->"
    parties = f"{cast.members[source.actor].name} {arrow} {cast.members[target.actor].name}"
    yield f"  {parties}: {finding.action} ({polarity(finding.action)}), {finding.status}"
    yield f"    stated by: {doc[finding.trigger].text} (entry `{finding.sense.key}`, by itself {finding.sense.action})"
    yield f"    rule: {RULES.get(finding.rule, finding.rule)}"
    yield f"    source: {doc[source.start : source.end].text} ({VIA[source.via]}, as {finding.source_slot})"
    yield f"    target: {doc[target.start : target.end].text} ({VIA[target.via]}, as {finding.target_slot})"
    for step in finding.steps:
        yield f"    under: {step.token.text} ({step.effect})"
    when = act_date(doc, finding, date)
    if when:
        yield f"    date: {when}"
    sure = judge.probability(finding)
    yield f"    confidence: {sure:.2f}" + (
        "" if sure >= floor else f", below min_confidence {floor}: left out of briefs"
    )
