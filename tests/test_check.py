"""What `check` finds, where, and what it says to do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefgen.check import Problem, check, check_briefs, check_registry
from briefgen.config import Site
from briefgen.errors import BriefError
from briefgen.model import Actor, Brief, Evidence, Issue, Quote, Relation, Source, text_hash
from briefgen.registry import ActorEntry, Operators, Registry, load_registry

ARTICLE = "Port row\n\nNorland closed its port to Sudland. Norland’s envoy said so 👍. Norland closed again."


def at(cls: type, quote: str, *more: str) -> Quote:
    start = ARTICLE.index(quote)
    return cls(quote, start, start + len(quote), *more)  # type: ignore[no-any-return]


BRIEF = Brief(
    "port-row", "Port row", None, "en", None, Source("articles/port-row.md", None, None, None, text_hash(ARTICLE)),
    (at(Quote, "Norland’s envoy said so 👍."), at(Quote, "Norland closed again.")),
    (Actor("norland", "Norland", "state"), Actor("sudland", "Sudland", "state"),
     Actor("envoy", "envoy", "person", acts_for="norland"), Actor("desk", "desk", "other", acts_for="known-body")),
    (Issue("port", "Port", "transport", evidence=(at(Quote, "port"),)),),
    (Relation("r-1", "norland", "sudland", False, "SANCTION", "actual", None, ("port",), "…", 0.8,
              (at(Evidence, "Norland closed its port to Sudland", "Norland", "Sudland", "closed"),)),),
)  # fmt: skip
TEXT = BRIEF.to_yaml()


def problems(text: str, article: str | None = ARTICLE) -> list[Problem]:
    return list(check(text, "x.yml", article, actors={"known-body"}, topics={"transport"}))


def test_a_sound_brief_has_no_problems() -> None:
    assert problems(TEXT) == []
    assert list(check(TEXT, "x.yml", ARTICLE, actors=["known-body"])) == []


CASES = {
    "offsets": ("start: 73, end: 94", "start: 4, end: 25", "`summary[1].quote` is not what the article has at 4; "
                "write start: 73, end: 94"),
    "length": ("start: 73, end: 94", "start: 73, end: 93", "write start: 73, end: 94"),
    "behind the end": ("start: 73, end: 94", "start: 7400, end: 7421", "write start: 73, end: 94"),
    "word": ("quote: Norland closed again.", "quote: Norland closed anew..",
             "from its character 17 on the article reads 'gain.'"),
    "foreign": ("quote: Norland closed again.", "quote: Sudland is a country.", "quote the article word for word"),
    "in evidence": ("start: 10, end: 44", "start: 11, end: 45", "`friction[0].evidence[0].quote` is not what"),
    "in an issue": ("quote: port", "quote: Port", "`issues[0].evidence[0].quote` is not what the article has at 29; "
                    "write start: 0, end: 4"),
    "source": ("source: norland", "source: nobody",
               "`friction[0].source` `nobody` is no actor of this brief; add it under"),
    "issue": ("issues: [port]", "issues: [port, ports]", "`friction[0].issues[1]` `ports` is no issue of this brief"),
    "acts for": ("acts_for: norland", "acts_for: nobody", "`actors[2].acts_for` `nobody` is nobody known"),
    "topic": ("topic: transport", "topic: travel", "`issues[0].topic` `travel` is no topic"),
    "heading": ("action: SANCTION", "action: AID",
                "`friction[0].action` AID is cooperation, not friction; move it under"),
    "itself": ("target: sudland", "target: norland", "`friction[0].target` is its source too"),
    "twice": ("id: desk", "id: envoy", "`actors[3].id` `envoy` stands here twice; give one another id"),
    "schema": ("kind: person", "kind: persons", "`actors[2].kind` is `persons`; did you mean `person`?"),
    "yaml": ("id: desk", "id: *desk", "alias `*desk`"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_told_at_its_line(name: str) -> None:
    old, new, message = CASES[name]
    text = TEXT.replace(old, new, 1)
    assert text != TEXT
    [found] = problems(text)
    assert message in str(found)
    assert found.severity == ("warning" if name == "itself" else "error")
    assert found.line is not None
    assert new.split(":")[0] in text.splitlines()[found.line - 1]
    assert str(found).startswith(f"x.yml:{found.line}:{found.column}: ")


def test_a_relation_under_both_headings_is_a_twin() -> None:
    twin = replace(BRIEF.friction[0], action="AID")
    [found] = problems(replace(BRIEF, cooperation=(twin,)).to_yaml())
    assert "`cooperation[0].id` `r-1` stands here twice" in str(found)


def test_an_article_that_changed_is_told_and_its_quotes_are_still_proved() -> None:
    found = problems(TEXT, ARTICLE + " More.")
    assert [(one.severity, "changed since" in one.what) for one in found] == [("warning", True)]
    found = problems(TEXT, "A new line\n" + ARTICLE)
    assert [one.severity for one in found] == ["warning", "error", "error", "error", "error"]
    assert all("write start: " in one.mend for one in found[1:])


def test_a_missing_article_is_a_warning() -> None:
    [found] = problems(TEXT, None)
    assert found.severity == "warning"
    assert "leads to no article" in found.what


def test_the_briefs_of_a_site() -> None:
    """Each file is checked, one that cannot be read too; an id that two briefs have is told at the second."""
    files = [
        ("a.yml", TEXT),
        ("b.yml", BriefError("is not UTF-8", where="b.yml")),
        ("c.yml", replace(BRIEF, id="other", actors=BRIEF.actors[1:]).to_yaml()),
        ("d.yml", TEXT),
        ("e.yml", "id: ["),
    ]
    asked = []

    def article(brief: Brief) -> str:
        asked.append(brief.id)
        return ARTICLE

    found = list(check_briefs(files, article, actors={"known-body"}))
    assert [str(one).split(":")[0] for one in found] == ["b.yml", "c.yml", "c.yml", "d.yml", "e.yml"]
    assert str(found[3]) == "d.yml:3:1: `id` `port-row` is that of a.yml too; give one another id"
    assert asked == ["port-row", "other", "port-row"]


def test_a_problem_as_plain_values() -> None:
    problem = Problem("x.yml", 3, 1, "is wrong", "mend it", "warning")
    assert problem.as_dict() == {
        "where": "x.yml", "line": 3, "column": 1, "what": "is wrong", "mend": "mend it", "severity": "warning",
    }  # fmt: skip


def test_an_error_becomes_a_problem() -> None:
    error = BriefError("is wrong", where="x.yml", line=3, column=1, mend="mend it")
    assert str(Problem.of(error)) == str(error)


def test_a_name_of_two_actors_is_a_warning_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "actors" / "mine.yml"
    path.parent.mkdir()
    path.write_text("norland: {name: Norland}\n# the other\nsudria: {name: Sudria}\n", encoding="utf-8")

    def problems(**more: tuple[str, ...]) -> list[Problem]:
        actors = {
            "norland": ActorEntry("norland", "Norland", "state", names=("The Isles",)),
            "sudria": ActorEntry("sudria", "Sudria", "state", names=("The Isles",), **more),
            "court": ActorEntry("court", "Court", "government_body", acts_for="sudria", names=("Sudria",)),
        }
        return list(check_registry(Registry(actors, (), Operators({}), {}, {}), (tmp_path,)))

    (problem,) = problems()
    assert (problem.where, problem.line, problem.column, problem.severity) == (str(path), 3, 1, "warning")
    assert problem.what == "`The Isles` is a name of `norland` and of `sudria`"
    assert "`ambiguous: [The Isles]`" in problem.mend
    assert problems(ambiguous=("The Isles",)) == []


def test_shipped_actors_are_told_apart() -> None:
    assert list(load_registry(Site(Path("no site"))).contested()) == []
