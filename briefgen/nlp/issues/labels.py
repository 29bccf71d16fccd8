"""The words under which an issue is printed: the most telling of the phrases that the article has for it."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from briefgen.nlp.issues.clusters import PEOPLE_LEAST
from briefgen.nlp.issues.phrases import PREPOSITIONS
from briefgen.nlp.issues.vocabulary import SEEDS
from briefgen.nlp.issues.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.nlp.actors.names import Mention
    from briefgen.nlp.issues.chunks import Chunker
    from briefgen.nlp.issues.phrases import Phrase

Weighed = tuple["Phrase", float]

SHORTEST, BEST, LONGEST = 2, 3, 7  # words of a label
LONG = 0.1  # what each word beyond the best number costs, and again each beyond two more
HEAD, PLACE, AGAIN = 0.35, 0.3, 0.1  # gain by the issue's own head, by where a label stands, by standing there again
ACTOR, MOST_ACTORS, PERSON = 0.4, 1.3, 0.2  # gain by each actor of the article, up to so many; loss by a person
PEOPLE_WEIGHT = 2.5  # weight from which people are named by themselves though they are mentioned less often
PEOPLE = 0.5  # loss by people as head, who are no issue but by what happens to them
OWNER, VENUE = 0.3, 0.2  # parts of an actor that another owner ("journalists' sentencing") and a place at the end are
THING, BROAD, TITLED = 0.5, 0.2, 0.1  # loss by a mere thing as head, a broad modifier alone, the headline's terseness
NOMINAL = ("ation", "sion", "ment", "ing")  # nouns of verbs that take "of" before what the verb acts on
UNPRINTED = frozenset({"person", "other", "verb", "feat"})
THINGS = frozenset({"thing", "asset", "other"})
EVENTS = frozenset({"act", "event", "topic"})
HAPPENING = frozenset({"topic", "event"})  # kinds of nouns that any complement tells: "compensation to families"
SIDED = frozenset({"peace", "support", "threat"})  # hollow nouns that a party tells: "support for the rebels"
TIES = frozenset("agreement assistance cooperation help partnership solidarity support threat".split())
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})  # parts of speech that tell something
GRAND = frozenset({"peace", "security", "stability"})
SOURCE_LINKS = frozenset({"about", "on", "over"})
ONE = frozenset({"a", "an", "one"})
MADE = 0.15  # loss by a noun that only the verb gives
TERSE = 0.4  # loss of a label made from a verb of the headline, which leaves articles out
TRIED, KEYWORDS = 12, 12  # most phrases tried as labels, and given as keywords


class Labeller:
    """Writes labels and keywords for one Doc."""

    def __init__(self, chunker: Chunker) -> None:
        self.chunker = chunker
        self.tokens = chunker.tokens
        self.at = chunker.at
        self.words = chunker.words
        self.wording = Wording(chunker)

    def label(self, phrases: Sequence[Weighed], key: str, *, things: bool = False) -> str | None:
        """The best label for the occurrences of one issue with the central stem `key`; None where none can be one.

        things: whether a phrase will do whose head is no event and is in no taxonomy: "disputed border"
        """
        weights: dict[str, float] = defaultdict(float)
        for phrase, weight in phrases:
            for s in (phrase.key, *phrase.about):
                weights[s] += weight
        total = max(weights.values())
        share = {s: min(1.0, w / total) for s, w in weights.items()}
        people = all(p.kind in ("person", "population", "verb") for p, _ in phrases)
        found: dict[str, float] = {}
        barred = UNPRINTED if people else UNPRINTED | {"population"}
        barred -= {"other"} if things else set()
        barring = {p.key for p, _ in phrases if self._is_one(p)}
        many = len(phrases) >= PEOPLE_LEAST or sum(weight for _, weight in phrases) >= PEOPLE_WEIGHT
        printable = [p for p in phrases if p[0].kind not in barred and (p[0].key not in barring or not _is_thing(p[0]))]
        printable = [p for p in printable if p[0].title is None]  # its own words follow below
        printable = [p for p in printable if many or p[0].joints or p[0].kind == "deed" or not self._is_people(p[0])]
        printable = sorted(printable, key=lambda p: -p[1])[:TRIED]
        for phrase, weight in printable:
            for start, end in _ranges(phrase):
                text = self.wording.text(start, end)
                score = self._score(phrase, start, end, len(text.split()), share)
                if score is not None:
                    score += HEAD * (phrase.key == key) + PLACE * weight / printable[0][1]
                    found[text] = max(score, found[text] + AGAIN) if text in found else score
        self._add_feats(found, phrases, key, share)
        return max(found, key=lambda t: (found[t], t)) if found else self._from_verb([p for p, _ in phrases])

    def _add_feats(
        self, found: dict[str, float], phrases: Sequence[Weighed], key: str, share: dict[str, float]
    ) -> None:
        """Add the labels that verbs give, a little below what the text has as a noun."""
        most = max(weight for _, weight in phrases)
        for phrase, weight in phrases:
            text = self._title(phrase)
            if text is not None:
                score = sum(share[s] for s in sorted({phrase.key, *phrase.about}) if s[0] != "@") - MADE
                score += HEAD * (phrase.key == key) + PLACE * weight / most - self._length(len(text.split()))
                score -= TERSE * (phrase.head < self.chunker.headline)
                found[text] = max(score, found[text] + AGAIN) if text in found else score

    @staticmethod
    def _length(n: int) -> float:
        """What the number of words costs a label."""
        return LONG * (max(0, n - BEST) + max(0, n - BEST - 2))

    def _score(self, phrase: Phrase, start: int, end: int, n: int, share: Mapping[str, float]) -> float | None:
        """How good a label is: what it tells, whom it names, how short it is; None where it cannot be one."""
        if not SHORTEST <= n <= LONGEST or self._hollow(phrase, start, end) or self._vague(phrase, start, end):
            return None
        if end > phrase.end and (self._goes_on(end) or self._ends_wide(phrase, end)):
            return None
        if end == phrase.coupled > phrase.end and start == phrase.head and not self._happen(phrase):
            return None  # "tanks and rockets"
        if end == phrase.coupled > phrase.end and phrase.kind == "other":
            return None
        if self._only_sides(phrase, start, end):
            return None
        whole = end == phrase.stop and start <= phrase.start
        about = [s for s in sorted(phrase.about) if whole or self._holds(s, start, end)]
        mentions = {self.at[i].actor: self.at[i] for i in range(start, end) if i in self.at}
        actors = [m for m in mentions.values() if not m.place and (m.form != "person" or m.start >= phrase.end)]
        named = sum(map(self._fame, actors))
        if end > phrase.end and self.tokens[end - 1].ent_type_ in ("GPE", "LOC"):
            named += VENUE
        if start < phrase.start:
            named = named or OWNER
        light = phrase.key in self.words.light and phrase.kind != "term"
        broad = phrase.kind == "term" or end == phrase.coupled > phrase.end
        broad = broad or self.tokens[start].lower_ in self.words.broad
        broad = broad or (end > phrase.end and (phrase.kind in HAPPENING or self._of_whom(phrase)))
        if not about and (light or not (named or broad)):
            return None
        score = sum(share[s] for s in (phrase.key, *about) if s[0] != "@") + ACTOR * min(named, MOST_ACTORS)
        score -= PEOPLE * self._is_people(phrase)
        score -= PERSON * any(m.form == "person" for m in mentions.values())
        score -= self._length(n)
        score -= THING * (phrase.kind not in SEEDS and phrase.key not in self.words.light)
        score -= BROAD * (not about and not named and end == phrase.end)
        return score - TITLED * (phrase.head < self.chunker.headline)

    def _hollow(self, phrase: Phrase, start: int, end: int) -> bool:
        """Whether a label has nothing but a field or an actor beside a hollow noun: "complaint against China"."""
        lemma = self.chunker.lemma(self.tokens[phrase.head])
        if lemma not in self.words.hollow:
            return False
        after = [i for i in range(phrase.end, end) if self.tokens[i].pos_ not in ("ADP", "CCONJ", "DET")]
        if lemma in SIDED and any(i in self.at for i in after):
            return False
        return all(self._wide(i) for i in (*range(start, phrase.head), *after))

    def _only_sides(self, phrase: Phrase, start: int, end: int) -> bool:
        """Whether a label tells only who stands with whom: "support for Peru", "cooperation with Chad"."""
        if self.chunker.lemma(self.tokens[phrase.head]) not in TIES:
            return False
        words = [t for t in self.tokens[start:end] if t.i != phrase.head and t.pos_ in CONTENT]
        words = [t for t in words if t.lower_ not in self.words.plain]
        return bool(words) and all(t.i in self.at and self._is_state(self.at[t.i]) for t in words)

    def _is_state(self, mention: Mention) -> bool:
        member = self.chunker.cast.members.get(mention.actor)
        return member is not None and member.kind == "state"

    def _happen(self, phrase: Phrase) -> bool:
        """Whether both heads of a phrase are events: "embezzlement and fraud"."""
        other = self.chunker.lemma(self.tokens[phrase.coupled - 1])
        return phrase.kind in EVENTS and self.words.kind(other, "", 0) in EVENTS

    def _goes_on(self, end: int) -> bool:
        """Whether the noun before an offset is told by what follows: "the modernisation | of the port", "war | in"."""
        if end >= len(self.tokens) or self.tokens[end].dep_ != "prep":
            return False
        noun, link = self.tokens[end - 1], self.tokens[end]
        wide = self.chunker.stem(end - 1, end) in self.words.light and self.chunker.left(noun) == noun.i
        if link.head != noun:
            return wide and link.lower_ in SOURCE_LINKS
        return link.lower_ == "of" or (wide and link.lower_ in PREPOSITIONS)

    def _vague(self, phrase: Phrase, start: int, end: int) -> bool:
        """Whether all that a label tells is a wide noun without a word of its own: "questioning over claims"."""
        last = end - 1
        if start < phrase.head or end <= phrase.end or self.tokens[phrase.end].lower_ not in SOURCE_LINKS:
            return False
        bare = self.chunker.left(self.tokens[last]) == last
        return bare and last not in self.at and self.chunker.stem(last, end) in self.words.light

    def _is_people(self, phrase: Phrase) -> bool:
        return self.chunker.lemma(self.tokens[phrase.head]) in self.words.people

    def _is_one(self, phrase: Phrase) -> bool:
        """Whether a phrase is one mere thing: "a British trawler"."""
        return _is_thing(phrase) and any(child.lower_ in ONE for child in self.tokens[phrase.head].children)

    def _ends_wide(self, phrase: Phrase, end: int) -> bool:
        """Whether one of many plans or the like is all that a label is about: "withdrawal of a plan"."""
        last = self.tokens[end - 1]
        if last.i in self.at or self.chunker.lemma(last) not in self.words.hollow or last.tag_ != "NN":
            return False
        return self.chunker.left(last) == last.i and phrase.joints[:1] == (end,) and phrase.start == phrase.head

    def _of_whom(self, phrase: Phrase) -> bool:
        """Whether a phrase is a deed with those to whom it is done: "release of the former president"."""
        return (
            self.chunker.lemma(self.tokens[phrase.head]) in self.words.deeds and self.tokens[phrase.end].lower_ == "of"
        )

    def _wide(self, i: int) -> bool:
        """Whether a modifier is an actor, tells a field, or nothing."""
        token = self.tokens[i]
        if i in self.at or token.tag_ == "POS" or token.ent_type_ == "NORP" or token.lower_ in GRAND:
            return True
        if token.lower_ in self.words.plain:
            return True
        return self.chunker.stem(i, i + 1) in self.words.domains

    def _fame(self, mention: Mention) -> float:
        """How much the article is about an actor: 0 to 1, by its mentions."""
        return min(1.0, 3 * self._counts[mention.actor] / max(self._counts.values()))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(m.actor for m in self.at.values())

    def _holds(self, s: str, start: int, end: int) -> bool:
        return any(t.lower_.startswith(s[:4]) or self.words.stem(t.lemma_.lower()) == s for t in self.tokens[start:end])

    def _from_verb(self, phrases: list[Phrase]) -> str | None:
        """ "filling of the reservoir" where the text has "filling" and "fill the reservoir"; else "striking a port"."""
        nouns = [p for p in phrases if p.kind in SEEDS and p.end - p.start == 1]
        verbs = [p for p in phrases if p.kind == "verb" and p.joints and not self._ends_hollow(p.stop)]
        texts = [
            f"{self._noun(noun, verb)} {self.wording.inner(verb.end, verb.stop)}"
            for verb in verbs
            for noun in nouns
            if noun.key == verb.key and self.tokens[noun.head].lemma_.endswith(NOMINAL)
        ]
        texts += [self.wording.inner(p.start, p.stop) for p in verbs if self.tokens[p.head].tag_ == "VBG"]
        return next((t for t in texts if SHORTEST <= len(t.split()) <= LONGEST), None)

    def _ends_hollow(self, end: int) -> bool:
        """Whether the last noun before an offset tells nothing: "monitors the measures"."""
        return self.chunker.lemma(self.tokens[end - 1]) in self.words.hollow

    def _noun(self, noun: Phrase, verb: Phrase) -> str:
        """ "Resumption of" for "resuming", where the verb has a noun of its own."""
        made = self.words.nominals.get(self.tokens[verb.head].lemma_.lower())
        name = made or self.wording.text(noun.start, noun.end)
        return name if " " in name else f"{name} of"

    def _title(self, phrase: Phrase) -> str | None:
        """ "Closure of the border" for "shut the border", with as much of what follows as a label holds."""
        title = phrase.title
        if title is None:
            return None
        ends = (end for end in reversed(title.ends) if not self._goes_on(end))
        texts = (f"{title.name} {self.wording.inner(title.start, end)}" for end in ends)
        return next((text for text in texts if len(text.split()) <= LONGEST), None)

    def keywords(self, phrases: Sequence[Weighed]) -> tuple[str, ...]:
        """Surface phrases of an issue, the weightiest first; a bare word that fits any issue ("deal") is left out."""
        found: dict[str, float] = defaultdict(float)
        for phrase, weight in phrases:
            if phrase.kind in ("verb", "feat"):
                if phrase.joints:
                    found[self.wording.text(phrase.start, phrase.stop)] += weight
                continue
            if phrase.end - phrase.start > 1 or phrase.key not in self.words.light:
                found[self.wording.text(phrase.start, phrase.end)] += weight
            if phrase.joints and phrase.about:
                found[self.wording.text(phrase.start, phrase.stop)] += weight / 2
            elif phrase.coupled > phrase.end:
                found[self.wording.text(phrase.start, phrase.coupled)] += weight / 2
        if not found:
            found.update((self.wording.text(p.start, p.end), weight) for p, weight in phrases)
        return tuple(t for t, _ in sorted(found.items(), key=lambda f: (-f[1], f[0])) if t)[:KEYWORDS]


def _is_thing(phrase: Phrase) -> bool:
    """Whether a phrase names a thing, and not what about it."""
    return phrase.kind in THINGS and not phrase.about and not phrase.joints


def _ranges(phrase: Phrase) -> Iterator[tuple[int, int]]:
    """The token ranges of a phrase that could stand alone: with and without owner, second head, complement."""
    for start in dict.fromkeys((phrase.start, phrase.owner)):
        for end in dict.fromkeys((phrase.end, phrase.coupled, *phrase.joints)):
            yield start, end
