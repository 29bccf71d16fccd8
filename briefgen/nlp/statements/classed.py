"""An act told by its class alone, where the text has no clause for it that could be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.relations.background import is_past, tensed
from briefgen.nlp.statements.inflection import past, present

if TYPE_CHECKING:
    from briefgen.model import Action
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

MEDIATING = frozenset("mediate mediation mediator arbitrate arbitration".split())
TELLING = frozenset({"AGREE", "THREATEN"})  # classes whose words tell that the deed is still to come
# for acts that the text states in a noun, in the passive or across a clause: the class in words
WORDS: dict[Action, tuple[str, str]] = {
    "AGREE": ("agree to cooperate with", "agree to cooperate"),
    "CONSULT": ("hold talks with", "hold talks"),
    "SUPPORT": ("support", "reach an agreement"),
    "CONCEDE": ("make concessions to", "make concessions to each other"),
    "COOPERATE": ("work with", "work together"),
    "AID": ("give help to", "help each other"),
    "RETREAT": ("step back from confrontation with", "step back from confrontation"),
    "REQUEST": ("call on {} to act", "call on each other to act"),
    "ACCUSE": ("criticise", "criticise each other"),
    "REJECT": ("oppose", "be at odds"),
    "THREATEN": ("threaten", "threaten each other"),
    "PROTEST": ("protest against", "protest against each other"),
    "SANCTION": ("penalise", "penalise each other"),
    "MOBILIZE": ("show force towards", "show force towards each other"),
    "COERCE": ("take action against", "take action against each other"),
    "ASSAULT": ("attack", "fight each other"),
}


def by_class(doc: Doc, finding: Finding, source: Side, target: Side) -> str:
    """The act told by its class alone, in the tense of its clause."""
    trigger = doc[finding.trigger]
    single, joint = WORDS[finding.action]
    if finding.action == "CONSULT" and trigger.lemma_.lower() in MEDIATING:
        single = "mediate with"
    if trigger.tag_ == "VBN" and trigger.i > 1 and trigger.nbor(-1).text == "-":  # "the Chadian-backed rebels"
        backed = target.text.replace(f"{doc[trigger.i - 2 : trigger.i + 1].text} ", "", 1)
        return f"{source.text} {present(trigger.lemma_.lower(), source.several)} {backed}"
    mode = finding.status not in ("actual", "past") and not (finding.action in TELLING and finding.status != "denied")
    suffix = f" ({finding.status})" if mode else ""
    verb, _, rest = (joint if finding.symmetric else single if "{}" in single else f"{single} {{}}").partition(" ")
    several = finding.symmetric or source.several
    governor = tensed(trigger)
    over = governor is not None and is_past(governor)
    form = past(verb, several, verb) if over else present(verb, several)
    if finding.symmetric:
        return f"{source.text} and {target.text} {form} {rest}".strip() + suffix
    return f"{source.text} {form} {rest.format(target.text)}{suffix}"
