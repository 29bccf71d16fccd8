"""Praise and blame in what somebody says of others: "A called the raid an outrage", "A said that B had lied"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import objects, subjects, surface_subject
from briefgen.nlp.parse.grammar import is_verb, stands_alone
from briefgen.nlp.relations.authors import authors
from briefgen.nlp.relations.deeds import called_deed, is_naming
from briefgen.nlp.relations.discourse import ACCORDS, referred
from briefgen.nlp.relations.finding import Finding, related
from briefgen.nlp.relations.mood import read_own
from briefgen.registry import Sense

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties, Party
    from briefgen.nlp.relations.frames import Lexicon

NAMING = frozenset(
    "call declare label brand term dub deem consider describe denounce characterise characterize".split()
)
SAYING = frozenset(
    "say claim allege charge insist argue contend maintain assert declare state add note believe tell write warn "
    "stress repeat report complain rule find conclude retort".split()
)
TELLING = frozenset("say tell add report".split())  # with which one may just tell what others did
COMMITTING = frozenset("commit perpetrate stage stag orchestrate mastermind".split())  # "staged" is "stag" to some
LINKING = frozenset("be remain constitute amount represent show".split())
BREAKING = frozenset("break breach flout ignore shred".split())  # what one agreed to
WORD = frozenset("promise pledge commitment obligation law rule word resolution convention charter".split())
GUESSED = frozenset({"adjunct", "beyond"})  # rules by which an act is not told surely enough to be a charge
BLAMED = Sense("called bad", "verb", "call", "ACCUSE", ("subject",), ("object",))
PRAISED = Sense("called good", "verb", "call", "SUPPORT", ("subject",), ("object",))
SAID = Sense("said of", "verb", "say", "ACCUSE", ("subject",), ("clause",))


class Judgements:
    """Finds judgements in one Doc."""

    def __init__(self, doc: Doc, lexicon: Lexicon, parties: Parties) -> None:
        words = parties.cast.registry.words
        self.doc, self.lexicon, self.parties = doc, lexicon, parties
        self.bad = frozenset(words.get("bad") or ())
        self.good = frozenset(words.get("good") or ())

    def find(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """What the text states by judging words; then, of the hostile acts `found`, who charges whom with them."""
        earlier = sorted(found, key=lambda f: f.trigger)
        for token in self.doc:
            if not is_verb(token) or any(s.effect in ("not", "if", "may", "would") for s in read_own(token)):
                continue
            lemma = token.lemma_.lower()
            if lemma in NAMING and (named := self._complement(token)) is not None:
                heads = _before_quote(named) or objects(token) or _swallowed(named)
                heads = heads or [c for c in token.rights if c.dep_ in ("oprd", "ccomp") and c != named]
                yield from self._judged(token, named, heads, "called", earlier)
            elif lemma in SAYING:
                yield from self._said(token, earlier)
        yield from self._charged(found)

    def _complement(self, verb: Token) -> Token | None:
        """What somebody or something is called."""
        if verb.lemma_ in ("describe", "denounce", "characterise", "characterize"):
            hosts = [verb, *objects(verb)]
            preps = [c for host in hosts for c in host.rights if c.dep_ == "prep" and c.lower_ == "as"]
            return next((c for p in preps for c in p.children if c.dep_ in ("pobj", "amod", "acomp")), None)
        complements = [c for c in verb.rights if c.dep_ in ("oprd", "xcomp", "ccomp", "attr", "acomp")]
        complements += [c for o in objects(verb) for c in o.rights if c.dep_ == "appos"]  # as parsers have it at times
        small = [c for c in complements if c.dep_ == "ccomp" and c.pos_ == "NOUN"]  # "called B's move a threat", as a
        complements = [*(o for c in small for o in c.rights if o.dep_ == "dobj"), *complements]  # parser may see it
        if verb.lemma_ == "declare":  # "declared that it was over" says, it does not name
            complements = [c for c in complements if not is_verb(c)]
        quoted = [c for c in objects(verb) if _before_quote(c)] or (objects(verb)[1:] if is_naming(verb) else [])
        return _last_adjective(verb) or next(iter([*complements, *quoted]), None)

    def _said(self, verb: Token, earlier: Sequence[Finding]) -> Iterator[Finding]:
        """ "A said (that) B's step was illegal", "A said B had violated the pact"."""
        for clause in verb.children:
            if stands_alone(clause):
                continue  # "A attacked B; C said that …"
            if clause.dep_ == "ccomp" and is_verb(clause) and (clause.lemma_.lower() in self.bad or _breaks(clause)):
                if not any(s.effect in ("not", "if", "may", "would", "plan") for s in read_own(clause)):
                    yield from self._about(verb, BLAMED, subjects(clause) or surface_subject(clause), "said", earlier)
            elif clause.dep_ == "ccomp" and is_verb(clause) and clause.lemma_ in COMMITTING:
                if not any(s.effect in ("not", "if", "may", "would", "plan") for s in read_own(clause)):
                    for deed in objects(clause):  # "A said B had committed crimes", "had staged the blast"
                        sense = BLAMED if self._is_hostile(deed) else self._sense(deed)
                        doers = subjects(clause) if sense is BLAMED else []
                        yield from self._about(verb, BLAMED, doers, "said", earlier)
            elif clause.dep_ == "ccomp" and is_verb(clause) and clause.lemma_ in LINKING:
                yield from self._linked(verb, clause, earlier)

    def _linked(self, verb: Token, clause: Token, earlier: Sequence[Finding]) -> Iterator[Finding]:
        """ "A said B's step was a crime", "was not acceptable", "B was behind the plot"."""
        what = next((c for c in clause.rights if c.dep_ in ("attr", "acomp", "dobj", "oprd")), None)
        behind = [c for c in clause.rights if c.dep_ == "prep" and c.lower_ == "behind"]
        effects = {s.effect for s in read_own(clause)} & {"not", "if"}
        if effects == {"not"} and what is not None and self._sense(what) is PRAISED:
            yield from self._about(verb, BLAMED, surface_subject(clause), "said", earlier)
        elif not effects and what is not None:
            yield from self._judged(verb, what, surface_subject(clause), "said", earlier)
        elif not effects and any(map(self._is_deed, behind)):
            yield from self._about(verb, BLAMED, surface_subject(clause), "said", earlier)

    def _is_deed(self, behind: Token) -> bool:
        """Whether what somebody is behind is a hostile act, no schedule."""
        return any(self._is_hostile(c) for c in behind.children if c.dep_ == "pobj")

    def _is_hostile(self, noun: Token) -> bool:
        """Whether a noun is that of a hostile act."""
        senses = self.lexicon.senses.get(("noun", noun.lemma_.lower()), ())
        return any(sense.action not in COOPERATIVE for sense in senses)

    def _judged(
        self, verb: Token, what: Token, heads: list[Token], rule: str, earlier: Sequence[Finding]
    ) -> Iterator[Finding]:
        sense = self._sense(what)
        if sense is not None:
            yield from self._about(verb, sense, heads, rule, earlier)

    def _about(
        self, verb: Token, sense: Sense, heads: list[Token], rule: str, earlier: Sequence[Finding]
    ) -> Iterator[Finding]:
        """The findings of a judgement that the subject of a verb passes on what `heads` name."""
        speakers = [p for p in self.parties.all_of(subjects(verb)) if p.via not in ("place", "location")]
        if not speakers:
            return
        barred = frozenset(p.actor for p in speakers)
        named = [head for head in heads if not called_deed(head, self.lexicon)]
        judged = [p for p in self.parties.all_of(named) if p.actor not in barred and p.via != "location"]
        if not judged:
            judged = [p for head in heads for p in authors(head, self.lexicon, self.parties, barred)]
        if not judged:
            acts = [head for head in heads if head.lemma_.lower() not in ACCORDS]  # who made a deal is seldom meant
            judged = [p for head in acts for p in referred(head, sense, self.lexicon, earlier, barred)]
        yield from self._findings(verb, sense, rule, speakers, judged)

    def _sense(self, what: Token) -> Sense | None:
        """Whether the words for something praise or blame it, by the first of them that judges."""
        for token in sorted(what.subtree, key=lambda t: (t != what, t.i)):
            if any(c.dep_ == "neg" or c.lower_ == "neither" for c in token.children):
                return None
            if (lemma := token.lemma_.lower()) in self.bad:
                return BLAMED
            if lemma in self.good:
                return PRAISED
        return None

    def _charged(self, found: Sequence[Finding]) -> Iterator[Finding]:
        """ "A said that B had attacked C": a charge of A's against B."""
        for finding in found:
            if not self._hostile(finding) or finding.status == "denied" or finding.symmetric or finding.rule in GUESSED:
                continue
            verb = self._reporting(self.doc[finding.trigger])
            if verb is None:
                continue
            speakers = [p for p in self.parties.all_of(subjects(verb)) if p.via not in ("place", "location")]
            own = any(related(p, finding.target, self.parties) for p in speakers)
            ends = {finding.source.actor, finding.target.actor}
            speakers = [p for p in speakers if p.actor not in ends or own]
            rule = "charged" if own or verb.lemma_ not in TELLING else "told of"
            if rule == "told of" and finding.action == "REQUEST":
                continue  # "A said that B had asked C for help" charges nobody
            yield from self._findings(verb, SAID, rule, speakers, [finding.source])

    def _hostile(self, finding: Finding) -> bool:
        """Whether telling of an act may charge its doer: it is hostile, or helps those who fight others."""
        fighting = self.parties.cast.members[finding.target.actor].kind == "armed_group"
        return finding.action not in COOPERATIVE or (fighting and finding.action in ("AID", "SUPPORT"))

    def _reporting(self, trigger: Token) -> Token | None:
        """The verb of saying that a hostile act is the content of."""
        token = trigger
        while token.dep_ in ("conj", "xcomp", "dobj", "pobj", "prep", "ccomp", "acl", "nsubj"):
            head = token.head
            if stands_alone(token):
                return None  # "A accused B; C said that …"
            if token.dep_ == "ccomp" and is_verb(head):
                return head if head.lemma_ in SAYING else None
            token = head
        return None

    def _findings(
        self, verb: Token, sense: Sense, rule: str, speakers: list[Party], judged: Sequence[Party]
    ) -> Iterator[Finding]:
        for speaker in speakers:
            for party in judged:
                own = party.actor in self.parties.cast.chain(speaker.actor)  # of whose ministry he is the spokesman
                if not own and not related(speaker, party, self.parties):
                    yield Finding(
                        speaker, party, sense.action, "actual", False, verb.i, sense, rule, "subject", "object", ()
                    )


def _before_quote(named: Token) -> list[Token]:
    """What is called by a quoted word to which the parser takes it for an attribute: 'called B's veto "blackmail"'."""
    mark = next((c for c in named.lefts if c.is_quote), None)
    owners = [c for c in named.lefts if c.dep_ in ("poss", "nmod", "compound")] if mark is not None else []
    return [c for c in owners if mark is not None and c.i < mark.i][:1]


def _swallowed(named: Token) -> list[Token]:
    """The owner of what is called, which the parser takes for part of the adjective: "called B's ban unacceptable"."""
    before = [c for c in named.lefts if c.pos_ in ("NOUN", "PROPN")]
    owners = [c for c in (*before, *(g for c in before for g in c.lefts)) if c.dep_ == "poss"]
    return owners if named.pos_ == "ADJ" and before and before[-1].i == named.i - 1 else []


def _last_adjective(verb: Token) -> Token | None:
    """What a long object is called, where the parser hangs it on the object's last noun: "called the plan mad"."""
    behind = [t for t in verb.subtree if t.dep_ == "amod" and t.pos_ == "ADJ" and t.i > max(t.head.i, verb.i)]
    return next((t for t in behind if not list(t.rights) and t.i + 1 < len(t.doc) and t.nbor(1).is_punct), None)


def _breaks(verb: Token) -> bool:
    """Whether somebody does not keep what he agreed to or is bound by: "had broken the truce", "ignored the law"."""
    return verb.lemma_ in BREAKING and any(o.lemma_.lower() in ACCORDS | WORD for o in objects(verb))
