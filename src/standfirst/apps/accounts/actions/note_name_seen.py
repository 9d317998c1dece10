"""Note that a reader has seen how they will appear, before the first thing that others see."""

from datetime import datetime

from standfirst.apps.accounts.models import User


def note_name_seen(*, reader_id: int, now: datetime) -> None:
    """The first time counts."""
    User.objects.filter(pk=reader_id, username_seen_at=None).update(username_seen_at=now)
