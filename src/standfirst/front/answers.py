"""Sending whole answers."""

from standfirst.front.contracts import Event, Headers, Send
from standfirst.front.page import PRIVATE

_HTML = (b"content-type", b"text/html; charset=utf-8")
# The application's own headers cannot be had when the application is what is missing.
_CAREFUL = (
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
)
_FOR_CDNS = {b"cache-tag", b"surrogate-key"}
EMPTY: Event = {"type": "http.response.body", "body": b""}


async def answer(send: Send, *, status: int, body: bytes, headers: Headers) -> None:
    """One of the pages made in advance."""
    fixed = (_HTML, (b"content-length", str(len(body)).encode()), (b"cache-control", PRIVATE), *_CAREFUL)
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})


def with_cookie(start: Event, *, cookie: str) -> Event:
    """The start of an answer for one reader alone, because a cookie goes with it."""
    headers = [pair for pair in start["headers"] if pair[0] not in {b"cache-control", b"etag", *_FOR_CDNS}]
    headers += [(b"cache-control", PRIVATE), (b"set-cookie", cookie.encode("latin-1"))]
    return {**start, "headers": headers}


def is_unchanged(asked: bytes, etag: bytes) -> bool:
    """Whether If-None-Match names this very form of the page."""
    if asked in (etag, b"*"):
        return True
    return any(part.strip().removeprefix(b"W/") == etag for part in asked.split(b","))


def takes_gzip(accepted: bytes) -> bool:
    """Whether Accept-Encoding admits gzip."""
    for part in accepted.lower().split(b","):
        coding, _, weight = part.partition(b";")
        if coding.strip() in {b"gzip", b"*"}:
            return weight.replace(b" ", b"") not in {b"q=0", b"q=0.0", b"q=0.00", b"q=0.000"}
    return False
