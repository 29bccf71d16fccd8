"""The summary of an article: two to four of its own sentences, those that tell most of who does what to whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefgen.model import Quote
from briefgen.nlp.issues.chunks import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefgen.model import Relation
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Doc, Token

MOST, WORDS = 4, 90  # sentences of a summary, and words where that leaves two sentences at least
SHORTEST, LONGEST = 6, 60  # words of a sentence that can stand in one
FULL, HALF = 35, 18  # words from which a sentence costs the reader more than it tells, and which it takes to tell much
LEAD, SECOND = 3.0, 0.6  # for the first sentence and the rest of the first two paragraphs
LATER, LATEST = 0.05, 0.5  # loss by each paragraph before, and the most by all of them
RELATION, ACTOR, WORD = (
    1.0,
    0.5,
    3.0,
)  # for what is stated between actors, who is named, the article's own words
RELATIONS = 3  # that count in one sentence
LONG = 0.04  # for each word beyond FULL
LEANING, QUOTING = 1.5, 1.0  # loss by a subject named elsewhere, by beginning with somebody's words
ALIKE = 0.5  # share of the shorter sentence's words in the other from which both say the same
LEAST = 1.0  # what a sentence after the first has to be worth
END = re.compile(r"[.!?…][\"'”’)\]]*$")
CLOSERS = re.compile(r"[\"'”’)\].\s]+")
PRONOUNS = frozenset(
    "he she it they this that these those his her its their him them i we you my our your such".split()
)
CONNECTIVES = frozenset(
    "additionally afterwards also although and as besides because both but consequently earlier elsewhere furthermore"
    " hence however indeed instead later likewise meanwhile moreover nevertheless nonetheless nor or otherwise rather"
    " similarly so still then there therefore though thus too which while who yet here".split()
)
TURNS = frozenset("also however instead meanwhile nevertheless nonetheless though therefore too".split())
TURN_WITHIN = 8  # tokens from the beginning in which such a word ties a sentence to the one before
PERSONAL = frozenset("he she they it we i you".split())
OBJECTS = frozenset("him her them it this that these those".split())


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the body: token range, characters of the text, number of its paragraph from 0, words."""

    start: int
    end: int
    quote: Quote
    paragraph: int
    words: int


def summarise(doc: Doc, cast: Cast, relations: Sequence[Relation], title: str | None) -> tuple[Quote, ...]:
    """Sentences in text order, at most four, each an exact slice of the text; never the headline.

    None begins with a pronoun or a word that leans on the sentence before; no two say the same.
    """
    tokens = list(doc)
    sentences = [s for s in _sentences(doc, tokens, title) if _stands(s, tokens)]
    if not sentences:
        return ()
    contents = {s.start: _content(tokens[s.start : s.end]) for s in sentences}
    worth = _worth(sentences, tokens, cast, relations, contents)
    lead = sentences[0]
    chosen = [lead]
    for sentence in sorted(sentences[1:], key=lambda s: (-worth[s.start], s.start)):
        if len(chosen) == MOST or worth[sentence.start] < LEAST:
            break
        fits = sum(s.words for s in chosen) + sentence.words <= WORDS or len(chosen) == 1
        if fits and not any(_alike(contents[sentence.start], contents[s.start]) for s in chosen):
            chosen.append(sentence)
    return tuple(s.quote for s in sorted(chosen, key=lambda s: s.start))


def _sentences(doc: Doc, tokens: list[Token], title: str | None) -> Iterator[Sentence]:
    """The body's sentences, put together again where an abbreviation or a quotation mark parted one."""
    paragraph, headline = 0, layout(doc, title).headline
    pieces: list[tuple[int, int]] = []
    for sent in doc.sents:
        if sent.start < headline:
            continue
        pieces.append((sent.start, sent.end))
        if "\n" in tokens[sent.end - 1].text or sent.end == len(tokens):
            for start, end in _joined(doc, pieces):
                span = doc[start:end]
                text = span.text
                first = span.start_char + len(text) - len(text.lstrip())
                text = text.strip()
                if text:
                    yield Sentence(start, end, Quote(text, first, first + len(text)), paragraph, len(text.split()))
            paragraph += 1
            pieces = []


def _joined(doc: Doc, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbouring pieces of one paragraph as one, where the first does not end or the second does not begin."""
    joined = pieces[:1]
    for _, (start, end) in pairwise(pieces):
        before, text = doc[joined[-1][0] : start].text.strip(), doc[start:end].text.strip()
        whole = END.search(before) and len(before.split()) > 2 and text[:1] and not text[0].islower()
        if not whole or CLOSERS.fullmatch(text):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _stands(sentence: Sentence, tokens: list[Token]) -> bool:
    """Whether a sentence is whole, of a fit length, and understood without the one before."""
    text = sentence.quote.quote
    if not (SHORTEST <= sentence.words <= LONGEST and END.search(text)) or text[0].islower():
        return False
    if text.count("“") != text.count("”") or text.count('"') % 2 or text.count("(") != text.count(")"):
        return False
    words = [t for t in tokens[sentence.start : sentence.end] if t.is_alpha]
    if not words or not any(t.pos_ in ("VERB", "AUX") for t in words):
        return False
    first = words[0].lower_
    return first not in PRONOUNS and first not in CONNECTIVES and not TURNS & {t.lower_ for t in words[:TURN_WITHIN]}


def _content(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in tokens if t.pos_ in ("NOUN", "PROPN", "VERB") and t.is_alpha)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * max(1, min(len(one), len(other)))


def _worth(
    sentences: list[Sentence],
    tokens: list[Token],
    cast: Cast,
    relations: Sequence[Relation],
    contents: dict[int, frozenset[str]],
) -> dict[int, float]:
    """What each sentence tells of the article, by its first token."""
    fame: Counter[str] = Counter(cast.top(m.actor) for m in cast.mentions)
    most = max(fame.values(), default=1)
    share = {actor: n / most for actor, n in fame.items()}
    frequent = Counter(lemma for content in contents.values() for lemma in content)
    usual = max(frequent.values(), default=1)
    told = _told(sentences, relations)
    worth = {}
    for sentence in sentences:
        named = {cast.top(cast.at[i].actor) for i in range(sentence.start, sentence.end) if i in cast.at}
        content = contents[sentence.start]
        score = ACTOR * sum(sorted((share[a] for a in named if a in share), reverse=True)[:RELATIONS])
        score += WORD * sum(frequent[lemma] for lemma in sorted(content)) / usual / max(HALF, len(content))
        score += RELATION * _stated(told[sentence.start], cast, share)
        score += LEAD if sentence is sentences[0] else SECOND if sentence.paragraph < 2 else 0.0
        score -= min(LATEST, LATER * sentence.paragraph) + LONG * max(0, sentence.words - FULL)
        score -= LEANING * _leans(tokens[sentence.start : sentence.end], cast)
        score -= QUOTING * (sentence.quote.quote[0] in "\"'“‘")
        worth[sentence.start] = score
    return worth


def _told(sentences: Sequence[Sentence], relations: Sequence[Relation]) -> dict[int, list[Relation]]:
    """The relations whose evidence lies in a sentence, by the sentence's first token."""
    ends = [s.quote.end for s in sentences]
    told: dict[int, list[Relation]] = defaultdict(list)
    for relation in relations:
        places = set()
        for evidence in relation.evidence:
            place = bisect_right(ends, evidence.start)
            while place < len(sentences) and sentences[place].quote.start < evidence.end:
                places.add(sentences[place].start)
                place += 1
        for start in places:
            told[start].append(relation)
    return told


def _stated(relations: Iterable[Relation], cast: Cast, share: dict[str, float]) -> float:
    """How much a sentence states between the article's main actors: its best relations by confidence and fame."""
    values = []
    for relation in relations:
        fame = share.get(cast.top(relation.source), 0.0) + share.get(cast.top(relation.target), 0.0)
        values.append(relation.confidence * (0.5 + 0.5 * fame))
    best = sorted(values, reverse=True)[:RELATIONS]
    return sum(value / (i + 1) for i, value in enumerate(best))


def _leans(tokens: Sequence[Token], cast: Cast) -> bool:
    """Whether the first subject is a pronoun with nobody named before it, or the main verb's object is one."""
    objects = (t for t in tokens if t.dep_ == "dobj" and t.head.dep_ == "ROOT")
    if any(t.lower_ in OBJECTS for t in objects):
        return True
    for token in tokens:
        if token.i in cast.at:
            return False
        if token.dep_ in ("nsubj", "nsubjpass"):
            return token.lower_ in PERSONAL
    return False
