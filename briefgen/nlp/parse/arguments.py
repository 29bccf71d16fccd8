"""Who does it and to whom: the subjects and objects of verbs and nouns, who says it and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.grammar import (
    FINITE,
    RELATIVE,
    charged,
    has_subject,
    is_passive,
    is_verb,
    partner,
    prep_objects,
    so_called,
    support_verb,
    torn_subject,
)
from briefgen.nlp.parse.relatives import last_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Token

CONTROL_BY_OBJECT = frozenset(["of", "for", "from", "into", "against", "over"])
# verbs whose object is an instrument or a promise: the subject does what the infinitive says
SUBJECT_CONTROL = frozenset(
    "promise threaten vow use take send deploy dispatch scramble mobilise mobilize launch spend give "
    "visit meet phone telephone contact host join leave quit reach enter tour break sign".split()
)
CALLING_IN = frozenset({"summon", "call", "convoke"})
DEMARCHES = frozenset("protest complain object condemn demand insist express convey lodge voice deplore".split())
ASKING_ON = frozenset({"call", "appeal", "prevail", "lean", "press", "plead", "rely", "count"})  # "call on B to …"
RESULTING = frozenset("draw spark prompt provoke trigger earn fuel".split())
HARMING = frozenset("kill wound injure displace destroy damage endanger".split())
REPORTING = frozenset(
    "say tell insist argue stress add state declare believe think maintain emphasise emphasize suggest repeat "
    "reiterate note write retort".split()
)
CONDEMNING = frozenset("condemn criticise criticize decry denounce deplore protest slam".split())
CLAUSAL = frozenset({"ccomp", "xcomp", "advcl", "acl", "relcl"})
LETTING = frozenset({"help", "let", "make"})  # B to do something, without "to"
PRO_VERBS = frozenset("do have be".split())  # "as did B", "nor has B"
THANKS = frozenset("appreciation gratitude thank thanks tribute".split())
DECIDING = frozenset("attempt bid decision effort failure intention move offer plan pledge refusal threat vow".split())
FILED = frozenset("complaint lawsuit suit petition case report letter".split())
CHARGING = frozenset("accuse allege charge claim say blame denounce criticise criticize".split())
RESPITES = frozenset("second minute hour day week month year time deadline ultimatum".split())
DEEPEST = 8


def _echoes(verb: Token) -> Iterator[Token]:
    """Who else does it: B in "A did it, as did B", "A never did, nor has B", "A did it. So did B"."""
    for clause in (*verb.rights, verb.head):
        if clause.i <= verb.i or clause.lemma_ not in PRO_VERBS:
            continue
        joins = any(c.lower_ in ("as", "nor", "neither", "so") and c.i < clause.i for c in clause.children)
        joins = joins or (clause.i > 0 and clause.nbor(-1).lower_ in ("as", "nor", "neither", "so"))
        tied = clause.dep_ in ("advcl", "conj", "parataxis") or (clause is verb.head and verb.dep_ == "ccomp")
        if joins and tied:
            yield from (c for c in clause.rights if c.dep_ in ("nsubj", "dobj", "attr"))
    if verb.dep_ != "ROOT":
        return
    end = verb.sent.end
    following = [t for t in verb.doc.tokens[end : end + 3] if not t.is_space]
    if len(following) < 2 or following[0].lower_ not in ("so", "neither", "nor"):
        return
    if following[1].lemma_ in PRO_VERBS:
        yield from (c for c in following[1].rights if c.dep_ == "nsubj")


def surface_subject(verb: Token, depth: int = 0) -> list[Token]:
    """The grammatical subject of a verb, found through relative clauses, coordination and control."""
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if own:
        plain = [t for t in own if not t.lower_.endswith(("self", "selves"))] or own  # "troops had themselves fired"
        subject = next((t for t in reversed(plain) if t.i < verb.i and t.lower_ not in RELATIVE), plain[0])
        if subject.lower_ in RELATIVE and subject.tag_ in ("WDT", "WP", "IN", "DT"):
            return (_filer(verb, depth) or [last_of(verb, subject)]) if verb.dep_ == "relcl" else []
        return [subject, *_echoes(verb)]
    return (bidden_by_time(verb) or _controller(verb, depth) or _mistagged(verb)) if depth < DEEPEST else []


def _filer(verb: Token, depth: int) -> list[Token]:
    """A in "A filed a complaint with C that accuses B": whoever files it says what it says."""
    noun = verb.head
    prep = noun.head if noun.dep_ == "pobj" else None
    filing = prep.head if prep is not None and is_verb(prep.head) else noun.head
    filed = noun if noun.dep_ in ("dobj", "pobj") and noun.lemma_ in FILED else None
    if prep is not None and prep.lower_ in ("with", "at", "to", "before", "in", "against"):
        filed = filed or next((c for c in prep.head.rights if c.dep_ == "dobj" and c.lemma_ in FILED), None)
        if prep.head.lemma_ in FILED:
            filed, filing = prep.head, prep.head.head
    if filed is None or verb.lemma_ not in CHARGING or depth >= DEEPEST:
        return []
    while filing.dep_ == "prep":
        filing = filing.head
    return surface_subject(filing, depth + 1) if is_verb(filing) else []


def outer_subject(verb: Token, *, perfect: bool = False) -> list[Token]:
    """Who says it, for a verb that is joined to what is said: A in "A said it was a mistake and condemned B".

    perfect: also where the verb may share the auxiliary of what is said: "A said B had lied and condemned C"
    """
    said = verb.head
    if verb.dep_ != "conj" or said.dep_ != "ccomp" or said.head.lemma_ not in REPORTING or verb.i < said.head.i:
        return []  # "they were driven off and handed over to B, A said" says nothing of A's deeds
    joined = verb.tag_ == said.head.tag_ and verb.tag_ in FINITE and not has_subject(verb)
    joined = joined or (perfect and verb.tag_ == "VBN" and said.head.tag_ == "VBD" and not has_subject(verb))
    return surface_subject(said.head) if joined else []


def _mistagged(verb: Token) -> list[Token]:
    """The name right before a verb that the parser takes for an adverb or a modifier ("UNESCO provided …")."""
    if verb.dep_ not in ("ROOT", "ccomp") or is_passive(verb):
        return []
    for child in reversed(list(verb.lefts)):
        if child.dep_ in ("advmod", "npadvmod", "dep", "nmod", "dobj", "compound", "amod") and (
            child.pos_ == "PROPN" or (child.is_upper and len(child.text) > 1)
        ):
            return [child] if child.ent_type_ not in ("DATE", "TIME") else []
    return []


def _controller(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    match verb.dep_:
        case "conj" if is_verb(head):
            torn = torn_subject(verb)
            return [torn] if torn is not None else surface_subject(partner(verb), depth + 1)
        case "xcomp" | "ccomp":
            if verb.dep_ == "ccomp" and any(c.dep_ == "mark" for c in verb.children):
                return []
            if not is_verb(head):  # "is ready to": the adjective's verb has the subject
                return surface_subject(head.head if is_verb(head.head) else head, depth + 1)
            persons = [c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i and c.dep_ != "prep"]
            own = head.lemma_ in CALLING_IN and verb.lemma_ in DEMARCHES  # "summoned the envoy to protest"
            if persons and head.lemma_ not in SUBJECT_CONTROL and not is_passive(head) and not own:
                return [persons[0]]
            return _asked(verb) or surface_subject(head, depth + 1)
        case "acl":
            finite = verb.tag_ in FINITE and head.dep_ == "ROOT"  # "A delegation called on B", misread
            if verb.tag_ in ("VBG", "VBN") or finite:
                return [head]
            return noun_source(head, depth + 1)
        case "relcl":
            return [head]
        case "advcl":
            if verb.tag_ == "VB" and head.lemma_ in CONDEMNING and any(c.tag_ == "TO" for c in verb.children):
                return _decided(verb)  # "condemned the sale of gold to arm the rebels"
            above = _main(head) if verb.lemma_ in RESULTING else head if is_verb(head) else head.head
            known = _decided(verb) or _asked(verb) or _charged_with(verb)
            return known or (surface_subject(above, depth + 1) if is_verb(above) else [])
        case "pcomp":
            return _pcomp_controller(verb, depth)
    return []


def respite(giving: Token) -> list[Token]:
    """[B, a week] of "A gave B a week to leave", however the parser has them; empty where no time is given."""
    if giving.lemma_ != "give" or not is_verb(giving):
        return []
    given = [c for c in giving.rights if c.dep_ in ("dobj", "dative", "npadvmod") and c.pos_ != "ADP"][:2]
    return given if len(given) > 1 and given[1].lemma_.lower() in RESPITES else []


def bidden_by_time(verb: Token) -> list[Token]:
    """B in "A gave B a week to leave", which is B's to do, whatever the parser hangs it on."""
    giving = verb.head.head if verb.dep_ in ("acl", "relcl") else verb.head
    return respite(giving)[:1] if verb.tag_ == "VB" and verb.dep_ in CLAUSAL else []


def _decided(verb: Token) -> list[Token]:
    """The decision in "A regrets the decision of B to leave", where the parser hangs the infinitive on the regret."""
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.lefts)
    before = (c for c in verb.head.rights if c.dep_ == "dobj" and c.i < verb.i and c.lemma_ in DECIDING)
    owned = (n for n in before if any(c.dep_ == "poss" or c.lower_ == "of" for c in n.children))
    return [*owned][:1] if infinitive else []


def _main(verb: Token) -> Token:
    """The verb of the clause around a relative clause, whose outcome a participle at its end tells."""
    while verb.dep_ == "relcl" and (above := next((t for t in verb.ancestors if is_verb(t)), None)) is not None:
        verb = above
    return verb


def _charged_with(verb: Token) -> list[Token]:
    """B in "A accused B of opening fire, wounding two"."""
    return [o for o in objects(verb.head) if charged(o)] if verb.lemma_ in HARMING else []


def _asked(verb: Token) -> list[Token]:
    """B in "called on B to …", where the parser hangs the infinitive on the call."""
    head = verb.head
    if head.lemma_ not in ASKING_ON or verb.tag_ != "VB":
        return []
    behind = [o for c in head.children if c.dep_ == "prep" and c.i < verb.i for o in c.children if o.dep_ == "pobj"]
    return [o for o in behind if o.ent_type_ not in ("DATE", "TIME")][:1]


def _pcomp_controller(verb: Token, depth: int) -> list[Token]:
    prep = verb.head
    governor = prep.head
    if prep.lower_ == "for" and (thanked := _thanked(governor)):
        return thanked
    if prep.lower_ == "of" and charged(governor):
        return [governor]  # "accused B of burning homes", where the parser hangs the charge on B
    if is_verb(governor):
        objects = [c for c in governor.children if c.dep_ == "dobj"]
        if objects and prep.lower_ in CONTROL_BY_OBJECT and not is_passive(governor):
            return objects[:1]
        return surface_subject(governor, depth + 1)
    return noun_source(governor, depth + 1)


def _thanked(governor: Token) -> list[Token]:
    """B in "expressed appreciation to B for sending tents": whoever is thanked did it."""
    hosts = [governor, *(c for c in governor.rights if c.dep_ == "dobj")]
    thanks = any(host.lemma_.lower() in THANKS for host in hosts)
    return [o for host in hosts for o in prep_objects(host, "to")] if thanks else []


def noun_source(noun: Token, depth: int = 0) -> list[Token]:
    """Whose noun it is: its possessor, its national modifier, else the subject of the verb that takes it as object."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    if owners:
        return owners
    by = [
        c
        for p in noun.children
        if p.dep_ in ("prep", "agent") and p.lower_ == "by"
        for c in p.children
        if c.dep_ == "pobj"
    ]
    if by:
        return by
    if any(c.dep_ == "acl" and c.tag_ == "VB" for c in noun.children):  # "the commitment of A to help B"
        of = prep_objects(noun, "of")
        if of:
            return of
    verb = support_verb(noun)
    if verb is not None and depth < DEEPEST:
        return subjects(verb, depth + 1)
    return []


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Heads of the phrases that name who does it."""
    if not is_passive(verb):
        return surface_subject(verb, depth)
    agents = _agents(verb)
    if not agents and verb.dep_ == "conj" and is_verb(verb.head) and depth < DEEPEST and is_passive(verb.head):
        return subjects(verb.head, depth + 1)
    if not agents and all(c.dep_ in ("cc", "punct", "conj") for c in verb.rights):  # "armed and trained by A"
        joined = (c for c in verb.rights if c.tag_ == "VBN" and not any(o.dep_.startswith("aux") for o in c.lefts))
        agents = next(filter(None, map(_agents, joined)), [])
    return agents


def _agents(verb: Token) -> list[Token]:
    """Who does it behind the "by" of a passive verb, also where it hangs deeper: "was hit with duties by A"."""
    own = [p for p in verb.children if p.lower_ == "by" and (p.dep_ == "agent" or (p.dep_ == "prep" and p.i > verb.i))]
    means = [o for p in verb.rights if p.lower_ == "with" for o in p.children if o.dep_ == "pobj"]
    deeper = [p for o in means for p in o.rights if p.dep_ == "prep" and p.lower_ == "by"]
    return [c for p in own or deeper for c in p.children if c.dep_ == "pobj"]


def objects(verb: Token) -> list[Token]:
    """Heads of the phrases that name whom it is done to: direct object, passive subject, gap of a relative clause."""
    if is_passive(verb):
        if verb.dep_ == "amod":
            return [verb.head]
        return surface_subject(verb)
    direct = [c for c in verb.children if c.dep_ == "dobj"]
    direct += [c for c in respite(verb)[1:] if c not in direct]
    if direct:
        gap = direct[0].tag_ in ("WDT", "WP") or (direct[0].tag_ in ("IN", "DT") and direct[0].i < verb.i)
        if direct[0].lower_ in RELATIVE and gap and verb.dep_ == "relcl":
            return direct[1:] or [verb.head]  # "whom A accuses B of arming"
        return direct
    if named := [n for c in verb.rights if (n := so_called(c)) is not None]:
        return named
    if verb.dep_ == "conj" and is_verb(verb.head) and _relates_too(verb):
        return [verb.head.head]
    if (
        verb.dep_ == "conj"
        and is_verb(verb.head)
        and not any(c.dep_ in ("prep", "ccomp", "xcomp") for c in verb.children)
    ):
        # "criticised and threatened X": the first verb's object stands with the second; not the other way round
        return []
    shared = [c for v in verb.children if v.dep_ == "conj" and is_verb(v) for c in v.children if c.dep_ == "dobj"]
    if shared and not any(c.dep_ in ("ccomp", "xcomp", "prep") for c in verb.children):
        return shared[:1]
    clause = [
        v
        for v in verb.children
        if v.dep_ in ("ccomp", "xcomp") and not any(c.dep_ == "mark" and c.lower_ != "to" for c in v.children)
    ]
    for inner in clause:
        own = [c for c in inner.children if c.dep_ in ("nsubj", "nsubjpass")]
        small = inner.pos_ in ("ADJ", "NOUN") and not any(c.dep_ in ("aux", "cop") for c in inner.children)
        if own and (small or any(c.tag_ == "TO" for c in inner.children) or inner.tag_ == "VB"):
            return own  # "holds B responsible", "wants B to go"
        if own and verb.lemma_ in LETTING and inner.tag_ == "VBP":
            return own[-1:]  # "helped the rebel B forces buy arms", as the tagger has it
    filled = any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)  # "the reason A refuses to go"
    return [verb.head] if relates(verb) and not filled else []


def _relates_too(verb: Token) -> bool:
    """Whether a clause goes on to tell of the same noun: "a request that A backs and that B opposes"."""
    again = any(c.lower_ in ("that", "which", "whom") for c in verb.lefts)
    own = any(c.dep_ == "nsubj" and c.lower_ not in RELATIVE for c in verb.lefts)
    return verb.head.dep_ == "relcl" and again and own and not any(c.dep_ in ("ccomp", "xcomp") for c in verb.rights)


def relates(verb: Token) -> bool:
    """Whether a clause with a subject of its own tells of the noun it hangs on: "a charge that A rejected"."""
    kind = verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in FINITE)
    doers = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in RELATIVE]
    return kind and any(all(c.lower_ != "whose" for c in doer.children) for doer in doers)
