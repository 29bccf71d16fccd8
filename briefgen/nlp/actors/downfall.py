"""Whether a text tells that somebody was driven from office, though it goes on to call them by the title."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token

DRIVING = frozenset("oust overthrow topple depose unseat".split())
RESTORING = frozenset("reinstate restore".split())  # who is to be put back is out
FALLS = frozenset("ouster ousting toppling overthrow".split())
LEAD = 4  # sentences in which an article tells its news; a fall that is told further down may be long ago


def driven_out(cast: Cast, key: str) -> bool:
    """Whether a member of the cast is told to have been ousted in the lead, or is to be put back."""
    starts = [sent.start for _, sent in zip(range(LEAD + 1), cast.doc.sents, strict=False)]
    lead = starts[-1] if len(starts) > LEAD else len(cast.doc)
    for mention in cast.of[key]:
        root = cast.doc[mention.start : mention.end].root
        lemma = root.head.lemma_.lower()
        undergone = root.dep_ in ("dobj", "nsubjpass")
        if undergone and lemma in RESTORING:
            return True
        if mention.start < lead and ((undergone and _driven(root.head)) or _told_so(root)):
            return True
        if root.dep_ == "pobj" and root.head.lower_ == "of" and root.head.head.lemma_.lower() in FALLS:
            return True  # "the army's ouster of President B."
    return False


def _told_so(name: Token) -> bool:
    """Whether a clause behind a name tells it: "B., the president whom they toppled", "C., who was deposed in May"."""
    clauses = (t for own in (name, *name.rights) if own is name or own.dep_ == "appos" for t in own.rights)
    for verb in (t for t in clauses if t.dep_ == "relcl" and _driven(t)):
        passive = any(c.dep_ == "nsubjpass" and c.tag_ == "WP" for c in verb.children)
        if passive or not any(c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") for c in verb.children):
            return True
    return False


def _driven(verb: Token) -> bool:
    """Whether a verb tells that somebody has been driven out."""
    return verb.lemma_.lower() in DRIVING and _done(verb)


def _done(verb: Token) -> bool:
    """Whether something has been done: not merely wanted, tried, planned or denied."""
    return verb.tag_ in ("VBD", "VBN") and not any(c.tag_ == "MD" or c.dep_ == "neg" for c in verb.children)
