"""The bus: facts that every process hears of, in commit order, written in the transaction that makes them true."""

from standfirst.core.bus.contracts import Batch, BusGone, Message, Position, Tail
from standfirst.core.bus.outbox import publish, purge, trim

__all__ = ["Batch", "BusGone", "Message", "Position", "Tail", "publish", "purge", "trim"]
