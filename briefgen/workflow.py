"""What the commands do: composes readers, pipeline, store, pages and builder. Reports through `Reporter`."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefgen import bulk, merge, readers, store
from briefgen.config import Site, load_settings
from briefgen.errors import BriefError, BriefgenError, StoreError
from briefgen.extraction import Counts, Reporter, extract, make_worker
from briefgen.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.model import Article, Brief
    from briefgen.review import Entry
    from briefgen.website import Builder

SMALL = 200  # briefs up to which a second file of words to search costs nothing


def open_site(root: Path, *, bare: bool = False) -> Site:
    """The site at a folder. Raises StoreError where the folder is none.

    bare: any folder will do, because nothing is written there
    """
    site = Site(root)
    if not root.is_dir():
        mend = "check the path, or make a site with `briefgen new DIR`"
        raise StoreError("there is no such folder", where=str(root), mend=mend)
    if not bare and not site.content.is_dir():
        mend = "go to a site, name one with -C SITE, or make one with `briefgen new DIR`"
        raise StoreError("is no site: it has no folder `content`", where=str(root), mend=mend)
    return site


@cache
def _shipped_worker() -> Callable[[Iterable[Article]], Iterator[Brief]]:
    """The worker of a process that uses briefgen as a library; nothing in it changes after it is made."""
    nowhere = Path(os.devnull)  # no site: only what came with the package
    return make_worker(nowhere, load_settings(Site(nowhere)))


def extract_text(text: str, title: str | None, date: str | None) -> Brief:
    """The brief of a text by what came with the package. Raises ArticleError where text, title or date are none."""
    article = readers.from_text(text, title, date)
    (brief,) = _shipped_worker()([article])
    return brief


def read_briefs(site: Site, reporter: Reporter, counts: Counts) -> list[Brief]:
    """The site's valid briefs, in order of their paths; the others are reported."""
    return list(_briefs_by_path(site, reporter, counts).values())


def _briefs_by_path(site: Site, reporter: Reporter, counts: Counts) -> dict[Path, Brief]:
    briefs: dict[str, Brief] = {}
    places: dict[str, Path] = {}
    for path, brief in store.read_briefs(site.briefs, site.cache):
        if isinstance(brief, BriefgenError):
            counts.failed += 1
            reporter.problem(brief)
        elif brief.id in briefs:
            counts.failed += 1
            mend = "change one of the two, or delete a brief whose article is gone"
            what = f"its id `{brief.id}` is that of {places[brief.id]}, too"
            reporter.problem(BriefError(what, where=str(path), mend=mend))
        else:
            briefs[brief.id] = brief
            places[brief.id] = path
    return {places[key]: brief for key, brief in briefs.items()}


def render(site: Site, reporter: Reporter, *, review: bool = False) -> Counts:
    """Briefs to pages under `docs/`; what did not change is not written.

    review: with a page for editors of what to look at first
    """
    with store.lock(site.root):
        step = Stamp.of_render(site, review=review)
        if told := step.recall():
            return Counts(**told)
        counts = _render(site, reporter, review)
        if not counts.failed:
            step.keep({"pages": counts.pages, "unchanged": counts.written + counts.unchanged})
    return counts


def _render(site: Site, reporter: Reporter, review: bool) -> Counts:
    from briefgen import website
    from briefgen.aggregate import aggregate
    from briefgen.editor import review_page
    from briefgen.registry import load_registry
    from briefgen.render import render as render_pages

    counts = Counts()
    settings = load_settings(site)
    briefs, registry = _briefs_by_path(site, reporter, counts), load_registry(site)
    # a brief whose article is gone is not extracted again, and decisions hold for it all the same
    pages = aggregate([merge.united(brief, registry.decisions) for brief in briefs.values()], registry, settings)
    if review:
        inside = {path.relative_to(site.root): brief for path, brief in briefs.items()}
        pages = replace(pages, pages=(*pages.pages, review_page(site, settings, registry, inside)))
    files = render_pages(pages, site.layers("templates"), settings)
    themes = tuple(folder / "theme" for folder in site.layers("site_config") if (folder / "theme").is_dir())
    counts.written, counts.unchanged = website.write_pages(site.docs, files, site.pages, themes)
    counts.pages = len(files)
    return counts


def build(
    site: Site,
    reporter: Reporter,
    *,
    strict: bool,
    builder: Builder | Literal["none"],
    offline: bool,
    jobs: int,
    review: bool = False,
) -> Counts:
    """Extract what changed, render, and run the builder (`none` stops before it); `review` as for `render`.

    offline: the site can be searched from the disk, too, as small ones always can
    """
    from briefgen import website

    counts = extract(site, (), reporter, jobs=jobs)
    pages = render(site, reporter, review=review)
    counts.pages = pages.pages
    counts.failed += pages.failed
    if builder != "none":
        small = counts.written + counts.unchanged <= SMALL
        website.build(site.root, builder, strict, offline or small, load_settings(site).site_url)
    return counts


def code(site: Site, pairs: Path, output: Path | None, reporter: Reporter) -> int:
    """Code given pairs, a JSON object a line in and out. Returns the number of lines that could not be read."""
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.pairs import Pair, code_pairs, read_pairs
    from briefgen.registry import load_registry

    extractor = Extractor(load_settings(site), load_registry(site))
    failed = 0

    def good() -> Iterator[Pair]:
        nonlocal failed
        for pair in read_pairs(pairs):
            if isinstance(pair, BriefgenError):
                failed += 1
                reporter.problem(pair)
            else:
                yield pair

    with bulk.opened(output or Path("-")) as lines:
        for number, coded in enumerate(code_pairs(extractor, good()), 1):
            lines.write(json.dumps(asdict(coded), ensure_ascii=False) + "\n")
            reporter.step(number, "pairs")
    return failed


def explain(site: Site, sentence: str, date: str | None) -> str:
    """How a sentence is read, as text for a person."""
    from briefgen.nlp.explain import explain as describe
    from briefgen.nlp.extract import Extractor
    from briefgen.registry import load_registry

    return describe(Extractor(load_settings(site), load_registry(site)), sentence, date)


def explain_item(site: Site, brief: Path, item: str) -> str:
    """How an item of a brief is read, as text for a person. Raises BriefgenError."""
    from briefgen import editor
    from briefgen.nlp.extract import Extractor
    from briefgen.registry import load_registry

    return editor.explain_item(site, Extractor(load_settings(site), load_registry(site)), brief, item)


def review(site: Site, reporter: Reporter, limit: int, day: str) -> tuple[list[Entry], int]:
    """What an editor should look at first, and how much there is in all; `day` (YYYY-MM-DD) to sign with."""
    from briefgen import editor
    from briefgen.registry import load_registry

    briefs = _briefs_by_path(site, reporter, Counts())
    return editor.to_review(site, load_settings(site), load_registry(site), briefs, limit, editor.sign(site, day))


def new(folder: Path, name: str | None) -> Path:
    """A new site in an empty or missing folder. Raises StoreError where something is in the way."""
    from briefgen import scaffold, website

    if folder.exists() and not folder.is_dir():
        raise StoreError("is no folder", where=str(folder), mend="choose another one")
    if folder.is_dir() and any(path.name != ".git" for path in folder.iterdir()):
        raise StoreError("is not empty", where=str(folder), mend="choose another folder, or empty this one")
    name = " ".join((name or folder.resolve().name).split())
    for path, text in {**scaffold.files(name), "mkdocs.yml": website.scaffold_mkdocs(name)}.items():
        store.write(folder / path, text, root=folder, durable=False)
    return folder


def serve(site: Site, reporter: Reporter, address: str, ready: Callable[[str], None]) -> None:
    """Build, serve and build again on every change of inputs, until interrupted; `ready` is told where."""
    from briefgen import website

    def again() -> None:
        build(site, reporter, strict=False, builder="mkdocs", offline=False, jobs=1)

    watched = [site.root / "content", site.config, site.templates, site.root / "mkdocs.yml"]
    website.serve(site.root / "site", address, [path for path in watched if path.exists()], again, ready)
