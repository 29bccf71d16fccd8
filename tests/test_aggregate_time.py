"""Trends, months and pictures: what changed, and when."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_briefs import EVERYTHING, actors, brief, registry, relation

from briefgen.aggregate import aggregate
from briefgen.aggregate.charts import DiagramView, TimelineView, diagram, label, timeline
from briefgen.aggregate.corpus import Fact, gather
from briefgen.aggregate.digests import ArchiveView, DigestView
from briefgen.aggregate.dyad_pages import DyadView
from briefgen.aggregate.matrix import MatrixView
from briefgen.aggregate.network import NetworkView
from briefgen.aggregate.trend import day, trend
from briefgen.aggregate.views import Tally
from briefgen.model import Actor

if TYPE_CHECKING:
    from briefgen.model import Brief


def told(key: str, date: str, friction: int, cooperation: int) -> Brief:
    """A brief of one day with so many statements between two states."""
    return replace(
        brief(key, date=date),
        friction=tuple(relation(f"f-{n}-{key}", "norland", "sudria", "ACCUSE") for n in range(friction)),
        cooperation=tuple(relation(f"c-{n}-{key}", "norland", "sudria", "AID") for n in range(cooperation)),
    )


def facts(*briefs: Brief) -> tuple[Fact, ...]:
    return gather(briefs, registry()).facts


def view(briefs: list[Brief], path: str, *, weekly: bool = False, least: int = 1) -> object:
    pages = aggregate(briefs, registry(), replace(EVERYTHING, weekly_digest=weekly, actor_page_min_briefs=least))
    return next(page.view for page in pages.pages if page.path == path)


@pytest.mark.parametrize(
    ("before", "now", "direction"),
    [((3, 1), (0, 4), "better"), ((0, 4), (4, 1), "worse"), ((2, 2), (2, 3), "unchanged"), ((1, 1), (3, 0), None)],
)
def test_trend_compares_the_newest_year_with_all_before(
    before: tuple[int, int], now: tuple[int, int], direction: str | None
) -> None:
    found = trend(facts(told("old", "2018-05-01", *before), told("new", "2020-05-01", *now)), 4)
    assert (found.direction if found else None) == direction
    if found:
        assert (found.earlier, found.recent) == (Tally(*before), Tally(*now))
        assert (found.since, found.until) == ("2020-05-01", "2020-05-01")


@pytest.mark.parametrize(
    ("before", "now", "course"),
    [
        ((9, 1), (8, 0), "at odds"),
        ((0, 8), (1, 9), "together"),
        ((3, 3), (4, 3), "unchanged"),
        ((0, 9), (9, 0), "worse"),
    ],
)
def test_what_does_not_change_is_told_to_be_still_as_it_was(
    before: tuple[int, int], now: tuple[int, int], course: str
) -> None:
    told_of = trend(facts(told("a", "2018-01-10", *before), told("b", "2020-02-10", *now)), 4)
    assert told_of
    assert told_of.course == course


def test_a_few_statements_alone_are_no_trend() -> None:
    """2 of 7 before and 2 of 4 now differ by a fifth, but the next statement may undo it."""
    found = trend(facts(told("old", "2018-05-01", 2, 5), told("new", "2020-05-01", 2, 2)), 4)
    assert found
    assert found.direction == "unchanged"


def test_what_chance_brings_about_as_often_as_not_is_no_change() -> None:
    """1 of 4 and 3 of 4 differ by half of all, and yet a coin does that; over three times as many it does not."""
    for times, direction in ((1, "unchanged"), (3, "worse")):
        found = trend(
            facts(told("old", "2018-05-01", times, 3 * times), told("new", "2020-05-01", 3 * times, times)), 4
        )
        assert found
        assert found.direction == direction


def test_how_many_statements_a_trend_takes_is_a_setting() -> None:
    briefs = facts(told("old", "2018-05-01", 0, 5), told("new", "2020-05-01", 5, 0))
    assert trend(briefs, 5)
    assert trend(briefs, 6) is None


def test_a_trend_begins_on_a_date_as_precise_as_the_text_tells() -> None:
    new = told("new", "2020-05-01", 4, 0)
    dated = replace(new, friction=tuple(replace(one, date="2020") for one in new.friction))
    found = trend(facts(told("old", "2018-05-01", 0, 4), dated), 4)
    assert found
    assert (found.since, found.until) == ("2020", "2020")


def test_what_the_lead_tells_is_the_reason_before_graver_background() -> None:
    news = relation("r-news", "norland", "sudria", "ACCUSE")
    old = relation("r-old", "norland", "sudria", "ASSAULT")
    moved = replace(old, evidence=tuple(replace(one, start=2000, end=2050) for one in old.evidence))
    for background, told_first in ((moved, "ACCUSE"), (old, "ASSAULT")):
        page = view([replace(told("a", "2020-01-10", 0, 0), friction=(background, news))], "months/2020-01.md")
        assert isinstance(page, DigestView)
        assert [one.reason.action for one in page.period.new] == [told_first]


def test_where_everything_is_new_the_window_is_shorter() -> None:
    found = trend(facts(told("old", "2020-01-01", 4, 0), told("new", "2020-06-01", 0, 4)), 4)
    assert found
    assert found.direction == "better"


def test_background_without_a_date_and_denials_are_no_trend() -> None:
    old = told("old", "2018-05-01", 4, 0)
    new = told("new", "2020-05-01", 0, 4)
    undated = replace(new, cooperation=tuple(replace(one, status="past") for one in new.cooperation))
    denied = replace(new, cooperation=tuple(replace(one, status="denied") for one in new.cooperation))
    assert trend(facts(old, undated), 4) is None
    assert trend(facts(old, denied), 4) is None


@given(st.text(max_size=12))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = day(text)
    assert found is None or found.isoformat()


def test_months_tell_what_got_worse_better_and_is_new() -> None:
    briefs = [told("a", "2020-01-10", 0, 4), told("b", "2020-02-10", 4, 0), told("c", "2020-03-10", 1, 9)]
    first, second, third = (view(briefs, f"months/2020-0{n}.md") for n in (1, 2, 3))
    assert isinstance(first, DigestView)
    assert isinstance(second, DigestView)
    assert isinstance(third, DigestView)
    assert [one.dyad.name for one in first.period.new] == ["Norland – Sudria"]
    assert [one.reason.action for one in second.period.worse] == ["ACCUSE"]
    assert [one.reason.action for one in third.period.better] == ["AID"]
    assert third.period.better[0].trend
    assert third.period.better[0].trend.earlier == Tally(4, 4)
    assert (second.before, second.after) == (first.period, third.period)
    archive = view(briefs, "months/index.md")
    assert isinstance(archive, ArchiveView)
    assert [(year.label, year.articles) for year in archive.years] == [("2020", 3)]


def test_weeks_have_digests_where_the_settings_say_so() -> None:
    briefs = [told("a", "2020-12-28", 0, 4), told("b", "2021-01-03", 3, 0), told("c", "2021-01-04", 3, 0)]
    page = view(briefs, "weeks/2020-w53.md", weekly=True)  # that week ends on 3 January
    assert isinstance(page, DigestView)
    assert (page.period.name, page.period.articles) == ("2020-W53", 2)
    later = view(briefs, "weeks/2021-w01.md", weekly=True)
    assert isinstance(later, DigestView)
    assert later.before == page.period
    archive = view(briefs, "weeks/index.md", weekly=True)
    assert isinstance(archive, ArchiveView)
    assert [(year.label, len(year.periods)) for year in archive.years] == [("2021", 1), ("2020", 1)]
    with pytest.raises(StopIteration):
        view(briefs, "weeks/index.md")


def test_what_is_in_one_brief_is_no_news_where_others_have_pages() -> None:
    once = replace(told("b", "2020-02-10", 0, 0), cooperation=(relation("r", "norland", "bystander", "AID"),))
    first = told("a", "2020-01-01", 0, 4)
    for listed, new in ((first.actors, ["Bystander – Norland"]), (first.actors[:2], [])):
        page = view([replace(first, actors=listed), once], "months/2020-02.md", least=2)
        assert isinstance(page, DigestView)
        assert [one.dyad.name for one in page.period.new] == new


def test_new_dyads_of_which_the_same_words_tell_are_told_once() -> None:
    """All count as new; of the same words, the one of which most is told."""
    both = "Norland and the Union blockade Sudria."
    shared = [relation(f"s-{n}", other, "sudria", "COERCE", quote=both) for n, other in enumerate(("norland", "union"))]
    own = [relation(f"o-{n}", "union", "norland", "ACCUSE", quote=f"The Union blames Norland {n}.") for n in range(2)]
    told_of = replace(brief("a", date="2020-01-10"), friction=(*own, *shared), cooperation=())
    page = view([told_of], "months/2020-01.md")
    assert isinstance(page, DigestView)
    assert len(page.period.new) == 3
    assert [one.dyad.name for one in page.new] == ["Norland – Sudria", "Norland – Union of States"]
    assert [one.dyad.name for one in page.also_new] == ["Sudria – Union of States"]


def test_digests_tell_the_gravest_act_first_and_name_the_smallest_news() -> None:
    """Norland and Sudria are much more in the news; of Sudria and the Union there is one word, and no deed."""
    loud = [relation(f"l-{n}", "norland", "sudria", "ACCUSE") for n in range(6)]
    grave, slight = relation("g", "union", "norland", "ASSAULT"), relation("s", "sudria", "union", "ACCUSE")
    told_of = replace(brief("a", date="2020-01-10"), friction=(*loud, slight, grave), cooperation=())
    page = view([told_of], "months/2020-01.md")
    assert isinstance(page, DigestView)
    assert [one.dyad.name for one in page.new] == ["Norland – Union of States", "Norland – Sudria"]
    assert [one.dyad.name for one in page.also_new] == ["Sudria – Union of States"]


def test_of_very_many_new_dyads_a_digest_counts_the_rest() -> None:
    names = [Actor(f"a-{n}", f"Actor {n}", "ngo") for n in range(40)]
    small = tuple(relation(f"r-{one.id}", one.id, "norland", "CONSULT") for one in names)
    briefs = [replace(brief(key, date="2020-01-10"), actors=(*actors(), *names), friction=(), cooperation=small)
              for key in ("a", "b")]  # fmt: skip
    briefs[1] = replace(briefs[1], date="2020-02-10", cooperation=())
    page = view(briefs, "months/2020-01.md")
    assert isinstance(page, DigestView)
    assert (len(page.new), len(page.also_new), len(page.named_new), page.more_new) == (0, 10, 20, 10)


def test_what_a_picture_leaves_out_is_counted() -> None:
    old, new = told("old", "2018-05-01", 4, 0), told("new", "2020-05-01", 1, 4)
    undated = replace(new, cooperation=tuple(replace(one, status="past") for one in new.cooperation))
    page = view([old, undated], "dyads/norland--sudria.md")
    assert isinstance(page, DyadView)
    assert (page.tally.total, page.undrawn) == (9, 4)


def test_a_few_statements_do_not_look_like_many() -> None:
    few = timeline("x", facts(told("a", "2020-01-01", 1, 0), told("b", "2021-01-01", 1, 0)))
    many = timeline("x", facts(told("a", "2020-01-01", 9, 0), told("b", "2021-01-01", 1, 0)))
    assert few
    assert many
    assert few.bars[0].down < many.bars[0].down / 4
    assert few.height < many.height


def test_articles_without_a_month_are_kept_apart() -> None:
    briefs = [
        told("a", "2020-01-10", 0, 4),
        replace(told("b", "2020", 1, 1), date="2020"),
        replace(brief("c"), date=None),
    ]
    page = view(briefs, "months/undated.md")
    assert isinstance(page, DigestView)
    assert (page.period.name, len(page.briefs)) == (None, 2)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(0, 3), st.integers(0, 3)), max_size=6))
def test_timelines_stay_in_their_frame(rows: list[tuple[int, int, int, int]]) -> None:
    briefs = [told(f"b-{n}", f"{y:04}-{m:02}-01", f, c) for n, (y, m, f, c) in enumerate(rows)]
    made = timeline("x", facts(*briefs))
    if made is None:
        return
    assert sum(bar.tally.total for bar in made.bars) == sum(f + c for _, _, f, c in rows)
    for bar in made.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= made.width
        assert 0 <= made.zero - bar.up <= made.zero + bar.down <= made.height


@given(st.lists(st.tuples(st.sampled_from("abcdefghijkl"), st.sampled_from("mnopqrst"), st.integers(0, 9))))
def test_diagrams_stay_in_their_frame(rows: list[tuple[str, str, int]]) -> None:
    made = diagram("x", [(a, b, Tally(n, n // 2)) for a, b, n in rows])
    if made is None:
        return
    assert len(made.nodes) <= 8
    for node in made.nodes:
        assert 0 <= node.x <= made.width
        assert 0 <= node.y <= made.height
        assert all(0 < line.y <= made.height for line in node.label)


@pytest.mark.parametrize("many", [4, 6])
def test_the_numbers_of_lines_that_cross_stand_apart(many: int) -> None:
    names = [f"Party {n}" for n in range(many)]
    made = diagram("x", [(a, b, Tally(0, 3)) for a, b in itertools.combinations(names, 2)])
    assert made
    numbers = [(line.label_x, line.label_y) for line in made.lines]
    assert min(math.dist(one, other) for one, other in itertools.combinations(numbers, 2)) >= 14


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Egypt", ("Egypt",)),
        ("Democratic Republic of the Congo", ("Democratic", "Republic of the", "Congo")),
        (
            "Commission of Inquiry on Human Rights in the Peninsula",
            ("Commission of", "Inquiry on Human", "Rights in the Pe…"),
        ),
    ],
)
def test_long_names_stand_on_several_lines(name: str, lines: tuple[str, ...]) -> None:
    assert label(name, 17) == lines


def test_pictures_belong_to_pages() -> None:
    briefs = [told("a", "2018-01-10", 0, 4), told("b", "2020-02-10", 3, 0)]
    page = view(briefs, "dyads/norland--sudria.md")
    assert isinstance(page, DyadView)
    assert page.picture
    assert isinstance(view(briefs, page.picture), TimelineView)
    assert isinstance(view(briefs, "briefs/a.svg"), DiagramView)


def test_matrix_is_the_same_from_both_sides() -> None:
    page = view([brief()], "matrix.md")
    assert isinstance(page, MatrixView)
    assert page.codes == ("NOR", "SUD", "US")
    for row, line in enumerate(page.rows):
        assert line.cells[row] is None
        for column, cell in enumerate(line.cells):
            assert cell == page.rows[column].cells[row]
    cell = page.rows[0].cells[1]
    assert cell
    assert (cell.tally, cell.side, cell.depth) == (Tally(2, 1), "f", 2)


@pytest.mark.parametrize(
    ("friction", "cooperation", "shade"),
    [(1, 0, "f1"), (2, 0, "f2"), (9, 0, "f3"), (40, 3, "f4"), (0, 1, "c1"), (2, 3, "c3"), (1, 1, "m2"), (23, 25, "m4")],
)
def test_the_matrix_shades_many_statements_more_than_one(friction: int, cooperation: int, shade: str) -> None:
    page = view([told("a", "2020-01-10", friction, cooperation)], "matrix.md")
    assert isinstance(page, MatrixView)
    cell = page.rows[0].cells[1]
    assert cell
    assert f"{cell.side}{cell.depth}" == shade


def test_network_has_a_row_for_each_year_of_a_dyad() -> None:
    page = view([told("a", "2018-01-10", 0, 4), told("b", "2020-02-10", 3, 0)], "network.md")
    assert isinstance(page, NetworkView)
    assert [(edge.year, edge.tally) for edge in page.edges] == [("2020", Tally(3, 0)), ("2018", Tally(0, 4))]
