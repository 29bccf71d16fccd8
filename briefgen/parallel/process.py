"""One process that reads articles, limited in time and memory: how it is given work, watched and ended."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection, get_context
from typing import TYPE_CHECKING, Any

from briefgen import limits
from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article, Brief

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Result = Brief | BriefgenError
Work = Callable[[Iterable[Article]], Iterator[Brief]]
Make = Callable[[], Work]

MEMORY = 4 << 30  # bytes of address space; a model and an article of usual length need an eighth of it
STARTING = 600.0  # seconds on the clock until the model is loaded
PATIENCE = 4  # times the seconds of computing on the clock, for what waits, and because others compute, too
BREATH = 0.5  # seconds for a process to end by itself

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Death:
    """A process ended without an answer; `what` it was given did to it, as a clause about that."""

    what: str


class Process:
    """A process that is started when it is first given something, and anew after it died."""

    def __init__(self, make: Make) -> None:
        self.make = make
        self.process: BaseProcess | None = None
        self.pipe: Connection[Any, Any] | None = None
        self.ready = False
        self.seconds = 0.0
        self.deadline = 0.0
        self.given: list[Article] = []

    def give(self, articles: list[Article], seconds: float) -> None:
        """Let it read articles, which may take so many seconds of computing."""
        self.given, self.seconds = articles, seconds
        if self.pipe is None:
            context = get_context("spawn")  # a fork would copy what threads hold
            self.pipe, theirs = context.Pipe()
            self.process = context.Process(target=_serve, args=(theirs, self.make, logging.root.level), daemon=True)
            self.process.start()
            theirs.close()
            self.ready = False
            self.deadline = time.monotonic() + STARTING
        if self.ready:
            self._send()

    def _send(self) -> None:
        self.deadline = time.monotonic() + PATIENCE * self.seconds
        if self.pipe is not None:
            with suppress(OSError):  # it died: told when it is asked for its answer
                self.pipe.send((self.given, self.seconds))

    def answer(self) -> list[Result] | Death | None:
        """Results, its death, or None while there is neither. Raises what kept it from starting."""
        if self.pipe is None:
            return Death("was not read")
        try:
            if self.pipe.poll():
                return self._receive(*self.pipe.recv())
        except (EOFError, OSError):
            return self._died(self._end())
        if time.monotonic() < self.deadline:
            return None
        self._end(at_once=True)
        return self._died(None)

    def _receive(self, kind: str, value: Any) -> list[Result] | None:
        if kind == "failed":
            self.stop()
            raise value
        if kind == "ready":
            self.ready = True
            self._send()
            return None
        if kind == "worn":
            self._end(at_once=True)
        results: list[Result] = value
        return results

    def _died(self, code: int | None) -> Death:
        """How it died; code: its exit code, None where it was ended because it was late."""
        if not self.ready:
            what = "the process that reads articles cannot be started"
            mend = "see that there is memory for it, or run again with --debug to see why"
            raise BriefgenError(what, mend=mend)
        if code is None or code == -getattr(signal, "SIGXCPU", 0):
            return Death(f"takes more than {self.seconds:.0f} seconds to read")
        how = f" ({signal.Signals(-code).name})" if code < 0 and -code in set(signal.Signals) else ""
        return Death(f"killed the process that read it{how}")

    def stop(self) -> None:
        """End it, whatever it is at."""
        self._end(at_once=True)

    def _end(self, *, at_once: bool = False) -> int:
        """End the process, if there is one, and tell its exit code."""
        process, pipe, self.process, self.pipe = self.process, self.pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is None:
            return 0
        if not at_once:
            process.join(BREATH)
        if process.is_alive():
            process.kill()
        process.join()
        code = process.exitcode or 0
        process.close()
        return code


def wait(processes: Iterable[Process]) -> list[Process]:
    """Wait until some of them have something to tell or are late; which."""
    pipes = {process.pipe: process for process in processes if process.pipe is not None}
    soonest = min((process.deadline for process in pipes.values()), default=0.0)
    told = connection.wait(list(pipes), max(0.0, soonest - time.monotonic()))
    now = time.monotonic()
    return [process for pipe, process in pipes.items() if pipe in told or process.deadline <= now]


def attempt(work: Work, articles: list[Article]) -> list[Result]:
    """The briefs of some articles; where one cannot be analysed, the others still are and it comes as an error."""
    try:
        return list(work(articles))
    except Exception as error:
        if len(articles) > 1:
            return [result for article in articles for result in attempt(work, [article])]
        log.debug("article %s failed", articles[0].id, exc_info=True)
        what, mend = "could not be analysed", "run again with --debug to see why, or take it out"
        if isinstance(error, MemoryError):
            what, mend = f"needs more than {MEMORY >> 30} GB of memory to read", "split it, or take it out"
        return [ArticleError(f"article `{articles[0].id}` {what}", where=articles[0].path, mend=mend)]


def _serve(pipe: Connection[Any, Any], make: Make, level: int) -> None:
    """What the process does: load, then answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that writes is interrupted, and ends this one
    logging.basicConfig(level=level)
    try:
        work = make()
    except Exception as error:  # noqa: BLE001 - raised anew where articles are given
        pipe.send(("failed", error))
        return
    limits.lower("RLIMIT_AS", MEMORY)
    limits.lower("RLIMIT_CORE", 0)
    with suppress(EOFError, OSError):  # nobody is left to read for
        pipe.send(("ready", None))
        while True:
            articles, seconds = pipe.recv()
            limits.spend(seconds)
            results = attempt(work, articles)
            worn = any(isinstance(result, ArticleError) and "of memory" in result.what for result in results)
            pipe.send(("worn" if worn else "results", results))
