"""What somebody claims and the text itself calls false: "A said that B had shelled C. That is false."."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.relations.modes import is_called_false

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.nlp.parse.tokens import Doc, Span
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon

LONGEST = 12  # tokens of a sentence that does nothing but call what was said false
REACH = 5  # sentences back in which it may have been said
CLAIMS = frozenset("accusation allegation assertion charge claim report statement story".split())
MEANT = frozenset("that this it these those".split()) | CLAIMS
PROOF = frozenset("evidence proof truth basis".split())
TOLD = frozenset({"report", "blame"})


def refuted(doc: Doc, found: Sequence[Finding], lexicon: Lexicon, parties: Parties) -> Iterator[Finding]:
    """The findings, denied where they are somebody's claim that a sentence right behind calls false."""
    spans = [] if doc.is_short else list(_called_false(doc, lexicon, parties))
    for finding in found:
        claimed = any(step.effect in TOLD for step in finding.steps)
        denied = claimed and any(start <= finding.trigger < end for start, end in spans)
        yield replace(finding, status="denied") if denied else finding


def _called_false(doc: Doc, lexicon: Lexicon, parties: Parties) -> Iterator[tuple[int, int]]:
    """Token ranges of what the text calls false: up to so many sentences back, but no farther than the last such."""
    sents = list(doc.sents)
    before = 0
    for n, sent in enumerate(sents):
        if _refutes(sent, lexicon) and not parties.quotes.holds(sent.root):
            yield sents[max(before, n - REACH)].start, sent.start
            before = n + 1


def _refutes(sent: Span, lexicon: Lexicon) -> bool:
    """Whether a sentence does nothing but call a claim false, or says that there is no proof of it."""
    root = sent.root
    if root.lemma_ != "be" or len(sent) > LONGEST:
        return False
    subjects = [c for c in root.lefts if c.dep_ == "nsubj"]
    if any(c.lemma_.lower() in MEANT or c.lower_ in ("neither", "none") for c in subjects):
        return is_called_false(root, lexicon.operators)
    proof = [c for c in root.rights if c.dep_ in ("attr", "nsubj") and c.lemma_.lower() in PROOF]
    bare = any(c.lower_ == "no" for noun in proof for c in noun.lefts)
    return bare and any(t.lemma_.lower() in MEANT and t.dep_ == "pobj" for t in sent)
