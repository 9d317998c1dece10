"""Transactions in one word."""

from contextlib import AbstractContextManager

from django.db import transaction as _django


def transaction() -> AbstractContextManager[None]:
    """Open a transaction; refuses to stand inside another, so what it wraps is durable when it ends."""
    return _django.atomic(durable=True)
