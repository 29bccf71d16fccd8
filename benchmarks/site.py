"""How long a site of N briefs takes, and how large it is, beside the same builder on trivially simple pages.

usage: python benchmarks/site.py [--builder mkdocs|zensical] [N …]      (default: mkdocs, 250 and 1000)

The briefs are invented: as many actors, statements and words in each as the demo's, a few actors in many of them and
many in one. Prints, side by side: pages, megabytes of HTML and of the search index; processor time of aggregating, of
the templates, of the files of data, of writing and of the builder; the builder's time again after the title of one
brief changed; the time on as many pages of one sentence, under the same configuration, of the builder alone and
as it is here, with what makes MkDocs quicker; the ratios to both; and the share of aggregating and templates.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import website
from briefgen.aggregate import Pages, aggregate
from briefgen.config import Settings, Site, shipped
from briefgen.model import (
    COOPERATIVE,
    Action,
    Actor,
    Brief,
    Evidence,
    Issue,
    Kind,
    Quote,
    Relation,
    Source,
    Status,
    text_hash,
)
from briefgen.registry import Registry, load_registry
from briefgen.render import render
from briefgen.render.data import WRITERS

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parent.parent
ACTIONS: tuple[Action, ...] = (
    "ACCUSE", "CONSULT", "REJECT", "AGREE", "THREATEN", "SANCTION", "SUPPORT", "REQUEST", "ASSAULT", "COOPERATE",
)  # fmt: skip
STATUSES: tuple[Status, ...] = ("actual", "actual", "actual", "planned", "past", "denied")
KINDS: tuple[Kind, ...] = ("state", "person", "government_body", "igo", "armed_group")
WORDS = (
    "the of to in a and on for that with its over after new said talks border minister sanctions trade troops accord "
    "week's pact (first) \"deal\" U.N. council's aid, tariffs, U.S.-led northern grain gas port; ceasefire vote "
    "long-range missiles, fishing rights: customs union's $2.4 billion loan 30% of exports"
).split()
ACTORS, ISSUES, RELATIONS = 12, 5, 12  # in one brief


class Maker:
    """Invents briefs, the same for the same number."""

    def __init__(self, topics: Sequence[str]) -> None:
        self.random = random.Random(7)  # noqa: S311 (texts, no secrets)
        self.topics = topics

    def some(self, number: int, common: int, kind: str, share: float = 0.6) -> str:
        """One of so many common things, the first ones most often; or a thing of this brief alone."""
        if self.random.random() < share:
            return f"{kind}-{min(int(self.random.paretovariate(0.8)), common)}"
        return f"{kind}-{number}-{self.random.randrange(10)}"

    def sentence(self, words: int) -> str:
        text = " ".join(self.random.choice(WORDS) for _ in range(words))
        return text[0].upper() + text[1:] + "."

    def brief(self, number: int) -> Brief:
        pick = self.random.choice
        actors = sorted({self.some(number, 150, "actor") for _ in range(ACTORS)} | {"actor-1"})
        issues = sorted({self.some(number, 120, "issue", 0.4) for _ in range(ISSUES)})
        relations = []
        for n in range(RELATIONS):
            source, target = self.random.sample(actors, 2) if len(actors) > 1 else (actors[0], actors[0])
            quote = self.sentence(26)
            relations.append(
                Relation(f"r-{n}", source, target, n % 5 == 0, pick(ACTIONS), pick(STATUSES), None, (pick(issues),),
                         f"{source} acts towards {target}", 0.8, (Evidence(quote, 0, len(quote), source, target, "x"),))
            )  # fmt: skip
        return Brief(
            id=f"brief-{number}",
            title=self.sentence(9),
            date=f"{2015 + number % 9}-{1 + number % 12:02}-{1 + number % 28:02}",
            language="en",
            updated=None,
            source=Source(None, f"https://n.example/{number}", f"Outlet {number % 9}", None, text_hash(str(number))),
            summary=tuple(Quote(self.sentence(26), 0, 1) for _ in range(3)),
            actors=tuple(Actor(a, a.title(), KINDS[len(a) % 5], names=(a, a.upper())) for a in actors),
            issues=tuple(Issue(i, i.title(), self.topics[len(i) % 50], (i,), 1, 0.2) for i in issues),
            friction=tuple(r for r in relations if r.action not in COOPERATIVE),
            cooperation=tuple(r for r in relations if r.action in COOPERATIVE),
        )


def size(folder: Path, pattern: str) -> float:
    """Megabytes of the files that match."""
    return sum(path.stat().st_size for path in folder.rglob(pattern)) / 1e6


class Watch:
    """Processor time, of this process and of those it waited for: other programs on the machine do not count."""

    def __init__(self) -> None:
        self.start = self.now()

    @staticmethod
    def now() -> float:
        return sum(os.times()[:4])

    def lap(self) -> float:
        before, self.start = self.start, self.now()
        return self.start - before


def trivial(root: Path, pages: Sequence[str], builder: website.Builder) -> tuple[float, float]:
    """Seconds that a builder takes by itself, and as it is here, for pages of the same names that hold one sentence."""
    files = {path: f"# Page {number}\n\nOne sentence.\n" for number, path in enumerate(pages)}
    here = built(root, files, builder)[1]
    watch = Watch()
    command = [sys.executable, "-m", builder, "build", *(["--quiet"] if builder == "mkdocs" else [])]
    subprocess.run(command, cwd=root, env=website.environment(False), check=True, capture_output=True)
    return watch.lap(), here


def built(root: Path, files: dict[str, str], builder: website.Builder) -> tuple[float, float]:
    """Seconds of writing and of the builder."""
    watch = Watch()
    website.write_pages(root / "docs", files, ROOT / "content" / "pages", (shipped("site_config") / "theme",))
    (root / "mkdocs.yml").write_text(website.scaffold_mkdocs("Benchmark"), encoding="utf-8")
    written = watch.lap()
    website.build(root, builder, False, False)
    return written, watch.lap()


def measure(number: int, registry: Registry, builder: website.Builder) -> None:
    """Print one row."""
    maker = Maker(sorted(registry.topics))
    briefs = [maker.brief(n) for n in range(number)]
    settings = Settings()
    with tempfile.TemporaryDirectory() as folder:
        root, plain = Path(folder, "site"), Path(folder, "plain")
        watch = Watch()
        pages = aggregate(briefs, registry, settings)
        gathered = watch.lap()
        files = render(part(pages, False), (shipped("templates"),), settings)
        rendered = watch.lap()
        files |= render(part(pages, True), (shipped("templates"),), settings)
        data = watch.lap()
        written, building = built(root, files, builder)
        markdown = [path for path in files if path.endswith(".md")]
        again = [replace(briefs[0], title="Another Title"), *briefs[1:]]
        edited = built(root, render(aggregate(again, registry, settings), (shipped("templates"),), settings), builder)[
            1
        ]
        alone, here = trivial(plain, markdown, builder)
        index = size(root / "site" / "search", "search_index.json") + size(root / "site", "search.json")
        whole = gathered + rendered + data + written + building
        print(
            f"{number:>6} {len(markdown):>5} {size(root / 'site', '*.html'):>5.1f} {index:>5.1f} {gathered:>8.1f}"
            f" {rendered:>9.1f} {data:>5.1f} {written:>6.1f} {building:>8.1f} {edited:>7.1f} {alone:>7.1f} {here:>6.1f}"
            f" {building / alone:>7.2f} {building / here:>6.2f} {(gathered + rendered) / whole:>5.0%}",
            flush=True,
        )


def part(pages: Pages, data: bool) -> Pages:
    """The files of data of a site, or those that templates make."""
    return replace(pages, pages=tuple(page for page in pages.pages if (page.template in WRITERS) == data))


def main() -> None:
    options = argparse.ArgumentParser(description="Time and size of sites of invented briefs")
    options.add_argument("--builder", choices=("mkdocs", "zensical"), default="mkdocs")
    options.add_argument("briefs", type=int, nargs="*", default=(250, 1000))
    given = options.parse_args()
    registry = load_registry(Site(ROOT))
    print("              MB of MB of seconds of …                          one brief trivial pages builder/trivial own")
    print(
        "briefs pages  HTML index   gather templates  data  write  builder changed   alone   here   alone   here share"
    )
    for number in given.briefs:
        measure(number, registry, given.builder)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
    sys.exit(0)
