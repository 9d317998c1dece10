"""A mark outside the database that says which one it was, and how far it had come: a restored one is behind it, or another.

Senders put it beside their journals. It is of no use where it was restored together with the database.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

NAME = "database.mark"
# Identities change with every other server, database or table; the count of transactions only ever grows.
_HERE = """
    SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
                     (SELECT oid FROM pg_database WHERE datname = current_database()),
                     'newsletters_delivery'::regclass::oid),
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """`life` names a database, `place` counts its transactions."""

    life: str
    place: int

    def went_back(self, now: "Mark") -> bool:
        """Whether `now` is of another database, or of an earlier state of this one."""
        return now.life != self.life or now.place < self.place


def mark_here() -> Mark:
    """Of the database as it is."""
    with connection.cursor() as cursor:
        cursor.execute(_HERE)
        return Mark(*cursor.fetchone())


def read_mark(folder: Path) -> Mark | None:
    """As it was left; None where there is none, or none that can be read."""
    try:
        life, place = (folder / NAME).read_text(encoding="ascii").split()
        return Mark(life, int(place))
    except (OSError, ValueError):
        return None


def leave_mark(mark: Mark, folder: Path) -> None:
    """Whole or not at all."""
    fresh = folder / f"{NAME}.{os.getpid()}"
    fresh.write_text(f"{mark.life} {mark.place}\n", encoding="ascii")
    fresh.replace(folder / NAME)
