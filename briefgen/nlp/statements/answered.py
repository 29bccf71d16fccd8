"""What somebody else said or did, told with whose it is: "rejected the offer" as "rejected Chad's offer"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import subjects
from briefgen.nlp.parse.grammar import is_finite, is_passive, is_verb
from briefgen.nlp.relations.background import is_past, tensed
from briefgen.nlp.statements.clause import BOTH, NAMES, verb_words, word
from briefgen.nlp.statements.nounact import possessive
from briefgen.nlp.statements.pointers import Shown, is_thing, meant
from briefgen.registry.article import with_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.nlp.parties.parties import Parties
    from briefgen.nlp.relations.finding import Finding
    from briefgen.nlp.statements.shown import Side

# nouns for what somebody says or decides, which tell little without whose they are
SAID = frozenset(
    "accusation allegation announcement appeal assertion bid call challenge charge claim complaint criticism decision"
    " declaration demand explanation gesture invitation measure move offer overture plan plea pledge promise proposal"
    " protest refusal remark request sanction statement step suggestion tariff threat ultimatum vow warning".split()
)
LEADING = frozenset({"author", "answer", "event", "implied"})  # rules that find a target by what it said or did
POINTING = frozenset("the this that these those such".split())
THEM = frozenset("it this that these those".split())
DEED = {"it": "move", "this": "move", "that": "move", "them": "moves", "these": "moves"}
HAPPENING = frozenset("incident event accident news outcome affair episode".split())  # which is nobody's own
OF_WORDS = frozenset("dismiss dispute rebut refute reject contest".split())  # what one does to what somebody said
VENUES = frozenset("as at before during in on".split())  # what stands behind a thing that still leaves open whose it is
WITH = frozenset("accord agreement contract deal pact treaty truce ceasefire".split())  # what one has with another
MEMBERS = frozenset("among including like".split())  # before some of a list
PAIR = 2
LONGEST_NAME = 6  # words of what somebody calls a thing
PLAIN = 3  # words of a name that takes a possessive


def owned(finding: Finding, verb: Token, target: Side) -> Shown:
    """Where the object of a clause that leaves open whose it is stands, and what is shown for its first word."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    if thing is None or target.phrase:
        return {}
    if finding.target.via == "event" and thing.lower_ in DEED and thing.i == finding.target.head:
        return {thing.i: (thing.i + 1, f"{possessive(target.text)} {DEED[thing.lower_]}")}  # "called it piracy"
    if thing.lower_ in THEM and not list(thing.children):
        told = f"{possessive(target.text)} accusation" if verb.lemma_ == "deny" else None
        if told is None and thing.lower_ in ("this", "that") and verb.lemma_ in OF_WORDS:
            told = f"{possessive(target.text)} claim"
        if told is None and is_thing(thing):
            told = meant(thing) or f"{possessive(target.text)} move"
        return {thing.i: (thing.i + 1, told)} if told else {}
    lefts, rights = list(thing.lefts), [c for c in thing.rights if not c.is_punct and c.lower_ not in VENUES]
    does = [c.text for clause in rights if clause.dep_ == "relcl" for c in clause.lefts if c.dep_ == "nsubj"]
    its = len(rights) == len(does) == 1 and does[0] in target.text.split()  # "the independence that Chad declared"
    if thing.lemma_.lower() in WITH and not rights and finding.rule in LEADING:
        return {thing.i: (thing.i + 1, f"{word(thing)} with {target.text}")}
    if finding.rule not in LEADING or not (its or (thing.lemma_.lower() in SAID and not rights)):
        return {}
    if not lefts:
        return {thing.i: (thing.i + 1, _of(word(thing), target.text, ""))}
    if len(lefts) > 1 or lefts[0].lower_ not in POINTING:
        return {}
    return {lefts[0].i: (thing.i + 1, _of(word(thing), target.text, "the "))}


def as_deed(doc: Doc, side: Side) -> Side:
    """A party that stands for what it did, told by that where it is a subject: "Chad's strike drew criticism"."""
    noun = doc[side.party.head]
    noun = next((c for c in noun.lefts if c.dep_ == "nsubj"), noun) if is_verb(noun) else noun
    if side.party.via != "event" or noun.pos_ != "NOUN" or noun.dep_ not in ("nsubj", "nsubjpass"):
        return side
    told = f"the {word(noun)}" if noun.lemma_.lower() in HAPPENING else _of(word(noun), side.text, "the ")
    return replace(side, text=told, several=noun.tag_ == "NNS", person=False)


def of_relative(finding: Finding, verb: Token, source: Side, target: Side) -> str | None:
    """What somebody said or did, told with who answers it: "a charge that Togo denies"."""
    noun = verb.head
    behind = verb.dep_ == "relcl" or (verb.dep_ == "acl" and is_finite(verb))
    if not behind or not is_verb(verb) or is_passive(verb) or noun.lemma_.lower() not in SAID:
        return None
    doers = {i for t in subjects(verb) for i in (t.i, *(c.i for c in t.conjuncts))}
    party = source.party
    own = [c for c in verb.children if c.dep_ == "dobj" and not c.tag_.startswith("W") and c.lower_ != "that"]
    asked = any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)
    doing = party.head in doers or any(party.start <= i < party.end for i in doers)
    if finding.symmetric or not doing or own or asked or target.phrase:
        return None
    governor = tensed(verb)
    act = verb_words(verb, several=source.several, over=governor is not None and is_past(governor))
    called = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "as"), None)
    how = f" {verb.doc[called.i : called.right_edge.i + 1].text}" if called is not None else ""
    told = act and f"{source.text} {act} {_of(word(noun), target.text, 'the ')}"
    return told and told + how if len(how.split()) <= LONGEST_NAME else told


def _of(noun: str, owner: str, article: str) -> str:
    """ "Chad's offer", or "the offer of the European Court of Justice" where the name is long."""
    if " of " in owner or len(owner.removeprefix("the ").split()) > PLAIN:
        return f"{article}{noun} of {owner}"
    return f"{possessive(owner)} {noun}"


def is_answer_alone(finding: Finding, verb: Token) -> bool:
    """Whether a clause tells only that somebody said no to another: "Togo refused", "Togo denied any role"."""
    if finding.rule != "answer" or finding.action != "REJECT" or any(c.dep_ == "ccomp" for c in verb.rights):
        return False
    if any(t.ent_type_ in NAMES for c in verb.rights if c.dep_ == "xcomp" for t in c.subtree):
        return False
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    return thing is None or not any(c.dep_ in ("prep", "relcl", "acl") for c in thing.rights)


def listed(verb: Token, target: Side) -> Shown:
    """One of a list for the whole: "freed 16 people, among them a priest" is told of the priest as "freed a priest"."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj"), None)
    above = list(_path(verb.doc[target.party.head], thing)) if thing is not None else []
    if thing is None or not any(t.lower_ in MEMBERS or t.dep_ == "appos" for t in above):
        return {}
    return {thing.left_edge.i: (thing.i + 1, target.text)}


def _path(token: Token, top: Token) -> Iterator[Token]:
    """The words from one up to what hangs right below another; none where it does not stand below that."""
    path = [token, *token.ancestors]
    yield from path[: path.index(top)] if top in path[1:] else ()


def addressed(told: str, finding: Finding, target: Side) -> str:
    """A call for peace with who is called on: "called for calm" as "called on Chad for calm"."""
    if finding.rule != "peace" or target.text in told:
        return told
    if told.endswith("mediate"):
        return f"{told} with {target.text}"
    return re.sub(r"\b(calls?|called) for\b", lambda m: f"{m[1]} on {target.text} for", told, count=1)


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
