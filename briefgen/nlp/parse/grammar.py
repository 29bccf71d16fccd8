"""The forms of a clause, read off spaCy's labels: verbs, what is joined, prepositional slots and modifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token

CHARGING = frozenset("accuse convict suspect acquit warn remind assure rob strip deprive".split())
NAMING = frozenset("call describe term label denounce regard see characterise characterize".split())
RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
MODIFIERS = frozenset(["amod", "compound", "nmod", "npadvmod"])
MANNERS = frozenset("solidarity line accordance keeping connection sympathy regard respect relation reference".split())
# nouns that only measure the acts behind "of": whose subject is that of the acts
CONTAINERS = frozenset(
    "round series string wave set number spate range list flurry raft batch package course kind form type act part "
    "bout cycle barrage volley session show stream slew sequence declaration letter message expression gesture word "
    "pledge vote".split()
)
SPANS = frozenset("hour day week month year decade".split())  # "held three days of talks"
TALLIES = frozenset("toll number figure tally count casualty damage loss".split())  # of what others did
BEHIND = frozenset(
    "backed brokered mediated sponsored supported facilitated based born held controlled occupied aligned allied "
    "recognised recognized hosted sanctioned".split()
)
TELLING = frozenset("tell inform assure warn remind quote".split())  # whom they have as their object is told something
VERBAL = frozenset(["VERB", "AUX"])
FINITE = frozenset("VBD VBZ VBP".split())
MEANS = frozenset("telephone phone video videolink videoconference teleconference letter mail email satellite".split())


def charged(noun: Token) -> bool:
    """Whether an "of" behind a noun belongs to its verb: "accused the governor of cruelty"."""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_.lower() in CHARGING


def is_verb(token: Token) -> bool:
    return token.pos_ in VERBAL


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense of its own, in its own form or in that of an auxiliary."""
    return verb.tag_ in FINITE or any(
        c.dep_ in ("aux", "auxpass") and (c.tag_ in FINITE or c.tag_ == "MD") for c in verb.children
    )


def is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject undergoes the act."""
    deps = {child.dep_ for child in verb.children}
    if deps & {"nsubjpass", "auxpass", "csubjpass"}:
        return True
    if verb.tag_ != "VBN":
        return False
    if "nsubj" in deps and deps & {"aux", "dobj"}:
        return False  # "has denied", "named the envoy", hung on a noun by the parser
    if verb.dep_ == "conj" and "nsubj" not in deps and not any(c.dep_ == "aux" for c in verb.children):
        return is_verb(verb.head) and is_passive(verb.head)
    if verb.dep_ in ("acl", "amod") or (verb.dep_ == "advcl" and "aux" not in deps):
        return True
    return "agent" in deps and "dobj" not in deps


def _possessed(token: Token) -> bool:
    return any(c.tag_ == "POS" for c in token.children)


def conjuncts(token: Token) -> Iterator[Token]:
    """The token and what is coordinated with it to the right, by "like B" too where it is a subject."""
    yield token
    yield from _fellows(token)
    yield from _torn_owner(token)
    for child in token.rights:
        if _possessed(child) and not _possessed(token):
            continue  # "against A and B's threats": the parser's slip, not a pair
        if begins_clause(child):
            continue
        if child.dep_ == "conj" and (child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") or child.pos_ == token.pos_):
            yield from conjuncts(child)


def _torn_owner(subject: Token) -> list[Token]:
    """A in "A and B's army have fought", where a plural verb tells that the army is B's alone."""
    verb = subject.head
    if subject.tag_ not in ("NN", "NNP") or subject.dep_ != "nsubj":
        return []
    several = any(t.tag_ == "VBP" or t.lower_ == "were" for t in (verb, *(c for c in verb.lefts if c.dep_ == "aux")))
    owners = [c for c in subject.lefts if c.dep_ == "poss" and not _possessed(c)] if several else []
    return [c for c in owners if any(d.dep_ == "conj" and _possessed(d) for d in c.rights)]


def begins_clause(joined: Token) -> bool:
    """Whether a noun joined to an object is the subject of the verb behind it: "backs A and B has armed C"."""
    doc, behind = joined.doc, joined.right_edge.i + 1
    first = joined.head
    while first.dep_ == "conj":
        first = first.head
    if first.dep_ not in ("dobj", "pobj") or joined.dep_ != "conj" or behind >= len(doc):
        return False
    following = doc[behind]
    if torn_subject(following) is joined:
        return True
    verb = next((t for t in first.ancestors if is_verb(t)), None)
    if verb is None or verb.i > first.i or (verb.dep_ in ("relcl", "acl") and verb.head.dep_ in ("nsubj", "nsubjpass")):
        return False  # "ties between A and B have cooled", "those who met A and B have left"
    return following.tag_ in ("VBZ", "VBP", "MD") and following.head.i >= behind


def torn_subject(verb: Token) -> Token | None:
    """B in "A sent troops to the border with C and B held drills", which the parser joins to C."""
    if verb.dep_ != "conj" or verb.tag_ not in FINITE or has_subject(verb) or verb.i < 2 or not is_verb(verb.head):
        return None
    if any(c.dep_ in ("aux", "auxpass") for c in verb.lefts):
        return None
    noun = next(
        (t for t in (verb.nbor(-1), *verb.nbor(-1).ancestors) if t.dep_ == "conj" and t.right_edge.i == verb.i - 1),
        None,
    )
    named = noun is not None and noun.pos_ == "PROPN" and noun.left_edge.i > 0
    return noun if named and noun is not None and noun.doc[noun.left_edge.i - 1].lower_ == "and" else None


def _fellows(subject: Token) -> Iterator[Token]:
    """B in "A, like B, …", "A, with B, …", "A, along with B, …"."""
    if subject.dep_ != "nsubj" or subject.i > subject.head.i:
        return
    preps = [*subject.rights, *(c for c in subject.head.lefts if c.i > subject.i)]
    for prep in preps:
        if prep.dep_ != "prep" or prep.i >= subject.head.i or prep.nbor(-1).text != ",":
            continue
        inner = next((c for c in prep.children if c.dep_ == "prep" and c.lower_ == "with"), None)
        if prep.lower_ in ("like", "alongside", "with") or (prep.lower_ in ("along", "together") and inner is not None):
            yield from (c for c in (inner or prep).children if c.dep_ == "pobj")


def partner(verb: Token) -> Token:
    """The verb that a verb is coordinated with: a finite one never with an infinitive, as parsers have it."""
    head = verb.head
    if (main := _main_clause(verb) or _gerund(verb)) is not None:
        return main
    if head.tag_ == "VBG" and is_infinitive(verb):  # "to stop shelling B and to free C"
        return next((t for t in head.ancestors if is_infinitive(t)), head)
    past = verb.tag_ == "VBN" and head.tag_ == "VB" and all(c.dep_ not in ("aux", "auxpass") for c in verb.lefts)
    if not (is_finite(verb) or past) or head.tag_ not in ("VB", "VBG"):
        return head  # but "refused to speak and sided with B", whatever the tagger takes "sided" for
    return next((t for t in head.ancestors if t.tag_ in FINITE or (t.tag_ == "VBN" and has_subject(t))), head)


def _main_clause(verb: Token) -> Token | None:
    """ "We welcome the steps that A has taken, and thank B": thank stands beside welcome, not beside taken."""
    perfect = verb.head.tag_ == "VBN" and any(c.lower_ in ("have", "has") for c in verb.head.lefts)
    if verb.tag_ not in ("VBP", "VBZ") or verb.head.dep_ != "relcl" or not perfect:
        return None
    return next((t for t in verb.head.ancestors if t.tag_ == verb.tag_), None)


def _gerund(verb: Token) -> Token | None:
    """ "Citing a risk of B escaping and accusing C": accusing stands beside citing, not beside B's escaping."""
    if verb.tag_ != "VBG" or verb.head.tag_ != "VBG" or not has_subject(verb.head) or has_subject(verb):
        return None
    return next((t for t in verb.head.ancestors if t.tag_ == "VBG" and not has_subject(t)), None)


def has_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def stands_alone(verb: Token) -> bool:
    """Whether a clause that the parser hangs before another as its complement is a main clause of its own."""
    head = verb.head
    if verb.dep_ != "ccomp" or verb.i > head.i or any(c.dep_ == "mark" for c in verb.children):
        return False
    if any(t.text in (";", ":") for t in verb.doc[verb.i + 1 : head.i]) or _is_spliced(verb):
        return True
    return head.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in head.children)


def _is_spliced(verb: Token) -> bool:
    """Whether only a comma parts two main clauses: "A left the hall, B ended the talks", unlike "A left, B said"."""
    doer = next((c for c in verb.head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    if doer is None or doer.i < verb.i or not has_subject(verb) or verb.head.lemma_ in TELLING:
        return False
    own = any(c.dep_ in ("dobj", "xcomp", "attr") for c in verb.head.rights)
    return own and doer.left_edge.i > 0 and verb.doc[doer.left_edge.i - 1].text == ","


def support_verb(noun: Token) -> Token | None:
    """The verb whose object a noun is, directly or behind one preposition, or whose passive subject it is."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        return support_verb(head)
    if noun.dep_ == "pobj" and head.lower_ == "of":
        whole = head.head
        if whole.lemma_.lower() in CONTAINERS or (whole.lemma_ in SPANS and whole.dep_ in ("dobj", "nsubjpass")):
            return support_verb(whole)
    if noun.dep_ == "pobj" and head.lower_ in ("of", "in") and head.head.ent_type_ == "MONEY":
        return support_verb(head.head)  # "announced 20 million euros in aid"
    if noun.dep_ == "oprd" and head.lemma_ in NAMING:
        return None  # "called the blast an attack on B": who names it does it not
    if noun.dep_ in ("dobj", "attr", "oprd", "nsubjpass") and is_verb(head):
        return head
    if noun.dep_ == "pobj" and is_verb(head.head) and head.dep_ == "prep":
        return None if is_tallied(noun) else head.head
    return _relative_verb(noun)


def is_tallied(noun: Token) -> bool:
    """Whether only what an act cost is told, by whoever counts it: "put the toll from the raid at five"."""
    counted = (c for c in noun.head.head.rights if c.dep_ == "dobj")
    return noun.dep_ == "pobj" and noun.head.lower_ == "from" and any(c.lemma_.lower() in TALLIES for c in counted)


def _relative_verb(noun: Token) -> Token | None:
    """The verb of a clause that has the noun as its object: "the sanctions that A imposed on B"."""
    for clause in noun.rights:
        if clause.dep_ == "relcl" and is_verb(clause) and not is_passive(clause):
            held = [c.lower_ in RELATIVE for c in clause.children if c.dep_ == "dobj"]
            doer = any(c.dep_ == "nsubj" and c.lower_ not in RELATIVE for c in clause.children)
            if doer and (all(held) if held else True):
                return clause
    return None


def in_phrase(noun: Token) -> bool:
    """Whether a noun makes one preposition with the words around it: "in line with", "with regard to"."""
    return noun.lower_ in MANNERS and noun.i > 0 and noun.nbor(-1).lower_ in ("in", "with")


def prepositions(token: Token) -> Iterator[Token]:
    """Prepositions that hang on a word, on its object, or on a noun phrase inside that object."""
    for child in token.children:
        if child.lower_ in ("with", "to") and child.i > 1 and in_phrase(child.nbor(-1)):
            continue  # "did it in solidarity with A", "did it with regard to A"
        listed = child.dep_ == "conj" and child.pos_ == "ADP"  # "gave thanks to A for its help, and to B"
        if (listed or child.dep_ in ("prep", "agent", "dative", "prt")) and child.pos_ in ("ADP", "SCONJ", "ADV"):
            yield child
            for deeper in child.children:  # "because of", "out of", "away from"
                if deeper.dep_ in ("prep", "pcomp", "conj") and deeper.pos_ == "ADP":
                    yield deeper  # also "at A and at B"
                if deeper.lower_ in MEANS:  # "spoke by telephone with B"
                    yield from (inner for inner in deeper.rights if inner.dep_ == "prep")
        elif child.dep_ == "cc" and child.lower_ == "as":  # "to A as well as to B"
            preps = [c for c in child.rights if c.dep_ == "prep"]
            yield from (p for prep in preps for p in (prep, *(c for c in prep.children if c.dep_ == "conj")))
        elif child.dep_ == "advmod" and child.pos_ in ("ADV", "ADP"):  # "walked out of", "pulled back from"
            yield from (deeper for deeper in child.children if deeper.dep_ == "prep" and deeper.pos_ == "ADP")


def so_called(clause: Token) -> Token | None:
    """What a clause names by what somebody calls it: "condemned what it called B's conduct", "over what it says is"."""
    if clause.dep_ not in ("ccomp", "pcomp", "dobj", "csubj") or not is_verb(clause):
        return None
    what = next((c for c in clause.lefts if c.lower_ == "what" and c.dep_ in ("dobj", "nsubj", "oprd", "attr")), None)
    if what is None or clause.lemma_ not in NAMING:
        return None
    behind = [o for c in clause.rights if c.dep_ == "prep" and c.lower_ == "as" for o in c.children if o.dep_ == "pobj"]
    named = [c for c in clause.rights if c.dep_ in ("oprd", "dobj", "attr") and c.pos_ in ("NOUN", "PROPN")]
    return next(iter([*named, *behind]), None)


def displaced(noun: Token, *names: str) -> Token | None:
    """The preposition right behind a noun that the parser hangs on the verb above: "condemned the attack by B"."""
    behind = noun.right_edge.i + 1
    prep = noun.doc[behind] if behind < noun.sent.end else noun
    if prep.lower_ not in names or prep.dep_ not in ("prep", "agent") or noun.dep_ not in ("dobj", "pobj"):
        return None
    nearest = all(
        c.dep_ != "prep" or c.lower_ == "of" for c in noun.rights
    )  # not "concern" in "concern over raids by B"
    active = is_verb(prep.head) and not is_passive(prep.head)
    return prep if nearest and active and prep.head.is_ancestor(noun) else None


def prep_objects(token: Token, name: str) -> list[Token]:
    """Objects of the preposition `name` below a word; "in front of" is "outside"."""
    found: list[Token] = []
    for prep in prepositions(token):
        if name == "outside" and prep.lower_ == "in":
            found += [o for front in prep.rights if front.lower_ == "front" for o in prep_objects(front, "of")]
        if prep.lower_ == name and not is_absolute(prep):
            found += [c for c in prep.children if c.dep_ == "pobj"]
            found += [s for c in prep.children if c.dep_ == "pcomp" for s in _clause_ends(c)]
    return found


def is_absolute(prep: Token) -> bool:
    """Whether a phrase before the clause tells how things stand: "With the rebels disarmed, A opened the road"."""
    if prep.lower_ != "with" or prep.dep_ != "prep" or prep.i > prep.head.i:
        return False
    states = [c for o in prep.children if o.dep_ == "pobj" for c in o.rights if c.dep_ == "acl" and c.tag_ == "VBN"]
    return any(all(c.dep_ != "agent" for c in state.children) for state in states)


def _clause_ends(clause: Token) -> list[Token]:
    """What a clause behind a preposition is about: what it calls something, else its subject or object."""
    named = so_called(clause)
    return [named] if named is not None else [c for c in clause.children if c.dep_ in ("nsubj", "dobj")]


def outer(token: Token) -> bool:
    """Whether a name in a compound only tells who stands behind it: "the UN-backed government" is not the UN's."""
    doc, hyphen = token.doc, token.i + 1
    if token.i > 1 and doc[token.i - 1].text == "-" and doc[token.i - 2].lower_ == "pro":
        return True  # "pro-Russian rallies" are not Russia's
    return hyphen + 1 < len(doc) and doc[hyphen].text in "-–" and doc[hyphen + 1].lower_ in BEHIND


def modifiers(noun: Token) -> list[Token]:
    """Adjectives and compounds before a noun, hyphenated and coordinated ones included."""
    found: list[Token] = []
    waiting = [c for c in noun.lefts if c.dep_ in MODIFIERS]
    while waiting:
        token = waiting.pop(0)
        if noun.lower_ in BEHIND or not outer(token):
            found.append(token)
        waiting += [c for c in token.children if c.dep_ in MODIFIERS or c.dep_ == "conj"]
    if noun.lower_ in BEHIND and noun.i > 1 and noun.nbor(-1).text in "-–" and not list(noun.lefts):
        found.append(noun.nbor(-2))  # "the UN-backed government", where the parser hangs all on the noun
    return found
