"""The words above a predicate that bear on it: plan, promise, threat, refusal, end, denial, negation, condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import is_finite, is_passive, is_verb, partner, stands_alone

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.registry import Operators

NOTHING = frozenset({"nothing", "nobody", "none"})
ARTICLES = frozenset({"a", "the", "its", "their", "his", "her"})
NOBODY = frozenset("not neither none nobody".split())  # with which the subject of what nobody does begins
MODALS = {
    "will": "plan", "'ll": "plan", "’ll": "plan", "shall": "plan", "wo": "plan", "would": "would", "'d": "would",
    "could": "may", "may": "may", "might": "may", "can": "may", "should": "ought", "must": "ought", "ought": "ought",
}  # fmt: skip
GUESSES = frozenset("may might must".split())  # "may have shelled": what is done already is no plan
CONDITIONS = frozenset("if unless whether".split())
AWAITING = frozenset({"until", "till", "once"})
# prepositions that a governed noun may stand behind
PASSING = frozenset("of to for with from on into by as about against".split())
UPWARD = frozenset(
    "xcomp ccomp dobj pobj pcomp acl nsubjpass nsubj conj prep attr acomp advcl relcl oprd agent".split()
)
FACTIVE = frozenset("help matter hurt surprise bother".split())  # "it did not help that": what follows is so
HIGHEST = 10
# whoever promises these has given them already ("pledged support", "agreed a deal", "vowed to stand by")
SUBJUNCTIVE = frozenset("ask demand insist propose recommend request require urge".split())
STANCES = frozenset(
    "support back backing solidarity allegiance loyalty defend endorse respect uphold honour honor deal agreement "
    "accord treaty pact"
    " memorandum compromise settlement apology condolence gratitude praise".split()
)


@dataclass(frozen=True, slots=True)
class Step:
    """One word that bears on a predicate, from the inside out: its effect, and the token."""

    effect: str
    token: Token


def read_mode(  # noqa: C901 - one climb up the tree; its steps make sense only in this order
    trigger: Token, operators: Operators, skip: frozenset[int] = frozenset()
) -> tuple[Step, ...]:
    """The steps from a predicate outward to the clause that commits to it.

    trigger: the predicate; skip: offsets of words that are part of the predicate itself
    """
    steps: list[Step] = []
    token = trigger
    for _ in range(HIGHEST):
        if token.i not in skip or token is trigger:
            steps += read_own(token)
        head = token.head
        if token.dep_ == "compound" and head.pos_ == "NOUN" and _effect(head, operators) in ("begin", "plan"):
            token = head  # "mediation efforts", "peace plan": the act is what the effort is for
            continue
        if head is token or token.dep_ not in UPWARD or stands_alone(token):
            break
        if token.dep_ == "prep" and head.dep_ in ("prep", "prt", "advmod") and is_verb(head.head):
            head = head.head  # "pull out of the accord": what counts is the verb with its particle
        elif token.dep_ == "prep" and not _passes(token, operators):
            break
        if token.dep_ == "prep" and _is_ground(token):
            if _effect(head, operators) == "blame":
                steps.append(Step("blame", head))
            break
        if token.dep_ == "conj":
            if token.pos_ != head.pos_:
                break
            head = partner(token)
            steps += [s for s in read_own(head) if s.effect not in ("not", "if")]
            if head.i not in skip and not _shares_governor(head):
                break
            token = head
            continue
        if _is_listed(token):
            token = head
            continue
        if token.dep_ in ("relcl", "advcl"):
            steps += _condition(token)
            if token.dep_ == "advcl" and token.tag_ == "VB" and is_verb(head):
                steps += _purpose(token, operators)
            break
        if token.dep_ in ("nsubj", "nsubjpass", "agent") and not (token.pos_ in ("NOUN", "PROPN") and is_verb(head)):
            break
        effect = _effect(head, operators) if head.i not in skip else None
        if effect in ("end", "ease") and _is_purpose(token):
            break
        if token.dep_ == "xcomp" and head.lemma_ == "be" and any(c.tag_ == "TO" for c in token.children):
            effect = "plan"  # "is to visit"
        if effect == "promise" and _is_stance(token, trigger):
            effect = None
        if effect in ("report", "blame") and _is_refuted(head, operators):
            effect = "deny"
        bare = token.lower_ == token.lemma_ and head.lemma_ in SUBJUNCTIVE  # "demands that the military release"
        if effect == "urge" and token.dep_ == "ccomp" and is_finite(token) and not bare:
            effect = "report"  # "told parliament that it had …", unlike "demanded that it …"
        if token.dep_ == "nsubj" and effect not in ("end", "fail", "begin", "plan", "ease"):
            break
        if token.dep_ == "ccomp":
            if _is_given(token):
                break
            steps += _condition(token)
        if token.dep_ == "acl" and effect is None and head.pos_ == "NOUN" and token.tag_ != "VB":
            break
        if effect is not None and effect != "support":
            steps.append(Step(effect, head))
        token = head
        if (
            token.pos_ in ("NOUN", "PROPN")
            and effect is None
            and trigger.i != token.i
            and token.dep_ not in ("dobj", "pobj", "nsubjpass")
        ):
            break
    return _once(steps)


def _once(steps: list[Step]) -> tuple[Step, ...]:
    """The steps with one negation of each noun, the outermost: "has no plans to lift" is negated once."""
    kept: list[Step] = []
    negated: set[int] = set()
    for step in reversed(steps):
        noun = step.token.head.i if step.token.dep_ == "det" else step.token.i
        if step.effect != "not" or noun not in negated:
            kept.append(step)
        if step.effect == "not":
            negated.add(noun)
    return tuple(reversed(kept))


def _purpose(verb: Token, operators: Operators) -> list[Step]:
    """What bears on a clause of purpose, which shares the mood of the verb that it hangs on."""
    head, before = verb.head, verb.doc[verb.left_edge.i - 1]
    steps = list(read_own(head))
    if before.dep_ == "dobj" and before.head.i == head.i:  # "repeated his offer to meet B"
        offered = operators.effect("noun", before.lemma_.lower())
        if offered in ("promise", "plan", "threaten", "refuse", "hope"):
            return [*steps, Step(offered, before)]
    effect = _effect(head, operators)
    bare = effect in ("promise", "threaten", "refuse") and not any(c.dep_ == "dobj" for c in head.children)
    if effect is not None and (effect == "urge" or bare):  # "called on B to …", "vowed on Monday to …",
        steps.append(Step(effect, head))  # which the parser takes for a purpose
    return steps


def _is_given(clause: Token) -> bool:
    """Whether a sentence takes its clause for a fact: "it did not help that A is an ally of B"."""
    above = clause.head
    impersonal = any(c.dep_ == "nsubj" and c.lower_ == "it" for c in above.lefts)
    return impersonal and above.lemma_ in FACTIVE and any(c.lower_ == "that" for c in clause.lefts)


def _is_purpose(verb: Token) -> bool:
    """Whether an infinitive tells what for something else is done: "dumped milk to protest"."""
    infinitive = verb.dep_ == "xcomp" and any(c.tag_ == "TO" for c in verb.lefts)
    return infinitive and any(c.dep_ == "dobj" and c.i < verb.i for c in verb.head.children)


def _is_stance(token: Token, trigger: Token) -> bool:
    """Whether a promise itself gives what is promised: a noun of support or accord, a verb of standing by someone."""
    return (
        token is trigger
        and trigger.lemma_.lower() in STANCES
        and (is_verb(trigger) is False or trigger.dep_ in ("xcomp", "acl"))
    )


def _is_refuted(noun: Token, operators: Operators) -> bool:
    """Whether a text says of a claim that it is not true: "the claim that Peru shot first is false"."""
    said = [c for c in noun.children if c.dep_ == "amod"]  # "false claims"
    if noun.dep_ in ("nsubj", "nsubjpass"):
        said += [c for c in noun.head.children if c.dep_ in ("acomp", "attr", "oprd")]
    if noun.i == noun.sent.start and noun.dep_ == "ROOT":  # a headline, whose noun is taken for a verb
        said += [c for verb in noun.rights if verb.lemma_ == "be" for c in verb.rights if c.dep_ == "acomp"]
    return any(operators.effect("adjective", token.lemma_.lower()) == "deny" for token in said)


def _passes(prep: Token, operators: Operators) -> bool:
    """Whether the word before a preposition governs the noun behind it ("a threat of", "took part in")."""
    if _effect(prep.head, operators) == "support":
        return True
    if prep.head.pos_ == "NOUN":
        return prep.lower_ in ("of", "to", "for") or _of_deed(prep, operators) is not None
    return prep.lower_ in PASSING


def _is_ground(prep: Token) -> bool:
    """Whether a deed behind a preposition is what an act is for, and done: "will punish B for shelling C"."""
    deed = any(c.dep_ == "pcomp" for c in prep.children)
    return deed and prep.lower_ == "for" and is_verb(prep.head) and any(c.dep_ == "dobj" for c in prep.head.children)


def _of_deed(prep: Token, operators: Operators) -> str | None:
    """The effect of a noun with a preposition before a verb, where both together have one: "talks on ending"."""
    deed = any(c.dep_ == "pcomp" for c in prep.children)
    return operators.effect("noun", f"{prep.head.lemma_.lower()} {prep.lower_}") if deed else None


def _is_listed(verb: Token) -> bool:
    """Whether a parser takes for a purpose what is listed: "promised to sell B oil, to lend it ships and to open D"."""
    listed = verb.dep_ == "advcl" and verb.head.dep_ == "xcomp" and any(c.dep_ == "conj" for c in verb.rights)
    bare = listed and all(v.tag_ == "VB" and any(c.tag_ == "TO" for c in v.lefts) for v in (verb, verb.head))
    return bare and verb.doc[verb.left_edge.i - 1].text == ","


def _shares_governor(token: Token) -> bool:
    asked = token.dep_ == "advcl" and token.tag_ == "VB"  # "called on B to end the war and to withdraw"
    return (
        asked
        or _is_listed(token)
        or token.dep_ in ("xcomp", "pcomp", "dobj", "pobj", "acl", "ccomp", "conj", "nsubjpass")
    )


def verb_effect(verb: Token, operators: Operators) -> str | None:
    """The effect of a verb, with its particle or preposition where both have one ("step up", "put on hold")."""
    lemma = verb.lemma_.lower()
    for child in verb.children:
        dated = child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children)  # "on Monday"
        pair = f"{lemma} {child.lower_}" if child.dep_ in ("prt", "prep") else ""
        found = operators.effect("verb", pair) if pair and not dated else None
        ends = [o for o in child.children if o.dep_ == "pobj"] if pair else []
        found = next((e for o in ends if (e := operators.effect("verb", f"{pair} {o.lower_}"))), found)
        if found:
            return found
    return operators.effect("verb", lemma)


def _effect(token: Token, operators: Operators) -> str | None:
    lemma = token.lemma_.lower()
    if is_verb(token):
        if lemma == "go" and token.tag_ == "VBG":
            return "plan"
        if is_passive(token) and (own := operators.effect("adjective", token.lower_)):
            return own  # "is poised to attack": the tagger's verb
        return verb_effect(token, operators)
    if token.pos_ in ("NOUN", "PROPN"):
        if lemma == "order" and token.head.lower_ == "in":
            return None  # "in order to"
        told = (_of_deed(c, operators) for c in token.rights if c.dep_ == "prep")
        return next(filter(None, told), None) or operators.effect("noun", lemma)
    if token.pos_ == "ADJ":
        return operators.effect("adjective", lemma)
    return None


def read_own(token: Token) -> list[Step]:
    """Negation and modality that stand with the word itself."""
    steps, negations = [], []
    for child in token.children:
        dep, word = child.dep_, child.lower_
        if dep == "aux" and word in MODALS:
            steps.append(Step("report" if word in GUESSES and _is_perfect(token) else MODALS[word], child))
        if dep == "neg" or (dep in ("det", "preconj", "cc") and word in ("no", "neither", "without")):
            negations.append(Step("not", child))
        if dep == "dobj" and _is_nothing(child):  # "sells B nothing", "sent no troops to B"
            negations.append(Step("not", child))
        if word == "longer" and any(c.lower_ == "no" for c in child.children):
            negations.append(Step("end", child))
    without = token.dep_ in ("pcomp", "pobj") and token.head.lower_ == "without"
    if without or (token.dep_ in ("relcl", "acl") and token.tag_ == "VB" and _is_nothing(token.head)):
        negations.append(Step("not", token.head))  # "did nothing to help"
    if token.tag_ == "VB" and token.dep_ == "ROOT" and any(c.dep_ == "nsubj" for c in token.lefts):
        steps += [Step("plan", c) for c in token.lefts if c.tag_ == "TO"]  # a headline's future: "Chad to host talks"
    if is_verb(token):  # "not A nor B is blocking it", "none of them has"
        opening = [c.left_edge for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        negations += [Step("not", t) for t in opening if t.lower_ in NOBODY]
    return [*steps, *negations]


def _is_nothing(noun: Token) -> bool:
    """Whether a noun phrase is of nothing, or of next to nothing: "no troops", "little help"; not "a few troops"."""
    before = {c.lower_ for c in noun.lefts}
    few = before & {"little", "few"} and noun.left_edge.lower_ not in ARTICLES
    return noun.lower_ in NOTHING or "no" in before or bool(few)


def _is_perfect(verb: Token) -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)


def _condition(token: Token) -> list[Step]:
    for child in token.children:
        if child.dep_ in ("mark", "advmod") and (
            child.lower_ in CONDITIONS or (child.lower_ in AWAITING and _is_to_come(token))
        ):
            return [Step("if", child)]
    return []


def _is_to_come(clause: Token) -> bool:
    """Whether a clause of time tells what is still to come: "will stay shut until B opens its market"."""
    present = ("VBZ", "VBP")
    own = clause.tag_ in present or any(c.dep_ in ("aux", "auxpass") and c.tag_ in present for c in clause.lefts)
    return own or any(c.dep_ == "aux" and c.lower_ in MODALS for c in clause.head.lefts)
