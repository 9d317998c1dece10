"""What the streams ask of the application behind them."""

from collections.abc import Callable
from dataclasses import dataclass

from standfirst.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All that a room shows at one moment: `text` is one line of JSON, `epoch` and `seq` say which frames it has in it.

    `admits` says who may watch.
    """

    epoch: str
    seq: int
    text: str
    admits: Callable[[Viewer], bool]


Look = Callable[[str], Snapshot | None]  # by the name of a room; blocks; None where there is no such room


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
