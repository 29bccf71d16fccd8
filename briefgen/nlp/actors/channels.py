"""Names that are no more than a channel or a site: "said on Twitter", "via Telegram", "the Rivas and Soto bridges"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.quotes import SPOKEN

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention

WRITING = SPOKEN | frozenset("say write post tweet add tell publish share state".split())
POSTED = frozenset(
    "account post page feed message video statement thread channel broadcast livestream stream interview address "
    "speech appeal".split()
)
SITES = frozenset(
    "airports areas bridges camps cities crossings districts governorates islands lakes mountains oblasts ports "
    "prefectures provinces regions rivers towns valleys villages".split()
)
JOINING = frozenset({",", "and", "-"})
THROUGH = frozenset({"on", "through"})


def leave_out_channels(cast: Cast) -> None:
    """Take back the mentions of companies that only carry what others say; nothing else is found in their place."""
    cast.barred.update(token.i + 1 for token in cast.doc if token.lower_ == "via" and token.i + 1 not in cast.at)
    for mention in [m for m in cast.mentions if cast.members[m.actor].kind == "company"]:
        if _carries(cast, mention):
            cast.drop(mention)
            cast.barred.update(range(mention.start, mention.end))


def leave_out_sites(cast: Cast) -> None:
    """Bar unknown names in a row before what they name: "the Rivas, Soto and Union bridges", "A and B regions"."""
    for noun in cast.doc:
        if noun.lower_ not in SITES or not noun.is_lower:
            continue
        first = noun.i
        while first > 0 and (cast.doc[first - 1].text in JOINING or cast.doc[first - 1].text[0].isupper()):
            first -= 1
        row = cast.doc[first : noun.i]
        if any(t.text == "and" for t in row):
            cast.barred.update(t.i for t in row if t.text[0].isupper() and t.i not in cast.at)


def _carries(cast: Cast, mention: Mention) -> bool:
    """Whether a company is named as that on which somebody writes: "said on Twitter", "its Twitter account"."""
    root = cast.doc[mention.start : mention.end].root
    if root.dep_ in ("compound", "poss") and root.head.lemma_ in POSTED:
        return True
    before = cast.doc[mention.start - 1] if mention.start else root
    if before.lower_ == "via":
        return True
    return before.lower_ in THROUGH and before.head.lemma_ in WRITING | POSTED
