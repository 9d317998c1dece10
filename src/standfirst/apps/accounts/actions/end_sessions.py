"""End every session of a reader, and every code that was mailed to them, at once."""

from django.db.models import F

from standfirst.apps.accounts.models import User


def end_sessions(*, reader_id: int) -> None:
    """Whoever is signed in as this reader is a visitor from the next request on; part of the caller's transaction."""
    User.objects.filter(pk=reader_id).update(sign_out_count=F("sign_out_count") + 1)
