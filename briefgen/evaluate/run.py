"""What `briefgen eval` does: reads gold data, has the texts read by the extractor, scores what comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefgen import readers
from briefgen.config import load_settings
from briefgen.errors import ConfigError
from briefgen.evaluate import briefs, pairs, sentences
from briefgen.evaluate.folds import Folds, fold_of, read_folds
from briefgen.evaluate.gold import read_gold, read_gold_pairs, read_sentences
from briefgen.model import Article, Brief
from briefgen.nlp.extract import Extractor
from briefgen.nlp.pairs import Pair, code_pairs
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from briefgen.config import Site
    from briefgen.evaluate.figures import Section
    from briefgen.evaluate.gold import GoldBrief

In = TypeVar("In", Article, Pair)
Out = TypeVar("Out")
Step = Callable[[int, str], None]

SENTENCES, GOLD, FOLDS = Path("tests/labelled/sentences.jsonl"), Path("tests/gold"), Path("tests/labelled/folds.yml")
WEIGHTS = "confidence.yml"


@dataclass(frozen=True, slots=True)
class Data:
    """What to measure on; None leaves a kind out.

    gold, texts: gold briefs, and their articles: files `<id>-*.txt`, taken as they are, or files read with that id
    folds: weights that have not seen the sentences and gold briefs, where the shipped ones have
    only: id of the one text to look at
    """

    sentences: Path | None = None
    pairs: Path | None = None
    gold: Path | None = None
    texts: Path | None = None
    folds: Path | None = None
    only: str | None = None


def own_data(site: Site, only: str | None = None) -> Data:
    """The labelled sentences and gold briefs of a site's own repository. Raises ConfigError where it has none."""
    labelled, gold, folds = (path if (path := site.root / name).exists() else None for name in (SENTENCES, GOLD, FOLDS))
    if labelled is None and gold is None:
        mend = "name what to measure on: --sentences FILE, --pairs FILE or --briefs GOLD_DIR TEXTS_DIR"
        raise ConfigError(f"there is neither {SENTENCES} nor {GOLD}", where=str(site.root), mend=mend)
    return Data(sentences=labelled, gold=gold, texts=site.articles, folds=folds, only=only)


def measure(site: Site, data: Data, step: Step) -> tuple[Section, ...]:
    """A section for every kind of data, read with the site's registry, settings and model.

    step: told how many texts of the present kind are done. Raises BriefgenError.
    """
    runner = _Runner(site, data, step)
    sections = [*runner.sentences(), *runner.pairs(), *runner.briefs()]
    if not sections:
        what = f"no text has the id `{data.only}`" if data.only else "there is nothing to measure on"
        raise ConfigError(what, mend="check the id and the files")
    return tuple(sections)


class _Runner:
    """The extractor and the data of one run."""

    def __init__(self, site: Site, data: Data, step: Step) -> None:
        self.data, self.step, self.detail = data, step, data.only is not None
        self.extractor = Extractor(load_settings(site), load_registry(site))
        self.folds: Folds | None = read_folds(data.folds) if data.folds else None
        self.about = "read with the shipped weights"
        if self.folds is not None:
            self.about = "out of fold: each text read with weights trained without it"
            if not self.folds.made_with(site.config / WEIGHTS):
                self.about += f" (older than {WEIGHTS}: run benchmarks/train_confidence.py)"

    def sentences(self) -> Iterator[Section]:
        if self.data.sentences is None:
            return
        listed = [s for s in read_sentences(self.data.sentences) if self.data.only in (None, s.id)]
        if listed:
            made = self._extract([Article(s.id, s.text) for s in listed], "sentences")
            given = self._each([pair for pair, _ in sentences.given_pairs(listed)], "given pairs", code_pairs)
            readings = [sentences.Reading(s, brief) for s, brief in zip(listed, made, strict=True)]
            empty = sum(not s.relations for s in listed)
            about = f"{len(listed)} labelled sentences, {empty} without a relation; {self.about}"
            yield sentences.score_sentences("sentences", about, readings, given, detail=self.detail)

    def pairs(self) -> Iterator[Section]:
        if self.data.pairs is None:
            return
        listed = [p for p in read_gold_pairs(self.data.pairs) if self.data.only in (None, p.id)]
        if listed:
            given = [Pair(p.id, p.text, (p.source[0], p.source[1]), (p.target[0], p.target[1])) for p in listed]
            coded = self._each(given, "given pairs", code_pairs)
            made = self._extract([Article(p.id, p.text) for p in listed], "sentences")
            about = f"{len(listed)} labelled pairs; {self.about}"
            yield pairs.score_pairs("pairs", about, listed, coded, made, detail=self.detail)

    def briefs(self) -> Iterator[Section]:
        if self.data.gold is None or self.data.texts is None:
            return
        listed = tuple(_gold_briefs(self.data.gold, self.data.texts, self.data.only))
        if listed:
            made = self._extract([article for _, article in listed], "articles")
            readings = [briefs.Reading(gold, a.text, brief) for (gold, a), brief in zip(listed, made, strict=True)]
            yield briefs.score_briefs("briefs", f"{len(listed)} articles; {self.about}", readings, detail=self.detail)

    def _extract(self, articles: Sequence[Article], what: str) -> list[Brief]:
        return self._each(articles, what, Extractor.pipe)

    def _each(
        self, inputs: Sequence[In], what: str, read: Callable[[Extractor, Iterable[In]], Iterator[Out]]
    ) -> list[Out]:
        """What each input gives, in order; with folds, read by the extractor that has not seen it."""
        parts: dict[int | None, list[int]] = defaultdict(list)
        for index, item in enumerate(inputs):
            parts[None if self.folds is None else fold_of(item.id)].append(index)
        made: dict[int, Out] = {}
        for fold, indices in parts.items():
            extractor = self.extractor if self.folds is None or fold is None else self.folds.blind(self.extractor, fold)
            for index, out in zip(indices, read(extractor, [inputs[i] for i in indices]), strict=True):
                made[index] = out
                self.step(len(made), what)
        return [made[index] for index in range(len(inputs))]


def _gold_briefs(folder: Path, texts: Path, only: str | None) -> Iterator[tuple[GoldBrief, Article]]:
    """Gold briefs `<id>.json` with their articles, by id. Raises ConfigError for one without an article."""
    paths = [path for path in sorted(folder.glob("*.json")) if only in (None, path.stem)]
    if not paths and only is None:
        raise ConfigError("holds no gold briefs", where=str(folder), mend="name the folder of the files <id>.json")
    read: dict[str, Article] = {}
    for path in paths:
        article = _bare(texts, path.stem)
        if article is None:
            read = read or {a.id: a for a in readers.read([texts]) if isinstance(a, Article)}
            article = read.get(path.stem)
        if article is None:
            what = f"there is no article with the id `{path.stem}`"
            raise ConfigError(what, where=str(texts), mend=f"put it there, or take {path} out")
        yield read_gold(path, article.text), article


def _bare(folder: Path, identity: str) -> Article | None:
    """The text of a file `<id>-*.txt` just as it stands, without a title of its own, so that offsets count in it."""
    path = next(iter(sorted(folder.glob(f"{escape(identity)}-*.txt"))), None)
    try:
        return Article(identity, path.read_bytes().decode("utf-8")) if path else None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"cannot be read ({error})", where=str(path), mend="save the file as UTF-8") from error
