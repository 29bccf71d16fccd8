"""Whose an office is: the state or organisation named beside a title, or meant by "its" and "the country's"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.actors.coreference import Coreference
from briefgen.nlp.parse.grammar import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from briefgen.model import Kind
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.titles import Role
    from briefgen.nlp.parse.tokens import Doc, Span, Token

CONTEXT = 9  # tokens looked at before a title
BREAKS = frozenset({"VERB", "AUX", "SCONJ", "PRON"})
INNER = 4  # tokens after an owner in which the body that it owns begins
BODIES = frozenset({"body", "organisation", "name"})
PRIVATE = frozenset({"company", "party", "ngo", "armed_group"})
ITS = frozenset("party movement group company firm union coalition alliance militia maker".split())
# these lead parties, companies and unions as well as states
LED = frozenset(
    "leader head chief chair chairman chairwoman president director boss founder spokesman spokeswoman "
    "spokesperson".split()
) | {
    "chief executive",
    "chief executive officer",
    "managing director",
    "vice president",
    "deputy leader",
    "party leader",
}
COMMANDS = frozenset({"commander", "force commander", "chief of staff"})  # of forces that need not be a state's
ORGANISED = frozenset({"igo", "government_body", "company", "party", "armed_group", "ngo", "other"})


class Owners:
    """Finds the parties named in the neighbourhood of titles in one text."""

    def __init__(self, cast: Cast, prefixes: frozenset[str], kinds: Mapping[str, Kind]) -> None:
        self.cast = cast
        self.doc: Doc = cast.doc
        self.kinds = kinds
        self.prefixes = prefixes  # words before a title that the tagger may take for verbs: "acting", "deposed"
        self.coreference = Coreference(cast)

    def party(self, start: int, end: int, *, first: bool = False) -> str | None:
        """The actor named in a token range, nearest to its end or to its start."""
        for i in range(start, end) if first else range(end - 1, start - 1, -1):
            mention = self.cast.at.get(i)
            if mention is None or not self._owns(mention):
                continue
            if first:  # "the Icelandic Ministry of Foreign Affairs", "Peru's newly made interior ministry"
                owner = mention.form == "adjective" or self.doc[mention.end : mention.end + 1].text in ("'s", "’s", "'")
                last = min(end, mention.end + INNER)
                while not owner and any(t.text[0].islower() for t in self.doc[mention.end : last]):
                    last -= 1  # "the Managua Appeals Court"
                near = range(mention.end, last)
                inner = (m for j in near if (m := self.cast.at.get(j)) is not None and m.form in BODIES)
                mention = next(inner, mention)
            elif mention.form == "adjective" and (holder := self._holding(start, mention.start)) is not None:
                return holder
            elif self.cast.members[mention.actor].kind == "igo" and (land := self._land(start, mention)) is not None:
                return land
            return mention.actor
        return None

    def _land(self, start: int, dealt: Mention) -> str | None:
        """The state whose officer deals with an organisation: "Hungary's EU minister"."""
        at = dealt.start - 1
        mention = self.cast.at.get(at - 1) if at > start and self.doc[at].tag_ == "POS" else None
        return mention.actor if mention is not None and self.cast.members[mention.actor].kind == "state" else None

    def _holding(self, start: int, end: int) -> str | None:
        """The organisation whose officer has a nationality: "NATO's Dutch chief", "the Liberals' Scottish leader"."""
        if end - 1 <= start or self.doc[end - 1].tag_ != "POS":
            return None
        mention = self.cast.at.get(end - 2)
        organised = mention is not None and self.cast.members[mention.actor].kind in ORGANISED
        return mention.actor if mention is not None and organised else None

    def strange(self, start: int, end: int) -> bool:
        """Whether a state is named only beside who is not in the cast: "Scottish Conservatives", "Belgian maker U."."""
        known = [m for i in range(start, end) if (m := self.cast.at.get(i)) is not None]
        if not known or self.cast.members[known[-1].actor].kind != "state":
            return False
        after = [t for t in self.doc[known[-1].end : end] if t.is_alpha and t.lower_ not in self.prefixes]
        if any(t.tag_ == "POS" for t in self.doc[known[-1].end : end] if t.i > known[-1].end):
            return True
        named = bool(after) and after[-1].text[0].isupper() and after[-1].i not in self.cast.at
        made = named and any(t.pos_ == "NOUN" and t.is_lower for t in after)
        return made or any(self.kinds.get(t.lower_) in PRIVATE for t in after)

    def nameless(self, start: int) -> bool:
        """Whether "its leader" follows a party or company that is not in the cast."""
        own = self.doc[self.doc[start].sent.start : start]
        if self._subjects({m for t in own if (m := self.cast.at.get(t.i)) is not None}, PRIVATE):
            return False
        if any(t.lower_ in ITS and t.i not in self.cast.at for t in own):
            return True
        if not own.start:
            return False
        before = self.doc[self.doc[start].sent.start - 1].sent
        told = [t for t in before if t.lower_ in ITS and t.i not in self.cast.at]
        told = [t for t in told if not self.coreference.description(t)]
        known = [m.start for i in range(before.start, before.end) if (m := self.cast.at.get(i)) is not None]
        kinds = {self.cast.members[self.cast.at[i].actor].kind for i in known}
        return bool(told) and not kinds & (ORGANISED - {"government_body"})

    def all_parties(self, start: int, end: int) -> tuple[str, ...]:
        """The actors named in a token range, in order, with those whose adjectives are joined to its first."""
        while (
            start > 1
            and self.doc[start - 1].lower_ in ("and", ",")
            and (m := self.cast.at.get(start - 2)) is not None
            and m.form == "adjective"
        ):
            start = m.start
        owners = [m for i in range(start, end) if (m := self.cast.at.get(i)) is not None and self._owns(m)]
        return tuple(dict.fromkeys(m.actor for m in owners))

    def _owns(self, mention: Mention) -> bool:
        after = self.doc[mention.end : mention.end + 2]
        if len(after) == 2 and after[0].text == "-" and after[1].tag_ in ("VBN", "VBG", "VBD"):
            return False  # "the U.N.-backed government"
        return mention.form != "person" and (
            mention.form != "people" or self.cast.members[mention.actor].kind != "state"
        )

    def anaphor(self, start: int, end: int, role: Role) -> str | None:
        """ "Its spokesman", "the country's ruler": the actor that the possessor refers to."""
        for token in self.doc[start:end]:
            found: tuple[str, ...] = ()
            if token.tag_ == "PRP$" and token.lower_ in ("its", "their"):
                found = self._owner_before(token, role) or self.coreference.pronoun(token)
            elif token.tag_ == "WP$":  # "the treasury, whose negotiator"
                found = self._described(token)
            elif token.tag_ == "POS" and token.i > start and token.i - 1 not in self.cast.at:
                found = self.coreference.description(self.doc[token.i - 1])
            elif token.i == start == end - 1 and token.pos_ in ("NOUN", "PROPN") and token.i not in self.cast.at:
                found = self.coreference.descriptions.named(token)  # "Council spokesman B." after "the Delta Council"
            if len(found) == 1:
                return found[0]
        return None

    def _described(self, whose: Token) -> tuple[str, ...]:
        """What a clause in "whose" tells of: "the treasury, whose chief", "N., a party of miners, whose chief"."""
        before = self.cast.at.get(whose.i - 1 - (whose.nbor(-1).text == ",")) if whose.i > 1 else None
        head = next((t.head for t in whose.ancestors if t.dep_ == "relcl"), None)
        while head is not None and not self._owner_at(head.i) and head.dep_ in ("appos", "pobj", "prep"):
            head = head.head
        clause = self.cast.at.get(head.i) if head is not None else None
        told = [m for m in (clause, before) if m is not None and self._owns(m) and m.form != "person"]
        organised = [m for m in told if self.cast.members[m.actor].kind in ORGANISED]
        return tuple(m.actor for m in (organised or told)[:1])

    def _owner_at(self, i: int) -> bool:
        mention = self.cast.at.get(i)
        return mention is not None and self._owns(mention)

    def _owner_before(self, token: Token, role: Role) -> tuple[str, ...]:
        """The organisation before "its chief", the state before "its foreign minister": the last, or the subject."""
        kinds = {"state"} if role.level == "state" and role.name not in COMMANDS else ORGANISED
        for sent, mentions in self.coreference.antecedents.back(token, 2):
            if sent != token.sent and role.name in LED and (own := self._subjects(mentions, PRIVATE)):
                return own
            if sent != token.sent and (own := self._described_subject(sent, kinds)):
                return own
            fitting = [m for m in mentions if self.cast.members[m.actor].kind in kinds and not m.place]
            if role.name in LED:
                fitting = [m for m in fitting if not self._of_unknown(m)]
            if not fitting:
                continue
            if sent == token.sent:
                whole = [m for m in fitting if self.doc[m.start : m.end].root.dep_ not in MODIFIERS]
                return ((whole or fitting)[-1].actor,)
            owners = self._subjects(fitting, kinds) or tuple({m.actor for m in fitting})
            return owners if len(owners) == 1 else ()
        return ()

    def _described_subject(self, sent: Span, kinds: Collection[str]) -> tuple[str, ...]:
        """Whom the subject of a sentence describes: "The group denied it. … said its commander"."""
        nouns = (t for t in sent if t.dep_ == "nsubj" and t.head.dep_ == "ROOT" and t.pos_ == "NOUN")
        found = (self.coreference.description(t) for t in nouns if t.i not in self.cast.at)
        return next((told for told in found if len(told) == 1 and self.cast.members[told[0]].kind in kinds), ())

    def _of_unknown(self, mention: Mention) -> bool:
        """Whether a state only tells where a party or union that nobody knows is at home: "the Swedish union N."."""
        noun = self.doc[mention.end : mention.end + 1]
        return mention.form == "adjective" and noun.text in ITS and mention.end not in self.cast.at

    def doer_before(self, token: Token) -> tuple[str, ...]:
        """The organisations that are subjects of the sentence before a pronoun's."""
        before = (ms for sent, ms in self.coreference.antecedents.back(token, 2) if sent != token.sent)
        return self._subjects(next(before, ()), ORGANISED)

    def _subjects(self, mentions: Iterable[Mention], kinds: Collection[str]) -> tuple[str, ...]:
        """The actors of some kinds that are subjects in a sentence."""
        fitting = (m for m in mentions if self.cast.members[m.actor].kind in kinds and not m.place)
        return tuple({m.actor: None for m in fitting if self.coreference.antecedents.is_subject(m)})

    def left_edge(self, start: int) -> int:
        """Where the phrase of a title begins: after the last verb, preposition, conjunction or stop before it."""
        left = start
        while left > max(0, start - CONTEXT):
            token = self.doc[left - 1]
            mention = self.cast.at.get(token.i)
            if mention is not None and mention.form != "person":
                left = mention.start
                continue
            if token.is_space or (token.is_punct and token.text not in ("-", "–")) or mention is not None:
                break
            if token.tag_ in ("PRP$", "WP$"):  # "its managing director"
                return left - 1
            breaks = token.pos_ in BREAKS and token.lower_ not in self.prefixes
            if breaks or token.pos_ in ("CCONJ", "ADP"):
                break
            left -= 1
        return left
