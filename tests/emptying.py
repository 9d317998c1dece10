"""Tests that commit empty the database after themselves, also the tables that otherwise only grow."""

from collections.abc import Iterable
from typing import Any

from django.db import connection

_GROWING = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only_whole'"


def empty_growing_tables_too() -> None:
    """What Django runs after such a test goes past the refusal to TRUNCATE; nothing else does."""
    operations: Any = type(connection.ops)
    empty = operations.execute_sql_flush

    def past_the_refusal(self: Any, statements: Iterable[str]) -> None:
        tables = growing_tables()
        off, on = (
            [f"ALTER TABLE {name} {way} TRIGGER append_only_whole" for name in tables]
            for way in ("DISABLE", "ENABLE")
        )
        empty(self, [*off, *statements, *on])

    operations.execute_sql_flush = past_the_refusal


def growing_tables() -> list[str]:
    """Those that refuse to be emptied."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWING)
        return [name for (name,) in cursor.fetchall()]
