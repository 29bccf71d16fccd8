"""When an act took place, as far as the text tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from briefgen.nlp.relations import Finding


def act_date(doc: Doc, finding: Finding, published: str | None) -> str | None:
    return None


def is_background(doc: Doc, finding: Finding, published: str | None) -> bool:
    return False
