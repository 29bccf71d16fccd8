"""Whom holders of an office speak for, where no state is told: "President Ngo", "the rebel leader K."."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.factions import (
    DOMINANCE,
    is_body,
    last_party,
    leads,
    of_force,
    only_group,
    only_parliament,
)
from briefgen.nlp.actors.homeland import homeland
from briefgen.nlp.actors.office import ABROAD, NATIONAL
from briefgen.nlp.actors.vicinity import Vicinity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.namesakes import Person
    from briefgen.nlp.actors.office import Office

MOST = 0.6  # share of the mentions of states that makes one state the scene of an article
ABROAD_MOST = 3  # times as often may another state be named than that from which a text is written
TITLE = 3  # words of an office told without a name
ENOUGH = 5  # mentions of states; fewer show no scene
OPENING = frozenset({",", "and", "-", "–", "—", "/", ":", "'s", "’s"})  # what follows one of several, or an owner
OWNER_REACH = 5  # tokens before a name in which a possessor of its office stands
HEADS = frozenset({"president", "prime minister", "king", "queen", "emir", "chancellor", "premier", "sultan", "leader"})
FIRST = frozenset({"president", "leader", "king", "queen", "emir", "sultan"})  # nobody stands above them
ENVOYS = ("ambassador", "envoy", "consul", "consul general", "high commissioner")
MISSIONS = frozenset("embassy consulate".split())
SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})
SPOKEN_FOR = frozenset({"ministry"})  # a title that begins so is that of a body
REGIONAL = frozenset({"first minister"})  # of a region
CHAIRS = frozenset({"speaker", "majority leader", "minority leader"})  # of a parliament


def _heads(role: str) -> bool:
    """Whether an office is one that a state or government has at its head."""
    return role.split(" of ")[0].lower() in HEADS


class Allegiances:
    """Guesses from one text; a state that has another holder of the same office in it is taken."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        persons = [m for m in cast.members.values() if m.kind == "person" and m.role and m.acts_for]
        self.taken = {((m.role or "").split(" of ")[0], m.acts_for) for m in persons}
        self.heads = {m.acts_for: m for m in persons if _heads(m.role or "")}
        self.states = [m for m in cast.mentions if cast.members[m.actor].kind == "state"]
        tops = ((m, cast.top(m.actor)) for m in cast.mentions if not self._posted(m))
        self.speaking = [
            replace(m, actor=top) for m, top in tops if (member := cast.members.get(top)) and member.kind == "state"
        ]
        self.described = self._described()
        self.counts = Counter(m.actor for m in self.states if not m.place)
        self.vicinity = Vicinity(cast, self.states, self.speaking, self.counts)
        self.homeland = homeland(cast)
        self.armed = any(m.kind == "armed_group" for m in cast.members.values())  # whose officer a general may be

    def _described(self) -> defaultdict[str, set[str]]:
        """Offices that the text tells of without their holders' names, to the states: "the Fijian president"."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        doc, titles = self.cast.doc, self.cast.titles
        for mention in self.states if titles else ():
            start = mention.end + (doc[mention.end : mention.end + 1].text in ("'s", "’s", "'"))
            told = titles.longest_from(doc, start, min(len(doc), start + TITLE)) if titles else None
            if told is not None and told[0] == start and told[1] not in self.cast.at:
                found[told[2].name].add(mention.actor)
        return found

    def party(self, office: Office, person: Person) -> str | None:
        """The party of an office that is told without one, or None where the text is not clear."""
        if office.role.level == "group":
            return only_group(self.cast, office) or last_party(self.cast, office, person)
        if office.role.of and {office.role.of, self.cast.registry.top(office.role.of)} & self.cast.members.keys():
            return office.role.of
        if office.role.name in CHAIRS:
            return only_parliament(self.cast)
        if office.role.name in REGIONAL:
            return self._only_region()
        spoken_for = self._of_speaker(office, person) or self._of_body(office, person)
        if spoken_for is not None or office.role.level != "state" or self._of_others(person):
            return spoken_for
        found = (
            self._of_junta(office)
            or of_force(self.cast, office, person)
            or next(self._candidates(office, person), None)
        )
        found = found or self._at_home(office, person)
        if found is not None:
            self.taken.add((office.title, found))
        return found

    def _of_speaker(self, office: Office, person: Person) -> str | None:
        """Whom "a spokeswoman, Ann B." speaks for: the subject of the sentence before in the same paragraph."""
        start = min(name.start for name in person.names)
        sent = self.cast.doc[start].sent
        if office.title.lower() not in SPEAKERS or sent.start <= self.cast.lines.starts[start]:
            return None
        before = self.cast.doc[sent.start - 1].sent
        told = [m for m in self.cast.mentions if before.start <= m.start < before.end and leads(self.cast, m)]
        actors = {m.actor for m in told if self.cast.members[m.actor].kind not in ("person", "population")}
        return actors.pop() if len(actors) == 1 else None

    def _of_body(self, office: Office, person: Person) -> str | None:
        """The body of which a "ministry spokesman" is one: the last of its kind that was told of before."""
        noun = office.role.name.split()[0]
        start = min(name.start for name in person.names)
        bodies = (m for m in self.cast.mentions if m.form == "body" and m.start < start)
        told = [m for m in bodies if noun in SPOKEN_FOR and self.cast.doc[m.end - 1].lower_ == noun]
        return max(told, key=lambda m: m.start).actor if told else None

    def _of_junta(self, office: Office) -> str | None:
        """The state of a "junta chief": that of the text, or the only one whose junta it tells of."""
        if office.role.name.split()[0] != "junta":
            return None
        ruled = {m.actor for m in self.cast.mentions if self.cast.doc[m.end - 1].lower_ == "junta"}
        ruled |= self.described["junta leader"] | self.described["junta chief"]
        return ruled.pop() if len(ruled) == 1 else self.homeland or self.vicinity.home()

    def _at_home(self, office: Office, person: Person) -> str | None:
        """The state that a text is about is a minister's or prosecutor's where no other state does anything near."""
        home = self.homeland
        if home is None or office.former or office.role.name.split()[-1] in ABROAD:
            return None
        if office.role.rank and (home != self.cast.home or self.armed):
            return None
        if (office.title, home) in self.taken or self._met(office, person, home):
            return None
        if _heads(office.title) and not self._presides(office, person, home):
            return None
        start = min(person.names, key=lambda n: (n.headline, n.start)).start
        others = {m.actor for m in self.vicinity.near(start) if leads(self.cast, m)} - {home}
        return home if not others and not self.cast.lines.headline(start) else None

    def _presides(self, office: Office, person: Person, home: str) -> bool:
        """Whether a head may be that of the state a text is about: it has no other, no other state is told of near."""
        most = self.counts[home] == max(self.counts.values(), default=0)
        if office.title.lower() not in FIRST - {"leader"} or home in self.heads or not most:
            return False
        sents = {self.cast.doc[name.start].sent.start for name in person.names if name.office is not None}
        return all(self.cast.doc[m.start].sent.start not in sents for m in self.states if m.actor != home)

    def _only_region(self) -> str | None:
        """The region with a government of its own that a text names far more often than any other."""
        regions = Counter(m.actor for m in self.states if self.cast.registry.states.get(self._country(m)) != m.actor)
        (first, most), (_, second) = [*regions.most_common(2), ("", 0), ("", 0)][:2]
        return first if most and most >= DOMINANCE * second else None

    def _country(self, mention: Mention) -> str:
        return self.cast.members[mention.actor].country or ""

    def _of_others(self, person: Person) -> bool:
        """Whether who is no state has the holder of an office: "the union's secretary, B"."""
        before = [self.cast.doc[max(0, n.start - OWNER_REACH) : n.start] for n in person.names]
        before += [self.cast.doc[n.office.start - 1 : n.office.start] for n in person.names if n.office is not None]
        owners = [t.nbor(-1) for tokens in before for t in tokens if t.tag_ == "POS" and t.i]
        return any(t.pos_ == "NOUN" and t.i not in self.cast.at and t.lower_ not in NATIONAL for t in owners)

    def _candidates(self, office: Office, person: Person) -> Iterator[str]:
        """The state whose holders alone bear the title; the only one near; the one that the article is about."""
        states = self.cast.registry.states
        if office.role.name in ENVOYS:  # "the envoy" after "Algeria's ambassador"
            sent = {state for name in ENVOYS for state in self.described[name]}
            sent = sent or {self.cast.top(m.actor) for m in self.cast.mentions if is_body(self.cast, m, MISSIONS)}
            yield from sent if len(sent) == 1 else ()
        own = [states[code] for code in office.role.countries if code in states]
        least = max(self.counts.values(), default=0) / DOMINANCE
        named = sorted((s for s in own if self.counts[s] > least), key=lambda s: -self.counts[s])
        yield from named or (own if len(own) == 1 else ())
        if named or len(own) == 1 or office.role.acts_for != "state":
            return
        start = min(person.names, key=lambda n: (n.headline, n.start)).start
        near = list(self.vicinity.near(start))
        if self.vicinity.at_new_paragraph(near, start):
            near = []
        acting = {m.actor for m in near if leads(self.cast, m) and not self.vicinity.opposes(m, start)}
        free = {state for state in acting if (office.title, state) not in self.taken}
        inside = bool(near) and near[0].start >= self.cast.doc[start].sent.start
        if not (free and inside):
            seats = (*self.vicinity.opened(office, start), *self.vicinity.visited(office, person))
            yield from (state for state in seats if (office.title, state) not in self.taken)
        most = max(self.counts.values(), default=0)
        likely = (
            inside
            or self.vicinity.goes_on(near, start)
            or (not office.role.rank and all(s == self.cast.home or self.counts[s] >= MOST * most for s in free))
        )
        if len(free) == 1 and likely:
            yield from (state for state in free if not self._met(office, person, state))
        total = sum(self.counts.values())
        top = max(self.counts, key=lambda s: (self.counts[s], -self.cast.members[s].first), default="")
        scene = top if total >= ENOUGH and self.counts[top] >= MOST * total else None
        home = self.vicinity.home()
        if scene is not None and home is not None and ABROAD_MOST * self.counts[home] >= self.counts[top]:
            scene = home  # "KITWE - The Chinese owner of a mine …": the minister is of Zambia
        if scene is None and not acting:
            abroad = office.role.name.split()[-1] in ABROAD
            scene, near = home or (None if abroad else self._foremost(top)), []
        taken = (office.title, scene) in self.taken or self._met(office, person, scene or "")
        taken = taken or self._headed(office, scene or "")
        if scene and not (near or office.former or taken):
            yield scene
        told = {s for s in self.described[office.role.name] if (office.title, s) not in self.taken}
        told = {s for s in told if self.counts[s] == self.counts[top]}
        if len(told) == 1 and (not near or told <= {m.actor for m in near}):
            yield from told
        if not near and (first := self._doing_in_headline()) is not None and not self._met(office, person, first):
            yield from () if (office.title, first) in self.taken or office.former else (first,)

    def _doing_in_headline(self) -> str | None:
        """The state with which a headline opens, where no other is named far more: "Dhaka summons envoy"."""
        first = next((m for m in self.speaking if m.start == 0 and m.form != "adjective"), None)
        alone = first is not None and self.cast.doc[first.end : first.end + 1].text not in OPENING
        state = first.actor if first is not None and alone and not self.cast.doc.is_short else ""
        return state if self.counts[state] * DOMINANCE >= max(self.counts.values(), default=0) and state else None

    def _posted(self, mention: Mention) -> bool:
        """Whether a mention names an embassy or an envoy, who speak abroad."""
        member = self.cast.members[mention.actor]
        told = (member.role or "") if member.kind == "person" else self.cast.doc[mention.end - 1].lower_
        root = self.cast.doc[mention.start : mention.end].root
        return bool({*told.lower().split(" of ")[0].split()[-1:], root.head.lower_} & {*ABROAD, "embassy"})

    def _foremost(self, top: str) -> str | None:
        """The state named most, if it is named far more often than any other."""
        second = max((count for state, count in self.counts.items() if state != top), default=0)
        return top if self.counts[top] >= max(ENOUGH, DOMINANCE * second) else None

    def _headed(self, office: Office, state: str) -> bool:
        """Whether a state has another head than who has an office: who leads a junta is none of Nigeria's president."""
        head = self.heads.get(state)
        told = {
            office.title.lower().split()[-1],
            *((head.role or "").split(" of ")[0].lower().split()[-1:] if head else ()),
        }
        return head is not None and told <= FIRST and office.title.split()[0].lower() not in ("vice", "deputy")

    def _met(self, office: Office, person: Person, state: str) -> bool:
        """Whether a holder stands in a sentence with who heads that state: a president received by a prime minister."""
        head = self.heads.get(state)
        if head is None or not _heads(office.title) or (head.role or "").startswith(office.title):
            return False
        own = {self.cast.doc[name.start].sent.start for name in person.names}
        return any(m.actor == head.key and self.cast.doc[m.start].sent.start in own for m in self.cast.mentions)
