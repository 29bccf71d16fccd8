"""Whom an act reaches outside its frame, less surely: through the place it happens in, the end it serves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.grammar import is_verb, support_verb
from briefgen.nlp.parties.possession import STRIFE, is_suffered, is_venue
from briefgen.nlp.relations.authors import is_claim
from briefgen.nlp.relations.deeds import hands_paper
from briefgen.nlp.relations.filling import TOOLS
from briefgen.nlp.relations.slots import THEMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.parties.party import Party
    from briefgen.nlp.relations.pairing import Pair
    from briefgen.registry import Sense

BARRIERS = frozenset("nsubj nsubjpass relcl ccomp conj cc punct aux auxpass mark appos advcl parataxis agent".split())
ASIDE = frozenset(
    "like unlike near without by before alongside beside among via".split()
)  # behind these stands nobody acted on
LATER = frozenset("after since despite amid".split())  # nor behind these, in an article, which tells of it elsewhere
WHEN = frozenset("after before during following since amid".split())  # behind these, nothing has a clause's objects
SAVING = frozenset("rescue save free release evacuate protect shield liberate withdrawal pullout".split())
ADJUNCTS = 2  # how many phrases outside the frame are considered
ADJUNCT_DEPTH = 7  # steps down the tree that a phrase outside the frame is looked for
THEME = frozenset("dobj attr about over regarding concerning".split())  # "sold B jets", "clashed with B over C"


def around(
    token: Token,
    sense: Sense,
    parties: Parties,
    sources: tuple[Party, ...],
    slot_name: str,
    targets: tuple[Party, ...],
) -> Iterator[Pair]:
    """Less sure pairs with parties outside the frame; the first counts as the act's adjunct where it has no target."""
    known = frozenset(p.actor for p in (*sources, *targets))
    friendly = sense.action in COOPERATIVE and not token.doc.is_short
    barriers = BARRIERS | {"xcomp", "pcomp"} if targets else BARRIERS  # what B is told to do concerns others than A
    theme = THEME if targets else ()
    reached = [f for f in _adjuncts(token, parties, known, barriers, friendly=friendly) if f[1] not in theme]
    # "condolences over A's raid" do not reach A
    if sense.symmetric and hands_paper(token):
        reached = [f for f in reached if f[1] != "to"]  # "sent the accord to B", which has to approve of it
    if sense.action == "MOBILIZE":
        reached = [f for f in reached if f[1] != "from"]  # whence forces come is nobody they are shown to
    found = [(p, name) for p, name in reached if not (friendly and name in THEMES and p.via == "owner")]
    named_first = sorted(found, key=lambda f: f[0].via == "group")
    for rank, (target, name) in enumerate(named_first[: ADJUNCTS - bool(targets)]):
        for source in sources:
            yield source, slot_name, target, name, "adjunct" if rank == 0 and not targets else "beyond"


def _adjuncts(
    token: Token, parties: Parties, barred: frozenset[str], barriers: frozenset[str], *, friendly: bool
) -> Iterator[tuple[Party, str]]:
    """Whom an act reaches outside its frame (through the place it happens in, the end it serves), nearest first.

    friendly: whether the act is one of cooperation, which does not reach who did a deed that it is about
    """
    aside = token.dep_ == "pobj" and token.head.lower_ in WHEN and not token.doc.is_short
    host = token if is_verb(token) or aside else support_verb(token) or token  # "freed B after the battle with C"
    if token.dep_ == "compound" and token.head.pos_ == "NOUN":
        host = token.head
    waiting = [token, host] if host != token else [token]
    seen = set(barred)
    visited = set()
    for _ in range(ADJUNCT_DEPTH):
        deeper: list[Token] = []
        for word in waiting:
            for child in word.rights:
                if child.i in visited or child.dep_ in barriers or child.lower_ in ASIDE or is_claim(child):
                    continue
                if _leads_away(word, child, parties, friendly=friendly, own=word is token):
                    continue
                visited.add(child.i)
                deeper.append(child)
                if child.dep_ in ("pobj", "dobj", "dative", "attr"):
                    for party in parties.all_of([child]):
                        if party.actor not in seen:
                            seen.add(party.actor)
                            yield party, child.head.lower_ if child.dep_ == "pobj" else child.dep_
        waiting = deeper


def _leads_away(word: Token, child: Token, parties: Parties, *, friendly: bool, own: bool) -> bool:
    """Whether what hangs on a word is nobody whom an act reaches: who suffers what it is about, where it was done.

    friendly: whether the act is one of cooperation; own: whether the word is the act's own
    """
    if not word.doc.is_short and (child.lower_ in LATER or _is_beside(child)):
        return True
    lemma, directed = word.lemma_.lower(), parties.cast.registry.directed
    if friendly and not own and (child.lower_ == "by" or child.lower_ in directed.get(lemma, ())):
        return True  # who did what is regretted, on whom the strikes are that are supported
    if child.lower_ == "from" and lemma in SAVING and not word.doc.is_short:
        return True  # from whom somebody is saved, whence somebody has to go
    if is_suffered(parties, child) or is_venue(parties, child):
        return True  # who suffers what is condemned, where a deal was made
    if child.lower_ == "in" and (lemma in STRIFE or (friendly and _is_strife(child))):
        return True  # where a war is
    return child.dep_ == "pobj" and child.lemma_ in TOOLS


def _is_strife(prep: Token) -> bool:
    """Whether a war stands behind a preposition: whoever "backs rebels in B's war" does not back B."""
    return any(c.dep_ == "pobj" and c.lemma_.lower() in STRIFE for c in prep.children)


def _is_beside(prep: Token) -> bool:
    """Whether a preposition tells what goes on at the same time: "A sues B as C protests"."""
    word = prep.head
    if any(c.lower_ in ("regard", "respect") for c in prep.children):
        return True  # "with regard to B"
    return prep.lower_ == "as" and not (word.tag_ == "VBN" and word.dep_ == "acl")  # unlike "a group known as B"
