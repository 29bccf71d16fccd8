"""An act told by its class alone, where the text has no clause for it that could be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.grammar import is_verb
from briefgen.nlp.relations.background import is_past, tensed
from briefgen.nlp.statements.inflection import past, present

if TYPE_CHECKING:
    from briefgen.model import Action
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

    Words = tuple[str, str]  # of one towards another, of the two with each other

MEDIATING = frozenset("mediate mediation mediator arbitrate arbitration broker -brokered facilitate".split())
VISITS = frozenset("visit trip tour".split())
TELLING = frozenset({"AGREE", "THREATEN"})  # classes whose words tell that the deed is still to come
# for acts that the text states in a noun, in the passive or across a clause: the class in words
WORDS: dict[Action, Words] = {
    "AGREE": ("show goodwill towards", "agree to cooperate"),
    "CONSULT": ("hold talks with", "hold talks"),
    "SUPPORT": ("support", "reach an agreement"),
    "CONCEDE": ("make concessions to", "make concessions to each other"),
    "COOPERATE": ("work with", "work together"),
    "AID": ("give help to", "help each other"),
    "RETREAT": ("give way to", "give way to each other"),
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
VISIT: Words = ("visit", "visit each other")
MEDIATE: Words = ("mediate with", "hold talks")
CUT: Words = ("cut back cooperation with", "cut back cooperation")
PEACE: Words = ("move to end the fighting with", "move to end the fighting")
EASE: Words = ("ease the pressure on", "ease the pressure on each other")
AHEAD: Words = ("plan steps against", "plan steps against each other")
# what leads a deed that is still to come: the text's own word where it is one of these, else one for its mode
LEADING = frozenset("agree hope offer plan pledge prepare promise propose seek vow want".split())
LEADS = {"promise": "promise", "plan": "plan", "would": "plan", "may": "consider", "hope": "hope"}
ENDING = frozenset({"end", "ease"})
SILENT = frozenset({"report", "support", "welcome", "blame", "begin"})  # modes that leave an act as it is
OWN = frozenset({"name", "group", "description", "pronoun"})  # ways to a party that is itself a verb's object
OPEN = frozenset("xcomp ccomp oprd prt".split())  # with these a verb and its object do not tell all


def by_class(doc: Doc, finding: Finding, source: Side, target: Side) -> str:
    """The act told by its class alone, in the tense of its clause; no more than the text is sure to state."""
    trigger = doc[finding.trigger]
    governor = tensed(trigger)
    over = governor is not None and is_past(governor)
    hyphened = trigger.tag_ == "VBN" and trigger.i > 1 and trigger.nbor(-1).text == "-"
    if hyphened and trigger.lemma_.lower() not in MEDIATING:  # "the Chadian-backed rebels"
        backed = target.text.replace(f"{doc[trigger.i - 2 : trigger.i + 1].text} ", "", 1)
        return f"{source.text} {present(trigger.lemma_.lower(), source.several)} {backed}"
    told = _to_come(finding, source, target, trigger, over=over)
    if told is not None:
        return told
    mode = finding.status not in ("actual", "past") and not (finding.action in TELLING and finding.status != "denied")
    suffix = f" ({finding.status})" if mode else ""
    single, joint = _deed(finding, trigger)
    verb, _, rest = _slotted(joint if finding.symmetric else single, finding.symmetric).partition(" ")
    several = finding.symmetric or source.several
    form = past(verb, several, verb if verb != trigger.lemma_ else trigger.text) if over else present(verb, several)
    if finding.symmetric:
        return f"{source.text} and {target.text} {form} {rest}".strip() + suffix
    return f"{source.text} {form} {rest.format(target.text)}{suffix}"


def _slotted(words: str, joint: bool) -> str:
    """Words with a place for whom they are done to, unless they tell of both."""
    return words if joint or "{}" in words else f"{words} {{}}"


def _deed(finding: Finding, trigger: Token) -> Words:
    """Words for an act: for what was ended or is planned, else the verb's own, else those of its class."""
    effects = {s.effect for s in finding.steps}
    turned = finding.action != finding.sense.action
    if turned and effects & ENDING and finding.action in ("SANCTION", "CONCEDE", "RETREAT"):
        if finding.action == "SANCTION":
            return CUT
        return PEACE if finding.sense.action == "ASSAULT" else EASE
    if turned and finding.action == "THREATEN" and finding.status == "planned":
        return AHEAD
    if finding.action == "CONSULT" and trigger.lemma_.lower() in MEDIATING:
        return MEDIATE
    if finding.action == "CONSULT" and trigger.lemma_.lower() in VISITS:
        return VISIT
    own = _own_verb(finding, trigger) if not turned and effects <= SILENT else None
    return (own, "") if own is not None and not finding.symmetric else WORDS[finding.action]


def _own_verb(finding: Finding, trigger: Token) -> str | None:
    """The verb of an act whose object is whom it is done to, where the two tell what was done: "captured", "jailed"."""
    plain = finding.rule == "frame" and finding.target_slot == "object" and finding.target.via in OWN
    bare = not finding.sense.words and not finding.sense.particle and not finding.sense.complement
    if not is_verb(trigger) or not plain or not bare or finding.action in ("REQUEST", "AGREE"):
        return None
    rest = any(c.dep_ in OPEN or c.lower_ == "of" for c in trigger.rights)  # "accused it of doing so"
    return None if rest else trigger.lemma_.lower()


def _to_come(finding: Finding, source: Side, target: Side, trigger: Token, *, over: bool) -> str | None:
    """Cooperation that is offered, planned or hoped for: "Chad offers to meet Niger", "Chad plans to help Niger"."""
    turned = finding.action == "AGREE" and finding.sense.action != "AGREE" and finding.status == "planned"
    leads = [s for s in reversed(finding.steps) if s.effect in LEADS] if turned else []
    if not leads:
        return None
    own = leads[0].token.lemma_.lower()
    lead = own if own in LEADING else LEADS[leads[0].effect]
    deed = WORDS[finding.sense.action] if finding.sense.action in COOPERATIVE else EASE
    if finding.sense.action == "CONSULT" and trigger.lemma_.lower() in {*VISITS, "meet"}:
        deed = ("meet", "meet") if trigger.lemma_.lower() == "meet" else VISIT
    both = finding.symmetric and finding.source_slot == finding.target_slot
    several = both or source.several
    form = past(lead, several, lead) if over else present(lead, several)
    to = "" if lead == "consider" else "to "
    act = deed[1] if both else _slotted(deed[0], joint=False).format(target.text)
    act = _gerund(act) if lead == "consider" else act
    return f"{source.text}{f' and {target.text}' if both else ''} {form} {to}{act}"


def _gerund(act: str) -> str:
    """ "Hold talks" as "holding talks" """
    verb, _, rest = act.partition(" ")
    return f"{verb.removesuffix('e')}ing {rest}".strip()
