"""Pronouns and definite descriptions, resolved where the text is clear and left alone where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.grammar import is_verb, surface_subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from briefgen.nlp.cast import Cast
    from briefgen.nlp.names import Mention

REACH = 3  # sentences looked back over
PERSONAL = frozenset("he she him her his hers himself herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
THING = frozenset("it its itself".split())
GROUPS = frozenset({"armed_group", "party", "ngo", "company", "other", "igo", "government_body"})


class Coreference:
    """Finds antecedents in one Doc."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.sents = list(cast.doc.sents)
        self.sent_of = {i: n for n, sent in enumerate(self.sents) for i in range(sent.start, sent.end)}
        words = cast.registry.words
        self.pairs = frozenset(phrase.lower() for phrase in words.get("pairs") or ())
        self.singles: dict[str, str] = words.get("one") or {}
        self.roles = words.get("roles") or {}

    def pronoun(self, token: Token) -> tuple[str, ...]:
        """The actors a personal or possessive pronoun refers to, or nothing."""
        word = token.lower_
        if word in PERSONAL:
            return self._latest(token, lambda m: self.cast.members[m.actor].kind == "person")
        if word in THING:
            return self._latest(
                token,
                lambda m: (
                    self.cast.members[m.actor].kind not in ("person", "population")
                    and not m.place
                    and m.form != "adjective"
                ),
            )
        if word in PLURAL:
            return self._plural(token)
        return ()

    def country_of(self, token: Token) -> tuple[str, ...]:
        """ "His country": the state of the person meant, or nothing."""
        owner = next((c for c in token.children if c.dep_ == "poss" and c.lower_ in PERSONAL), None)
        if owner is None or token.lemma_ not in (
            "country",
            "government",
            "nation",
            "administration",
            "homeland",
            "state",
        ):
            return ()
        return tuple(top for actor in self.pronoun(owner) if (top := self.cast.top(actor)) != actor)

    def _latest(self, token: Token, fits: object) -> tuple[str, ...]:
        """The subject of this or an earlier clause if it fits, else the one fitting actor of the nearest sentence."""
        here = self.sent_of.get(token.i, 0)
        for n in range(here, max(-1, here - REACH), -1):
            sent = self.sents[n]
            limit = token.i if n == here else sent.end
            mentions = [m for m in self._mentions(sent) if m.end <= limit and fits(m)]  # type: ignore[operator]
            if not mentions:
                continue
            subjects = [m for m in mentions if self._is_subject(m)]
            if n == here and not subjects and token.dep_ == "nsubj" and len({m.actor for m in mentions}) > 1:
                continue
            chosen = subjects[-1] if subjects else mentions[-1] if len({m.actor for m in mentions}) == 1 else None
            if chosen is not None:
                return (chosen.actor,)
            return ()
        return ()

    def _plural(self, token: Token) -> tuple[str, ...]:
        here = self.sent_of.get(token.i, 0)
        for n in range(here, max(-1, here - 2), -1):
            sent = self.sents[n]
            limit = token.i if n == here else sent.end
            for verb in reversed([t for t in sent if is_verb(t) and t.i < limit]):
                subject = next((t for t in surface_subject(verb) if t.i < limit), None)
                if subject is None or subject.i == token.i:
                    continue
                group = [m.actor for t in self._coordinated(subject) if (m := self.cast.at.get(t.i)) and not m.place]
                if len(group) > 1 or (group and subject.tag_ in ("NNS", "NNPS")):
                    return tuple(dict.fromkeys(group))
        return ()

    @staticmethod
    def _coordinated(token: Token) -> Iterator[Token]:
        yield token
        for child in token.children:
            if child.dep_ == "conj":
                yield from Coreference._coordinated(child)

    def _is_subject(self, mention: Mention) -> bool:
        return any(t.dep_ in ("nsubj", "nsubjpass") for t in self.cast.doc[mention.start : mention.end])

    def _mentions(self, sent: Span) -> list[Mention]:
        seen: dict[int, Mention] = {}
        for i in range(sent.start, sent.end):
            mention = self.cast.at.get(i)
            if mention is not None:
                seen.setdefault(mention.start, mention)
        return list(seen.values())

    def description(self, head: Token) -> tuple[str, ...]:
        """The actors that "the two countries", "the group", "the ministry", "the president" refer to, or nothing."""
        if own := self.country_of(head):
            return own
        determiner = next(
            (c for c in head.children if c.dep_ in ("det", "predet", "nummod", "poss") and c.i < head.i), None
        )
        if determiner is None or determiner.lower_ not in ("the", "both", "that", "this", "two"):
            return ()
        phrase = " ".join(t.lower_ for t in self.cast.doc[head.left_edge.i : head.i + 1] if not t.is_punct)
        if phrase in self.pairs:
            return self._pair(head)
        if any(c.dep_ in ("amod", "compound", "nmod", "poss") for c in head.children):
            return ()
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in head.rights):
            return ()
        if head.tag_ not in ("NN", "NNP"):
            return ()
        return self._named(head) or self._role(head) or self._kind(head)

    def _named(self, head: Token) -> tuple[str, ...]:
        """ "The directorate" after "Defense Industry Directorate": an earlier actor's name that ends in the noun."""
        word = head.lower_
        best = None
        for mention in self.cast.mentions:
            if mention.end <= head.i and mention.form in ("name", "organisation", "body"):
                last = self.cast.doc[mention.end - 1].lower_
                if (
                    last == word
                    and mention.end - mention.start > 1
                    and self.cast.members[mention.actor].kind not in ("state", "person")
                ):
                    best = mention if best is None or mention.start > best.start else best
        return (best.actor,) if best else ()

    def _role(self, head: Token) -> tuple[str, ...]:
        """ "The president": the person named last whose office it is."""
        word = head.lower_
        if word not in self.roles and word not in ("leader",):
            return ()
        persons = [m for m in self.cast.mentions if m.form == "person" and m.end <= head.i]
        for mention in sorted(persons, key=lambda m: -m.start):
            role = (self.cast.members[mention.actor].role or "").lower()
            if word in role.split() or (word == "leader" and role.split()[:1] in (["president"], ["prime"], ["king"])):
                return (mention.actor,)
        return ()

    def _kind(self, head: Token) -> tuple[str, ...]:
        """ "The country", "the bloc": the one actor of that kind in the sentence or the one before."""
        kind = self.singles.get(f"the {head.lower_}") or self.singles.get(head.lower_)
        if kind is None:
            return ()
        wanted = frozenset(kind) if isinstance(kind, list) else GROUPS if "group" in kind else frozenset({kind})
        here = self.sent_of.get(head.i, 0)
        for n in range(here, max(-1, here - 2), -1):
            limit = head.i if n == here else self.sents[n].end
            found = [
                m
                for m in self._mentions(self.sents[n])
                if m.end <= limit and self.cast.members[m.actor].kind in wanted and not m.place
            ]
            subjects = {m.actor for m in found if self._is_subject(m)}
            actors = {m.actor for m in found}
            if len(actors) == 1:
                return tuple(actors)
            if len(subjects) == 1:
                return tuple(subjects)
            if actors:
                return ()
        return ()

    def _pair(self, head: Token) -> tuple[str, ...]:
        """ "The two countries", "both leaders": the two parties of the nearest sentences before, if just two."""
        persons = head.lemma_ in ("leader", "president", "minister", "man", "counterpart")
        here = self.sent_of.get(head.i, 0)
        found: dict[str, None] = {}
        for n in range(here, max(-1, here - REACH), -1):
            limit = head.i if n == here else self.sents[n].end
            for mention in self._mentions(self.sents[n]):
                member = self.cast.members[mention.actor]
                if mention.end > limit or mention.place or (member.kind == "person") != persons:
                    continue
                if persons or member.kind in (
                    "state",
                    "igo",
                    "armed_group",
                    "party",
                    "government_body",
                    "other",
                    "company",
                ):
                    found.setdefault(mention.actor if persons else self.cast.top(mention.actor), None)
            if len(found) == 2:
                return tuple(found)
            if len(found) > 2:
                return ()
        return ()
