"""What a text states, and what the choice between two given parties makes of the pairs that are found.

A party that stands outside a predicate's slots may be meant by another predicate: the class of what is unsure is the
likeliest between the two. In a short text, where the other polarity is likely, too, both are told.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model import ACTIONS, polarity
from briefgen.nlp.relations.candidates import Ends, candidates
from briefgen.nlp.relations.choice import weigh
from briefgen.nlp.relations.relations import LOOSE, find_relations
from briefgen.nlp.relations.unlisted import unlisted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.model import Action, Polarity
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.candidates import Candidate
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.registry import Sense

    Trigger = tuple[Token, list[Sense]]
    Shares = tuple[dict[Action, float], dict[Action, Candidate]]

UNSURE = LOOSE | {"reach", "between", "stance", "unlisted"}
OTHERWISE = 0.25  # probability from which a pair's other polarity is told, too


def read_relations(doc: Doc, lexicon: Lexicon, parties: Parties) -> tuple[Finding, ...]:
    """All relations that a text states; needs no weights, but uses those of `registry.choice` where it has any."""
    triggers = tuple(lexicon.triggers(doc))
    findings = find_relations(doc, lexicon, parties, triggers)
    if not parties.cast.registry.choice:
        return findings
    if not doc.is_short:
        return tuple(_recoded(doc, findings, triggers, lexicon, parties))
    listed = frozenset(token.i for token, _ in triggers)
    weighed: dict[tuple[str, str], Shares] = {}
    found = []
    for finding in (*findings, *unlisted(doc, listed, lexicon.operators, parties, findings)):
        ends = finding.source.actor, finding.target.actor
        if ends not in weighed:
            pair = _ends(doc, finding)
            readings = tuple(candidates(doc, lexicon, parties, pair, findings, triggers))
            weighed[ends] = weigh(doc, readings, pair, parties.cast.registry.choice)
        shares, best = weighed[ends]
        likeliest = max(ACTIONS, key=lambda a: shares[a])
        if finding.rule in UNSURE and likeliest != finding.action:
            finding = _as(finding, likeliest, best)  # noqa: PLW2901 - the same with its class
        found.append(replace(finding, agreed=_share(shares, polarity(finding.action))))
    return (*found, *_otherwise(found, weighed))


def _recoded(
    doc: Doc, findings: Sequence[Finding], triggers: Sequence[Trigger], lexicon: Lexicon, parties: Parties
) -> Iterator[Finding]:
    """The findings of an article, the unsure ones as what is likeliest between the two in their sentence."""
    told: dict[int, list[Finding]] = defaultdict(list)
    words: dict[int, list[Trigger]] = defaultdict(list)
    for finding in findings:
        told[doc[finding.trigger].sent.start].append(finding)
    for trigger in triggers:
        words[trigger[0].sent.start].append(trigger)
    for finding in findings:
        if (
            finding.rule not in UNSURE
            or finding.symmetric
            or (finding.rule == "stance" and finding.sense.pos == "verb")
        ):
            yield finding  # praise of a truce is praise, however likely the truce is
            continue
        start, pair = doc[finding.trigger].sent.start, _ends(doc, finding)
        readings = tuple(candidates(doc, lexicon, parties, pair, told[start], words[start]))
        shares, best = weigh(doc, readings, pair, parties.cast.registry.choice)
        likeliest = max(ACTIONS, key=lambda a: shares[a])
        if polarity(likeliest) == polarity(finding.action):  # else what is meant is told by another word
            yield finding if likeliest == finding.action else _as(finding, likeliest, best)


def _ends(doc: Doc, finding: Finding) -> Ends:
    """The two parties of a finding as if they were given."""
    source, target = finding.source, finding.target
    return Ends(doc[source.start : source.end], doc[target.start : target.end], source.actor, target.actor)


def _as(finding: Finding, action: Action, readings: Mapping[Action, Candidate]) -> Finding:
    """A finding as one of another class, with the status and predicate of its likeliest reading if any has it."""
    if reading := readings.get(action):
        symmetric, trigger = reading.sense.symmetric, reading.token.i
        return replace(
            finding, action=action, status=reading.status, symmetric=symmetric, trigger=trigger, sense=reading.sense
        )
    sense = replace(finding.sense, action=action) if finding.rule == "unlisted" else finding.sense
    return replace(finding, action=action, sense=sense)


def _share(shares: Mapping[Action, float], side: Polarity) -> float:
    """How probable one polarity is."""
    return sum(share for action, share in shares.items() if polarity(action) == side)


def _otherwise(found: Sequence[Finding], weighed: Mapping[tuple[str, str], Shares]) -> Iterator[Finding]:
    """The other polarity of what is found between two, where it is likely, too, and not told yet."""
    sides: dict[frozenset[str], set[Polarity]] = defaultdict(set)
    for finding in found:
        sides[finding.ends].add(polarity(finding.action))
    for finding in found:
        shares, readings = weighed[finding.source.actor, finding.target.actor]
        action = max((a for a in ACTIONS if polarity(a) != polarity(finding.action)), key=lambda a: shares[a])
        side = polarity(action)
        if side not in sides[finding.ends] and (share := _share(shares, side)) >= OTHERWISE:
            sides[finding.ends].add(side)
            yield replace(_as(finding, action, readings), rule="otherwise", agreed=share)
