"""Everything that is not shared: passed on to the application, private on the way back."""

import logging
from collections.abc import Mapping
from urllib.parse import quote_from_bytes

from standfirst.core.networks import CAMPUS_KEY
from standfirst.front.answers import answer
from standfirst.front.campus import Campus, address_of
from standfirst.front.contracts import ASGIApp, Clock, Event, Receive, Scope, Send
from standfirst.front.page import PRIVATE

log = logging.getLogger("standfirst.front")
_INTERNAL = b"x-standfirst-"
_ALL_ASCII = "".join(map(chr, range(33, 127)))


class Personal:
    """Drops from a request what only the front may say, and lets no answer go out without a Cache-Control.

    What the front knows of the place that a request comes from goes along in its scope.
    """

    def __init__(
        self, application: ASGIApp, *, campus: Campus, now: Clock, scheme: str, failed: bytes
    ) -> None:
        self._application = application
        self._campus = campus
        self._now = now
        self._scheme = scheme
        self._failed = failed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        private = _PrivateSend(send)
        group = self._campus.group_of(address_of(scope), now=self._now())
        told = {**_cleaned(scope, self._scheme), CAMPUS_KEY: group}
        try:
            await self._application(told, receive, private)
        except Exception:
            log.exception("the application failed")
            if private.started:
                raise
            await answer(send, status=500, body=self._failed, headers=())


class _PrivateSend:
    def __init__(self, send: Send) -> None:
        self._send = send
        self.started = False

    async def __call__(self, event: Event) -> None:
        if event["type"] == "http.response.start":
            self.started = True
            event = {**event, "headers": _private(event.get("headers", ()))}
        await self._send(event)


def _private(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kept = [(name.lower(), value) for name, value in headers if not name.lower().startswith(_INTERNAL)]
    if not any(name == b"cache-control" for name, _ in kept):
        kept.append((b"cache-control", PRIVATE))
    return kept


def _cleaned(scope: Scope, scheme: str) -> Scope:
    """An underscore in a header's name becomes the same environ key as a hyphen, so such a header is a disguise.

    `scheme` is that of the publication's own address, whatever a proxy says.
    """
    headers = [
        pair for pair in scope["headers"] if not (b"_" in pair[0] or pair[0].lower().startswith(_INTERNAL))
    ]
    cleaned: Mapping[str, object] = {
        **scope,
        "scheme": scheme,
        "headers": headers,
        "query_string": _ascii(scope["query_string"]),
    }
    return dict(cleaned)


def _ascii(query: bytes) -> bytes:
    return query if query.isascii() else quote_from_bytes(query, safe=_ALL_ASCII).encode()
