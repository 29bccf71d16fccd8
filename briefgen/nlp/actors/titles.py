"""The words of offices and of organisations' names, as they stand in a Doc; built once from `site_config/words/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefgen.nlp.actors.acquaintances import Acquaintances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

    from briefgen.model import Kind
    from briefgen.nlp.parse.tokens import Doc, Token
    from briefgen.registry import Registry

FORMER = frozenset(
    "former ex late deposed ousted overthrown toppled unseated retired slain one-time onetime past "
    "previous sometime".split()
)
# ranks and honours stand beside the office that tells for whom somebody speaks
RANKS = frozenset(
    "general admiral colonel captain major lieutenant sergeant marshal field-marshal brigadier commodore sheikh "
    "ayatollah prince princess imam mullah cleric father bishop archbishop cardinal judge justice professor doctor "
    "commander".split()
)
# with these a general is none of an army
CIVIL = frozenset(
    "attorney secretary director consul governor commissioner prosecutor procurator auditor inspector surgeon "
    "solicitor comptroller advocate".split()
)
# before "minister" these are no portfolio
PARTLY = frozenset("prime cabinet chief first deputy assistant state under permanent general shadow press".split())
LITTLE = frozenset("of the for and to in on".split())


@dataclass(frozen=True, slots=True)
class Role:
    """An entry of `roles.yml`.

    acts_for: state, body or none; head: whether "the …" alone can stand for its holder
    countries: codes of the states whose holder is meant where none is named
    of: key of the organisation that alone has holders of it, where the text names that
    """

    name: str
    level: str
    acts_for: str
    head: bool = False
    countries: tuple[str, ...] = ()
    of: str | None = None

    @property
    def rank(self) -> bool:
        words = re.split(r"[ -]", self.name)
        return words[-1] in RANKS and (len(words) < 2 or words[-2] not in CIVIL)


class Titles:
    """Finds titles before and after names, and tells ordinary words from names."""

    def __init__(self, nlp: Language | None, registry: Registry) -> None:
        words = registry.words
        self.roles: dict[str, Role] = {}
        for name, data in (words.get("roles") or {}).items():
            role = _role(name, data or {})
            self.roles[name] = role
            for short in (data or {}).get("short", ()):
                self.roles.setdefault(short.lower(), role)
        for name in list(self.roles):  # "Secretary General" is printed as it is at the United Nations
            if name.endswith(" general") and name.replace(" ", "-") in self.roles:
                self.roles[name] = self.roles[name.replace(" ", "-")]
        for name, role in list(self.roles.items()):
            if " of " not in name and name[-1] not in "s.":
                self.roles.setdefault(_plural(name), role)
        self.prefixes = frozenset(words.get("prefixes", ()))
        self.courtesy = frozenset(word.lower() for word in words.get("courtesy", ()))
        self.last = frozenset(re.split(r"[ -]", name)[-1] for name in self.roles)
        ministers = (name.split() for name in self.roles if name.endswith((" minister", " secretary")))
        self.portfolios = frozenset(words[-2] for words in ministers) - PARTLY
        self.longest = max((len(re.findall(r"-|[^ -]+", name)) for name in self.roles), default=1)
        self.kinds: dict[str, Kind] = {_bare(name): kind for name, kind in (words.get("kinds") or {}).items()}
        self.things = frozenset(words.get("things", ()))
        self.vessels = frozenset(words.get("vessels", ()))
        self.masks = frozenset(words.get("phrases", ()))
        self.outlets = frozenset(words.get("outlets", ()))
        self.outlet_words = frozenset(words.get("patterns", ()))
        endings = (rf"\b{re.escape(word)}$" for word in sorted(self.outlet_words))
        self.outlet_ending = re.compile("|".join(endings) or "(?!)")
        self.regions = {name: code for code, names in (words.get("regions") or {}).items() for name in names or ()}
        places = ((words.get(key) or {}).items() for key in ("cities", "towns"))
        self.towns = {name: state for told in places for state, names in told for name in names or ()}
        self.ordinary, self.plain, self.verbs = _dictionary(nlp)
        self.acquaintances = Acquaintances(registry)

    def ending_at(self, doc: Doc, end: int) -> tuple[int, Role] | None:
        """(start token, role) of the longest role whose last word stands before token `end`."""
        if end < 1 or (last := doc.tokens[end - 1]).lower_ not in self.last:
            return None
        behind = last.idx + len(last.text)
        for start in range(max(0, end - self.longest), end):
            text = doc.text[doc[start].idx : behind].lower()
            if "-" in text:
                text = re.sub(r"\s*-\s*", "-", text)
            role = self.roles.get(text)
            if role is not None:
                return start, role
        return None

    def longest_from(self, doc: Doc, start: int, stop: int) -> tuple[int, int, Role] | None:
        """(start, end, role) of the first role in a token range, as long as it can be read."""
        for end in range(start + 1, stop + 1):
            found = self.ending_at(doc, end)
            if found is None or found[0] < start or self._leads(doc, found[1], end, stop):
                continue
            best = (found[0], end, found[1])
            for later in range(end + 1, min(stop, end + self.longest) + 1):
                longer = self.ending_at(doc, later)
                if longer is not None and longer[0] <= best[0]:
                    best = (longer[0], later, longer[1])
            return best
        return None

    def _leads(self, doc: Doc, role: Role, end: int, stop: int) -> bool:
        """Whether a role, read up to token `end`, only leads to another: "deputy energy minister", "junta chief"."""
        later = range(end + 1, (stop if role.name in self.prefixes else min(end + 1, stop)) + 1)
        return any(self.ending_at(doc, place) for place in later)

    def title_word(self, doc: Doc, token: Token) -> bool:
        """Whether a token is a title or a word before one, so that no name begins with it."""
        low = token.lower_
        return low in self.prefixes or low in self.courtesy or self.ending_at(doc, token.i + 1) is not None

    def common(self, word: str) -> bool:
        """Whether a word, lower-cased, is in the lemmatizer's dictionary: then its capital may come from a headline."""
        low = word.lower()
        return any(form in self.ordinary for form in (low, *singulars(low)))

    def descriptive(self, word: str) -> bool:
        """Whether a word, lower-cased, is an adjective or verb: given names and surnames seldom are."""
        return word.lower() in self.plain

    def acts(self, word: str) -> bool:
        """Whether a lower-case word is a verb."""
        return word in self.verbs

    def kind(self, words: tuple[str, ...]) -> Kind | None:
        """The kind of organisation that a name's words tell; the last two count most, then the last."""
        lowered = [word.lower() for word in words]
        bare = [word for word in map(_bare, lowered) if word]
        last = f"of {bare[-1]}" if "of" in bare[1:-1] else " ".join(bare[-2:])
        if len(bare) > 1 and last in self.kinds:
            return self.kinds[last]
        head = lowered[: lowered.index("of")] if "of" in lowered[1:] else lowered
        if len(lowered) > 1 and lowered[-1] == "international":
            return "ngo"
        for word in (*reversed(head[-1:]), *head[:1], *reversed(lowered[1:-1])):
            if word in self.kinds:
                return self.kinds[word]
        return self.kinds.get(lowered[-1]) if lowered else None

    def portfolio(self, word: str) -> bool:
        """Whether a word ends what a minister is in charge of: "Foreign Affairs and International Cooperation"."""
        return word.lower() in self.portfolios and self.common(word)

    def outlet(self, name: str) -> bool:
        """Whether a name is that of a newspaper, agency or broadcaster."""
        bare = re.sub(r"^(the|The) ", "", name)
        low = bare.lower()
        if bare in self.outlets or f"The {bare}" in self.outlets:
            return True
        return self.outlet_ending.search(low) is not None


def _bare(word: str) -> str:
    """A word without its possessive ending: "people's" as "people"."""
    return re.sub(r"['’]s?\b", "", word)


def _role(name: str, data: dict[str, Any]) -> Role:
    return Role(
        name,
        data.get("level", "plain"),
        data.get("acts_for", "none"),
        bool(data.get("head")),
        tuple(data.get("countries", ())),
        data.get("of"),
    )


def singulars(word: str) -> Iterator[str]:
    """What a lower-case word in -s can be the plural, or the third person, of."""
    for ending, single in (("s", ""), ("es", ""), ("ies", "y")):
        if word.endswith(ending):
            yield word.removesuffix(ending) + single


def _plural(name: str) -> str:
    return name[:-1] + "ies" if name.endswith("y") else name[:-3] + "men" if name.endswith("man") else name + "s"


def _dictionary(nlp: Language | None) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """(nouns, verbs and adjectives; verbs and adjectives; verbs) of the lemmatizer; empty where it has no lists."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None) if nlp is not None else None
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset(), frozenset(), frozenset()
    table = lookups.get_table("lemma_index")
    plain = frozenset(word for pos in ("verb", "adj") for word in table.get(pos, ()))
    return plain | frozenset(table.get("noun", ())), plain, frozenset(table.get("verb", ()))


def title_case(words: list[str]) -> str:
    """ "foreign minister" as it stands in a role: "Foreign Minister"; small words stay small."""
    cased = [
        "-".join(p[:1].upper() + p[1:] for p in w.split("-")) if w not in LITTLE and not w.isupper() else w
        for w in words
    ]
    return " ".join(cased)
