"""Issues that a text names by one word ("the truce"), told by their place, by who acts, or by the parties."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.model import polarity
from briefgen.nlp.issues.phrases import NOTES, VENUE
from briefgen.nlp.issues.scale import NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.issues.chunks import Layout
    from briefgen.nlp.issues.clusters import Cluster
    from briefgen.nlp.issues.labels import Labeller
    from briefgen.nlp.issues.phrases import Phrase
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.relations.finding import Finding

LONGEST = 7  # words of a label
PERSONAL = frozenset({"his", "her"})
BACK = 2  # sentences
LONG_PERSON = 4  # words of a person's
DISPUTE = "dispute"
QUARRELLED, LEAST_THING = frozenset({"thing", "topic", "asset"}), 1.5  # kinds that a dispute is over, and their weight
LONG_NAME = 2  # words of a party's name that a label can hold
# stems of what takes two, by what it comes to: a text has one label of each kind at most
MUTUAL = {
    **dict.fromkeys(("fight", "battl", "clash", "war", "conflict", "skirmish", "hostiliti"), "fighting"),
    **dict.fromkeys(("negoti", "talk", "dialogue"), "talks"),
    **dict.fromkeys(("ceasefir", "truce", "armistice"), "truce"),
    **dict.fromkeys(("disput", "quarrel", "standoff", "feud"), "dispute"),
}
ENOUGH, MAIN = (
    3,
    1.5,
)  # relations, also as a multiple of the next pair's, that make two parties the ones a text is about
TOLD = frozenset({"verb", "feat", "person", "population"})  # these name no event by one word
HELD = frozenset(  # by the subject
    "announce begin call declare hold impose launch offer order organise organize plan promise stage start".split()
)
HAPPENING = frozenset({"topic", "event"})  # kinds of nouns that place or doer tell
PLACES = frozenset({"GPE", "LOC"})
MUCH = 3.0  # weight from which a word is about the two parties though it stands without "the"
LEAST = 1.0  # weight of a word that is printed with its parties


class Sides:
    """The parties of each sentence of one text: those of its relations, or else the states that it names."""

    def __init__(self, doc: Doc, cast: Cast, findings: Sequence[Finding], lines: Layout) -> None:
        self.cast = cast
        self.lines = lines
        self.told: set[str] = set()
        self.sentences = len(set(lines.sents[lines.headline :]))
        self.findings = findings
        self.pairs: Counter[tuple[str, ...]] = Counter()
        self.named: dict[int, Counter[str]] = {}
        for finding in findings:
            ends = tuple(sorted({cast.top(finding.source.actor), cast.top(finding.target.actor)}))
            self.pairs[ends] += 1
        for mention in cast.mentions:
            top = cast.top(mention.actor)
            if top in cast.members and cast.members[top].kind == "state" and not mention.place:
                self.named.setdefault(lines.sents[mention.start], Counter())[top] += 1

    def label(self, cluster: Cluster, labeller: Labeller, *, states: bool = False) -> str | None:
        """ "Kyrgyzstan-Tajikistan truce", "Sri Lanka protests"; None where the word or its parties tell too little.

        states: whether the state or body that does it may tell it too: "Kuwait's mediation"
        """
        phrases = sorted((r.phrase for r in cluster.readings), key=lambda p: (-self._weight(cluster, p), p.head))
        phrases = [
            p for p in phrases if p.kind not in TOLD and not any(i in labeller.at for i in range(p.start, p.end))
        ]
        tells = [self._told_beside, self._sided] + ([self._aimed, self._quarrelled, self._by_state] if states else [])
        for tell in tells:
            for phrase in phrases:
                lemma = labeller.tokens[phrase.head].lemma_.lower()
                kind = MUTUAL.get(phrase.key, lemma)
                label = None if kind in self.told else tell(cluster, phrase, lemma, labeller)
                if label and len(label.split()) <= LONGEST:
                    self.told.add(kind)
                    return label
        return None

    def _told_beside(self, cluster: Cluster, phrase: Phrase, lemma: str, labeller: Labeller) -> str | None:
        """The place or the doers of what happens, as its own sentence has them."""
        if phrase.key != cluster.key or (phrase.kind not in HAPPENING and lemma not in labeller.words.happenings):
            return None
        head, text = labeller.tokens[phrase.head], labeller.wording.text(phrase.start, phrase.end)
        return self._placed(head, text, labeller) or self._held(head, text, labeller)

    def _sided(self, cluster: Cluster, phrase: Phrase, lemma: str, labeller: Labeller) -> str | None:
        """The two parties, or the state, before the word."""
        parties: tuple[str, ...] = ()
        if phrase.key in MUTUAL:
            parties = self._pair(cluster) if cluster.weight >= LEAST else ()
        elif lemma in labeller.words.happenings and (lemma not in NOTES or labeller.tokens[phrase.head].tag_ != "NN"):
            parties = self._state(cluster)
            if parties and phrase.start < phrase.head:
                return f"{labeller.wording.text(phrase.start, phrase.end)} in {parties[0]}"
        return f"{'-'.join(parties)} {labeller.wording.text(phrase.start, phrase.end)}" if parties else None

    @staticmethod
    def _placed(head: Token, text: str, labeller: Labeller) -> str | None:
        """ "Riots in Lusaka" for "riots broke out in Lusaka"."""
        verb = head.head if head.dep_ in ("nsubj", "nsubjpass", "dobj") else head
        for link in (*head.rights, *verb.rights):
            if link.dep_ == "prep" and link.lower_ in VENUE and link.i > head.i:
                place = next((c for c in link.children if c.dep_ == "pobj" and c.ent_type_ in PLACES), None)
                if place is not None and labeller.chunker.whole(link, place, None):
                    name = labeller.wording.inner(labeller.chunker.left(place), labeller.chunker.end(place))
                    return f"{text} {link.lower_} {name}"
        return None

    @staticmethod
    def _held(head: Token, text: str, labeller: Labeller) -> str | None:
        """ "Miners' strike" for "miners began a strike", "miners are on strike"."""
        verb = head.head
        if head.dep_ == "pobj" and verb.lower_ == "on" and head.i == verb.i + 1:
            verb = verb.head
        elif head.dep_ != "dobj" or verb.lemma_ not in HELD:
            return None
        doer = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
        if doer is None or doer.tag_ != "NNS" or doer.i in labeller.at:
            return None
        name = labeller.wording.text(labeller.chunker.left(doer), doer.i + 1)
        return f"{name}' {text}" if name.endswith("s") else f"{name}'s {text}"

    def _aimed(self, cluster: Cluster, phrase: Phrase, lemma: str, labeller: Labeller) -> str | None:
        """ "Arrest of Ana Lopez", "sanctions on Togo" where a relation tells to whom "the arrest" was done."""
        words = labeller.words
        link = words.links.get(lemma, words.links.get(labeller.tokens[phrase.head].lower_))
        if link is None or phrase.key != cluster.key or phrase.kind == "term":
            return None
        if lemma in words.suffered:
            name = self._whose(labeller.tokens[phrase.head])
            if name is not None:
                return f"{labeller.wording.text(phrase.start, phrase.end)} of {name}"
        heads = {r.phrase.head for r in cluster.readings}
        for finding in self.findings:
            act = labeller.tokens[finding.trigger]
            if finding.trigger in heads or words.stem(act.lemma_.lower()) == cluster.key:
                name = self._named_target(finding, labeller)
                if name is not None:
                    return f"{labeller.wording.text(phrase.start, phrase.end)} {link or 'of'} {name}"
        return None

    def _whose(self, noun: Token) -> str | None:
        """The person whose "his arrest" it is: the last one named before as a subject, two sentences back at most."""
        if not any(c.tag_ == "PRP$" and c.lower_ in PERSONAL for c in noun.lefts):
            return None
        doc, first = noun.doc, self.lines.sents[noun.i]
        for _ in range(BACK):
            first = self.lines.sents[first - 1] if first else 0
        spans = (self.cast.at[i] for i in range(noun.i - 1, first - 1, -1) if i in self.cast.at)
        people = [m for m in spans if m.form == "person"]
        slots = ("nsubj", "nsubjpass")
        found = next((m for m in people if any(t.dep_ in slots for t in doc[m.start : m.end])), None)
        found = found or next(iter(people), None)
        member = self.cast.members.get(found.actor) if found is not None else None
        return member.name if member is not None and len(member.name.split()) <= LONG_PERSON else None

    def _named_target(self, finding: Finding, labeller: Labeller) -> str | None:
        """To whom something is done: a person's name, a party's short one, or people as the text has them."""
        party = finding.target
        member = self.cast.members.get(party.actor)
        if member is None:
            return None
        if member.kind == "person":
            return member.name if len(member.name.split()) <= LONG_PERSON else None
        head = labeller.tokens[party.head]
        if party.via == "group" and head.tag_ == "NNS":
            return labeller.wording.text(labeller.chunker.left(head), head.i + 1)
        return self._short(party.actor) if party.via == "name" else None

    def _quarrelled(self, cluster: Cluster, phrase: Phrase, lemma: str, labeller: Labeller) -> str | None:
        """ "Temple dispute" for what a text with a dispute is about, "visa dispute" for "quarrelled over visas"."""
        words, tokens = labeller.words, labeller.tokens
        if phrase.kind not in QUARRELLED or phrase.key != cluster.key or cluster.weight < LEAST_THING:
            return None
        nouns = (token.lemma_ for token in tokens if token.pos_ == "NOUN")
        dispute = next((noun for noun in nouns if MUTUAL.get(words.stem(noun.lower())) == DISPUTE), None)
        over = (
            phrase.start == phrase.head
            and lemma not in words.frictions
            and any(self._over(tokens[r.phrase.head]) for r in cluster.readings)
        )
        much = dispute is not None and phrase.kind == "thing" and cluster.weight >= MUCH and lemma not in words.assets
        if not over and not much:
            return None
        return f"{labeller.wording.text(phrase.start, phrase.head)} {lemma} {dispute or DISPUTE}".strip()

    def _over(self, noun: Token) -> bool:
        """Whether a relation of friction is over a thing, no matter what is done with it."""
        link = noun.head
        if noun.dep_ != "pobj" or link.lower_ != "over":
            return False
        governors = {token.i for token in islice(link.ancestors, NEAR)}
        return any(f.trigger in governors and polarity(f.action) == "friction" for f in self.findings)

    def _by_state(self, cluster: Cluster, phrase: Phrase, lemma: str, labeller: Labeller) -> str | None:
        """ "Kuwait's mediation" for "Kuwait offered mediation"."""
        head = labeller.tokens[phrase.head]
        if phrase.key != cluster.key or (phrase.start == phrase.head and phrase.key in labeller.words.light):
            return None
        called = any(c.dep_ == "oprd" for c in head.head.children)  # "Togo called the tariffs unfair": somebody's
        if head.dep_ != "dobj" or head.head.lemma_ not in HELD or called:
            return None
        doer = next((c for c in head.head.lefts if c.dep_ == "nsubj" and c.i in labeller.at), None)
        short = self._short(self.cast.top(labeller.at[doer.i].actor)) if doer is not None else None
        text: str = labeller.wording.text(phrase.start, phrase.end)
        return None if not short else f"{short} {text}" if short.isupper() else f"{short}'s {text}"

    @staticmethod
    def _weight(cluster: Cluster, phrase: Phrase) -> float:
        return next(r.weight for r in cluster.readings if r.phrase is phrase)

    def _pair(self, cluster: Cluster) -> tuple[str, ...]:
        """The short names of the two parties that the text is about, where it speaks of "the talks", "the truce"."""
        ranked = sorted(self.pairs.items(), key=lambda p: (-p[1], p[0]))
        most, count = ranked[0] if ranked else ((), 0)
        others = ranked[1][1] if len(ranked) > 1 else 0
        known = cluster.weight >= MUCH or any(r.phrase.definite for r in cluster.readings)
        if count < max(ENOUGH, MAIN * others) or not known:
            return ()
        names = tuple(name for key in most if (name := self._short(key)))
        return names if len(most) == len(names) == 2 else ()

    def _state(self, cluster: Cluster) -> tuple[str, ...]:
        """The short name of the state in which something happens: that which its sentences, or the text, name most."""
        own: Counter[str] = Counter()
        for sent in sorted({self.lines.sents[r.phrase.head] for r in cluster.readings}):
            own.update(self.named.get(sent, ()))
        whole: Counter[str] = Counter()
        for named in self.named.values():
            whole.update(named)
        counts = own if len(own) == 1 else whole
        ranked = sorted(counts, key=lambda key: (-counts[key], key))
        others = counts[ranked[1]] if len(ranked) > 1 else 0
        name = self._short(ranked[0]) if ranked and counts[ranked[0]] >= MAIN * others else None
        return (name,) if name else ()

    def _short(self, key: str) -> str | None:
        """A party's name where it is short, else an acronym of the registry; None where it has neither."""
        member = self.cast.members.get(key)
        if member is None or member.kind not in ("state", "igo", "armed_group"):
            return None
        entry = self.cast.registry.actors.get(key)
        names = (member.name, *(entry.names if entry else ()))
        acronyms = [name for name in names if name.isupper() and name.isalpha()]
        if len(member.name.split()) <= LONG_NAME and not (acronyms and " " in member.name):
            return member.name
        return min(acronyms, key=lambda name: (len(name), name), default=None)
