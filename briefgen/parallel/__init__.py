"""Extraction in processes of its own: order kept, memory bounded, and no article takes the run down.

However few processes there are, no article is read in the process that writes: one that crashes, hangs or eats memory
costs its process, which is started anew, and an error stands in its place.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from briefgen.errors import ArticleError
from briefgen.parallel.process import Death, Make, Process, Result, Work, attempt, wait

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.model import Article

__all__ = ["CHUNK", "Make", "Result", "Work", "attempt", "run"]

CHUNK = 16
AHEAD = 2  # chunks for each process that are under way or wait for an earlier one
SECONDS = 60.0  # of computing that an article may take
LETTERS = 1_000  # of text that are worth another second


def run(articles: Iterable[Article], make: Make, jobs: int, seconds: float = SECONDS) -> Iterator[Result]:
    """Briefs in the order of the articles; where one cannot be analysed or kills its process, an error in its place.

    make: builds the worker, called once in each process; must be picklable
    seconds: of computing that an article may take; its length gives it more
    Raises what `make` raises: without a worker nothing can be done at all.
    """
    pool = _Pool(make, jobs, seconds)
    try:
        yield from pool.results(_chunks(articles))
    finally:
        pool.stop()


def _chunks(articles: Iterable[Article]) -> Iterator[list[Article]]:
    waiting = iter(articles)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


@dataclass(slots=True, eq=False)
class _Chunk:
    """Articles that are to be read, those not read yet, and the results of the others."""

    waiting: deque[Article]
    results: list[Result] = field(default_factory=list)
    alone: bool = False  # they are read one by one, because the process that read them together died

    def next(self) -> list[Article]:
        return [self.waiting[0]] if self.alone else list(self.waiting)

    def settle(self, answer: list[Result] | Death) -> None:
        if not isinstance(answer, Death):
            self.results += answer
            for _ in answer:
                self.waiting.popleft()
        elif self.alone:  # who dies alone is to blame for it
            self.results.append(_failure(self.waiting.popleft(), answer.what))
        self.alone = True


def _failure(article: Article, what: str) -> ArticleError:
    return ArticleError(f"article `{article.id}` {what}", where=article.path, mend="split it, or take it out")


class _Pool:
    """Processes with the chunks that they are at; they are started as they are needed."""

    def __init__(self, make: Make, jobs: int, seconds: float) -> None:
        self.make, self.jobs, self.seconds = make, jobs, seconds
        self.processes: dict[Process, _Chunk | None] = {}

    def stop(self) -> None:
        for process in self.processes:
            process.stop()

    def results(self, chunks: Iterator[list[Article]]) -> Iterator[Result]:
        pending: deque[_Chunk] = deque()
        following = next(chunks, None)
        while following or pending:
            # a bounded number of chunks under way keeps memory flat, however long the corpus is
            while following and len(pending) < AHEAD * self.jobs and (process := self._free()):
                pending.append(_Chunk(deque(following)))
                self._give(process, pending[-1])
                following = next(chunks, None)
            while pending and not pending[0].waiting:
                yield from pending.popleft().results
            self._take()

    def _free(self) -> Process | None:
        """A process with nothing to do, a new one if need be."""
        for process, chunk in self.processes.items():
            if chunk is None:
                return process
        return Process(self.make) if len(self.processes) < self.jobs else None

    def _give(self, process: Process, chunk: _Chunk) -> None:
        articles = chunk.next()
        self.processes[process] = chunk
        process.give(articles, self.seconds + sum(len(article.text) for article in articles) / LETTERS)

    def _take(self) -> None:
        """Wait until processes answer, die or are late, and give them what is left of their chunks."""
        busy = {process: chunk for process, chunk in self.processes.items() if chunk is not None}
        for process in wait(busy):
            chunk, answer = busy[process], process.answer()
            if answer is None:
                continue
            chunk.settle(answer)
            self.processes[process] = None
            if chunk.waiting:
                self._give(process, chunk)
