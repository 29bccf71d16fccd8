"""Which two are meant by a phrase that counts them: "the two countries", "both leaders"."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from briefgen.nlp.actors.antecedents import Antecedents
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

REACH = 3  # sentences looked back over
LEAD = 3  # sentences at the top, in which a readout names the two who talked
LONG_REACH = 12  # the same for two persons that are named together
TWICE = 2  # sentences that have to name two parties together
CLEARLY = 1.5  # times as many as name any other two
PARTIES = frozenset({"armed_group", "party", "ngo", "company", "other", "igo", "government_body", "state"})
RULING = frozenset("country nation neighbour neighbor government".split())
COUNTRIES = frozenset({"state", "other"})  # with those that not all recognise
NUMBERED = frozenset("leader president minister man woman counterpart".split())
AT_THE_HEAD = frozenset("president prime premier chancellor king queen emir sultan crown ruler leader".split())
OFFICES = frozenset({"president", "minister"})
ABOUT = frozenset("on regarding concerning about".split())
QUALIFYING = frozenset({"prime", "foreign"})


class Pairs:
    """Finds the two of one text whom a phrase names by their number."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents
        self.cast = antecedents.cast

    def find(self, head: Token) -> tuple[str, ...]:
        """ "The two countries", "both leaders": the parties of the nearest earlier sentences, if they are just two."""
        if head.lemma_ == "side" and (pair := self._sides_of_all(head)):
            return pair
        persons = head.lemma_ in NUMBERED
        found: dict[str, None] = {}
        doers = self._doers(head)
        spread = False
        for _, mentions in self.antecedents.back(head, REACH):
            spread = bool(found)
            for mention in mentions:
                actor = mention.actor if persons else self.cast.top(mention.actor)  # who speaks for a side names it
                theirs = doers & {actor, mention.actor} or self._is_theme(mention)
                if mention.place or mention.form == "group" or theirs:
                    continue
                if self._is_leader(head, actor) if persons else self._is_side(head, actor):
                    found[actor] = None
            if len(found) >= 2:
                break
        if len(found) == 2:
            mediated = any(self.cast.members[actor].kind == "igo" for actor in found)
            near = None if (spread or doers) and not persons else frozenset(found)
            return ((mediated or near is None) and self._protagonists(head, near)) or tuple(found)
        if persons:
            return self._joined(head, persons=True) or self._protagonists(head, None)
        states = frozenset(a for a in found if self.cast.members[a].kind == "state")
        near = states or None if head.lemma_ in RULING else frozenset(found)
        return self._protagonists(head, near) or self._joined(head, persons=False) or self._headed()

    def _is_theme(self, mention: Mention) -> bool:
        """Whether a sentence begins with what it is about: "On Libya, both sides urged a truce"."""
        prep = self.cast.doc[mention.start : mention.end].root.head
        return prep.lower_ in ABOUT and prep.i == prep.sent.start

    def _is_where(self, mention: Mention) -> bool:
        """Whether a place is named as that in which something happens: "A and B met in Qatar"."""
        root = self.cast.doc[mention.start : mention.end].root
        if root.dep_ != "pobj" or root.head.lower_ not in ("in", "at"):
            return mention.place
        return mention.place or is_verb(root.head.head) or root.head.head.dep_ == "dobj"

    def _headed(self) -> tuple[str, ...]:
        """The two sides that the headline tells of, or else the first sentence that names a side, and no third."""
        for sent in self.antecedents.sents[:LEAD]:
            named = (m for m in self.antecedents.mentions(sent) if not self._is_where(m) and m.form != "group")
            tops = dict.fromkeys(self.cast.top(m.actor) for m in named)
            sides = [t for t in tops if t in self.cast.members and self.cast.members[t].kind in (*PARTIES, "person")]
            if len(sides) == len(tops) == 2:
                return tuple(sides)
            if len(tops) > 1:
                break
        return ()

    def _doers(self, head: Token) -> frozenset[str]:
        """Whoever does it to "both countries" and is none of them: "A and B, which aid both", "A urged both"."""
        if head.lower_ == "both":  # "A called for calm, and C said it is a friend of both"
            inside = self.antecedents.mentions(head.sent) if head.dep_ not in ("nsubj", "nsubjpass") else []
            return frozenset(m.actor for m in inside if self.antecedents.is_subject(m))
        verb = next((t for t in head.ancestors if is_verb(t)), None)
        behind = head.dep_ == "pobj" and head.head.head is verb  # "A protested to both governments"
        undergone = (behind or (head.dep_ in ("dobj", "dative") and head.head is verb)) and head.pos_ == "NOUN"
        within = verb is not None and verb.dep_ == "relcl" and any(c.lower_ == "both" for c in head.lefts)
        if verb is None or not (undergone or within):
            return frozenset()
        doers = surface_subject(verb)
        tokens = [t for doer in doers if doer != head for t in (doer, *doer.conjuncts)]
        found = frozenset(self.cast.at[t.i].actor for t in tokens if t.i in self.cast.at)
        return found.union(map(self.cast.top, found)) if undergone or len(found) > 1 else frozenset()

    def _sides_of_all(self, head: Token) -> tuple[str, ...]:
        """The protagonists, whom "both sides" means unless its sentence names two others, or one of them acts on it."""
        acting, pair = self._acting(head), self._protagonists(head, None)
        named = (m for m in self.antecedents.mentions(head.sent) if m.end <= head.i and not m.place)
        near = {top for m in named if self._is_side(head, top := self.cast.top(m.actor))} - acting
        rebels = [key for key in pair if self.cast.members[key].kind == "armed_group"]
        return () if len(near) > 1 or acting & set(pair) or len(rebels) > 1 else pair

    def _acting(self, head: Token) -> frozenset[str]:
        """The parties that are subject of the clause in which a phrase stands, if it is no subject itself."""
        verb = next((t for t in head.ancestors if is_verb(t)), None)
        doers = [t for t in surface_subject(verb) if t != head] if verb is not None else []
        return frozenset(self.cast.top(self.cast.at[t.i].actor) for t in doers if t.i in self.cast.at)

    def _joined(self, head: Token, *, persons: bool) -> tuple[str, ...]:
        """The two that an earlier phrase joins, the nearest first: "A and B", "Presidents A and B"."""
        if head.lemma_ in ("man", "woman"):
            return ()
        for _, mentions in self.antecedents.back(head, LONG_REACH if persons else REACH):
            named = [m for m in mentions if m.form == "person"] if persons else mentions  # "A and Chad's B"
            for first, second in reversed([*pairwise(named)]):
                roots = [self.cast.doc[m.start : m.end].root for m in (first, second)]
                joined = roots[1].dep_ == "conj" and roots[1].head == roots[0] and roots[0].dep_ != "conj"
                if not joined or any(c.dep_ == "conj" for c in roots[1].children) or first.place or second.place:
                    continue
                actors = [m.actor if persons else self.cast.top(m.actor) for m in (first, second)]
                kinds = {self.cast.members[actor].kind for actor in actors if actor in self.cast.members}
                if len(set(actors)) < 2 or not kinds or not kinds <= ({"person"} if persons else PARTIES):
                    continue
                if not persons or all(self.may_be(head, actor) for actor in actors):
                    return tuple(actors)
        return ()

    def _is_leader(self, head: Token, actor: str) -> bool:
        member = self.cast.members.get(actor)
        return member is not None and member.kind == "person" and self.may_be(head, actor)

    def _is_side(self, head: Token, actor: str) -> bool:
        """Whether somebody may be one of "both sides", or of "both governments": no group without a name."""
        member = self.cast.members.get(actor)
        if member is None or head.lemma_ not in RULING:
            return member is not None and member.kind in PARTIES
        return member.kind in COUNTRIES and (member.kind == "state" or actor in self.cast.registry.actors)

    def may_be(self, head: Token, actor: str) -> bool:
        """Whether somebody may be one of "both leaders" (no minister), or of "the two prime ministers"."""
        role = set((self.cast.members[actor].role or "").lower().replace("-", " ").split())
        if head.lemma_ == "leader" or not role:
            return not role or bool(role & AT_THE_HEAD)
        office = {head.lemma_, *(t.lower_ for t in head.lefts if t.lower_ in QUALIFYING)}
        return head.lemma_ not in OFFICES or office <= role

    def _protagonists(self, head: Token, near: frozenset[str] | None) -> tuple[str, ...]:
        """The two parties that far more sentences up to here name together than any others, if one was named `near`."""
        together: Counter[tuple[str, str]] = Counter()
        for sent in self.antecedents.sents:
            if sent.start > head.i:
                break
            tops = {
                top
                for m in self.antecedents.mentions(sent)
                if m.end <= head.i and not self._is_where(m) and self._is_side(head, top := self.cast.top(m.actor))
            }
            together.update(combinations(sorted(tops), 2))
        (pair, count), (_, next_count) = (*together.most_common(2), ((), 0), ((), 0))[:2]
        clear = count >= max(TWICE, CLEARLY * next_count)
        return pair if clear and (near is None or near & set(pair)) else ()
