"""The whole database as text, row by row, to see what an act has changed and what it has not."""

import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.contrib.sessions.models import Session
from django.db import connection, transaction

Rows = dict[str, frozenset[str]]
SESSIONS = "django_session"
_OWN_CLOCK = re.compile(r'"created_at":"[^"]*"')  # the database's own, which nothing holds still
_TABLES = """
    SELECT quote_ident(relname) FROM pg_class
    WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace ORDER BY relname
"""
_COUNTERS = """
    SELECT quote_ident(schemaname) || '.' || quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = current_schema()
"""
_SET_BACK = "SELECT setval(name::regclass, value, used) FROM unnest(%s::text[], %s::bigint[], %s::bool[]) AS t(name, value, used)"


def tables(*, leave: Collection[str] = ()) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        return [name for (name,) in cursor.fetchall() if name not in leave]


def all_rows(*, leave: Collection[str] = ()) -> Rows:
    """By table; sessions are opened, because their bytes differ each time."""
    asked = [
        f"SELECT '{name}', coalesce(jsonb_agg(row_to_json(one)::text), '[]')::text FROM {name} AS one"
        for name in tables(leave={*leave, SESSIONS})
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked))
        found = {
            name: frozenset(_OWN_CLOCK.sub("", row) for row in json.loads(rows))
            for name, rows in cursor.fetchall()
        }
    if SESSIONS not in leave:
        held = (sorted(each.get_decoded().items()) for each in Session.objects.all())
        found[SESSIONS] = frozenset(str(each) for each in held)
    return found


def changes(before: Rows, after: Rows) -> Rows:
    """Rows that are new, gone or other."""
    found = {name: after[name] ^ before[name] for name in before}
    return {name: rows for name, rows in found.items() if rows}


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done within is undone, and rows made afterwards get the numbers that these had."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTERS)
        counters = cursor.fetchall()
    try:
        with transaction.atomic():
            # As Django's own TestCase does: the application may open its own transactions inside.
            connection.atomic_blocks[-1]._from_testcase = True
            yield
            transaction.set_rollback(True)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(_SET_BACK, [list(column) for column in zip(*counters, strict=True)])
