"""Give a reader the address of their private feed; an older one stops."""

import secrets
from datetime import datetime

from standfirst.apps.membership.actions.revoke_feed_key import close_feed_keys
from standfirst.apps.membership.models import FeedKey
from standfirst.apps.membership.queries.standing import digest_of
from standfirst.core.db import transaction


def issue_feed_key(*, reader_id: int, now: datetime) -> str:
    """The new key, which is shown once and kept only as a hash."""
    key = secrets.token_urlsafe(24)
    with transaction():
        close_feed_keys(reader_id=reader_id, now=now)
        FeedKey.objects.create(reader_id=reader_id, digest=digest_of(key), made_at=now)
    return key
