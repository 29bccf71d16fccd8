"""How fast `extract` is against the bare parser on the same texts, and whether memory grows with the corpus.

usage: python benchmarks/throughput.py [CORPUS.jsonl | FOLDER …]      (default: the demo's articles)

Prints articles a second of spaCy's `nlp.pipe` and of briefgen with the same model, measured in turns in one process,
and their ratio; then the peak memory of `briefgen extract` as a process of its own while the corpus doubles, twice.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from briefgen import readers
from briefgen.config import Settings, Site
from briefgen.model import Article
from briefgen.nlp.extract import BATCH, Extractor
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

ROOT = Path(__file__).parent.parent
ROUNDS = 3
FEWEST = 32  # articles in a round: enough that a round takes seconds
SIZES = (100, 200, 400)


def copies(articles: list[Article], count: int) -> Iterator[Article]:
    """Articles, again and again up to a count, each copy with words of its own, as new articles have."""
    for number in range(count):
        article = articles[number % len(articles)]
        mark = f"Copy{number:x}z says Serial{number * 7919:x}."
        yield replace(article, id=f"a{number}", text=f"{article.text}\n\n{mark}", path=None)


def seconds(work: Callable[[], Iterable[object]]) -> float:
    """Processor time of going through some work: other processes on the machine do not count."""
    start = time.process_time()
    for _ in work():
        pass
    return time.process_time() - start


def speed(articles: list[Article]) -> None:
    settings = Settings()
    bare = spacy.load(settings.model)
    extractor = Extractor(settings, load_registry(Site(ROOT)))
    sample = list(copies(articles, max(FEWEST, len(articles))))
    words = sum(len(article.text.split()) for article in sample)
    print(f"{len(sample)} articles, {words:,} words, model {settings.model}")
    parser, ours = [], []
    for number in range(ROUNDS + 1):
        taken = (
            seconds(lambda: bare.pipe((a.text for a in sample), batch_size=BATCH)),
            seconds(lambda: extractor.pipe(sample)),
        )
        if number:  # the first round warms up
            parser.append(taken[0])
            ours.append(taken[1])
    for name, times in (("nlp.pipe", parser), ("briefgen", ours)):
        median = statistics.median(times)
        rounds = " ".join(f"{one:.2f}s" for one in times)
        print(f"{name:9} {len(sample) / median:6.1f} articles/s {words / median:9,.0f} words/s  (rounds: {rounds})")
    print(f"ratio     {statistics.median(a / b for a, b in zip(parser, ours, strict=True)):6.2f}")


def memory(articles: list[Article]) -> None:
    print("peak memory of `briefgen extract CORPUS -o FILE`:")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            corpus = Path(folder) / "corpus.jsonl"
            with corpus.open("w", encoding="utf-8") as lines:
                for article in copies(articles, size):
                    lines.write(json.dumps({"id": article.id, "text": article.text}) + "\n")
            made = str(Path(folder) / f"{size}.jsonl")
            command = [sys.executable, "-m", "briefgen", "extract", str(corpus), "-o", made]
            child = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode:
                sys.exit(f"briefgen extract failed with {child.returncode}")
            print(f"{size:5} articles {used.ru_maxrss / 1024:7.0f} MB {used.ru_utime + used.ru_stime:7.1f} s")


def given_articles() -> list[Article]:
    """The articles of the paths on the command line, or the demo's."""
    paths = [Path(argument) for argument in sys.argv[1:]] or [ROOT / "content" / "articles"]
    articles = [article for article in readers.read(paths) if isinstance(article, Article)]
    if not articles:
        sys.exit("no articles to measure with")
    return articles


def main() -> None:
    articles = given_articles()
    speed(articles)
    memory(articles)


if __name__ == "__main__":
    main()
