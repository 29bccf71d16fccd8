"""What merging and storing briefs adds to the time of reading their articles; the bound is a tenth.

usage: python benchmarks/merge.py [CORPUS.jsonl | FOLDER …]      (default: the demo's articles)

Prints processor time of reading alone, of a first writing of the briefs, and of merging a new reading into briefs that
nobody touched, and into such as a person edited every one of, all in one process, and their shares.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from throughput import ROOT, copies, given_articles

from briefgen.config import Settings, Site
from briefgen.desk import Desk
from briefgen.nlp.extract import Extractor
from briefgen.nlp.origin import fingerprint
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.model import Article, Brief

COUNT = 64
BOUND = 0.1


def settle(site: Site, extractor: Extractor, articles: Iterable[Article], briefs: Iterable[Brief]) -> float:
    """Seconds that all that is done with new readings takes: looking up, merging, writing."""
    start = time.process_time()
    desk = Desk(site, extractor.generated, fingerprint, extractor.registry.decisions, force=True)
    for _ in desk.changed(articles):
        pass
    for brief in briefs:
        desk.settle(brief)
    return time.process_time() - start


def renamed(brief: Brief, word: str) -> Brief:
    """A new reading that says something else."""
    return replace(brief, title=f"{brief.title} {word}")


def edit(site: Site) -> None:
    """What a person does: a status, a comment, an item less."""
    for path in site.briefs.rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        text = text.replace("status: actual", "status: planned # as the ministry says", 1)
        path.write_text(text.replace("    kind: state\n", "    kind: state\n    # looked at\n", 1), encoding="utf-8")


def main() -> None:
    articles = [replace(one, path=f"articles/{one.id}.md") for one in copies(given_articles(), COUNT)]
    extractor = Extractor(Settings(), load_registry(Site(ROOT)))
    list(extractor.pipe(articles[:4]))  # what is loaded at the first use
    start = time.process_time()
    briefs = list(extractor.pipe(articles))
    reading = time.process_time() - start
    print(f"{len(articles)} articles, {sum(len(a.text.split()) for a in articles)} words")
    print(f"reading            {reading:6.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        first = settle(site, extractor, articles, briefs)
        untouched = settle(site, extractor, articles, [renamed(brief, "anew") for brief in briefs])
        edit(site)
        again = settle(site, extractor, articles, [renamed(brief, "again") for brief in briefs])
    for name, took in (("first writing", first), ("nobody touched", untouched), ("all edited", again)):
        share = took / reading
        print(f"{name:18} {took:6.2f} s, {share:.1%} of reading{'' if share <= BOUND else f', above {BOUND:.0%}'}")


if __name__ == "__main__":
    main()
