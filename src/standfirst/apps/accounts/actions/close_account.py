"""A reader closes their account: everybody is signed out, and for some days it can be kept after all."""

from collections.abc import Callable, Mapping
from datetime import datetime

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.models import User
from standfirst.apps.accounts.queries.closing import closes_after, closing_token
from standfirst.apps.accounts.queries.readers import works_here
from standfirst.apps.audit import api as audit
from standfirst.apps.mailing import api as mailing


class WorksHere(Exception):
    """Who works at the desk closes no account: an administrator ends the work first."""


def close_account(
    *, reader_id: int, keep_link: Callable[[str], str], context: Mapping[str, object], now: datetime
) -> datetime:
    """The moment of the erasure; part of the caller's transaction. Closing again changes nothing.

    `keep_link` makes the address of the page where a token keeps the account; `context` is for the mail.
    Raises WorksHere.
    """
    reader = User.objects.select_for_update().get(pk=reader_id)
    if works_here(reader):
        raise WorksHere
    if reader.closes_at is not None:
        return reader.closes_at
    closes_at = reader.closes_at = now + closes_after()
    reader.save(update_fields=["closes_at"])
    end_sessions(reader_id=reader_id)
    told = {**context, "closes_at": closes_at, "keep_link": keep_link(closing_token(reader))}
    mailing.post(to=reader.email, template="accounts/emails/account_closes", context=told, now=now)
    _record("accounts.close", reader_id, now=now)
    return closes_at


def reopen_account(*, reader_id: int, now: datetime) -> bool:
    """The reader keeps the account; whether there was something to take back. Part of the caller's transaction."""
    closing = User.objects.filter(pk=reader_id, erased_at=None, closes_at__gt=now)
    if not closing.update(closes_at=None):
        return False
    _record("accounts.reopen", reader_id, now=now)
    return True


def _record(action: str, reader_id: int, *, now: datetime) -> None:
    about = f"reader:{reader_id}"
    audit.record(action=action, actor_id=reader_id, actor="the reader", about=about, now=now)
