"""A clause of the text cut down to what it says of two parties, in the text's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import begins_clause, is_finite, is_passive, is_verb
from briefgen.nlp.relations.dates import spans
from briefgen.nlp.statements.inflection import agreeing, past, present

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.nlp.parse.tokens import Doc, Span, Token

LONGEST_SMALL = 3  # letters of a word that headlines leave small
LONGEST_TELLING = 6  # tokens of a participle with what hangs on it that a noun may keep
LONGEST, HARDEST = 13, 18  # words behind a verb: as many as are welcome, and as can be borne
NEEDED = frozenset("prt dobj dative attr acomp oprd agent xcomp ccomp pobj".split())
WELCOME = frozenset(
    "of with for to from on against over into out as about".split()
)  # prepositions of what a verb takes
DIRECTIONS = frozenset("back off out away together down up in over apart aside ahead not".split())
CUT = frozenset("relcl appos parataxis dep meta intj npadvmod".split())  # what stands aside in a phrase
ASIDE = frozenset({"advcl", "acl"})
NAMES = frozenset("NORP GPE ORG PERSON LOC FAC EVENT LAW PRODUCT LANGUAGE".split())
PEOPLES = ("ian", "ean", "ish", "ese", "ani", "aqi", "can")  # ends of adjectives that keep their capital
TIMES = frozenset({"DATE", "TIME", "ORDINAL"})
# what a "not" bears on: without it the clause would deny more than the text does
LIMITING = frozenset("entirely fully wholly completely always necessarily alone only merely yet".split())
SPANS = frozenset("day decade month week year".split())  # "pressed B for months to leave"
ASKING = frozenset("ask beg encourage implore order press pressure tell urge".split())
RELATIVE = frozenset("that which who whom where when whose".split())
BOTH = frozenset({"between", "among"})
THEMSELVES = frozenset("itself himself herself themselves".split())
WHOM = frozenset({"those", "anyone", "all"})  # who these are tells only the clause behind them
HELPERS = frozenset({"aux", "auxpass", "neg"})


def word(token: Token) -> str:
    """A word in lower case, as a headline's may not be, unless it belongs to a name."""
    if not token.text[:1].isupper():
        return token.text
    capital = token.text[1:].islower() or token.tag_ == "DT"
    headline = capital and is_titled(token.sent)
    if not capital or token.ent_type_ in NAMES or (token.pos_ == "ADJ" and token.lower_.endswith(PEOPLES)):
        return token.text
    if token.pos_ == "PROPN":  # in a headline perhaps a mere noun, which the text below it shows
        return token.lower_ if headline and any(t.text == token.lower_ for t in token.doc) else token.text
    return token.lower_ if headline or token.i == token.sent.start else token.text


def is_titled(sent: Span) -> bool:
    """Whether a sentence is a headline whose words begin with capitals."""
    words = [t for t in sent[1:] if t.is_alpha and len(t.text) > LONGEST_SMALL]
    return 2 * sum(t.text[:1].isupper() for t in words) > len(words) and any(
        t.text[:1].isupper() and t.pos_ != "PROPN" for t in words
    )


def verb_words(verb: Token, *, several: bool, over: bool, ahead: bool = False) -> str | None:
    """A verb with its auxiliaries and the adverbs between them, agreeing with another subject; None where it is broken.

    A verb without a tense of its own gets one: over tells whether it is the past, ahead whether it is still to come.
    """
    helpers = [c.i for c in verb.lefts if c.dep_ in HELPERS]
    if not is_finite(verb):
        if any(verb.doc[i].dep_ == "neg" for i in helpers):
            return None
        if verb.tag_ == "VBN" and is_passive(verb):
            return f"{past('be', several, '') if over else present('be', several)} {verb.lower_}"
        if any(c.tag_ == "TO" for c in verb.lefts) and verb.dep_ == "ROOT":  # "Chad to host talks"
            return f"{present('be', several)} to {verb.lower_}"
        if (modal := _shared_modal(verb)) is not None:  # "will sell oil and buy gas"
            return f"{modal.lower_} {verb.lower_}"
        if ahead and verb.tag_ == "VB":
            return f"{present('be', several)} to {verb.lower_}"
        over = over or verb.tag_ == "VBN"  # what the tagger takes for a participle without an auxiliary
        return past(verb.lemma_.lower(), several, verb.text) if over else present(verb.lemma_.lower(), several)
    start = min((*helpers, verb.i))
    between = verb.doc[start : verb.i + 1]
    if any(t.dep_ in ("nsubj", "nsubjpass") and t.lower_ not in THEMSELVES for t in between):
        return None
    own = [t for t in between if t.i == verb.i or t.dep_ in HELPERS or (t.dep_ == "advmod" and t.head.i == verb.i)]
    rest = "".join(word(t) + t.whitespace_ for t in own if t.i > start)
    glued = rest[:3] in ("n't", "n’t") or not rest
    following = verb.doc[verb.i + 1 : verb.i + 2]
    no = "".join(t.text for t in following if t.dep_ == "neg" and t.head.i == verb.i)  # "is not ready to sell"
    rest += f" {no}" if no.isalpha() else no
    return f"{agreeing(verb.doc[start], several)}{'' if glued else ' '}{rest}".strip()


def _shared_modal(verb: Token) -> Token | None:
    """The modal that a bare verb shares with the one it is joined to."""
    joined = verb.tag_ == "VB" and verb.dep_ == "conj" and not any(c.dep_ == "aux" for c in verb.children)
    shared = verb.head.lefts if joined and not any(c.dep_ == "neg" for c in verb.head.children) else ()
    return next((c for c in shared if c.dep_ == "aux" and c.tag_ == "MD"), None)


def complements(verb: Token, needed: Iterable[int]) -> list[Token] | None:
    """The words behind a verb that tell its act, in text order; None where they would be too many.

    needed: offsets of words that may not be left out
    """
    must = frozenset(needed)
    stop = next((t.i for t in verb.doc[verb.i : verb.sent.end] if t.text in (";", ":")), verb.sent.end)
    if any(i > stop for i in must):
        return None
    told = ([t for t in piece if t.i < stop] for piece in (*_gap(verb, must), *_pieces(verb, must)))
    pieces = [(p, _is_needed(p, must)) for p in told if p]
    while _length(_shortened([t for piece, _ in pieces for t in piece], must)) > LONGEST:
        optional = [n for n, (_, need) in enumerate(pieces) if not need]
        if not optional:
            break
        pieces.pop(optional[-1])
    tokens = _shortened([t for piece, _ in pieces for t in piece], must)
    kept = {t.i for t in tokens}
    torn = any(t.text == "-" and not {t.i - 1, t.i + 1} <= kept for t in tokens)
    return tokens if _length(tokens) <= HARDEST and not torn and must <= kept | {verb.i} else None


def _length(tokens: list[Token]) -> int:
    """How many words there are; hyphens and the like are none."""
    return sum(not t.is_punct and t.tag_ != "POS" for t in tokens)


def _pieces(verb: Token, must: frozenset[int]) -> Iterator[list[Token]]:
    """What hangs on a verb behind it, each with its subtree without asides."""
    piece: list[Token] = []
    negated = any(c.dep_ == "neg" for c in verb.children)
    for child in verb.rights:
        own = {t.i for t in child.subtree}
        adverbs = DIRECTIONS | LIMITING if negated else DIRECTIONS
        argument = child.dep_ in NEEDED or (child.dep_ == "advmod" and child.lower_ in adverbs)
        purpose = child.dep_ == "advcl" and child.tag_ == "VB" and child.left_edge.lower_ == "to"
        if child.dep_ == "prep" and child.lower_ in WELCOME:
            argument = not any(t.ent_type_ in TIMES for t in child.children)
        if (child.dep_ == "prep" and child.lower_ == "according") or (_is_comment(child) and not own & must):
            continue
        # a headline's "as talks with B stall", whose verb the parser takes for an adverb
        after = any(t.lower_ == "as" for t in piece) and child.left_edge.i == piece[-1].i + 1
        stalls = after and child.dep_ in ("advmod", "advcl")
        if argument or purpose or stalls or (own & must and child.dep_ in ("prep", "advcl")):
            piece = list(_whole(child, must))
            yield piece
    if verb.lemma_ in ASKING and (asked := _asked(verb)) is not None:
        yield list(_whole(asked, must))


def _asked(verb: Token) -> Token | None:
    """What somebody is asked to do where the parser has it in an aside: "urged B, whose ships left, to return"."""
    if any(c.dep_ in ("xcomp", "ccomp") or (c.dep_ == "advcl" and c.tag_ == "VB") for c in verb.rights):
        return None
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.tag_ == "VB" and token.left_edge.lower_ == "to" and token.dep_ in ("advcl", "relcl", "acl", "xcomp"):
            behind_comma = token.left_edge.nbor(-1).text == "," and any(t.dep_ == "relcl" for t in token.ancestors)
            if behind_comma or token.head.ent_type_ in TIMES or token.head.lemma_ in SPANS:
                return token
    return None


def _gap(verb: Token, must: frozenset[int]) -> Iterator[list[Token]]:
    """What a relative clause has as its object: the words before it."""
    relative = [t for t in verb.subtree if t.lower_ in RELATIVE and t.i < verb.i]
    direct = [c for c in verb.children if c.dep_ == "dobj"]
    if verb.dep_ != "relcl" or verb.head.pos_ not in ("NOUN", "PROPN", "NUM") or (direct and direct != relative[:1]):
        return
    if not direct and relative and relative[0].dep_ != "mark":
        return
    stranded = any(c.dep_ == "prep" and not list(c.children) for c in verb.rights)
    doers = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not stranded and doers and not any(c.dep_ in ("ccomp", "acomp", "attr") for c in verb.children):
        yield [t for t in _whole(verb.head, must) if t.i < verb.left_edge.i]


def _is_needed(piece: list[Token], must: frozenset[int]) -> bool:
    """Whether a piece may not be left out; the clause of an act that has an object may."""
    head = min(piece, key=lambda t: sum(1 for _ in t.ancestors)) if piece else None
    return head is not None and (head.dep_ in NEEDED or head.dep_ == "advmod" or any(t.i in must for t in piece))


def _whole(top: Token, must: frozenset[int]) -> Iterator[Token]:
    """The words of a phrase without its asides, dates, and what is joined to a word that is needed."""
    dates = _dates(top.doc, top.left_edge.i, top.right_edge.i + 1)
    dropped: set[int] = set()
    for token in top.subtree:
        if token.i == top.i or token.i in dropped:
            continue
        own = {t.i for t in token.subtree}
        if token.head.i in dates and token.i not in dates and not own & must:  # "after two days of talks"
            dropped |= own
            continue
        glued = token.i + 1 < len(token.doc) and token.nbor().text == "-"  # "state-owned"
        telling = token.tag_ == "VBN" and token.i == token.head.i + 1 and len(own) <= LONGEST_TELLING  # "areas held by"
        whom = token.dep_ == "relcl" and token.head.lower_ in WHOM
        aside = (token.dep_ in CUT and token.head.lower_ != "worth" and not glued and not whom) or (
            token.dep_ in ASIDE and token.i > token.head.i and token.tag_ != "VB" and not telling
        )
        joined = token.dep_ == "conj" and (
            is_verb(token)
            or begins_clause(token)
            or (token.head.i in must and token.head.dep_ != "conj")
            or any(c.dep_ == "punct" for c in token.head.rights)
        )
        joined = joined and token.head.head.lower_ not in BOTH and not _is_of_needed(token, must)
        if not own & must and (aside or joined or _is_comment(token)) and not _is_bare(token.head):
            dropped |= own
    for token in top.subtree:
        gone = token.i in dropped or token.i in dates or token.is_space
        loose = token.dep_ in ("cc", "preconj") and _is_idle(token, dropped)
        if not gone and not loose and not (token.is_punct and token.text not in "-'’\"“”,%&/"):
            yield token


def _is_of_needed(joined: Token, must: frozenset[int]) -> bool:
    """Whether a name in a list tells whose officials are needed: "the ambassadors of A, B and C"."""
    first = joined
    while first.dep_ == "conj":
        first = first.head
    of = first.head if first.dep_ == "pobj" and first.head.lower_ == "of" else None
    return of is not None and of.head.i in must and of.head.dep_ == "dobj" and of.head.tag_ == "NNS"


def _is_bare(verb: Token) -> bool:
    """Whether a deed tells nothing without what hangs on it or is joined to it: "of acting only because …"."""
    return (
        verb.dep_ == "pcomp"
        and verb.tag_ == "VBG"
        and all(c.dep_ in ("advmod", "cc", "conj", "advcl", "punct") for c in verb.children)
    )


def _is_comment(noun: Token) -> bool:
    """Whether a noun behind a comma comments on the clause: "sold it gas, an affront", which the parser may misread."""
    first = noun.left_edge.i
    return noun.dep_ in ("dobj", "attr", "oprd", "pobj") and first > 0 and noun.doc[first - 1].text == ","


def _is_idle(conjunction: Token, dropped: set[int]) -> bool:
    """Whether all that an "and" joins to its word is left out."""
    joined = [c for c in conjunction.head.children if c.dep_ == "conj"]
    two_owners = conjunction.head.dep_ == "poss" and not joined  # "A's and B's affairs"
    return not two_owners and all(c.i in dropped for c in joined)


def _shortened(tokens: list[Token], must: frozenset[int]) -> list[Token]:
    """The words without phrases at their end, as long as they are too many; a last preposition goes with its object."""
    while _length(tokens) > LONGEST:
        kept = {t.i for t in tokens}
        for token in reversed(tokens):
            own = {t.i for t in token.subtree} & kept
            loose = token.dep_ in ("prep", "acl", "conj", "advcl", "advmod") and token.head.i in kept
            loose = loose and token.lower_ != "of"  # "at the request of": nothing without what follows
            if loose and not own & must and max(own) == tokens[-1].i:
                if token.head.dep_ == "acl" and token.head.tag_ == "VBN" and token.head.i + 1 == min(own):
                    own |= {token.head.i} - must  # "forces stationed", without where
                own |= {c.i for c in token.head.children if c.dep_ == "cc" and token.dep_ == "conj"}
                tokens = [t for t in tokens if t.i not in own]
                break
        else:
            return tokens
    return tokens


def _dates(doc: Doc, start: int, end: int) -> set[int]:
    """Offsets of the words in a range that only tell when: "on Monday", "last week"."""
    found: set[int] = set()
    for ent in spans(doc, start, end, frozenset({"DATE", "TIME"})):
        root = ent.root
        if root.dep_ in ("npadvmod", "advmod"):
            found |= set(range(ent.start, ent.end))
        elif root.dep_ == "pobj" and root.head.i == ent.start - 1:
            found |= set(range(root.head.i, ent.end))
    return found
