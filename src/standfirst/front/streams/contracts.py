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
