"""What YAML may not hold is refused wherever people write it: articles, briefs, registry, decisions, settings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from site_briefs import brief
from test_yamltext import NAUGHTY, REFUSED

from briefgen import config, readers
from briefgen.config import Site, load_settings
from briefgen.errors import BriefgenError
from briefgen.model import Article, Brief
from briefgen.registry import load_registry
from briefgen.store import read_briefs
from briefgen.yamldump import scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FILES: dict[str, str] = {
    "article": "content/articles/a.md",
    "brief": "content/briefs/a.yml",
    "settings": "site_config/briefgen.yml",
    "actors": "site_config/actors/a.yml",
    "predicates": "site_config/predicates/verbs.yml",
    "operators": "site_config/predicates/operators.yml",
    "topics": "site_config/topics.yml",
    "words": "site_config/words/a.yml",
    "decisions": "site_config/decisions.yml",
}
# of a right shape, and wrong for every kind of file
SHAPES = {
    "a text": "hello\n",
    "a number": "7\n",
    "a list": "[a, b]\n",
    "an unknown key": "colour: red\n",
    "an entry that is a list": "a: [[]]\n",
    "an entry that is a number": "a: 7\n",
    "an entry of entries": "a: {b: {c: {d: e}}}\n",
}


def load_articles(site: Site) -> Iterator[BriefgenError]:
    return (one for one in readers.read([site.articles], site.content) if isinstance(one, BriefgenError))


def load_briefs(site: Site) -> Iterator[BriefgenError]:
    return (one for _, one in read_briefs(site.briefs) if isinstance(one, BriefgenError))


def load_config(site: Site) -> Iterator[BriefgenError]:
    try:
        load_settings(site)
        load_registry(site)
    except BriefgenError as error:
        yield error


LOADERS: dict[str, Callable[[Site], Iterator[BriefgenError]]] = {"article": load_articles, "brief": load_briefs}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose files are all that there is."""
    monkeypatch.setattr(config, "shipped", lambda name: tmp_path / "nothing" / name)
    return Site(tmp_path)


def error_of(site: Site, kind: str, text: str) -> BriefgenError:
    path = site.root / FILES[kind]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f"---\n{text}---\n\nText.\n" if kind == "article" else text
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found = list(LOADERS.get(kind, load_config)(site))
    assert len(found) == 1, f"{kind} took {text!r}"
    assert found[0].where == str(path)
    assert found[0].mend
    return found[0]


@pytest.mark.parametrize("kind", FILES)
def test_what_yaml_may_not_hold_is_told_with_its_place(site: Site, kind: str) -> None:
    for name, (text, line, column) in REFUSED.items():
        if kind == "article" and name == "second document":  # the second `---` ends the front matter
            continue
        error = error_of(site, kind, text)
        if "\ud800" in text:
            assert "UTF-8" in error.what
            continue
        if kind == "article":  # its reader refuses some signs itself
            assert error.line is not None
            assert error.column is not None
        else:
            assert (error.line, error.column) == (line, column), name


@pytest.mark.parametrize("kind", FILES)
def test_a_file_of_another_shape_is_told_with_its_line(site: Site, kind: str) -> None:
    for name, text in SHAPES.items():
        error = error_of(site, kind, text)
        assert error.line is not None, f"{name}: {error}"


def test_any_text_can_be_a_title_and_stays_one(site: Site) -> None:
    for text in NAUGHTY:
        path = site.root / FILES["article"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {scalar(text)}\n---\n\nPeru thanked Chile.\n", encoding="utf-8")
        found = list(readers.read([path], site.content))
        assert len(found) == 1
        if isinstance(found[0], Article):
            assert isinstance(found[0].title, str)
        else:
            assert found[0].line is not None, f"{text!r}: {found[0]}"


def test_a_brief_may_hold_any_text_anywhere() -> None:
    for text in NAUGHTY:
        made = brief()
        actor, issue, item = (replace(made.actors[0], name=text, role=text), made.issues[0], made.friction[0])
        one = replace(
            made, title=text, actors=(actor, *made.actors[1:]), issues=(replace(issue, label=text, keywords=(text,)),),
            friction=(replace(item, statement=text),), source=replace(made.source, publisher=text, url=text),
        )  # fmt: skip
        assert Brief.from_yaml(one.to_yaml()) == one
        assert Brief.from_json(one.to_json()) == one
