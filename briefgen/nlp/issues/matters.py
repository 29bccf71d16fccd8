"""Which issues of an article a relation is about: those whose words stand with its predicate, or else close by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.relations.finding import Finding

NEAR = 4  # steps in the parse between an issue's words and a predicate that is about it
BACK, ON = 3, 2  # sentences of the same paragraph before and after one that names no issue
FEW = 2  # issues of two parties of which one may be guessed
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
NEXT = 4  # most sentences between two acts of the same parties of which one takes the other's issues


class Matters:
    """The issues of one Doc by the sentences in which they stand.

    heads: id of an issue, the weightiest first, to the tokens that head its phrases
    """

    def __init__(self, doc: Doc, heads: Mapping[str, Sequence[int]], findings: Sequence[Finding], cast: Cast) -> None:
        self.doc = doc
        self.heads = heads
        self.sents: list[int] = []  # token to the number of its sentence
        self.paragraphs: list[int] = []  # sentence to the number of its paragraph
        paragraph = 0
        for number, sent in enumerate(doc.sents):
            self.sents += [number] * len(sent)
            self.paragraphs.append(paragraph)
            paragraph += "\n" in doc[sent.end - 1].text
        self.top = cast.top
        self.at = cast.at
        self.parties: dict[int, set[str]] = {}  # sentence to the parties that it names
        for i, mention in cast.at.items():
            self.parties.setdefault(self.sents[i], set()).add(cast.top(mention.actor))
        self.named: dict[int, dict[str, list[int]]] = {}
        for issue, tokens in heads.items():
            for i in tokens:
                self.named.setdefault(self.sents[i], {}).setdefault(issue, []).append(i)
        self.doers: dict[int, set[str]] = {}  # predicate to all parties whose act it tells
        for finding in findings:
            self.doers.setdefault(finding.trigger, set()).update(self._ends(finding))
        self.acts: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = {}
        for finding in findings:
            issues = tuple(self._told(finding.trigger))
            if issues:
                self.acts.setdefault(self._ends(finding), []).append((finding.trigger, issues))

    def of(self, findings: Iterable[Finding]) -> tuple[str, ...]:
        """The issues that findings of one act are about, in the order of the brief."""
        triggers = sorted({finding.trigger for finding in findings})
        found = {issue for i in triggers for issue in self._told(i)}
        if not found:
            found = {issue for f in findings for issue in self._around(f)}
        if not found:
            found = {issue for f in findings for issue in self._between(f)}
        return tuple(issue for issue in self.heads if issue in found)

    def _told(self, trigger: int) -> list[str]:
        """Issues of the predicate's sentence: those joined to it in the parse, or else all that are not told apart."""
        named = self.named.get(self.sents[trigger], {})
        joined = [issue for issue, heads in named.items() if any(self._joined(trigger, i) for i in heads)]
        return joined or [issue for issue, heads in named.items() if not all(self._apart(trigger, i) for i in heads)]

    def _apart(self, trigger: int, head: int) -> bool:
        """Whether a word stands in a clause of its own: "urged A to pay and praised B for the | tax"."""
        act = self.doc[trigger]
        clauses = (t for t in self.doc[head].ancestors if t.dep_ == "relcl" or (t.dep_ == "conj" and t.pos_ == "VERB"))
        clause = next(clauses, None)
        if clause is None or clause == act or clause in act.ancestors:
            return False
        if clause.dep_ == "conj":
            return not self._goes_on(act, clause)
        return act not in _governors(clause)

    def _goes_on(self, act: Token, clause: Token) -> bool:
        """Whether a clause tells what the same doer does with the same party: "met A and discussed the | tax"."""
        if clause.head != act or any(c.dep_ in SUBJECTS for c in clause.lefts):
            return False
        others = {self.top(self.at[t.i].actor) for t in clause.subtree if t.i in self.at}
        return others <= self.doers.get(act.i, set())

    def _joined(self, trigger: int, head: int) -> bool:
        above, below = self.doc[trigger], self.doc[head]
        return above == below or above in _governors(below) or below in _governors(above)

    def _around(self, finding: Finding) -> list[str]:
        """Issues of the nearest sentence of the paragraph that is not of other parties alone, or of that before it.

        The paragraph before ends with what this one is about only where it names both parties, or is answered here.
        """
        sent, ends = self.sents[finding.trigger], self.doers.get(finding.trigger, set())
        near = [*range(sent - 1, sent - BACK - 1, -1), *range(sent + 1, sent + ON + 1)]
        inside = range(len(self.paragraphs))
        near = [i for i in near if i in inside and self.paragraphs[i] == self.paragraphs[sent]]
        near = [i for i in near if i not in self.parties or ends & self.parties[i]]
        before = self.parties.get(sent - 1)
        if before is not None and (ends <= before or (finding.action == "REJECT" and ends & before)):
            near.append(sent - 1)
        return next((list(self.named[i]) for i in near if i in self.named), [])

    def _between(self, finding: Finding) -> tuple[str, ...]:
        """Issues of the nearest act between the same parties, a few sentences away at most."""
        sent = self.sents[finding.trigger]
        acts = self.acts.get(self._ends(finding), [])
        if len({issue for _, issues in acts for issue in issues}) > FEW:
            return ()
        told = [act for act in acts if abs(self.sents[act[0]] - sent) <= NEXT]
        return min(told, key=lambda act: (abs(act[0] - finding.trigger), act[0]), default=(0, ()))[1]

    def _ends(self, finding: Finding) -> tuple[str, ...]:
        return tuple(sorted({self.top(finding.source.actor), self.top(finding.target.actor)}))


def _governors(token: Token) -> Iterator[Token]:
    """What a word hangs on, nearest first, within its clause and those it is part of; not the verb before an "and"."""
    for _ in range(NEAR):
        if token.dep_ == "conj" and token.pos_ == "VERB":
            return
        token = token.head
        yield token
