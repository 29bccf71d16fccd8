"""Pages from the network, safely and politely: public addresses only, bounds of size and time, robots.txt."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from briefgen import __version__
from briefgen.errors import ArticleError

REDIRECTS = 5
LARGEST = 10_000_000  # bytes of a page, unpacked
SECONDS = 20.0  # for one request, from connecting to its last byte
PAUSE = 1.0  # seconds between two requests to one host
TRIES = 3  # more of a server that is busy
BUSY = 5.0  # seconds until the first of them, where it does not say
PATIENCE = 30.0  # seconds that a server may ask to wait
AGENT = f"briefgen/{__version__}"
NAT64 = ipaddress.ip_network("64:ff9b::/96")
CLOSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16", "fec0::/10", "100.64.0.0/10",
        "192.0.0.0/24", "192.88.99.0/24",  # not all of them are private to every version of Python
        "168.63.129.16/32",  # public by its number, a service for the machines of one cloud by its use
    )
)  # fmt: skip

Resolve = Callable[[str, int], list[str]]
Allowed = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered: the address it came from in the end, bytes and type; `changed` is False for a 304."""

    url: str
    data: bytes = b""
    type: str = ""
    etag: str | None = None
    modified: str | None = None
    changed: bool = True


def public(address: str) -> bool:
    """Whether an IP address is one of the public network; forms that wrap a private one are not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return public(str(ip.ipv4_mapped))
        if ip in NAT64:
            return public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    inside = any(ip in net for net in CLOSED if net.version == ip.version)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or inside)


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


@dataclass(slots=True)
class Fetcher:
    """Fetches pages one after another.

    resolve, allowed: how hosts become addresses and which of these may be connected to; tests give their own
    pause: waits for some seconds
    """

    resolve: Resolve = resolve
    allowed: Allowed = public
    pause: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Page:
        """The page at an address. Raises ArticleError with the reason why there is none.

        etag, modified: what the server told the last time; it then says whether anything changed
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value and value.isprintable()}
        there = url
        for _ in range(REDIRECTS + 1):
            there = _clean(there, url)
            self._ask_robots(there, url)
            answer = self._patiently(there, url, headers)
            if answer.status not in (301, 302, 303, 307, 308):
                return _page(answer, there, url)
            if not answer.location:
                raise _error(url, "leads nowhere: a redirect without an address")
            there = urljoin(there, answer.location)
        raise _error(url, f"is redirected more than {REDIRECTS} times")

    def _patiently(self, there: str, url: str, headers: dict[str, str]) -> _Answer:
        """An answer; where the server is busy, it is asked again when it says, or ever more slowly."""
        answer = self._request(there, url, headers)
        for turn in range(TRIES):
            if answer.status not in (429, 503):
                break
            wait = float(answer.retry) if answer.retry and answer.retry.isdecimal() else BUSY * 2**turn
            if wait > PATIENCE:
                break
            self.pause(wait)
            answer = self._request(there, url, headers)
        return answer

    def _ask_robots(self, there: str, url: str) -> None:
        """Raise ArticleError where the site's robots.txt asks programs to stay away from the page."""
        parts = urlsplit(there)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            rules = RobotFileParser()
            answer, place = self._request(f"{site}/robots.txt", url, {}), f"{site}/robots.txt"
            for _ in range(REDIRECTS):
                if answer.status not in (301, 302, 303, 307, 308) or not answer.location:
                    break
                place = _clean(urljoin(place, answer.location), url)
                answer = self._request(place, url, {})
            if answer.status == 200:
                rules.parse(answer.data.decode("utf-8", "replace").splitlines())
            elif answer.status >= 500:
                rules.parse(["User-agent: *", "Disallow: /"])
            else:
                rules.parse([])
            self._robots[site] = rules
        if not self._robots[site].can_fetch(AGENT, there):
            raise _error(
                url, "is closed to programs by the site's robots.txt", "save it with a browser and add the file"
            )

    def _request(self, there: str, url: str, headers: dict[str, str]) -> _Answer:
        """One request to an address that was checked."""
        parts = urlsplit(there)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        address = self._address(host, port, url)
        if host in self._asked:
            self.pause(self._pause(f"{parts.scheme}://{parts.netloc}"))
        self._asked.add(host)
        connection = _Connection(host, port, address, parts.scheme == "https")
        late = threading.Timer(SECONDS, connection.cut)
        late.start()
        try:
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            named = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Encoding": "gzip, identity", "Connection": "close"}
            connection.request("GET", path, headers=named | headers)
            answer = _answer(connection.getresponse(), url)
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            what = _late() if connection.was_cut else f"cannot be fetched ({_reason(error)})"
            raise _error(url, what, "try again later, or save it with a browser and add the file") from error
        finally:
            late.cancel()
            connection.close()
        if connection.was_cut:
            raise _error(url, _late(), "try again later, or save it with a browser and add the file")
        return answer

    def _pause(self, site: str) -> float:
        """Seconds between two requests to a site: ours, or those that its robots.txt asks for, as far as we wait."""
        asked = self._robots[site].crawl_delay(AGENT) if site in self._robots else None
        return min(PATIENCE, max(PAUSE, float(asked or 0)))

    def _address(self, host: str, port: int, url: str) -> str:
        """The address to connect to; all that the host has must be allowed, so that none can be slipped in."""
        try:
            found = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise _error(url, f"cannot be fetched: no host `{host}` is known", "check the address") from error
        if not found or not all(self.allowed(one) for one in found):
            raise _error(
                url, f"leads to `{host}`, which is not on the public network", "save the page and add the file"
            )
        return found[0]


class _Connection(http.client.HTTPConnection):
    """A connection to the very address that was checked, under the name of its host."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.address, self.secure = address, secure
        self.open: socket.socket | None = None
        self.was_cut = False
        self.default_port = 443 if secure else 80  # left out of the Host header

    def connect(self) -> None:
        self.open = self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            context = ssl.create_default_context()
            secured = context.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.open = self.sock = secured
            secured.do_handshake()

    def cut(self) -> None:
        """End whatever is under way, however slowly the server talks."""
        self.was_cut = True
        if self.open is not None:
            with suppress(OSError):
                self.open.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    data: bytes
    type: str
    location: str | None
    etag: str | None
    modified: str | None
    retry: str | None


def _answer(response: http.client.HTTPResponse, url: str) -> _Answer:
    head = response.headers
    data = response.read(LARGEST + 1) if response.status == 200 else b""
    if response.length and len(data) <= LARGEST:
        raise _error(url, "breaks off before its end", "try again later")
    packed = head.get("Content-Encoding", "identity").strip().lower()
    if packed in ("gzip", "x-gzip"):
        try:
            data = zlib.decompressobj(31).decompress(data, LARGEST + 1)
        except zlib.error as error:
            raise _error(url, "is damaged on its way", "try again later") from error
    elif packed != "identity":
        raise _error(url, f"is packed in a way that is not known (`{packed[:20]}`)")
    if len(data) > LARGEST:
        raise _error(url, f"is larger than {LARGEST:,} bytes")
    kind = head.get_content_type()
    return _Answer(
        response.status, data, kind, head["Location"], head["ETag"], head["Last-Modified"], head["Retry-After"]
    )


def _page(answer: _Answer, there: str, url: str) -> Page:
    if answer.status == 304:
        return Page(there, changed=False)
    if answer.status != 200:
        raise _error(url, f"cannot be fetched: the server answers {answer.status}", "check the address")
    return Page(there, answer.data, answer.type, answer.etag, answer.modified)


def _clean(there: str, url: str) -> str:
    """An address as it goes over the wire: ASCII, no fragment. Raises ArticleError for what is no page's address."""
    try:
        parts = urlsplit(there)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except (ValueError, UnicodeError) as error:
        raise _error(url, "is no address", "check it") from error
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or parts.password is not None:
        raise _error(url, "is or leads to no http or https address of a page", "check it")
    name = f"[{host}]" if ":" in host else host
    path, query = (quote(part, safe="/%:@!$&'()*+,;=~-._?") for part in (parts.path, parts.query))
    return urlunsplit((parts.scheme, name if port is None else f"{name}:{port}", path, query, ""))


def _late() -> str:
    return f"takes longer than {SECONDS:.0f} seconds"


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__).splitlines()[0][:120]


def _error(url: str, what: str, mend: str = "save its text as .md") -> ArticleError:
    return ArticleError(what, where=url, mend=mend)
