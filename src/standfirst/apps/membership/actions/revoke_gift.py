"""Stop a link by which an article was given."""

from datetime import datetime

from standfirst.apps.membership.models.gifts import GiftLink


def revoke_gift(*, gift_id: int, giver_id: int, now: datetime) -> bool:
    """Whether it was theirs and still open. It stays counted: else a month's gifts would have no end."""
    theirs = GiftLink.objects.filter(pk=gift_id, giver_id=giver_id, revoked_at=None)
    return theirs.update(revoked_at=now) > 0
