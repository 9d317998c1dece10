"""Stop a reader's private feed."""

from datetime import datetime

from standfirst.apps.membership.models import FeedKey
from standfirst.core.db import transaction


def close_feed_keys(*, reader_id: int, now: datetime) -> int:
    """Revoke the live key, if there is one; part of the caller's transaction."""
    return FeedKey.objects.filter(reader_id=reader_id, revoked_at=None).update(revoked_at=now)


def revoke_feed_key(*, reader_id: int, now: datetime) -> bool:
    """Whether there was a key to stop."""
    with transaction():
        return close_feed_keys(reader_id=reader_id, now=now) > 0
