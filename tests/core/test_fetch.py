"""Fetching what a person typed in: only public hosts, only within limits."""

import gzip
import ipaddress
import itertools
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest

from standfirst.core.fetch import AddressRefused, Fetcher, Limits, NotFetched, is_public

PUBLIC = "93.184.215.14"
SECRET = b"the inside of the house"


class House(BaseHTTPRequestHandler):
    """Answers by path: a page, redirects, an error, too much, and what only the machine itself should see."""

    pages: ClassVar[dict[str, tuple[int, dict[str, str], bytes]]] = {}

    def do_GET(self) -> None:
        status, headers, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), House)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    House.pages = {
        "/page": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>words</p>"),
        "/packed": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>packed</p>")),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 3_000_000)),
        "/large": (200, {}, b"x" * 200_000),
        "/short": (200, {"Content-Length": "50"}, b"not fifty"),
        "/round": (302, {"Location": "/round"}, b""),
        "/nowhere": (302, {}, b""),
        "/moved": (301, {"Location": "/page"}, b""),
        "/inwards": (302, {"Location": f"http://inside.example:{server.server_port}/secret"}, b""),
        "/file": (302, {"Location": "file:///etc/hostname"}, b""),
        "/secret": (200, {}, SECRET),
    }
    yield server.server_port
    server.shutdown()
    server.server_close()


def names(host: str, _: int) -> Sequence[str]:
    return {"inside.example": ["127.0.0.1"], "mixed.example": [PUBLIC, "10.0.0.8"]}.get(host, [PUBLIC])


def to_this_machine(_: str, port: int, seconds: float) -> socket.socket:
    """As if the public address were here."""
    return socket.create_connection(("127.0.0.1", port), timeout=seconds)


@pytest.fixture
def fetcher(port: int) -> Fetcher:
    limits = Limits(bytes=100_000, seconds=10, ports=frozenset({port}))
    return Fetcher(limits=limits, resolve=names, connect=to_this_machine)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "0.1.2.3",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "192.0.0.8",
        "::1",
        "::",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "2001:db8::1",
        "100::1",
    ],
)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", [PUBLIC, "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_an_address_outside_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def test_a_public_page_is_fetched_with_its_type(fetcher: Fetcher, port: int) -> None:
    found = fetcher.fetch(f"http://news.example:{port}/page#end")
    assert (found.body, found.content_type) == (b"<p>words</p>", "text/html; charset=utf-8")
    assert found.address == f"http://news.example:{port}/page"


def test_a_redirect_is_followed_and_the_last_address_told(fetcher: Fetcher, port: int) -> None:
    assert fetcher.fetch(f"http://news.example:{port}/moved").address.endswith("/page")


def test_a_packed_page_is_unpacked(fetcher: Fetcher, port: int) -> None:
    assert fetcher.fetch(f"http://news.example:{port}/packed").body == b"<p>packed</p>"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/round", "redirected more than 3 times"),
        ("/nowhere", "redirects to nowhere"),
        ("/missing", "answered 404"),
        ("/large", "more than"),
        ("/bomb", "more than"),
        ("/short", "ended before all of it had come"),
        ("/inwards", "not on the public internet"),
        ("/file", "begin with http"),
    ],
)
def test_what_a_host_answers_can_be_refused(fetcher: Fetcher, port: int, path: str, sentence: str) -> None:
    with pytest.raises(NotFetched, match=sentence):
        fetcher.fetch(f"http://news.example:{port}{path}")


@pytest.mark.parametrize(
    "address",
    [
        "http://inside.example:{port}/secret",
        "http://mixed.example:{port}/secret",
        "http://user:word@news.example:{port}/page",
        "http://news.example:22/",
        "http://news.example:99999/",
        "http://[::1/",
        "http://a b/",
        "http:///page",
        "file:///etc/hostname",
        "ftp://news.example/",
        "gopher://news.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//news.example/page",
        "",
        "http://news.example/" + "x" * 3_000,
    ],
)
def test_an_address_is_refused_before_anything_is_asked(fetcher: Fetcher, port: int, address: str) -> None:
    def never(*_: object) -> socket.socket:
        raise AssertionError

    with pytest.raises(AddressRefused):
        replace(fetcher, connect=never).fetch(address.replace("{port}", str(port)))


@pytest.mark.parametrize("path", ["/inwards", "/secret"])
def test_without_the_rule_about_addresses_the_inside_is_read(fetcher: Fetcher, port: int, path: str) -> None:
    host = "news.example" if path == "/inwards" else "inside.example"
    assert replace(fetcher, may_reach=lambda _: True).fetch(f"http://{host}:{port}{path}").body == SECRET


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_spellings_of_this_machine_are_refused(port: int, host: str) -> None:
    def as_systems_do(name: str, _: int) -> Sequence[str]:
        return [name if ":" in name else socket.inet_ntoa(socket.inet_aton(name))]

    with pytest.raises(AddressRefused):
        Fetcher(limits=Limits(ports=frozenset({port})), resolve=as_systems_do).fetch(
            f"http://{host}:{port}/secret"
        )


def test_the_checked_address_is_the_one_connected_to(fetcher: Fetcher, port: int) -> None:
    """A name that changes its address between the check and the connection gains nothing."""
    answers: Iterator[list[str]] = itertools.chain([[PUBLIC]], itertools.repeat(["127.0.0.1"]))
    reached: list[str] = []

    def connect(address: str, at: int, seconds: float) -> socket.socket:
        reached.append(address)
        return to_this_machine(address, at, seconds)

    replace(fetcher, resolve=lambda *_: next(answers), connect=connect).fetch(
        f"http://news.example:{port}/page"
    )
    assert reached == [PUBLIC]


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_the_whole_time_is_limited_wherever_it_is_spent(fetcher: Fetcher, port: int, steps: int) -> None:
    clock = clock_that_leaps_after(steps)
    with pytest.raises(NotFetched, match="took too long"):
        replace(fetcher, monotonic=clock).fetch(f"http://news.example:{port}/moved")


def clock_that_leaps_after(steps: int) -> Callable[[], float]:
    moments = itertools.chain([0.0] * steps, itertools.repeat(60.0))
    return lambda: next(moments)


def test_a_host_that_nobody_knows_gets_a_sentence(fetcher: Fetcher, port: int) -> None:
    def unknown(*_: object) -> Sequence[str]:
        raise socket.gaierror

    with pytest.raises(NotFetched, match="there is no such host"):
        replace(fetcher, resolve=unknown).fetch(f"http://nobody.example:{port}/")
