"""Definite descriptions of actors named before: "the two countries", "the ministry", "the Turkish leader"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefgen.nlp.actors.bothsides import Pairs
from briefgen.nlp.actors.opponents import OFFICIALS, SIDES, as_many, foes, met
from briefgen.nlp.parse.grammar import charged

if TYPE_CHECKING:
    from briefgen.nlp.actors.antecedents import Antecedents
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Token

NEAR = 2
TWICE = 2  # two of a kind, or mentions of whom the text is about
MAINLY = 3  # times as often as any other of its kind is named whom the text is about
MOVEMENTS = frozenset({"armed_group", "party", "ngo"})
GROUPS = frozenset({"armed_group", "party", "ngo", "company", "other", "igo", "government_body"})
STATES = frozenset("country nation neighbour neighbor".split())
COUNTED = STATES | frozenset("state government capital side delegation administration navy army".split())
DETERMINERS = frozenset("the both that this two each either neither".split())
# what a description may call the holder of an office
BYNAMES = {
    "leader": frozenset("president minister king chancellor premier leader emir sultan ruler chief".split()),
    "ruler": frozenset("king emir sultan ruler president leader".split()),
    "premier": frozenset("minister premier".split()),
    "diplomat": frozenset("minister secretary diplomat ambassador envoy".split()),
    "envoy": frozenset("envoy ambassador representative".split()),
}
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}
SEVERAL = 4  # holders of one office that a plural without a number may mean
FORCES = frozenset("police army military navy".split())
FORCE_NAMES = FORCES | frozenset("force forces guard guards corps gendarmerie junta tatmadaw soldiers troops".split())
COUNTING = frozenset("member nation strong regional continental gulf baltic balkan caribbean african asian".split())
CHAMBERS = frozenset("congress parliament senate chamber assembly house lawmaker legislator senator vote".split())
JOINTS = frozenset("of for on".split())
PROTESTERS = frozenset("protester protestor demonstrator marcher rioter striker".split())


class Descriptions:
    """Resolves the noun phrases of one text that describe somebody without a name."""

    def __init__(self, antecedents: Antecedents) -> None:
        self.antecedents = antecedents
        self.two = Pairs(antecedents)
        self.nouns: dict[tuple[int, int], str] = {}
        self.bynames: dict[tuple[int, int], frozenset[str]] = {}
        self.cast = antecedents.cast
        words = self.cast.registry.words
        self.pairs = frozenset(phrase.lower() for phrase in words.get("pairs") or ())
        self.singles: dict[str, str | list[str]] = words.get("one") or {}
        self.roles = words.get("roles") or {}

    def find(self, head: Token) -> tuple[str, ...]:
        """The actors that the phrase headed by a noun refers to, or nothing where the text is not clear."""
        lead = [t for t in self.cast.doc.tokens[head.left_edge.i : head.i] if not t.is_punct and not t.is_space]
        if not lead or lead[0].lower_ not in DETERMINERS:
            return ()
        phrase = " ".join(t.lower_ for t in (*lead, head))
        if phrase in self.pairs and not _of_chamber(head):
            return (foes(self.cast, head) if head.lemma_ in SIDES else ()) or self.two.find(head)
        if len(lead) > 1 and head.lemma_.lower() in COUNTED and NUMBERS.get(lead[1].lower_, 0) > TWICE:
            return as_many(self.antecedents, head, NUMBERS[lead[1].lower_])
        if head.tag_ in ("NNS", "NNPS") and phrase in self.singles:
            return self._kind(head, phrase)
        if head.tag_ == "NNS" and len(lead) == 1 and (again := self._group_again(head)):
            return again
        if head.tag_ != "NN" and head.lower_.endswith("s") and _office(head) in self.roles and not self._owned(lead):
            return self._holders_together(head, lead[1:]) or self._met(head, lead[1:])
        joined = any(c.dep_ == "prep" and c.lower_ == "of" for c in head.rights) and not charged(head)
        if head.tag_ not in ("NN", "NNP") or joined:
            return ()
        between = lead[1:]
        owner = next((m for t in between if (m := self.cast.at.get(t.i)) is not None), None)
        if owner is not None:
            return self._officer(head, between, owner)
        if any(t.tag_ == "POS" or t.dep_ == "poss" for t in between):
            return ()
        if between:
            return self._holder(head, between) or self._kind(head, phrase)
        return self.named(head) or self._holder(head, between) or self._kind(head, phrase)

    def _officer(self, head: Token, between: list[Token], owner: Mention) -> tuple[str, ...]:
        """ "The Turkish leader": the person named before who holds such an office of that party."""
        top = self.cast.top(owner.actor)
        words = [t for t in between if t.i not in self.cast.at and t.tag_ != "POS"]
        for person in self._holders(head, words):
            if self.cast.top(person) == top and person != top:
                return (person,)
        return ()

    def _holder(self, head: Token, between: list[Token]) -> tuple[str, ...]:
        """ "The president", "the prime minister": the person named last whose office it is."""
        return tuple(self._holders(head, between)[:1])

    def _owned(self, lead: list[Token]) -> bool:
        return any(t.i in self.cast.at or t.tag_ == "POS" or t.dep_ == "poss" for t in lead)

    def _holders_together(self, head: Token, between: list[Token]) -> tuple[str, ...]:
        """ "The three foreign ministers": all persons named before who hold that office, if they are as many."""
        number = next((NUMBERS[t.lower_] for t in between if t.lower_ in NUMBERS), None)
        words = [t for t in between if t.lower_ not in NUMBERS]
        found = self._holders(head, words)
        heads = [actor for actor in found if self.two.may_be(head, actor)]
        found = heads if len(heads) == 2 else found  # "the leaders", not their ministers
        right = len(found) == number if number else 1 < len(found) <= SEVERAL
        return tuple(reversed(found)) if right else ()

    def _met(self, head: Token, between: list[Token]) -> tuple[str, ...]:
        """ "The officials", "the three leaders": those who met, by whatever office."""
        number = next((NUMBERS[t.lower_] for t in between if t.lower_ in NUMBERS), None)
        plain = _office(head) in OFFICIALS and len(between) == (number is not None)
        return met(self.antecedents, number) if plain else ()

    def _holders(self, head: Token, between: list[Token]) -> list[str]:
        """Persons named before a description that fits their office, the last first."""
        word = _office(head)
        if word not in self.roles and word not in BYNAMES:
            return []
        wanted = BYNAMES.get(word, frozenset({word}))
        qualifying = {t.lower_ for t in between if t.lower_ not in ("top", "chief", "new", "current")}
        found = [m for m in self.cast.mentions if m.form == "person" and m.end <= head.i]
        fitting = []
        for mention in sorted(found, key=lambda m: -m.start):
            role = set((self.cast.members[mention.actor].role or "").lower().replace("-", " ").split())
            if wanted & role and qualifying <= role and ("former" in role) == ("former" in qualifying):
                fitting.append(mention.actor)
        return list(dict.fromkeys(fitting))

    def named(self, head: Token) -> tuple[str, ...]:
        """ "The directorate" after "Defense Industry Directorate": an earlier name with that noun as its head."""
        found: dict[str, int] = {}
        for mention in self.cast.mentions:
            if (
                mention.end <= head.i
                and mention.form in ("name", "organisation", "body")
                and self._heads(mention, head)
            ):
                found[mention.actor] = max(mention.start, found.get(mention.actor, -1))
        if not found:
            return ()
        last = max(found, key=lambda actor: found[actor])
        sentence = self.antecedents.sent_of.get(found[last])
        rivals = [a for a in found if a != last and self.antecedents.sent_of.get(found[a]) == sentence]
        return (last,) if not rivals else ()

    def _heads(self, mention: Mention, head: Token) -> bool:
        kind = self.cast.members[mention.actor].kind
        if kind == "person" or (kind == "state" and mention.form != "body"):  # but "the junta" after "Mali's junta"
            return False
        if kind == "armed_group" and head.lower_ in FORCES:
            return False  # "the army" is no Liberation Army
        short = mention.form != "body" and mention.end - mention.start < 2
        own = not short and self._noun(mention.start, mention.end) == head.lower_
        return own or head.lower_ in self._called(mention)

    def _called(self, mention: Mention) -> frozenset[str]:
        """What a text calls an organisation behind its name: "the NBR, Benin's oldest union"."""
        if mention.form == "body":
            return frozenset()
        if (mention.start, mention.end) not in self.bynames:
            nouns = (t for t in self.cast.doc[mention.start : mention.end].root.rights if t.dep_ == "appos")
            told = frozenset(t.lower_ for t in nouns if t.tag_ == "NN" and t.i >= mention.end)
            self.bynames[mention.start, mention.end] = told
        return self.bynames[mention.start, mention.end]

    def _noun(self, start: int, end: int) -> str:
        """The last word of a name before what is joined to it, in lower case."""
        if (start, end) not in self.nouns:
            tokens = list(self.cast.doc[start:end])
            joint = next((n for n, t in enumerate(tokens) if n and t.lower_ in JOINTS), len(tokens))
            self.nouns[start, end] = tokens[joint - 1].lower_
        return self.nouns[start, end]

    def _kind(self, head: Token, phrase: str) -> tuple[str, ...]:
        """ "The country", "the militant group": the one actor of that kind in the sentence or the one before."""
        described = phrase.split(" ", 1)[-1]  # "this country" is any of "the country"
        kind = self.singles.get(phrase) or self.singles.get(f"the {described}") or self._counted(phrase)
        if kind is None or head.lower_ in self.roles:  # offices have holders; other persons are not meant
            return ()
        wanted = frozenset(kind) if isinstance(kind, list) else frozenset({kind})
        if self.cast.homeland and head.lower_ == "government" and self._opens(head):
            return self._told_first(head)  # not that of a state that the paragraph before told of: the text's own
        if described == "group":
            return self._nearest(head, MOVEMENTS) or self._nearest(head, GROUPS)
        known = head.lemma_ in PROTESTERS and self.antecedents.protesting(head)
        found = known or self._nearest(head, wanted)
        return found if head.lower_ not in FORCES or all(map(self._is_force, found)) else ()

    def _is_force(self, actor: str) -> bool:
        """Whether an actor is called as armies or police are: "the army" is no ministry, no shadow government."""
        return bool(FORCE_NAMES.intersection(self.cast.members[actor].name.lower().replace("-", " ").split()))

    def _told_first(self, head: Token) -> tuple[str, ...]:
        """The state with which a sentence opens: "In Fiji, troops fired after the government had fled"."""
        first = head.sent.start
        mention = self.cast.at.get(first + 1) if self.cast.doc[first].text == "In" else None
        return (mention.actor,) if mention is not None and self._is_state(mention.actor) else ()

    def _opens(self, head: Token) -> bool:
        """Whether a word stands in the first sentence of a paragraph."""
        start = head.sent.start
        return start > 0 and "\n" in self.cast.doc[start - 1].text

    def _counted(self, phrase: str) -> str | list[str] | None:
        """The kind told without what counts members or places them: "the 15 member bloc", "the regional bloc"."""
        words = phrase.split()
        kept = [w for w in words if not w.isdigit() and w not in COUNTING]
        return self.singles.get(" ".join(kept)) if 1 < len(kept) < len(words) else None

    def _nearest(self, head: Token, wanted: frozenset[str]) -> tuple[str, ...]:
        """The one actor of the wanted kinds in the sentence or the one before, or the only one of the text."""
        for _, mentions in self.antecedents.back(head, NEAR):
            found = [m for m in mentions if self.cast.members[m.actor].kind in wanted and not m.place]
            found = [m for m in found if not self._doer(m, head) and not self._armed(m)]
            subjects = {m.actor for m in found if self.antecedents.is_subject(m)}
            actors = {m.actor for m in found}
            for group in (actors, subjects):
                if len(group) == 1:
                    return tuple(group)
            if actors:
                return ()
        return self._only(head, wanted) if not wanted & {"state", "person", "population"} else ()

    def _armed(self, mention: Mention) -> bool:
        """Whether a body is plainly the police or an army, for which no other noun stands ("the watchdog")."""
        return mention.form == "body" and self.cast.doc[mention.end - 1].lower_ in FORCES

    def _doer(self, mention: Mention, head: Token) -> bool:
        """Whether a mention is the subject of what is done to the phrase: nobody does it to themselves."""
        root = self.cast.doc[mention.start : mention.end].root
        verb = root.head
        undergone = head.dep_ in ("dobj", "dative", "pobj") and verb.i < head.i
        return undergone and root.dep_ == "nsubj" and verb in head.ancestors and verb.sent == head.sent

    def _only(self, head: Token, wanted: frozenset[str]) -> tuple[str, ...]:
        """The actor of a kind that the text has named so far far more often than any other, and more than once."""
        counts = Counter(
            m.actor
            for m in self.cast.mentions
            if m.end <= head.i
            and self.cast.members[m.actor].kind in wanted
            and m.form != "group"
            and not self._armed(m)
        )
        (actor, count), (_, next_count) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
        alone = count and not next_count and wanted <= MOVEMENTS
        return (actor,) if alone or count >= max(TWICE, MAINLY * next_count) else ()

    def neighbour(self, head: Token, owner: str) -> tuple[str, ...]:
        """ "Its neighbour": the one other state of the sentence and the one before."""
        others: dict[str, None] = {}
        for _, mentions in self.antecedents.back(head, NEAR):
            for mention in mentions:
                top = self.cast.top(mention.actor)
                if top != owner and not mention.place and self._is_state(top):
                    others[top] = None
        return tuple(others) if len(others) == 1 else ()

    def _is_state(self, key: str) -> bool:
        member = self.cast.members.get(key)
        return member is not None and member.kind == "state"

    def _group_again(self, head: Token) -> tuple[str, ...]:
        """ "The farmers" after "Fijian farmers": the only such people that the text has told more of."""
        if any(c.dep_ in ("prep", "relcl", "acl") for c in head.rights):
            return ()
        groups = (m for m in self.cast.mentions if m.form == "group" and m.end <= head.i)
        found = {m.actor for m in groups if self.cast.doc[m.end - 1].lower_ == head.lower_}
        told = {actor for actor in found if self.cast.members[actor].country}
        return tuple(told) if len(told) == 1 and len(found) == 1 else ()

    def both(self, pronoun: Token) -> tuple[str, ...]:
        """ "Both", where it stands for somebody by itself: the same two as "both sides"."""
        alone = pronoun.dep_ in ("nsubj", "nsubjpass", "dobj", "dative", "pobj") and not list(pronoun.children)
        return (self._sides_before(pronoun) or self.two.find(pronoun)) if alone else ()

    def _sides_before(self, pronoun: Token) -> tuple[str, ...]:
        """Whom the sentence before calls "the warring parties" or "both sides"."""
        start = pronoun.sent.start
        before = self.cast.doc[start - 1].sent if start else ()
        nouns = (t for t in before if t.lemma_ in SIDES and t.tag_ == "NNS")
        return next((found for t in nouns if len(found := self.find(t)) == TWICE), ())


def _of_chamber(head: Token) -> bool:
    """Whether parties are those of a parliament that the sentence names: "in Congress both parties cheered"."""
    return head.lemma_ == "party" and any(t.lemma_.lower() in CHAMBERS for t in head.sent)


def _office(head: Token) -> str:
    """The name of an office in the singular, also where the tagger takes its plural for a proper name."""
    return head.lower_.removesuffix("s") if head.pos_ == "PROPN" else head.lemma_.lower()
