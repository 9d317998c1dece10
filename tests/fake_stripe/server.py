"""Stripe over HTTP on loopback: its API, its hosted pages, and the webhooks that it sends when the test says so."""

import copy
import hashlib
import hmac
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.fake_stripe import happenings
from tests.fake_stripe.answers import nested, route
from tests.fake_stripe.books import Books, Object, Refused

KEY = "sk_test_of_the_fake"
WEBHOOK_SECRET = "whsec_of_the_fake_and_long_enough"


@dataclass
class FakeStripe:
    """The books, the door to them, and a log of every request."""

    url: str
    books: Books = field(default_factory=Books)
    requests: list[Object] = field(default_factory=list)
    # Requests to answer with nothing: the connection is cut before or after the deed.
    cut_before: int = 0
    cut_after: int = 0
    _kept: dict[tuple[str, str], tuple[str, int, Object]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, method: str, path: str, body: str, key: str | None) -> tuple[int, Object]:
        """As Stripe does: the same idempotency key gives the same answer, and another request under it is refused."""
        with self._lock:
            self.requests.append({"method": method, "path": path, "body": nested(body), "key": key})
            place = (method + path, key or "")
            digest = hashlib.sha256(json.dumps(nested(body), sort_keys=True).encode()).hexdigest()
            if key and place in self._kept:
                return self._repeat(place, digest)
            status, made = self._do(method, path, body)
            if key and status < 500:
                self._kept[place] = (digest, status, copy.deepcopy(made))
            return status, made

    def _repeat(self, place: tuple[str, str], digest: str) -> tuple[int, Object]:
        was, status, made = self._kept[place]
        if was != digest:
            return 400, _fault(Refused(400, "Keys for idempotent requests can only be used with the same parameters.", kind="idempotency_error"))  # fmt: skip
        return status, made

    def _do(self, method: str, path: str, body: str) -> tuple[int, Object]:
        try:
            act, number = route(method, urlsplit(path).path)
            made = act(self.books, nested(body or urlsplit(path).query), number)
        except Refused as refused:
            return refused.status, _fault(refused)
        return 200, json.loads(json.dumps(made).replace("{base}", self.url))

    def signed(
        self, event: Object, *, secret: str = WEBHOOK_SECRET, at: int | None = None
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a webhook."""
        body = json.dumps(event, separators=(",", ":"))
        moment = self.books.now if at is None else at
        seal = hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
        return body.encode(), {
            "Stripe-Signature": f"t={moment},v1={seal}",
            "Content-Type": "application/json",
        }

    def deliver(self, event: Object, to: str, **how: Any) -> httpx.Response:
        """Send one webhook to a running Standfirst."""
        body, headers = self.signed(event, **how)
        return httpx.post(to, content=body, headers=headers, timeout=20)


def _fault(refused: Refused) -> Object:
    return {"error": {"type": refused.kind, "message": str(refused)}}


_HEAD = '<!doctype html><html lang=en><meta name=viewport content="width=device-width"><link rel=icon href="data:,"><title>Fake</title>'


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer leaves in one piece and at once; otherwise each waits 40 ms for the other side's acknowledgement.
    disable_nagle_algorithm = True
    wbufsize = -1
    fake: FakeStripe

    def log_message(self, *_: object) -> None:
        """The log is the fake's own."""

    def _api(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if not self.path.startswith("/v1/"):
            self._page(body)
            return
        if self.headers.get("Authorization") != f"Bearer {KEY}":
            self._json(401, _fault(Refused(401, "Invalid API Key provided")))
            return
        if self.fake.cut_before:
            self.fake.cut_before -= 1
            self.close_connection = True
            return
        status, made = self.fake.answer(self.command, self.path, body, self.headers.get("Idempotency-Key"))
        if self.fake.cut_after:
            self.fake.cut_after -= 1
            self.close_connection = True
            return
        self._json(status, made)

    do_GET = do_POST = do_DELETE = _api  # noqa: N815  http.server looks for these names

    def _page(self, body: str) -> None:
        """The hosted page where a customer pays, and the portal."""
        kind, *_, number = self.path.strip("/").split("/")
        try:
            if kind == "pay":
                self._pay(number, nested(body))
            else:
                self._portal(number, nested(body))
        except Refused as refused:
            self._html(f"<h1>{escape(str(refused))}</h1>", refused.status)

    def _pay(self, number: str, given: dict[str, Any]) -> None:
        books = self.fake.books
        session = books.get(number, "checkout.session")
        if self.command == "POST" and "pay" in given:
            happenings.complete(books, number)
            self._go(session["success_url"].replace("{CHECKOUT_SESSION_ID}", number))
        elif self.command == "POST":
            self._go(session["cancel_url"])
        else:
            price = f"{session['amount_total'] / 100:.2f} {session['currency'].upper()}"
            self._html(
                f"<h1>Pay {price}</h1><form method=post><button name=pay value=1>Pay</button>"
                "<button name=back value=1>Back</button></form>"
            )

    def _portal(self, number: str, given: dict[str, Any]) -> None:
        books = self.fake.books
        portal = books.get(number, "billing_portal.session")
        mine = [
            one
            for one in books.all("subscription", customer=portal["customer"])
            if one["status"] not in happenings.GONE
        ]
        if self.command == "POST":
            for subscription in mine:
                happenings.change(books, subscription["id"], cancel_at_period_end="cancel" in given)
            self._go(portal["return_url"])
        else:
            self._html(
                "<h1>Portal</h1><form method=post><button name=cancel value=1>Cancel</button><button name=keep value=1>Keep</button></form>"
            )

    def _json(self, status: int, made: Object) -> None:
        self._send(status, json.dumps(made).encode(), "application/json")

    def _html(self, text: str, status: int = 200) -> None:
        self._send(
            status,
            f"{_HEAD}{text}".encode(),
            "text/html; charset=utf-8",
        )

    def _go(self, where: str) -> None:
        self.send_response(303)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class House(ThreadingHTTPServer):
    """Hangs up when it closes: the next fake may get its port, and must not be taken for this one."""

    def __init__(self, door: type[BaseHTTPRequestHandler]) -> None:
        self._lines: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), door)

    def get_request(self) -> tuple[socket.socket, Any]:
        line, whose = super().get_request()
        self._lines.add(line)
        return line, whose

    def shutdown_request(self, request: Any) -> None:
        self._lines.discard(request)
        super().shutdown_request(request)

    def server_close(self) -> None:
        super().server_close()
        for line in list(self._lines):
            with suppress(OSError):  # the other side was first
                line.shutdown(socket.SHUT_RDWR)


@contextmanager
def running() -> Iterator[FakeStripe]:
    """A fake Stripe on a free port of loopback."""
    door = type("Door", (_Door,), {})
    server = House(door)
    fake = FakeStripe(url=f"http://127.0.0.1:{server.server_address[1]}")
    door.fake = fake  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
