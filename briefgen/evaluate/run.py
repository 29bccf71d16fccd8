"""What `briefgen eval` does: reads gold data, has the texts read by the extractor, scores what comes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen import readers
from briefgen.config import load_settings
from briefgen.errors import ConfigError
from briefgen.evaluate import briefs, pairs, sentences
from briefgen.evaluate.folds import Folds, fold_of, read_folds
from briefgen.evaluate.gold import read_gold, read_gold_pairs, read_sentences
from briefgen.model import Article
from briefgen.nlp.extract import Extractor
from briefgen.nlp.pairs import Pair, code
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefgen.config import Site
    from briefgen.evaluate.figures import Section
    from briefgen.evaluate.gold import GoldBrief
    from briefgen.model import Brief, Coded

Step = Callable[[int, str], None]

SENTENCES, GOLD, FOLDS = Path("tests/labelled/sentences.jsonl"), Path("tests/gold"), Path("tests/labelled")
SEEN, BLIND = "read with the shipped weights", "out of fold: each text read with weights trained without it"


@dataclass(frozen=True, slots=True)
class Data:
    """What to measure on; None leaves a kind out.

    gold, texts: gold briefs, and their articles: files `<id>-*.txt`, taken as they are, or files read with that id
    only: id of the one text to look at
    """

    sentences: Path | None = None
    pairs: Path | None = None
    gold: Path | None = None
    texts: Path | None = None
    only: str | None = None


def own_data(site: Site, only: str | None = None) -> Data:
    """The labelled sentences and gold briefs of a site's own repository. Raises ConfigError where it has none."""
    labelled, gold = (path if (path := site.root / name).exists() else None for name in (SENTENCES, GOLD))
    if labelled is None and gold is None:
        mend = "name what to measure on: --sentences FILE, --pairs FILE or --briefs GOLD_DIR TEXTS_DIR"
        raise ConfigError(f"there is neither {SENTENCES} nor {GOLD}", where=str(site.root), mend=mend)
    return Data(sentences=labelled, gold=gold, texts=site.articles, only=only)


def measure(site: Site, data: Data, step: Step) -> tuple[Section, ...]:
    """A section for every kind of data, read with the site's registry, settings and model.

    step: told how many texts of the present kind are done
    The site's own labelled sentences and gold briefs are read with the weights of `FOLDS`, where there are any: the
    shipped ones have been trained on them. Raises BriefgenError.
    """
    extractor = Extractor(load_settings(site), load_registry(site))
    sections = [
        *_sentences(site, data, extractor, step),
        *_pairs(data, extractor, step),
        *_briefs(site, data, extractor, step),
    ]
    if not sections:
        what = f"no text has the id `{data.only}`" if data.only else "there is nothing to measure on"
        raise ConfigError(what, mend="check the id and the files")
    return tuple(sections)


@dataclass(frozen=True, slots=True)
class _Given:
    """A text to read, with the pairs of it that are to be coded."""

    article: Article
    pairs: tuple[Pair, ...] = ()

    @property
    def text(self) -> str:
        return self.article.text


@dataclass(frozen=True, slots=True)
class _Reader:
    """Has texts read, with the extractor as it is or (`folds`) by ones that have not seen them; `about` tells which."""

    extractor: Extractor
    step: Step
    folds: Folds | None
    about: str

    def read(self, given: Sequence[_Given], what: str) -> tuple[list[Brief], list[Coded]]:
        """The brief of each text, and the coding of all pairs, in order; each text is parsed once."""
        parts: dict[int, list[int]] = defaultdict(list)
        for index, item in enumerate(given):
            parts[fold_of(item.article.id) if self.folds else 0].append(index)
        made: dict[int, tuple[Brief, list[Coded]]] = {}
        for fold, indices in parts.items():
            extractor = self.folds.blind(self.extractor, fold) if self.folds else self.extractor
            parsed = extractor.documents(given[index] for index in indices)
            for index, (item, doc) in zip(indices, parsed, strict=True):
                made[index] = extractor.brief(item.article, doc), [code(extractor, doc, pair) for pair in item.pairs]
                self.step(len(made), what)
        ordered = [made[index] for index in range(len(given))]
        return [brief for brief, _ in ordered], [answer for _, coded in ordered for answer in coded]


def _reader(site: Site, data: Path, own: Path, extractor: Extractor, step: Step) -> _Reader:
    """A reader for data, which has been trained on where it is the site's `own`."""
    folds = read_folds(site.root / FOLDS) if data.resolve() == (site.root / own).resolve() else None
    if folds is None:
        return _Reader(extractor, step, None, SEEN)
    stale = [f"{kind.folds} is older than {kind.shipped}.yml: run {kind.script}" for kind in folds.stale(site.config)]
    return _Reader(extractor, step, folds, BLIND + (f" ({'; '.join(stale)})" if stale else ""))


def _sentences(site: Site, data: Data, extractor: Extractor, step: Step) -> Iterator[Section]:
    if data.sentences is None:
        return
    listed = [s for s in read_sentences(data.sentences) if data.only in (None, s.id)]
    if listed:
        reader = _reader(site, data.sentences, SENTENCES, extractor, step)
        pairs_of = [tuple(pair for pair, _ in sentences.given_pairs([s])) for s in listed]
        given = [_Given(Article(s.id, s.text), marked) for s, marked in zip(listed, pairs_of, strict=True)]
        made, coded = reader.read(given, "sentences")
        readings = [sentences.Reading(s, brief) for s, brief in zip(listed, made, strict=True)]
        empty = sum(not s.relations for s in listed)
        about = f"{len(listed)} labelled sentences, {empty} without a relation; {reader.about}"
        yield sentences.score_sentences("sentences", about, readings, coded, detail=data.only is not None)


def _pairs(data: Data, extractor: Extractor, step: Step) -> Iterator[Section]:
    if data.pairs is None:
        return
    listed = [p for p in read_gold_pairs(data.pairs) if data.only in (None, p.id)]
    if listed:
        reader = _Reader(extractor, step, None, SEEN)
        marked = [Pair(p.id, p.text, (p.source[0], p.source[1]), (p.target[0], p.target[1])) for p in listed]
        made, coded = reader.read([_Given(Article(p.id, p.text), (p,)) for p in marked], "sentences")
        about = f"{len(listed)} labelled pairs; {reader.about}"
        yield pairs.score_pairs("pairs", about, listed, coded, made, detail=data.only is not None)


def _briefs(site: Site, data: Data, extractor: Extractor, step: Step) -> Iterator[Section]:
    if data.gold is None or data.texts is None:
        return
    listed = tuple(gold_briefs(data.gold, data.texts, data.only))
    if listed:
        reader = _reader(site, data.gold, GOLD, extractor, step)
        made, _ = reader.read([_Given(article) for _, article in listed], "articles")
        readings = [briefs.Reading(gold, a.text, brief) for (gold, a), brief in zip(listed, made, strict=True)]
        about = f"{len(listed)} articles; {reader.about}"
        yield briefs.score_briefs("briefs", about, readings, detail=data.only is not None)


def gold_briefs(folder: Path, texts: Path, only: str | None = None) -> Iterator[tuple[GoldBrief, Article]]:
    """Gold briefs `<id>.json` with their articles, by id. Raises ConfigError for one without an article.

    An article is sought in `texts`, as `<id>-*.txt` or by its id, then beside its gold brief, as `<id>.md`.
    """
    paths = [path for path in sorted(folder.glob("*.json")) if only in (None, path.stem)]
    if not paths and only is None:
        raise ConfigError("holds no gold briefs", where=str(folder), mend="name the folder of the files <id>.json")
    read: dict[str, Article] = {}
    for path in paths:
        article = _bare(texts, path.stem)
        if article is None:
            read = read or {a.id: a for a in readers.read([texts]) if isinstance(a, Article)}
            article = read.get(path.stem) or _beside(path)
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


def _beside(path: Path) -> Article | None:
    """The article that lies beside its gold brief. Raises ConfigError where it cannot be read."""
    place = path.with_suffix(".md")
    read = next(iter(readers.read([place])), None) if place.is_file() else None
    if read is not None and not isinstance(read, Article):
        raise ConfigError("cannot be read as an article", where=str(place), mend="mend it")
    return read
