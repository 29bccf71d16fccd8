"""Whether a text tells that somebody was driven from office, though it goes on to call them by the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

DRIVING = frozenset("oust overthrow topple depose unseat".split())
RESTORING = frozenset("reinstate restore".split())  # who is to be put back is out
LEAD = 4  # sentences in which an article tells its news; a fall that is told further down may be long ago


def driven_out(cast: Cast, key: str) -> bool:
    """Whether a member of the cast is told to have been ousted in the lead, or is to be put back."""
    starts = [sent.start for _, sent in zip(range(LEAD + 1), cast.doc.sents, strict=False)]
    lead = starts[-1] if len(starts) > LEAD else len(cast.doc)
    for mention in cast.of[key]:
        root = cast.doc[mention.start : mention.end].root
        lemma = root.head.lemma_.lower()
        undergone = root.dep_ in ("dobj", "nsubjpass")
        if undergone and (lemma in RESTORING or (lemma in DRIVING and mention.start < lead and _done(root.head))):
            return True
    return False


def _done(verb: Token) -> bool:
    """Whether something has been done: not merely wanted, tried, planned or denied."""
    return verb.tag_ in ("VBD", "VBN") and not any(c.tag_ == "MD" or c.dep_ == "neg" for c in verb.children)
