"""Actors: every example of `tests/cases/actors/` on the real pipeline: who is found, as whom, and who must not be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import yamltext
from briefgen.config import Settings, Site
from briefgen.errors import ConfigError
from briefgen.model import Article
from briefgen.nlp.explain import explain
from briefgen.nlp.extract import Extractor
from briefgen.registry import load_registry

if TYPE_CHECKING:
    from briefgen.model import Actor

ROOT = Path(__file__).parent.parent.parent
PARTS = {"title", "text", "found", "absent"}


def examples() -> list[Any]:
    """Every example of the case files; one that is known to fail says why under `xfail`."""
    found = []
    for path in sorted((ROOT / "tests" / "cases" / "actors").glob("*.yml")):
        case = yamltext.load(path.read_text(encoding="utf-8"), str(path), ConfigError)
        for number, example in enumerate(case["examples"], 1):
            reason = example.pop("xfail", None)
            marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            found.append(pytest.param(example, id=f"{path.stem}-{number}", marks=marks))
    return found


def differences(actors: tuple[Actor, ...], example: dict[str, Any]) -> list[str]:
    """What is not as the example wants it.

    found: id to what is told of the actor (kind, country, acts_for, role, mentions; names that are among its names)
    absent: ids, names or surface forms that no actor has
    """
    listed = {actor.id: actor for actor in actors}
    wrong = [f"{key} is not found" for key in example.get("found") or {} if key not in listed]
    for key, wanted in (example.get("found") or {}).items():
        for name, value in (wanted or {}).items() if key in listed else ():
            got = getattr(listed[key], name)
            holds = set(value) <= set(got) if name == "names" else got == value
            wrong += [] if holds else [f"{key}: {name} is {got!r}, not {value!r}"]
    for actor in actors:
        shown = {actor.id, actor.name, *actor.names}
        wrong += [f"{actor.id} is found: {sorted(hit)}" for hit in [shown & set(example.get("absent") or ())] if hit]
    return wrong


@pytest.mark.parametrize("example", examples())
def test_example(example: dict[str, Any], extractor: Extractor) -> None:
    assert set(example) <= PARTS
    text = "\n\n".join(part for part in (example.get("title"), example["text"]) if part)
    actors = extractor.extract(Article("case", text, example.get("title"))).actors
    assert differences(actors, example) == [], [(a.id, a.kind, a.acts_for, a.role, a.names) for a in actors]


def test_explain_tells_of_each_mention_why_it_is_read_so(extractor: Extractor) -> None:
    text = "Ray Tibbett, a Kenyan envoy, met Georgia's president in Vienna. He said the two countries liked Obama."
    lines = explain(extractor, text, None).partition("Relations")[0].split("\n")
    told = dict(line.strip().split(" -> ", 1) for line in lines if " -> " in line)
    assert told["Ray Tibbett"].endswith("a person, with the office that the text tells")
    assert told["Georgia"].startswith("Georgia (state); a name in the registry; it can mean something else")
    assert told["Vienna"] == "Austria (state); a capital as a mere place"
    assert told["He"] == "Ray Tibbett; a pronoun of who was named before"
    assert told["the two countries"].endswith("a description of who was named before")
    assert told["Obama"].endswith("a person of the registry, as the text tells no office")


FICTIONAL = """
ruritania:
  name: Ruritania
  kind: state
  country: XRU
  names: [Kingdom of Ruritania]
  adjectives: [Ruritanian]
  people: [Ruritanian]
  capital: Strelsau
  seats: [Zenda Castle]
syldavia:
  {name: Syldavia, kind: state, country: XSY, adjectives: [Syldavian], people: [Syldav], capital: Klow,
   prefixes: [Syldavo]}
steel-guard: {name: Steel Guard, kind: party, country: XSY, names: [Steel Guardists], acts_for: null}
joe-biden: {name: Joe Biden, kind: person, country: XRU, acts_for: ruritania}
emmanuel-macron: null
"""
OWN_TEXT = """Ruritania accused Syldavia on Monday of arming the Steel Guard. The Ruritanian foreign ministry said that
Ruritanians had been killed. Zenda Castle summoned the Syldavian ambassador, Otto Kar. Klow denied the charge,
and the Syldavs marched. Syldavo-Ruritanian talks failed. President Biden thanked Macron."""


HARDER = """
vostrania:
  {name: Vostrania, kind: state, country: XVO, names: [Vostran State], adjectives: [Vostranian], people: [Vostranian],
   prefixes: [Vostrano], capital: Karlov, seats: [the Amber Palace]}
qashmar: {name: Qashmar, kind: state, country: XQA, adjectives: [Qashmari], people: [Qashmari], capital: Al-Tazir}
peoples-dawn: {name: People's Dawn, kind: party, country: XVO, names: [Dawn Party, PDP], people: [Dawnist]}
meridian-union: {name: Meridian Union, kind: igo, names: [MU], members: [vostrania, qashmar]}
"""
HARDER_TEXT = """VOSTRANIA AND QASHMAR SIGN SALT PACT

KARLOV (Own) - Vostrania and Qashmar signed a salt pact on Monday, and the Meridian Union (MU) praised it. Vostranian
President Ilka Dravoy thanked the Qashmaris. The Amber Palace denied that the Vostranian army had shelled a village.

Al-Tazir's interior minister, Omar Tal, accused the Dawn Party of treason. The Dawnists rejected the charge, and
a PDP spokesman, Bren Holt, condemned Karlov. Vostranian-Qashmari talks will go on, and a Vostrano-Turkish brigade left.

The MU was wrong, Dravoy said. The bloc's secretary-general, Una Perl, urged Al-Tazir to wait. Vostranian Airlines
cancelled flights, and a Karlov-based firm protested. Interior Minister Jan Sorel resigned."""


def test_a_made_up_world_is_read_as_the_real_one_is(tmp_path: Path) -> None:
    folder = tmp_path / "site_config" / "actors"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text(HARDER, encoding="utf-8")
    article = Article("own", HARDER_TEXT, HARDER_TEXT.partition("\n")[0])
    listed = {a.id: a for a in Extractor(Settings(), load_registry(Site(tmp_path))).extract(article).actors}
    assert set(listed["vostrania"].names) >= {"VOSTRANIA", "Vostranian", "Vostrano", "The Amber Palace", "Karlov"}
    assert set(listed["qashmar"].names) >= {"QASHMAR", "Qashmari", "Qashmaris", "Al-Tazir"}
    assert set(listed["peoples-dawn"].names) == {"Dawn Party", "Dawnists", "PDP"}
    assert set(listed["meridian-union"].names) == {"Meridian Union", "MU"}
    assert listed["vostrania-military"].acts_for == "vostrania"
    assert listed["vostranian-airlines"].acts_for is None
    spoken = {key: listed[key].acts_for for key in ("ilka-dravoy", "omar-tal", "bren-holt", "una-perl", "jan-sorel")}
    assert list(spoken.values()) == ["vostrania", "qashmar", "peoples-dawn", "meridian-union", "vostrania"]


def test_a_site_names_states_and_parties_of_its_own_in_yaml(tmp_path: Path) -> None:
    folder = tmp_path / "site_config" / "actors"
    folder.mkdir(parents=True)
    (folder / "own.yml").write_text(FICTIONAL, encoding="utf-8")
    actors = Extractor(Settings(), load_registry(Site(tmp_path))).extract(Article("own", OWN_TEXT, None)).actors
    listed = {actor.id: actor for actor in actors}
    assert set(listed["ruritania"].names) >= {"Ruritania", "Ruritanian", "Ruritanians", "Zenda Castle"}
    assert set(listed["syldavia"].names) >= {"Syldavia", "Syldavian", "Syldavs", "Klow", "Syldavo"}
    assert listed["ruritania-foreign-ministry"].acts_for == "ruritania"
    assert (listed["otto-kar"].acts_for, listed["otto-kar"].country) == ("syldavia", "XSY")
    assert listed["steel-guard"].kind == "party"
    assert listed["joe-biden"].acts_for == "ruritania"
    assert "emmanuel-macron" not in listed
