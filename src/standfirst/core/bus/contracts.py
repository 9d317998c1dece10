"""What goes over the bus and how it is read, whichever back end carries it."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

CHANNEL = "standfirst_bus"
PURGE = "purge"  # topic; payload: `tags`, of shared pages that are out of date
STANDING = "standing"  # topic; payload: `reader` and `version`, below which their passes are refused
NETWORKS = "networks"  # topic; no payload: the address ranges of institutions have changed and are read anew
# topic; payload: `room`, `epoch`, `seq`, `event`, `text` (one line, as JSON is), `urgent`, and `forgets` where what came
# before must not be told again
STREAM = "stream"
BATCH = 500


class Position(NamedTuple):
    """A place in the order of commits; greater is later."""

    xid: int = 0
    id: int = 0


START = Position()


@dataclass(frozen=True, slots=True)
class Message:
    """One fact; `created_at` is in seconds since 1970."""

    position: Position
    topic: str
    payload: Mapping[str, Any]
    created_at: float


@dataclass(frozen=True, slots=True)
class Batch:
    """What one reading gave.

    `caught_up`: everything committed before the reading began has now been given. `anew`: the bus is no longer the one
    that was followed (a restored database, another server, an emptied stream), so anything may have changed unheard;
    all that it holds is given from its beginning.
    """

    messages: tuple[Message, ...]
    caught_up: bool
    anew: bool = False


class BusGone(Exception):
    """The bus cannot be read at present; read on with another `follow()`."""


class Tail(Protocol):
    """Reads the bus from a place onward, each message once; from the beginning when the bus went back."""

    def follow(self) -> AsyncIterator[Batch]:
        """Batches for as long as the connection lives, empty ones too; goes on where the last call ended.

        Raises BusGone.
        """
        ...
