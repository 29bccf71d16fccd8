"""Every fixture file in `tests/cases/readers/` is read as its `.expected.yml` says."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import readers
from briefgen.errors import ArticleError, BriefgenError
from briefgen.model import Article
from briefgen.readers import fields, jsonl, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = Path(__file__).parent.parent / "cases" / "readers"
PAGES = CASES.parent / "pages"  # built as outlets and their programs build them; what should be read is written by hand
FILES = sorted(path for folder in (CASES, PAGES) for path in folder.iterdir() if path.suffix in readers.READERS)


def shown(result: Article | BriefgenError, folder: Path) -> dict[str, Any]:
    """An article's fields that are set, its text by paragraphs; an error as the message that a person sees."""
    if isinstance(result, BriefgenError):
        return {"error": str(result).replace(f"{folder}{os.sep}", "")}
    names = ("id", "path", "title", "date", "date_from", "publisher", "url", "author", "language")
    values = {name: getattr(result, name) for name in names if getattr(result, name) is not None}
    return {**values, "text": result.text.split("\n\n")}


def read(*paths: Path, content: Path | None = None) -> list[dict[str, Any]]:
    return [shown(result, content or paths[0].parent) for result in readers.read(paths, content)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_as_expected(path: Path, expect: Callable[[Path, Any], None]) -> None:
    expect(path.with_name(path.name + ".expected.yml"), read(path, content=path.parent))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"\x7fELF\x02\x01\x00\x00" + bytes(range(256)), "is binary, not text"),
        ("a.txt", bytes(range(128, 256)) * 20, "is not UTF-8 text"),
        ("a.md", b"Title\n\n" + b"\x01\x02\x03" * 50, "is binary, not text"),
        ("a.txt", b"Title\n\nline\n\xff\xff\x81", "a.txt:4: is not UTF-8 text; save it as UTF-8, or take it out"),
        ("a.txt", b"\xff\xfeT\x00i\x00t", "is binary, not text"),
        ("a.txt", b"x" * (plain.LARGEST_FILE + 1), "is larger than 8,000,000 bytes"),
        ("a.txt", b"Title\n\n" + b"word " * 420_000, "is longer than 2,000,000 characters"),
        ("a.txt", b"word " * 100, "has no title"),
        ("a.rtf", b"{\\rtf", "`.rtf` is no format that can be read; use one of .md, .markdown, .txt, .jsonl"),
        ("noext", b"text", "`noext` is no format that can be read"),
    ],
)
def test_what_is_no_article_is_named_with_a_reason(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(data)
    (result,) = readers.read([tmp_path])
    assert isinstance(result, ArticleError)
    assert what in str(result)
    assert result.where == str(tmp_path / name)
    assert result.mend


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_give_the_same_article(tmp_path: Path, encoding: str) -> None:
    text = "Côte d’Ivoire votes\n\n" + "The government said that the vote – delayed twice – would be held. " * 5
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (article,) = readers.read([tmp_path])
    assert isinstance(article, Article)
    assert article.text == text.strip()


def test_hidden_signs_are_dropped_and_joiners_inside_words_kept(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "A\u202etitle\n\nZero\u200bwidth\ufeff soft\u00adhyphen क्\u200dष\u2028end", encoding="utf-8"
    )
    (article,) = readers.read([tmp_path])
    assert isinstance(article, Article)
    assert article.text == "Atitle\n\nZerowidth softhyphen क्\u200dष end"


def test_folders_are_walked_in_order_and_the_rest_goes_on(tmp_path: Path) -> None:
    for name in ("b/two.txt", "a/one.md", "a.txt", ".hidden/x.txt", ".DS_Store", "b/.x.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Title\n\nText.", encoding="utf-8")
    (tmp_path / "a" / "bad.txt").write_bytes(b"\x00")
    results = list(readers.read([tmp_path], tmp_path))
    assert [r.path if isinstance(r, Article) else Path(r.where or "").name for r in results] == [
        "bad.txt", "a/one.md", "a.txt", "b/two.txt",
    ]  # fmt: skip


def test_an_id_that_is_taken_is_told_with_both_places(tmp_path: Path) -> None:
    for name in ("Same.txt", "other/same.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# Title\n\nText.", encoding="utf-8")
    first, second = readers.read([tmp_path], tmp_path)
    assert isinstance(first, Article)
    assert str(second) == (
        f"{tmp_path}/other/same.md:1: its id `same` is taken by {tmp_path}/Same.txt:1; "
        "rename one of the files, or give one another `id:`"
    )


def test_links_inside_the_content_are_refused_and_outside_of_it_followed(tmp_path: Path) -> None:
    content, outside = tmp_path / "content", tmp_path / "outside"
    for folder in (content, outside):
        folder.mkdir()
    (outside / "a.txt").write_text("Title\n\nText.", encoding="utf-8")
    for place in (content, outside):
        (place / "link.txt").symlink_to(outside / "a.txt")
    (content / "folder").symlink_to(outside)
    where = [(r.where, r.what) for r in readers.read([content], content) if isinstance(r, ArticleError)]
    assert where == [(str(content / name), "is a symbolic link") for name in ("folder", "link.txt")]
    for path in (content / "link.txt", content / "folder" / "a.txt"):
        (result,) = readers.read([path], content)
        assert isinstance(result, ArticleError)
        assert result.what == "is a symbolic link"
    (article,) = readers.read([outside / "link.txt"], content)
    assert isinstance(article, Article)


def test_missing_paths_pipes_and_names_in_other_encodings(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("Title\n\nText.", encoding="utf-8")
    errors = [str(result) for result in readers.read([tmp_path / "nothing", tmp_path])]
    assert errors == [
        f"{tmp_path}/nothing: there is no such file or folder; check the path",
        f"{tmp_path}/caf\\udce9.txt: its name is not UTF-8; rename it",
        f"{tmp_path}/pipe.txt: is no file; take it out",
    ]


def test_a_parser_that_fails_does_not_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> Any:
        raise AssertionError(path)

    monkeypatch.setitem(readers.READERS, ".md", broken)
    for name in ("a.md", "b.txt"):
        (tmp_path / name).write_text("Title\n\nText.", encoding="utf-8")
    first, second = readers.read([tmp_path])
    assert str(first) == f"{tmp_path}/a.md: cannot be read (AssertionError); save it anew, or take it out"
    assert isinstance(second, Article)


def test_a_line_too_long_to_hold_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 64)
    line = '{"id": "%s", "text": "short"}\n'
    (tmp_path / "c.jsonl").write_text(line % "a" + line % ("b" * 300) + line % "c", encoding="utf-8")
    first, second, third = readers.read([tmp_path])
    assert isinstance(first, Article)
    assert isinstance(second, ArticleError)
    assert (second.line, second.what) == (2, "is longer than 64 bytes")
    assert isinstance(third, Article)
    assert third.id == "c"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("2021", "2021"), (2021, "2021"), ("2021-10", "2021-10"), ("2021-10-01", "2021-10-01"),
        ("20211001", "2021-10-01"), ("2021-10-01 08:00", "2021-10-01"), ("2021-10-01T08:00:00+02:00", "2021-10-01"),
        ("1 October 2021", "2021-10-01"), ("October 1st, 2021", "2021-10-01"), ("Oct. 1, 2021", "2021-10-01"),
        ("Friday, Oct 01, 2021", "2021-10-01"),
        ("Fri, 01 Oct 2021 12:00:00 GMT", "2021-10-01"), ("", None), (None, None),
    ],
)  # fmt: skip
def test_dates_are_taken_where_they_mean_one_day(given: Any, wanted: str | None) -> None:
    assert fields.iso_date(given, "x") == wanted


@pytest.mark.parametrize(
    "given", ["10/01/2021", "2021-13", "2021-02-29", "0000", "21-10-01", "soon", "32 May 2021", ["2021"], 20.5]
)
def test_other_dates_are_refused(given: Any) -> None:
    with pytest.raises(ArticleError, match="date"):
        fields.iso_date(given, "x")


@pytest.mark.parametrize("given", ["ftp://example.org", "//example.org", "https://", "http://[::1", "data:text/html,x"])
def test_addresses_of_other_kinds_are_refused(given: str) -> None:
    with pytest.raises(ArticleError, match="address"):
        fields.web_address(given, "x")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Turkey S-400", "turkey-s-400"), ("nul", "nul-"), ("../../etc/passwd", "etc-passwd"), ("…", "article-"),
        ("Erdoğan", "erdogan-"), ("x" * 200, "x" * 71 + "-"), ("", "article-"),
    ],
)  # fmt: skip
def test_ids_are_safe_file_names(name: str, wanted: str) -> None:
    got = plain.article_id(name)
    assert got.startswith(wanted)
    assert len(got) == len(wanted) + 8 * wanted.endswith("-")
    assert plain.is_file_id(got)


@given(st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_name_gives_a_safe_id(name: str) -> None:
    assert plain.is_file_id(plain.article_id(name))


@given(st.text(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_markdown_gives_text_or_a_reason(text: str) -> None:
    path = CASES / "blank.md"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markdown, "decode", lambda _: plain.clean(text))
        for result in readers.read([path]):
            assert isinstance(result, Article | ArticleError)
            if isinstance(result, Article):
                assert result.text == f"{result.title}\n\n{result.text.partition(chr(10) * 2)[2]}"
            else:
                assert "cannot be read" not in result.what
