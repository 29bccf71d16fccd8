"""What the words above a predicate make of its act: the class and status that a text commits to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE, Action, Status
from briefgen.nlp.parse.grammar import has_subject, is_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.relations.mood import Step

    Outcome = tuple[Action, Status]

DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
VERBAL_FRICTION = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
DECISIONS = frozenset("decide decision resolve opt approve approval authorise authorize".split())
POLICY = frozenset({"CONCEDE", "SANCTION", "REJECT", "SUPPORT"})  # who decides on these has done them
ONGOING = frozenset(  # of what is going on
    "stop halt cease end lift ease suspend relax discontinue terminate drop abandon reverse rescind repeal".split()
)
VISITS = frozenset("visit trip tour stay meeting summit stopover audience".split())  # what has a day, and an end
WORRIES = frozenset("worry concern fear alarm anxiety unease misgiving apprehension doubt suspicion".split())
SHRINKING = frozenset("shrink decrease diminish lessen narrow halve drop fall decline weaken slow".split())
LEAVING = frozenset("out away from".split())  # "pulled out of talks", "walked away from talks"
COMPLETED = frozenset("end finish complete conclude wrap wind".split())
WISHING = frozenset("want wish like".split())
SEEKING = frozenset("want seek wish".split())  # whoever wants to do harm to somebody threatens it
# whoever wants to do this to somebody does it by saying so
PERFORMED = frozenset("thank congratulate apologise apologize commend praise express salute applaud welcome".split())
MISSED = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE"})  # who fails to do these refuses them
BY_ITSELF: dict[Action, Status] = {"AGREE": "planned", "THREATEN": "threatened"}  # their deed is still to come


def apply_mode(action: Action, steps: tuple[Step, ...]) -> Outcome | None:
    """The class and status of an act of class `action` under these steps; None where the text commits to no act.

    Follows PLOVER's rules for mode: planned cooperation is AGREE, planned hostility THREATEN, refused cooperation
    REJECT, stopped cooperation SANCTION, ended hostility CONCEDE (words, policy) or RETREAT (deeds).
    """
    status = initial = BY_ITSELF.get(action, "actual")
    for place, step in enumerate(steps):
        if step.token.lemma_ in DECISIONS and action in POLICY:
            continue
        if step.effect in ("end", "ease"):
            if (action == "ACCUSE" and _calms(step.token)) or (action == "COOPERATE" and _shrinks(step.token)):
                return None
            if step.effect == "end" and action == "CONSULT" and _is_held(step.token):
                continue
            if step.token.lemma_ in ONGOING and _asked(steps[place + 1 :]):
                return action, status  # "called on A to stop bombing B": it bombs
            action, status = _ended(action, step), "actual" if status == initial else status
            continue
        outcome = _under(action, status, steps, place)
        if outcome is None:
            return None
        action, status = outcome
    return action, status


def _under(action: Action, status: Status, steps: tuple[Step, ...], place: int) -> Outcome | None:
    """What one of the steps, of another effect than an end, makes of an act; None where it is none any longer."""
    cooperative = action in COOPERATIVE
    match steps[place].effect:
        case "not":
            return _negated(action, steps, place)
        case "plan" | "promise" | "would" | "may":
            return _to_come(action, status, steps, place)
        case "threaten":
            return "THREATEN", "threatened"
        case "refuse":
            if place and _is_claim(steps[place - 1]):
                return action, "denied"  # "rejected claims that it arms B"
            return ("REJECT", "actual") if cooperative else None
        case "fail":
            return _failed(action, status, steps[:place])
        case "urge" | "prevent" | "if" | "ought":
            return None
        case "hope":
            return _hoped(action, status, steps[place].token)
        case "deny":
            if action == "CONCEDE" and is_verb(steps[place].token):
                return "REJECT", "actual"  # "denied permission to"
            return action, "denied"
    return action, status


def _hoped(action: Action, status: Status, verb: Token) -> Outcome | None:
    """What an act is that somebody hopes for or wants: no more than a wish, unless it is harm that he will do."""
    if action == "SUPPORT" and _performs(verb):
        return action, status
    if action in COOPERATIVE:
        return "AGREE", "planned"
    return ("THREATEN", "planned") if action not in VERBAL_FRICTION and _is_own_aim(verb) else None


def _negated(action: Action, steps: tuple[Step, ...], place: int) -> Outcome | None:
    """What is not done is no act, but cooperation that is not planned, agreed or given is refused."""
    planned = any(s.effect == "plan" for s in steps[max(0, place - 2) : place + 1])
    refused = action in ("AGREE", "CONCEDE", "SUPPORT")
    return ("REJECT", "actual") if refused or (planned and action in COOPERATIVE) else None


def _to_come(action: Action, status: Status, steps: tuple[Step, ...], place: int) -> Outcome | None:
    """An act that is planned or promised, or would be done: None where it hangs on a condition."""
    effect = steps[place].effect
    if effect in ("would", "may") and any(s.effect == "if" for s in steps):
        return None
    if action in COOPERATIVE:
        return "AGREE", "planned"
    if action in VERBAL_FRICTION:
        return action, status if action == "THREATEN" else "planned"
    return "THREATEN", "threatened" if effect == "promise" else "planned"


def _failed(action: Action, status: Status, inner: tuple[Step, ...]) -> Outcome | None:
    """An act that somebody fails to do; inner: the steps between the two"""
    if action not in COOPERATIVE and any(s.effect == "begin" for s in inner):
        return "CONCEDE", status  # "failed to renew the embargo"
    if any(s.effect == "hope" for s in inner):
        return None  # "A's application to join B stalled": nobody tells who refused it
    return ("REJECT", "actual") if action in MISSED else None


def _ended(action: Action, step: Step) -> Action:
    """What an act becomes that is ended or eased."""
    if action == "CONSULT" and step.effect == "end" and _ends_visit(step.token):
        return "REJECT"  # "cancelled a visit": it never began
    if action in COOPERATIVE:
        return "SANCTION"
    return "RETREAT" if step.effect == "end" and action in DEEDS else "CONCEDE"


def _calms(verb: Token) -> bool:
    """Whether a verb takes away what others worry about: "tried to calm worries about B" yields to nobody."""
    return any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_ in WORRIES for c in verb.children)


def _shrinks(verb: Token) -> bool:
    """Whether something becomes less of itself: "trade between A and B has shrunk" tells of nobody's act."""
    by_itself = any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)
    return verb.lemma_ in SHRINKING and by_itself and not any(c.dep_ in ("dobj", "xcomp") for c in verb.children)


def _is_held(verb: Token) -> bool:
    """Whether talks or a visit took place that a verb brings to an end: "the talks ended", "wrapped up a visit"."""
    if _ends_visit(verb):
        return verb.lemma_ in COMPLETED
    if verb.lemma_ in COMPLETED - {"end"}:
        return True  # "wrapped up three days of talks"
    return not any(c.dep_ == "dobj" or c.lower_ in LEAVING for c in verb.children)


def _ends_visit(verb: Token) -> bool:
    """Whether what a verb ends or calls off is a visit or a meeting, not talks, which go on for long."""
    return any(c.dep_ in ("dobj", "nsubjpass") and c.lemma_ in VISITS for c in verb.children)


def _is_claim(step: Step) -> bool:
    """Whether a word that bears on an act is a noun for what somebody says of it."""
    return step.effect in ("report", "blame", "deny") and not is_verb(step.token)


def _performs(verb: Token) -> bool:
    """ "I want to thank B": whether a wish is to say what is said by it."""
    return verb.lemma_ in WISHING and any(c.dep_ == "xcomp" and c.lemma_ in PERFORMED for c in verb.children)


def _is_own_aim(verb: Token) -> bool:
    """ "A wants to punish B": whether a wish is to do it oneself, unlike "A wants C to punish B"."""
    aims = [c for c in verb.rights if c.dep_ == "xcomp" and is_verb(c) and any(t.tag_ == "TO" for t in c.lefts)]
    return verb.lemma_ in SEEKING and any(not has_subject(aim) for aim in aims)


def _asked(steps: tuple[Step, ...]) -> bool:
    """Whether somebody else is asked for what these steps govern."""
    return bool(steps) and (steps[0].effect in ("urge", "ought") or steps[0].token.lemma_ == "want")


def lean_mode(action: Action, steps: tuple[Step, ...]) -> tuple[Action, Status]:
    """The class that comes nearest where `apply_mode` finds no commitment and an answer must be given all the same.

    What is refused or negated is REJECT; what somebody else is asked for is REQUEST, and ACCUSE where it is a penalty
    ("called for sanctions against"); conditions are passed over.
    """
    firm = tuple(s for s in steps if s.effect not in ("if", "prevent"))
    outcome = apply_mode(action, firm)
    if outcome is not None:
        return outcome
    effects = [s.effect for s in firm]
    if "urge" in effects or "ought" in effects:
        return (
            "ACCUSE" if action in ("SANCTION", "ACCUSE", "COERCE") and effects[0] == "urge" else "REQUEST"
        ), "actual"
    if action in COOPERATIVE or "refuse" in effects:
        return "REJECT", "actual"
    return action, "actual"
