"""Proving briefs: every quote against its article, every id against what it names."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from briefgen.config import read_positions
from briefgen.errors import BriefError, BriefgenError
from briefgen.model import Brief, text_hash
from briefgen.schema import name_of, place_of
from briefgen.yamltext import load_with_positions

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Sequence
    from pathlib import Path as FilePath

    from briefgen.model import Evidence, Quote, Relation
    from briefgen.registry import Decision, Decisions, Registry
    from briefgen.yamltext import Path, Positions

Found = tuple["Path", str, str, Literal["error", "warning"]]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong (error) or looks wrong (warning) in a file; `line` and `column` are 1-based, or None."""

    where: str
    line: int | None
    column: int | None
    what: str
    mend: str
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.where, self.line, self.column) if part is not None)
        return f"{place}: {self.what}" + (f"; {self.mend}" if self.mend else "")

    def as_dict(self) -> dict[str, str | int | None]:
        """The problem as plain values, for programs."""
        return asdict(self)

    @classmethod
    def of(cls, error: BriefgenError) -> Problem:
        """An error that was raised, as a problem."""
        return cls(error.where or "", error.line, error.column, error.what, error.mend)


def check_briefs(
    files: Iterable[tuple[str, str | BriefgenError]],
    article: Callable[[Brief], str | None],
    *,
    actors: Container[str] = (),
    topics: Container[str] | None = None,
) -> Iterator[Problem]:
    """What is wrong in the briefs of a site, file by file.

    files: path and text of each brief's file, or the error that reading it raised
    article: gives the text of a brief's article, None if there is none; actors, topics: as for `check`
    """
    first: dict[str, str] = {}
    for where, text in files:
        if isinstance(text, BriefgenError):
            yield Problem.of(text)
            continue
        try:
            brief = Brief.from_yaml(text, where)
        except BriefgenError as error:
            yield Problem.of(error)
            continue
        if (other := first.setdefault(brief.id, where)) != where:
            place = place_of(("id",), load_with_positions(text, where, BriefError)[1])
            yield Problem(where, *place, f"`id` `{brief.id}` is that of {other} too", "give one another id")
        yield from check(text, where, article(brief), actors=actors, topics=topics)


def check_registry(registry: Registry, folders: Sequence[FilePath]) -> Iterator[Problem]:
    """What looks wrong in the registry: names that do not tell which of several actors is meant.

    folders: those that it was loaded from, the site's own last
    """
    places: dict[str | int, tuple[str, int, int]] = {}
    contested = list(registry.contested())
    for path in sorted(path for folder in folders for path in folder.glob("actors/*.yml")) if contested else ():
        places |= {key[0]: (str(path), *place) for key, place in read_positions(path).items() if len(key) == 1}
    for text, ids in contested:
        where, line, column = next((places[one] for one in reversed(ids) if one in places), ("", None, None))
        what = f"`{text}` is a name of {' and of '.join(f'`{one}`' for one in ids)}"
        mend = f"take it from one of them, or list it under `ambiguous` of both: `ambiguous: [{text}]`"
        yield Problem(where, line, column, what, mend, "warning")


def check_decisions(
    told: Iterable[tuple[Decision, tuple[str, int | None]]], decisions: Decisions, known: Container[str]
) -> Iterator[Problem]:
    """Decisions about ids that nobody has; those that gave way to another need not be known any more.

    told: each with the path and line of it; known: ids of the registry and of all briefs
    """
    for decision, (where, line) in told:
        for one in decision.ids:
            if decisions.of(one) not in known:
                mend = "mend the id, or leave it if its briefs are gone"
                yield Problem(where, line, None, f"`{one}` is no actor of a brief or of the registry", mend, "warning")


def check(
    text: str, where: str, article: str | None, *, actors: Container[str] = (), topics: Container[str] | None = None
) -> Iterator[Problem]:
    """What is wrong in one brief, in the order of the file.

    text, where: the brief's file and its path; article: the text of its article, None if there is none
    actors: ids of the registry that `acts_for` may name; topics: ids of the taxonomy, None to leave topics unchecked
    """
    try:
        brief = Brief.from_yaml(text, where)
        _, positions = load_with_positions(text, where, BriefError)
    except BriefgenError as error:
        yield Problem.of(error)
        return
    found = (*_twins(brief), *_names(brief, actors, topics), *_ends(brief), *_headings(brief), *_quotes(brief, article))
    problems = [_problem(one, where, positions) for one in found]
    yield from sorted(problems, key=lambda one: (one.line or 0, one.column or 0))


def _problem(found: Found, where: str, positions: Positions) -> Problem:
    path, what, mend, severity = found
    name = f"`{name_of(path)}` " if path else ""
    return Problem(where, *place_of(path, positions), name + what, mend, severity)


SECTIONS = ("actors", "issues", "friction", "cooperation")


def _twins(brief: Brief) -> Iterator[Found]:
    """Ids that stand twice; the relations of both headings are of one kind."""
    seen: Counter[tuple[str, str]] = Counter()
    for name in SECTIONS:
        kind = name if name in ("actors", "issues") else "relations"
        for at, item in enumerate(getattr(brief, name)):
            seen[kind, item.id] += 1
            if seen[kind, item.id] > 1:
                yield (name, at, "id"), f"`{item.id}` stands here twice", "give one another id", "error"


def _names(brief: Brief, actors: Container[str], topics: Container[str] | None) -> Iterator[Found]:
    """Actors and issues that name what nobody knows."""
    listed = {actor.id for actor in brief.actors}
    for at, actor in enumerate(brief.actors):
        if actor.acts_for and actor.acts_for not in listed and actor.acts_for not in actors:
            mend = "name an actor of this brief or of the registry"
            yield ("actors", at, "acts_for"), f"`{actor.acts_for}` is nobody known", mend, "error"
    for at, issue in enumerate(brief.issues):
        if topics is not None and issue.topic and issue.topic not in topics:
            yield ("issues", at, "topic"), f"`{issue.topic}` is no topic", "name a topic of topics.yml", "error"


def _ends(brief: Brief) -> Iterator[Found]:
    """Relations that name what is not in the brief."""
    listed, issues = {actor.id for actor in brief.actors}, {issue.id for issue in brief.issues}
    for name, at, relation in _relations(brief):
        for end in ("source", "target"):
            if getattr(relation, end) not in listed:
                mend = "add it under `actors`, or name another"
                yield (name, at, end), f"`{getattr(relation, end)}` is no actor of this brief", mend, "error"
        for number, issue in enumerate(relation.issues):
            if issue not in issues:
                mend = "add it under `issues`, or take it out"
                yield (name, at, "issues", number), f"`{issue}` is no issue of this brief", mend, "error"
        if relation.source == relation.target:
            yield (name, at, "target"), "is its source too", "name another actor", "warning"


def _headings(brief: Brief) -> Iterator[Found]:
    for name, at, relation in _relations(brief):
        if relation.polarity != name:
            mend = f"move it under `{relation.polarity}`, or set another action"
            yield (name, at, "action"), f"{relation.action} is {relation.polarity}, not {name}", mend, "error"


def _relations(brief: Brief) -> Iterator[tuple[str, int, Relation]]:
    for name, items in (("friction", brief.friction), ("cooperation", brief.cooperation)):
        for at, relation in enumerate(items):
            yield name, at, relation


def _spans(brief: Brief) -> Iterator[tuple[Path, Quote | Evidence]]:
    for at, quote in enumerate(brief.summary):
        yield ("summary", at), quote
    for name in SECTIONS[1:]:
        for at, item in enumerate(getattr(brief, name)):
            for number, quote in enumerate(item.evidence):
                yield (name, at, "evidence", number), quote


def _quotes(brief: Brief, article: str | None) -> Iterator[Found]:
    """Quotes that are not what the article has at their place."""
    if article is None:
        yield ("source",), "leads to no article, so no quote can be proved", "bring the article back", "warning"
        return
    if brief.source.sha256 != text_hash(article):
        mend = "run `briefgen extract`; edits are kept"
        yield ("source", "sha256"), "is not that of the article: it changed since", mend, "warning"
    for path, span in _spans(brief):
        there = article[span.start : span.end]
        if there != span.quote:
            yield (*path, "quote"), f"is not what the article has at {span.start}", _mend(span, there, article), "error"


def _mend(span: Quote | Evidence, there: str, article: str) -> str:
    """How to put a quote right: other offsets if the article has it elsewhere, else what stands at its place."""
    quote = span.quote
    at = min(_places(quote, article), key=lambda place: abs(place - span.start), default=None) if quote else None
    if at is not None:
        return f"write start: {at}, end: {at + len(quote)}"
    same = next((i for i, (a, b) in enumerate(zip(quote, there, strict=False)) if a != b), min(len(quote), len(there)))
    if same >= 10:
        return f"from its character {same + 1} on the article reads {there[same : same + 30]!r}"
    return "quote the article word for word, or take it out"


def _places(quote: str, article: str) -> Iterator[int]:
    at = article.find(quote)
    while at >= 0:
        yield at
        at = article.find(quote, at + 1)
