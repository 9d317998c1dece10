"""The door of a provider's program, which may answer as it should, or break off at any moment."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.fake_providers.programs import PROGRAMS, Taken
from tests.fake_stripe.server import House

# By number of the request, from 1: what happens instead of a good answer. Each of the first three has taken the message.
SILENT, CUT, GARBLED, CUT_BEFORE = "silent", "cut", "garbled", "cut before"


@dataclass
class Program:
    """`plan` may be changed while it runs; `taken` is the log, in the order in which messages were taken."""

    provider: str
    url: str = ""
    plan: Mapping[int, str] = field(default_factory=dict)
    always: str = ""
    taken: list[Taken] = field(default_factory=list)
    requests: int = 0
    unread: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def api(self) -> str:
        """As the setting has it."""
        return self.url + {"mailgun": "/v3"}.get(self.provider, "")

    def next_fault(self) -> tuple[int, str]:
        with self._lock:
            self.requests += 1
            return self.requests, self.plan.get(self.requests, self.always)

    def take(self, one: Taken) -> None:
        with self._lock:
            self.taken.append(one)

    def digests(self) -> dict[str, set[str]]:
        """By mark, of what stood in the message."""
        found: dict[str, set[str]] = {}
        for one in self.taken:
            body = (
                one.whole.partition(b"\r\n\r\n")[2]
                or repr((one.fields.get("HtmlBody"), one.fields.get("TextBody"))).encode()
            )
            found.setdefault(one.mark, set()).add(hashlib.sha256(body).hexdigest())
        return found


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    program: Program

    def log_message(self, *_: object) -> None:
        """The log is the program's own."""

    def do_POST(self) -> None:
        number, fault = self.program.next_fault()
        if fault == CUT_BEFORE:
            self.close_connection = True
            return
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        speaker = PROGRAMS[self.program.provider]()
        if self.path != speaker.path:
            self._answer(404, {}, "no such address")
        elif not speaker.knows(self.headers):
            self._answer(*speaker.no("401"))
        else:
            self._take(speaker, body, number, fault)

    def _take(self, speaker: Any, body: bytes, number: int, fault: str) -> None:
        try:
            one = speaker.read(self.headers, body)
        except Exception as problem:
            self.program.unread.append(repr(problem))
            raise
        if fault in {"", SILENT, CUT, GARBLED, "500"}:
            self.program.take(one)
        if fault == SILENT:
            self.program.over.wait()
        if fault in {SILENT, CUT}:
            self.close_connection = True
        elif fault == GARBLED:
            self._answer(200, {}, "<html>")
        else:
            self._answer(*(speaker.no(fault) if fault else speaker.yes(number)))

    def _answer(self, status: int, headers: Mapping[str, str], made: Any) -> None:
        body = (made if isinstance(made, str) else json.dumps(made)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(provider: str, plan: Mapping[int, str] | None = None, *, always: str = "") -> Iterator[Program]:
    """On a free port of loopback."""
    program = Program(provider, plan=plan or {}, always=always)
    server = House(type("Door", (_Door,), {"program": program}))
    program.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield program
    finally:
        program.over.set()
        server.shutdown()
        server.server_close()
