"""Train `site_config/confidence.yml`, the weights of `nlp.relations.confidence`, from this project's own labels.

usage: python benchmarks/train_confidence.py        (needs scikit-learn: pip install scikit-learn)

Labels: tests/labelled/sentences.jsonl (a finding is right if a labelled relation has its pair, direction and polarity)
and the gold briefs of tests/gold (right if the gold brief lists the dyad with that polarity).

Five models are trained without a fifth of the sentences and articles each. They give the printed figures, and they go
to tests/labelled/folds.yml, with which `briefgen eval` measures every text by a model that has not seen it. The shipped
model is trained on all. Commit both files together.
"""

from __future__ import annotations

import hashlib
import sys
from math import exp
from pathlib import Path
from typing import TYPE_CHECKING

from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from briefgen.config import Settings, Site
from briefgen.evaluate.figures import calibration_error, reliability
from briefgen.evaluate.folds import FOLDS, fold_of, read_folds
from briefgen.evaluate.gold import dyad, read_sentences
from briefgen.evaluate.links import End, stated
from briefgen.evaluate.run import gold_briefs
from briefgen.model import polarity
from briefgen.nlp.extract import Extractor
from briefgen.nlp.relations.confidence import Judge
from briefgen.nlp.relations.recoding import read_relations
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefgen.nlp.actors.cast import Cast
    from briefgen.nlp.parse.tokens import Doc
    from briefgen.nlp.parties.parties import Party

ROOT = Path(__file__).parent.parent
SHIPPED, BLIND = ROOT / "site_config/confidence.yml", ROOT / "tests/labelled/folds.yml"
PENALTY = 0.02  # inverse strength of the L2 penalty; of 0.02 to 0.2, the best by dyad F1 of articles out of fold
OF_ARTICLES = 3.0  # what a finding in an article counts, as there are many times more in sentences
SMALLEST = 0.02  # weights nearer to nought are left out of the file, but for those of rules

SHIPPED_HEADER = "# Weights of the confidence model (log-odds); made by benchmarks/train_confidence.py.\n"
BLIND_HEADER = """\
# Weights of five confidence models, each trained without a fifth of the labelled texts; for measuring only.
# Made by benchmarks/train_confidence.py together with site_config/confidence.yml, whose SHA-256 stands here.
"""

Row = tuple[dict[str, float], bool, int]


def from_sentences(extractor: Extractor) -> Iterator[Row]:
    """(features, right, fold) of every finding in the labelled sentences; the choice has not seen them, either."""
    folds = read_folds(ROOT / "tests/labelled")
    blind = [folds.blind(extractor, fold) if folds else extractor for fold in range(FOLDS)]
    for sentence in read_sentences(ROOT / "tests/labelled/sentences.jsonl"):
        doc = extractor.parse(sentence.text)
        cast, parties = blind[fold_of(sentence.id)].read(doc)
        findings = read_relations(doc, extractor.lexicon, parties)
        judge = Judge(doc, cast, findings, {})
        for finding in findings:
            source, target = (_end(doc, cast, party) for party in (finding.source, finding.target))
            right = any(
                stated(source, target, label, sentence.text, finding.symmetric)
                and polarity(label.action) == polarity(finding.action)
                for label in sentence.relations
            )
            yield dict.fromkeys(judge.features(finding), 1.0), right, fold_of(sentence.id)


def _end(doc: Doc, cast: Cast, party: Party) -> End:
    span, member = doc[party.start : party.end], cast.members[party.actor]
    return End.of((span.start_char, span.end_char), (member.name, *member.names))


def from_articles(extractor: Extractor) -> Iterator[Row]:
    """(features, right, fold) of every finding in the articles that have a gold brief."""
    for gold, article in gold_briefs(ROOT / "tests/gold", ROOT / "content/articles"):
        doc = extractor.parse(article.text)
        cast, parties = extractor.read(doc, article.text)
        findings = read_relations(doc, extractor.lexicon, parties)
        judge = Judge(doc, cast, findings, {})
        for finding in findings:
            members = [cast.members[party.actor] for party in (finding.source, finding.target)]
            source, target = (gold.ends(m.key, m.name, m.names, m.kind, m.country) for m in members)
            right = (dyad(source, target), polarity(finding.action)) in gold.listed
            yield dict.fromkeys(judge.features(finding), 1.0), right, fold_of(article.id)


def train(rows: Sequence[Row]) -> dict[str, float]:
    """Weights by feature, the intercept as "", rounded as the file has them."""
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=PENALTY, max_iter=2000)
    weights_of_rows = [OF_ARTICLES if "article" in row[0] else 1.0 for row in rows]
    model.fit(vectorizer.fit_transform([row[0] for row in rows]), [row[1] for row in rows], weights_of_rows)
    weights = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    kept = {
        name: round(float(weight), 3)
        for name, weight in weights
        if abs(weight) >= SMALLEST or name.startswith(("rule ", "guess rule "))
    }
    return {"": round(float(model.intercept_[0]), 3), **kept}


def guess(weights: Mapping[str, float], names: Mapping[str, float]) -> float:
    """The probability that a model gives, with two decimals as in a brief."""
    score = weights[""] + sum(weights.get(name, 0.0) for name in names)
    return round(1 / (1 + exp(-score)), 2)


def write(weights: Mapping[str, float], blind: Sequence[Mapping[str, float]]) -> None:
    """The shipped weights, and those of the five models with the hash of the shipped file."""
    rows = [f'  "{name}": {weight:.3f}\n' for name, weight in sorted(weights.items()) if name]
    text = SHIPPED_HEADER + f"intercept: {weights['']:.3f}\nweights:\n" + "".join(rows)
    SHIPPED.write_text(text, encoding="utf-8")
    names = sorted({name for model in blind for name in model})
    rows = [f'  "{name}": [{", ".join(f"{model.get(name, 0.0):.3f}" for model in blind)}]\n' for name in names]
    digest = hashlib.sha256(text.encode()).hexdigest()
    BLIND.write_text(BLIND_HEADER + f'confidence: "{digest}"\nweights:\n' + "".join(rows), encoding="utf-8")


def main() -> int:
    extractor = Extractor(Settings(), load_registry(Site(ROOT)))
    rows = [*from_sentences(extractor), *from_articles(extractor)]
    blind = [train([row for row in rows if row[2] != fold]) for fold in range(FOLDS)]
    outcomes = [(guess(blind[fold], names), right) for names, right, fold in rows]
    rights, guesses = [right for _, right in outcomes], [probability for probability, _ in outcomes]
    auc = roc_auc_score(rights, guesses)
    print(f"{len(rows)} findings, {sum(rights) / len(rights):.3f} right; out of fold: AUC {auc:.3f}")
    bins = reliability(outcomes)
    print("probability   findings  mean  right")
    for b in bins:
        print(f"{b.low:.1f} to {b.high:.1f}    {b.count:6}    {b.expected:.2f}   {b.right:.2f}")
    print(f"expected calibration error {calibration_error(bins):.3f}")
    write(train(rows), blind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
