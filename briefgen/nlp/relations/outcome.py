"""What the words above a predicate make of its act: the class and status that a text commits to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE, Action, Status
from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.relations.modes import Step

DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"})
VERBAL_FRICTION = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
DECISIONS = frozenset("decide decision resolve opt".split())
POLICY = frozenset({"CONCEDE", "SANCTION", "REJECT", "SUPPORT"})  # who decides on these has done them
ONGOING = frozenset(  # of what is going on
    "stop halt cease end lift ease suspend relax discontinue terminate drop abandon reverse rescind repeal".split()
)
WISHING = frozenset("want wish like".split())
# whoever wants to do this to somebody does it by saying so
PERFORMED = frozenset("thank congratulate apologise apologize commend praise express salute applaud welcome".split())
BY_ITSELF: dict[Action, Status] = {"AGREE": "planned", "THREATEN": "threatened"}  # their deed is still to come


def apply_mode(  # noqa: C901 - one branch for each effect
    action: Action, steps: tuple[Step, ...]
) -> tuple[Action, Status] | None:
    """The class and status of an act of class `action` under these steps; None where the text commits to no act.

    Follows PLOVER's rules for mode: planned cooperation is AGREE, planned hostility THREATEN, refused cooperation
    REJECT, stopped cooperation SANCTION, ended hostility CONCEDE (words, policy) or RETREAT (deeds).
    """
    status = initial = BY_ITSELF.get(action, "actual")
    effects = [s.effect for s in steps]
    for place, effect in enumerate(effects):
        cooperative = action in COOPERATIVE
        if steps[place].token.lemma_ in DECISIONS and action in POLICY:
            continue
        if effect == "end" and action == "CONSULT" and not any(c.dep_ == "dobj" for c in steps[place].token.children):
            continue  # "the talks ended without a deal": they were held
        if effect in ("end", "ease") and steps[place].token.lemma_ in ONGOING and _asked(steps[place + 1 :]):
            return action, status  # "called on A to stop bombing B": it bombs
        match effect:
            case "not":
                if (
                    ("plan" in effects[max(0, place - 2) : place + 1] and cooperative)
                    or (cooperative and action == "AGREE" and status == "planned")
                    or action in ("AGREE", "CONCEDE", "SUPPORT")
                ):
                    action, status = "REJECT", "actual"
                else:
                    return None
            case "plan" | "promise" | "would" | "may":
                if effect in ("would", "may") and "if" in effects:
                    return None
                if cooperative:
                    action, status = "AGREE", "planned"
                elif action in VERBAL_FRICTION:
                    status = "planned" if action != "THREATEN" else status
                else:
                    action, status = "THREATEN", "threatened" if effect == "promise" else "planned"
            case "threaten":
                action, status = "THREATEN", "threatened"
            case "refuse":
                if place and _is_claim(steps[place - 1]):
                    status = "denied"  # "rejected claims that it arms B"
                    continue
                if not cooperative:
                    return None
                action, status = "REJECT", "actual"
            case "fail":
                if not cooperative and "begin" in effects[:place]:
                    action = "CONCEDE"  # "failed to renew the embargo"
                    continue
                if action not in ("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE"):
                    return None
                action, status = "REJECT", "actual"
            case "end":
                status = "actual" if status == initial else status
                action = "SANCTION" if cooperative else "RETREAT" if action in DEEDS else "CONCEDE"
            case "ease":
                status = "actual" if status == initial else status
                action = "SANCTION" if cooperative else "CONCEDE"
            case "urge" | "prevent" | "if" | "ought":
                return None
            case "hope":
                if not cooperative:
                    return None
                if action == "SUPPORT" and _performs(steps[place].token):
                    continue
                action, status = "AGREE", "planned"
            case "deny":
                if action == "CONCEDE" and is_verb(steps[place].token):
                    action, status = "REJECT", "actual"  # "denied permission to"
                else:
                    status = "denied"
    return action, status


def _is_claim(step: Step) -> bool:
    """Whether a word that bears on an act is a noun for what somebody says of it."""
    return step.effect in ("report", "blame", "deny") and not is_verb(step.token)


def _performs(verb: Token) -> bool:
    """ "I want to thank B": whether a wish is to say what is said by it."""
    return verb.lemma_ in WISHING and any(c.dep_ == "xcomp" and c.lemma_ in PERFORMED for c in verb.children)


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
