"""Relations in a text: predicates whose slots are filled by actors, under the modes that govern them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.nlp.frames import LENDING, Lexicon, effect_above, slot
from briefgen.nlp.grammar import is_passive, is_verb, modifiers, objects, subjects, support_verb, surface_subject
from briefgen.nlp.modes import Step, apply_mode, read_mode, read_own, verb_effect
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from briefgen.model import Action, Status
    from briefgen.nlp.parties import Parties, Party

BARRIERS = frozenset(
    [
        "nsubj",
        "nsubjpass",
        "relcl",
        "ccomp",
        "conj",
        "cc",
        "punct",
        "aux",
        "auxpass",
        "mark",
        "appos",
        "advcl",
        "parataxis",
        "agent",
    ]
)
ADJUNCTS = 2  # how many phrases outside the frame are considered
ADJUNCT_DEPTH = 7  # steps down the tree that a phrase outside the frame is looked for
MEMORY = 5  # sentences within which "the strike" is a strike told before
IMPLIED = 3  # sentences within which an act without a target has the last one's
VIOLENT = frozenset({"ASSAULT", "COERCE"})  # who ends a war need not have waged it
LASTING = frozenset({"SANCTION", "ASSAULT", "COERCE", "ACCUSE", "REJECT", "THREATEN", "SUPPORT", "AID"})
TRAVEL = frozenset(["visit", "travel", "fly", "arrive", "go", "tour", "journey", "trip"])
REPORTING = frozenset(
    [
        "say",
        "tell",
        "insist",
        "argue",
        "stress",
        "add",
        "state",
        "declare",
        "believe",
        "think",
        "maintain",
        "emphasise",
        "emphasize",
        "suggest",
        "repeat",
        "reiterate",
        "note",
        "write",
    ]
)
OBLIGATION = frozenset(["must", "should", "ought"])
DEMANDING = frozenset(["unless", "until", "if"])
REQUESTED = Sense("must", "verb", "must", "REQUEST", ("subject",), ("clause",))
SUFFERED_FROM = (
    "from",
    "by",
    "possessive",
    "modifier",
    "over",
    "of",
)  # where the doer stands when the subject undergoes the noun
GIVING = frozenset(
    [
        "give",
        "offer",
        "grant",
        "send",
        "provide",
        "pay",
        "award",
        "lend",
        "promise",
        "show",
        "deal",
        "owe",
        "hand",
        "extend",
    ]
)
RECIPROCAL = frozenset({"each other", "one another"})


@dataclass(frozen=True, slots=True)
class Finding:
    """One reading of one predicate between two parties.

    rule: how source and target were found (frame, sides, support, undergo, urge)
    source_slot, target_slot: the slots they stood in
    steps: the modes that govern the predicate, from the inside out
    """

    source: Party
    target: Party
    action: Action
    status: Status
    symmetric: bool
    trigger: int
    sense: Sense
    rule: str
    source_slot: str
    target_slot: str
    steps: tuple[Step, ...]


def find_relations(doc: Doc, lexicon: Lexicon, parties: Parties) -> tuple[Finding, ...]:
    """All relations that the text states, in text order."""
    found: list[Finding] = []
    for token, senses in sorted(lexicon.triggers(doc), key=lambda t: t[0].i):
        for sense in senses:
            readings = list(_read(token, sense, lexicon, parties, found))
            if readings:
                found += readings
                break
    found += _obligations(doc, parties)
    return tuple(_without_echoes(doc, found, lexicon))


def _without_echoes(doc: Doc, found: list[Finding], lexicon: Lexicon) -> Iterator[Finding]:
    """A verb and its object noun often state the same act between the same parties; one of the two is kept.

    The noun's reading where the verb only supports or plans it ("ordered the arrest of B"), the verb's where it is a set
    phrase with that object ("cut ties with B") or an act of its own ("rejected the proposal of B").
    """
    verbs: dict[int, Finding] = {}
    for finding in found:
        if is_verb(doc[finding.trigger]):
            for noun in objects(doc[finding.trigger]):
                verbs[noun.i] = finding
    for finding in found:
        token = doc[finding.trigger]
        above = verbs.get(finding.trigger)
        if above is not None and {above.source.actor, above.target.actor} == {
            finding.source.actor,
            finding.target.actor,
        }:
            if above.sense.object or verb_effect(doc[above.trigger], lexicon.operators) is None:
                continue
        if is_verb(token) and not finding.sense.object and verb_effect(token, lexicon.operators) in LENDING:
            ends = {finding.source.actor, finding.target.actor}
            nouns = {n.i for n in objects(token)}
            if any(f.trigger in nouns and {f.source.actor, f.target.actor} == ends for f in found):
                continue
        yield finding


def _obligations(doc: Doc, parties: Parties) -> Iterator[Finding]:
    """ "A said that B must …", "A told B to …", "A will not … unless B …": requests of A to B."""
    for token in doc:
        rule, asking, asked = "", None, None
        head = token.head
        if (
            token.dep_ == "aux"
            and token.lower_ in OBLIGATION
            and head.dep_ == "ccomp"
            and head.head.lemma_ in REPORTING
        ):
            if not any(s.effect in ("not", "if") for s in read_own(head)) and not is_passive(head):
                rule, asking, asked = "must", head.head, head
        elif token.lemma_ == "tell" and is_verb(token):
            asked = next(
                (c for c in token.children if c.dep_ in ("xcomp", "ccomp") and any(g.tag_ == "TO" for g in c.children)),
                None,
            )
            rule, asking = "tell", token
        elif token.dep_ == "mark" and token.lower_ in DEMANDING and head.dep_ == "advcl" and is_verb(head.head):
            only = token.lower_ != "if" or (token.i > 0 and doc[token.i - 1].lower_ == "only")
            firm = token.lower_ != "until" or any(s.effect == "not" for s in read_own(head.head))
            rule, asking, asked = ("condition", head.head, head) if only and firm else ("", None, None)
        if asking is None or asked is None:
            continue
        targets = _of(surface_subject(asked) if rule != "tell" else objects(asking) or surface_subject(asked), parties)
        for source in _of(subjects(asking), parties):
            for target in targets:
                if (
                    source.via not in ("place", "location")
                    and target.via != "location"
                    and not _related(source, target, parties)
                ):
                    yield Finding(
                        source, target, "REQUEST", "actual", False, asked.i, REQUESTED, rule, "subject", "clause", ()
                    )


def _read(token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]) -> Iterator[Finding]:
    """The relations that one sense of a predicate states, none where a side is missing; `earlier` ones help to find it."""
    skip = frozenset({token.i, *(t.i for t in objects(token) if sense.object and is_verb(token))})
    steps = read_mode(token, lexicon.operators, skip)
    outcome = apply_mode(sense.action, steps)
    if outcome is None:
        return
    action, status = outcome
    for source, source_slot, target, target_slot, rule in _pairs(token, sense, lexicon, parties, earlier):
        if not _related(source, target, parties):
            yield Finding(
                source, target, action, status, sense.symmetric, token.i, sense, rule, source_slot, target_slot, steps
            )


def _related(source: Party, target: Party, parties: Parties) -> bool:
    """Whether two parties are one, or one speaks for the other."""
    cast = parties.cast
    return (
        source.actor == target.actor or cast.top(source.actor) == target.actor or cast.top(target.actor) == source.actor
    )


def _fill(
    token: Token, names: Iterable[str], parties: Parties, barred: frozenset[str] = frozenset()
) -> tuple[tuple[Party, ...], str]:
    """The parties in the first slot that holds any, and the slot's name."""
    for name in names:
        found: dict[str, Party] = {}
        for head in slot(token, name):
            if name == "modifier" and head.i not in parties.cast.at:
                continue
            for party in parties.one(head) if name == "modifier" else parties.resolve(head):
                if party.actor not in barred and (party.via != "location" or token.lemma_ in TRAVEL):
                    found.setdefault(party.actor, party)
        if found:
            return tuple(found.values()), name
    return (), ""


def _pairs(
    token: Token, sense: Sense, lexicon: Lexicon, parties: Parties, earlier: list[Finding]
) -> Iterator[tuple[Party, str, Party, str, str]]:
    """(source, its slot, target, its slot, rule) for every pair that the sense's frame finds."""
    if sense.pos == "noun":
        sides = _sides(token, parties) if sense.symmetric else ()
        if len(sides) >= 2:
            yield from _all_pairs(sides, "between", "sides")
            return
        sources, source_slot, targets, target_slot, rule = _noun_frame(token, sense, lexicon, parties)
    else:
        sources, source_slot = _fill(token, sense.source, parties)
        sources = tuple(p for p in sources if p.via not in ("place", "location"))
        targets, target_slot = _fill(token, sense.target, parties, frozenset(p.actor for p in sources))
        rule = "frame"
    if sources and not targets and not (sense.symmetric and len(sources) > 1):
        barred = frozenset(p.actor for p in sources)
        rule, targets, target_slot = "event", _doers(token, lexicon, earlier, barred), "object"
        if not targets:
            rule, targets, target_slot = "implied", _counterpart(token, sense, earlier, barred), "implied"
        if not targets:
            rule = "adjunct"
    elif targets and not sources and rule != "undergo":
        sources, source_slot = _climb(token, lexicon, parties, frozenset(p.actor for p in targets)), "clause"
        rule = "climb"
    if sources and targets:
        for source in sources:
            for target in targets:
                yield source, source_slot, target, target_slot, rule
    if sources and not (sense.symmetric and len(sources) > 1):
        known = frozenset(p.actor for p in (*sources, *targets))
        for rank, (target, name) in enumerate(islice(_adjuncts(token, parties, known), ADJUNCTS - bool(targets))):
            for source in sources:
                yield source, source_slot, target, name, "adjunct" if rank == 0 and not targets else "beyond"
    if sources and targets:
        return
    if (sense.symmetric or _reciprocal(token)) and len(sources) >= 2 and not _other_object(token, sense):
        yield from _all_pairs(sources, source_slot, "joint")


def _adjuncts(token: Token, parties: Parties, barred: frozenset[str]) -> Iterator[tuple[Party, str]]:
    """Whom an act reaches through phrases outside its frame (the place it happens in, the end it serves), nearest first."""
    host = token if is_verb(token) else support_verb(token) or token
    waiting = [token, host] if host is not token else [token]
    seen = set(barred)
    visited = set()
    for _ in range(ADJUNCT_DEPTH):
        deeper: list[Token] = []
        for word in waiting:
            for child in word.rights:
                if child.i in visited or child.dep_ in BARRIERS:
                    continue
                visited.add(child.i)
                deeper.append(child)
                if child.dep_ in ("pobj", "dobj", "dative", "attr"):
                    for party in _of([child], parties):
                        if party.actor not in seen:
                            seen.add(party.actor)
                            yield party, child.head.lower_ if child.dep_ == "pobj" else child.dep_
        waiting = deeper


def _doers(token: Token, lexicon: Lexicon, earlier: list[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Who did what the object refers back to: "condemned the strike" after a sentence that tells who struck."""
    for noun in objects(token) if is_verb(token) else []:
        definite = any(c.dep_ == "det" and c.lower_ in ("the", "this", "that", "these", "those") for c in noun.children)
        acts = {s.action for s in lexicon.senses.get(("noun", noun.lemma_.lower()), ())}
        if not definite or not acts:
            continue
        for finding in reversed(earlier):
            if _sentences_back(noun, finding) > MEMORY:
                break
            same = noun.doc[finding.trigger].lemma_.lower() == noun.lemma_.lower() or finding.sense.action in acts
            if (
                same
                and not finding.symmetric
                and finding.source.actor not in barred
                and finding.target.actor not in barred
            ):
                return (replace(finding.source, head=noun.i, start=noun.left_edge.i, end=noun.i + 1, via="event"),)
    return ()


def _counterpart(token: Token, sense: Sense, earlier: list[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom an act without a target is aimed at, if the same act was just told of another: "Yemen also broke off ties"."""
    for finding in reversed(earlier):
        back = _sentences_back(token, finding)
        if back > IMPLIED:
            break
        same = finding.sense.key == sense.key or (
            finding.sense.action == sense.action and finding.sense.pos == sense.pos
        )
        if (
            back
            and same
            and finding.rule != "implied"
            and finding.target.actor not in barred
            and sense.action in LASTING
        ):
            return (replace(finding.target, head=token.i, start=token.i, end=token.i + 1, via="implied"),)
    return ()


def _sentences_back(token: Token, finding: Finding) -> int:
    """How many sentences before a token a finding was told, counted by sentence starts between them."""
    return sum(bool(t.is_sent_start) for t in token.doc[finding.trigger + 1 : token.i + 1])


def _climb(token: Token, lexicon: Lexicon, parties: Parties, barred: frozenset[str]) -> tuple[Party, ...]:
    """Who is the subject of the clause around a predicate that names no source of its own."""
    for above in token.ancestors:
        if not is_verb(above):
            continue
        if above.lemma_ in REPORTING or verb_effect(above, lexicon.operators) in (
            "report",
            "deny",
            "blame",
            "welcome",
            "urge",
        ):
            return ()
        found = tuple(
            p for p in _of(subjects(above), parties) if p.actor not in barred and p.via not in ("place", "location")
        )
        if found or above.dep_ in ("relcl", "ccomp", "advcl"):
            return found
    return ()


def _other_object(token: Token, sense: Sense) -> bool:
    """Whether a symmetric verb has an object of its own that is no party ("A and B visited the factory")."""
    return (
        is_verb(token)
        and not sense.object
        and bool(objects(token))
        and "object" in sense.target
        and not _reciprocal(token)
    )


def _reciprocal(token: Token) -> bool:
    following = token.doc[token.i + 1 : token.i + 6].text.lower()
    return any(phrase in following for phrase in RECIPROCAL)


def _all_pairs(sides: tuple[Party, ...], name: str, rule: str) -> Iterator[tuple[Party, str, Party, str, str]]:
    for n, first in enumerate(sides):
        for second in sides[n + 1 :]:
            yield first, name, second, name, rule


def _sides(token: Token, parties: Parties) -> tuple[Party, ...]:
    """Both sides of a two-sided noun: "between A and B", "A-B talks", "the two countries' talks", "Turkish and U.S. ties"."""
    found: dict[str, Party] = {}
    for head in slot(token, "between"):
        for party in parties.resolve(head):
            found.setdefault(party.actor, party)
    if len(found) >= 2:
        return tuple(found.values())
    found = {}
    for head in [*modifiers(token), *(c for c in token.children if c.dep_ == "poss")]:
        if head.dep_ == "poss" or head.i in parties.cast.at:
            for party in parties.resolve(head) if head.dep_ == "poss" else parties.one(head):
                found.setdefault(party.actor, party)
    tops = {parties.cast.top(actor) for actor in found}
    return tuple(found.values()) if len(tops) >= 2 else ()


def _noun_frame(
    token: Token, sense: Sense, lexicon: Lexicon, parties: Parties
) -> tuple[tuple[Party, ...], str, tuple[Party, ...], str, str]:
    effect, verb = effect_above(token, lexicon)
    rule = "frame"
    if effect == "undergo" and verb is not None:
        suffered = _of(surface_subject(verb), parties)
        sources, source_slot = _fill(token, SUFFERED_FROM, parties, frozenset(p.actor for p in suffered))
        return sources, source_slot, suffered, "subject", "undergo"
    sources, source_slot = _fill(token, sense.source, parties)
    targets, target_slot = _fill(token, sense.target, parties, frozenset(p.actor for p in sources))
    if not targets:
        targets, target_slot = _fill(token, sense.target, parties)
        sources = tuple(p for p in sources if p.actor not in {t.actor for t in targets})
    barred = frozenset(p.actor for p in targets)
    if (
        not sources
        and verb is not None
        and effect in LENDING
        and not (effect in ("end", "ease", "fail") and sense.action in VIOLENT)
    ):
        sources, source_slot = _fill(verb, ("subject",), parties, barred), "subject"
        sources = sources[0] if sources else ()
        rule = "support"
        if target_slot == "modifier" and not sense.symmetric:
            targets, target_slot = (), ""  # "end the Syrian war": whose war, not against whom
        if not targets and sources:
            targets, target_slot = _verb_target(verb, sense, parties, frozenset(p.actor for p in sources))
    elif sources and verb is not None and effect in LENDING and _speaks_for(verb, sources, parties):
        sources, source_slot = _fill(verb, ("subject",), parties, barred)
    elif sources and not targets and verb is not None and effect in LENDING:
        lenders, _ = _fill(verb, ("subject",), parties)
        if lenders and {p.actor for p in lenders} != {p.actor for p in sources}:
            # "held Turkish talks": the modifier is the other side
            if sense.symmetric:
                return lenders, "subject", sources, source_slot, "support"
    return sources, source_slot, targets, target_slot, rule


def _speaks_for(verb: Token, sources: tuple[Party, ...], parties: Parties) -> bool:
    """Whether the verb's subject is a person or body that acts for the noun's source ("the president reiterated Chad's support")."""
    speakers, _ = _fill(verb, ("subject",), parties)
    cast = parties.cast
    return len(speakers) == 1 == len(sources) and speakers[0].actor != sources[0].actor == cast.top(speakers[0].actor)


def _verb_target(verb: Token, sense: Sense, parties: Parties, barred: frozenset[str]) -> tuple[tuple[Party, ...], str]:
    """A supporting verb's own object or dative as the noun's target ("gave Chad aid", "provided Chad with aid")."""
    found, name = _fill(verb, ("indirect", *(s for s in sense.target if s not in ("between",))), parties, barred)
    if not found:
        others = [c for c in verb.children if c.dep_ in ("dative", "dobj") and c.pos_ != "ADP"]
        direct = tuple(
            p for p in _of(others, parties) if p.actor not in barred and p.via in ("name", "official", "group")
        )
        if direct and len(others) > 1 and verb.lemma_ in GIVING:
            return direct, "object"
    return found, name


def _of(heads: list[Token], parties: Parties) -> tuple[Party, ...]:
    found: dict[str, Party] = {}
    for head in heads:
        for party in parties.resolve(head):
            found.setdefault(party.actor, party)
    return tuple(found.values())
