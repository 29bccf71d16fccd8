"""Articles to briefs: readers and processes composed, into a site's folder or into a file of JSON lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Protocol

from briefgen import bulk, parallel, readers, store
from briefgen.config import Settings, Site, load_settings
from briefgen.desk import Desk
from briefgen.errors import ArticleError, BriefgenError, StoreError
from briefgen.stamp import Stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from briefgen.model import Article, Brief
    from briefgen.registry import Registry


class Reporter(Protocol):
    """Where a command tells how it goes."""

    def step(self, done: int, what: str, total: int | None = None) -> None:
        """So many things of a kind are finished, of so many where that is known."""

    def problem(self, error: BriefgenError) -> None:
        """Something was skipped or failed; the run goes on."""


@dataclass(slots=True)
class Counts:
    """What a run did; `failed` counts everything that was reported as a problem."""

    files: int = 0
    read: int = 0
    written: int = 0
    unchanged: int = 0
    pages: int = 0
    failed: int = 0
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Output:
    """A file for briefs, a JSON object a line; `-` is standard output. mode: see `bulk.opened`."""

    path: Path
    mode: bulk.Mode = "new"


def make_worker(root: Path, settings: Settings) -> Callable[[Iterable[Article]], Iterator[Brief]]:
    """Load registry and model; the result turns articles into briefs. Runs once in every process."""
    from briefgen.nlp.extract import Extractor
    from briefgen.registry import load_registry

    return Extractor(settings, load_registry(Site(root))).pipe


def extract(
    site: Site,
    paths: Sequence[Path],
    reporter: Reporter,
    *,
    output: Output | None = None,
    jobs: int = 1,
    seconds: float = parallel.SECONDS,
    force: bool = False,
) -> Counts:
    """Articles to briefs: into `content/briefs/`, or as a JSON object a line into `output`.

    paths: files, folders or corpora; none means the site's `content/articles/`
    jobs: processes that read articles; seconds: of computing that each article may take
    force: extract articles anew that did not change since their brief was made
    Raises BriefgenError where nothing can be done at all; what concerns one article goes to the reporter.
    """
    settings = load_settings(site)
    run = _Run(site, settings, reporter, jobs, seconds)
    if output is not None:
        if any(path.exists() and output.path.exists() and path.samefile(output.path) for path in paths):
            raise StoreError("is read and written at once", where=str(output.path), mend="choose another FILE")
        run.to_lines(paths or [site.articles], output)
        return run.counts
    with store.lock(site.root):
        store.sweep(site.briefs)
        step = None if paths else Stamp.of_extract(site, settings)
        if step and not force and (told := step.recall()):
            return Counts(**told)
        desk, counts = run.to_files(paths or [site.articles], force), run.counts
        if step:
            gone = "its article is gone or cannot be read; put it back, or delete the brief, too"
            left_over = [f"{path}: {gone}" for path in desk.left_over()]
            counts.notes += left_over
            if not counts.failed:  # what failed is told again by every run
                step.keep({"files": counts.files, "read": counts.read, "unchanged": counts.read, "notes": left_over})
    return counts


@dataclass(slots=True)
class _Run:
    """One run over some articles, and what it did so far."""

    site: Site
    settings: Settings
    reporter: Reporter
    jobs: int
    seconds: float
    counts: Counts = field(default_factory=Counts)

    def to_lines(self, paths: Sequence[Path], output: Output) -> None:
        """Briefs as JSON lines, each written as soon as it is made."""
        done: dict[str, str] = {}
        if output.mode == "resume":
            done = bulk.finished(output.path, self._made_by(self._registry()))
        with bulk.opened(output.path, output.mode) as lines:
            for brief in self._briefs(self._left(self._articles(paths), done), lambda: self.counts.unchanged):
                lines.write(brief.to_json() + "\n")
                lines.flush()
                self.counts.written += 1

    def to_files(self, paths: Sequence[Path], force: bool) -> Desk:
        """Briefs as files of the site, merged with what is there."""
        from briefgen.nlp.origin import fingerprint

        counts = self.counts
        registry = self._registry()
        desk = Desk(self.site, self._made_by(registry), fingerprint, registry.decisions, force)
        for brief in self._briefs(desk.changed(self._articles(paths)), lambda: desk.unchanged):
            try:
                settled = desk.settle(brief)
            except BriefgenError as error:
                self._failed(error)
                continue
            counts.written += settled.written
            counts.unchanged += not settled.written
            counts.notes += [f"{settled.path}: {clash}" for clash in settled.clashes]
        counts.unchanged += desk.unchanged
        return desk

    def _registry(self) -> Registry:
        from briefgen.registry import load_registry

        return load_registry(self.site)

    def _made_by(self, registry: Registry) -> dict[str, str]:
        from briefgen.nlp.origin import origin

        return origin(self.settings, registry)

    def _failed(self, error: BriefgenError) -> None:
        self.counts.failed += 1
        self.reporter.problem(error)

    def _articles(self, paths: Sequence[Path]) -> Iterator[Article]:
        self.counts.files = sum(not isinstance(path, BriefgenError) for path in readers.find(paths, self.site.content))
        for article in readers.read(paths, self.site.content):
            if isinstance(article, BriefgenError):
                self._failed(article)
            else:
                self.counts.read += 1
                yield article

    def _left(self, articles: Iterator[Article], done: Mapping[str, str]) -> Iterator[Article]:
        """The articles that have no brief yet. Raises ArticleError where one was made from another text of its id."""
        from briefgen.nlp.origin import fingerprint

        for article in articles:
            if article.id not in done:
                yield article
            elif done[article.id] != fingerprint(article):
                what, mend = f"article `{article.id}` changed since its brief was made", "begin anew with --force"
                raise ArticleError(what, where=article.path, mend=mend)
            else:
                self.counts.unchanged += 1

    def _briefs(self, articles: Iterator[Article], skipped: Callable[[], int]) -> Iterator[Brief]:
        make = partial(make_worker, self.site.root, self.settings)
        for number, result in enumerate(parallel.run(articles, make, self.jobs, self.seconds), 1):
            if isinstance(result, BriefgenError):
                self._failed(result)
            else:
                yield result
            self.reporter.step(number + skipped(), "articles", self.counts.files)
