"""Bodies and organisations that the registry does not hold, read from their names and from whose they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.matcher import PhraseMatcher

from briefgen.nlp.cast import Cast, slug, with_article
from briefgen.nlp.names import LOCATIVE, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

    from briefgen.model import Kind
    from briefgen.registry import Registry

BODY_WORDS = frozenset(
    "ministry directorate agency council committee commission authority department bureau office board court bank "
    "service guard force forces army navy administration parliament senate assembly congress police secretariat "
    "presidency".split()
)
KIND_WORDS: dict[str, Kind] = {
    "party": "party", "movement": "party", "front": "armed_group", "brigade": "armed_group", "brigades": "armed_group",
    "militia": "armed_group", "inc.": "company", "inc": "company", "corp.": "company", "corp": "company",
    "ltd": "company", "ltd.": "company", "group": "company", "company": "company", "airlines": "company",
    "airways": "company", "plc": "company",
    "association": "ngo", "foundation": "ngo", "watch": "ngo", "union": "ngo", "institute": "ngo", "university": "ngo",
    "observatory": "ngo", "organization": "igo", "organisation": "igo",
}  # fmt: skip
NAME_TAGS = frozenset({"NNP", "NNPS", "JJ", "NN", "NNS", "IN", "CC", "DT", "HYPH", "POS", "CD", "VBG", "VBN"})


class BodyMatcher:
    """Finds the government bodies of `bodies.yml` that combine with any state; built once."""

    def __init__(self, nlp: Language, registry: Registry) -> None:
        self.labels: dict[str, str] = {}
        for name, data in (registry.words.get("bodies") or {}).items():
            for text in (name, *(data or {}).get("names", ())):
                self.labels[text.lower()] = (data or {}).get("label") or name.title()
        self.matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        self.matcher.add("body", [nlp.make_doc(label) for label in sorted(self.labels)])
        self.outlets = frozenset(registry.words.get("outlets", ()))
        self.outlet_words = tuple(registry.words.get("patterns", ()))

    def add(self, cast: Cast) -> None:
        """Record the bodies and organisations of a text in its cast."""
        self._bodies(cast)
        self._organisations(cast)
        _acronyms(cast)

    def _bodies(self, cast: Cast) -> None:
        doc = cast.doc
        spans = sorted(self.matcher(doc, as_spans=True), key=lambda s: (s.start - s.end, s.start))
        for span in spans:
            if any(i in cast.at for i in range(span.start, span.end)):
                continue
            state = owner_of(cast, span)
            if state is None:
                continue
            label = self.labels[re.sub(r"\s+", " ", span.text.lower())]
            self_name = cast.members[state].name
            key = slug(f"{state} {label}")
            country = cast.members[state].country
            if country:
                cast.member(
                    key,
                    f"{label} of {with_article(self_name)}",
                    "government_body",
                    span.start,
                    country=country,
                    acts_for=state,
                )
                cast.note(Mention(span.start, span.end, key, "body"))

    def _organisations(self, cast: Cast) -> None:
        doc = cast.doc
        for ent in doc.ents:
            if ent.label_ != "ORG" or not _is_name(ent):
                continue
            start = ent.start + (doc[ent.start].lower_ in ("the", "a", "an"))
            end = ent.end - (doc[ent.end - 1].tag_ == "POS")
            if end - start < 1 or any(
                i in cast.at and cast.at[i].form not in ("adjective", "name") for i in range(start, end)
            ):
                continue
            inner = {cast.at[i] for i in range(start, end) if i in cast.at}
            if any(m.start <= start and m.end >= end for m in inner) or (inner and end - start < 3):
                continue
            root = doc[start:end].root
            if root.dep_ == "pobj" and root.head.lower_ in LOCATIVE and doc[end - 1].lower_ not in BODY_WORDS:
                continue
            name = cast.text(start, end)
            if name in self.outlets or any(word in name.lower() for word in self.outlet_words):
                continue
            first = min(inner, key=lambda m: m.start, default=None)
            state = first.actor if first else owner_of(cast, doc[start:end])
            possessive = any(t.tag_ == "POS" for t in doc[start:end])
            if possessive and first is not None:
                cut = next(t.i for t in doc[start:end] if t.tag_ == "POS")
                if cut >= first.end:
                    start = cut + 1
            self._add_organisation(cast, start, end, state)

    def _add_organisation(self, cast: Cast, start: int, end: int, state: str | None) -> None:
        name = cast.text(start, end)
        words = [w.lower() for w in name.split()]
        if not words or not name[:1].isupper():
            return
        country = cast.members[state].country if state in cast.members else None
        is_body = words[-1] in BODY_WORDS or (words[0] in BODY_WORDS and "of" in words)
        kind: Kind = (
            "government_body"
            if is_body and state and cast.members[state].kind == "state"
            else KIND_WORDS.get(words[-1], "other")
        )
        acts_for = state if kind == "government_body" else None
        key = slug(name)
        if key in cast.registry.actors:
            key += "-other"
        cast.member(key, name, kind, start, country=country, acts_for=acts_for)
        cast.replace(Mention(start, end, key, "organisation"))


def owner_of(cast: Cast, span: Span) -> str | None:
    """The state or organisation whose body a phrase names: "Iranian …", "Iran's …", "… of Iran"."""
    doc = cast.doc
    for i in range(span.start - 1, max(-1, span.start - 4), -1):
        mention = cast.at.get(i)
        if mention is not None:
            return mention.actor if mention.form in ("adjective", "name", "capital", "former") else None
        if doc[i].tag_ not in ("POS", "JJ", "NN", "NNP", "VBN", "HYPH"):
            break
    if span.end + 1 < len(doc) and doc[span.end].lower_ == "of":
        for i in range(span.end + 1, min(len(doc), span.end + 3)):
            mention = cast.at.get(i)
            if mention is not None and mention.form in ("name", "former"):
                return mention.actor
    return None


def _is_name(ent: Span) -> bool:
    """Whether an entity looks like a proper name, not a headline fragment or a parser's slip."""
    tokens: list[Token] = [t for t in ent if not t.is_punct]
    if not tokens or any(t.is_space or t.tag_ not in NAME_TAGS for t in tokens):
        return False
    if len(tokens) == 1 and (len(tokens[0].text) < 2 or tokens[0].tag_ not in ("NNP", "NNPS")):
        return False
    return tokens[-1].text[:1].isupper() or tokens[0].text[:1].isupper()


def _acronyms(cast: Cast) -> None:
    """Join "High Negotiations Committee (HNC)" and later "HNC"."""
    doc: Doc = cast.doc
    for token in doc:
        if not (token.is_upper and token.is_alpha and 2 <= len(token) <= 7 and 1 < token.i < len(doc) - 1):
            continue
        if doc[token.i - 1].text not in "([" or doc[token.i + 1].text not in ")]":
            continue
        before = cast.at.get(token.i - 2)
        here = cast.at.get(token.i)
        if (
            before is None
            or (here is not None and here.actor == before.actor)
            or before.form in ("adjective", "person", "place")
        ):
            continue
        initials = "".join(t.text[0] for t in doc[before.start : before.end] if t.text[0].isupper())
        if initials[:1] == token.text[:1]:
            _alias(cast, token.text, before.actor)


def _alias(cast: Cast, text: str, actor: str) -> None:
    for token in cast.doc:
        if token.text == text:
            cast.replace(Mention(token.i, token.i + 1, actor, "organisation"))
