"""From an article to its brief: one object that holds what is loaded once, and the steps in order."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefgen.model import Actor, Article, Brief, Evidence, Relation, Source
from briefgen.nlp.actors.bodies import BodyMatcher
from briefgen.nlp.actors.cast import Cast, Member
from briefgen.nlp.actors.channels import leave_out_channels, leave_out_sites
from briefgen.nlp.actors.coreference import Coreference
from briefgen.nlp.actors.homeland import headed, homeland, visited
from briefgen.nlp.actors.nameless import is_anonymous, is_nameless
from briefgen.nlp.actors.names import NameMatcher
from briefgen.nlp.actors.people import add_people
from briefgen.nlp.actors.residence import country
from briefgen.nlp.issues.issues import IssueFinder, shares
from briefgen.nlp.issues.matters import Matters
from briefgen.nlp.origin import digest, fingerprint, origin
from briefgen.nlp.parse.headlines import Headlines
from briefgen.nlp.parse.pipeline import dateline, load_pipeline, without_datelines
from briefgen.nlp.parse.resolutions import with_subjects
from briefgen.nlp.parse.tokens import Doc
from briefgen.nlp.parties.parties import Parties
from briefgen.nlp.relations.confidence import Judge
from briefgen.nlp.relations.dates import act_date
from briefgen.nlp.relations.frames import Lexicon
from briefgen.nlp.relations.outcome import VERBAL_FRICTION
from briefgen.nlp.relations.recoding import read_relations
from briefgen.nlp.relations.status import told_status
from briefgen.nlp.statements.statement import statement
from briefgen.nlp.statements.summary import summarise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.config import Settings
    from briefgen.nlp.actors.mention import Mention
    from briefgen.nlp.relations.finding import Finding
    from briefgen.registry import Registry

BATCH = 32  # articles handed to the pipeline at once
WEIGHTS = {"place": 0.3, "adjective": 0.7, "group": 0.5, "people": 0.7, "organisation": 0.8}
VIOLENT = frozenset({"ASSAULT", "COERCE"})
ANONYMOUS = 0.3  # how much surer a relation with people without name or country has to be in an article
HEADLINE = 3.0  # what a mention in the headline counts


class HasText(Protocol):
    """What `Extractor.documents` parses: an article, a sentence with a pair."""

    @property
    def text(self) -> str: ...


Text = TypeVar("Text", bound=HasText)


class Extractor:
    """Reads articles; loads model and matchers once and keeps no state between articles."""

    def __init__(self, settings: Settings, registry: Registry) -> None:
        self.settings = settings
        self.registry = registry
        self.nlp = load_pipeline(settings.model)
        self.names = NameMatcher(self.nlp, registry)
        self.bodies = BodyMatcher(self.nlp, registry)
        self.headlines = Headlines(registry.aliases.keys(), _surnames(registry), self.bodies.titles.common)
        self.lexicon = Lexicon(registry)
        self.issues = IssueFinder(self.nlp, registry)
        self.generated = origin(settings, registry)

    def extract(self, article: Article) -> Brief:
        """The brief of one article; the same for the same article, registry and model."""
        return self.brief(article, self.parse(article.text))

    def pipe(self, articles: Iterable[Article]) -> Iterator[Brief]:
        """Briefs of many articles, in order; memory does not grow with their number."""
        for article, doc in self.documents(articles):
            yield self.brief(article, doc)

    def documents(self, items: Iterable[Text]) -> Iterator[tuple[Text, Doc]]:
        """Whatever has a `text`, each with that text parsed, in order; a document lives until the next is asked for."""
        waiting = iter(items)
        while batch := list(islice(waiting, BATCH)):
            with self.nlp.memory_zone():
                yield from zip(batch, self.parsed(item.text for item in batch), strict=True)

    def parse(self, text: str) -> Doc:
        """A text parsed, its datelines left out and its headlines as sentences."""
        return next(self.parsed((text,)))

    def parsed(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The same of many texts, in order."""
        told = map(without_datelines, texts)
        anew = ((self.headlines(with_subjects(text)), text) for text in told)
        read = self.nlp.pipe(anew, as_tuples=True, batch_size=BATCH)
        return (Doc(parsed, text) for parsed, text in read)

    def read(self, doc: Doc, text: str = "") -> tuple[Cast, Parties]:
        """The actors of a parsed text, and the resolver of its noun phrases.

        text: the text as it was written, with its datelines
        """
        cast = Cast(doc, self.registry, self.names.home(*dateline(text)))
        cast.add_known(self.names(doc, cast.lines, cast.home))
        leave_out_channels(cast)
        leave_out_sites(cast)
        cast.home = (None if visited(cast) else cast.home) or headed(cast)
        self.bodies.add(cast)
        add_people(cast)
        cast.homeland = homeland(cast)
        self.bodies.add_forces(cast)
        parties = Parties(cast, Coreference(cast))
        if not doc.is_short:
            parties.meet()
        return cast, parties

    def brief(self, article: Article, doc: Doc) -> Brief:
        """The brief of a parsed article."""
        cast, parties = self.read(doc, article.text)
        findings = read_relations(doc, self.lexicon, parties)
        issues = self.issues.find(doc, cast, findings, article.title, self.settings.max_issues)
        floor = self.settings.min_confidence_short if doc.is_short else self.settings.min_confidence
        matters = Matters(doc, {issue.id: heads for issue, heads in issues.items()}, findings, cast)
        relations = tuple(_relations(article, parties, findings, matters, floor))
        relations = relations if doc.is_short else _without_twins(relations)
        actors = _actors(cast, relations, doc, article.title)
        return Brief(
            id=article.id,
            title=article.title,
            date=article.date,
            language=article.language,
            updated=article.date,
            source=Source(article.path, article.url, article.publisher, article.author, article.sha256),
            summary=summarise(doc, cast, relations, article.title),
            actors=actors,
            issues=tuple(issues),
            friction=tuple(r for r in relations if r.polarity == "friction"),
            cooperation=tuple(r for r in relations if r.polarity == "cooperation"),
            generated={**self.generated, "article": fingerprint(article)},
        )


def _surnames(registry: Registry) -> frozenset[str]:
    """The last words of the names of known persons."""
    persons = (actor for actor in registry.actors.values() if actor.kind == "person")
    return frozenset(name.split()[-1] for person in persons for name in (person.name, *person.names))


def _relations(
    article: Article, parties: Parties, findings: tuple[Finding, ...], matters: Matters, floor: float
) -> Iterator[Relation]:
    """Findings of the same act between the same parties become one item with several pieces of evidence."""
    cast = parties.cast
    doc = cast.doc
    groups: dict[tuple[object, ...], list[Finding]] = defaultdict(list)
    for finding in findings:
        ends: tuple[str, ...] = (finding.source.actor, finding.target.actor)
        if finding.symmetric:
            ends = tuple(sorted(ends))
        status = told_status(doc, finding.trigger, finding.action, finding.status, article.date)
        groups[(*ends, finding.action, status, finding.symmetric)].append(finding)
    judge, short = Judge(doc, cast, findings, cast.registry.weights), doc.is_short
    taken: Counter[str] = Counter()
    for key, group in groups.items():
        if not short and any(is_nameless(cast, str(end)) for end in key[:2]):
            continue
        ranked = sorted(((judge.probability(f), f) for f in group), key=lambda r: -r[0])
        confidence, surest = ranked[0]
        talk = not short and surest.action not in VIOLENT  # who kills or seizes whom is told, whoever they are
        anonymous = talk and any(is_anonymous(cast, str(end)) for end in key[:2])
        if confidence < floor + (ANONYMOUS if anonymous else 0):
            continue
        told: dict[int, Evidence] = {}  # of a sentence the surest reading
        for _, finding in ranked:
            piece = _evidence(article.text, doc, finding)
            told.setdefault(piece.start, piece)
        evidence = tuple(told[start] for start in sorted(told))
        place = evidence[0]
        identity = "r-" + digest(place.quote, place.source_text, place.target_text, place.trigger)[:8]
        taken[identity] += 1
        yield Relation(
            id=identity if taken[identity] == 1 else f"{identity}-{taken[identity]}",
            source=surest.source.actor,
            target=surest.target.actor,
            symmetric=surest.symmetric,
            action=surest.action,
            status=key[3],  # type: ignore[arg-type]
            date=next((d for f in group if (d := act_date(doc, f.trigger, article.date))), None),
            issues=matters.of(group),
            statement=statement(parties, surest),
            confidence=round(confidence, 2),
            evidence=evidence,
        )


def _without_twins(relations: tuple[Relation, ...]) -> tuple[Relation, ...]:
    """Of relations between the same two that say the same ("agreed on a truce": an accord, a truce) the surest.

    A deed tells more than the quarrel in which it is done: "shut its border with B in a dispute over fish".
    """
    best: dict[tuple[str, frozenset[str], str], Relation] = {}
    for relation in sorted(relations, key=lambda r: -len(r.statement)):
        ends = relation.polarity, frozenset((relation.source, relation.target))
        longer = (key for key in best if key[:2] == ends and key[2].startswith(relation.statement))
        key = next(longer, (*ends, relation.statement))
        deed = key in best and relation.action not in VERBAL_FRICTION and best[key].action in VERBAL_FRICTION
        surer = key in best and relation.statement == key[2] and relation.confidence > best[key].confidence
        if key not in best or surer or (deed and relation.polarity == "friction"):
            best[key] = relation
    kept = set(map(id, best.values()))
    return tuple(r for r in relations if id(r) in kept)


def _evidence(whole: str, doc: Doc, finding: Finding) -> Evidence:
    sent = doc[finding.trigger].sent
    told = sent.text.strip()  # in the text as parsed a dateline is white space, behind a headline or before a sentence
    start = sent.start_char + sent.text.index(told)
    quote = whole[start : start + len(told)]
    source, target = finding.source, finding.target
    words = doc[source.start : source.end].text, doc[target.start : target.end].text
    return Evidence(quote, start, start + len(quote), *words, doc.written(finding.trigger))


def _actors(cast: Cast, relations: tuple[Relation, ...], doc: Doc, title: str | None) -> tuple[Actor, ...]:
    """The cast as the brief lists it: named actors, nameless groups only where they take part in a relation."""
    involved = {key for r in relations for key in (r.source, r.target)}
    weights: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    headline = len(title) if title else doc.text.find("\n")
    for mention in cast.mentions:
        weight = WEIGHTS["place"] if mention.place else WEIGHTS.get(mention.form, 1.0)
        weights[mention.actor] += weight * (HEADLINE if doc[mention.start].idx < headline else 1.0)
        counts[mention.actor] += 1
    listed = [m for m in cast.members.values() if m.key in involved or (counts[m.key] and not _only_named(cast, m))]
    for key in [m.acts_for for m in listed if m.acts_for]:
        cast.ensure(key)
    above = {m.acts_for for m in listed} - {m.key for m in listed}
    listed += [m for m in cast.members.values() if m.key in above]
    for relation in relations:
        for key in (relation.source, relation.target):
            weights[key] += 0.5
    listed.sort(key=lambda m: (-weights[m.key], m.first, m.key))
    portions = shares([weights[m.key] for m in listed])
    return tuple(
        Actor(
            id=m.key, name=m.name, kind=m.kind, country=country(cast, m), acts_for=m.acts_for, role=m.role,
            wikidata=m.wikidata, names=tuple(name for name, _ in sorted(m.names.items(), key=lambda n: (-n[1], n[0]))),
            mentions=counts[m.key], salience=share,
        )
        for m, share in zip(listed, portions, strict=True)
    )  # fmt: skip


def _only_named(cast: Cast, member: Member) -> bool:
    """Whether an actor does nothing here: people without a name, or a state of which only a town is told as a place."""
    mentions = cast.of[member.key]
    if all(m.form == "group" for m in mentions) or all(m.place for m in mentions):
        return True
    if member.kind == "population" or (member.kind == "other" and mentions[0].form == "adjective"):
        return all(m.form == "adjective" for m in mentions)  # "a Christian party"
    return member.kind == "other" and all(_where(cast, m) for m in mentions)


def _where(cast: Cast, mention: Mention) -> bool:
    """Whether a region is named as a place only: "expelled from Europe"."""
    root = cast.doc[mention.start : mention.end].root
    return mention.form == "name" and root.dep_ == "pobj" and root.head.lower_ in ("in", "from", "across", "to", "into")
