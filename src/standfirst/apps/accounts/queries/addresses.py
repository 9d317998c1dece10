"""Reads of addresses: whose one is, and whether it is free."""

from collections.abc import Iterable
from datetime import datetime

from standfirst.apps.accounts.models import AddressChange, User
from standfirst.apps.accounts.rules.addresses import digest_of


def find_by_address(address: str) -> User | None:
    """The reader with this address, whatever its case."""
    return User.objects.filter(email=address.strip().lower()).first()


def find_by_addresses(addresses: Iterable[str]) -> dict[str, int]:
    """Numbers of the readers who have these addresses, which are in lower case."""
    found = User.objects.filter(email__in=list(addresses), is_active=True, erased_at=None)
    return dict(found.values_list("email", "pk"))


def is_address_free(address: str, *, now: datetime, besides: int | None = None) -> bool:
    """Whether nobody has it, and nobody but the reader `besides` may still take it back."""
    wanted = address.strip().lower()
    held = AddressChange.objects.filter(old=wanted, undone_at=None, undo_until__gt=now)
    if besides is not None:
        held = held.exclude(reader_id=besides)
    return not User.objects.filter(email=wanted).exists() and not held.exists()


def find_address_change(token: str, *, now: datetime) -> AddressChange | None:
    """The change that can still be undone with this token."""
    found = AddressChange.objects.filter(undo_digest=digest_of(token), undone_at=None, undo_until__gt=now)
    return found.select_related("reader").first()


def stamp_of(reader: User | None) -> str:
    """What a mailed code is bound to beside the browser: it changes when the reader's sessions are ended."""
    return f"{reader.pk}:{reader.sign_out_count}" if reader else ""
