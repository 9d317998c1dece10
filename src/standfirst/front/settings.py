"""What the composition root tells the front; everything that may differ between two publications."""

from dataclasses import dataclass, field

from standfirst.core.passes import PassCookie
from standfirst.core.viewer import VISITOR, Viewer


@dataclass(frozen=True, slots=True)
class StreamSettings:
    """Numbers of streams that may be open, and times in seconds."""

    most: int = 20_000  # of this process
    most_of_an_address: int = 500  # a school or an office behind one address
    most_of_a_reader: int = 2  # a third one ends the oldest
    life: float = 600.0  # then the browser comes again, so that a deploy looks like any minute
    heartbeat: float = 15.0
    patience: float = 10.0  # for a line that takes nothing
    snapshot_life: float = 5.0


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
