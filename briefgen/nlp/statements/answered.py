"""What somebody else said or did, told with whose it is: "rejected the offer" as "rejected Chad's offer"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.statements.clause import BOTH, word
from briefgen.nlp.statements.nounact import possessive
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

Shown = dict[int, tuple[int, str]]  # as `clause.text_of` takes it

# nouns for what somebody says or decides, which tell little without whose they are
SAID = frozenset(
    "accusation allegation announcement appeal assertion bid call challenge charge claim complaint criticism decision"
    " declaration demand explanation gesture invitation measure move offer overture plan plea proposal protest remark"
    " request sanction statement step suggestion tariff threat ultimatum warning".split()
)
LEADING = frozenset({"author", "answer", "event", "implied"})  # rules that find a target by what it said or did
POINTING = frozenset("the this that these those such".split())
THEM = frozenset("it this that these those".split())
PAIR = 2
PLAIN = 3  # words of a name that takes a possessive


def owned(finding: Finding, verb: Token, target: Side) -> Shown:
    """Where the object of a clause that leaves open whose it is stands, and what is shown for its first word."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is None or target.phrase:
        return {}
    if thing.lower_ in THEM and not list(thing.children):
        return {thing.i: (thing.i + 1, f"{possessive(target.text)} accusation")} if verb.lemma_ == "deny" else {}
    lefts, rights = list(thing.lefts), [c for c in thing.rights if not c.is_punct]
    does = [c.text for clause in rights if clause.dep_ == "relcl" for c in clause.lefts if c.dep_ == "nsubj"]
    its = len(rights) == len(does) == 1 and does[0] in target.text.split()  # "the independence that Chad declared"
    if finding.rule not in LEADING or not (its or (thing.lemma_.lower() in SAID and not rights)):
        return {}
    if not lefts:
        return {thing.i: (thing.i + 1, _of(word(thing), target.text, ""))}
    if len(lefts) > 1 or lefts[0].lower_ not in POINTING:
        return {}
    return {lefts[0].i: (thing.i + 1, _of(word(thing), target.text, "the "))}


def _of(noun: str, owner: str, article: str) -> str:
    """ "Chad's offer", or "the offer of the European Court of Justice" where the name is long."""
    if " of " in owner or len(owner.removeprefix("the ").split()) > PLAIN:
        return f"{article}{noun} of {owner}"
    return f"{possessive(owner)} {noun}"


def is_answer_alone(finding: Finding, verb: Token) -> bool:
    """Whether a clause tells only that somebody said no to another: "Togo refused", "Togo denied any role"."""
    if finding.rule != "answer" or finding.action != "REJECT" or any(c.dep_ in ("ccomp", "xcomp") for c in verb.rights):
        return False
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return thing is None or not any(c.dep_ in ("prep", "relcl", "acl") for c in thing.rights)


def with_names(told: str, parties: Parties, finding: Finding) -> str:
    """A statement with the names of the two between whom somebody stands: "mediates between the two sides"."""
    cast = parties.cast
    for token in cast.doc[finding.trigger].sent:
        if token.dep_ != "pobj" or token.tag_ != "NNS" or token.head.lower_ not in BOTH or token.i in cast.at:
            continue
        phrase = cast.doc[token.left_edge.i : token.i + 1].text
        meant = [cast.members[party.actor] for party in parties.resolve(token)]
        if phrase in told and len(meant) == PAIR and not any(member.name[:1].islower() for member in meant):
            told = told.replace(phrase, " and ".join(with_article(member.name) for member in meant))
    return told
