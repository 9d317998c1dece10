"""End a reader's subscription at once."""

from datetime import datetime

from standfirst.apps.membership.actions.announce_standing import announce_standing
from standfirst.apps.membership.models import Period
from standfirst.core.db import transaction


def end_subscription(*, reader_id: int, because: str, now: datetime) -> int:
    """Close every period that stands; how many there were. Everything closes within a second."""
    with transaction():
        closed = (
            Period.objects.standing_at(now)
            .filter(reader_id=reader_id)
            .update(closed_at=now, closed_because=because)
        )
        if closed:
            announce_standing(reader_id=reader_id)
    return closed
