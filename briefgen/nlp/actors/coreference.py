"""Pronouns and definite descriptions, resolved where the text is clear and left alone where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.antecedents import Antecedents
from briefgen.nlp.actors.descriptions import Descriptions
from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import is_verb, prep_objects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

REACH = 3  # sentences looked back over
HOPS = 6  # sentences in a row that go on with the same pronoun
PERSONAL = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
PLURALS = ("NNS", "NNPS")
QUANTITIES = frozenset("some many most several few dozen hundred thousand scores half two three one".split())
PLURAL = frozenset("they them their theirs themselves".split())
MANY_IN_ONE = frozenset("police staff crew crowd family couple public".split())
THING = frozenset("it its itself".split())
HOMES = frozenset(
    "country government nation administration homeland state army military navy force troop soldier police".split()
)
RULED = frozenset("government army military ministry minister parliament capital premier embassy airspace".split())
PRIVATE = frozenset({"company", "ngo", "igo"})
NEIGHBOURS = frozenset("neighbor neighbour".split())


class Coreference:
    """Finds antecedents in one Doc."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.antecedents = Antecedents(cast)
        self.descriptions = Descriptions(self.antecedents)

    def pronoun(self, token: Token, hops: int = HOPS) -> tuple[str, ...]:
        """The actors a personal or possessive pronoun refers to, or nothing.

        hops: how many sentences with such a pronoun for a subject may lie between
        """
        word = token.lower_
        if word in PERSONAL:
            return self.antecedents.latest(
                token, REACH, lambda m: self._person(m, PERSONAL[word]), lambda t: self._again(t, PERSONAL[word], hops)
            )
        if word in THING:
            fits = self._thing if token.tag_ != "PRP$" else self._ruled if token.head.lemma_ in RULED else self._owner
            return self._same_subject(token) or self.antecedents.latest(
                token, REACH, fits, lambda t: self._again(t, "it", hops)
            )
        if word in PLURAL:
            return self._plural(token, hops)
        if word == "both":
            return self.descriptions.both(token)
        return ()

    def _same_subject(self, token: Token) -> tuple[str, ...]:
        """ "It froze the aid, and it barred officials": the subject of the verb before, if it is the same pronoun."""
        verb = token.head
        if token.dep_ != "nsubj" or verb.dep_ != "conj" or not is_verb(verb.head):
            return ()
        same = [t for t in verb.head.lefts if t.dep_ == "nsubj" and t.lower_ == token.lower_]
        return self.pronoun(same[0]) if same else ()

    def _again(self, subject: Token, pronoun: str, hops: int) -> tuple[str, ...]:
        """Who a pronoun means after a sentence whose subject is that pronoun, too, or describes such an actor."""
        if subject.lower_ == pronoun:
            return self.pronoun(subject, hops - 1) if hops else ()
        actors = self.description(subject) if subject.pos_ == "NOUN" else ()
        members = [self.cast.members.get(actor) for actor in actors]
        if len(members) != 1 or members[0] is None:
            return ()
        return actors if (members[0].kind == "person") == (pronoun != "it") else ()

    def _person(self, mention: Mention, pronoun: str) -> bool:
        if self.cast.members[mention.actor].kind != "person" or self._several(mention):
            return False
        return self.antecedents.gender(mention.actor) in (None, pronoun)

    def _thing(self, mention: Mention) -> bool:
        kind = self.cast.members[mention.actor].kind
        if mention.place or mention.form == "adjective" or self._several(mention):
            return False
        return kind not in ("person", "population")

    def _several(self, mention: Mention) -> bool:
        """Whether people, "herders" or "Malians", are more than one: nobody calls them "he" or "it"."""
        return mention.form in ("group", "people") and self.cast.doc[mention.start].tag_ in ("NNS", "NNPS")

    def _owner(self, mention: Mention) -> bool:
        """What "its" may mean: also the state whose the subject is ("Chadian jets took off, its ministry said")."""
        word = self.cast.doc[mention.start]
        return self._thing(mention) or (mention.form == "adjective" and word.head.dep_ in ("nsubj", "nsubjpass"))

    def _ruled(self, mention: Mention) -> bool:
        """What "its" may mean before a government or the like: no firm, no club, no organisation of states."""
        return self.cast.members[mention.actor].kind not in PRIVATE and self._owner(mention)

    def description(self, head: Token) -> tuple[str, ...]:
        """The actors that "the two countries", "the group", "the ministry", "the president" refer to, or nothing."""
        return self._belonging(head) or self.descriptions.find(head)

    def _belonging(self, head: Token) -> tuple[str, ...]:
        """ "His country": the state of the person meant; "its neighbour": the other state."""
        owner = next((c for c in head.children if c.dep_ == "poss" and c.tag_ == "PRP$"), None)
        if owner is None:
            return ()
        if owner.lower_ in PERSONAL and head.lemma_ in HOMES:
            return tuple(state for actor in self.pronoun(owner) if (state := self._state_of(actor)) is not None)
        if owner.lower_ in THING and head.lemma_ in NEIGHBOURS and head.tag_ == "NN":
            owners = self.pronoun(owner)
            return self.descriptions.neighbour(head, self.cast.top(owners[0])) if len(owners) == 1 else ()
        return ()

    def _state_of(self, actor: str) -> str | None:
        """Whom a person acts for, else the state whose citizen he is: "a Chadian singer … his government"."""
        top = self.cast.top(actor)
        return top if top != actor else self.cast.registry.states.get(self.cast.members[actor].country or "")

    def _plural(self, token: Token, hops: int) -> tuple[str, ...]:
        if again := self._object_before(token):
            return again
        undergone = _undergone(token)
        for sent, _ in self.antecedents.back(token, 2):
            for verb in reversed([t for t in sent if is_verb(t) and t.i < token.i]):
                subject = next((_counted(t) for t in surface_subject(verb) if t.i < token.i), None)
                if subject is None or verb == undergone:
                    continue  # whoever does it to them is another
                if subject.lower_ == "they" and token.dep_ == "nsubj" and sent != token.sent:
                    return self._plural(subject, hops - 1) if hops else ()
                named = [o for o in (subject, *_names_behind(subject)) for o in self._coordinated(o)]
                group = [m.actor for t in named if (m := self.cast.at.get(t.i)) and not m.place]
                several = subject.tag_ in ("NNS", "NNPS") or subject.lower_ in MANY_IN_ONE
                if len(group) > 1 or (group and several):
                    return () if self._does(token, group) else tuple(dict.fromkeys(group))
                if not group and token.dep_ == "nsubj" and (sides := self._between(subject)):
                    return sides  # "Relations between A and B improved. They signed …"
                if not group and subject.tag_ in PLURALS:  # whoever they are, nobody before them is meant
                    return self.description(subject)
        return ()

    def _between(self, noun: Token) -> tuple[str, ...]:
        """The two sides of relations, talks or the like."""
        for side in prep_objects(noun, "between"):
            group = [m.actor for t in self._coordinated(side) if (m := self.cast.at.get(t.i))]
            found = tuple(dict.fromkeys(group)) or self.description(side)
            if len(found) > 1:
                return found
        return ()

    def _does(self, token: Token, group: list[str]) -> bool:
        """Whether one of a group does it to "them", who then are others: "A and B had ties till A broke them off"."""
        verb = _undergone(token)
        doers = surface_subject(verb) if verb is not None and is_verb(verb) else []
        return any((m := self.cast.at.get(doer.i)) is not None and m.actor in group for doer in doers)

    def _object_before(self, token: Token) -> tuple[str, ...]:
        """ "A telephoned both leaders and urged them": the object of the verb before, if it is several."""
        verb = token.head
        if token.dep_ != "dobj" or verb.dep_ != "conj" or not is_verb(verb.head):
            return ()
        for noun in (c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i):
            group = [m.actor for t in self._coordinated(noun) if (m := self.cast.at.get(t.i)) and not m.place]
            found = tuple(dict.fromkeys(group)) or self.description(noun)
            if len(found) > 1:
                return found
        return ()

    @staticmethod
    def _coordinated(token: Token) -> Iterator[Token]:
        yield token
        for child in token.children:
            if child.dep_ == "conj":
                yield from Coreference._coordinated(child)


def _undergone(token: Token) -> Token | None:
    """The verb whose object a pronoun is or is counted in: "hit them", "fired on them", "hit two of them"."""
    while token.dep_ == "pobj" and token.head.lower_ != "with":
        token = token.head.head
        if is_verb(token):
            return token
    return token.head if token.dep_ in ("dobj", "dative") else None


def _counted(subject: Token) -> Token:
    """The people of whom a subject counts a part: "some of the farmers"."""
    counts = subject.lemma_.lower() in QUANTITIES
    return next((t for t in prep_objects(subject, "of") if t.tag_ in ("NNS", "NNPS")), subject) if counts else subject


def _names_behind(subject: Token) -> list[Token]:
    """The names that explain a plural: "the ministers of Chad and Niger, A and B"."""
    return [c for c in subject.rights if c.dep_ == "appos"] if subject.tag_ != "NN" else []
