"""Where a text tells a person's office: before the name, behind it, with a phrase or a verb between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.office import ABROAD, COMPLEMENT, NATIONAL, PLURALS, STAFF, Office, TitleReader, settled
from briefgen.nlp.actors.owners import COMMANDS, LED, ORGANISED
from briefgen.nlp.actors.titles import Role, title_case

if TYPE_CHECKING:
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Doc, Token


CONTEXT = 9  # tokens looked at on either side of a title
LISTING = 18  # the same where they list states: "the presidents of A, B and C, …"
LISTED = frozenset({",", "and", "the"})
VAGUE = frozenset("diplomat politician official technocrat veteran".split())  # beside these another title may tell more
NOWADAYS = frozenset("now today currently".split())
PORTFOLIO = 5  # tokens of the second half of a portfolio
OTHER_COMPLEMENT = frozenset("to on in".split())  # "ambassador to", "envoy on": what follows is somebody else
STRAYING = frozenset("after before since during amid despite following while until under over against without".split())
BESIDE = frozenset("for in on at with".split())  # "who runs the office for B" does not run B
BREAKS = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
LEADING = {
    "lead": "leader",
    "head": "head",
    "chair": "chair",
    "run": "head",
    "command": "commander",
    "preside": "head",
}  # verb to its office
RULING = frozenset("government junta cabinet administration".split())
OPENING = frozenset({",", "(", "-", "–", "—"})


class Offices:
    """Reads the titles beside the names of one text."""

    def __init__(self, cast: Cast, titles: Titles) -> None:
        self.cast = cast
        self.doc: Doc = cast.doc
        self.titles = titles
        self.reader = TitleReader(cast, titles)
        self.owners = self.reader.owners

    def of(self, start: int, end: int) -> Office | None:
        """The office told with one mention of a name (token range): before it, after it, in an "of …" phrase behind."""
        while start > 0 and self.doc[start - 1].lower_ in self.titles.courtesy:
            start -= 1
        behind = self._behind(end)
        found = self._before(start, behind)
        if found is None or found.role.acts_for == "none":  # "the union, led by the economist B."
            found = self._led(found.start if found is not None else start) or found
        if found is None or found.role.rank or found.role.acts_for == "none" or found.role.name in VAGUE:
            found = self._outer(start, end, found) or found
        elif found.party is None and found.patron is None:  # "the commander of the Danish officers, Inspector B."
            outer = self._complemented(found.start)
            found = outer if outer is not None and outer.party else found
        if found is not None and "opposition" in found.role.name.split():
            return found  # whoever leads the opposition may chair a parliament, too
        found = found or (self._apposed(start - 1, end) if start > 1 and self.doc[start - 1].lower_ == "is" else None)
        opened = end + 1 < len(self.doc) and self.doc[end].text in OPENING and self.doc[end + 1].pos_ != "CCONJ"
        after = (self._after(end + 1) or self._now(end + 1)) if opened else None
        if after is not None and (
            found is None
            or (found.party is None and after.party)
            or (found.role.rank and not after.role.rank)
            or (found.role.acts_for == "none" and after.acts_for)
        ):
            found = after
        told = found is not None and (found.party is not None or found.role.acts_for != "none")
        return found if told else self._doing(start, end) or found

    def _doing(self, start: int, end: int) -> Office | None:
        """ "Omar B., a trader, leads the group": an office told by the verb of which a name is the subject."""
        root = self.doc[start:end].root
        verb = root.head
        if root.dep_ != "nsubj" or verb.lemma_.lower() not in LEADING or verb.tag_ not in ("VBZ", "VBP"):
            return None
        led = next((t for t in verb.rights if t.dep_ == "dobj"), None)
        role = self.titles.roles.get(LEADING[verb.lemma_.lower()])
        if led is None or role is None:
            return None
        mention = self.cast.at.get(led.i)
        told = self.owners.doer_before(led) if led.tag_ == "PRP" else self.owners.coreference.description(led)
        party = mention.actor if mention is not None else told[0] if len(told) == 1 else None
        if party is None or self.cast.members[party].kind not in ORGANISED:
            return None
        return settled(self.cast, Office(role.name.title(), role, party, None, verb.i, verb.i + 1), party)

    def _outer(self, start: int, end: int, inner: Office | None) -> Office | None:
        """An office told before a name, or before the rank, nationality or trade that stands between the two."""
        first = inner.start if inner is not None else start
        if (inner is None or inner.party is None) and (found := self._complemented(first)) is not None:
            return found
        comma = (self.owners.left_edge(first) if inner is not None else first) - 1
        found = self._apposed(comma, end) if comma > 0 and self.doc[comma].text == "," else None
        if found is None or inner is None or inner.party is None:
            return found
        tells = not found.role.rank or found.role.name in COMMANDS
        return found if tells and (found.party or found.patron) else None

    def owner(self, start: int, end: int) -> str | None:
        """The state that a bare name is given to: "China's Xi", "Wang Yi of China", "and Vanuatu's, B."."""
        mark = start - 1 - (start > 1 and self.doc[start - 1].text == ",")
        if mark > 0 and self.doc[mark].tag_ == "POS":
            mention = self.cast.at.get(mark - 1)
            if mention is not None and self.cast.members[mention.actor].kind in {"state", *ORGANISED}:
                return mention.actor
        party = self._behind(end)
        return party if party and self.cast.members[party].kind in {"state", *ORGANISED} else None

    def _before(self, start: int, behind: str | None) -> Office | None:
        """Titles that end where a name starts; of several ("Defence Minister General") the one that tells most."""
        stack: list[tuple[int, int, Role]] = []
        end = start
        while (found := self.titles.ending_at(self.doc, end)) is not None:
            stack.append((found[0], end, found[1]))
            end = found[0]
            if end > 1 and self.doc[end - 1].lower_ == "and":
                end -= 1
            while end > 0 and self.doc[end - 1].lower_ in self.titles.courtesy:
                end -= 1
        if not stack:
            return None
        best = next((s for s in stack if not s[2].rank and s[2].acts_for != "none"), None)
        best = best or next((s for s in stack if not s[2].rank), stack[0])
        left = self.owners.left_edge(stack[-1][0])
        return self.reader.read(best, left, behind)

    def _complemented(self, start: int) -> Office | None:
        """ "Ambassador to Turkey Andrei K.", "a spokesman for the ministry, Lin J.": a phrase stands between."""
        stop = start - 1 if start > 0 and self.doc[start - 1].text == "," else start
        for i in range(stop - 1, max(0, stop - LISTING), -1):
            token = self.doc[i]
            listed = i in self.cast.at or token.lower_ in LISTED
            if stop - i >= CONTEXT and not listed and token.lower_ not in COMPLEMENT:
                return None
            if self._parts(token) and not (stop < start and token.ent_type_ == "PERSON") and not self._joins(i):
                return None
            if token.pos_ == "CCONJ" and i - 1 not in self.cast.at:
                return None
            if token.lower_ in COMPLEMENT | OTHER_COMPLEMENT:
                found = self.titles.ending_at(self.doc, i)
                if found is None or not self._complements(i, stop, start, found[1]):
                    continue
                if (longer := self.titles.longest_from(self.doc, found[0], stop)) is not None and longer[1] > i:
                    return None  # "Secretary of State" is one title
                strange = found[1].name in LED and self.owners.strange(i + 1, stop)
                serves = self.reader.serves(i, found[1]) and not strange
                inside = self._served(i + 1, stop) if serves else self._seated(i, stop, found[1])
                outside = self.owners.party(self.owners.left_edge(found[0]), found[0])
                party = (inside or outside) if found[1].level != "state" or outside is None else outside
                office = self.reader.read((found[0], i, found[1]), self.owners.left_edge(found[0]), party)
                office = self.reader.completed(office, i, stop)
                # "the presidents of Colombia and Bolivia, Gustavo P. and Luis A."
                if strange and office.party is None:
                    office = replace(office, elsewhere=True)
                return replace(office, parties=self.owners.all_parties(i + 1, stop)) if office.plural else office
        return None

    def _served(self, start: int, stop: int) -> str | None:
        """Whom a complement names: "the OSCE mission to Moldova" is the OSCE's."""
        further = next((t.i for t in self.doc[start:stop] if t.lower_ in OTHER_COMPLEMENT), stop)
        return self.owners.party(start, further) or self.owners.party(start, stop)

    def _seated(self, i: int, stop: int, role: Role) -> str | None:
        """ "The acting leader in Sukhumi, B.": whose capital it is, unless the holder is somebody's envoy there."""
        if self.doc[i].lower_ != "in" or role.level != "state" or role.rank or role.name.split()[-1] in ABROAD:
            return None
        mention = self.cast.at.get(i + 1)
        seat = mention is not None and mention.form == "capital" and mention.end == stop
        return mention.actor if mention is not None and seat else None

    def _joins(self, i: int) -> bool:
        """Whether a comma stands between two states: "the presidents of Chad, Niger and Mali, …"."""
        behind = i + 1 + (self.doc[i + 1 : i + 2].text == "the")
        ends = [self.cast.at.get(i - 1), self.cast.at.get(behind)] if self.doc[i].text == "," else []
        return bool(ends) and all(m is not None and self.cast.members[m.actor].kind == "state" for m in ends)

    @staticmethod
    def _closes(token: Token) -> bool:
        """Whether a phrase ends before a token."""
        return token.is_space or token.pos_ in BREAKS or (token.is_punct and token.text not in ("-", "'", "’"))

    @staticmethod
    def _parts(token: Token) -> bool:
        """Whether a token cannot stand between a title and the name that it belongs to."""
        if token.is_punct and token.text not in ("-", "'", "’"):
            return True
        apart = token.pos_ in BREAKS or token.lower_ in STRAYING or token.ent_type_ in ("PERSON", "DATE", "TIME")
        return apart or token.is_space

    def _complements(self, i: int, stop: int, start: int, role: Role) -> bool:
        """Whether the phrase from token `i` on stands between a title and a name that belong together."""
        if not any(t.pos_ in ("NOUN", "PROPN") for t in self.doc[i + 1 : stop]):
            return False
        if self.doc[stop - 1].pos_ == "ADP":
            return False  # "director of trade in Donald T.'s cabinet"
        if self.doc[i - 1].tag_ in PLURALS and (stop == start or self.doc[i].lower_ != "of"):
            return False
        if role.level == "plain" and (stop == start or self.doc[i].lower_ in OTHER_COMPLEMENT):
            return False  # "speaking to a reporter in Oslo, Eide"
        token = self.doc[start]  # "the head of the Z. camp" names no Z.
        return stop != start or token.dep_ not in ("compound", "nmod") or token.head.pos_ != "NOUN"

    def _apposed(self, comma: int, end: int) -> Office | None:
        """ "Iran's foreign minister, Mohammad Z., said": a name set off by commas, or the parser's apposition."""
        found = self.titles.ending_at(self.doc, comma)
        if found is None:
            return None
        closed = end < len(self.doc) and (
            self.doc[end].text in (",", ".", ")", ";") or self.doc[end].pos_ in ("VERB", "AUX")
        )
        if not closed and self.doc[end - 1].dep_ != "appos":
            return None
        left = self.owners.left_edge(found[0])
        lead = self.doc[left : found[0]]
        definite = any(t.tag_ in ("POS", "PRP$", "WP$", "DT") or t.i in self.cast.at for t in lead)
        return self.reader.read((found[0], comma, found[1]), left, None) if definite else None

    def _after(self, start: int) -> Office | None:
        """ "John K., the U.S. Secretary of State,": a title in apposition behind the name."""
        stop = start
        limit = min(len(self.doc), start + CONTEXT + 3)
        while stop < limit and self.doc[stop].text not in ",.;():" and not self.doc[stop].is_space:
            token = self.doc[stop]
            if token.pos_ in BREAKS and token.lower_ not in self.titles.prefixes and token.tag_ != "PRP$":
                break
            stop += 1
        if self.doc[start : start + 2].text == "one of":
            start += 2
        found = self.titles.longest_from(self.doc, start, stop)
        if found is None:
            return self._leading(start)
        begin, told, role = found
        end = self._portfolio_end(told, stop)
        if any(t.pos_ == "ADP" or (t.pos_ == "CCONJ" and t.lower_ != "and") for t in self.doc[start:begin]):
            return None
        serves = end < stop and self.reader.serves(end, role)
        right = self.owners.party(end + 1, stop, first=True) if serves else None
        left = self.owners.party(start, begin)
        party = (
            (right or left) if role.level in ("body", "group") or role.name.split()[-1] in STAFF else (left or right)
        )
        office = self.reader.read(found, start, party)
        if role.acts_for == "none" and party is None and self.doc[stop : stop + 1].text == ",":
            further = self._after(stop + 1)  # "John S., MP, minister of health"
            return further if further is not None and further.role.acts_for != "none" else office
        if end > told:
            more = (t.text for t in self.doc[told:end])
            office = replace(office, title=title_case([*office.title.split(), *more]))
        return self.reader.completed(office, end, stop) if end < stop else office

    def _portfolio_end(self, end: int, stop: int) -> int:
        """Where a portfolio ends of which a role has only the first part: "… and International Cooperation"."""
        if end < stop and self.doc[end].lower_ in ("and", "&"):
            words = range(end + 1, min(stop, end + PORTFOLIO))
            return next((i + 1 for i in words if self.titles.portfolio(self.doc[i].text)), end)
        return end

    def _now(self, start: int) -> Office | None:
        """ "Antony B., now a partner at a law firm,": something else than an office that a list of persons may know."""
        role = self.titles.roles.get("figure") or Role("figure", "plain", "none")
        if self.doc[start].lower_ not in NOWADAYS or self.doc[start + 1 : start + 2].text not in ("a", "an", "the"):
            return None
        return Office("", role, None, None, start, start + 1, elsewhere=True)

    def _led(self, start: int) -> Office | None:
        """ "The Rapid Support Forces, led by Mohamed D.": an office told by a participle before the name."""
        if start < 3 or self.doc[start - 1].lower_ != "by" or self.doc[start - 2].lemma_.lower() not in LEADING:
            return None
        at = start - 3 - (self.doc[start - 3].text == ",")
        mention, role = (
            self.cast.at.get(at) or self._meant(self.doc[start - 2].head),
            self.titles.roles.get(LEADING[self.doc[start - 2].lemma_.lower()]),
        )
        if mention is None and role is not None and self.doc[at].lower_ in RULING:  # "the junta, led by B."
            role = replace(role, level="state", acts_for="state")
            return Office(role.name.title(), role, None, None, start - 2, start)
        if mention is None or role is None or self.cast.members[mention.actor].kind in ("state", "person", "igo"):
            return None
        office = Office(role.name.title(), role, mention.actor, None, start - 2, start)
        return settled(self.cast, office, mention.actor)

    def _meant(self, noun: Token) -> Mention | None:
        """Who a noun behind a name describes: "Harvest Aid, a charity run by B."."""
        return self.cast.at.get(noun.head.i) if noun.dep_ == "appos" else None

    def _leading(self, start: int) -> Office | None:
        """ "Nicola S., who leads the Scottish National Party,": an office told by a verb."""
        if (
            start + 2 >= len(self.doc)
            or self.doc[start].lower_ != "who"
            or self.doc[start + 1].lemma_.lower() not in LEADING
        ):
            return None
        stop = start + 2
        while stop < min(len(self.doc), start + 2 + CONTEXT) and not self._closes(self.doc[stop]):
            if self.doc[stop].lower_ in BESIDE:
                break
            stop += 1
        party = self.owners.party(start + 2, stop, first=True) or self._led_again(start + 1)
        role = self.titles.roles.get(LEADING[self.doc[start + 1].lemma_.lower()])
        national = self.doc[stop - 1].lower_ in NATIONAL and stop - 1 not in self.cast.at
        if role is None or (party is None and not national):
            return None
        if party is None:  # "who chairs parliament"
            role = replace(role, level="state", acts_for="state")
            return Office(role.name.title(), role, None, None, start, start + 2)
        former = self.doc[start + 1].tag_ == "VBD"
        title = f"Former {role.name.title()}" if former else role.name.title()
        return settled(self.cast, Office(title, role, party, None, start, start + 2, former), party)

    def _led_again(self, verb: int) -> str | None:
        """The organisation named before that a verb's object describes: "B., who heads the union"."""
        led = next((t for t in self.doc[verb].rights if t.dep_ == "dobj"), None)
        found = self.owners.coreference.description(led) if led is not None and led.i not in self.cast.at else ()
        return found[0] if len(found) == 1 and self.cast.members[found[0]].kind in ORGANISED else None

    def _behind(self, end: int) -> str | None:
        """The party directly behind a name's "of": "Foreign Minister Wang Y. of China"."""
        if end + 1 >= len(self.doc) or self.doc[end].lower_ != "of":
            return None
        at = end + 1 + (self.doc[end + 1].lower_ == "the")
        mention = self.cast.at.get(at)
        if mention is not None and mention.form == "adjective":  # "B. of the Chadian National Police"
            mention = self.cast.at.get(mention.end)
        return (
            mention.actor
            if mention is not None and mention.form in ("name", "former", "body", "organisation")
            else None
        )
