"""The old address takes a change back: whoever made it is out at once, with every session and code."""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator

from standfirst.apps.accounts.actions.end_sessions import end_sessions
from standfirst.apps.accounts.models import AddressChange, User
from standfirst.apps.accounts.rules.addresses import digest_of

# Whoever takes an account over may add a second factor of their own before the address, to lock its owner out.
SUSPECT_BEFORE = timedelta(days=1)


class NothingToUndo(Exception):
    """The token is unknown, used or too old."""


def undo_address_change(*, token: str, now: datetime) -> User:
    """Restore the old address and end everything that was begun with the new one; part of the caller's transaction.

    A password goes as well, and a second factor of the last day before the change or since: whoever changed the
    address may have set them. Later changes of the same reader are undone with this one. Raises NothingToUndo.
    """
    open_changes = AddressChange.objects.select_for_update().filter(undone_at=None, undo_until__gt=now)
    change = open_changes.filter(undo_digest=digest_of(token)).first()
    if change is None:
        raise NothingToUndo
    reader = User.objects.select_for_update().get(pk=change.reader_id)
    open_changes.filter(reader=reader, changed_at__gte=change.changed_at).update(undone_at=now)
    reader.email = change.old
    reader.set_unusable_password()
    reader.save(update_fields=["email", "password"])
    Authenticator.objects.filter(user=reader, created_at__gte=change.changed_at - SUSPECT_BEFORE).delete()
    end_sessions(reader_id=reader.pk)
    return reader
