"""What a response says of itself to the layers around it; none of it reaches a browser."""

from collections.abc import Iterable

from django.http import HttpResponse
from django.http.response import HttpResponseBase

VIEWER_KEY = "standfirst.viewer"  # in the environ of a request that the front made; no header can set it
SHARED_HEADER = "X-Standfirst-Shared"
FOREVER = "public, max-age=31536000, immutable"


def mark_shared(response: HttpResponse, *, ttl: float, tags: Iterable[str]) -> None:
    """Say to the front that it may keep this page. Raises ValueError for a tag that cannot be written."""
    words = sorted(set(tags))
    for word in words:
        if not word or not word.isascii() or not word.isprintable() or any(mark in word for mark in " ,;"):
            raise ValueError(f"a tag is printable ASCII without spaces, commas and semicolons, not {word!r}")
    response.headers[SHARED_HEADER] = f"{ttl:g};{' '.join(words)}"


def read_shared(value: str) -> tuple[float, frozenset[str]]:
    """Time to live in seconds and tags, as `mark_shared` wrote them."""
    ttl, _, words = value.partition(";")
    return float(ttl), frozenset(words.split())


def with_new_pass(response: HttpResponse) -> HttpResponse:
    """The act has changed what its reader may open: the answer brings a pass of now, since the front may not have heard."""
    response.brings_new_pass = True  # type: ignore[attr-defined]
    return response


def brings_new_pass(response: HttpResponseBase) -> bool:
    return getattr(response, "brings_new_pass", False)


def public_file(response: HttpResponseBase) -> HttpResponseBase:
    """A file whose address changes with its bytes: everybody may keep it for good."""
    response.headers["Cache-Control"] = FOREVER
    response.is_public_file = True  # type: ignore[attr-defined]
    return response


def is_public_file(response: HttpResponseBase) -> bool:
    return getattr(response, "is_public_file", False)
