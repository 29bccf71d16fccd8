"""Foreign formats: the limited process and what hostile files do to it; lines of print; extras and entry points."""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import zipfile
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

import pytest

from briefgen import readers
from briefgen.errors import ArticleError
from briefgen.model import Article
from briefgen.readers import byline, limited, printed
from briefgen.readers.printed import Line

if TYPE_CHECKING:
    from pathlib import Path


def hungry(path: Path) -> Article:
    return Article("a", "x" * (3 << 30))


def endless(path: Path) -> Article:
    while True:
        pass


def dying(path: Path) -> Article:
    os._exit(3)


def failing(path: Path) -> Article:
    raise AssertionError(path)


def chatty(path: Path) -> Article:
    print("not an answer")  # noqa: T201 - libraries do
    return Article("a", path.read_text(encoding="utf-8"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.xyz"
    path.write_text("Text.", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("parse", "what"),
    [
        (hungry, "needs more than 2 GB of memory to read"),
        (dying, "killed the process that read it"),
        (failing, "is damaged or not what its name says (AssertionError)"),
    ],
)
def test_what_a_file_does_to_its_parser_is_told_and_the_next_one_is_read(file: Path, parse: Any, what: str) -> None:
    with pytest.raises(ArticleError) as caught:
        limited.read(parse, file)
    assert (caught.value.what, caught.value.where) == (what, str(file))
    assert limited.read(chatty, file).text == "Text."


def test_a_file_that_takes_too_long_is_given_up(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limited, "SECONDS", 1)
    with pytest.raises(ArticleError, match="takes more than 1 seconds of computing"):
        limited.read(endless, file)
    assert limited.read(chatty, file).text == "Text."


def test_a_word_file_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b" " * 60_000_000)
    (error,) = readers.read([path])
    assert isinstance(error, ArticleError)
    assert error.what == "unpacks to more than 50,000,000 bytes"


def test_a_packed_corpus_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "bomb.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 4_000_000))
    (error,) = readers.read([path])
    assert "unpacks to too much" in str(error)


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx", ".eml", ".mhtml"])
@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"Text that is no such file.", bytes(range(256)) * 40])
def test_junk_is_an_article_or_a_reason(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(data)
    (result,) = readers.read([tmp_path])
    if isinstance(result, ArticleError):
        assert result.mend
        assert result.where == str(tmp_path / f"a{suffix}")
    else:
        assert suffix == ".html"


def test_a_missing_library_is_told_with_the_extra_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ArticleError, match=r"trafilatura is needed .* pip install 'briefgen\[web\]'"):
        limited.library("trafilatura", "web")


PLUGIN = """
from briefgen.model import Article
from briefgen.errors import ArticleError

def read(path):
    title, *lines = path.read_text(encoding="utf-8").splitlines()
    if not lines:
        raise ArticleError("has a title only", where=str(path), mend="write more")
    yield Article(path.stem, "\\n\\n".join([title, *lines]), title), 1
"""


def test_other_packages_may_bring_readers(tmp_path: Path) -> None:
    installed, articles = tmp_path / "installed", tmp_path / "articles"
    metadata = installed / "briefgen_xyz-1.0.dist-info"
    metadata.mkdir(parents=True)
    articles.mkdir()
    (installed / "briefgen_xyz.py").write_text(PLUGIN, encoding="utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: briefgen-xyz\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text(f"[{readers.GROUP}]\nxyz = briefgen_xyz:read\n", encoding="utf-8")
    (articles / "a.XYZ").write_text("Thanks\nPeru thanked Chile for its help.", encoding="utf-8")
    (articles / "b.xyz").write_text("Only this", encoding="utf-8")
    path = os.pathsep.join(entry for entry in (str(installed), *sys.path) if entry)
    done = subprocess.run(
        [sys.executable, "-m", "briefgen", "extract", str(articles), "-o", "-"],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    brief = json.loads(done.stdout)
    assert (brief["id"], brief["title"], brief["cooperation"][0]["source"]) == ("a", "Thanks", "peru")
    assert done.stderr.startswith(f"{articles / 'b.xyz'}: has a title only; write more\n")
    assert done.returncode == 1


def test_a_reader_of_another_package_that_cannot_be_loaded_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("xyz", "nothing_of_this_name:read", readers.GROUP)
    monkeypatch.setattr(readers, "entry_points", lambda group: [entry])
    readers._others.cache_clear()
    try:
        (error,) = readers.read([file])
    finally:
        readers._others.cache_clear()
    assert str(error) == (
        f"{file}: cannot be read: the reader of `nothing_of_this_name` does not load (ModuleNotFoundError); "
        "mend that package, or uninstall it"
    )


def test_the_folder_that_a_browser_saves_beside_a_page_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>Text.", encoding="utf-8")
    (tmp_path / "a_files").mkdir()
    (tmp_path / "a_files" / "x.js").write_text("1", encoding="utf-8")
    assert [path.name for path in readers.find([tmp_path]) if not isinstance(path, Exception)] == ["a.html"]
    assert len(list(readers.find([tmp_path]))) == 1


def lines(*texts: str, size: float = 10.0, page: int = 0, top: float = 700.0) -> list[Line]:
    return [Line(page, 50.0, top - 12 * n, size, text) for n, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ("the agree-", "ment of both", "the agreement of both"),
        ("the S-", "400 missiles", "the S-400 missiles"),
        ("a post-", "war order", "a post-war order"),
        ("the U.S.-", "Turkey talks", "the U.S.-Turkey talks"),
    ],
)
def test_broken_words_are_mended(first: str, second: str, wanted: str) -> None:
    assert printed.paragraphs(lines(first, second)) == [wanted]


def test_running_heads_and_page_numbers_go() -> None:
    pages = [
        line
        for page in range(3)
        for line in lines(
            f"The Gazette {page}",
            *(f"Line {page} {chr(97 + n)} of the text" for n in range(8)),
            f"- {page} -",
            page=page,
        )
    ]
    assert all("of the text" in line.text for line in printed.without_margins(pages))


@pytest.mark.parametrize(
    ("body", "author", "date", "rest"),
    [
        (["By Jo Writer, 15 May 2023", "Text."], "Jo Writer", "2023-05-15", ["Text."]),
        (["By Jo Writer", "Published on May 15, 2023 at 9:30", "Text."], "Jo Writer", "2023-05-15", ["Text."]),
        (["NAIROBI, 15 May 2023 (Example)", "Text."], None, "2023-05-15", ["NAIROBI, 15 May 2023 (Example)", "Text."]),
        (["By the river they met.", "Text."], None, None, ["By the river they met.", "Text."]),
        (["31 June 2023", "Text."], None, None, ["Text."]),
    ],
)
def test_bylines_are_read(body: list[str], author: str | None, date: str | None, rest: list[str]) -> None:
    found = byline.split(body)
    assert (found.author, found.date, list(found.body)) == (author, date, rest)


HEADLINE = "Iraq expels Turkish attaché"
LONG = (
    "Iraq expelled Turkey's military attaché on Friday and demanded an apology for a drone strike that it said had "
    "killed five border guards in the northern district of Sinjar, officials said in Baghdad."
)


@pytest.mark.parametrize(
    "look",
    [
        {"style": "Title"},
        {"style": "Heading 1", "title": "Template for colleagues"},
        {"size": 20, "above": "CENTRE FOR LEVANT STUDIES"},
        {"bold": True, "above": "Press release"},
        {"title": HEADLINE, "above": "Press release"},
        {"below": "Baghdad demands an apology from Ankara after the attack."},
    ],
    ids=str,
)
def test_the_headline_of_a_word_file_is_the_one_that_looks_like_it(tmp_path: Path, look: dict[str, Any]) -> None:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.core_properties.title = look.get("title", "Word Document")
    if "above" in look:
        document.add_paragraph(look["above"])
    run = document.add_paragraph(style=look.get("style")).add_run(HEADLINE)
    run.bold = look.get("bold")
    run.font.size = Pt(look["size"]) if "size" in look else None
    if "below" in look:
        document.add_paragraph().add_run(look["below"]).bold = True
    for text in ("16 February 2024", LONG, LONG):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    (article,) = readers.read([tmp_path])
    assert isinstance(article, Article)
    assert (article.title, article.date) == (HEADLINE, "2024-02-16")
