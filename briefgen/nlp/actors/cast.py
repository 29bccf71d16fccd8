"""The cast of one article: every actor that it names, and which words name whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anyascii import anyascii

from briefgen.nlp.parse.grammar import charged
from briefgen.nlp.parse.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Kind
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.actors.titles import Titles
    from briefgen.nlp.parse.tokens import Doc, Span, Token
    from briefgen.registry import Registry

OWNED = 6  # tokens before a body in which its state is named
DESCRIBING = frozenset("amod nummod compound nmod poss".split())
DEALING = frozenset(
    "aiding arming backing financing funding harbouring harboring helping hiring killing paying protecting recruiting "
    "sheltering sponsoring supporting training".split()
)
SHORT = 4  # tokens of what may stand behind the head of people without a name
INSIDE = frozenset("POS JJ NN NNP VBN CC , HYPH".split())


def done_to(word: Token) -> bool:
    """Whether a word before people is what is done to them: "accused of funding rebels", "denied arming militias"."""
    led = word.i > 0 and (word.nbor(-1).pos_ in ("ADP", "VERB", "CCONJ") or word.nbor(-1).lower_ in ("of", "and"))
    return word.lower_ in DEALING and led


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, at most 60 characters; never empty."""
    out = re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")
    return out[:60].strip("-") or "actor"


@dataclass(slots=True)
class Member:
    """What the article tells of one actor so far; `names` counts the surface forms."""

    key: str
    name: str
    kind: Kind
    country: str | None = None
    acts_for: str | None = None
    role: str | None = None
    wikidata: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    first: int = 0


class Cast:
    """Actors and mentions of one Doc; grows while the article is read, then becomes the brief's `actors`.

    home: key of the state from which the text is written, by its dateline or headline
    at: token offset to the mention that the token belongs to; a person's title belongs to the mention of its name
    barred: tokens of proper names that are no actors: products, laws, events, places, media that only report
    homeland: key of the state that the text is about; set once names, bodies and people are read
    titles: the common nouns of actors as the pipeline's tokenizer reads them; set by BodyMatcher.add
    """

    def __init__(self, doc: Doc, registry: Registry, home: str | None = None) -> None:
        self.doc = doc
        self.home = home
        self.homeland: str | None = None
        self.registry = registry
        self.lines = Lines(doc)
        self.entity: dict[int, Span] = {i: ent for ent in doc.ents for i in range(ent.start, ent.end)}
        self.members: dict[str, Member] = {}
        self.mentions: list[Mention] = []
        self.of: defaultdict[str, list[Mention]] = defaultdict(list)  # the same, by actor
        self.at: dict[int, Mention] = {}
        self.barred: set[int] = set()
        self.titles: Titles | None = None
        self.covers: dict[Mention, range] = {}
        self.shown: dict[Mention, str] = {}

    def add_known(self, mentions: Iterable[Mention]) -> None:
        """Take in mentions of registry actors."""
        for mention in mentions:
            self.ensure(mention.actor, mention.start)
            self.note(mention)

    def member(
        self, key: str, name: str, kind: Kind, first: int, *, country: str | None = None, acts_for: str | None = None,
        role: str | None = None, wikidata: str | None = None,
    ) -> Member:  # fmt: skip
        """The member with this key, made where it is new; what is told anew fills what was unknown."""
        found = self.members.get(key)
        entry = self.registry.actors.get(key)
        if found is None and entry is not None and entry.kind != "person":  # of persons the text tells more
            name, kind, country, acts_for = entry.name, entry.kind, entry.country, entry.acts_for
            wikidata = entry.wikidata
        if found is None:
            found = self.members[key] = Member(key, name, kind, country, acts_for, role, wikidata, first=first)
        found.country = found.country or country
        found.acts_for = found.acts_for or acts_for
        found.role = found.role or role
        return found

    def note(self, mention: Mention) -> None:
        """Record a mention; words that name someone already are left to the first."""
        if any(i in self.at for i in range(mention.start, mention.end)):
            return
        self.mentions.append(mention)
        self.of[mention.actor].append(mention)
        for i in range(mention.start, mention.end):
            self.at[i] = mention
        self._count(mention)

    def _count(self, mention: Mention) -> None:
        start, end = self._phrase(mention) if mention.form == "group" else (self._whole(mention), mention.end)
        text = self.shown[mention] = self.text(start, end)
        self.members[mention.actor].names[text] += 1

    def _phrase(self, mention: Mention) -> tuple[int, int]:
        """Where what describes people without a name begins and ends: "two priests", "boys from the compound"."""
        head = self.doc[mention.end - 1]
        start, end = mention.start, mention.end
        for token in reversed(list(head.lefts)):
            if token.dep_ not in DESCRIBING or done_to(token) or token.right_edge.i != start - 1:
                break
            start = token.left_edge.i
        start += self.doc[start].dep_ == "det" and start < head.i
        behind = next((t for t in head.rights if t.dep_ == "prep" and t.lower_ in ("of", "from")), None)
        if behind is not None and not charged(head) and behind.i == end and behind.right_edge.i - head.i <= SHORT:
            end = behind.right_edge.i + 1
        return start, end

    def _whole(self, mention: Mention) -> int:
        """Where a body's name begins together with its state's: "Russian and Syrian ministries", "Iran's navy"."""
        owner = self.members[mention.actor].acts_for
        if mention.form == "body" and owner:
            for i in range(mention.start - 1, max(-1, mention.start - 1 - OWNED), -1):
                before = self.at.get(i)
                if before is not None and before.actor == owner:
                    return before.start
                if before is None and self.doc[i].tag_ not in INSIDE:
                    break
        return mention.start

    def cover(self, mention: Mention, start: int, end: int) -> None:
        """Let further words, as a person's title, belong to a mention; those of other mentions stay theirs."""
        free = [i for i in range(start, end) if i not in self.at]
        for i in free:
            self.at[i] = mention
        if free:
            self.covers[mention] = range(start, end)

    def also(self, mention: Mention) -> None:
        """Count a mention whose words belong to others, too: "the Russian and Syrian ministries" names two bodies."""
        self.mentions.append(mention)
        self.of[mention.actor].append(mention)
        self._count(mention)

    def replace(self, mention: Mention) -> None:
        """Record a mention in place of shorter ones that it covers or crosses."""
        for old in {self.at[i] for i in range(mention.start, mention.end) if i in self.at}:
            self.drop(old)
        self.note(mention)

    def drop(self, old: Mention) -> None:
        """Take a mention back."""
        self.mentions.remove(old)
        self.of[old.actor].remove(old)
        names = self.members[old.actor].names
        names[self.shown.pop(old)] -= 1
        names += Counter()  # drops what fell to nought
        for i in (*range(old.start, old.end), *self.covers.pop(old, ())):
            if self.at.get(i) == old:
                del self.at[i]

    def text(self, start: int, end: int) -> str:
        """Surface text of a token range, white space folded, without a possessive ending."""
        text = " ".join(self.doc[start:end].text.split())
        return text[:-2] if text.endswith(("'s", "’s")) else text

    def top(self, key: str) -> str:
        """The party at the end of the `acts_for` chain."""
        return self.chain(key)[-1]

    def chain(self, key: str) -> tuple[str, ...]:
        """An actor, whoever it acts for, and so on up to the party at the end."""
        found: dict[str, None] = {}
        while key not in found:
            found[key] = None
            member = self.members.get(key)
            key = (member.acts_for if member else self.registry.top(key)) or key
        return tuple(found)

    def ensure(self, key: str, first: int | None = None) -> None:
        """Make sure that a known actor is a member, though only spoken for."""
        entry = self.registry.actors.get(key)
        if entry is not None and key not in self.members:
            self.member(key, entry.name, entry.kind, len(self.doc) if first is None else first, country=entry.country,
                        acts_for=entry.acts_for, role=entry.role, wikidata=entry.wikidata)  # fmt: skip

    def key(self, name: str, kind: Kind) -> str:
        """The id of an actor that the text introduces, distinct from known actors of other kinds."""
        key = slug(name)
        if key in self.registry.actors and self.registry.actors[key].kind != kind:
            key += "-person" if kind == "person" else "-other"
        return self.registry.decisions.of(key)

    def apart(self, one: str, other: str) -> bool:
        """Whether a person decided that two ids are two actors."""
        return self.registry.decisions.apart(one, other)
