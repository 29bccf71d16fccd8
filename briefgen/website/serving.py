"""The built site on this machine: it is built again when something changes, and open pages load anew."""

from __future__ import annotations

import logging
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING

from briefgen.errors import BriefgenError, SiteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LOG = logging.getLogger(__name__)
ASKED = "/.briefgen/after/"  # and a number: answers with the number of the newest build, as soon as that is higher
SCRIPT = "/.briefgen/reload.js"  # a file, since a page of the site runs no script that stands in it
PATIENCE = 30  # seconds that a page waits for an answer before it asks again
_RELOAD = """
const last = Number(document.currentScript.dataset.build);
const ask = () => fetch("ASKED" + last).then((answer) => answer.text())
  .then((now) => Number(now) > last ? location.reload() : ask())
  .catch(() => setTimeout(ask, 2000));
ask();
""".replace("ASKED", ASKED)


class Builds:
    """How often the site was built, and whether it is being built now."""

    def __init__(self) -> None:
        self.number = 1
        self._busy = False
        self._changed = Condition()

    def run(self, build: Callable[[], None]) -> None:
        """Build while nobody reads; what goes wrong is logged, and open pages stay as they are."""
        with self._changed:
            self._busy = True
        try:
            build()
        except BriefgenError as error:
            LOG.error("%s", error)
        else:
            with self._changed:
                self.number += 1
        finally:
            with self._changed:
                self._busy = False
                self._changed.notify_all()

    def settled(self) -> int:
        """The number of the newest build, once it is whole."""
        with self._changed:
            self._changed.wait_for(lambda: not self._busy)
            return self.number

    def after(self, number: int) -> int:
        """The number of a newer build than one, or of that one where none comes in a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.number > number and not self._busy, PATIENCE)
            return self.number


class Handler(SimpleHTTPRequestHandler):
    """Files of the site; HTML with a line that loads it anew, which the files themselves do not have."""

    def __init__(self, *args: object, builds: Builds, **options: object) -> None:
        self.builds = builds
        super().__init__(*args, **options)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer a request: an ask for news, the script that asks, or a file."""
        if self.path == SCRIPT:
            self._answer(200, "text/javascript", _RELOAD.encode())
        elif self.path.startswith(ASKED) and self.path.removeprefix(ASKED).isdecimal():
            number = self.builds.after(int(self.path.removeprefix(ASKED)[:9]))
            self._answer(200, "text/plain", str(number).encode())
        else:
            self._page(self.builds.settled())

    def _page(self, number: int) -> None:
        path = self.translate_path(self.path)
        if path.endswith(("/", "\\")):
            path += "index.html"
        status = 200
        if not path.endswith(".html"):
            super().do_GET()
            return
        try:
            text = Path(path).read_bytes()
        except OSError:
            status, text = 404, self._missing()
        line = f'<script src="{SCRIPT}" data-build="{number}"></script></body>'
        self._answer(status, "text/html; charset=utf-8", text.replace(b"</body>", line.encode()))

    def _missing(self) -> bytes:
        try:
            return Path(self.translate_path("/404.html")).read_bytes()
        except OSError:
            return b"<!doctype html><title>404</title><body>404 - Not found</body>"

    def _answer(self, status: int, kind: str, text: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def end_headers(self) -> None:
        """Nothing is kept by the browser: the next build may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """No list of files, as where the site will be published."""
        self._answer(404, "text/html; charset=utf-8", self._missing())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the method that it replaces)
        """Requests are not told."""


def serve(
    site: Path,
    address: str,
    watched: Sequence[Path],
    build: Callable[[], None],
    ready: Callable[[str], None],
    *,
    pause: float = 1.0,
) -> None:
    """Build a site and serve its folder at `address` (host:port) until interrupted.

    ready: is told the address of the first page

    watched: files and folders; when something in them changes, `build` is called again. What it raises the first time
        is raised; later it is logged, and the site stays as it was.
    pause: seconds between two looks
    Raises SiteError where the address cannot be had.
    """
    build()
    builds = Builds()
    host, _, port = address.rpartition(":")
    try:
        if not host:
            raise ValueError("no host")
        server = ThreadingHTTPServer((host, int(port)), partial(Handler, directory=str(site), builds=builds))
    except (OSError, ValueError, OverflowError) as error:
        raise SiteError(f"cannot serve at {address} ({error})", mend="choose another host:port by --address") from error
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    ready(f"http://{host}:{server.server_port}/")
    try:
        for _ in changes(watched, pause):
            builds.run(build)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        server.server_close()


def changes(watched: Sequence[Path], pause: float) -> Iterator[None]:
    """An item each time that something in some places has changed."""
    seen = snapshot(watched)
    while True:
        time.sleep(pause)
        now = snapshot(watched)
        if now != seen:
            seen = now
            yield


def snapshot(watched: Sequence[Path]) -> dict[str, tuple[int, int]]:
    """Size and time of change (nanoseconds) of all files below some places."""
    found = {}
    for place in watched:
        for path in place.rglob("*") if place.is_dir() else (place,):
            try:
                state = path.stat()
            except OSError:
                continue
            found[str(path)] = (state.st_mtime_ns, state.st_size) if path.is_file() else (0, 0)
    return found
