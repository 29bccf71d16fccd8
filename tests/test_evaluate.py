"""Scores against gold: each measure on hand-made briefs, the floors on this repository's own data."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from briefgen import evaluate
from briefgen.cli import main
from briefgen.config import Site
from briefgen.errors import ConfigError
from briefgen.evaluate import briefs, figures, floors, gold, pairs, sentences
from briefgen.evaluate.folds import FOLDS, fold_of, read_folds
from briefgen.evaluate.names import plain_name, surname, telling_words
from briefgen.model import Actor, Article, Brief, Coded, Evidence, Issue, Relation, Source, polarity

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType

    from briefgen.evaluate.figures import Section

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "eval"  # larger gold data that is not part of the repository

TEXT = (
    "Norway closes its harbours to Iceland\n\n"
    "Norway closed its harbours to Icelandic trawlers on Monday. Minister Kari Lund said Denmark backs Norway. "
    "Iceland rejected the step. Denmark and Iceland will meet in May."
)


def span(words: str) -> list[int]:
    start = TEXT.index(words)
    return [start, start + len(words)]


def known(key: str, name: str, country: str, *names: str, acts_for: str | None = None) -> dict[str, Any]:
    rest = {"kind": "person" if acts_for else "state", "acts_for": acts_for, "level": "major"}
    return {"key": key, "name": name, "country": country, "names": [name, *names], **rest}


def stated(source: str, target: str, plover: str, evidence: str | list[int], **more: Any) -> dict[str, Any]:
    side = polarity(plover.split()[0])  # type: ignore[arg-type]
    rest = {"polarity": side, "symmetric": False, "status": "actual", "issues": [], "must": True, **more}
    return {"source": source, "target": target, "plover": plover.split(), "evidence": [evidence], **rest}


GOLD: dict[str, Any] = {
    "id": "harbours",
    "actors": [
        known("no", "Norway", "NOR"),
        known("is", "Iceland", "ISL", "Icelandic"),
        known("dk", "Denmark", "DNK"),
        known("lund", "Kari Lund", "NOR", "Minister Kari Lund", acts_for="no"),
    ],
    "issues": [{"key": "h", "label": "harbour closure", "also": ["closed harbours"], "level": "major"}],
    "relations": [
        stated("no", "is", "SANCTION", "Norway closed its harbours to Icelandic trawlers on Monday."),
        stated("is", "no", "REJECT", span("Iceland rejected the step")),
        stated("dk", "lund", "SUPPORT", span("Denmark backs Norway"), must=False),
        stated("dk", "is", "AGREE CONSULT", span("will meet in May"), symmetric=True, status="planned"),
    ],
}


def relation(source: str, target: str, action: Any, quote: str, **more: Any) -> Relation:
    start = TEXT.find(quote)
    ends = {"source_text": source, "target_text": target, **more.pop("ends", {})}
    evidence = Evidence(quote, start, start + len(quote), trigger=action, **ends)
    rest = {
        "symmetric": False,
        "status": "actual",
        "date": None,
        "issues": (),
        "statement": "",
        "confidence": 0.9,
        **more,
    }
    return Relation(id="r-1", source=source, target=target, action=action, evidence=(evidence,), **rest)


def brief(relations: Sequence[Relation], actors: Sequence[Actor] = (), issues: Sequence[Issue] = ()) -> Brief:
    parts = {side: tuple(r for r in relations if polarity(r.action) == side) for side in ("friction", "cooperation")}
    source = Source(None, None, None, None, "0" * 64)
    return Brief("harbours", None, None, "en", None, source, actors=tuple(actors), issues=tuple(issues), **parts)


ACTORS = (
    Actor("norway", "Norway", "state", "NOR", names=("Norway",), salience=0.4),
    Actor("iceland", "Iceland", "state", "ISL", names=("Icelandic", "Iceland"), salience=0.3),
    Actor("lund", "Kari Lund", "person", "NOR", "norway", names=("Lund",), salience=0.2),
    Actor("monday", "Monday", "other", names=("Monday",), salience=0.1),
)


@pytest.fixture
def golden(tmp_path: Path) -> gold.GoldBrief:
    path = tmp_path / "harbours.json"
    path.write_text(json.dumps(GOLD), encoding="utf-8")
    return gold.read_gold(path, TEXT)


def values(section: Section) -> dict[str, float]:
    return {figure.name: round(figure.value, 3) for figure in section.figures}


def test_names_are_compared_without_what_differs_by_chance() -> None:
    assert plain_name("The U.S.-backed group’s") == "us backed group"
    assert surname("Foreign Minister Kari Lund") == "lund"
    assert surname("the Prime Minister") is None
    assert telling_words("the closure of the harbours") == {"closure", "harbours"}


def test_gold_actors_are_found_by_name_surname_country_or_two_words(golden: gold.GoldBrief) -> None:
    assert golden.match("Icelandic", (), "state", None) == "is"
    assert golden.match("Ms Lund", (), "person", None) == "lund"
    assert golden.match("Ms Lund", (), "party", None) is None
    assert golden.match("Kongeriket Norge", (), "state", "NOR") == "no"
    assert golden.match("K. Lund, Kari", (), "other", None) == "lund"
    assert golden.ends("lund", "Kari Lund", (), "person", None) == ("lund", "no")
    assert golden.ends("x", "A Norwegian", (), "person", "NOR") == ("no", "no")
    assert golden.ends("x", "Nobody", (), "person", None) == ("?x", "?x")


def test_gold_dyads_are_rolled_up_and_evidence_in_words_is_found(golden: gold.GoldBrief) -> None:
    assert set(golden.listed) == {
        (frozenset(("no", "is")), "friction"),
        (frozenset(("no", "dk")), "cooperation"),
        (frozenset(("dk", "is")), "cooperation"),
    }
    assert golden.relations[0].evidence == (tuple(span("Norway closed its harbours to Icelandic trawlers on Monday.")),)


def test_a_brief_is_measured_against_gold(golden: gold.GoldBrief) -> None:
    items = (
        relation("iceland", "lund", "ACCUSE", "Iceland rejected the step.", status="past"),
        relation(
            "iceland", "norway", "COERCE", "Norway closed its harbours to Icelandic trawlers on Monday.", confidence=0.6
        ),
        relation("iceland", "norway", "SUPPORT", "Denmark and Iceland will meet in May.", confidence=0.2),
        relation("lund", "lund", "ACCUSE", "Iceland rejected the step."),
        relation("norway", "iceland", "ASSAULT", "Iceland rejected the step.", status="denied"),
    )
    made = brief(items, ACTORS, (Issue("harbours", "Harbour dispute", keywords=("closure",)),))
    section = briefs.score_briefs("briefs", "", [briefs.Reading(golden, TEXT, made)], detail=True)
    assert values(section) == {
        "actor_recall_major": 0.75,
        "actor_party": 1.0,
        "actor_precision_top10": 0.75,
        "dyad_precision": 0.5,
        "dyad_recall": 0.5,
        "dyad_f1": 0.5,
        "direction": 1.0,
        "class": 0.0,
        "status": 1.0,
        "quotes_verbatim": 1.0,
        "evidence_sentence": 1.0,
        "issue_recall_major": 1.0,
        "items_per_text": 3.0,
        "calibration_error": 0.233,
    }
    assert [(v.verdict, v.what.split(":")[0]) for v in section.verdicts] == [
        ("partly", "friction is → no"),
        ("partly", "friction is → no"),
        ("wrong", "cooperation is → no"),
        ("missed", "cooperation dk – is"),
        ("wrong", "actor Monday"),
        ("missed", "actor Denmark"),
    ]
    assert section.groups["polarity"]["friction"].f1 == 1.0
    assert section.groups["class"]["SUPPORT"].precision.value == 0.0
    assert section.groups["class"]["SANCTION"].recall == figures.Share(0, 1)


SENTENCE = gold.Sentence(
    "s1",
    "Norway accused Iceland of piracy, and Iceland promised Denmark talks.",
    (
        gold.Label((0, 6), (15, 22), "ACCUSE", "actual", False),
        gold.Label((38, 45), (55, 62), "AGREE", "planned", False),
        gold.Label((38, 45), (55, 62), "CONSULT", "planned", True),
    ),
)


def test_a_sentence_is_measured_against_its_labels() -> None:
    whole = {"quote": SENTENCE.text}
    items = (
        relation("Norway", "Iceland", "ACCUSE", **whole),
        relation("Iceland", "Norway", "THREATEN", **whole, confidence=0.3),
        relation("Denmark", "Iceland", "CONSULT", **whole, status="planned"),
        relation("Norway", "Denmark", "REJECT", **whole),
    )
    items = tuple(dataclasses.replace(i, evidence=(dataclasses.replace(i.evidence[0], start=0),)) for i in items)
    actors = [Actor(name, name, "state") for name in ("Norway", "Iceland", "Denmark")]
    empty = sentences.Reading(gold.Sentence("s2", "Nothing happened.", ()), brief(items[:1]))
    coded = (Coded("s1", "ACCUSE", "friction", "past", 0.9), Coded("s1", "CONSULT", "cooperation", "planned", 0.9))
    section = sentences.score_sentences(
        "sentences", "", [sentences.Reading(SENTENCE, brief(items, actors)), empty], coded, detail=True
    )
    found = values(section)
    assert (found["pair_precision"], found["pair_recall"]) == (0.6, 1.0)
    assert (found["relation_precision"], found["relation_recall"]) == (0.4, 0.667)
    assert (found["action_precision"], found["action_recall"]) == (0.4, 0.667)
    assert (found["direction"], found["class"], found["status"]) == (0.5, 1.0, 1.0)
    assert (found["items_per_sentence"], found["items_per_empty"]) == (2.5, 1.0)
    assert (found["given_action_f1"], found["given_status"]) == (1.0, 0.5)
    assert [v.verdict for v in section.verdicts] == ["right", "wrong", "wrong", "right", "missed", "wrong"]


def test_pairs_are_measured_as_given_and_from_the_bare_sentence() -> None:
    text = "Norway freed two Icelandic sailors."
    pair = gold.GoldPair("p1", text, (0, 6), (17, 26), "YIELD", 2, ((0, 6),), ((17, 26), (17, 34)))
    other = dataclasses.replace(pair, id="p2", action="ASSAULT", quad=4)
    item = relation("Icelandic sailors", "Norway", "RETREAT", "", ends={"source_text": "sailors"})
    coded = [Coded("p1", "CONCEDE", "cooperation", "actual", 0.8), Coded("p2", None, None, None, 0.0)]
    section = pairs.score_pairs("pairs", "", [pair, other], coded, [brief([item]), brief([])], detail=True)
    found = values(section)
    assert (found["given_action_f1"], found["given_binary_f1"], found["given_answered"]) == (0.5, 0.5, 0.5)
    assert (found["bare_pair"], found["bare_direction"], found["bare_action"]) == (0.5, 0.0, 0.5)
    assert [v.verdict for v in section.verdicts] == ["right", "partly", "missed", "missed"]


def test_reliability_has_a_bin_for_each_tenth() -> None:
    bins = figures.reliability([(0.3, True), (0.35, False), (0.29, False), (1.0, True)])
    assert [(b.low, b.count, b.right) for b in bins] == [(0.2, 1, 0.0), (0.3, 2, 0.5), (0.9, 1, 1.0)]
    assert figures.calibration_error(bins) == pytest.approx((0.29 + 2 * 0.175) / 4)
    assert figures.calibration_error(()) == 0.0


def test_bad_gold_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    label = {"source": [0, 3], "target": [5, 99], "action": "ACCUSE", "status": "actual", "symmetric": False}
    path.write_text("\n" + json.dumps({"id": "s", "text": "A short one.", "relations": [label]}), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad\.jsonl:2: .*no span of the text"):
        gold.read_sentences(path)
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="is no JSON"):
        gold.read_gold(path)


def section(name: str, **found: float) -> Section:
    senses: dict[str, Any] = {"gap": "less", "count": "neither"}
    made = tuple(figures.Figure(key, value, "", senses.get(key, "more")) for key, value in found.items())
    return figures.Section(name, "", made)


def test_floors_move_only_the_way_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "floors.yml"
    first = [section("s", f1=0.7, recall=0.5, gap=0.1, count=9)]
    floors.write_floors(path, floors.moved(floors.read_floors(path), first, up=True))
    kept = floors.read_floors(path)
    assert kept == floors.Floors({"s.f1": 0.68, "s.recall": 0.48}, {"s.gap": 0.12})
    worse = [section("s", f1=0.6, recall=0.9, gap=0.2, count=9)]
    assert [h.figure for h in floors.compare(kept, worse, "floors.yml") if not h.holds] == ["s.f1", "s.gap"]
    assert floors.moved(kept, worse, up=True) == floors.Floors({"s.f1": 0.68, "s.recall": 0.88}, {"s.gap": 0.12})
    assert floors.moved(kept, worse, up=False) == floors.Floors({"s.f1": 0.58, "s.recall": 0.48}, {"s.gap": 0.22})


def test_floors_name_figures_that_exist() -> None:
    measured = [section("s", f1=0.7)]
    with pytest.raises(ConfigError, match=r"no figure `s\.f2`"):
        floors.compare(floors.Floors({"s.f2": 0.1}, {}), measured, "floors.yml")
    with pytest.raises(ConfigError, match="bounds no figure"):
        floors.compare(floors.Floors({"other.f1": 0.1}, {}), measured, "floors.yml")


def test_folds_hold_weights_for_every_fifth() -> None:
    folds = read_folds(ROOT / "tests/labelled")
    assert folds is not None
    assert {kind.field: len(weights) for kind, weights in folds.weights.items()} == {"weights": FOLDS, "choice": FOLDS}
    assert all(weights for by_fold in folds.weights.values() for weights in by_fold)
    assert {fold_of(f"s{number:04}") for number in range(100)} == set(range(FOLDS))


def test_eval_command_shows_one_article(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["-C", str(ROOT), "eval", "--json", "--detail", "india-china-border-patrols"])
    assert run.exit_code == 0
    verdicts = json.loads(run.stdout)["briefs"]["verdicts"]
    assert {v["verdict"] for v in verdicts} >= {"right"}
    article = next((ROOT / "content/articles").rglob("india-china-border-patrols.md")).read_text(encoding="utf-8")
    assert all(v["quote"] in article for v in verdicts if v["verdict"] == "right")
    run = CliRunner().invoke(main, ["-C", str(tmp_path), "eval"])
    assert run.exit_code == 1
    assert "--sentences FILE" in run.stderr


@pytest.mark.slow
def test_own_data_holds_its_floors() -> None:
    site = Site(ROOT)
    sections = evaluate.measure(site, evaluate.own_data(site), lambda done, what: None)
    path = ROOT / "tests/floors.yml"
    bounds = evaluate.read_floors(path)
    held = evaluate.compare(bounds, sections, path.name)
    assert len(held) == len(bounds.at_least) + len(bounds.at_most)
    fallen = [f"{h.figure} is {h.value:.3f}, bound {h.bound:.3f}" for h in held if not h.holds]
    assert not fallen, "see the head of tests/floors.yml"
    assert all("out of fold" in part.about for part in sections)


def scorer(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, SHARED / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the larger gold data is not here")
def test_figures_are_those_of_the_independent_scorers(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefgen.config import load_settings
    from briefgen.nlp.extract import Extractor
    from briefgen.nlp.pairs import Pair, code_pairs
    from briefgen.registry import load_registry

    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    extractor = Extractor(load_settings(Site(ROOT)), load_registry(Site(ROOT)))
    listed = gold.read_gold_pairs(SHARED / "pairs_dev.jsonl")[::6]
    coded = list(code_pairs(extractor, [Pair(p.id, p.text, p.source, p.target) for p in listed]))  # type: ignore[arg-type]
    made = list(extractor.pipe(Article(p.id, p.text) for p in listed))
    found = values(pairs.score_pairs("pairs", "", listed, coded, made))
    rows = [dataclasses.asdict(p) for p in listed]
    theirs = scorer("score_pairs").coded(rows, [dataclasses.asdict(c) for c in coded])
    assert [found[f"given_{key}_f1"] for key in ("binary", "quad", "action")] == pytest.approx(
        [theirs[f"{key}_f1"] for key in ("binary", "quad", "action")], abs=0.002
    )
    theirs = scorer("score_pairs").briefs(rows, [b.plain() for b in made])
    assert [found[f"bare_{key}"] for key in pairs.FIGURES] == pytest.approx(
        [theirs[key] for key in pairs.FIGURES], abs=0.002
    )

    readings = []
    for path in sorted((SHARED / "briefs/gold").glob("*.json")):
        text = next((SHARED / "briefs/texts").glob(f"{path.stem}-*.txt")).read_text(encoding="utf-8")
        readings.append(briefs.Reading(gold.read_gold(path, text), text, extractor.extract(Article(path.stem, text))))
    found = values(briefs.score_briefs("briefs", "", readings))
    folders = (str(SHARED / "briefs/gold"), str(SHARED / "briefs/texts"))
    theirs, _ = scorer("score_briefs").score(*folders, {r.gold.id: r.brief.plain() for r in readings})
    same = {key: value for key, value in theirs.items() if key in found}
    assert len(same) == 10
    assert {key: found[key] for key in same} == pytest.approx(same, abs=0.002)
