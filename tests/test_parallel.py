"""Extraction in processes: order, failures in their place, processes that die, memory that stays flat."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import time
from typing import TYPE_CHECKING

import pytest

from briefgen import parallel
from briefgen.errors import ArticleError, BriefgenError, ConfigError
from briefgen.model import Article, Brief, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefgen.parallel import Result, Work


def brief(article: Article) -> Brief:
    source = Source(article.path, None, None, None, article.sha256)
    return Brief(article.id, None, None, "en", None, source)


def work(articles: Iterable[Article]) -> Iterator[Brief]:
    """Stands for the extractor: what an article says happens to the process."""
    for article in articles:
        if article.text == "fail":
            raise RecursionError("too deep")
        if article.text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.text == "exit":
            os._exit(3)
        if article.text == "segfault":
            ctypes.string_at(0)
        if article.text == "hang":
            while True:
                pass
        if article.text == "sleep":
            time.sleep(10_000)
        if article.text == "eat":
            bytearray(5 << 30)
        yield brief(article)


def make() -> Work:
    return work


def make_nothing() -> Work:
    raise ConfigError("the model is not installed", mend="install it")


def make_a_slip() -> Work:
    raise TypeError("a slip of ours")


def articles(count: int, **texts: str) -> list[Article]:
    return [Article(f"a{n}", texts.get(f"a{n}", "fine"), path=f"articles/a{n}.txt") for n in range(count)]


def shown(results: Iterable[Result]) -> list[str]:
    return [f"{r.where}: {r.what}" if isinstance(r, BriefgenError) else r.id for r in results]


@pytest.mark.parametrize("jobs", [1, 2])
def test_order_is_kept_and_a_failure_stands_in_its_place(jobs: int) -> None:
    results = shown(parallel.run(articles(60, a17="fail", a59="fail"), make, jobs))
    wanted = [f"a{n}" for n in range(60)]
    for n in (17, 59):
        wanted[n] = f"articles/a{n}.txt: article `a{n}` could not be analysed"
    assert results == wanted


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_to_do_starts_nothing(jobs: int) -> None:
    assert list(parallel.run([], make_nothing, jobs)) == []


POISON = {
    "die": "killed the process that read it (SIGKILL)",
    "segfault": "killed the process that read it (SIGSEGV)",
    "exit": "killed the process that read it",
    "hang": "takes more than 1 seconds to read",
    "sleep": "takes more than 1 seconds to read",
    "eat": "needs more than 4 GB of memory to read",
}


@pytest.mark.parametrize(("text", "jobs"), [*((text, 1) for text in POISON), ("segfault", 2), ("hang", 2)])
def test_an_article_that_ruins_its_process_is_named_and_the_rest_goes_on(text: str, jobs: int) -> None:
    results = shown(parallel.run(articles(40, a3=text, a20="fail"), make, jobs, seconds=1))
    wanted = [f"a{n}" for n in range(40)]
    wanted[3] = f"articles/a3.txt: article `a3` {POISON[text]}"
    wanted[20] = "articles/a20.txt: article `a20` could not be analysed"
    assert results == wanted


@pytest.mark.parametrize("jobs", [1, 2])
def test_several_that_ruin_it_are_all_named(jobs: int) -> None:
    results = shown(parallel.run(articles(50, a3="die", a4="exit", a49="segfault"), make, jobs))
    assert [n for n in range(50) if results[n] != f"a{n}"] == [3, 4, 49]


def make_and_die() -> Work:
    os._exit(1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_a_worker_the_run_ends_with_the_reason(jobs: int) -> None:
    with pytest.raises(BriefgenError, match="cannot be started"):
        list(parallel.run(articles(3), make_and_die, jobs))
    with pytest.raises(ConfigError, match="not installed"):
        list(parallel.run(articles(3), make_nothing, jobs))
    with pytest.raises(TypeError, match="a slip of ours"):
        list(parallel.run(articles(3), make_a_slip, jobs))


def test_articles_are_taken_as_they_are_needed() -> None:
    taken = 0

    def endless() -> Iterator[Article]:
        nonlocal taken
        while True:
            taken += 1
            yield Article(f"a{taken}", "fine")

    results = parallel.run(endless(), make, 2)
    assert shown(next(results) for _ in range(100)) == [f"a{n}" for n in range(1, 101)]
    assert taken <= 100 + 6 * parallel.CHUNK
    results.close()  # type: ignore[attr-defined]


def test_one_bad_article_costs_only_its_chunk_a_second_reading() -> None:
    read: list[str] = []

    def counting(chunk: Iterable[Article]) -> Iterator[Brief]:
        for article in chunk:
            read.append(article.id)
            yield from work([article])

    assert len(parallel.attempt(counting, articles(16, a0="fail"))) == 16
    assert len(read) == 1 + 16


def test_nobody_is_left_behind_when_the_reader_stops_early() -> None:
    results = parallel.run(articles(500), make, 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_an_error_survives_the_way_between_processes() -> None:
    (error,) = parallel.attempt(work, articles(1, a0="fail"))
    assert isinstance(error, ArticleError)
    assert (
        str(error)
        == "articles/a0.txt: article `a0` could not be analysed; run again with --debug to see why, or take it out"
    )
