"""How probable it is that the text states a relation as it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from briefgen.nlp.relations import Finding


def probability(finding: Finding, doc: Doc) -> float:
    """Probability 0..1 of a finding."""
    return 0.7
