"""What the worker does beside its jobs while interviews run: about every second a turn, in one of all workers."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import InterfaceError, OperationalError, connection

from standfirst.apps.live import api as live
from standfirst.core import clock
from standfirst.core.db import rows_of

log = logging.getLogger("standfirst.turns")
EVERY = 1.0  # seconds
_LOCK = 0x5F_11E  # of the session: it is free again when the connection breaks


@contextmanager
def taking_turns() -> Iterator[None]:
    """As long as what is within lasts."""
    over = threading.Event()
    thread = threading.Thread(target=_until, args=[over], name="turns", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(EVERY * 5)


def _until(over: threading.Event) -> None:
    try:
        while not over.wait(EVERY):
            _take_one()
    finally:
        connection.close()


def _take_one() -> None:
    """Whatever goes wrong, the next one comes."""
    try:
        if rows_of("SELECT pg_try_advisory_lock(%s::bigint)", [_LOCK])[0][0]:
            live.take_a_turn(now=clock.now())
    except (OperationalError, InterfaceError):
        log.warning("the database is gone, interviews wait")
        connection.close()
    except Exception:
        log.exception("a turn went wrong")
        connection.close()
