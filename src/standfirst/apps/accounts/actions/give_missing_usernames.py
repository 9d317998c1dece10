"""Give a username to everybody who has none: who came before there were usernames, or was made by a command."""

from datetime import datetime

from standfirst.apps.accounts.actions.give_default_username import give_default_username
from standfirst.apps.accounts.models import User
from standfirst.core.db import transaction


def give_missing_usernames(*, now: datetime) -> int:
    """One transaction a reader, so that it can be broken off; returns how many there were."""
    missing = User.objects.filter(username="", erased_at=None).order_by("pk").values_list("pk", flat=True)
    given = 0
    for reader_id in list(missing):
        with transaction():
            give_default_username(reader_id=reader_id, now=now)
        given += 1
    return given
