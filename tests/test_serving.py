"""`serve`: the site as built, pages that load anew after a change, and a mistake that does not end it."""

from __future__ import annotations

import queue
import threading
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest

from briefgen import website
from briefgen.errors import SiteError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def get(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:  # noqa: S310 (our own server)
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


class Served:
    """A site whose index says how often it was built; the build fails when the input says so."""

    def __init__(self, root: Path) -> None:
        self.input, self.site, self.built = root / "content", root / "site", 0
        self.input.mkdir()
        self.site.mkdir()
        (self.site / "404.html").write_text("<body>Nothing here</body>")
        (self.site / "data.csv").write_text("</body>")
        self.address: queue.Queue[str] = queue.Queue()
        options = ("127.0.0.1:0", [self.input], self.build, self.address.put)
        self.thread = threading.Thread(target=website.serve, args=(self.site, *options), kwargs={"pause": 0.05})
        self.thread.start()
        self.url = self.address.get(timeout=20)

    def build(self) -> None:
        text = "".join(path.read_text() for path in self.input.iterdir())
        if text == "stop":
            raise KeyboardInterrupt
        if text == "mistake":
            raise SiteError("a mistake", where="here")
        self.built += 1
        (self.site / "index.html").write_text(f"<body>build {self.built}</body>")

    def change(self, text: str) -> None:
        (self.input / "a.md").write_text(text)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    yield served
    served.change("stop")
    served.thread.join(20)
    assert not served.thread.is_alive()


def test_a_page_is_loaded_anew_after_a_change(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    assert get(served.url) == (200, '<body>build 1<script src="/.briefgen/reload.js" data-build="1"></script></body>')
    assert "location.reload()" in get(f"{served.url}.briefgen/reload.js")[1]
    assert (served.site / "index.html").read_text() == "<body>build 1</body>"
    served.change("new")
    assert get(f"{served.url}.briefgen/after/1") == (200, "2")
    assert "build 2" in get(f"{served.url}index.html?again")[1]
    served.change("mistake")
    while "here: a mistake" not in caplog.text:
        pass
    assert "build 2" in get(served.url)[1]
    served.change("mended")
    assert get(f"{served.url}.briefgen/after/2") == (200, "3")


def test_only_files_of_the_site_are_served(served: Served) -> None:
    served.change("secret")
    assert get(f"{served.url}data.csv") == (200, "</body>")
    for path in ("none.html", "../content/a.md", "%2e%2e/content/a.md", ".briefgen/after/x"):
        status, text = get(served.url + path)
        assert (status, "secret" in text) == (404, False), path
    assert "Nothing here" in get(f"{served.url}none.html")[1]


def test_an_address_that_cannot_be_had_is_told(tmp_path: Path) -> None:
    for address in ("127.0.0.1:no", "127.0.0.1:99999", "8000", "no such host:80"):
        with pytest.raises(SiteError, match="cannot serve at"):
            website.serve(tmp_path, address, [], lambda: None, lambda _: None)
