"""`briefgen add`: Markdown that reads as the same text, places, copies, pages and feeds of a local server."""

from __future__ import annotations

import hashlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import adding, collect, readers
from briefgen.cli import main
from briefgen.config import Site
from briefgen.errors import ArticleError, BriefgenError
from briefgen.fetching import Fetcher
from briefgen.model import Article
from briefgen.readers import markdown, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = [
    "Kenya and Somalia agreed on Monday to reopen their land border in stages, twelve years after it was shut, "
    "officials of both governments said after two days of talks.",
    "The ministers of the interior said that the crossing at Mandera would open within a month, and that two further "
    "crossings would follow before the end of the year if the rains allow it.",
]


def article(title: str | None, body: list[str], **more: str) -> Article:
    return Article("a", "\n\n".join([title, *body] if title else body), title, **more)


class Quiet:
    def __init__(self) -> None:
        self.problems: list[str] = []

    def step(self, done: int, what: str) -> None:
        pass

    def problem(self, error: BriefgenError) -> None:
        self.problems.append(str(error))


def back(made: Article, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Article:
    text = adding.markdown(made, "2024-01-02", "0" * 64)
    monkeypatch.setattr(markdown, "decode", lambda _: text)
    ((found, _),) = markdown.read(tmp_path / "a.md")
    return found


PARAGRAPHS = r"""
# no heading
- no item
1. no list
2023) no list
* star
a *b* _c_ `d` <b>e</b> [f](g) ![h](i)
&amp; &copy;
---
===
> said
~~gone~~
| a | b |
\*
http://a.test/_x_
+ plus
``` code
<!-- x -->
"""


@pytest.mark.parametrize("paragraph", PARAGRAPHS.strip().splitlines())
def test_paragraphs_are_read_as_they_were(paragraph: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = article("T", ["First.", paragraph, "Last."], date="2023-05-15", url="https://a.test/x", author="A: B")
    found = back(made, monkeypatch, tmp_path)
    assert (found.text, found.date, found.url, found.author) == (made.text, made.date, made.url, made.author)


@given(st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=3))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_as_it_was(texts: list[str]) -> None:
    body = [" ".join(folded.split()) for text in texts if (folded := plain.clean(text)).strip()]
    if not body:
        return
    made = article("A title", body)
    with pytest.MonkeyPatch.context() as patch:
        text = adding.markdown(made, "2024-01-02", "0" * 64)
        patch.setattr(markdown, "decode", lambda _: text)
        ((found, _),) = markdown.read(readers.Path("a.md"))
    assert found.text == made.text


@pytest.mark.parametrize(
    ("title", "date", "wanted"),
    [
        ("Kenya & Somalia agree", "2023-05-15", "2023/kenya-somalia-agree.md"),
        ("../../etc/passwd", None, "undated/etc-passwd.md"),
        ("Erdoğan’s visit", "2021", "2021/erdogan-s-visit.md"),
    ],
)
def test_places_are_slugs(title: str, date: str | None, wanted: str) -> None:
    assert adding.place(Article("a", f"{title}\n\nText.", title, date), ()) == wanted


@pytest.mark.parametrize("title", ["con", "…", "taken", "x" * 300, "a\u202eb/../c", "."])
def test_places_that_would_not_be_safe_have_a_hash(title: str) -> None:
    found = adding.place(Article("a", f"{title}\n\nText.", title), {"taken"})
    assert plain.is_file_id(found.removeprefix("undated/"))
    assert len(found) < 100


def test_copies_are_known_and_others_are_not() -> None:
    shelf = adding.Shelf()
    shelf.put(article("Border", TEXT, url="https://a.test/1"))
    copy = article("Another headline", [*TEXT, "Reporting by a correspondent."], url="https://b.test/2")
    changed = article("Border", TEXT[:1], url="https://a.test/1")
    assert [(s.how if (s := shelf.seen(one)) else None) for one in (copy, changed, article("Border", TEXT))] == [
        "copy", "changed", "same",
    ]  # fmt: skip
    assert shelf.seen(article("Border", ["Kenya and Somalia agreed on Monday to talk about other things."])) is None


@pytest.fixture
def site(tmp_path: Path) -> Site:
    (tmp_path / "site" / "content" / "articles").mkdir(parents=True)
    return Site(tmp_path / "site")


def test_files_are_added_once(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "border.txt").write_text("Border reopened\n\n" + "\n\n".join(TEXT), encoding="utf-8")
    (folder / "copy.eml").write_text(
        "Subject: Wire copy\nDate: Mon, 15 May 2023 09:00:00 +0000\n\n" + "\n\n".join(TEXT)
    )
    (folder / "bad.docx").write_bytes(b"no")
    quiet = Quiet()
    added = collect.add(site, (str(folder),), quiet, today="2024-01-02")
    assert [path.relative_to(site.articles).as_posix() for path in added.paths] == ["undated/border-reopened.md"]
    assert (added.failed, len(added.notes)) == (1, 1)
    assert json.loads((site.content / "copies.jsonl").read_text())["copy_of"] == "articles/undated/border-reopened.md"
    again = collect.add(site, (str(folder),), Quiet(), today="2025-01-02")
    assert (again.paths, again.unchanged, again.notes) == ([], 2, [])
    (found,) = readers.read([site.articles], site.content)
    assert isinstance(found, Article)
    assert found.text == "Border reopened\n\n" + "\n\n".join(TEXT)


class Handler(BaseHTTPRequestHandler):
    pages: ClassVar[dict[str, tuple[str, str]]] = {}
    answered: ClassVar[list[tuple[str, int]]] = []

    def do_GET(self) -> None:
        if self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/one")
            self.end_headers()
            return
        kind, body = self.pages.get(self.path, ("", ""))
        etag = f'"{len(body)}"'
        status = 304 if self.headers.get("If-None-Match") == etag else 200 if kind else 404
        Handler.answered.append((self.path, status))
        self.send_response(status)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("ETag", etag)
        self.end_headers()
        if status == 200:
            self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


def page(title: str, body: list[str]) -> tuple[str, str]:
    text = "".join(f"<p>{one}</p>" for one in body)
    return (
        "text/html",
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>",
    )


@pytest.fixture
def server() -> Iterator[str]:
    Handler.pages.clear()
    Handler.answered.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://news.test:{running.server_port}"
        running.shutdown()


def fetcher() -> Fetcher:
    return Fetcher(lambda host, port: ["127.0.0.1"], lambda address: True, lambda seconds: None)


def test_a_feed_is_added_once_and_changes_are_shown(site: Site, server: str) -> None:
    items = "".join(
        f"<item><link>{server}/{name}</link><pubDate>{day} May 2023 09:00:00 GMT</pubDate></item>"
        for name, day in (("one", "15"), ("gone", "16"), ("old", "1"))
    )
    Handler.pages["/feed"] = (
        "application/rss+xml",
        f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>',
    )
    Handler.pages["/one"] = page("Border reopened", TEXT)
    quiet = Quiet()
    added = collect.add(site, (f"{server}/feed",), quiet, today="2024-01-02", since="2023-05-10", fetcher=fetcher())
    (path,) = added.paths
    assert path == site.articles / "2023" / "border-reopened.md"
    assert quiet.problems == [f"{server}/gone: cannot be fetched: the server answers 404; check the address"]
    assert f"url: {server}/one" in path.read_text().replace('"', "")
    before = path.read_bytes()
    again = collect.add(site, (f"{server}/one",), quiet, today="2025-01-02", fetcher=fetcher())
    assert (again.paths, again.unchanged, again.notes) == ([], 1, [])
    Handler.pages["/one"] = page(
        "Border reopened", [TEXT[0], "The ministers met again on Tuesday and signed the timetable."]
    )
    changed = collect.add(site, (f"{server}/one",), quiet, today="2025-01-02", fetcher=fetcher())
    assert "+The ministers met again on Tuesday" in changed.notes[0]
    assert path.read_bytes() == before


def add(site: Site, *sources: str, **options: Any) -> collect.Added:
    quiet = Quiet()
    added = collect.add(site, sources, quiet, today="2024-01-02", fetcher=fetcher(), **options)
    assert not quiet.problems
    return added


def test_what_did_not_change_is_not_sent_again(site: Site, server: str) -> None:
    Handler.pages["/one"] = page("Border reopened", TEXT)
    assert len(add(site, f"{server}/one").paths) == 1
    files = {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}
    again = add(site, f"{server}/one")
    assert (again.paths, again.unchanged) == ([], 1)
    assert [status for path, status in Handler.answered if path == "/one"] == [200, 304]
    assert files == {path: path.read_bytes() for path in site.root.rglob("*") if path.is_file()}


def test_one_page_under_several_addresses_is_one_article(site: Site, server: str) -> None:
    Handler.pages["/one"] = page("Border reopened", TEXT)
    Handler.pages["/one?utm_source=rss"] = Handler.pages["/one"]
    Handler.pages["/one/"] = Handler.pages["/one"]
    added = add(site, f"{server}/moved", f"{server}/one", f"{server}/one?utm_source=rss", f"{server}/one/#top")
    assert (len(added.paths), added.unchanged, added.notes) == (1, 3, [])


def test_a_change_is_shown_until_the_file_says_the_same(site: Site, server: str) -> None:
    Handler.pages["/one"] = page("Border reopened", TEXT)
    (path,) = add(site, f"{server}/one").paths
    Handler.pages["/one"] = page("Border reopened", [TEXT[0], "The ministers signed a timetable on Tuesday."])
    for _ in range(2):
        (note,) = add(site, f"{server}/one").notes
        assert note.startswith(f"content/{path.relative_to(site.content)}: its page has changed since")
        assert "\n-The ministers of the interior said" in note
        assert "\n+The ministers signed a timetable on Tuesday." in note
    path.write_text(path.read_text().replace(TEXT[1], "The ministers signed a timetable on Tuesday."))
    assert add(site, f"{server}/one").notes == []


def test_a_wire_copy_is_linked_and_not_doubled(site: Site, server: str) -> None:
    Handler.pages["/one"] = page("Border reopened", TEXT)
    Handler.pages["/copy"] = page("Kenya, Somalia reopen border: ministers", [f"NAIROBI (Wire) — {TEXT[0]}", TEXT[1]])
    Handler.pages["/other"] = page("Kenya and Somalia talk", ["Kenya and Somalia began talks on fishing rights." * 3])
    added = add(site, *(f"{server}/{name}" for name in ("one", "copy", "other")))
    assert [path.name for path in added.paths] == ["border-reopened.md", "kenya-and-somalia-talk.md"]
    (copy,) = map(json.loads, (site.content / "copies.jsonl").read_text().splitlines())
    assert (copy["copy_of"], copy["url"]) == ("articles/undated/border-reopened.md", f"{server}/copy")


def test_feeds_are_taken_from_a_day_on_and_up_to_a_number(site: Site, server: str) -> None:
    entries = "".join(
        f"<entry><title>{n}</title><link href='/{n}'/><id>{n}</id><updated>2023-05-{n:02}T09:00:00Z</updated></entry>"
        for n in (20, 19, 18, 9)
    )
    Handler.pages["/feed"] = ("application/atom+xml", f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>')
    for n in (20, 19, 18, 9):
        Handler.pages[f"/{n}"] = page(f"Border {n}", [f"Post {n}-{k} of line {n * k} was opened." for k in range(20)])
    limited = add(site, f"{server}/feed", limit=2)
    assert [path.name for path in limited.paths] == ["border-20.md", "border-19.md"]
    since = add(site, f"{server}/feed", since="2023-05-10")
    assert ([path.name for path in since.paths], since.unchanged) == (["border-18.md"], 2)
    (article, *_) = readers.read([site.articles / "2023" / "border-20.md"], site.content)
    assert isinstance(article, Article)
    assert (article.date, article.date_from) == ("2023-05-20", "feed")


def test_originals_are_kept_on_request(site: Site, server: str, tmp_path: Path) -> None:
    Handler.pages["/one"] = page("Border reopened", TEXT)
    (tmp_path / "Mine; rm -rf .txt").write_text(
        "Another\n\nPeru thanked Chile for its help after the flood.", encoding="utf-8"
    )
    for _ in range(2):
        add(site, f"{server}/one", str(tmp_path / "Mine; rm -rf .txt"), keep=True)
    kept = {path.name: path.read_bytes() for path in (site.content / "originals").iterdir()}
    assert sorted(Path(name).suffix for name in kept) == [".html", ".txt"]
    for name, data in kept.items():
        assert Path(name).stem == hashlib.sha256(data).hexdigest()
        noted = f"original: {Path(name).stem}"
        assert any(noted in path.read_text().replace('"', "") for path in site.articles.rglob("*.md"))
    assert Handler.pages["/one"][1].encode() in kept.values()


def test_the_command_tells_what_it_did_and_fetches_nothing_private(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Border reopened\n\n" + "\n\n".join(TEXT), encoding="utf-8")
    result = CliRunner().invoke(main, ["-C", str(site.root), "add", str(tmp_path / "a.txt"), "http://127.0.0.1:9/x"])
    assert result.exit_code == 1
    assert "undated/border-reopened.md" in result.stdout
    assert "not on the public network" in result.stderr


def test_feeds_without_the_library_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(ArticleError, match=r"pip install 'briefgen\[web\]'"):
        list(collect._entries(collect.Page("http://a.test", b"<rss/>")))
