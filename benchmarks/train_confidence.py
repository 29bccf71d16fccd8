"""Train `site_config/confidence.yml`, the weights of `briefgen.nlp.confidence`, from this project's own labels.

usage: python benchmarks/train_confidence.py        (needs scikit-learn: pip install scikit-learn)

Labels: tests/labelled/sentences.jsonl (a finding is right if a labelled relation has its pair and polarity) and the gold
briefs of tests/gold for the demo's articles (right if the gold brief lists the dyad with that polarity). Prints figures of
five-fold cross-validation, with sentences and articles kept whole, and a reliability table; then fits on all of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from briefgen import readers
from briefgen.config import Settings, Site
from briefgen.evaluate import GoldBrief, read_gold, stated
from briefgen.model import Article, polarity
from briefgen.nlp.confidence import features
from briefgen.nlp.extract import Extractor
from briefgen.nlp.pipeline import without_datelines
from briefgen.nlp.relations import find_relations
from briefgen.registry import load_registry

ROOT = Path(__file__).parent.parent
PENALTY = 0.3  # inverse strength of the L2 penalty; of 0.03 to 3, the best by cross-validated log loss
SMALLEST = 0.02  # weights nearer to nought are left out of the file

Row = tuple[set[str], bool, str]


def from_sentences(extractor: Extractor) -> Iterator[Row]:
    """(features, right, group) of every finding in the labelled sentences."""
    lines = (ROOT / "tests/labelled/sentences.jsonl").read_text(encoding="utf-8").splitlines()
    for record in map(json.loads, lines):
        doc = extractor.nlp(without_datelines(record["text"]))
        cast, parties = extractor.read(doc)
        for finding in find_relations(doc, extractor.lexicon, parties):
            ends = [doc[p.start : p.end] for p in (finding.source, finding.target)]
            spans = [(end.start_char, end.end_char) for end in ends]
            right = any(
                stated(spans[0], spans[1], label, finding.symmetric) and polarity(label["action"]) == polarity(finding.action)
                for label in record["relations"]
            )
            yield set(features(finding, doc, cast)), right, record["id"]


def from_articles(extractor: Extractor) -> Iterator[Row]:
    """(features, right, group) of every finding in the articles that have a gold brief."""
    for article in readers.read([ROOT / "content/articles"]):
        path = ROOT / f"tests/gold/{article.id}.json" if isinstance(article, Article) else None
        if path is None or not path.is_file() or not isinstance(article, Article):
            continue
        gold: GoldBrief = read_gold(path)
        doc = extractor.nlp(without_datelines(article.text))
        cast, parties = extractor.read(doc)
        for finding in find_relations(doc, extractor.lexicon, parties):
            names = [(cast.members[p.actor].name, *cast.members[p.actor].names) for p in (finding.source, finding.target)]
            countries = [cast.members[p.actor].country for p in (finding.source, finding.target)]
            right = gold.lists(names[0], countries[0], names[1], countries[1], polarity(finding.action))
            yield set(features(finding, doc, cast)), right, article.id


def main() -> int:
    extractor = Extractor(Settings(), load_registry(Site(ROOT)))
    rows = [*from_sentences(extractor), *from_articles(extractor)]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(names, 1.0) for names, _, _ in rows])
    labels = [right for _, right, _ in rows]
    model = LogisticRegression(C=PENALTY, max_iter=2000)
    guesses = cross_val_predict(model, matrix, labels, groups=[g for _, _, g in rows], cv=GroupKFold(5), method="predict_proba")[:, 1]
    print(f"{len(rows)} findings, {sum(labels) / len(labels):.3f} right; cross-validated AUC {roc_auc_score(labels, guesses):.3f}")
    print("probability   findings  right")
    for low in range(0, 10):
        inside = [right for right, guess in zip(labels, guesses, strict=True) if low / 10 <= guess < (low + 1) / 10 or (low == 9 and guess == 1)]
        if inside:
            print(f"{low / 10:.1f} to {(low + 1) / 10:.1f}    {len(inside):6}   {sum(inside) / len(inside):.2f}")
    model.fit(matrix, labels)
    weights = dict(zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True))
    lines = ["# Weights of the confidence model (log-odds); made by benchmarks/train_confidence.py.", f"intercept: {model.intercept_[0]:.3f}", "weights:"]
    lines += [f'  "{name}": {weight:.3f}' for name, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
    (ROOT / "site_config/confidence.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
