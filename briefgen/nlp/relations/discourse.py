"""Targets that an earlier sentence names: the doer of an act referred back to, the other side of an act told again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import objects, surface_subject
from briefgen.nlp.parse.grammar import is_verb, support_verb
from briefgen.nlp.relations.confidence import SURE
from briefgen.nlp.relations.deeds import called_deed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model import Action
    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Party
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.relations.frames import Lexicon
    from briefgen.registry import Sense

PAIR = 2
MEMORY = 5  # sentences within which "the strike" is a strike told before
SEVERAL = frozenset({"them", "these", "those"})
STEPS = frozenset("move decision step measure action announcement initiative gesture".split())
STANCES = frozenset({"ACCUSE", "REJECT", "SUPPORT", "PROTEST"})
DEFINITE = frozenset("the this that these those".split())
STEM = 4  # letters that a verb and its noun have in common
IMPLIED = 3  # sentences within which an act without a target has the last one's
UNSURE = frozenset("adjunct beyond implied event reach thing unlisted otherwise".split())  # rules that often err
VERDICTS = frozenset("verdict ruling sentence judgment judgement conviction".split())
TRIALS = frozenset("trial prosecution proceedings case detention imprisonment conviction".split())
HELD = frozenset("try charge indict prosecute sue arrest detain jail imprison convict sentence".split())
VISITS = frozenset("trip visit tour stopover journey".split())
VISITING = frozenset("visit travel fly go arrive due tour trip journey".split())
JUDGING = VERDICTS | frozenset("convict jail imprison acquit rule fine order annul overturn uphold".split())
TALKING = frozenset("discuss debate mention raise review".split())  # whoever does this to a deal need not have made it
ACCORDS = frozenset(
    "accord agreement armistice arrangement ceasefire compromise deal pact settlement treaty truce".split()
)
ANSWERED = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT", "SANCTION", "ASSAULT", "COERCE"})
LASTING = frozenset({"SANCTION", "ASSAULT", "COERCE", "ACCUSE", "REJECT", "THREATEN"})


def doers(
    token: Token, sense: Sense, lexicon: Lexicon, earlier: Sequence[Finding], barred: frozenset[str]
) -> tuple[Party, ...]:
    """Who did what the object refers back to: "condemned the strike" after a sentence that tells who struck.

    Also the subject of a verb that carries a noun: "the strike drew criticism".
    """
    verb = None if is_verb(token) else support_verb(token)
    for noun in objects(token) if is_verb(token) else surface_subject(verb) if verb is not None else []:
        if token.dep_ == "acl" and (found := _sides(noun, earlier, barred)):
            return found
        if noun != token and (found := referred(noun, sense, lexicon, earlier, barred)):
            return found  # but nobody's deed is "the agreement" in "the agreement was announced by A"
    return ()


def referred(
    noun: Token, sense: Sense, lexicon: Lexicon, earlier: Sequence[Finding], barred: frozenset[str]
) -> tuple[Party, ...]:
    """Who did what a definite noun refers back to, for a stance or another act of a sense."""
    if called_deed(noun, lexicon):
        return _called(noun, sense, lexicon, earlier, barred) if sense.action in STANCES else ()
    if not any(c.dep_ == "det" and c.lower_ in DEFINITE for c in noun.children):
        return ()
    lemma = noun.lemma_.lower()
    if lemma in STEPS:
        return _last_step(noun, earlier, barred) if sense.action in STANCES else ()
    acts = {s.action for s in lexicon.senses.get(("noun", lemma), ())}
    verbs = _words_for(lemma)
    if lemma in TRIALS:
        acts |= {"COERCE", "ACCUSE"}
    told = [f for f in earlier if acts and f.trigger < noun.i and _is_word(f, noun.doc[f.trigger], verbs, acts)]
    told = [f for f in told if not f.symmetric and f.rule not in UNSURE and not f.ends & barred]
    if told:  # however long ago
        return (meant(told[-1].source, noun),)
    for finding in reversed(earlier) if acts else ():
        if finding.trigger > noun.i:
            continue
        if _sentences_back(noun, finding) > MEMORY:
            break
        same = noun.doc[finding.trigger].lemma_.lower() == lemma or finding.sense.action in acts
        if same and not finding.symmetric and not {finding.source.actor, finding.target.actor} & barred:
            return (meant(finding.source, noun),)
    return _makers(noun, acts, earlier, barred)


def _called(
    pronoun: Token, sense: Sense, lexicon: Lexicon, earlier: Sequence[Finding], barred: frozenset[str]
) -> tuple[Party, ...]:
    """Who did what "it" is that somebody calls a deed: what the clause before has as its object, else what it tells."""
    verb = pronoun.head
    start = pronoun.sent.start
    roots = [t for t in pronoun.doc[start - 1].sent if t.dep_ == "ROOT"] if start else []
    before = verb.head if verb.dep_ == "conj" else next(iter(roots), verb)
    nouns = [o for o in objects(before) if o.pos_ == "NOUN"] if is_verb(before) and before != verb else []
    definite = [o for o in nouns if any(c.dep_ == "det" and c.lower_ in DEFINITE for c in o.children)]
    number = "NNS" if pronoun.lower_ in SEVERAL else "NN"
    if thing := next((o for o in definite if o.tag_ == number), None):
        told = [f for f in earlier if f.trigger == before.i and f.target.via == "event"]  # "Poland condemned it, too"
        return tuple(meant(f.target, pronoun) for f in told) or referred(thing, sense, lexicon, earlier, barred)
    return _last_step(pronoun, earlier, barred)


def _words_for(lemma: str) -> frozenset[str]:
    """The words by which an act that a noun refers back to may have been told."""
    if lemma in TRIALS:
        return HELD | {lemma}
    if lemma in VISITS:
        return VISITING | {lemma}
    return JUDGING if lemma in VERDICTS else frozenset({lemma})


def _is_word(finding: Finding, trigger: Token, words: frozenset[str], acts: set[Action]) -> bool:
    """Whether a finding is told by a word that a noun may mean again, or by one of its stem: "seized", "seizure"."""
    lemma = trigger.lemma_.lower()
    stems = {word[:STEM] for word in words if len(word) >= STEM}
    return lemma in words or (finding.sense.action in acts and lemma[:STEM] in stems and is_verb(trigger))


def _last_step(noun: Token, earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Who took the step that "the move" means: whoever does the main thing that its paragraph, else the text, told.

    At the start of a paragraph it is the text's first, later on the one of the sentence before.
    """
    before = [f for f in earlier if f.trigger < noun.i and f.rule in SURE and not f.symmetric]
    if not before:
        return ()
    opens = any("\n" in t.text for t in noun.doc[before[-1].trigger : noun.i] if t.is_space)
    sent = noun.doc[before[0 if opens else -1].trigger].sent
    near = [f for f in before if sent.start <= f.trigger < sent.end]
    main = min(near, key=lambda f: sum(1 for _ in noun.doc[f.trigger].ancestors))
    step = main.target if main.target.via == "event" else main.source  # "Poland condemned it, too"
    return (meant(step, noun),) if (opens or _sentences_back(noun, main) <= 1) and step.actor not in barred else ()


def _makers(noun: Token, acts: set[Action], earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Who made the deal that "condemned the deal" means: the sides of the accord that was told first."""
    if not acts & {"AGREE", "SUPPORT"} or noun.lemma_.lower() not in ACCORDS:
        return ()
    told = [f for f in earlier if f.symmetric and f.rule != "reach" and not f.ends & barred]
    told = [f for f in told if all(step.token.lemma_ not in TALKING for step in f.steps)]
    accords = [f for f in told if f.action == "AGREE" or noun.doc[f.trigger].lemma_.lower() in ACCORDS]
    if not accords:
        return ()
    first = [p for f in accords if f.trigger == accords[0].trigger for p in (f.source, f.target)]
    sides = Counter(p.actor for p in first).most_common()
    sided = sides if len(sides) == 2 else sides[:1] if sides[0][1] > sides[1][1] else []  # the one all others deal with
    return tuple(meant(next(p for p in first if p.actor == actor), noun) for actor, _ in sided)


def _sides(noun: Token, earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whose deal it is that a sentence calls brokered: A and B in "A and B signed a truce brokered by C"."""
    accords = noun.lemma_.lower() in ACCORDS
    told = [f for f in earlier if f.symmetric and f.trigger >= noun.sent.start and not f.ends & barred]
    ends = {p.actor: p for f in told for p in (f.source, f.target)} if accords else {}
    return tuple(meant(p, noun) for p in ends.values()) if len(ends) == PAIR else ()


def meant(party: Party, noun: Token) -> Party:
    """A party told before, as what a word refers back to."""
    return replace(party, head=noun.i, start=noun.left_edge.i, end=noun.i + 1, via="event")


def counterpart(token: Token, sense: Sense, earlier: list[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom an act without a target is aimed at, if it was just told of another: "Yemen also broke off ties"."""
    if sense.action not in LASTING:
        return ()
    for finding in reversed(earlier):
        same = finding.sense.key == sense.key or (
            finding.sense.action == sense.action and finding.sense.pos == sense.pos
        )
        if not same or finding.symmetric or finding.rule == "implied" or finding.target.actor in barred:
            continue  # of a clash nobody is the target
        back = _sentences_back(token, finding)
        if back > IMPLIED:
            break
        if back:
            return (replace(finding.target, head=token.i, start=token.i, end=token.i + 1, via="implied"),)
    return ()


def measured(token: Token, earlier: Sequence[Finding], barred: frozenset[str]) -> tuple[Party, ...]:
    """Whom "the sanctions" are on, where they hang on no one: those on whom alone the text has told of measures."""
    found = {
        f.target.actor: f.target
        for f in earlier
        if f.sense.action == "SANCTION" and f.sense.pos == "noun" and f.rule in SURE and f.trigger < token.i
    }
    return tuple(meant(p, token) for p in found.values()) if len(found) == 1 and not barred & found.keys() else ()


def provokers(
    token: Token,
    action: Action,
    earlier: Sequence[Finding],
    barred: frozenset[str],
    cast: Cast,
    rules: frozenset[str] = SURE,
) -> tuple[Party, ...]:
    """Who last did something hostile to the doers of an act, which may answer it: "Chad denied it".

    action: the act's class: what was asked is refused, not answered with threats
    rules: those by which it has to be told
    """
    doers = {cast.top(actor) for actor in barred}
    answered = ANSWERED if action == "REJECT" else ANSWERED - {"REQUEST"}
    hostile = [f for f in earlier if f.rule in rules and f.action in answered and cast.top(f.target.actor) in doers]
    found = [f for f in hostile if f.trigger < token.i and cast.top(f.source.actor) not in doers]
    if not found or _sentences_back(token, found[-1]) > IMPLIED:
        return ()
    return tuple(meant(f.source, token) for f in found if f.trigger == found[-1].trigger)


def is_told_of(token: Token, *, deed: bool, open_: bool) -> bool:
    """Whether an act answers nobody: one that is only charged, a deed denied, stopped or done to whom nobody tells.

    deed: whether it is more than words; open_: whether the text leaves open to whom it is done
    """
    verb = token if is_verb(token) else support_verb(token)
    if verb is None:
        return False
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    stopped = verb.dep_ == "xcomp" and verb.head.dep_ == "xcomp"  # "urged B to stop shelling the town"
    return verb.dep_ == "pcomp" or (deed and (open_ or stopped or verb.dep_ == "ccomp"))


def _sentences_back(token: Token, finding: Finding) -> int:
    """How many sentences before a token a finding was told; beyond `MEMORY` they are not counted further."""
    starts = (i for i in range(token.i, finding.trigger, -1) if token.doc[i].is_sent_start)
    return sum(1 for _ in islice(starts, MEMORY + 1))
