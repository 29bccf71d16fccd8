"""What pages say: parties behind persons, counts, thresholds, order, paging, file names."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import site_briefs
from site_briefs import brief, registry, relation

from briefgen.aggregate import Pages, aggregate, lists, paths
from briefgen.aggregate.actor_pages import ActorView
from briefgen.aggregate.brief_pages import BriefView
from briefgen.aggregate.dyad_pages import DyadView
from briefgen.aggregate.issue_pages import IssueView, TopicsView, TopicView
from briefgen.aggregate.lists import HomeView, ListView
from briefgen.aggregate.matrix import MatrixView
from briefgen.aggregate.network import NetworkView
from briefgen.aggregate.rows import capital
from briefgen.aggregate.views import Ref, Tally
from briefgen.config import Settings
from briefgen.model import Actor, Brief
from briefgen.registry import ActorEntry, Registry


def pages_of(*briefs: Brief, settings: Settings | None = None, known: Registry | None = None) -> Pages:
    return aggregate(briefs, known or registry(), settings or site_briefs.EVERYTHING)


def view(pages: Pages, path: str) -> object:
    return next(page.view for page in pages.pages if page.path == path)


def listing(pages: Pages) -> set[str]:
    return {page.path for page in pages.pages}


def test_every_kind_of_page_is_made_once() -> None:
    made = [page.path for page in pages_of(brief()).pages]
    assert made == sorted(set(made))
    assert {
        "index.md", "briefs/index.md", "actors/index.md", "dyads/index.md", "issues/index.md",
        "briefs/norland-sudria-tariffs.md", "actors/ada-holm.md", "dyads/norland--sudria.md", "dyads/norland--union.md",
        "issues/steel-tariffs.md",
    } <= set(made)  # fmt: skip


def test_persons_count_for_their_party_in_dyads_and_for_themselves_on_their_page() -> None:
    pages = pages_of(brief())
    dyad = view(pages, "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    assert dyad.tally == Tally(2, 1)
    assert {item.source.name for year in dyad.chronology.years for item in year.items} == {
        "Norland",
        "Sudria",
        "Ada Holm",
    }
    person = view(pages, "actors/ada-holm.md")
    assert isinstance(person, ActorView)
    assert person.party == Ref("Norland", "actors/norland.md")
    assert len(person.items) == 2
    state = view(pages, "actors/norland.md")
    assert isinstance(state, ActorView)
    assert [row.ref.name for row in state.people] == ["Ada Holm"]
    assert len(state.items) == 5


def test_what_is_denied_counts_on_neither_side() -> None:
    pages = pages_of(
        replace(brief(), friction=(relation("r-1", "norland", "sudria", "ASSAULT", status="denied"),), cooperation=())
    )
    dyad = view(pages, "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    assert dyad.tally == Tally(0, 0)
    assert len(dyad.chronology.years[0].items) == 1


def test_acts_inside_one_party_make_no_dyad() -> None:
    own = relation("r-1", "ada-holm", "norland", "ACCUSE")
    pages = pages_of(replace(brief(), friction=(own,), cooperation=()))
    assert "actors/ada-holm.md" in listing(pages)
    assert not any(path.startswith("dyads/") for path in listing(pages) - {"dyads/index.md"})


def test_chains_of_acts_for_end_even_in_a_circle() -> None:
    circle = (
        Actor("a", "A", "person", acts_for="b"), Actor("b", "B", "person", acts_for="a"), Actor("c", "C", "state"),
        Actor("d", "D", "person", acts_for="e"),
    )  # fmt: skip
    relations = (relation("r-1", "a", "c", "ACCUSE"), relation("r-2", "d", "c", "ACCUSE"))
    known = registry()
    known = replace(known, actors={
        "e": ActorEntry("e", "E ministry", "government_body", acts_for="f"), "f": ActorEntry("f", "Effland", "state"),
    })  # fmt: skip
    pages = pages_of(replace(brief(), actors=circle, friction=relations, cooperation=(), issues=()), known=known)
    assert "dyads/c--f.md" in listing(pages)
    dyad = view(pages, "dyads/c--f.md")
    assert isinstance(dyad, DyadView)
    assert dyad.title == "C – Effland"


def test_thresholds_leave_pages_out_and_no_link_dangles() -> None:
    settings = Settings(dyad_page_min_statements=9)
    one = pages_of(brief(), settings=settings)
    of_things = {path for path in listing(one) if path.startswith(("actors/", "dyads/", "issues/", "topics/"))}
    assert {path for path in of_things if not path.endswith("index.md")} == set()
    page = view(one, "briefs/norland-sudria-tariffs.md")
    assert isinstance(page, BriefView)
    assert page.pairs[0].ref == Ref("Norland – Sudria", None)
    assert "dyads/norland--sudria.md" in listing(pages_of(brief(), brief("second"), settings=settings))


@pytest.mark.parametrize(
    ("name", "forms", "also"),
    [
        ("Inés Łask", ("Inés Łask",), ("Ines Lask",)),
        ("Inés Łask", ("Ines Lask",), ("Ines Lask",)),
        ("Ada O’Dea", (), ()),
    ],
)
def test_names_are_also_given_in_the_letters_in_which_many_seek_them(
    name: str, forms: tuple[str, ...], also: tuple[str, ...]
) -> None:
    who = tuple(replace(one, name=name, names=forms) if one.id == "ada-holm" else one for one in site_briefs.actors())
    page = view(pages_of(replace(brief(), actors=who)), "actors/ada-holm.md")
    assert isinstance(page, ActorView)
    assert page.names == also


def test_who_is_called_by_what_he_is_has_no_page() -> None:
    """Other articles mean other rebels; what they do with somebody who has a name is told on the page of the two."""
    nameless = (Actor("rebels", "rebels", "armed_group"), Actor("families", "bereaved families", "population"))
    told = (relation("r-1", "rebels", "norland", "ASSAULT"), relation("r-2", "families", "rebels", "ACCUSE"))
    both = [replace(brief(key), actors=(*site_briefs.actors(), *nameless), friction=told) for key in ("a", "b")]
    pages = pages_of(*both)
    assert not {"actors/rebels.md", "actors/families.md", "dyads/families--rebels.md"} & listing(pages)
    assert "dyads/norland--rebels.md" in listing(pages)
    matrix = view(pages, "matrix.md")
    assert isinstance(matrix, MatrixView)
    assert "rebels" not in {row.actor.name for row in matrix.rows}
    network = view(pages, "network.md")
    assert isinstance(network, NetworkView)
    assert network.edges
    assert "rebels" not in {party.name for edge in network.edges for party in (edge.first, edge.second)}


def test_a_dyad_of_which_one_brief_tells_much_has_a_page() -> None:
    settings = Settings(dyad_page_min_statements=5)
    assert "dyads/norland--sudria.md" not in listing(pages_of(brief(), settings=settings))
    made = pages_of(brief(), settings=replace(settings, dyad_page_min_statements=4))
    assert "dyads/norland--sudria.md" in listing(made)
    page = view(made, "dyads/index.md")
    assert isinstance(page, ListView)
    assert (len(page.rows), page.more, page.least, page.statements) == (1, 1, 2, 4)


def test_of_equal_dyads_a_brief_names_the_one_first_that_its_article_tells_first() -> None:
    late, early = relation("l", "norland", "bystander", "ACCUSE"), relation("e", "sudria", "union", "ACCUSE")
    late = replace(late, evidence=(replace(late.evidence[0], start=900, end=950),))
    page = view(pages_of(replace(brief("b"), friction=(late, early), cooperation=())), "briefs/b.md")
    assert isinstance(page, BriefView)
    assert [row.ref.name for row in page.pairs] == ["Sudria – Union of States", "Bystander – Norland"]


def test_guesses_stand_on_the_page_of_their_brief_and_count_nowhere() -> None:
    sure, guess = (
        relation("r-1", "norland", "sudria", "ACCUSE"),
        relation("r-2", "norland", "union", "AID", confidence=0.2),
    )
    confirmed = replace(guess, id="r-3", target="sudria", reviewed="2021-03-06 ab")
    one = replace(brief(), friction=(sure,), cooperation=(guess, confirmed))
    made = pages_of(one)
    page, home = view(made, "briefs/norland-sudria-tariffs.md"), view(made, "index.md")
    assert isinstance(page, BriefView)
    assert isinstance(home, HomeView)
    assert [item.target.name for group in page.cooperation for item in group.items] == ["Sudria", "Union of States"]
    assert (page.tally, home.tally, home.newest[0].tally) == (Tally(1, 1), Tally(1, 1), Tally(1, 1))
    assert [row.ref.name for row in page.pairs] == ["Norland – Sudria"]
    assert "dyads/norland--union.md" not in listing(made)


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("peace treaty", "Peace treaty"),
        ("S-400 sale", "S-400 sale"),
        ("iPhone ban", "iPhone ban"),
        ("post-Brexit row", "Post-Brexit row"),
        ("", ""),
    ],
)
def test_labels_of_issues_begin_a_line(label: str, wanted: str) -> None:
    assert capital(label) == wanted


def test_an_issue_that_is_called_like_its_topic_leads_there() -> None:
    one = replace(brief(), issues=(replace(brief().issues[0], label="trade"), brief().issues[1]))
    page = view(pages_of(one), "briefs/norland-sudria-tariffs.md")
    assert isinstance(page, BriefView)
    assert (page.issues[0].ref, page.issues[0].topic) == (Ref("Trade", "topics/trade.md"), None)
    assert "issues/steel-tariffs.md" not in listing(pages_of(one))  # two pages of one name would be hard to tell apart
    renamed = replace(one.issues[0], id="steel-duties")
    two = replace(brief("two", date="2021-06-01"), issues=(renamed,))
    both = pages_of(one, two, settings=Settings())
    page = view(both, "briefs/norland-sudria-tariffs.md")
    assert isinstance(page, BriefView)
    assert (page.issues[0].ref, page.issues[0].topic) == (Ref("Trade", "topics/trade.md"), None)


def test_order_of_briefs_does_not_matter() -> None:
    briefs = [brief(f"b-{n}", date=f"2021-0{n}-01") for n in range(1, 8)] + [brief("undated", date=None)]
    expected = pages_of(*briefs)
    shuffled = briefs[:]
    random.Random(3).shuffle(shuffled)  # noqa: S311
    assert pages_of(*shuffled) == expected
    home = view(expected, "index.md")
    assert isinstance(home, HomeView)
    assert [row.date for row in home.newest][:2] == ["2021-07-01", "2021-06-01"]
    assert (home.articles, home.outlets, home.first, home.last) == (8, 1, "2021-01-01", "2021-07-01")


def test_chronology_goes_by_the_date_of_the_act() -> None:
    dyad = view(pages_of(brief(), brief("later", date="2023-05-01")), "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    assert [year.label for year in dyad.chronology.years] == ["2023", "2021", "2020"]
    dates = [item.date or item.reported or "" for year in dyad.chronology.years for item in year.items]
    assert dates == sorted(dates, reverse=True)


def test_indexes_are_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "LENGTH", 3)
    pages = pages_of(*(brief(f"b-{n}", date=f"2021-01-0{n}") for n in range(1, 8)))
    last = view(pages, "briefs/index-3.md")
    assert isinstance(last, ListView)
    assert (last.number, last.last, last.total, len(last.rows)) == (3, 3, 7, 1)
    assert [ref.path for ref in last.others] == ["briefs/index.md", "briefs/index-2.md", "briefs/index-3.md"]


def test_no_briefs_make_an_empty_site() -> None:
    pages = pages_of()
    assert listing(pages) >= {"index.md", "briefs/index.md", "actors/index.md"}


def test_issue_says_who_stands_where() -> None:
    issue = view(pages_of(brief()), "issues/steel-tariffs.md")
    assert isinstance(issue, IssueView)
    assert issue.topic == Ref("Trade", "topics/trade.md")
    assert [(row.ref.name, row.tally.friction) for row in issue.dyads] == [("Norland – Sudria", 1)]


def test_topics_gather_their_issues() -> None:
    pages = pages_of(brief())
    topic = view(pages, "topics/trade.md")
    assert isinstance(topic, TopicView)
    assert (topic.group, topic.tally) == ("Economy", Tally(1, 0))
    every = view(pages, "topics/index.md")
    assert isinstance(every, TopicsView)
    assert [(group.label, len(group.rows)) for group in every.groups] == [("Security", 1), ("Economy", 1)]


def test_long_chronologies_go_on_on_other_pages() -> None:
    many = tuple(
        relation(f"r-{n}", "norland", "sudria", "ACCUSE", date=f"{1900 + n}", issues=("steel-tariffs",))
        for n in range(130)
    )
    pages = pages_of(replace(brief(), friction=many, cooperation=()))
    assert {"dyads/norland--sudria--2.md", "dyads/norland--sudria--3.md"} <= listing(pages)
    assert {"issues/steel-tariffs--2.md", "issues/steel-tariffs--3.md"} <= listing(pages)
    dyad = view(pages, "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    assert (len(dyad.chronology.years), dyad.chronology.left_out) == (60, 70)


def test_outlets_that_disagree_are_set_side_by_side() -> None:
    denied = relation("r-1", "norland", "sudria", "ASSAULT", status="denied", date="2021-03-01")
    stated = relation("r-2", "norland", "sudria", "ASSAULT", date="2021-03-02")
    first = replace(brief("first"), friction=(denied,), cooperation=())
    second = replace(brief("second", outlet="The Courier"), friction=(stated,), cooperation=())
    dyad = view(pages_of(first, second), "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    assert [item.status for item in dyad.contested] == ["actual", "denied"]
    assert [(row.outlet, row.tally) for row in dyad.by_outlet] == [
        ("The Courier", Tally(1, 0)),
        ("The Gazette", Tally(0, 0)),
    ]


def test_third_parties_have_to_do_with_both_sides() -> None:
    third = relation("r-9", "sudria", "union", "ACCUSE")
    pages = pages_of(replace(brief(), friction=(*brief().friction, third)))
    dyad = view(pages, "dyads/norland--sudria.md")
    assert isinstance(dyad, DyadView)
    [neighbour] = dyad.neighbours
    assert neighbour.ref.name == "Union of States"
    assert (neighbour.first_tally, neighbour.second_tally) == (Tally(0, 1), Tally(1, 0))


def test_wire_copies_count_once() -> None:
    first = brief("first", date="2021-03-04")
    copy = replace(
        first, id="copy", date="2021-03-05", source=replace(first.source, publisher="The Courier", sha256="1" * 64)
    )
    pages = pages_of(copy, first)
    home = view(pages, "index.md")
    assert isinstance(home, HomeView)
    assert (home.articles, home.copies, home.tally) == (2, 1, Tally(2, 2))
    page, other = view(pages, "briefs/first.md"), view(pages, "briefs/copy.md")
    assert isinstance(page, BriefView)
    assert isinstance(other, BriefView)
    assert [row.outlet for row in page.copies] == ["The Courier"]
    assert page.also == 1
    assert not any(row.copy for row in home.newest)
    assert other.copy_of == Ref("Norland Hits Sudria With Tariffs", "briefs/first.md")
    assert len(other.friction) == 3
    twice = listing(pages_of(copy, first, settings=Settings()))
    assert not {path for path in twice if path.startswith(("actors/", "issues/", "topics/")) and "index" not in path}


def test_reports_with_little_in_common_are_no_copies() -> None:
    late = replace(brief("first"), id="late", date="2021-06-01", source=replace(brief().source, sha256="1" * 64))
    home = view(pages_of(brief("first"), brief("second"), late), "index.md")
    assert isinstance(home, HomeView)
    assert home.copies == 0


def test_uncertain_readings_say_so_until_somebody_reviewed_them() -> None:
    doubtful = relation("r-1", "norland", "sudria", "ACCUSE", confidence=0.55)
    reviewed = replace(doubtful, id="r-2", reviewed="2024-01-01")
    page = view(pages_of(replace(brief(), friction=(doubtful, reviewed))), "briefs/norland-sudria-tariffs.md")
    assert isinstance(page, BriefView)
    assert [item.doubtful for group in page.friction for item in group.items] == [True, False]


def test_link_to_correct_a_brief() -> None:
    settings = Settings(repo_url="https://code.example/site/")
    page = view(pages_of(brief(), settings=settings), "briefs/norland-sudria-tariffs.md")
    assert isinstance(page, BriefView)
    assert page.correct == "https://code.example/site/edit/main/content/briefs/norland-sudria-tariffs.yml"


@pytest.mark.parametrize(
    "key", ["index", "index-2", "readme", "con", "com1", "a--b", "A", "ä", "../x", "x" * 200, "", "a/b"]
)
def test_odd_ids_become_safe_file_names(key: str) -> None:
    name = paths.file_name(key)
    assert paths.file_name(name) == name
    assert name != key
    assert len(name) <= 90


def test_file_names_of_pairs_never_meet() -> None:
    assert paths.dyad_path(("a", "b--c")) != paths.dyad_path(("a--b", "c"))
    assert paths.file_name("turkey") == "turkey"


def test_every_free_text_reaches_a_page() -> None:
    """The hostile brief of the browser tests really brings its texts to pages."""
    pages = aggregate([site_briefs.hostile(lambda field: f"text of {field}")], registry(), site_briefs.EVERYTHING)
    shown = repr(pages)
    for field in (
        "title",
        "publisher",
        "author",
        "summary",
        "name",
        "role",
        "form",
        "label",
        "keyword",
        "statement",
        "quote",
    ):
        assert f"text of {field}" in shown, field


def test_lists_of_a_new_site_name_what_has_no_page_yet() -> None:
    made = pages_of(brief(), settings=Settings(dyad_page_min_statements=9))
    for kind in ("actors", "dyads", "issues"):
        page = view(made, f"{kind}/index.md")
        assert isinstance(page, ListView)
        assert (page.least, page.more) == (2, 0)
        assert page.rows
        assert not any(row.ref.path for row in page.rows)


def test_codes_of_the_matrix_have_more_than_one_letter() -> None:
    watchers = Actor("watchers", "International watchers", "other", names=("watchers",))
    made = brief()
    made = replace(made, actors=(*made.actors, watchers), friction=(relation("w", "watchers", "sudria", "ACCUSE"),))
    page = view(pages_of(made), "matrix.md")
    assert isinstance(page, MatrixView)
    assert "INTE" in page.codes
    assert all(len(code) > 1 for code in page.codes)
