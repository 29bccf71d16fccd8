"""What an editor asks of a site: what is wrong in it, what to look at first, and how an item was read."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import readers, review, store
from briefgen.aggregate.duplicates import copies
from briefgen.aggregate.page import Page
from briefgen.aggregate.paths import brief_path
from briefgen.check import Problem, check_briefs, check_decisions, check_registry
from briefgen.config import load_settings
from briefgen.errors import ArticleError, BriefError, BriefgenError, StoreError
from briefgen.merge import open_clashes
from briefgen.model import Brief, Relation
from briefgen.registry import load_registry, read_decisions
from briefgen.yamltext import load_with_positions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefgen.config import Settings, Site
    from briefgen.model import Article
    from briefgen.nlp.extract import Extractor
    from briefgen.registry import Registry

ON_A_PAGE = 100  # entries; more would be no page but a list nobody reads


@dataclass(frozen=True, slots=True)
class Row:
    """An entry on the page, with the path of its brief's page, and its probability in percent."""

    entry: review.Entry
    path: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class View:
    """The page of what is to be reviewed."""

    entries: tuple[Row, ...]
    total: int


def check(site: Site) -> list[Problem]:
    """Everything that is found wrong with settings, registry and briefs."""
    try:
        load_settings(site)
        registry = load_registry(site)
    except BriefgenError as error:
        return [Problem.of(error)]
    problems = list(check_registry(registry, site.layers("site_config")))
    texts: dict[tuple[str | None, str], str] = {}
    for article in readers.read([site.articles], site.content):
        if isinstance(article, BriefgenError):
            problems.append(Problem.of(article))
        else:
            texts[article.path, article.id] = article.text
            if doubt := readers.doubt(article):
                where = str(site.content / (doubt.where or ""))
                problems.append(replace(Problem.of(doubt), where=where, severity="warning"))
    files = [(_where(path), _text_of(path)) for path in store.files(site.briefs, (".yml", ".yaml"))]
    problems += check_briefs(
        files,
        lambda brief: texts.get((brief.source.path, brief.id)),
        actors=registry.actors,
        topics=registry.topics,
    )
    told = [one for folder in site.layers("site_config") for one in read_decisions(folder)]
    if told:
        known = {*registry.actors, *store.actor_ids(site.briefs, site.cache)}
        problems += check_decisions(told, registry.decisions, known)
    return problems


def _where(path: Path | StoreError) -> str:
    return path.where or "" if isinstance(path, StoreError) else str(path)


def _text_of(path: Path | StoreError) -> str | BriefgenError:
    if isinstance(path, StoreError):
        return path
    try:
        return store.read(path)
    except BriefgenError as error:
        return error


def to_review(
    site: Site, settings: Settings, registry: Registry, briefs: Mapping[Path, Brief], limit: int, sign: review.Sign
) -> tuple[list[review.Entry], int]:
    """The first entries of the queue, and how many there are.

    briefs: by the paths of their files, which are told as they are; limit: of entries
    sign: for what is told to be typed
    """
    clashes = {brief.id: open_clashes(brief) for brief in briefs.values()}
    concerns = review.queue(list(briefs.values()), registry, clashes, copies(list(briefs.values())))
    shown = concerns[:limit]
    paths = {brief.id: path for path, brief in briefs.items()}
    named = review.named_briefs(shown)
    articles = {brief.id: article for brief in named if (article := article_of(site, brief))}
    sources = {brief.id: _source(site, paths[brief.id], articles.get(brief.id)) for brief in named}
    wanted = [(c.item.brief, c.item.value) for c in shown if isinstance(c.item.value, Relation)]
    rules = _rules(settings, registry, wanted, articles)
    return list(review.entries(shown, sources, rules, sign)), len(concerns)


def sign(site: Site, day: str) -> review.Sign:
    """How an editor at work on a site signs, and calls the program."""
    return review.Sign(day, "briefgen" if site.root == Path() else f"briefgen -C {shlex.quote(str(site.root))}")


def review_page(site: Site, settings: Settings, registry: Registry, briefs: Mapping[Path, Brief]) -> Page:
    """The queue as a page; paths are told from the site's folder on, and no day, so that pages do not change by it."""
    entries, total = to_review(site, settings, registry, briefs, ON_A_PAGE, review.Sign())
    rows = tuple(
        Row(one, brief_path(one.brief), None if one.confidence is None else round(100 * one.confidence))
        for one in entries
    )
    return Page("review.md", "review.md.jinja", View(rows, total))


def article_of(site: Site, brief: Brief) -> Article | None:
    """The article of a brief, None where it cannot be read."""
    if brief.source.path is None:
        return None
    path = site.content / brief.source.path
    try:
        store.refuse_links(path, site.content)
    except BriefgenError:
        return None
    for article in readers.read([path], site.content):
        if not isinstance(article, BriefgenError) and article.id == brief.id:
            return article
    return None


def _source(site: Site, path: Path, article: Article | None) -> review.Source:
    full = path if path.is_absolute() or path.exists() else site.root / path
    _, positions = load_with_positions(store.read(full), str(path), BriefError)
    return review.Source(path.as_posix(), positions, article.text if article else None)


def _rules(
    settings: Settings,
    registry: Registry,
    wanted: Sequence[tuple[Brief, Relation]],
    articles: Mapping[str, Article],
) -> dict[tuple[str, str], str]:
    """(id of a brief, id of a relation) to what led to it, for those whose article still reads so."""
    from briefgen.nlp.explain import rule_of
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.retrace import origin_of, read

    readable = {brief.id: articles[brief.id] for brief, _ in wanted if brief.id in articles}
    if not readable:
        return {}
    extractor = Extractor(settings, registry)
    readings = {key: read(extractor, article.text) for key, article in readable.items()}
    found = {}
    for brief, relation in wanted:
        if brief.id in readings and relation.evidence:
            finding = origin_of(readings[brief.id], relation.evidence[0], relation.action)
            if finding is not None:
                found[brief.id, relation.id] = rule_of(finding)
    return found


def explain_item(site: Site, extractor: Extractor, path: Path, item: str) -> str:
    """How the evidence of an item is read in its article. Raises BriefgenError where there is no such item or article.

    path: of the brief's file, or of its article's; item: id of a relation
    """
    from briefgen.nlp.explain import explain_item as describe

    brief = Brief.from_yaml(store.read(path), str(path))
    relation = next((one for one in brief.relations if one.id == item), None)
    if relation is None:
        ids = ", ".join(one.id for one in brief.relations[:8])
        raise BriefError(f"has no relation `{item}`", where=str(path), mend=f"it has {ids or 'none'}")
    article = article_of(site, brief)
    if article is None:
        where = brief.source.path or str(path)
        raise ArticleError("cannot be read, so nothing can be explained", where=where, mend="bring the article back")
    return describe(extractor, article.text, article.date, relation)
