"""Fetching, against a server on this machine only: addresses, redirects, bounds, robots.txt, conditions."""

from __future__ import annotations

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from briefgen import fetching
from briefgen.errors import ArticleError
from briefgen.fetching import Fetcher, public

if TYPE_CHECKING:
    from collections.abc import Iterator


class Handler(BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []
    robots: ClassVar[str] = ""  # where the rules are said to be
    end: ClassVar[str] = ""  # where the last redirect of a chain leads

    def do_GET(self) -> None:
        Handler.seen.append((self.path, dict(self.headers)))
        status, headers, body = self.answer(self.path)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def answer(self, path: str) -> tuple[int, dict[str, str], bytes]:
        page = {"Content-Type": "text/html; charset=utf-8", "ETag": '"1"'}
        if path.startswith("/chain/"):
            left = int(path.removeprefix("/chain/"))
            return 307, {"Location": f"/chain/{left - 1}" if left else Handler.end}, b""
        if path == "/robots.txt":
            rules = 200, {}, b"User-agent: *\nDisallow: /closed\nCrawl-delay: 3\n"
            return (302, {"Location": Handler.robots}, b"") if Handler.robots else rules
        if path.startswith("/hop/"):
            left = int(path.rpartition("/")[2])
            return 302, {"Location": f"/hop/{left - 1}" if left else "/page"}, b""
        if path.startswith("/to/"):
            return 302, {"Location": {"file": "file:///etc/passwd", "private": "http://private.test/"}[path[4:]]}, b""
        if path == "/busy" and sum(seen == "/busy" for seen, _ in Handler.seen) == 1:
            return 429, {"Retry-After": "7"}, b""
        if path in ("/gone", "/down"):
            return {"/gone": 404, "/down": 503}[path], {}, b""
        if path == "/large":
            return 200, page, b"x" * 3000
        if path == "/bomb":
            return 200, page | {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 3_000_000)
        if path == "/packed":
            return 200, page | {"Content-Encoding": "gzip"}, gzip.compress(b"<p>Text")
        if self.headers.get("If-None-Match") == '"1"':
            return 304, {}, b""
        return 200, page, b"<p>Text"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Handler.seen.clear()
    Handler.robots = ""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://news.test:{running.server_port}"
        running.shutdown()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def fetcher(waits: list[float]) -> Fetcher:
    hosts = {"news.test": ["127.0.0.1"], "private.test": ["10.0.0.1"], "both.test": ["127.0.0.1", "10.0.0.1"]}
    return Fetcher(lambda host, port: hosts[host], lambda address: address == "127.0.0.1", waits.append)


def test_a_page_comes_with_its_type_and_politely(server: str, fetcher: Fetcher, waits: list[float]) -> None:
    page = fetcher.get(f"{server}/page#part")
    assert (page.data, page.type, page.etag, page.url) == (b"<p>Text", "text/html", '"1"', f"{server}/page")
    assert [path for path, _ in Handler.seen] == ["/robots.txt", "/page"]
    assert Handler.seen[1][1]["User-Agent"].startswith("briefgen/")
    assert Handler.seen[1][1]["Host"] == server.removeprefix("http://")
    assert waits == [3.0]  # as robots.txt asks
    assert fetcher.get(f"{server}/packed").data == b"<p>Text"


def test_what_did_not_change_is_not_sent_again(server: str, fetcher: Fetcher) -> None:
    assert not fetcher.get(f"{server}/page", etag='"1"').changed
    assert fetcher.get(f"{server}/page", etag='"0"').changed


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/closed/a", "is closed to programs"),
        ("/gone", "the server answers 404"),
        ("/hop/9", "more than 5 times"),
        ("/to/file", "no http or https address"),
        ("/to/private", "leads to `private.test`, which is not on the public network"),
    ],
)
def test_what_cannot_be_had_is_told_with_its_reason(server: str, fetcher: Fetcher, path: str, what: str) -> None:
    with pytest.raises(ArticleError, match=what) as caught:
        fetcher.get(server + path)
    assert caught.value.where == server + path
    assert "/closed/a" not in [seen for seen, _ in Handler.seen]


def test_a_few_redirects_are_followed(server: str, fetcher: Fetcher) -> None:
    assert fetcher.get(f"{server}/hop/4").url == f"{server}/page"


def test_a_server_that_is_busy_is_waited_for(server: str, fetcher: Fetcher, waits: list[float]) -> None:
    assert fetcher.get(f"{server}/busy").data
    assert 7.0 in waits


def test_a_server_that_stays_busy_is_asked_ever_more_slowly_and_left_in_the_end(
    server: str, fetcher: Fetcher, waits: list[float]
) -> None:
    with pytest.raises(ArticleError, match="the server answers 503"):
        fetcher.get(f"{server}/down")
    assert [wait for wait in waits if wait != 3.0] == [5.0, 10.0, 20.0]
    assert sum(path == "/down" for path, _ in Handler.seen) == 1 + fetching.TRIES


@pytest.mark.parametrize(("path", "most"), [("/large", 1000), ("/bomb", 100_000)])
def test_pages_are_bounded(
    server: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch, path: str, most: int
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", most)
    with pytest.raises(ArticleError, match="is larger than"):
        fetcher.get(server + path)


def test_a_server_that_drips_is_cut_off(fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setattr(fetching, "SECONDS", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                try:
                    for _ in range(100):
                        connection.sendall(b"H")
                        time.sleep(0.1)
                except OSError:
                    pass

        threading.Thread(target=drip, daemon=True).start()
        with pytest.raises(ArticleError, match="takes longer than 1 seconds"):
            fetcher.get(f"http://news.test:{listening.getsockname()[1]}/")


def test_every_address_of_a_host_must_be_public(fetcher: Fetcher) -> None:
    with pytest.raises(ArticleError, match="not on the public network"):
        fetcher.get("http://both.test/")


# this machine, its network and services of clouds, in all the ways to write them
HOSTS = """
127.0.0.1 127.1 127.0.1 127.255.255.254 2130706433 017700000001 0177.0.0.1 0x7f000001 0x7f.0.0.1 0x7f.1 0 0.0.0.0
localhost 10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1
3232235521 0xc0a80001
169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 100.64.0.1 100.100.100.200 198.18.0.1 192.0.0.192 224.0.0.1
168.63.129.16 255.255.255.255 240.0.0.1
[::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:a9fe:a9fe] [::127.0.0.1]
[fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [64:ff9b::7f00:1] [64:ff9b::169.254.169.254] [64:ff9b:1::a00:1]
[2002:7f00:1::] [2002:a9fe:a9fe::1] [2001:0:7f00:1::1] [2001:db8::1] ①②⑦.⓪.⓪.① 127。0。0。1 ⓛⓞⓒⓐⓛⓗⓞⓢⓣ
"""


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt of this process to open a connection."""
    tried: list[object] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, address: Any) -> None:
        tried.append(address)
        if address[0] != "127.0.0.1" or self.family != socket.AF_INET:
            raise ConnectionRefusedError("tests connect to their own server only")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", noted)
    return tried


@pytest.mark.parametrize("host", HOSTS.split())
def test_names_of_this_machine_and_its_network_are_not_connected_to(host: str, connections: list[object]) -> None:
    with pytest.raises(ArticleError):
        Fetcher(pause=lambda seconds: None).get(f"http://{host}/")
    assert connections == []


def test_there_are_forty_of_them() -> None:
    assert len(set(HOSTS.split())) >= 40


@pytest.mark.parametrize("hop", range(fetching.REDIRECTS))
@pytest.mark.parametrize("host", ["127.0.0.2", "[::ffff:10.0.0.1]", "2852039166", "inside.test"])
def test_no_redirect_leads_there_on_any_hop(server: str, connections: list[object], hop: int, host: str) -> None:
    known = {"news.test": ["127.0.0.1"], "inside.test": ["10.0.0.1"]}

    def resolve(name: str, port: int) -> list[str]:
        return known.get(name) or fetching.resolve(name, port)

    port = server.rpartition(":")[2]
    Handler.end = f"http://{host}:{port}/page"
    fetcher = Fetcher(resolve, lambda address: address == "127.0.0.1", lambda seconds: None)
    with pytest.raises(ArticleError, match="not on the public network"):
        fetcher.get(f"{server}/chain/{hop}")
    assert set(connections) == {("127.0.0.1", int(port))}
    assert sum(path.startswith("/chain/") for path, _ in Handler.seen) == hop + 1


def test_a_name_that_changes_its_address_is_connected_to_where_it_was_checked(
    server: str, connections: list[object]
) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    fetcher = Fetcher(lambda host, port: next(answers), lambda address: address == "127.0.0.1", lambda seconds: None)
    with pytest.raises(ArticleError, match="not on the public network"):  # robots.txt once, the page no more
        fetcher.get(f"{server}/page")
    assert set(connections) == {("127.0.0.1", int(server.rpartition(":")[2]))}


def test_robots_txt_is_not_followed_there(server: str, connections: list[object]) -> None:
    Handler.robots = f"http://127.0.0.2:{server.rpartition(':')[2]}/robots.txt"
    fetcher = Fetcher(
        lambda host, port: ["127.0.0.1"] if host == "news.test" else fetching.resolve(host, port),
        lambda address: address == "127.0.0.1",
        lambda seconds: None,
    )
    with pytest.raises(ArticleError, match="not on the public network"):
        fetcher.get(f"{server}/page")
    assert len(connections) == 1


@pytest.mark.parametrize("url", "file:///etc/passwd ftp://a.test/ http://u:p@news.test/ http:// http://[x //a".split())
def test_other_addresses_are_refused(fetcher: Fetcher, url: str) -> None:
    with pytest.raises(ArticleError):
        fetcher.get(url)


PUBLIC = "93.184.216.34 2606:2800:220:1::1 64:ff9b::5db8:d822 ::ffff:93.184.216.34"
PRIVATE = """
10.1.2.3 172.16.0.1 192.168.1.1 127.0.0.1 127.255.255.254 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3 224.0.0.1
255.255.255.255 240.0.0.1 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.0.0.1
::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 fec0::1 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:a00:1 ::ffff:a9fe:a9fe
::7f00:1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::c0a8:101 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::1 2001:0:1::1 nonsense
"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_addresses_that_may_be_connected_to(address: str) -> None:
    assert public(address)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_addresses_that_may_not(address: str) -> None:
    assert not public(address)
