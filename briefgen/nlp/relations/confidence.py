"""How probable it is that a text states a relation as it was read: a logistic model over the rules' own features.

The weights are a readable file, `site_config/confidence.yml`, made by `benchmarks/train_confidence.py` from the
labelled sentences and gold briefs of this project. Without it every finding is as probable as any, and rules decide.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from math import exp
from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.nlp.parse.clauses import standing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.parties.parties import Party
    from briefgen.nlp.relations.finding import Finding

UNWEIGHTED = 0.6  # the share of findings that is right where nothing else is known
SURE = frozenset({"frame", "support", "sides", "joint", "undergo", "tell"})  # rules that read slots alone
NEAR, FAR = 8, 18  # tokens between trigger and party
AGREED = (0.95, 0.85, 0.7, 0.5, 0.3, 0.15, 0.0)  # bounds of how far the choice between two parties agrees
APART = ((25, "far apart"), (15, "apart"), (8, "near"), (4, "close"), (0, "side by side"))  # tokens between parties
# guesses that are right once in ten or five times: only weights that were trained with them tell which
GUESSES = frozenset({"thing", "unlisted", "otherwise"})
MOST = 6  # findings of a sentence; more count as these
MANY = 3  # sure findings of a sentence; more count as these


class Judge:
    """Judges the findings of one Doc in the light of each other: what is named often and told again is likelier.

    weights: feature to log-odds, "" being the intercept; empty where the site has none
    """

    def __init__(self, doc: Doc, cast: Cast, findings: Sequence[Finding], weights: Mapping[str, float]) -> None:
        self.doc = doc
        self.cast = cast
        self.weights = weights
        self.mentions = Counter(mention.actor for mention in cast.mentions)
        self.between: dict[frozenset[str], list[Finding]] = defaultdict(list)
        self.at: Counter[int] = Counter()
        self.sure: dict[int, list[Finding]] = defaultdict(list)  # by their sentence's start
        self.told = Counter(doc[finding.trigger].sent.start for finding in findings)
        for finding in findings:
            if finding.rule in GUESSES:
                continue
            self.between[finding.ends].append(finding)
            self.at[finding.trigger] += 1
            if finding.rule in SURE:
                self.sure[doc[finding.trigger].sent.start].append(finding)

    def probability(self, finding: Finding) -> float:
        """Probability 0..1 that the text states a finding."""
        if finding.rule in GUESSES and f"guess rule {finding.rule}" not in self.weights:
            return 0.0
        if not self.weights:
            return UNWEIGHTED
        score = self.weights.get("", 0.0) + sum(
            self.weights.get(name, 0.0) for name in dict.fromkeys(self.features(finding))
        )
        return 1 / (1 + exp(-score))

    def features(self, finding: Finding) -> Iterator[str]:
        """Names of the features that hold for a finding; guesses have weights of their own."""
        names = self._features(finding)
        yield from (f"guess {name}" for name in names) if finding.rule in GUESSES else names

    def _features(self, finding: Finding) -> Iterator[str]:
        yield f"rule {finding.rule}"
        yield f"pos {finding.sense.pos}"
        yield f"rule {finding.rule} pos {finding.sense.pos}"
        yield f"action {finding.action}"
        yield f"sense {finding.sense.action}"
        yield f"status {finding.status}"
        yield from self._party("source", finding.source, finding.source_slot, finding.trigger)
        yield from self._party("target", finding.target, finding.target_slot, finding.trigger)
        kinds = [self.cast.members[party.actor].kind for party in (finding.source, finding.target)]
        yield f"kinds {kinds[0]} {kinds[1]}"
        ends = [self.cast.members[party.actor] for party in (finding.source, finding.target)]
        if self.cast.top(ends[0].key) == self.cast.top(ends[1].key):
            yield "one party"
        elif ends[0].country is not None and ends[0].country == ends[1].country:
            yield "one country"
        for step in finding.steps:
            yield f"step {step.effect}"
        if not finding.steps:
            yield "no step"
        yield "conditions" if finding.sense.object or finding.sense.particle or finding.sense.words else "no conditions"
        yield from self._surroundings(finding)
        if finding.symmetric:
            yield "symmetric"

    def _party(self, side: str, party: Party, slot: str, trigger: int) -> Iterator[str]:
        yield f"{side} via {party.via}"
        yield f"{side} slot {slot}"
        yield f"{side} kind {self.cast.members[party.actor].kind}"
        yield f"{side} {'known' if party.actor in self.cast.registry.actors else 'new'}"
        distance = abs(party.head - trigger)
        yield f"{side} {'near' if distance <= NEAR else 'middle' if distance <= FAR else 'far'}"
        count = self.mentions[party.actor]
        often = "once" if count <= 1 else "few times" if count <= 3 else "often" if count <= 9 else "throughout"
        yield f"{side} named {often}"
        if self.doc[party.head].sent.start != self.doc[trigger].sent.start:
            yield f"{side} elsewhere"
        if party.via == "group" and party.end - party.start == 1:
            yield f"{side} bare"

    def _surroundings(self, finding: Finding) -> Iterator[str]:
        token = self.doc[finding.trigger]
        yield f"trigger {token.dep_}"
        yield f"trigger tag {token.tag_}"
        length = len(token.sent)
        yield "short sentence" if length < 20 else "long sentence" if length > 40 else "middle sentence"
        length_of_text = "sentence" if self.doc.is_short else "article"
        yield length_of_text
        yield f"rule {finding.rule} in {length_of_text}"
        if self.at[finding.trigger] > 1:
            yield "shared trigger"
        others = [f for f in self.sure[token.sent.start] if f is not finding]
        yield f"{min(len(others), MANY)} sure ones beside it"
        for side, party in (("source", finding.source), ("target", finding.target)):
            if any(party.actor in f.ends for f in others):
                yield f"{side} in a sure one"
        told = {polarity(f.action) for f in self.between[finding.ends] if f.trigger != finding.trigger}
        yield "told again" if polarity(finding.action) in told else "told once"
        if told - {polarity(finding.action)}:
            yield "told otherwise"
        if self.doc.is_short:
            yield from self._between_ends(finding)

    def _between_ends(self, finding: Finding) -> Iterator[str]:
        """How parties and trigger stand to each other in a short text, and how far the choice between them agrees."""
        source, target, trigger = (self.doc[i] for i in (finding.source.head, finding.target.head, finding.trigger))
        first, last = sorted((source.i, target.i))
        yield f"trigger {'before' if trigger.i < first else 'behind' if trigger.i > last else 'between'} the ends"
        yield f"ends {next(name for least, name in APART if last - first >= least)}"
        yield f"source clause {standing(source, trigger)}"
        yield f"target clause {standing(target, trigger)}"
        yield f"ends clause {standing(target, source)}"
        yield f"{min(self.told[trigger.sent.start], MOST)} findings in sentence"
        if finding.agreed is not None:
            yield f"agreed {next(least for least in AGREED if finding.agreed >= least)}"
