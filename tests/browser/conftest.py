"""A headless browser and a little server for the tests that look at built pages."""

from __future__ import annotations

import json
import os
import shutil
import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import site_briefs
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

from briefgen import website
from briefgen.aggregate import aggregate
from briefgen.config import shipped
from briefgen.render import render

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefgen.model import Brief
    from briefgen.registry import Registry

PAGES = Path(__file__).resolve().parents[2] / "content" / "pages"
# What a script that got through would call; the page's own scripts call none of it.
WATCH = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => window.ran.push(name);
"""


class Reader:
    """A browser that remembers what went wrong on a page."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def read(self, address: str) -> None:
        """Open a page; what was logged before is forgotten."""
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(address)

    def run(self, script: str, *arguments: Any) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def complaints(self) -> list[str]:
        """Errors and warnings on the console."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> set[str]:
        """Hosts that were asked for something (files and `data:` name none)."""
        hosts = set()
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            if event["method"] == "Network.requestWillBeSent":
                hosts.add(urlsplit(event["params"]["request"]["url"]).hostname or "")
        return hosts - {""}

    def check(self, *, hosts: tuple[str, ...] = ("127.0.0.1",)) -> None:
        """Nothing ran that should not, nothing was logged, nobody else was asked."""
        assert self.run("return window.ran") == []
        assert self.complaints() == []
        assert self.requests() <= set(hosts)


def find(*names: str) -> str | None:
    """The first of some programs that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    """Headless Chromium; tests skip where it is missing, and fail instead where BRIEFGEN_NO_SKIP=1."""
    chromium, chromedriver = find("chromium", "chromium-browser", "google-chrome"), find("chromedriver")
    if not chromium or not chromedriver:
        missing = "Chromium and its driver are not installed (apt install chromium chromium-driver)"
        if os.environ.get("BRIEFGEN_NO_SKIP") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    options = Options()
    options.binary_location = chromium
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--window-size=1440,1000",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=Service(chromedriver))
    opened.set_page_load_timeout(30)
    opened.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    yield opened
    opened.quit()


@pytest.fixture
def reader(driver: webdriver.Chrome) -> Reader:
    """The browser as it comes: desktop width, scripts on, the pages' security policy in force."""
    driver.set_window_size(1440, 1000)
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return Reader(driver)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, which the browser need not ask for again at the next page, and keeps silent."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=600")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the base class's)
        pass


class Quick(ThreadingHTTPServer):
    """A server that does not wait for open connections when it closes."""

    daemon_threads = True


def serve(folder: Path) -> Iterator[str]:
    """The address of a server for a folder, as long as the iterator is open."""
    server = Quick(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def make_site(
    root: Path, briefs: list[Brief], registry: Registry, *, offline: bool = False, builder: website.Builder = "mkdocs"
) -> Path:
    """Build a site from briefs; returns the folder of the built pages."""
    settings = replace(site_briefs.EVERYTHING, weekly_digest=True)
    files = render(aggregate(briefs, registry, settings), (shipped("templates"),), settings)
    website.write_pages(root / "docs", files, PAGES, (shipped("site_config") / "theme",))
    (root / "mkdocs.yml").write_text(website.scaffold_mkdocs("Test site"), encoding="utf-8")
    website.build(root, builder, builder == "mkdocs", offline)
    return root / "site"
