"""Uvicorn's protocol, which writes an answer that the front has at hand at once, without a task for it."""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from standfirst.front.contracts import ABORT, AT_HAND, DRAIN, Event, Sent
from standfirst.front.page import Head

AtHand = Callable[[str, bytes, bytes, Sent, str | None], tuple[Head, Event] | None]
_METHODS = {b"GET": "GET", b"HEAD": "HEAD"}
_MORE_TO_COME = {b"content-length", b"transfer-encoding", b"expect", b"upgrade"}


class Answered(RequestResponseCycle):
    """The cycle of a request that is answered already; one serves for all, since nothing of it changes."""

    def __init__(self) -> None:
        self.response_complete = True
        self.disconnected = False
        self.message_event = asyncio.Event()


class DefaultLines:
    """Uvicorn's default headers, of which the date changes each second, as they go over the wire."""

    def __init__(self) -> None:
        self._headers: list[tuple[bytes, bytes]] = []
        self._lines = b""

    def of(self, headers: list[tuple[bytes, bytes]]) -> bytes:
        if headers is not self._headers:
            self._headers, self._lines = headers, b"".join(b"%s: %s\r\n" % pair for pair in headers)
        return self._lines


_ANSWERED = Answered()
_DEFAULTS = DefaultLines()


class FrontProtocol(HttpToolsProtocol):
    """Whatever is not plain and at hand goes its way through uvicorn and the ASGI application, unchanged."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.cycle = _ANSWERED
        in_the_way = self.root_path or self.limit_concurrency is not None or self.access_log
        self._at_hand: AtHand = self.app_state.get(AT_HAND, _nothing) if not in_the_way else _nothing

    def on_headers_complete(self) -> None:
        answer = self._answer_at_hand() if self._is_plain() else None
        if answer is None:
            # An answer just before, from the same piece of data, has set the clock that closes idle connections.
            self._unset_keepalive_if_required()
            self.scope.update({ABORT: self.transport.abort})  # type: ignore[misc]
            super().on_headers_complete()
        else:
            self.cycle = _ANSWERED
            self.transport.write(answer)
            self.on_response_complete()

    def shutdown(self) -> None:
        """The server ends: streams would keep it waiting for ever."""
        self.app_state.get(DRAIN, _nothing)()
        super().shutdown()

    def _is_plain(self) -> bool:
        """Whether no other request waits before this one, no body comes behind it, and the line is free and stays open."""
        return (
            self.cycle.response_complete
            and not self.flow.write_paused
            and self.parser.get_method() in _METHODS
            and self.parser.get_http_version() == "1.1"
            and self.parser.should_keep_alive()
            and _MORE_TO_COME.isdisjoint([name for name, _ in self.headers])
            and b"#" not in self.url
        )

    def _client(self) -> str | None:
        """Where the connection comes from; what a proxy says of it is read by uvicorn, in front of the application."""
        return self.client[0] if self.client and not self.config.proxy_headers else None

    def _answer_at_hand(self) -> bytes | None:
        path, _, query = self.url.partition(b"?")
        try:
            method = _METHODS[self.parser.get_method()]
            found = self._at_hand(method, path, query, self.headers, self._client())
        except Exception:
            return None  # it fails once more in the application, which says so and answers
        if found is None:
            return None
        head, body = found
        defaults = _DEFAULTS.of(self.server_state.default_headers)
        return b"".join((STATUS_LINE[head.event["status"]], defaults, head.lines, body["body"]))


def _nothing(*_: object) -> None:
    """At hand where there is no front."""
