"""Transactions in two words: `transaction` opens one, `run_after_commit` waits for its end; and rows of frequent reads."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import psycopg
from django.db import NotSupportedError, connection
from django.db import transaction as _django

_PREPARED_AFTER = 5  # times that a connection has sent a statement


def transaction() -> AbstractContextManager[None]:
    """Open a transaction; refuses to stand inside another, so what it wraps is durable when it ends."""
    return _django.atomic(durable=True)


def savepoint() -> AbstractContextManager[None]:
    """A part of the caller's transaction that may fail by itself."""
    return _django.atomic()


def run_after_commit(call: Callable[[], object]) -> None:
    """Call once the surrounding transaction is committed; at once where there is none."""
    _django.on_commit(call)


class _Preparing(psycopg.Cursor[Any]):
    """Knows what it has sent also where that was only a name; Django's log of queries asks it."""

    def _send_query_prepared(self, name: bytes, pgq: Any, **manner: Any) -> None:
        self._query = pgq
        super()._send_query_prepared(name, pgq, **manner)


def rows_of(statement: str, values: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a statement that many requests send: PostgreSQL parses and plans it once for each connection.

    Its values are bound by the server, so each must have a type from where it stands, and a limit is better written
    out. Where a migration has changed a column that a connection prepared, it is forgotten with the connection.
    """
    try:
        return _rows(statement, values)
    except NotSupportedError:
        if connection.in_atomic_block:
            raise  # its rollback forgets what was prepared
        connection.close()
        return _rows(statement, values)


def _rows(statement: str, values: Mapping[str, Any] | Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        own = cursor.cursor.connection
        own.prepare_threshold = _PREPARED_AFTER
        cursor.cursor = _Preparing(own)  # Django's own binds the values itself and prepares nothing
        cursor.execute(statement, values)
        return list(cursor.fetchall())
