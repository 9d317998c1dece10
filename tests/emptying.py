"""Tests that commit empty the database after themselves, also the tables that otherwise only grow.

What migrations had put there is gone as well; the next module finds it again.
"""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db import connection

emptied: set[str] = set()
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
        emptied.add(connection.settings_dict["NAME"])

    operations.execute_sql_flush = past_the_refusal


def growing_tables() -> list[str]:
    """Those that refuse to be emptied."""
    with connection.cursor() as cursor:
        cursor.execute(_GROWING)
        return [name for (name,) in cursor.fetchall()]


def renew_what_was_emptied() -> None:
    """With new copies of the migrated database in their places."""
    from django.contrib.contenttypes.models import ContentType

    from tests import stock  # like the line above, only once Django is set up

    while emptied:
        connection.close()
        stock.copy(stock.MIGRATED, emptied.pop())
        ContentType.objects.clear_cache()
        cache.clear()
