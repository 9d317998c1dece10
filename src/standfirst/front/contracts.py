"""What the front asks of the application behind it, and what passes between the two."""

from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from standfirst.core.viewer import Viewer

Scope = MutableMapping[str, Any]
Event = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Event]]
Send = Callable[[Event], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]
Sent = Sequence[tuple[bytes, bytes]]  # headers in the order in which they came, names in lower case
ABORT = "standfirst.abort"  # in a request's scope: cuts the line at once, whatever waits to be sent
DRAIN = "standfirst.drain"  # in the lifespan's state: sends everybody away who watches a stream
AT_HAND = "standfirst.at_hand"  # in the lifespan's state: how to ask for what can be answered without waiting
Clock = Callable[[], float]  # seconds since 1970


@dataclass(frozen=True, slots=True)
class SharedRoute:
    """An address whose pages may be shared, and the query parameters that they depend on."""

    parameters: frozenset[str]


@dataclass(frozen=True, slots=True)
class SharedRequest:
    """All that a shared page may depend on. `query` holds only allowed parameters, sorted and encoded."""

    scheme: str
    host: str
    path: str
    query: str
    viewer: Viewer


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished answer; kept only when `shared`. `ttl` is in seconds."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    tags: frozenset[str] = frozenset()
    ttl: float = 0.0
    shared: bool = False


class OriginGone(Exception):
    """The application cannot answer at present, because something that it needs is gone."""


class Origin(Protocol):
    """The application behind the front."""

    application: ASGIApp

    def route(self, path: str) -> SharedRoute | None:
        """Whether pages at this path may be shared; cheap."""
        ...

    def render(self, request: SharedRequest) -> Rendered:
        """Make a page; blocks. Raises OriginGone."""
        ...

    def renew_pass(self, cookies: str) -> str | None:
        """A new pass for the session in these cookies; blocks. Raises OriginGone."""
        ...
