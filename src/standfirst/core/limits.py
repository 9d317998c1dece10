"""Limits on how often something may be done, counted exactly however many ask at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils.crypto import salted_hmac

from standfirst.core.db import rows_of, transaction

# The generic cell rate algorithm: a bucket is one moment, at which all that was spent is forgotten. Each spending
# moves it on by one share of the time; it is refused when that would lead too far ahead. One statement, so that
# no two of them read the same moment.
SPEND = """
    INSERT INTO core_limitbucket AS bucket (key, forgotten_at) VALUES (%(key)s, %(now)s + %(share)s)
    ON CONFLICT (key) DO UPDATE SET forgotten_at = GREATEST(bucket.forgotten_at, %(now)s) + %(share)s
    WHERE GREATEST(bucket.forgotten_at, %(now)s) + %(share)s <= %(now)s + %(whole)s
    RETURNING 1
"""
_FORGOTTEN_AT = "SELECT forgotten_at FROM core_limitbucket WHERE key = %s"
_TRIM = "DELETE FROM core_limitbucket WHERE forgotten_at < %s"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` at once, and in the long run `count` in each `per`; the name keeps its buckets apart."""

    name: str
    count: int
    per: timedelta

    def __post_init__(self) -> None:
        if self.count < 1 or self.share <= timedelta(0):
            raise ValueError(f"the limit {self.name} lets nothing through or everything")

    @property
    def share(self) -> timedelta:
        """After which time one more is allowed."""
        return self.per // self.count


def spend(limit: Limit, *, key: str, now: datetime) -> timedelta | None:
    """None when it is allowed, and then it is counted; else how long to wait.

    A transaction of its own: what is counted stays counted, whatever becomes of the request. RuntimeError inside
    another transaction.
    """
    with transaction():
        return _spend(limit, key, now)


def spend_all(asked: Iterable[tuple[Limit, str]], *, now: datetime) -> timedelta | None:
    """Spend each in turn and stop at the first that refuses; what was spent before it stays spent.

    In one transaction, so limits that are spent together are named in the same order everywhere.
    """
    with transaction():
        return next((wait for limit, key in asked if (wait := _spend(limit, key, now))), None)


def _spend(limit: Limit, key: str, now: datetime) -> timedelta | None:
    bucket, whole = bucket_of(limit, key), limit.share * limit.count
    values: dict[str, Any] = {"key": bucket, "now": now, "share": limit.share, "whole": whole}
    if rows_of(SPEND, values):
        return None
    found = rows_of(_FORGOTTEN_AT, [bucket])
    forgotten_at: datetime = found[0][0] if found else now + whole
    return max(forgotten_at + limit.share - (now + whole), timedelta(microseconds=1))


def bucket_of(limit: Limit, key: str) -> str:
    """Under which hash it is counted: keyed, because addresses of machines are few enough to be tried out."""
    return salted_hmac(f"standfirst.limits {limit.name}", key, algorithm="sha256").hexdigest()


def trim(before: datetime) -> int:
    """Drop buckets that were forgotten before this moment; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIM, [before])
        count: int = cursor.rowcount
    return count
