"""From a noun phrase to the actors it stands for: by name, through officials, goods, acts, pronouns, descriptions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefgen.nlp.arguments import CONTROL_BY_OBJECT, subjects, surface_subject
from briefgen.nlp.cast import Cast, slug
from briefgen.nlp.confidence import is_short
from briefgen.nlp.grammar import conjuncts, is_passive, is_verb, modifiers, prep_objects
from briefgen.nlp.homeland import at_home
from briefgen.nlp.names import Mention
from briefgen.nlp.quotes import Quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from briefgen.model import Kind
    from briefgen.nlp.coreference import Coreference

DEEPEST = 4
TORN = frozenset("ROOT dep appos npadvmod nsubj conj".split())  # what the parser takes the torn-off names for
TOWN = 4  # tokens of the longest name of a town
LONGEST = 16  # tokens of the phrase shown for a party
OWNING = frozenset(
    "government army military police rebel opposition militia navy protester regime".split()
)  # "police station", "rebel positions"
SPEAKERS = frozenset("it he she they".split())
FIRST = frozenset("we us our ours ourselves i me my mine myself".split())
STRIFE = frozenset("war conflict crisis strife uprising insurgency ceasefire truce".split())
QUANTITIES = frozenset("most some many all both several few none half each one dozen hundred thousand".split())
NOMINAL = frozenset({"NOUN", "PROPN"})
# what rules wherever it sits ("the junta in Bamako"), unlike "a court in Lyon"
RULING = frozenset("government regime junta authority leadership ruler administration".split())
OWNER_PREPOSITIONS = ("of", "by", "from", "in", "for", "to")
# whoever does these with a thing has it: "the appeal lodged by B", "the rocket that B launched"
MAKING = frozenset(
    "make issue file lodge propose pass launch fire send offer set impose sign draft write publish table submit "
    "present put carry stage organise organize lead run control hold own back fund adopt plan build place announce "
    "commit wage conduct approve want seek demand bring deliver hand release sponsor broker mount operate deploy "
    "found establish create mediate head chair host claim".split()
)
STATES = frozenset({"country", "nation", "state", "power", "government", "neighbour", "neighbor"})


@dataclass(frozen=True, slots=True)
class Party:
    """An actor reached in a noun phrase.

    actor: key in the cast; head: token offset of the phrase's head; start, end: token range of the phrase
    via: name, official (someone who speaks for it), owner (its goods, acts, territory), place (what lies in it),
         location (a capital as a mere place), pronoun, description, group
    """

    actor: str
    head: int
    start: int
    end: int
    via: str


class Parties:
    """Resolves noun phrases of one Doc against its cast; adds groups without a name as it meets them."""

    def __init__(self, cast: Cast, coreference: Coreference) -> None:
        words = cast.registry.words
        self.cast = cast
        self.coreference = coreference
        self.agents: dict[str, dict[str, Any]] = {**(words.get("populations") or {}), **(words.get("agents") or {})}
        self.assets = frozenset(words.get("assets") or ())
        self.domestic = frozenset(words.get("domestic") or ())
        self.inhabited = frozenset(words.get("inhabited") or ()) if is_short(cast.doc) else frozenset()
        self.roles: dict[str, dict[str, Any]] = words.get("roles") or {}
        self.quotes = Quotes(cast.doc)
        towns = {} if is_short(cast.doc) else words.get("towns") or {}  # there, a town may be meant itself
        here = [(state, names or ()) for state, names in towns.items() if state in cast.registry.actors]
        self.towns = {name: state for state, names in here for name in names}
        self.memo: dict[int, tuple[Party, ...]] = {}

    def resolve(self, token: Token) -> tuple[Party, ...]:
        """The actors that the phrase headed by `token` and its conjuncts stand for; empty where it names none."""
        found: dict[str, Party] = {}
        for head in (*self._listed_before(token), *conjuncts(token)):
            for listed in (head, *self._listed_behind(head)):
                for party in self.one(listed):
                    found.setdefault(party.actor, party)
        return tuple(found.values())

    def _listed_behind(self, token: Token) -> list[Token]:
        """Names of a list whose second the parser takes for another name of the first: "A, B, C and D"."""
        own = self.cast.at.get(token.i)
        seconds = [c for c in token.rights if c.dep_ == "appos" and any(d.dep_ == "conj" for d in c.children)]
        second = seconds[0] if seconds else None
        mention = self.cast.at.get(second.i) if second is not None else None
        if own is None or second is None or mention is None or own.place or mention.place:
            return []
        alike = self.cast.members[own.actor].kind == self.cast.members[mention.actor].kind
        return list(conjuncts(second)) if alike and own.actor != mention.actor else []

    def _listed_before(self, token: Token) -> list[Token]:
        """Names of a list whose last one is a subject, where the parser has torn them apart: "A, B and C said"."""
        mention = self.cast.at.get(token.i)
        if mention is None or token.dep_ not in ("nsubj", "nsubjpass") or token.left_edge.i < 2:
            return []
        found: list[Token] = []
        place = token.left_edge.i - 1
        joined = token.doc[place].lower_ == "and"
        while joined and place >= 1 and token.doc[place].lower_ in ("and", ","):
            place -= 1
            before = self.cast.at.get(place)
            if token.doc[place].text == ",":
                continue
            root = token.doc[place] if before is None else token.doc[before.start : before.end].root
            if before is None or before.place or root.dep_ not in TORN:
                break
            found.append(root)
            place = before.start - 1
        return found[::-1]

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
            yield from named or [self._party(mention.actor, head, "location" if mention.place else "name")]
            return
        if head.lower_ in ("them", "whom") and (counted := self._counted(head)) is not None:
            yield from self.one(counted, depth + 1)
            return
        if head.lower_ == "whose":
            clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
            yield from self.one(clause.head, depth + 1) if clause is not None else ()
            return
        if head.pos_ == "PRON" or head.tag_ in ("PRP", "PRP$"):
            if head.lower_ in FIRST:
                speaker = self.quotes.speaker(head)
                said = self.one(speaker, depth + 1) if speaker is not None else ()
                yield from (self._antecedent(p.actor, head) for p in said if p.via not in ("place", "location"))
                return
            if head.tag_ == "PRP$" and (own := self._own_subject(head)):
                yield from own
                return
            if speakers := self._speaker(head):
                yield from speakers
                return
            for actor in self.coreference.pronoun(head):
                yield self._antecedent(actor, head)
            return
        if head.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "X", "VERB"):
            return
        if (state := self._town(head)) is not None:
            self.cast.ensure(state, head.i)
            yield self._party(state, head, "location")
            return
        yield from self._named_after(head) or self._common(head, depth)

    def _town(self, head: Token) -> str | None:
        """The state in which a town or province lies that a noun names by itself: "El Fasher"."""
        if head.pos_ != "PROPN" or self.cast.lines.headline(head.i) or head.i in self.cast.barred:
            return None
        spans = (self.cast.doc[start : head.i + 1].text for start in range(max(0, head.i - TOWN + 1), head.i + 1))
        return next((self.towns[text] for text in spans if text in self.towns), None)

    def _named_after(self, head: Token) -> list[Party]:
        """Whom an apposition names: "the spokesman, B", "two Chadians, B and C"."""
        named = [
            child
            for child in head.rights
            if child.dep_ == "appos" and child.i in self.cast.at and not self.cast.at[child.i].place
        ]
        found = [self._party(self.cast.at[child.i].actor, head, "name", end=child.i + 1) for child in named]
        others = [token for child in named for token in conjuncts(child) if token is not child]
        return [*found, *(replace(p, head=head.i) for token in others for p in self.one(token, 1))]

    def _counted(self, head: Token) -> Token | None:
        """ "Ten others, most of them freed": the noun before the comma, which "them" counts."""
        prep, quantity = head.head, head.head.head
        if prep.lower_ != "of" or quantity.lemma_.lower() not in QUANTITIES or quantity.left_edge.i < 2:
            return None
        before = self.cast.doc[quantity.left_edge.i - 2]
        return before if before.nbor(1).text == "," and before.pos_ in (*NOMINAL, "NUM") else None

    def _own_subject(self, head: Token) -> list[Party]:
        """ "A reaffirmed its commitment": a possessive in the predicate is the subject's, if their numbers agree."""
        verb = next((t for t in head.ancestors if is_verb(t)), None)
        if verb is None:
            return []
        behind = next((t for t in head.ancestors if t.dep_ == "prep" and t.head == verb), None)
        named = [c for c in verb.children if c.dep_ == "dobj" and c.i < head.i and c.pos_ == "PROPN"]
        if behind is not None and behind.lower_ in CONTROL_BY_OBJECT and named:  # "punish B for its attack"
            candidates = named
        else:
            candidates = surface_subject(verb)
        subject = next((t for t in candidates if t.i < head.i), None)
        if subject is None or subject.pos_ == "PRON" or head in subject.subtree:
            return []
        return self._agreeing(head, subject)

    def _agreeing(self, head: Token, subject: Token) -> list[Party]:
        """The parties of a subject under a pronoun, if their numbers agree."""
        several = subject.tag_ in ("NNS", "NNPS") or any(c.dep_ in ("conj", "nummod") for c in subject.children)
        found = [p for token in conjuncts(subject) for p in self.one(token, 1)]
        persons = {self.cast.members[p.actor].kind == "person" for p in found}
        fits = several if head.lower_ in ("their", "they") else not several and persons == {head.lower_[:2] != "it"}
        return [replace(p, head=head.i, via="pronoun") for p in found] if fits and found else []

    def _speaker(self, head: Token) -> list[Party]:
        """ "Rebels said that they will …", "rebels left and they …": the subject before, if their numbers agree."""
        clause = head.head
        above = clause.head
        opens = clause.dep_ in ("ccomp", "advcl", "conj") and is_verb(above)
        if head.dep_ not in ("nsubj", "nsubjpass") or not opens:
            return []
        subject = next((t for t in surface_subject(above) if t.i < head.i and t.pos_ != "PRON"), None)
        if subject is None or head in subject.subtree:
            return []
        return self._agreeing(head, subject) if head.lower_ in SPEAKERS else []

    def _antecedent(self, actor: str, head: Token) -> Party:
        """A pronoun's party, under the antecedent's words where they stand in the same sentence, else under its own."""
        sent = head.sent
        named = [m for m in self.cast.of[actor] if sent.start <= m.start < sent.end]
        if not named:
            return Party(actor, head.i, head.i, head.i + 1, "pronoun")
        nearest = min(named, key=lambda m: (m.start > head.i, abs(m.start - head.i)))
        return Party(actor, head.i, nearest.start, nearest.end, "pronoun")

    def _common(self, head: Token, depth: int) -> Iterator[Party]:
        lemma = head.lemma_.lower()
        agent = self.agents.get(lemma)
        role = lemma in self.roles
        owners = self._owners(head, depth)
        described = self.coreference.description(head)
        if described and not any(o.via == "name" for o in owners):
            for actor in described:
                yield self._party(actor, head, "description")
            return
        if instances := [*self._instances(head, depth), *self._among_them(head, depth)]:
            yield from instances
            return
        if agent is not None and not agent.get("stands_for"):
            yield from self._ranks(head, agent, owners) or [self._group(head, agent.get("kind", "other"), owners)]
            return
        if agent is not None or role:
            yield from self._speaking(head, lemma, owners) or [self._group(head, "person" if role else "other", owners)]
            return
        if owners:
            for owner in owners:
                yield self._party(owner.actor, head, "owner", end=owner.end)
            return
        if self._is_name(head) or (lemma in STATES and head.tag_ == "NNS" and modifiers(head)):
            yield self._group(head, "other", owners)
        elif lemma in self.inhabited:
            yield self._group(head, "population", owners)

    def _speaking(self, head: Token, lemma: str, owners: list[Party]) -> list[Party]:
        """For whom the holders of an office and the like speak: not Lyon in "a court in Lyon"; the text's own state."""
        ruling = lemma in RULING and all(self.cast.members[owner.actor].kind == "state" for owner in owners)
        home = self.cast.homeland
        if home and not owners and lemma in self.domestic and at_home(head):
            self.cast.ensure(home)
            return [self._party(home, head, "official")]
        speaking = [owner for owner in owners if ruling or owner.via not in ("place", "location")]
        return [self._party(owner.actor, head, "official", end=owner.end) for owner in speaking]

    def _ranks(self, head: Token, agent: dict[str, Any], owners: list[Party]) -> list[Party]:
        """The armed group whose fighters a phrase names: "Hamas gunmen"."""
        named = [o for o in owners if o.via == "name" and self.cast.members[o.actor].kind == "armed_group"]
        fighters = named if agent.get("kind") == "armed_group" else []
        return [self._party(o.actor, head, "official", end=o.end) for o in fighters]

    def _is_name(self, head: Token) -> bool:
        """Whether a noun that nobody knows is a proper name, also where the tagger slipped ("Milrem OU")."""
        if not head.text[:1].isupper() or any(c.isdigit() for c in head.text) or head.i in self.cast.barred:
            return False
        if head.ent_type_ in ("DATE", "TIME", "LAW", "MONEY", "PERCENT", "EVENT"):
            return False
        if head.pos_ == "PROPN":
            return True
        written = not self.cast.lines.headline(head.i) and (
            head.i != head.sent.start or (head.is_upper and len(head) > 1)
        )
        return head.pos_ in ("NOUN", "X") and (written or head.ent_type_ in ("ORG", "PERSON", "GPE"))

    def _instances(self, head: Token, depth: int) -> list[Party]:
        """The actors that a plural is explained by: "adversaries like the Kremlin", "partners such as Chad"."""
        if head.tag_ != "NNS" or self.agents.get(head.lemma_.lower()) is None:
            return []
        preps = [c for c in head.rights if c.dep_ == "prep" and c.lower_ in ("like", "as", "including")]
        return [
            p
            for prep in preps
            for c in prep.children
            if c.dep_ == "pobj"
            for o in conjuncts(c)
            for p in self.one(o, depth + 1)
        ]

    def _among_them(self, head: Token, depth: int) -> list[Party]:
        """B and C in "freed ten people, among them B and C"."""
        if head.tag_ != "NNS":
            return []
        doc, place = self.cast.doc, head.right_edge.i + 1
        if doc[place : place + 3].text.lower() != ", among them" or place + 3 >= len(doc):
            return []
        starts = [t for t in doc[place + 3 : head.sent.end] if t.left_edge.i == place + 3 and t.pos_ in NOMINAL]
        return [p for t in starts[-1:] for c in conjuncts(t) for p in self.one(c, depth + 1)]

    def _owners(self, head: Token, depth: int) -> list[Party]:
        """Actors whose the thing is: possessor, national adjective, "of …" phrase."""
        possessors = [owner for c in head.children if c.dep_ == "poss" for owner in conjuncts(c)]
        found = [p for owner in possessors for p in self.one(owner, depth + 1)]
        if not found:
            mentions = [(token, self.cast.at.get(token.i)) for token in modifiers(head)]
            found = [self._party(mention.actor, token, "name") for token, mention in mentions if mention is not None]
        if not found:
            bodies = [c for c in head.lefts if c.dep_ == "compound" and c.lemma_.lower() in OWNING]
            found = [p for body in bodies for p in self.one(body, depth + 1)]
        if not found:
            found = self._owners_behind(head, depth)
        if head.lemma_.lower() in STRIFE:  # "the Syrian war" is where it is fought, not by whom
            found = [replace(p, via="place") for p in found]
        unique: dict[str, Party] = {}
        for party in found:
            unique.setdefault(party.actor, party)
        return list(unique.values())

    def _owners_behind(self, head: Token, depth: int) -> list[Party]:
        """Owners in the first "of …", "by …", "in …" phrase that names any; all but the first two make it a place.

        Those who speak or fight for a state are its own where they are "from" it.
        """
        if head.lemma_.lower() in RULING and head.i + 2 < len(self.cast.doc) and head.nbor(1).lower_ == "in":
            seat = self.cast.at.get(head.i + 2)  # wherever the parser hangs it: "fights the government in Bamako"
            if seat is not None and seat.form == "capital":
                return [replace(p, via="place") for p in self.one(head.nbor(2), depth + 1)]
        agent = self.agents.get(head.lemma_.lower(), {})
        serving = agent.get("stands_for") or agent.get("kind") == "armed_group"
        wanted = OWNER_PREPOSITIONS if head.lemma_.lower() in self.assets else OWNER_PREPOSITIONS[:4]
        for prep in head.rights:
            if prep.dep_ not in ("prep", "agent") or prep.lower_ not in wanted:
                continue
            owners = [owner for c in prep.children if c.dep_ == "pobj" for owner in conjuncts(c)]
            found = [p for owner in owners for p in self.one(owner, depth + 1)]
            if found:
                own = prep.lower_ in ("of", "by") or (serving and prep.lower_ == "from")
                return found if own else [replace(p, via="place") for p in found]
        return self._makers(head, depth)

    def _makers(self, head: Token, depth: int) -> list[Party]:
        """Whoever made or runs a thing: "the offer made by B", "the convoy that B sent"."""
        for verb in head.rights:
            lemma = verb.lemma_.lower()
            if verb.dep_ == "relcl" and lemma == "belong":
                return [p for t in prep_objects(verb, "to") for o in conjuncts(t) for p in self.one(o, depth + 1)]
            if verb.dep_ not in ("acl", "relcl") or lemma not in MAKING or (verb.dep_ == "acl" and verb.tag_ != "VBN"):
                continue
            if verb.dep_ == "relcl" and not is_passive(verb) and any(c.dep_ == "dobj" for c in verb.children):
                continue
            doers = [t for t in subjects(verb) if t.i > head.i]
            if found := [p for doer in doers for o in conjuncts(doer) for p in self.one(o, depth + 1)]:
                return found
        return []

    def _party(self, actor: str, head: Token, via: str, end: int | None = None) -> Party:
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
        """A group or body without a name, an actor of its own under the words that describe it."""
        at = self.cast.at
        before = (t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and (t.is_alpha or t.i in at))
        words = [*before, head]
        hyphened = {t.i for t in words[:-1] if t.i > 1 and t.nbor(-1).text == "-"}  # "backed" of "U.S.-backed"
        start = min(at[t.i].start if t.i in at else t.i for t in words if t.i not in hyphened)
        name = self.cast.text(min((start, *(i - 2 for i in hyphened))), head.i + 1)
        if head.pos_ != "PROPN":
            first = self.cast.at.get(start)
            name = name if first or name[1:2].isupper() else name[:1].lower() + name[1:]
        key = slug(self.cast.text(start, head.i + 1))
        if key in self.cast.registry.actors or (key in self.cast.members and self.cast.members[key].kind != kind):
            key += "-group"
        other = key.removesuffix("s") if key.endswith("s") else key + "s"  # "a rebel", "the rebels"
        if kind != "person" and other in self.cast.members and self.cast.members[other].kind == kind:
            key = other
            if head.tag_ == "NNS":
                self.cast.members[key].name = name
        key = self.cast.registry.decisions.of(key)
        owner = self.cast.members.get(owners[0].actor) if owners else None
        self.cast.member(key, name, kind, start, country=owner.country if owner else None)
        if head.i not in self.cast.at:
            self.cast.note(Mention(head.i, head.i + 1, key, "group"))
        return self._party(key, head, "group")
