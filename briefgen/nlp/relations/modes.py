"""The words above a predicate that bear on it: plan, promise, threat, refusal, end, denial, negation, condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import bidden_by_time
from briefgen.nlp.parse.grammar import is_finite, is_passive, is_verb, partner, stands_alone
from briefgen.nlp.relations.mood import NOBODY, Step, condition, read_own

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.registry import Operators

# prepositions that a governed noun may stand behind
PASSING = frozenset("of to for with from on into by as about against".split())
# before what goes on or went before, which shares no mood with its clause: "will talk despite clashes"
BESIDE = frozenset("after despite amid amidst since following".split())
UPWARD = frozenset(
    "xcomp ccomp dobj pobj pcomp acl nsubjpass nsubj conj prep attr acomp advcl relcl oprd agent".split()
)
UNTIL = frozenset("before after until as while".split())
TRUE = frozenset("true accurate correct so".split())
FALSELY = frozenset("falsely wrongly baselessly erroneously incorrectly mistakenly untruthfully".split())
FACTIVE = frozenset("help matter hurt surprise bother".split())  # "it did not help that": what follows is so
AIMING = frozenset("target hit affect cover strike cripple hurt".split())  # what measures do to whom they are meant for
ORDERING = frozenset("command direct instruct order task".split())
HIGHEST = 10
# whoever promises these has given them already ("pledged support", "agreed a deal", "vowed to stand by")
SUBJUNCTIVE = frozenset("ask demand insist propose recommend request require urge".split())
STANCES = frozenset(
    "support back backing solidarity allegiance loyalty defend endorse respect uphold honour honor deal agreement "
    "accord treaty pact"
    " memorandum compromise settlement apology condolence gratitude praise".split()
)


def read_mode(trigger: Token, operators: Operators, skip: frozenset[int] = frozenset()) -> tuple[Step, ...]:
    """The steps from a predicate outward to the clause that commits to it.

    trigger: the predicate; skip: offsets of words that are part of the predicate itself
    """
    steps: list[Step] = []
    token: Token | None = trigger
    for _ in range(HIGHEST):
        if token is None:
            break
        if token.i not in skip or token is trigger:
            steps += read_own(token)
        more, token = _above(token, trigger, operators, skip)
        steps += more
    return _once(steps)


def _above(token: Token, trigger: Token, operators: Operators, skip: frozenset[int]) -> tuple[list[Step], Token | None]:
    """What the word above a token adds, and from which word the climb goes on; None where it ends."""
    head = token.head
    if token.dep_ == "compound" and head.pos_ == "NOUN" and _effect(head, operators) in ("begin", "plan"):
        return [], head  # "mediation efforts", "peace plan": the act is what the effort is for
    if head is token or token.dep_ not in UPWARD or stands_alone(token) or _is_torn(token):
        return [], None
    if token.dep_ == "prep" and head.dep_ in ("prep", "prt", "advmod") and is_verb(head.head):
        head = head.head  # "pull out of the accord": what counts is the verb with its particle
    elif token.dep_ == "prep" and not _passes(token, operators):
        return [], None
    if token.dep_ == "prep" and (behind := _behind(token, operators)) is not None:
        return behind
    if token.dep_ == "conj":
        return _beside(token, skip)
    if _is_listed(token):
        return [], head
    if token.dep_ == "nsubj" and head.lemma_ in AIMING:
        return read_own(head), None  # "sanctions that would target B", "new duties will hit B"
    if token.dep_ in ("relcl", "advcl") or bidden_by_time(token):
        return _of_clause(token, operators), None
    if token.dep_ in ("nsubj", "nsubjpass", "agent") and not (token.pos_ in ("NOUN", "PROPN") and is_verb(head)):
        return [], None
    effect = _effect(head, operators) if head.i not in skip else None
    if (noun := _noun_between(token, effect, operators)) is not None:
        return noun
    return _governed(token, head, trigger, _bearing(effect, token, head, trigger, operators))


def _noun_between(token: Token, effect: str | None, operators: Operators) -> tuple[list[Step], Token | None] | None:
    """The end or the offer that an infinitive serves or tells, where the parser hangs it on the verb above."""
    if effect in ("end", "ease") and _is_purpose(token):
        return [], None
    offer = _offered(token, operators) if effect in ("support", "begin") else None
    return None if offer is None else ([offer], token.head)


def _behind(prep: Token, operators: Operators) -> tuple[list[Step], Token | None] | None:
    """What bears on a deed behind a preposition that tells its ground, or that a refusal before it governs."""
    if (noun := _governor(prep, operators)) is not None:
        return [Step("refuse", noun)], noun
    if _is_ground(prep):
        return [Step("blame", prep.head)] if _effect(prep.head, operators) == "blame" else [], None
    return None


def _governor(prep: Token, operators: Operators) -> Token | None:
    """The refusal in "voiced its opposition to sending B arms", where the parser hangs the "to" on the verb."""
    noun = prep.nbor(-1) if prep.dep_ == "prep" and prep.i and is_verb(prep.head) else None
    if (
        noun is None
        or noun.dep_ != "dobj"
        or noun.head.i != prep.head.i
        or all(c.dep_ != "pcomp" for c in prep.children)
    ):
        return None
    return noun if operators.effect("noun", f"{noun.lemma_.lower()} {prep.lower_}") == "refuse" else None


def _of_clause(clause: Token, operators: Operators) -> list[Step]:
    """What bears on a clause that commits to nothing above it: a condition, a purpose, the time given to do it."""
    if bidden_by_time(clause):
        return [Step("urge", clause.head)]  # "gave B a week to leave"
    purpose = clause.dep_ == "advcl" and clause.tag_ == "VB" and is_verb(clause.head)
    return [*condition(clause), *(_purpose(clause, operators) if purpose else ())]


def _beside(token: Token, skip: frozenset[int]) -> tuple[list[Step], Token | None]:
    """What the first of several joined words says of a later one: "did not agree and sign"."""
    if token.pos_ != token.head.pos_:
        return [], None
    first = partner(token)
    steps = [s for s in read_own(first) if s.effect not in ("not", "if")]
    return steps, first if first.i in skip or _shares_governor(first) else None


def _bearing(effect: str | None, token: Token, head: Token, trigger: Token, operators: Operators) -> str | None:
    """The effect that a word has on what it governs: its own, or another by how it governs it."""
    if token.dep_ == "xcomp" and head.lemma_ == "be" and any(c.tag_ == "TO" for c in token.children):
        effect = None if token.lemma_ == "blame" else "plan"  # "is to visit", unlike "is to blame"
    if token.dep_ == "xcomp" and head.lemma_ == "have" and any(c.lower_ == "yet" for c in (*head.rights, *token.lefts)):
        effect = "not"  # "has yet to release"
    if effect == "support" and head.lemma_ in ORDERING and token.dep_ in ("ccomp", "xcomp"):
        effect = "plan"  # "ordered the army to free them", who has not done it yet
    if effect == "promise" and _is_stance(token, trigger):
        effect = None
    untrue = token.dep_ == "ccomp" and is_called_false(head, operators)  # "it is false that A armed B"
    if untrue or (effect in ("report", "blame") and _is_refuted(head, operators)):
        effect = "deny"
    bare = token.lower_ == token.lemma_ and head.lemma_ in SUBJUNCTIVE  # "demands that the military release"
    if effect == "urge" and token.dep_ == "ccomp" and is_finite(token) and not bare:
        effect = "report"  # "told parliament that it had …", unlike "demanded that it …"
    return effect


def _governed(token: Token, head: Token, trigger: Token, effect: str | None) -> tuple[list[Step], Token | None]:
    """The step of a governing word with its effect, and whether the climb goes on from it."""
    if token.dep_ == "nsubj" and effect not in ("end", "fail", "begin", "plan", "ease"):
        return [], None
    if token.dep_ == "ccomp" and _is_given(token):
        return [], None
    reduced = token.tag_ == "VBN" and not any(c.dep_ in ("auxpass", "nsubjpass", "mark") for c in token.lefts)
    if token.dep_ == "acl" and head.pos_ == "NOUN" and (reduced or (effect is None and token.tag_ != "VB")):
        return [], None  # "a plan drawn up by A": done, whatever the plan is for
    steps = condition(token) if token.dep_ == "ccomp" else []
    if effect is not None and effect != "support":
        steps.append(Step(effect, head))
    elsewhere = head.i != trigger.i and head.dep_ not in ("dobj", "pobj", "nsubjpass")
    ends = head.pos_ in ("NOUN", "PROPN") and effect is None and elsewhere
    return steps, None if ends else head


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
    head = verb.head
    steps = list(read_own(head))
    above = _effect(head.head, operators) if head.dep_ in ("xcomp", "ccomp") else None
    if above == "urge" and not is_finite(head):
        return [*steps, Step("urge", head.head)]  # "demanded that B act to compensate C"
    if above in ("refuse", "fail"):  # "refused to renew a lease to let B land"
        steps.append(Step(above, head.head))
    if (offer := _offered(verb, operators)) is not None:
        return [*steps, offer]
    effect = _effect(head, operators)
    bare = effect in ("promise", "threaten", "refuse") and not any(c.dep_ == "dobj" for c in head.children)
    if effect is not None and (effect == "urge" or bare):  # "called on B to …", "vowed on Monday to …",
        steps.append(Step(effect, head))  # which the parser takes for a purpose
    return steps


def _offered(verb: Token, operators: Operators) -> Step | None:
    """The noun before an infinitive that the parser hangs on the verb above: "repeated his offer to meet B"."""
    before = verb.doc[verb.left_edge.i - 1]
    if verb.tag_ != "VB" or before.dep_ != "dobj" or before.head.i != verb.head.i:
        return None
    effect = operators.effect("noun", before.lemma_.lower())
    return Step(effect, before) if effect in ("promise", "plan", "threaten", "refuse", "hope") else None


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


def is_called_false(verb: Token, operators: Operators) -> bool:
    """Whether a clause says of its subject that it is not so: "is false", "is not true", "neither claim is true"."""
    said = [c for c in verb.rights if c.dep_ in ("acomp", "attr")] if verb.lemma_ == "be" else []
    opening = [c.left_edge.lower_ for c in verb.lefts if c.dep_ == "nsubj"]
    negated = any(c.dep_ == "neg" for c in verb.children) or bool(NOBODY.intersection(opening))
    false = any(operators.effect("adjective", c.lemma_.lower()) == "deny" for c in said)
    return negated != false and (false or any(c.lower_ in TRUE for c in said))


def _is_refuted(noun: Token, operators: Operators) -> bool:
    """Whether a text says of a claim that it is not true: "the claim that Peru shot first is false", "falsely said"."""
    if any(c.dep_ == "advmod" and c.lower_ in FALSELY for c in noun.lefts):
        return True
    said = [c for c in noun.children if c.dep_ == "amod"]  # "false claims"
    if noun.dep_ in ("nsubj", "nsubjpass"):
        said += [c for c in noun.head.children if c.dep_ in ("acomp", "attr", "oprd")]
    if noun.i == noun.sent.start and noun.dep_ == "ROOT":  # a headline, whose noun is taken for a verb
        said += [c for verb in noun.rights if verb.lemma_ == "be" for c in verb.rights if c.dep_ == "acomp"]
    return any(operators.effect("adjective", token.lemma_.lower()) == "deny" for token in said)


def _passes(prep: Token, operators: Operators) -> bool:
    """Whether the word before a preposition governs the noun behind it ("a threat of", "took part in")."""
    if prep.lower_ in BESIDE:
        return False
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


def _is_torn(noun: Token) -> bool:
    """Whether a headline's noun is no subject of the verb behind it: "A, B sign deal a day before old one ends"."""
    between = noun.doc[noun.i + 1 : noun.head.i] if noun.dep_ == "nsubj" and noun.head.i > noun.i else ()
    return any(t.lower_ in UNTIL and t.dep_ in ("prep", "mark") and not any(t.children) for t in between)


def _is_listed(verb: Token) -> bool:
    """Whether a parser takes for a purpose what is listed: "promised to sell B oil, to lend it ships and to open D"."""
    commas = (c for c in verb.rights if c.dep_ == "xcomp" and verb.doc[c.left_edge.i - 1].text == ",")
    beside = any(c.dep_ == "conj" for c in verb.rights) or any(commas)
    again = verb.dep_ == "xcomp" and any(c.dep_ == "xcomp" and c.i < verb.i for c in verb.head.rights)
    listed = again or (verb.dep_ == "advcl" and verb.head.dep_ == "xcomp" and beside)
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
    """The effect of a verb, with its particle, preposition, infinitive or object where both have one.

    "Step up", "put on hold", "undertake to", "reserve the right".
    """
    lemma = verb.lemma_.lower()
    for child in verb.children:
        joined = "to" if child.dep_ == "xcomp" else child.lower_ if child.dep_ == "dobj" else ""
        if joined and (found := operators.effect("verb", f"{lemma} {joined}")):
            return found
        dated = child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children)  # "on Monday"
        pair = f"{lemma} {child.lower_}" if child.dep_ in ("prt", "prep", "advmod") else ""
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
