"""What the composition root tells the front; everything that may differ between two publications."""

from dataclasses import dataclass, field

from standfirst.core.passes import PassCookie
from standfirst.core.viewer import VISITOR, Viewer
from standfirst.front.streams.contracts import StreamSettings


@dataclass(frozen=True, slots=True)
class FrontSettings:
    """`stale` in seconds, `page_bytes` in bytes; `unavailable` and `failed` are whole HTML pages made in advance."""

    hosts: tuple[str, ...]
    scheme: str
    keys: tuple[str, ...]
    pass_cookie: PassCookie
    session_cookie: str
    unavailable: bytes
    failed: bytes
    visitor: Viewer = VISITOR
    stale: float = 60.0
    page_bytes: int = 128 * 1024 * 1024
    page_threads: int = 4
    render_patience: float = 20.0
    cdn_tags: bool = False
    streams: StreamSettings = field(default_factory=StreamSettings)
