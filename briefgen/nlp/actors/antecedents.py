"""Who was named before a place in the text: the mentions of each sentence, and what tells antecedents apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.nlp.parse.arguments import surface_subject
from briefgen.nlp.parse.grammar import is_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.parse.tokens import Span, Token

MALE = frozenset(
    "mr. mr sir lord king prince emperor duke spokesman chairman congressman businessman clergyman policeman "
    "statesman pope father sheikh ayatollah".split()
)
FEMALE = frozenset(
    "mrs. mrs ms. ms miss madam madame lady queen princess empress duchess spokeswoman chairwoman congresswoman "
    "businesswoman policewoman stateswoman baroness dame sheikha".split()
)
OBJECTS = frozenset({"dobj", "dative", "pobj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
OWN = frozenset("compound amod nmod poss".split())
CIVIL = frozenset({"population", "ngo", "party", "other", "person"})
PROTESTING = frozenset(
    "protest demonstrate march rally chant gather riot picket strike barricade blockade besiege storm camp assemble "
    "converge block boo heckle".split()
)
THINGS = frozenset("it its itself".split())
TITLE_REACH = 3  # tokens before a name in which a title tells man or woman


class Antecedents:
    """The mentions of one text by sentence; the cast may still grow."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        words = cast.registry.words
        self.people = frozenset({*(words.get("roles") or ()), *(words.get("agents") or ())})
        self.sents = list(cast.doc.sents)
        self.sent_of = {i: n for n, sent in enumerate(self.sents) for i in range(sent.start, sent.end)}

    def back(self, token: Token, reach: int) -> Iterator[tuple[Span, list[Mention]]]:
        """This and earlier sentences, nearest first, with their mentions that end before the token."""
        here = self.sent_of.get(token.i, 0)
        for n in range(here, max(-1, here - reach), -1):
            sent = self.sents[n]
            limit = token.i if n == here else sent.end
            yield sent, [m for m in self.mentions(sent) if m.end <= limit]

    def mentions(self, sent: Span) -> list[Mention]:
        """The mentions of a sentence in order."""
        seen: dict[int, Mention] = {}
        for i in range(sent.start, sent.end):
            mention = self.cast.at.get(i)
            if mention is not None:
                seen.setdefault(mention.start, mention)
        return list(seen.values())

    def latest(
        self, token: Token, reach: int, fits: Callable[[Mention], bool], described: Callable[[Token], tuple[str, ...]]
    ) -> tuple[str, ...]:
        """The subject of this or an earlier clause if it fits, else the one fitting actor of the nearest sentence.

        described: the actors that a subject without a name stands for, in so far as they fit
        """
        for sent, mentions in self.back(token, reach):
            subject = self._nameless_subject(sent) if sent != token.sent else None
            if subject is not None and (again := described(subject)):
                return again
            fitting = [m for m in mentions if fits(m) and not (sent == token.sent and self._shares_clause(m, token))]
            if not fitting and sent != token.sent and self._led_by_unknown(sent):
                return ()  # "M. is where it hurts. Its premier …"
            if not fitting:
                continue
            subjects = [m for m in fitting if self.is_subject(m)]
            if token.lower_ in THINGS and sent == token.sent:
                subjects = [m for m in subjects if not self._joined(m)]  # "A and B thanked C for the aid it gave"
            if not subjects and subject is not None and token.dep_ == "nsubj" and self._may_mean(token, subject):
                return ()  # "The government of M. was not asked to Oman. It …"
            actors = {m.actor for m in fitting}
            if sent == token.sent and not subjects:
                if going_on := self._going_on(sent, described):
                    return going_on  # "She left. B's party dismissed her remarks": not B's
                if token.dep_ == "nsubj" and token.head.dep_ == "relcl":
                    return (fitting[-1].actor,)  # "thanks to A and to B for the money that it gave"
                if token.dep_ == "nsubj" and len(actors) > 1:
                    continue
            if subjects:
                outer = [m for m in subjects if not self._is_aside(m, token)]
                return ((outer or subjects)[-1].actor,)
            return tuple(actors) if len(actors) == 1 else ()
        return ()

    def _joined(self, mention: Mention) -> bool:
        """Whether a mention is one of several subjects, of whom none is "it"."""
        root = self.cast.doc[mention.start : mention.end].root
        return any(c.dep_ == "conj" for c in root.children) and any(c.lower_ == "and" for c in root.children)

    def _may_mean(self, pronoun: Token, subject: Token) -> bool:
        """Whether a pronoun may mean the noun that is the subject of the sentence before; "he" is no anger."""
        thing = pronoun.lower_ in THINGS
        return subject.pos_ == "NOUN" and (thing or subject.lemma_.lower() in self.people or subject.i in self.cast.at)

    def _going_on(self, sent: Span, described: Callable[[Token], tuple[str, ...]]) -> tuple[str, ...]:
        """Whom the pronoun means that is the subject of the sentence before."""
        number = self.sent_of[sent.start]
        subject = self._nameless_subject(self.sents[number - 1]) if number else None
        return described(subject) if subject is not None and subject.pos_ == "PRON" else ()

    def protesting(self, head: Token) -> tuple[str, ...]:
        """Who "the protesters" are: the last ones told to march, chant or the like, under another name or none."""
        for mention in sorted(self.cast.mentions, key=lambda m: -m.start):
            if mention.end > head.i or self.cast.members[mention.actor].kind not in CIVIL:
                continue
            root = self.cast.doc[mention.start : mention.end].root
            while root.dep_ == "pobj" and root.head.lower_ == "of":
                root = root.head.head  # "hundreds of farmers marched"
            if root.dep_ == "nsubj" and root.head.lemma_ in PROTESTING:
                return (mention.actor,)
        return ()

    def _nameless_subject(self, sent: Span) -> Token | None:
        """The subject of a sentence where it is a pronoun or a noun that names nobody."""
        found = (t for t in sent if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT")
        return next((t for t in found if t.i not in self.cast.at), None)

    def _led_by_unknown(self, sent: Span) -> bool:
        """Whether the subject of a sentence is a name that nobody knows."""
        found = (t for t in sent if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
        return any(t.pos_ == "PROPN" and t.i not in self.cast.at for t in found)

    def _shares_clause(self, mention: Mention, token: Token) -> bool:
        """Whether an object pronoun stands beside its would-be antecedent: in "A met him", he is not A."""
        asked = token.dep_ == "nsubj" and token.head.dep_ in ("ccomp", "xcomp")  # "A asked him to leave"
        asked = asked and any(c.tag_ == "TO" for c in token.head.children)
        if (token.dep_ not in OBJECTS and not asked) or token.lower_.endswith(("self", "selves")):
            return False
        verb = token.head.head if asked else next((t for t in token.ancestors if is_verb(t)), token)
        doers = [o for s in surface_subject(verb) for o in (s, *s.conjuncts)] if is_verb(verb) else []
        own = [t.head if t.dep_ in OWN else t for t in self.cast.doc[mention.start : mention.end]]
        return any(t in doers for t in own)  # "A's troops drove it out" is not A either

    def is_subject(self, mention: Mention) -> bool:
        """Whether a mention is the subject of a verb."""
        tokens = self.cast.doc[mention.start : mention.end]
        lent = mention.form == "adjective" and tokens.root.head.dep_ in SUBJECTS
        described = tokens.root.dep_ == "appos" and tokens.root.head.dep_ in SUBJECTS  # "its leader, B, said"
        return lent or described or any(t.dep_ in SUBJECTS for t in tokens)

    def _is_aside(self, mention: Mention, token: Token) -> bool:
        """Whether a mention stands in a clause on a noun, a pronoun outside: B in "A, which B aids, is far. It …"."""
        clauses = (t for t in self.cast.doc[mention.start : mention.end].root.ancestors if t.dep_ in ("relcl", "acl"))
        return any(not clause.is_ancestor(token) for clause in clauses)

    def gender(self, actor: str) -> str | None:
        """ "he" or "she" where a title beside a person's name tells, else None."""
        for mention in self.cast.of[actor]:
            if mention.form == "person":
                words = {t.lower_ for t in self.cast.doc[max(0, mention.start - TITLE_REACH) : mention.start]}
                if words & FEMALE:
                    return "she"
                if words & MALE:
                    return "he"
        return None
