"""Transactions in two words: `transaction` opens one, `run_after_commit` waits for its end."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from django.db import transaction as _django


def transaction() -> AbstractContextManager[None]:
    """Open a transaction; refuses to stand inside another, so what it wraps is durable when it ends."""
    return _django.atomic(durable=True)


def savepoint() -> AbstractContextManager[None]:
    """A part of the caller's transaction that may fail by itself."""
    return _django.atomic()


def run_after_commit(call: Callable[[], object]) -> None:
    """Call once the surrounding transaction is committed; at once where there is none."""
    _django.on_commit(call)
