"""What resolving actors costs beside the bare model on long articles, and whether a larger registry makes it slower.

usage: python benchmarks/resolution.py [CORPUS.jsonl | FOLDER …]      (default: the demo's articles)

Articles are joined to long ones of some 2,000 words. In turns in one process, by processor time: the bare model;
finding names, bodies, organisations and persons in what it parsed; the same with 50,000 more aliases in the registry.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import spacy

from briefgen import readers, yamltext
from briefgen.config import Settings, Site
from briefgen.model import Article
from briefgen.nlp.extract import Extractor
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.nlp.parse.tokens import Doc

ROOT = Path(__file__).parent.parent
ROUNDS = 5
WORDS = 2_000  # of a long article
LONG = 10  # articles in a round
ALIASES = 50_000
FILES = 5
HEADS = "Bar Cor Dal Fen Gor Hal Jor Kel Lor Mor Nar Pel Quor Ras Sel Tor Ul Var Wex Yor".split()
TAILS = "adia anth avia ebra edon elin ento eria ilia imar inna onia oria othe ovar uland urra usia ysia ander".split()
KINDS = "League Front Ministry Union Council Movement Company Congress Party Army Bank Agency Fund".split()


def long_texts(paths: list[Path]) -> list[str]:
    """Texts of some `WORDS` words, made of whole articles."""
    texts: list[str] = []
    parts: list[str] = []
    found = readers.read(paths or [ROOT / "content" / "articles"])
    articles = [article.text for article in found if isinstance(article, Article)]
    if not articles:
        sys.exit("no articles to measure with")
    while len(texts) < LONG:
        parts.append(articles[(len(texts) + len(parts)) % len(articles)])
        if sum(len(part.split()) for part in parts) >= WORDS:
            texts.append("\n\n".join(parts))
            parts = []
    return texts


def names() -> Iterator[str]:
    """Names of made-up actors, each another."""
    for first, head, tail, kind in product(HEADS, HEADS, TAILS, KINDS):
        yield f"{first}{head.lower()}{tail} {kind}"


def larger(folder: Path) -> Site:
    """A site whose registry has so many more aliases, two an actor."""
    found = names()
    actors = folder / "site_config" / "actors"
    actors.mkdir(parents=True)
    for part in range(FILES):
        entries = {
            f"made-up-{part}-{n}": {"name": next(found), "kind": "other", "names": [next(found)]}
            for n in range(ALIASES // 2 // FILES)
        }
        (actors / f"made-up-{part}.yml").write_text(yamltext.dump(entries), encoding="utf-8")
    return Site(folder)


def main(paths: list[Path]) -> None:
    texts = long_texts(paths)
    settings = Settings()
    bare = spacy.load(settings.model)
    with tempfile.TemporaryDirectory() as folder:
        shipped = Extractor(settings, load_registry(Site(ROOT)))
        grown = Extractor(settings, load_registry(larger(Path(folder))))
    docs: dict[str, list[Doc]] = {
        "shipped": [shipped.parse(text) for text in texts],
        "grown": [grown.parse(text) for text in texts],
    }
    works = {
        "bare model": lambda: [bare(text) for text in texts],
        "resolution": lambda: [shipped.read(doc) for doc in docs["shipped"]],
        f"with {ALIASES:,} more aliases": lambda: [grown.read(doc) for doc in docs["grown"]],
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS + 1):
        for name, work in works.items():
            start = time.process_time()
            work()
            if number:  # the first round warms up
                times[name].append(time.process_time() - start)
    print(
        f"{len(texts)} articles of {sum(len(t.split()) for t in texts) // len(texts):,} words, model {settings.model}"
    )
    for name, taken in times.items():
        share = statistics.median(a / b for a, b in zip(taken, times["bare model"], strict=True))
        rounds = " ".join(f"{one:.2f}s" for one in taken)
        print(f"{name:28} {share:6.3f} of the bare model  (rounds: {rounds})")


if __name__ == "__main__":
    main([Path(arg) for arg in sys.argv[1:]])
