"""A reader's address changes, once the new one is proved; the old one hears of it and can take it back."""

from collections.abc import Callable, Mapping
from datetime import datetime

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.models import AddressChange, User
from standfirst.apps.accounts.queries.addresses import is_address_free
from standfirst.apps.accounts.rules.addresses import UNDO_WITHIN, digest_of, new_token
from standfirst.apps.mailing import api as mailing


class ChangeRefused(Exception):
    """Somebody else has the address, or may still take it back."""


def change_address(
    *,
    reader_id: int,
    new: str,
    undo_link: Callable[[str], str],
    context: Mapping[str, object],
    now: datetime,
) -> AddressChange:
    """Change it, end every session and code, tell the old address; part of the caller's transaction.

    `undo_link` makes the address of the page where a token undoes the change; `context` is for the mail.
    Raises ChangeRefused.
    """
    reader = User.objects.select_for_update().get(pk=reader_id)
    new, old = new.strip().lower(), reader.email
    if not is_address_free(new, now=now, besides=reader_id):
        raise ChangeRefused
    token = new_token()
    change = AddressChange.objects.create(
        reader=reader, old=old, new=new, undo_digest=digest_of(token), changed_at=now, undo_until=now + UNDO_WITHIN
    )  # fmt: skip
    reader.email = new
    reader.save(update_fields=["email"])
    end_sessions(reader_id=reader_id)
    told = {**context, "new": new, "undo_link": undo_link(token), "undo_until": change.undo_until}
    mailing.post(to=old, template="accounts/emails/address_changed", context=told, now=now)
    return change
