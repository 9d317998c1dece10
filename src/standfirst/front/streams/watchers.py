"""One who watches: how far they are, and a bell. No queue: what they have missed is in the room's ring."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from standfirst.front.streams.frames import Cursor


@dataclass(eq=False, slots=True)
class Watcher:
    """`reader_id` is 0 for a visitor; `until` is when the stream ends by itself, `sending_since` when the line was last given
    something that it has not taken yet; both in seconds. `abort` cuts the line at once."""

    address: str
    reader_id: int
    until: float
    abort: Callable[[], object]
    cursor: Cursor | None = None
    sending_since: float | None = None
    is_over: bool = False
    parting: bytes = b""  # the last thing that is said
    _is_rung: bool = False
    _bell: asyncio.Future[None] | None = field(default=None, repr=False)

    def ring(self) -> None:
        """There is something to look for."""
        self._is_rung = True
        if self._bell is not None and not self._bell.done():
            self._bell.set_result(None)

    async def listen(self) -> None:
        """Until it is rung; at once where it was meanwhile."""
        if not self._is_rung:
            self._bell = asyncio.get_running_loop().create_future()
            await self._bell
            self._bell = None
        self._is_rung = False

    def end(self, parting: bytes = b"") -> None:
        """The stream ends as soon as it can, with these last words."""
        self.is_over, self.parting = True, parting
        self.ring()
