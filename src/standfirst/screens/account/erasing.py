"""The erasure of a person, across everything that knows them: billing, the accounts, their sessions, every front."""

from collections.abc import Iterator
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from standfirst.apps.accounts import api as accounts
from standfirst.apps.billing import api as billing
from standfirst.apps.comments import api as comments
from standfirst.apps.live import api as live
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction


def erase(*, reader_id: int, now: datetime) -> bool:
    """Whether there was somebody to erase. Broken off anywhere, it goes on when it is called again.

    Raises billing.Unreachable when a payment provider does not answer.
    """
    reader = accounts.find_reader(reader_id=reader_id)
    if reader is None or reader.erased_at is not None:
        return False
    billing.forget_reader(reader_id=reader_id, now=now)
    addresses = {tenure.address for tenure in accounts.person_of(reader).tenures}
    keys = list(_session_keys(reader_id, addresses))
    with transaction():
        comments.forget_author(reader_id=reader_id, now=now)
        live.forget_asker(reader_id=reader_id, now=now)
        erased = accounts.erase_account(reader_id=reader_id, session_keys=keys, now=now)
        membership.announce_standing(reader_id=reader_id)
    return erased


def erase_due(*, now: datetime) -> int:
    """Everybody whose time to come back is over; who cannot be erased now does not hold up the others."""
    rows = accounts.list_to_erase(now=now)
    return each("account.erase_due", rows, lambda row: erase(reader_id=row, now=now), now=now)


def _session_keys(reader_id: int, addresses: set[str]) -> Iterator[str]:
    """Every session that knows the reader: theirs, and those in which one of their addresses was typed."""
    yield from UserSession.objects.filter(user_id=reader_id).values_list("session_key", flat=True)
    for session in Session.objects.iterator(chunk_size=500):
        held = session.get_decoded()
        if held.get("_auth_user_id") == str(reader_id) or any(address in str(held) for address in addresses):
            yield session.session_key
