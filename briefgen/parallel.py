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
CHUNK = 16

log = logging.getLogger(__name__)


def attempt(work: Work, articles: list[Article]) -> list[Result]:
    """The briefs of some articles; where one cannot be read, the others still are and it comes as an error."""
    try:
        return list(work(articles))
    except Exception:  # noqa: BLE001 - whatever an article does to a parser, the run goes on
        if len(articles) > 1:
            return [result for article in articles for result in attempt(work, [article])]
        log.debug("article %s failed", articles[0].id, exc_info=True)
        return [failure(articles[0], "could not be analysed")]


def failure(article: Article, what: str) -> ArticleError:
    """The error that stands for an article in the results."""
    return ArticleError(f"article `{article.id}` {what}", where=article.path, mend="run again with --debug, or take it out")


def run(articles: Iterable[Article], make: Callable[[], Work], jobs: int) -> Iterator[Result]:
    """Results in the order of the articles.

    make: builds the worker, called once in each process; must be picklable where jobs > 1
    """
    if jobs <= 1:
        yield from _here(articles, make)
        return
    waiting = iter(articles)
    pending: deque[tuple[list[Article], Future[list[Result]]]] = deque()
    pool = _pool(make, jobs)
    try:
        while True:
            while len(pending) < 2 * jobs and (chunk := list(islice(waiting, CHUNK))):
                pending.append((chunk, pool.submit(_in_worker, chunk)))
            if not pending:
                return
            chunk, future = pending.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:  # a worker died: find the article that kills it, one by one, and start afresh
                lost = [chunk, *(articles for articles, _ in pending)]
                pending.clear()
                for article in (a for articles in lost for a in articles):
                    pool = _pool(make, jobs) if pool_broken(pool) else pool
                    try:
                        yield from pool.submit(_in_worker, [article]).result()
                    except BrokenProcessPool:
                        yield failure(article, "crashed the process that read it")
    finally:
        pool.shutdown(cancel_futures=True)


def pool_broken(pool: ProcessPoolExecutor) -> bool:
    """Whether a pool's worker has died."""
    try:
        pool.submit(int).result()
    except BrokenProcessPool:
        return True
    return False


def _here(articles: Iterable[Article], make: Callable[[], Work]) -> Iterator[Result]:
    waiting = iter(articles)
    work = None
    while chunk := list(islice(waiting, CHUNK)):
        work = work or make()
        yield from attempt(work, chunk)


def _pool(make: Callable[[], Work], jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_start, initargs=(make,))


class _Worker:
    """What a worker process holds; one a process."""

    work: Work


def _start(make: Callable[[], Work]) -> None:
    _Worker.work = staticmethod(make())


def _in_worker(articles: list[Article]) -> list[Result]:
    return attempt(_Worker.work, articles)
