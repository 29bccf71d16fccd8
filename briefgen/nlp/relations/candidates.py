"""What a sentence may state between two given parties: the predicates near them and how each stands to both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.frames import effect_above, phrase_words
from briefgen.nlp.relations.modes import read_mode
from briefgen.nlp.relations.outcome import apply_mode, lean_mode
from briefgen.nlp.relations.relations import find_relations
from briefgen.nlp.relations.slots import slot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model import Action, Status
    from briefgen.nlp.parse.tokens import Doc, Span, Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.nlp.relations.mood import Step
    from briefgen.registry import Operators, Sense

FARTHEST = 9  # steps on the parse; what is farther counts as this far
SUBJECTS = frozenset("nsubj nsubjpass agent poss csubj".split())
PRONOUNS = frozenset("he him she her it they them".split())
WANTED = frozenset("xcomp ccomp advcl acl relcl".split())
CLAUSES = frozenset("relcl advcl ccomp acl conj parataxis appos".split())


@dataclass(frozen=True, slots=True)
class Ends:
    """The two given spans of a Doc and the keys under which the cast has them."""

    source: Span
    target: Span
    source_key: str
    target_key: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of one predicate as the act between two given parties.

    features: names of what holds for it, for the choice among candidates
    """

    token: Token
    sense: Sense
    action: Action
    status: Status
    features: tuple[str, ...]


def candidates(
    doc: Doc,
    lexicon: Lexicon,
    parties: Parties,
    ends: Ends,
    findings: Sequence[Finding] | None = None,
    triggers: Sequence[tuple[Token, list[Sense]]] | None = None,
) -> Iterator[Candidate]:
    """All readings of the predicates in the sentences of the two spans; a predicate once for each class.

    findings, triggers: what the text states, and the words that may state it, if that is known already
    """
    keys = {ends.source_key, ends.target_key}
    stated = find_relations(doc, lexicon, parties) if findings is None else findings
    between = [f for f in stated if {f.source.actor, f.target.actor} == keys]
    linked: dict[int, list[Finding]] = {}
    for finding in between:
        linked.setdefault(finding.trigger, []).append(finding)
    found = [_from_finding(doc, finding, ends, lexicon.operators) for finding in between]
    for token, senses in lexicon.triggers(doc) if triggers is None else triggers:
        if not any(finding.sense in senses for finding in linked.get(token.i, ())):
            found += _unlinked(token, senses, lexicon, parties, ends)
    return _nested(found)


def _nested(readings: Sequence[Candidate]) -> Iterator[Candidate]:
    """The readings, told of each which stand above and below it on the parse: "phoned B to thank him"."""
    lines = {r.token.i: [t.i for t in r.token.ancestors] for r in readings}
    by_place = {r.token.i: r for r in readings}
    for reading in readings:
        place = reading.token.i
        over = next((by_place[i] for i in lines[place] if i in by_place), None)
        under = [r for r in readings if place in lines[r.token.i]]
        features = [f for r in under for f in ("over", f"over {r.sense.action}", f"{reading.action} over {r.action}")]
        if over is not None:
            above = over.sense.action
            features += ["under", f"under {above}", f"{reading.action} under {above}"]
        yield replace(reading, features=(*reading.features, *features))


def _from_finding(doc: Doc, finding: Finding, ends: Ends, operators: Operators) -> Candidate:
    token = doc[finding.trigger]
    way = "sym" if finding.symmetric else "fwd" if finding.source.actor == ends.source_key else "back"
    features = [
        f"link {way}",
        f"link {finding.rule} {way}",
        f"slots {finding.sense.pos} {finding.source_slot}>{finding.target_slot}",
    ]
    features += _place(token, finding.sense, finding.steps, ends, operators)
    return Candidate(token, finding.sense, finding.action, finding.status, tuple(features))


def _unlinked(token: Token, senses: list[Sense], lexicon: Lexicon, parties: Parties, ends: Ends) -> Iterator[Candidate]:
    """The likeliest sense of a predicate whose frame does not link the two: the one that most of its slots fit."""
    undergone = effect_above(token, lexicon)[0] == "undergo"
    best: tuple[int, Sense, str, str] | None = None
    for sense in senses:
        source, target = _stands(token, sense.source, parties, ends), _stands(token, sense.target, parties, ends)
        fit = 2 * (source == "S") + 2 * (target == "T") + bool(source == "T") + bool(target == "S")
        if best is None or fit > best[0]:
            best = (fit, sense, source, target)
    if best is None:
        return
    _, sense, source, target = best
    steps = _within(read_mode(token, lexicon.operators, phrase_words(token, sense)), ends)
    outcome = apply_mode(sense.action, steps)
    action, status = (sense.action, "actual") if undergone else outcome or lean_mode(sense.action, steps)
    features = ["unlinked", f"half {source}{target}"] + (["leant"] if outcome is None else [])
    features += _place(token, sense, steps, ends, lexicon.operators)
    yield Candidate(token, sense, action, status, tuple(features))  # type: ignore[arg-type]


def _stands(token: Token, names: Iterable[str], parties: Parties, ends: Ends) -> str:
    """Which span the first filled slot holds: S, T, "-" for another party, "p" for a pronoun, "" for none."""
    pronoun = ""
    for name in names:
        heads = slot(token, name)
        found = {party.actor for head in heads for party in parties.resolve(head)}
        if ends.source_key in found:
            return "S"
        if ends.target_key in found:
            return "T"
        if found:
            return "-"
        if any(head.lower_ in PRONOUNS for head in heads):
            pronoun = "p"
    return pronoun


def _within(steps: tuple[Step, ...], ends: Ends) -> tuple[Step, ...]:
    """The steps without those of clauses above the source's own: there, somebody else plans, asks or hopes."""
    return tuple(s for s in steps if not _outside(s.token, ends.source.root))


def _outside(governor: Token, source: Token) -> bool:
    below = source
    for above in source.ancestors:
        if above is governor or above.i == governor.i:
            return below.dep_ not in SUBJECTS and is_verb(governor) and below.dep_ not in ("compound", "amod", "nmod")
        below = above
    return False


def _place(token: Token, sense: Sense, steps: tuple[Step, ...], ends: Ends, operators: Operators) -> Iterator[str]:
    """Where a predicate stands between the two spans, on the parse and in the text."""
    yield f"pos {sense.pos}"
    yield f"sense {sense.action}"
    yield f"key {sense.key} {sense.action}"
    yield f"dep {token.dep_}"
    yield f"conditions {bool(sense.object or sense.particle or sense.words)}"
    lemma = token.lemma_.lower()
    if is_verb(token) and (own := operators.effect("verb", lemma)):
        yield f"own effect {own}"
    if sense.action == "REQUEST" and is_verb(token) and not any(map(_asked_for, (token, *objects(token)))):
        yield "asks for nothing"  # "called on B at the palace"
    for step in steps:
        yield f"step {step.effect}"
    for name, span in (("S", ends.source), ("T", ends.target)):
        if span.start <= token.i < span.end:
            yield f"{name} holds {'root' if token.i == span.root.i else 'inner'}"
        distance, over, crossed = _way(token, span.root)
        yield f"{name} distance {min(distance, FARTHEST)}"
        yield f"{name} {over}"
        for dep in sorted(crossed):
            yield f"{name} across {dep}"
    first, last = sorted((ends.source.start, ends.target.start))
    yield f"stands {'before' if token.i < first else 'after' if token.i > last else 'between'}"
    yield f"order {'ST' if ends.source.start <= ends.target.start else 'TS'} {sense.pos}"


def _asked_for(word: Token) -> bool:
    """Whether a word tells what is asked for: "asked B to go", "called on B for help", "asked that it stop"."""
    return any(c.dep_ in WANTED or (c.dep_ == "prep" and c.lower_ == "for") for c in word.rights)


def _way(token: Token, root: Token) -> tuple[int, str, set[str]]:
    """(steps on the parse, whether the span is under, over or beside the predicate, kinds of clause crossed)."""
    up = {token.i: 0}
    crossed_up: list[str] = []
    chain = [token, *token.ancestors]
    for n, t in enumerate(chain):
        up[t.i] = n
        crossed_up.append(t.dep_)
    down: list[str] = []
    for n, t in enumerate([root, *root.ancestors]):
        if t.i in up:
            crossed = {d for d in (*crossed_up[: up[t.i]], *down) if d in CLAUSES}
            over = "under" if up[t.i] == 0 else "over" if down and down[-1] in SUBJECTS else "beside"
            return n + up[t.i], over, crossed
        down.append(t.dep_)
    return FARTHEST, "elsewhere", set()
