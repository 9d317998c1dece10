"""Writing to the bus: a row in the caller's transaction and an empty doorbell."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from standfirst.core.bus.contracts import CHANNEL, PURGE
from standfirst.core.db import rows_of

# Within one transaction PostgreSQL folds equal notifications into one, so many messages ring once.
PUBLISH = """
    WITH written AS (
        INSERT INTO core_busmessage (topic, payload) VALUES (%s, %s::jsonb) RETURNING 1
    )
    SELECT pg_notify(%s, '') FROM written
"""
_TRIM = "DELETE FROM core_busmessage WHERE created_at < %s"


def publish(topic: str, payload: Mapping[str, Any]) -> None:
    """Tell every process, once the caller's transaction is committed; never, should it roll back."""
    rows_of(PUBLISH, [topic, json.dumps(payload), CHANNEL])


def purge(*tags: str) -> None:
    """Once the transaction is committed, no front gives out a page with one of these tags that was made before it."""
    if tags:
        publish(PURGE, {"tags": sorted(set(tags))})


def trim(before: datetime) -> int:
    """Forget messages older than `before`; returns how many. Keep an hour: a front that restarts reads it again."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIM, [before])
        count: int = cursor.rowcount
    return count
