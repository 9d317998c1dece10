"""The last frames of a room. Whoever is behind goes on from their place; whoever is too far behind starts anew."""

from collections import deque
from itertools import islice

from standfirst.front.streams.frames import Frame

KEPT = 256  # frames


class Ring:
    """Frames in order, without gaps; nothing is kept for a single watcher but how far they are."""

    def __init__(self) -> None:
        self._frames: deque[Frame] = deque(maxlen=KEPT)

    @property
    def last(self) -> int:
        """Of the newest frame; 0 when there is none."""
        return self._frames[-1].seq if self._frames else 0

    def add(self, frame: Frame) -> bool:
        """Whether it is new. One that leaves a gap empties the ring first: nobody can go on over it; so does one that forgets."""
        if frame.seq <= self.last:
            return False
        if frame.forgets or (self._frames and frame.seq != self.last + 1):
            self._frames.clear()
        self._frames.append(frame)
        return True

    def reaches(self, seq: int) -> bool:
        """Whether somebody who has seen up to `seq` can go on without having missed anything."""
        if not self._frames:
            return False
        return self._frames[0].seq - 1 <= seq <= self.last

    def since(self, seq: int) -> bytes:
        """All that came after `seq`, in one piece. `reaches` has said that it is whole."""
        behind = self.last - seq
        return b"".join(frame.data for frame in islice(self._frames, len(self._frames) - behind, None))
