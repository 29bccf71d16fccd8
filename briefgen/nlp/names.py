"""Names of known actors in a text: exact surface forms of the registry, less those that mean something else there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.registry import Alias, Registry, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc, Span

LOCATIVE = frozenset("in at near outside around across through via inside throughout".split())
PLACE_LABELS = frozenset({"GPE", "NORP", "LOC"})
OTHER_NAMES = frozenset({"ORG", "FAC", "WORK_OF_ART", "LAW", "EVENT", "PRODUCT"})
# lower-cased, these are ordinary words: a lower-case headline does not make them names
ORDINARY = frozenset("us polish turkey chad who it is un au eu may niger guinea can".split())


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an actor.

    start, end: token offsets in the Doc
    actor: id of a known actor, or the document's own key of a new one
    form: name, former, adjective, people, prefix, capital, seat (registry); person, body, organisation, group
    place: a capital named as a place, not as a government
    """

    start: int
    end: int
    actor: str
    form: str
    place: bool = False


class NameMatcher:
    """Finds registry names in a Doc; built once from the registry and the pipeline's tokenizer."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.registry = registry
        self.folded: dict[str, tuple[Alias, ...]] = defaultdict(tuple)
        for text, aliases in registry.aliases.items():
            self.folded[text.lower()] += aliases
        self.masks = frozenset(s for text in registry.words.get("phrases", ()) for s in spellings(text))
        self.after = frozenset(registry.words.get("after", ()))
        self.heads = frozenset(registry.words.get("heads", ()))
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        # as written: in lower case the tokenizer would part "U.S." from its last dot
        self.matcher.add("name", [nlp.make_doc(text) for text in sorted({*registry.aliases, *self.masks})])

    def __call__(self, doc: Doc) -> tuple[Mention, ...]:
        """Mentions in text order, none overlapping."""
        spans = sorted(self.matcher(doc, as_spans=True), key=lambda s: (s.start - s.end, s.start))
        taken: set[int] = set()
        found: list[tuple[Span, tuple[Alias, ...]]] = []
        for span in spans:
            if taken & set(range(span.start, span.end)):
                continue
            text = re.sub(r"\s+", " ", span.text)
            if text in self.masks:
                taken.update(range(span.start, span.end))
                continue
            aliases = self._aliases(doc, span, text)
            if aliases and not self._hidden(doc, span, aliases):
                taken.update(range(span.start, span.end))
                found.append((span, aliases))
        return tuple(sorted(self._choose(doc, found), key=lambda m: m.start))

    def _aliases(self, doc: Doc, span: Span, text: str) -> tuple[Alias, ...]:
        exact = self.registry.aliases.get(text, ())
        if not exact and len(text) > 3 and text.lower() not in ORDINARY and _odd_case(doc, span):
            exact = tuple(a for a in self.folded.get(text.lower(), ()) if a.form != "prefix")
        hyphen = span.end < len(doc) and doc[span.end].text in "-–"
        return tuple(a for a in exact if a.form != "prefix" or hyphen)

    def _hidden(self, doc: Doc, span: Span, aliases: tuple[Alias, ...]) -> bool:
        """Whether the words are part of another proper name: an agreement, a company, a person."""
        following = doc[span.end] if span.end < len(doc) else None
        if following is not None and not following.is_space:
            city = any(a.form == "capital" for a in aliases)
            if following.lower_ in self.after and (city or following.is_title) and not _possessed(doc, span):
                return True
            if following.is_title and following.text in self.heads:
                return True
            if following.text == "-" and span.end + 1 < len(doc) and doc[span.end + 1].lower_ == "based":
                return True
        ent = _entity(span)
        if ent is None or len(ent) <= len(span) or (ent.start == span.start - 1 and ent.end == span.end):
            return False
        rest = [t for t in ent if not span.start <= t.i < span.end and t.is_title and t.pos_ == "PROPN"]
        if not rest or any(t.tag_ == "POS" for t in ent):
            return False
        if ent.label_ == "PERSON":
            return (
                all(a.form in ("name", "capital", "people", "former") for a in aliases) and ent.start != span.start
            ) or (any(a.form == "name" for a in aliases) and rest[0].i == span.end and not doc[span.end].is_punct)
        return False

    def _choose(self, doc: Doc, found: list[tuple[Span, tuple[Alias, ...]]]) -> Iterator[Mention]:
        """One actor for each span: ambiguous ones need surer mentions of the same actor, or the entity recogniser."""
        support: dict[str, int] = defaultdict(int)
        for _, aliases in found:
            if len(aliases) == 1 and not aliases[0].ambiguous:
                support[aliases[0].actor] += 1
        for span, aliases in found:
            alias = max(aliases, key=lambda a: (support[a.actor], not a.ambiguous, a.form != "capital"))
            if alias.ambiguous and not support[alias.actor]:
                ent = _entity(span)
                if ent is None or ent.label_ not in PLACE_LABELS | {"ORG"} or len(ent) > len(span) + 1:
                    continue
            place = alias.form == "capital" and _is_place(doc, span)
            yield Mention(span.start, span.end, alias.actor, alias.form, place)


def _entity(span: Span) -> Span | None:
    doc = span.doc
    token = doc[span.start]
    if not token.ent_type_:
        return None
    return next((e for e in doc.ents if e.start <= span.start < e.end), None)


def _possessed(doc: Doc, span: Span) -> bool:
    return span.end < len(doc) and doc[span.end].tag_ == "POS"


def _is_place(doc: Doc, span: Span) -> bool:
    """A capital after a locative preposition, or as a dateline, is a place and no government."""
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ in LOCATIVE:
        return True
    following = doc[span.end] if span.end < len(doc) else None
    dateline = following is not None and following.text in ("(", "-", "–", "—", ",") and doc[span.start].is_upper
    return dateline and len(span.text) > 3


def _odd_case(doc: Doc, span: Span) -> bool:
    """Whether the line is set in capitals or, as some headlines are, without any."""
    start, end = _line(doc, span)
    letters = [c for token in doc[start:end] for c in token.text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    if span.text.isupper() and len(letters) > 12 and capitals > 0.7 * len(letters):
        return True
    return start == 0 and bool(letters) and capitals == 0


def _line(doc: Doc, span: Span) -> tuple[int, int]:
    start = span.start
    while start > 0 and "\n" not in doc[start - 1].text:
        start -= 1
    end = span.end
    while end < len(doc) and "\n" not in doc[end].text:
        end += 1
    return start, end


def covered(mentions: Iterable[Mention]) -> dict[int, Mention]:
    """Token offset to the mention that covers it."""
    return {i: m for m in mentions for i in range(m.start, m.end)}
