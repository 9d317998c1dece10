"""Which senders live: each holds a lock of its session with the database, which ends with it."""

import secrets
from functools import cache
from pathlib import Path

from django.db import connection

_KIND = 0x51AD  # of the lock; the other half is the sender's own number
_BOOT = Path("/proc/sys/kernel/random/boot_id")


def new_name() -> str:
    """Sixteen hexadecimal digits: which boot of the machine it is, and a number of its own."""
    return f"{_boot()}{secrets.randbelow(2**31):08x}"


def is_of_this_boot(name: str) -> bool:
    """Whether the machine has run on since that sender began, as far as it can say that."""
    return name[:8] == _boot()


def appear(name: str) -> None:
    """As long as this session lasts. Whoever has lost it appears anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s, %s)", [_KIND, _number(name)])


def is_present(name: str) -> bool:
    """Whether that sender has a session."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objid = %s "
            "AND objsubid = 2 AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
            [_KIND, _number(name)],
        )
        return bool(cursor.fetchone()[0])


def how_many() -> int:
    """Senders that have a session now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 AND granted "
            "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [_KIND],
        )
        return int(cursor.fetchone()[0])


def _number(name: str) -> int:
    return int(name[8:], 16)


@cache
def _boot() -> str:
    try:
        return _BOOT.read_text()[:8]
    except OSError:
        return "0" * 8
