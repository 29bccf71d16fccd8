"""Days of publication: in texts and addresses, and when they should be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen import editor, readers
from briefgen.config import Site
from briefgen.model import Article
from briefgen.readers import days

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2023-04-18T16:02:11+00:00", "2023-04-18"),
        ("20230418T1602Z", "2023-04-18"),
        ("Published 18 April 2023, 16:02 GMT", "2023-04-18"),
        ("Updated 8:00 PM EDT, Thu May 25, 2023", "2023-05-25"),
        ("Sept. 14th 2022", "2022-09-14"),
        ("14-Sep-2022", "2022-09-14"),
        ("2022/9/14", "2022-09-14"),
        ("25.05.2023, 15:00", "2023-05-25"),
        ("05/25/2023", "2023-05-25"),
        ("02/02/2025", "2025-02-02"),
        ("Mon, 06/02/2025 - 14:05", "2025-06-02"),
        ("06/02/2025", None),  # two days could be meant
        ("31 June 2021", None),
        ("the 1990s", None),
        ("+49 30 20230418123", None),
    ],
)
def test_a_day_is_taken_where_it_can_only_be_one(text: str, wanted: str | None) -> None:
    assert days.day_in(text) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://a.test/2023/04/18/cables/", "2023-04-18"),
        ("https://a.test/world/2022/sep/14/ghana", "2022-09-14"),
        ("https://a.test/africa/20221109-ethiopia", "2022-11-09"),
        ("https://a.test/world/ethiopia-2022-11-09/", "2022-11-09"),
        ("https://a.test/2024/02/iraq-expels.html", "2024-02"),
        ("https://a.test/2024/2/16/iraq", "2024-02-16"),
        ("https://a.test/news/article65891234.ece", None),
        ("https://a.test/2024/summit-2024", None),
        ("https://a.test/?date=2024-02-16", None),
        ("http://[x", None),
    ],
)
def test_addresses_tell_days(url: str, wanted: str | None) -> None:
    assert days.day_in_address(url) == wanted


@pytest.mark.parametrize(
    ("date", "date_from", "url", "wanted"),
    [
        ("2023-04-18", "metadata", "https://a.test/2023/04/18/x", None),
        ("2023-04-20", "metadata", "https://a.test/2023/04/18/x", None),
        ("2023-05-18", "metadata", "https://a.test/2023/04/18/x", "is not that of its address, 2023-04-18"),
        ("2023-05-18", "page", "https://a.test/2023/04/x", "is not that of its address, 2023-04"),
        ("2023-04-18", "text", None, "is a guess"),
        ("2023-04", "url", "https://a.test/2023/04/x", "is only the month"),
        ("2023-05-18", None, "https://a.test/2023/04/18/x", None),  # a person said so
        (None, None, None, None),
    ],
)
def test_doubtful_dates_are_told(date: str | None, date_from: str | None, url: str | None, wanted: str | None) -> None:
    told = readers.doubt(Article("a", "T\n\nText.", "T", date, url, date_from=date_from))
    assert (told is None) == (wanted is None)
    assert told is None or (wanted in told.what and told.mend)


def test_check_flags_them(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "articles"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text(
        "---\ntitle: A\ndate: 2023-04-18\ndate_from: text\n---\n\nKenya accused Somalia.\n", encoding="utf-8"
    )
    (folder / "b.md").write_text("---\ntitle: B\ndate: 2023-04-18\n---\n\nKenya accused Somalia.\n", encoding="utf-8")
    (problem,) = editor.check(Site(tmp_path))
    assert problem.severity == "warning"
    assert problem.where == str(folder / "a.md")
    assert "take `date_from` out" in problem.mend


def test_an_unknown_origin_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: A\ndate: 2023-04-18\ndate_from: nowhere\n---\n\nText.\n", encoding="utf-8")
    (error,) = readers.read([path])
    assert "a.md:4: `date_from` cannot be `nowhere`" in str(error)
