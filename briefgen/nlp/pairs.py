"""Coding of given pairs: what a sentence states between two marked spans."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError, StoreError
from briefgen.model import Action, Coded, Status, polarity
from briefgen.nlp.actors.names import Mention
from briefgen.nlp.relations.candidates import Ends, candidates
from briefgen.nlp.relations.choice import choose
from briefgen.nlp.relations.confidence import Judge
from briefgen.nlp.relations.frames import effect_above
from briefgen.nlp.relations.modes import read_mode
from briefgen.nlp.relations.outcome import lean_mode
from briefgen.nlp.relations.relations import find_relations
from briefgen.nlp.relations.status import told_status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.parse.tokens import Doc, Span, Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Sense

SOURCE, TARGET = "given-source", "given-target"


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with two marked character spans, source and target."""

    id: str
    text: str
    source: tuple[int, int]
    target: tuple[int, int]


def read_pairs(path: Path) -> Iterator[Pair | ArticleError]:
    """The pairs of a file, a JSON object a line; a bad line comes as its error. Raises StoreError without a file."""
    try:
        with path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _pair(line, str(path), number)
    except OSError as error:
        raise StoreError(f"cannot be read ({error.strerror})", where=str(path), mend="check the path") from error


def _pair(line: str, where: str, number: int) -> Pair | ArticleError:
    mend = 'write {"id": "…", "text": "…", "source": [start, end], "target": [start, end]}'
    try:
        data = json.loads(line)
        text, source, target = data["text"], tuple(data["source"]), tuple(data["target"])
        pair = Pair(str(data["id"]), str(text), source, target)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ArticleError("is no pair", where=where, line=number, mend=mend)
    for start, end in (pair.source, pair.target) if len(source) == len(target) == 2 else ((1, 0),):
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(pair.text)):
            return ArticleError(
                "has a span outside its text", where=where, line=number, mend="count characters of `text` from 0"
            )
    return pair


def code_pairs(extractor: Extractor, pairs: Iterable[Pair]) -> Iterator[Coded]:
    """The act between each given pair, in order."""
    for pair, doc in extractor.documents(pairs):
        yield code(extractor, doc, pair)


def code(extractor: Extractor, doc: Doc, pair: Pair) -> Coded:
    """The act between a pair in its parsed sentence."""
    marked = mark(extractor, doc, pair.source, pair.target)
    if marked is None:
        return Coded(pair.id, None, None, None, 0.0)
    ends, cast, parties = marked
    best: tuple[Action, Status, float] | None
    if extractor.registry.choice:
        best = _chosen(extractor, doc, ends, parties)
    else:
        findings = find_relations(doc, extractor.lexicon, parties)
        best = _between(findings, doc, cast) or _near(extractor, doc, ends.source, ends.target)
    if best is None:
        return Coded(pair.id, None, None, None, 0.0)
    action, status, confidence = best
    return Coded(pair.id, action, polarity(action), status, round(confidence, 2))


def _chosen(extractor: Extractor, doc: Doc, ends: Ends, parties: Parties) -> tuple[Action, Status, float]:
    """The likeliest of all readings, and its status."""
    readings = tuple(candidates(doc, extractor.lexicon, parties, ends))
    action, reading, probability = choose(doc, readings, ends, extractor.registry.choice)
    if reading is None:
        return action, "threatened" if action == "THREATEN" else "actual", probability
    return action, told_status(doc, reading.token.i, action, reading.status, None), probability


def mark(
    extractor: Extractor, doc: Doc, source: tuple[int, int], target: tuple[int, int]
) -> tuple[Ends, Cast, Parties] | None:
    """A parsed sentence with two character spans of it as actors; None where a span holds no token."""
    spans = [doc.char_span(*span) for span in (source, target)]
    if spans[0] is None or spans[1] is None:
        return None
    cast, parties = extractor.read(doc)
    _mark(cast, spans[0], SOURCE)
    _mark(cast, spans[1], TARGET)
    return Ends(spans[0], spans[1], SOURCE, TARGET), cast, parties


def _mark(cast: Cast, span: Span, key: str) -> None:
    """Make a marked span an actor of its own, whatever it names; clauses inside it stay readable."""
    root = span.root
    end = root.i + 1 if any(t.dep_ in ("relcl", "acl") for t in span) else span.end
    cast.member(key, span.text, "other", span.start)
    start = min(span.start, root.i)
    cast.replace(Mention(start, max(end, root.i + 1), key, "name"))


def _between(findings: tuple[Finding, ...], doc: Doc, cast: Cast) -> tuple[Action, Status, float] | None:
    """The surest finding that links the two spans, the given direction first."""

    def ends(finding: Finding) -> float:
        forward = (finding.source.actor, finding.target.actor) == (SOURCE, TARGET)
        backward = (finding.source.actor, finding.target.actor) == (TARGET, SOURCE)
        return 2.0 * forward + (1.0 if finding.symmetric else 0.5) * backward

    linked = [f for f in findings if ends(f)]
    if not linked:
        return None
    judge = Judge(doc, cast, findings, cast.registry.weights)
    best = max(linked, key=lambda f: (ends(f), judge.probability(f), -f.trigger))
    return best.action, best.status, judge.probability(best)


def _inside(head: int, span: Span) -> bool:
    return span.start <= head < span.end


def _near(extractor: Extractor, doc: Doc, source: Span, target: Span) -> tuple[Action, Status, float] | None:
    """Where no frame links the spans: the predicate that lies nearest to both on the parse."""
    best: tuple[float, Token, Sense] | None = None
    for token, senses in extractor.lexicon.triggers(doc):
        if _inside(token.i, source) and token.i == source.root.i:
            continue
        distance = (
            _distance(source.root, token)
            + _distance(target.root, token)
            + 0.05 * abs(token.i - (source.root.i + target.root.i) / 2)
        )
        if token.pos_ == "ADJ":
            distance += 2
        if best is None or distance < best[0]:
            best = (distance, token, senses[0])
    if best is None:
        return None
    distance, token, sense = best
    steps = read_mode(token, extractor.lexicon.operators)
    effect, _ = effect_above(token, extractor.lexicon)
    outcome = lean_mode(sense.action, steps) if effect != "undergo" else (sense.action, "actual")
    action, status = outcome
    return action, status, max(0.05, 0.5 - 0.04 * distance)


def _distance(a: Token, b: Token) -> int:
    """Steps between two tokens on the dependency tree."""
    up = [a, *a.ancestors]
    places = {t.i: n for n, t in enumerate(up)}
    for n, token in enumerate([b, *b.ancestors]):
        if token.i in places:
            return n + places[token.i]
    return 30
