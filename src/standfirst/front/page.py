"""A page ready to be sent: every message is made once, when the page is kept."""

import gzip
import hashlib
import re
from dataclasses import dataclass, field

from standfirst.core.viewer import Standing, Viewer
from standfirst.front.contracts import Event, Headers, Rendered

PRIVATE = b"private, no-store"
REVALIDATED = b"private, no-cache"  # the browser may keep it and must ask each time
_VARY = (b"vary", b"Accept-Encoding, Cookie")
_LEAST_TO_COMPRESS = 400
_COMPRESSIBLE = (
    "text/",
    "application/json",
    "application/xml",
    "application/atom+xml",
    "application/rss+xml",
)
# Set here, or a person's, or the front's own business.
_REPLACED = {"cache-control", "content-length", "etag", "expires", "last-modified", "set-cookie", "vary"}
_OF_THE_LINE = {"connection", "keep-alive", "transfer-encoding", "upgrade"}  # the server's own business
_INTERNAL = "x-standfirst-"
_ONE_LINE = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t\x20-\x7e\x80-\xff]*\r\n")


@dataclass(slots=True)
class Head:
    """The start of an answer, as ASGI says it and as its headers go over the wire, with the empty line."""

    event: Event
    lines: bytes


@dataclass(slots=True)
class Form:
    """A page in one encoding, as the two starts of an answer and its one body."""

    etag: bytes
    body: Event
    start: Head
    unchanged: Head


@dataclass(slots=True)
class Page:
    """A rendering with its forms. Times are in seconds since 1970."""

    plain: Form
    zipped: Form
    tags: frozenset[str]
    rendered_at: float
    ttl: float
    shared: bool
    status: int
    size: int
    retry_at: float = field(default=0.0)  # a failed renewal is not tried again before


def make_page(rendered: Rendered, *, viewer: Viewer, rendered_at: float, cdn_tags: bool) -> Page:
    """Compress and lay out; takes milliseconds, so call it off the event loop."""
    common = _common_headers(rendered, viewer=viewer, cdn_tags=cdn_tags)
    digest = hashlib.sha256(rendered.body).hexdigest()[:32].encode()
    plain = _form(rendered, rendered.body, etag=b'"%s"' % digest, common=common)
    zipped, size = plain, len(rendered.body)
    if rendered.shared and _worth_compressing(rendered):
        small = gzip.compress(rendered.body, compresslevel=6, mtime=0)
        more = (*common, (b"content-encoding", b"gzip"))
        zipped = _form(rendered, small, etag=b'"%s-gz"' % digest, common=more)
        size += len(small)
    return Page(
        plain=plain,
        zipped=zipped,
        tags=rendered.tags,
        rendered_at=rendered_at,
        ttl=rendered.ttl,
        shared=rendered.shared,
        status=rendered.status,
        size=size,
    )


def _form(rendered: Rendered, body: bytes, *, etag: bytes, common: Headers) -> Form:
    headers = [*common, (b"content-length", str(len(body)).encode())]
    if rendered.shared:
        headers.append((b"etag", etag))
    unchanged = [
        pair for pair in headers if pair[0] not in {b"content-length", b"content-type", b"content-encoding"}
    ]
    return Form(
        etag=etag,
        body={"type": "http.response.body", "body": body},
        start=_head(rendered.status, headers),
        unchanged=_head(304, unchanged),
    )


def _head(status: int, headers: list[tuple[bytes, bytes]]) -> Head:
    """Raises ValueError when a header is not one line: it would be read as two, or as the beginning of the body."""
    lines = [b"%s: %s\r\n" % pair for pair in headers]
    odd = [line for line in lines if not _ONE_LINE.fullmatch(line)]
    if odd:
        raise ValueError(f"a shared page has a header that cannot be sent: {odd[0]!r}")
    return Head(
        {"type": "http.response.start", "status": status, "headers": headers}, b"".join([*lines, b"\r\n"])
    )


def _common_headers(rendered: Rendered, *, viewer: Viewer, cdn_tags: bool) -> Headers:
    named = [(name.lower(), value) for name, value in rendered.headers]
    left = _REPLACED | _OF_THE_LINE
    taken = [(n, v) for n, v in named if n not in left and not n.startswith(_INTERNAL)]
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in taken]
    if not rendered.shared:
        return (*headers, (b"cache-control", PRIVATE))
    if not cdn_tags or viewer.standing is not Standing.VISITOR:
        return (*headers, _VARY, (b"cache-control", REVALIDATED))
    return (*headers, _VARY, *_for_a_cdn(rendered))


def _for_a_cdn(rendered: Rendered) -> Headers:
    tags = sorted(rendered.tags)
    return (
        (b"cache-control", f"public, max-age=0, s-maxage={int(rendered.ttl)}".encode()),
        (b"cache-tag", ",".join(tags).encode()),
        (b"surrogate-key", " ".join(tags).encode()),
    )


def _worth_compressing(rendered: Rendered) -> bool:
    headers = {name.lower(): value for name, value in rendered.headers}
    kind = headers.get("content-type", "")
    enough = len(rendered.body) >= _LEAST_TO_COMPRESS
    return enough and kind.startswith(_COMPRESSIBLE) and "content-encoding" not in headers
