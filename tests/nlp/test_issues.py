"""Issues: every case of `tests/cases/issues/` on the real pipeline; the parts on phrases made by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import yamltext
from briefgen.config import Settings
from briefgen.errors import ConfigError
from briefgen.model import Article
from briefgen.nlp.extract import Extractor
from briefgen.nlp.issues.clusters import Clusters, Reading
from briefgen.nlp.issues.issues import plural, shares
from briefgen.nlp.issues.phrases import Phrase
from briefgen.nlp.issues.vocabulary import Vocabulary, stem
from briefgen.registry import Registry, Topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model import Brief

ROOT = Path(__file__).parent.parent.parent
CASES = sorted((ROOT / "tests" / "cases" / "issues").glob("*.yml"))
ARTICLES = {path.stem: path for path in (ROOT / "content" / "articles").rglob("*.md")}
GOLD = [path for path in sorted((ROOT / "tests" / "gold").glob("*.json")) if path.stem in ARTICLES]


@pytest.fixture(scope="module")
def words(registry: Registry) -> Vocabulary:
    return Vocabulary(registry)


@pytest.fixture(scope="module")
def demo(extractor: Extractor) -> dict[str, tuple[Article, Brief]]:
    """The demo's articles that have gold briefs, read from the files as they are."""
    articles = []
    for path in GOLD:
        whole = ARTICLES[path.stem].read_text(encoding="utf-8")
        _, head, body = whole.split("---\n", 2)
        title = json.loads(head.split("title: ", 1)[1].split("\n", 1)[0])
        articles.append(Article(path.stem, f"{title}\n\n{body.strip()}\n", title))
    return {a.id: (a, b) for a, b in zip(articles, extractor.pipe(articles), strict=True)}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path, extractor: Extractor, expect: Callable[[Path, Any], None]) -> None:
    case = yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)
    text = "\n\n".join([case["title"], *case["text"]])
    brief = extractor.extract(Article("case", text, case["title"]))
    issues = brief.issues
    for issue in issues:
        assert all(text[q.start : q.end] == q.quote for q in issue.evidence), issue
    if "relations" in case:
        told = {r.evidence[0].trigger: list(r.issues) for r in (*brief.friction, *brief.cooperation)}
        case["relations"] = dict(sorted(told.items()))
    shown = [{"label": issue.label, "topic": issue.topic, "mentions": issue.mentions} for issue in issues]
    expect(path, {**case, "issues": shown})


def test_every_issue_is_one_that_a_brief_can_print(demo: dict[str, tuple[Article, Brief]]) -> None:
    for article, brief in demo.values():
        issues = brief.issues
        assert 2 <= len(issues) <= 8, article.id
        assert sum(issue.salience for issue in issues) == pytest.approx(1)
        assert [i.salience for i in issues] == sorted((i.salience for i in issues), reverse=True)
        assert len({issue.id for issue in issues}) == len(issues)
        actors = {name.lower() for actor in brief.actors for name in actor.names}
        for issue in issues:
            assert 2 <= len(issue.label.split()) <= 7, issue.label
            assert issue.label.lower() not in actors
            assert issue.keywords
            assert 1 <= len(issue.evidence) <= 5
            assert all(article.text[q.start : q.end] == q.quote for q in issue.evidence)


def test_the_gold_briefs_major_issues_are_found(demo: dict[str, tuple[Article, Brief]]) -> None:
    """A gold issue is found if two words of one of its wordings (or its only word) stand in what was found."""
    wanted = found = 0
    for path in GOLD:
        brief = demo[path.stem][1]
        have = {w for i in brief.issues for text in (i.label, *i.keywords) for w in _words(text)}
        for issue in json.loads(path.read_text(encoding="utf-8"))["issues"]:
            if issue["level"] == "major":
                wanted += 1
                wordings = [_words(text) for text in (issue["label"], *issue["also"])]
                found += any(len(w & have) >= min(2, len(w)) for w in wordings if w)
    assert found / wanted >= 0.78


def _words(text: str) -> set[str]:
    small = set("the a an of and for to in on at by with from or as its his her their new".split())
    return set("".join(c if c.isalnum() else " " for c in text.lower().replace("’s", "")).split()) - small


def test_the_same_article_gives_the_same_issues(extractor: Extractor, demo: dict[str, tuple[Article, Brief]]) -> None:
    article, brief = next(iter(demo.values()))
    assert extractor.extract(article).issues == brief.issues


@pytest.mark.parametrize("headline", ["KUWAIT SEEKS GAS DEAL WITH IRAN", "kuwait seeks gas deal with iran"])
def test_capitals_of_a_headline_are_not_those_of_a_label(headline: str, extractor: Extractor) -> None:
    text = f"{headline}\n\nKuwait asked Iran on Monday for talks. Iran said that it was ready for a gas deal."
    assert [i.label for i in extractor.extract(Article("gas", text)).issues] == ["gas deal with Iran"]


@pytest.mark.parametrize("text", ["", ".", "\n\n", "War", "Nations. Nations.", "\n\nof on over\n\n"])
def test_texts_without_issues(text: str, extractor: Extractor) -> None:
    assert extractor.extract(Article("none", text)).issues == ()


def test_a_site_adds_topics(registry: Registry) -> None:
    site = Registry(
        registry.actors,
        registry.senses,
        registry.operators,
        {**registry.topics, "bees": Topic("bees", "Bees and honey", "environment", keywords=("beehive raid",))},
        registry.topic_groups,
        registry.words,
    )
    text = "Austria Protests\n\nAustria protested to Slovenia on Monday over the beehive raids of last week."
    issues = Extractor(Settings(), site).extract(Article("bees", text, "Austria Protests")).issues
    assert [(i.label, i.topic) for i in issues] == [("beehive raids", "bees")]


@pytest.mark.parametrize(
    "same",
    [
        ("inspectors", "inspection", "inspect"),
        ("enrichment", "enrich"),
        ("negotiation", "negotiate", "negotiator"),
        ("tariff", "tariffs"),
    ],
)
def test_words_of_one_stem(same: tuple[str, ...]) -> None:
    assert len({stem(word) for word in same}) == 1


def test_stems_keep_short_words_apart() -> None:
    assert stem("nation") == "nation"
    assert stem("test") != stem("testimony")


@pytest.mark.parametrize(("one", "many"), [("treaty", "treaties"), ("tax", "taxes"), ("ray", "rays"), ("ban", "bans")])
def test_plural(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize("weights", [[], [0.0, 0.0], [1.0], [1.0, 1.0, 1.0], [5.5, 0.01, 3.2, 1.1]])
def test_shares_sum_to_one(weights: list[float]) -> None:
    got = shares(weights)
    assert len(got) == len(weights)
    assert sum(got) == pytest.approx(1.0 if sum(weights) else 0.0)


def reading(at: int, key: str, about: set[str], kind: str = "act", **more: bool) -> Reading:
    """An occurrence at a token, with weight 1 and no topic."""
    phrase = Phrase(at, at, at + 1, (), at + 1, at, key, frozenset(about), kind, **more)
    return Reading(phrase, 1.0, Counter())


def heads(words: Vocabulary, *readings: Reading) -> list[list[int]]:
    return sorted(sorted(r.phrase.head for r in c.readings) for c in Clusters(words).build(readings))


def test_a_light_noun_needs_a_word_of_substance(words: Vocabulary) -> None:
    deal = words.stem("agreement")
    assert heads(words, reading(1, deal, set())) == []
    assert heads(words, reading(1, deal, {"nuclear"}), reading(9, deal, set(), definite=True)) == [[1, 9]]
    assert heads(words, reading(1, deal, {"nuclear"}), reading(9, deal, set())) == [[1]]


def test_one_head_with_two_subjects_is_two_issues(words: Vocabulary) -> None:
    war = words.stem("war")
    assert heads(words, reading(1, war, {"@ukraine"}), reading(9, war, {"@yemen"})) == [[1], [9]]


def test_a_head_joins_the_phrase_that_it_modifies(words: Vocabulary) -> None:
    assert heads(words, reading(1, "missil", set()), reading(9, "sale", {"missil"})) == [[1, 9]]


def test_two_wide_nouns_with_a_wide_modifier_stay_apart(words: Vocabulary) -> None:
    base, plan = words.stem("operation"), words.stem("plan")
    assert heads(words, reading(1, base, {"military"}), reading(9, plan, {"military"})) == [[1], [9]]


def test_what_another_phrase_says_is_no_issue_of_its_own(words: Vocabulary) -> None:
    assert heads(words, reading(1, "subsid", set(), inside=True)) == []
    rules = reading(1, words.stem("rule"), {"subsid"})
    assert heads(words, rules, reading(3, "subsid", set(), inside=True)) == [[1]]


def test_people_are_an_issue_only_if_much_is_said_of_them(words: Vocabulary) -> None:
    twice = [reading(i, "migrant", set(), "population") for i in (1, 5)]
    assert heads(words, *twice) == []
    assert heads(words, *twice, reading(9, "migrant", set(), "population")) == [[1, 5, 9]]
