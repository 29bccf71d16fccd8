"""From a noun phrase to the actors it stands for: by name, through officials, goods, acts, pronouns, descriptions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefgen.nlp.actors.homeland import at_home
from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import conjuncts, is_verb, modifiers, prep_objects
from briefgen.nlp.parse.quotes import Quotes
from briefgen.nlp.parties.issuer import Issuer
from briefgen.nlp.parties.listing import among_them, instances, listed_before, listed_behind, members_behind
from briefgen.nlp.parties.party import Party
from briefgen.nlp.parties.possession import OTHERS, RESIDENT, RULING, possessors_of
from briefgen.nlp.parties.pronouns import counted, home_parties, part_of, pronoun_parties
from briefgen.nlp.parties.unnamed import add_unnamed, is_name, single_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Kind
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.coreference import Coreference
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

__all__ = ["Parties", "Party"]

DEEPEST = 4
TOWN = 4  # tokens of the longest name of a town
LONGEST = 16  # tokens of the phrase shown for a party
THEMES = frozenset({"question", "issue", "topic", "dossier"})  # "on the Taiwan question": nobody's
# a court of more than where it sits
OF_ALL = frozenset("arbitration arbitral international european world hague".split())
PEOPLE = ("person", "population", "state")
OUTSIDE = frozenset("opposition rebel separatist dissident exiled ousted deposed former ex".split())
BLOCS = frozenset({"bloc", "grouping"})
STATES = frozenset({"country", "nation", "state", "power", "government", "neighbour", "neighbor"})


class Parties:
    """Resolves noun phrases of one Doc against its cast; adds groups without a name as it meets them."""

    def __init__(self, cast: Cast, coreference: Coreference) -> None:
        words = cast.registry.words
        self.cast = cast
        self.coreference = coreference
        self.agents: dict[str, dict[str, Any]] = {**(words.get("populations") or {}), **(words.get("agents") or {})}
        self.assets = frozenset(words.get("assets") or ())
        self.domestic = frozenset(words.get("domestic") or ())
        self.inhabited = frozenset(words.get("inhabited") or ()) if cast.doc.is_short else frozenset()
        self.roles: dict[str, dict[str, Any]] = words.get("roles") or {}
        self.quotes = Quotes(cast.doc)
        self.issuer = Issuer(cast)
        towns = {} if cast.doc.is_short else words.get("towns") or {}  # there, a town may be meant itself
        here = [(state, names or ()) for state, names in towns.items() if state in cast.registry.actors]
        self.towns = {name: state for state, names in here for name in names}
        self.memo: dict[int, tuple[Party, ...]] = {}

    def meet(self) -> None:
        """Take in all people without a name, so that pronouns lead to them and all their mentions count."""
        single_out(self.cast)
        for token in self.cast.doc:
            agent = self.agents.get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
            if agent is not None and not agent.get("stands_for") and token.dep_ not in ("compound", "amod", "nmod"):
                self.one(token)

    def resolve(self, token: Token) -> tuple[Party, ...]:
        """The actors that the phrase headed by `token` and its conjuncts stand for; empty where it names none."""
        found: dict[str, Party] = {}
        for head in (*listed_before(self.cast, token), *conjuncts(token)):
            for listed in (head, *listed_behind(self.cast, head)):
                for party in self.one(listed):
                    found.setdefault(party.actor, party)
        return tuple(found.values())

    def all_of(self, heads: Iterable[Token]) -> tuple[Party, ...]:
        """The actors of several phrases, each once."""
        found: dict[str, Party] = {}
        for head in heads:
            for party in self.resolve(head):
                found.setdefault(party.actor, party)
        return tuple(found.values())

    def one(self, head: Token, depth: int = 0) -> tuple[Party, ...]:
        """The same for one head without its conjuncts."""
        if head.i not in self.memo:
            self.memo[head.i] = ()  # a phrase inside itself stands for no one
            self.memo[head.i] = tuple(self._one(head, depth))
        return self.memo[head.i]

    def _one(self, head: Token, depth: int) -> Iterator[Party]:
        if depth > DEEPEST:
            return
        mention = self.cast.at.get(head.i)
        if mention is not None:
            named = self._named_after(head) if mention.form == "people" else []
            yield from named or [self.party(mention.actor, head, "location" if mention.place else "name")]
            return
        if head.lower_ in ("them", "whom", "it", "which") and (noun := counted(head)) is not None:
            yield from self.one(noun, depth + 1)
            return
        if (whole := part_of(head)) is not None:
            yield from (replace(p, head=head.i) for p in self.one(whole, depth + 1))
            return
        if head.lower_ == "whose":
            clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
            yield from self.one(clause.head, depth + 1) if clause is not None else ()
            return
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$") or head.lower_ in ("both", "we"):
            yield from pronoun_parties(self, head, depth)
            return
        if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "VERB"):
            return
        if (state := self._town(head)) is not None:
            self.cast.ensure(state, head.i)
            yield self.party(state, head, "location")
            return
        named = self._named_after(head) or self._named_before(head) or home_parties(self, head)
        theme = head.lemma_.lower() in THEMES and not self.cast.doc.is_short
        yield from named or (() if theme else self._common(head, depth))

    def _town(self, head: Token) -> str | None:
        """The state in which a town or province lies that a noun names by itself: "El Fasher"."""
        if head.pos_ != "PROPN" or self.cast.lines.headline(head.i) or head.i in self.cast.barred:
            return None
        spans = (self.cast.doc[start : head.i + 1].text for start in range(max(0, head.i - TOWN + 1), head.i + 1))
        return next((self.towns[text] for text in spans if text in self.towns), None)

    def _named_after(self, head: Token) -> list[Party]:
        """Whom an apposition names: "the spokesman, B", "two Chadians, B and C"."""
        people = head.lemma_.lower() in self.agents or head.lemma_.lower() in self.roles
        hosts = [head, *(prep_objects(head, "of") if people else ())]  # "a member of the council, B"
        named = [
            child
            for host in hosts
            for child in host.rights
            if child.dep_ == "appos" and (mention := self.cast.at.get(child.i)) is not None and not mention.place
            if host is head or (mention.form == "person" and host.pos_ == "NOUN")
        ]
        found = [self.party(self.cast.at[child.i].actor, head, "name", end=child.i + 1) for child in named]
        others = [token for child in named for token in conjuncts(child) if token is not child]
        return [*found, *(replace(p, head=head.i) for token in others for p in self.one(token, 1))]

    def _named_before(self, head: Token) -> list[Party]:
        """Whom a description behind a comma describes: "B, the minister whom A arrested"."""
        mention = self.cast.at.get(head.head.i) if head.dep_ == "appos" else None
        opening = head.left_edge
        if mention is None or mention.place or opening.i < mention.end or opening.tag_ != "DT":
            return []
        if head.lemma_.lower() in self.assets:
            return []  # "…, a step that B condemned" describes nobody
        person = self.cast.members[mention.actor].kind == "person"
        joined = any(c.dep_ in ("conj", "appos") for c in (head.head, *head.head.children) if c != head)
        return [self.party(mention.actor, head.head, "name")] if person and not joined else []

    def _common(self, head: Token, depth: int) -> Iterator[Party]:
        lemma = head.lemma_.lower()
        if self._names_outlet(head):
            return
        if (named := self._describes(head)) is not None:
            yield self.party(named, head, "description")
            return
        agent = self.agents.get(lemma)
        role = lemma in self.roles
        owners = self._without_superiors(possessors_of(self, head, depth))
        described = self._described(head, lemma)
        if described and not any(o.via == "name" for o in owners) and not self._another(head, described, owners):
            for actor in described:
                yield self.party(actor, head, "description")
            return
        if listed := self._listed_under(head, agent is not None or lemma in STATES, depth):
            yield from listed
            return
        if agent is not None and not agent.get("stands_for"):
            own = self._ranks(head, agent, owners) or self._led(head, agent, owners) or self._ally(head, owners)
            yield from own or [self._group(head, agent.get("kind", "other"), owners)]
            return
        if agent is not None or role:
            yield from self._speaking(head, lemma, owners) or [self._group(head, "person" if role else "other", owners)]
            return
        if owners:
            suffered = lemma in self.cast.registry.violent and not self.cast.doc.is_short
            for owner in owners:  # "a raid in B": where it was, not whose
                yield self.party(
                    owner.actor, head, "place" if suffered and owner.via == "place" else "owner", owner.end
                )
            return
        if is_name(self.cast, head) or (lemma in STATES and head.tag_ == "NNS" and modifiers(head)):
            yield self._group(head, "other", owners)
        elif lemma in self.inhabited:
            yield self._group(head, "population", owners)

    def _names_outlet(self, head: Token) -> bool:
        """Whether a noun only tells that the name behind it is a newspaper's or agency's."""
        titles = self.cast.titles
        return titles is not None and head.lower_ in titles.outlet_words and head.i + 1 in self.cast.barred

    def _describes(self, head: Token) -> str | None:
        """The organisation behind whose name a noun tells what it is: "N., an environmental group,"."""
        if head.dep_ != "appos" or head.tag_ != "NN" or head.left_edge.lower_ not in ("a", "an", "the"):
            return None
        mention = self.cast.at.get(head.head.i)
        if mention is None or mention.end != head.left_edge.i - 1 or self.cast.doc[mention.end].text != ",":
            return None
        return mention.actor if self.cast.members[mention.actor].kind not in PEOPLE else None

    def _described(self, head: Token, lemma: str) -> tuple[str, ...]:
        """Whom a phrase refers to; "the government" is the home's own, unless another's is told beside it."""
        if lemma in STATES and head.dep_ == "attr" and head.head.lemma_ in ("be", "become"):  # "A is the third state"
            return tuple(p.actor for p in self.all_of(t for t in surface_subject(head.head) if t != head))
        found = self.coreference.description(head)
        if lemma in STATES and not self.cast.doc.is_short:  # A itself is not "the country" that A does it to
            found = tuple(actor for actor in found if not self._does(head, actor))
        if not self._at_home(head, lemma):
            return found
        return tuple(actor for actor in found if self._beside(head, actor))

    def _without_superiors(self, owners: list[Party]) -> list[Party]:
        """Owners without those for whom another of them acts: of "the Chadian ministry's aide" the ministry."""
        above = {key for o in owners for key in self.cast.chain(o.actor) if key != o.actor}
        return [o for o in owners if o.actor not in above]

    def _does(self, head: Token, actor: str) -> bool:
        """Whether an actor is the subject of the clause in whose predicate a phrase stands."""
        verb = next((t for t in head.ancestors if is_verb(t)), None)
        subject = surface_subject(verb) if verb is not None and head not in surface_subject(verb) else []
        return any((m := self.cast.at.get(t.i)) is not None and m.actor == actor and t.i < head.i for t in subject)

    def _another(self, head: Token, described: tuple[str, ...], owners: list[Party]) -> bool:
        """Whether a phrase's owner is a person of another state: "his ministry" is not the one told of before."""
        top, own = self.cast.top, any(c.lower_ in ("his", "her") for c in head.lefts)
        states = {top(o.actor) for o in owners if self.cast.members[o.actor].kind == "person"}
        states = {key for key in states if self.cast.members[key].kind == "state"}
        return own and bool(states) and not states & {top(actor) for actor in described}

    def _beside(self, head: Token, actor: str) -> bool:
        """Whether an actor is named before a phrase in its sentence, and does nothing to it."""
        near = [m for m in self.cast.of[actor] if head.sent.start <= m.start < head.i]
        return any(not self.coreference.antecedents.is_subject(m) and self._in_clause(head, m) for m in near)

    def _in_clause(self, head: Token, mention: Mention) -> bool:
        """Whether a mention is no possessor and stands in the clause of a phrase or in one around it."""
        root = self.cast.doc[mention.start : mention.end].root
        verb = next((t for t in root.ancestors if is_verb(t)), None)
        return root.dep_ != "poss" and (verb is None or verb in head.ancestors)

    def _at_home(self, head: Token, lemma: str) -> bool:
        """Whether those who rule or serve a state without a name are those of the text's own."""
        return self.cast.homeland is not None and lemma in self.domestic and at_home(head)

    def _speaking(self, head: Token, lemma: str, owners: list[Party]) -> list[Party]:
        """For whom the holders of an office and the like speak: not Lyon in "a court in Lyon"; the text's own state."""
        if OUTSIDE & {t.lower_ for t in modifiers(head)} and not self.cast.doc.is_short:
            return []  # "the Kenyan opposition leader" speaks for no state
        ruling = lemma in RULING and all(self.cast.members[owner.actor].kind == "state" for owner in owners)
        home = self.cast.homeland
        if home and not owners and self._at_home(head, lemma):
            self.cast.ensure(home)
            return [self.party(home, head, "official")]
        seats = (o for place in prep_objects(head, "in") for o in (place, *modifiers(place)))
        of_all = any(t.lower_ in OF_ALL for t in (*modifiers(head), *seats))
        there = lemma in RESIDENT and not of_all and not self.cast.doc.is_short
        owners = owners or (self._around(head) if there or self._serves(head, lemma) else [])
        speaking = [o for o in owners if ruling or o.via not in ("place", "location") or (there and self._is_state(o))]
        return [self.party(owner.actor, head, "official", end=owner.end) for owner in speaking]

    def _serves(self, head: Token, lemma: str) -> bool:
        """Whether those who rule or serve a state may be the ones of where the clause is set."""
        return not self.cast.doc.is_short and lemma in self.domestic and at_home(head)

    def _is_state(self, owner: Party) -> bool:
        return self.cast.members[owner.actor].kind == "state"

    def _around(self, head: Token) -> list[Party]:
        """The state in which a clause is set before its subject is told: "In Kenya, police arrested ten"."""
        verb = next((t for t in head.ancestors if is_verb(t)), None)
        places = [o for o in prep_objects(verb, "in") if o.i < head.left_edge.i] if verb is not None else []
        found = [p for place in places for p in self.one(place, 1)]
        return [replace(p, via="name") for p in found if self._is_state(p)][:1]

    def _listed_under(self, head: Token, people: bool, depth: int) -> list[Party]:
        """The actors that a plural sums up: "partners such as Chad", "ten people, among them B and C"."""
        if head.tag_ != "NNS":
            return []
        found = [*(instances(head) if people else ()), *among_them(head), *members_behind(head)]
        named = any(token.i in self.cast.at for token in found)  # unlike "B's officials, including two judges"
        return [p for token in found for p in self.one(token, depth + 1)] if named else []

    def _ranks(self, head: Token, agent: dict[str, Any], owners: list[Party]) -> list[Party]:
        """The armed group of fighters, the union that is called one: "Hamas gunmen", "the Mercosur bloc"."""
        kind = "igo" if head.lemma_.lower() in BLOCS else agent.get("kind")
        named = [o for o in owners if o.via == "name" and self.cast.members[o.actor].kind == kind]
        whole = named if kind in ("armed_group", "igo") else []
        return [self.party(o.actor, head, "official", end=o.end) for o in whole]

    def _led(self, head: Token, agent: dict[str, Any], owners: list[Party]) -> list[Party]:
        """The organisation for which the person speaks whose it is called: "B.'s party", "her movement"."""
        members = self.cast.members
        led = [(o, members.get(members[o.actor].acts_for or "")) for o in owners if members[o.actor].kind == "person"]
        return [self.party(m.key, head, "owner", end=o.end) for o, m in led if m and m.kind == agent.get("kind")]

    def _ally(self, head: Token, owners: list[Party]) -> list[Party]:
        """The states that a phrase calls somebody's allies or partners: "our Chadian allies"."""
        adjectives = {t.i for t in modifiers(head)}
        named = [o for o in owners if o.via == "name" and o.head in adjectives]
        fellow = head.lemma_.lower() in OTHERS and any(c.dep_ == "poss" for c in head.lefts)
        return [self.party(o.actor, head, "official", end=o.end) for o in named] if fellow else []

    def party(self, actor: str, head: Token, via: str, end: int | None = None) -> Party:
        """An actor as the party of a phrase, told by the words from the phrase's start; end: where they end at least"""
        start = head.left_edge.i
        mention = self.cast.at.get(head.i)
        stop = max(end or 0, mention.end if mention else head.i + 1)
        while start < head.i and (
            self.cast.doc[start].is_space or self.cast.doc[start].is_punct or self.cast.doc[start].dep_ == "cc"
        ):
            start += 1
        if stop - start > LONGEST:
            start, stop = (mention.start, mention.end) if mention else (head.i, head.i + 1)
        return Party(actor, head.i, start, stop, via)

    def thing(self, head: Token) -> Party:
        """What a noun names, as an actor under its words, though nothing tells that it is one."""
        return replace(self._group(head, "other", []), via="thing")

    def _group(self, head: Token, kind: Kind, owners: list[Party]) -> Party:
        return self.party(add_unnamed(self.cast, head, kind, owners[0].actor if owners else None), head, "group")
