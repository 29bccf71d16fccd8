"""What the commands do: composes readers, pipeline, store, pages and builder. Prints nothing; reports through `Reporter`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from briefgen import parallel, readers, store
from briefgen.config import Settings, Site, load_settings
from briefgen.errors import BriefgenError, StoreError
from briefgen.model import Article, Brief, Coded

if TYPE_CHECKING:
    from briefgen.check import Problem


class Reporter(Protocol):
    """Where a command tells how it goes."""

    def step(self, done: int, what: str) -> None:
        """`done` articles or pages of the present stage are finished."""

    def problem(self, error: BriefgenError) -> None:
        """Something was skipped or failed; the run goes on."""


@dataclass(slots=True)
class Counts:
    """What a run did; `failed` counts everything that was reported as a problem."""

    read: int = 0
    written: int = 0
    unchanged: int = 0
    pages: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)


def require_site(root: Path) -> Site:
    """The site at a folder. Raises StoreError where the folder is none."""
    site = Site(root)
    if not root.is_dir():
        raise StoreError("there is no such folder", where=str(root), mend="check the path, or make a site with `briefgen new DIR`")
    return site


def make_worker(root: Path, settings: Settings) -> Callable[[Iterable[Article]], Iterator[Brief]]:
    """Load registry and model; the result turns articles into briefs. Runs once in every process."""
    from briefgen.nlp.extract import Extractor
    from briefgen.registry import load_registry

    return Extractor(settings, load_registry(Site(root))).pipe


def extract(
    site: Site, paths: Sequence[Path], reporter: Reporter, *, output: Path | None = None, jobs: int = 1, force: bool = False
) -> Counts:
    """Articles to briefs: into `content/briefs/`, or as a JSON object a line into `output` (`-` is standard output).

    paths: files, folders or corpora; none means the site's `content/articles/`
    force: extract articles anew that did not change since their brief was made
    Raises BriefgenError where nothing can be done at all; what concerns one article goes to the reporter.
    """
    settings = load_settings(site)
    counts = Counts()
    articles = _articles(site, paths or [site.articles], reporter, counts)
    if output is not None:
        _to_lines(parallel.run(articles, partial(make_worker, site.root, settings), jobs), output, reporter, counts)
        return counts
    with store.lock(site.root):
        store.sweep(site.briefs)
        _to_files(site, settings, articles, reporter, counts, jobs, force)
    return counts


def _articles(site: Site, paths: Sequence[Path], reporter: Reporter, counts: Counts) -> Iterator[Article]:
    for article in readers.read(paths, site.root / "content"):
        if isinstance(article, BriefgenError):
            counts.failed += 1
            reporter.problem(article)
        else:
            counts.read += 1
            yield article
