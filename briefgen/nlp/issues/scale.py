"""What one occurrence of a phrase counts as an issue: by its place, its kind, and the relations that stand with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.nlp.issues.clusters import Reading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.nlp.issues.chunks import Layout
    from briefgen.nlp.issues.phrases import Phrase
    from briefgen.nlp.issues.topics import Term
    from briefgen.nlp.issues.vocabulary import Vocabulary
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding

HEADLINE, LEAD, BODY = 3.0, 2.0, 1.0  # what an occurrence counts by its place
KINDS = {
    "term": 1.6, "topic": 1.1, "thing": 0.75, "act": 1.0, "event": 0.9, "site": 1.1, "asset": 0.55, "population": 0.5,
    "other": 0.4, "person": 0.3, "verb": 0.6, "deed": 0.8, "feat": 0.8,
}  # fmt: skip
LIGHT = 0.8  # least for a light noun with what it is about
SPECIFIC = 1.2  # a phrase that tells what it is about
RELATED = 1.6  # a phrase that hangs on a relation's trigger
LATE = 0.5  # what a verb says that somebody did, told after headline and lead
NEAR = 4  # steps up the parse from a phrase to the trigger
SOURCE = 1.25  # what someone raises, disputes, punishes: "over cyberattacks", "concern about their practices"
SOURCE_LINKS = frozenset("over about on against regarding concerning".split())


class Scale:
    """What one occurrence of a phrase counts: by its place, its head, the taxonomy, and the relations beside it.

    lengths: token that ends a term of the taxonomy to the term's length in tokens
    """

    def __init__(
        self, doc: Doc, lines: Layout, terms: Iterable[Term], findings: Iterable[Finding], words: Vocabulary
    ) -> None:
        self.doc = doc
        self.lines = lines
        self.words = words
        self.terms: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for topic, start, end in terms:
            self.terms[end - 1].append((topic, end - start))
        self.lengths = {end: max(n for _, n in found) for end, found in self.terms.items()}
        self.triggers = {finding.trigger for finding in findings}

    def read(self, phrase: Phrase) -> Reading:
        """The phrase with its weight and topics."""
        head = self.doc[phrase.head]
        weight = KINDS[phrase.kind]
        if phrase.about:
            if phrase.key in self.words.light and phrase.kind != "verb":
                weight = max(weight, LIGHT)
            weight *= SPECIFIC
        lines = self.lines
        related = any(token.i in self.triggers for token in (head, *islice(head.ancestors, NEAR)))
        if phrase.kind == "feat" and phrase.head >= lines.lead:
            weight = LATE
        weight *= HEADLINE if phrase.head < lines.headline else LEAD if phrase.head < lines.lead else BODY
        if related:
            weight *= RELATED
        if head.dep_ == "pobj" and head.head.lower_ in SOURCE_LINKS:
            weight *= SOURCE
        return Reading(phrase, weight, self._topics(phrase), related)

    def _topics(self, phrase: Phrase) -> Counter[str]:
        topics: Counter[str] = Counter()
        for i in range(phrase.start, phrase.stop):
            for topic, length in self.terms.get(i, ()):
                if i - length >= phrase.start - 1:
                    topics[topic] += length * (3 if i == phrase.head else 1)
        return topics
