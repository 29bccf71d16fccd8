"""Extraction spread over processes: order kept, memory bounded, and no article takes the run down."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context

from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article, Brief

Result = Brief | BriefgenError
Work = Callable[[Iterable[Article]], Iterator[Brief]]
Make = Callable[[], Work]
CHUNK = 16

log = logging.getLogger(__name__)


def run(articles: Iterable[Article], make: Make, jobs: int) -> Iterator[Result]:
    """Briefs in the order of the articles; where one cannot be analysed or kills its process, an error in its place.

    make: builds the worker, called once in each process; must be picklable where jobs > 1
    Raises what `make` raises: without a worker nothing can be done at all.
    """
    chunks = _chunks(articles)
    if jobs > 1:
        return _Pool(make, jobs).results(chunks)
    return _here(chunks, make)


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    waiting = iter(articles)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _here(chunks: Iterator[list[Article]], make: Make) -> Iterator[Result]:
    work = None  # loading a model takes seconds that a run without articles need not spend
    for chunk in chunks:
        work = work or make()
        yield from attempt(work, chunk)


def attempt(work: Work, articles: list[Article]) -> list[Result]:
    """The briefs of some articles; where one cannot be analysed, the others still are and it comes as an error."""
    try:
        return list(work(articles))
    except Exception:
        if len(articles) > 1:
            return [result for article in articles for result in attempt(work, [article])]
        log.debug("article %s failed", articles[0].id, exc_info=True)
        return [_failure(articles[0], "could not be analysed")]


def _failure(article: Article, what: str) -> ArticleError:
    mend = "run again with --debug to see why, or take it out"
    return ArticleError(f"article `{article.id}` {what}", where=article.path, mend=mend)


class _Pool:
    """Processes that are started anew when one of them dies, whereupon the article that killed it is sought out."""

    def __init__(self, make: Make, jobs: int) -> None:
        self.make = make
        self.jobs = jobs
        self.executor: ProcessPoolExecutor | None = None

    def results(self, chunks: Iterator[list[Article]]) -> Iterator[Result]:
        pending: deque[tuple[list[Article], Future[list[Result]]]] = deque()
        try:
            while True:
                # a bounded number of chunks under way keeps memory flat, however long the corpus is
                while len(pending) < 2 * self.jobs and (chunk := next(chunks, None)):
                    pending.append((chunk, self._submit(chunk)))
                if not pending:
                    return
                chunk, future = pending.popleft()
                try:
                    yield from future.result()
                except BrokenProcessPool:  # it takes all chunks under way with it
                    lost = [chunk, *(others for others, _ in pending)]
                    pending.clear()
                    for article in (article for articles in lost for article in articles):
                        yield from self._alone(article)
        finally:
            self._stop()

    def _submit(self, chunk: list[Article]) -> Future[list[Result]]:
        try:
            return self._running().submit(_in_worker, chunk)
        except BrokenProcessPool as error:  # found out while submitting: told when the result is asked for
            future: Future[list[Result]] = Future()
            future.set_exception(error)
            return future

    def _alone(self, article: Article) -> list[Result]:
        try:
            return self._submit([article]).result()
        except BrokenProcessPool:
            self._stop()
        try:  # perhaps another article of its time broke the pool: only who dies alone is to blame
            return self._submit([article]).result()
        except BrokenProcessPool:
            self._stop()
            return [_failure(article, "killed the process that read it")]

    def _running(self) -> ProcessPoolExecutor:
        if self.executor is None:
            context = get_context("spawn")
            self.executor = ProcessPoolExecutor(
                self.jobs, mp_context=context, initializer=_Worker.start, initargs=(self.make,)
            )
        return self.executor

    def _stop(self) -> None:
        if self.executor is not None:
            self.executor.shutdown(cancel_futures=True)
            self.executor = None


class _Worker:
    """What a worker process holds: the work, or why there is none."""

    work: Work | None = None
    error: Exception | None = None

    @classmethod
    def start(cls, make: Make) -> None:
        try:
            cls.work = staticmethod(make())
        except Exception as error:  # noqa: BLE001 - raised in `_in_worker`; here it would break the pool without a word
            cls.error = error


def _in_worker(articles: list[Article]) -> list[Result]:
    if _Worker.work is None:
        raise _Worker.error or RuntimeError("the worker was not started")
    return attempt(_Worker.work, articles)
