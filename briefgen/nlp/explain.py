"""How a sentence is read, told so that a political scientist can follow it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.nlp.reasons import reasons
from briefgen.nlp.relations.dates import act_date
from briefgen.nlp.relations.status import told_status
from briefgen.nlp.retrace import changes, read, stated_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.model import Relation
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.retrace import Reading

RULES = {
    "frame": "source and target stand where the predicate's entry expects them",
    "support": "the verb only carries the noun and lends it its subject",
    "undergo": "the verb's subject is the one the noun's act is done to",
    "sides": "a two-sided noun names both sides",
    "joint": "a two-sided act has both parties as its subject",
    "adjunct": "the target stands outside the frame, where the act takes place or what it serves (less sure)",
    "beyond": "a further phrase outside the frame (unsure)",
    "despite": "the target goes on although the source objects",
    "event": "the object refers back to an act told before; its doer is the target",
    "author": "the object was made or done by the target, as the text tells beside it or before",
    "implied": "the same act was just told of another; its target is meant here, too (less sure)",
    "peace": "who calls for calm means the two that the text tells at odds most often",
    "answer": "a stance that names no target, in an article: towards who was last hostile to its holder",
    "climb": "the source is the subject of the clause around the predicate (less sure)",
    "where": "the source is the state in which it is done, as nobody else is named (less sure)",
    "appeal": "the source calls for a hostile act against the target",
    "within": "both belong to one state and are told apart, as the text is short (less sure)",
    "reach": "one side stands outside the frame, elsewhere in the sentence (unsure)",
    "thing": "what stands in the predicate's slot may be meant, though nothing tells that it is an actor (unsure)",
    "unlisted": "no entry has the verb; its subject and object are taken, its act is guessed from the words (unsure)",
    "otherwise": "what is stated between the two may be of the other polarity, too (unsure)",
    "between": "the predicate stands between two parties of a sentence (unsure)",
    "stance": "whoever praises or blames an act takes a stance on those it is done to",
    "called": "the source calls the target or its act by a judging word",
    "said": "the source says that the target or its act is good or bad",
    "charged": "the source says that the target did a hostile thing (to the source, or charging it)",
    "told of": "the source tells of a hostile act of the target (unsure)",
    "must": "a speaker says what the other must do",
    "tell": "one tells the other to do something",
    "reprisal": "the source announces that it would answer what the target does or did",
    "effect": "the act harms the target, as the clause around it or behind it tells",
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
    "thing": "as a thing without a name",
}
SLOTS = {
    "subject": "its subject",
    "object": "its object",
    "possessive": "the owner told before it",
    "modifier": "the word right before it",
    "head": "the word right after it",
    "clause": "the subject of the clause that hangs on it",
}
STATUS = {
    "actual": "told as done",
    "planned": "intended, not done",
    "threatened": "threatened, not done",
    "past": "told as background",
    "denied": "told as not done",
}
# modes of words that are no operators of the registry
MODES = {
    "not": "turns it into its opposite, or into nothing",
    "would": "tells what would be done, not what is done",
    "may": "tells what may be done, not what is done",
    "must": "tells what is to be done, not what is done",
    "if": "tells what is done only under a condition",
}


def explain(extractor: Extractor, text: str, date: str | None) -> str:
    """Lines of text: actors named, predicates seen, and every relation with what led to it.

    date: publication date (ISO) that relative dates count from, or None
    """
    reading = read(extractor, text)
    doc, cast, findings = reading.doc, reading.cast, reading.findings
    lines = ["Actors", *reasons(cast)]
    lines += ["", "Relations"]
    for finding in findings:
        lines += _relation(reading, finding, date, extractor.settings.min_confidence)
    if not findings:
        lines.append("  none: no predicate has both a source and a target that are actors")
    lines += _silent(extractor, doc, findings, 0, len(doc.text))
    return "\n".join(lines)


def explain_item(extractor: Extractor, text: str, date: str | None, item: Relation) -> str:
    """Lines of text: an item of a brief, and how the sentences of its evidence are read in their article.

    text: of the article; date: its publication date (ISO) or None
    """
    reading = read(extractor, text)
    doc = reading.doc
    lines = [item.statement, f"  {item.source} -> {item.target}: {item.action}, {item.status}, {item.confidence:.2f}"]
    for evidence in item.evidence:
        lines += ["", f"“{evidence.quote}”"]
        findings = stated_by(reading, evidence)
        own = [f for f in findings if doc.written(f.trigger) == evidence.trigger]
        for finding in own:
            lines += _relation(reading, finding, date, extractor.settings.min_confidence)
        if not own:
            lines.append(f"  “{evidence.trigger}” is read as stating nothing now: a person wrote or kept the item")
        others = [next(_relation(reading, f, date, 0.0)) for f in findings if f not in own]
        lines += ["", "Also read in this sentence", *others] if others else []
        lines += _silent(extractor, doc, findings, evidence.start, evidence.end)
    return "\n".join(lines)


def rule_of(finding: Finding) -> str:
    """What led to a finding, in one line."""
    steps = "".join(f"; under “{step.token.text}” ({step.effect})" for step in finding.steps)
    return f"entry `{finding.sense.key}` ({finding.sense.action}): {RULES.get(finding.rule, finding.rule)}{steps}"


def _silent(extractor: Extractor, doc: Doc, findings: Sequence[Finding], start: int, end: int) -> Iterator[str]:
    """The predicates between two offsets of characters that state nothing."""
    seen = {f.trigger for f in findings}
    silent = [(t, senses) for t, senses in extractor.lexicon.triggers(doc) if t.i not in seen and start <= t.idx < end]
    if silent:
        yield ""
        yield "Predicates that state no relation here"
    for token, senses in silent:
        sense = senses[0]
        source, target = (" or ".join(map(_slot, slots)) for slots in (sense.source, sense.target))
        yield f"  {token.text}: `{sense.key}` ({sense.action}) would need a source ({source}) and a target ({target})"


def _slot(slot: str) -> str:
    """Where a party stands to the word that states the act; slots that are no part of the sentence are prepositions."""
    return SLOTS.get(slot, f"after “{slot}”")


def _relation(reading: Reading, finding: Finding, date: str | None, floor: float) -> Iterator[str]:
    doc, cast = reading.doc, reading.cast
    source, target = finding.source, finding.target
    arrow = "<->" if finding.symmetric else "->"
    parties = f"{cast.members[source.actor].name} {arrow} {cast.members[target.actor].name}"
    status = told_status(doc, finding.trigger, finding.action, finding.status, date)
    told = STATUS.get(status, status)
    yield f"  {parties}: {finding.action} ({polarity(finding.action)}), {status} ({told})"
    word, sense = doc.written(finding.trigger), finding.sense
    yield f"    stated by: {word} (entry `{sense.key}`, by itself {sense.action})"
    yield f"    rule: {RULES.get(finding.rule, finding.rule)}"
    yield f"    source: {doc[source.start : source.end].text} ({VIA[source.via]}; {_slot(finding.source_slot)})"
    yield f"    target: {doc[target.start : target.end].text} ({VIA[target.via]}; {_slot(finding.target_slot)})"
    for step in finding.steps:
        meaning = reading.cast.registry.operators.meanings.get(step.effect) or MODES.get(step.effect, "")
        yield f"    under: {step.token.text} ({step.effect}{': ' if meaning else ''}{meaning})"
    when = act_date(doc, finding.trigger, date)
    if when:
        yield f"    date: {when}"
    sure = reading.judge.probability(finding)
    right = f"of a hundred statements that are read like this one, about {100 * sure:.0f} are right"
    left_out = "" if sure >= floor else f", below min_confidence {floor}: left out of briefs"
    yield f"    confidence: {sure:.2f} ({right}){left_out}"
    for change in changes(reading, finding, floor):
        yield f"    otherwise: {change}"
