"""Deeds that stand for no party: what "it" is that somebody calls interference, the theft that somebody backs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model import COOPERATIVE
from briefgen.nlp.parse.arguments import objects
from briefgen.nlp.parse.governed import complements
from briefgen.nlp.parse.grammar import is_verb, support_verb

if TYPE_CHECKING:
    from briefgen.nlp.parse.tokens import Token
    from briefgen.nlp.relations.frames import Lexicon

POINTING = frozenset("it them this that these those".split())
DEED = ("tion", "sion", "ment", "ing", "ence", "ance", "ery", "acy")  # how nouns of deeds end
DEEDS = frozenset("mistake error blunder outrage insult breach crime disgrace step move blow".split())
MISDEEDS = frozenset(
    "theft piracy terrorism coup putsch occupation annexation abuse smuggling trafficking killing massacre genocide "
    "murder torture aggression espionage spying hacking kidnapping atrocity crime corruption fraud extremism".split()
)
HANDING = frozenset("send submit present forward refer take bring table deliver return".split())
PAPERS = frozenset(
    "accord agreement deal treaty pact convention protocol bill draft law amendment budget plan proposal text document "
    "file dossier case petition report copy resolution".split()
)
NAMING = frozenset("call label brand term dub deem describe denounce characterise characterize".split())


def called_deed(pronoun: Token, lexicon: Lexicon) -> bool:
    """Whether a pronoun is called a deed, and so means one: "condemned it as interference", "called them an insult"."""
    verb = pronoun.head
    if pronoun.lower_ not in POINTING or pronoun.dep_ not in ("dobj", "nsubj") or pronoun not in objects(verb):
        return False
    return any(_is_deed(noun, lexicon) for noun in complements(verb) if noun.pos_ == "NOUN" or noun.tag_ == "VBG")


def _is_deed(noun: Token, lexicon: Lexicon) -> bool:
    lemma = noun.lemma_.lower()
    if lemma in lexicon.people:
        return False
    senses = lexicon.senses.get(("noun", lemma), ())
    hostile = any(s.action not in COOPERATIVE and not {"subject", "self"} & {*s.source, *s.target} for s in senses)
    return hostile or lemma in DEEDS or noun.lower_.endswith(DEED)


def is_naming(verb: Token) -> bool:
    """Whether "to call" is to say what something is, not to ask for it."""
    return verb.lemma_ == "call" and is_verb(verb) and bool(complements(verb) or _named(verb))


def hands_paper(word: Token) -> bool:
    """Whether a paper is brought before somebody, who is given nothing by it: "sent the accord to parliament"."""
    verb = word if is_verb(word) else support_verb(word)
    return verb is not None and verb.lemma_ in HANDING and any(o.lemma_.lower() in PAPERS for o in objects(verb))


def backs_misdeed(verb: Token) -> bool:
    """Whether a misdeed is what somebody supports, whose victims and place he does not: "supports the coup in B"."""
    nouns = objects(verb) if is_verb(verb) else []
    told = any(t.lower_ == "by" for t in verb.subtree if t.i > verb.i)  # wherever the parser hangs it
    return any(n.lemma_.lower() in MISDEEDS and not told and not _is_owned(n) for n in nouns)


def _is_owned(noun: Token) -> bool:
    return any(c.dep_ == "poss" for c in noun.lefts)


def is_what_called(noun: Token) -> bool:
    """Whether a noun is what somebody calls something, who then does not do it: "called the raid an attack on B"."""
    return noun.head.lemma_ in NAMING and (noun.dep_ in ("oprd", "attr", "ccomp") or noun in _named(noun.head))


def _named(verb: Token) -> list[Token]:
    """What something is called, where the parser sees two objects: "called B's law an intrusion"."""
    return [c for c in verb.rights if c.dep_ == "dobj"][1:]
