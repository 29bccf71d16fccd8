"""Which actor a name means where it can mean several, or none: judged by surer names and by the words around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.nlp.actors.mention import Mention
from briefgen.nlp.actors.scene import NOUN_FORMS, PLACES, Scene

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Span
    from briefgen.registry import ActorEntry, Alias

Found = tuple["Span", tuple["Alias", ...]]

COMPASS = frozenset("North South".split())
DATELINE = 3  # mentions that it counts for its state
FEW = 3  # mentions of a state below which its party may be another's namesake
RARE = 4  # times as often as a party's own state another is named whose party is meant
ACRONYM = 6  # letters of the longest
NAMED = frozenset({"ORG", "NORP", "PRODUCT"})


class Senses:
    """What one text's names of known actors mean.

    sure: how often each actor is named without doubt; order: of these, the less the later one is named first
    related: as `sure`, with bodies counted for whom they act for
    countries: codes of the states named without doubt
    home: key of the state from which the text is written
    places: names that somewhere in the text are those of a place or state: "in Chad", "Jordan and Kuwait"
    regions: names that somewhere in the text are surely a region's: "Atlanta, Georgia"
    """

    def __init__(self, scene: Scene, found: list[Found], home: str | None = None) -> None:
        self.scene = scene
        self.doc = scene.doc
        self.actors = scene.clues.registry.actors
        self.found = found
        self.home = home
        self.sure: Counter[str] = Counter()
        for _, aliases in sorted(found, key=lambda f: f[0].start):
            if len({a.actor for a in aliases}) == 1 and not aliases[0].ambiguous:
                self.sure[aliases[0].actor] += 1
        self.order = {key: -number for number, key in enumerate(self.sure)}
        states = ((s, a[0]) for s, a in found if len({b.actor for b in a}) == 1 and not a[0].ambiguous)
        self.surely = {
            i: alias.form
            for s, alias in states
            if self.actors[alias.actor].kind == "state"
            for i in range(s.start, s.end)
        }
        self.doubtful = {
            i: aliases[0].actor
            for s, aliases in found
            if aliases[0].ambiguous and aliases[0].form == "name" and self.actors[aliases[0].actor].kind == "state"
            for i in range(s.start, s.end)
        }
        telling = ("state", "government_body")
        self.countries = {self.actors[key].country for key in self.sure if self.actors[key].kind in telling}
        self.related = self._related()
        regions = scene.clues.regions
        self.places = {s.text for s, _ in found if self._surely_place(s)}
        self.regions = {t.text for t in self.doc if t.text in regions and scene.regional(self.doc[t.i : t.i + 1])}

    def _related(self) -> Counter[str]:
        related = Counter(self.sure)
        for key, count in self.sure.items():
            above = self.actors[key].acts_for
            if above is not None and self.actors[key].kind != "state":
                related[above] += count
        halves = {e.name.split()[-1] for key in self.sure if (e := self.actors[key]).kind == "state"}
        for key in {a.actor for _, aliases in self.found for a in aliases if a.text in COMPASS}:
            # either Korea makes "the South" mean the other
            related[key] += self.actors[key].name.split()[-1] in halves
        return related

    def choose(self) -> Iterator[Mention]:
        """One actor for each span; doubtful spans that nothing speaks for are left out."""
        owners = {s.end: aliases[0] for s, aliases in self.found if aliases[0].form in ("adjective", "name")}
        ethnic = self._ethnic()
        for span, aliases in self.found:
            own = tuple(alias for alias in aliases if not self._of_another(span, alias, owners))
            if not own:
                continue
            alias = max(own, key=lambda a: self._rank(span, a))
            if alias.ambiguous and not self._believed(span, alias):
                continue
            if alias.form in ("adjective", "people") and (people := ethnic.get(span.text.removesuffix("s"))):
                alias = replace(alias, actor=people)
            city = any(a.form == "capital" for a in aliases)
            place = city and (self.scene.is_place(span) or (alias.ambiguous and not self.scene.agentive(span)))
            place = place or (self.scene.clues.registry.is_part(alias.actor) and not self.scene.acting(span))
            yield Mention(span.start, span.end, alias.actor, alias.form, place)

    def _ethnic(self) -> dict[str, str]:
        """Demonyms that a text has for a people, not for a state: "ethnic Albanians", where Albania is not named."""
        nouns = {a.actor for _, aliases in self.found for a in aliases if a.form not in ("adjective", "people")}
        peoples = ((s.text, a[0].actor) for s, a in self.found if s[0].lower_ == "ethnic" and len(s) > 1)
        told = {text.split()[-1].removesuffix("s"): key for text, key in peoples}
        aliases = self.scene.clues.registry.aliases
        return {word: key for word, key in told.items() if nouns.isdisjoint(a.actor for a in aliases.get(word, ()))}

    def _rank(self, span: Span, alias: Alias) -> tuple[int, bool, bool, bool, bool, bool, int]:
        entry = self.actors[alias.actor]
        governs = entry.kind == "state" and alias.ambiguous and self.scene.before_agent(span)
        own = entry.name.startswith(alias.text)
        body = entry.kind == "government_body" and alias.ambiguous  # "the Senate" is that of the state named most
        named = (entry.acts_for or "") if body else alias.actor
        related = self.related[named] + DATELINE * (named == self.home)
        at_home = entry.country in self.countries
        first = self.order.get(named, -len(self.order)) if body else 0
        return related, not alias.ambiguous, governs, own, alias.form != "capital", at_home, first

    def _of_another(self, span: Span, alias: Alias, owners: dict[int, Alias]) -> bool:
        """ "The Philippine Senate", "Peru's Congress": a body that is known as one state's, but here another's."""
        entry = self.actors[alias.actor]
        if entry.kind == "party":
            told = owners.get(span.start)
            land = self.actors[told.actor] if told is not None and told.form == "adjective" else None
            return land is not None and land.kind == "state" and land.country != entry.country is not None
        if (entry.kind != "government_body" and (entry.kind != "igo" or len(span) < 2)) or entry.acts_for is None:
            return False
        if {self.doc[max(0, span.start - n) : span.start].text for n in (1, 2)} & self.scene.clues.regions.keys():
            return True
        before = self.scene.token(span.start - 1)
        owner = owners.get(span.start - 1 if before is not None and before.tag_ == "POS" else span.start)
        return owner is not None and self.actors[owner.actor].kind == "state" and owner.actor != entry.acts_for

    def _believed(self, span: Span, alias: Alias) -> bool:
        """Whether a doubtful name means its actor."""
        entry = self.actors[alias.actor]
        label = self.doc[span.start].ent_type_
        above = entry.acts_for if entry.kind != "government_body" else None
        scene, support = self.scene, self.related[alias.actor] or self.sure[above or ""]
        if alias.form != "capital" and scene.town(span):
            return False
        if alias.text in self.regions and (not support or scene.regional(span)):
            return False
        if entry.kind == "other":
            return scene.bloc(span, alias)
        if entry.kind == "state" and alias.form == "name" and self._listed(span):
            return True
        if alias.form in NOUN_FORMS and alias.text in scene.persons and (label == "PERSON" or not support):
            return False
        if entry.kind == "state" and span.text in self.places:
            return True
        if alias.text in COMPASS:  # "the North", where both Koreas are meant
            return support > 0 and scene.definite(span)
        if label == "PERSON" and entry.kind == "state":
            acts = scene.governs(span) or scene.has_office(span)
            return support > 0 or acts or (scene.agentive(span) and scene.has_its(span))
        if support and (label != "PERSON" or alias.form not in NOUN_FORMS or scene.agentive(span)):
            return entry.kind == "state" or alias.text.isupper() or scene.proper(span)
        return self._by_itself(span, alias, entry, label)

    def _surely_place(self, span: Span) -> bool:
        """Whether a name stands where only a place or state does: "in Chad", "Jordan and Kuwait"."""
        place = self.scene.is_place(span) and self.doc[span.start].ent_type_ in PLACES
        return place or self._listed(span)

    def _listed(self, span: Span) -> bool:
        """Whether a name is joined to a state's that is none but this: "Jordan and Kuwait"."""
        for and_, other in ((span.end, span.end + 1), (span.start - 1, span.start - 2)):
            joint, beside = self.scene.token(and_), self.surely.get(other)
            if joint is None or joint.lower_ not in ("and", "or"):
                continue
            if beside == "name" or self.related[self.doubtful.get(other, "")]:  # "Jordan and Georgia", if "Georgian"
                return True
        return False

    def _of_another_land(self, entry: ActorEntry) -> bool:
        """Whether a text tells of other states than that of a party, or of another one far more often."""
        own = self.scene.clues.registry.states.get(entry.country or "", "")
        most = max((count for key, count in self.related.items() if self.actors[key].kind == "state"), default=0)
        far = self.related[own] < FEW and self.related[own] * RARE <= most and own != self.home
        return bool(self.countries) and (entry.country not in self.countries or far)

    def _by_itself(self, span: Span, alias: Alias, entry: ActorEntry, label: str) -> bool:
        """Whether a doubtful name is believed though no surer name of its actor stands in the text."""
        scene, at_home = self.scene, entry.country in self.countries
        if entry.kind == "government_body" and entry.acts_for in self.actors:
            above = entry.acts_for or ""
            if self.home and self.home != above and self.related[self.home] > self.related[above]:
                return False  # "the Senate" in a text from Manila on the Philippines
            return at_home or not self.countries
        if alias.text.isupper() and len(alias.text) <= ACRONYM:
            return at_home and entry.country is not None
        if alias.form == "capital" or (entry.kind == "igo" and label == "GPE"):
            return label in PLACES and scene.agentive(span)
        if alias.form == "prefix":
            return scene.demonym(span.end + 1)
        if entry.kind == "state":
            return label in PLACES or (label in ("ORG", "") and scene.agentive(span))
        if entry.kind == "party" and alias.form == "adjective" and at_home and scene.before_agent(span):
            return True  # "Conservative leader B."
        if entry.kind == "population":
            return label == "NORP" or scene.before_agent(span)
        exact = scene.entity.get(span.start)
        if entry.kind == "party" and entry.country is not None and self._of_another_land(entry):
            return False  # "the People's Party" is that of another state
        known = label == "PERSON" and at_home and entry.kind in ("party", "armed_group")  # "Amal"
        named = exact is not None and (exact.label_ in NAMED or known) and len(exact) <= len(span) + 1
        return named and scene.proper(span) and (at_home or scene.agentive(span))
