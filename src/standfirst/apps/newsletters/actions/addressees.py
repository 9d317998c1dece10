"""Find or make the one mailbox of a reader, or of a visitor who has confirmed an address."""

import secrets
from datetime import datetime

from standfirst.apps.accounts import api as accounts
from standfirst.apps.accounts.api import User
from standfirst.apps.newsletters.models import Addressee


def addressee_of_reader(reader: User, *, now: datetime) -> Addressee:
    """Locked until the caller's transaction ends. What the address had before there was an account comes along."""
    found = Addressee.objects.select_for_update().filter(reader=reader).first()
    if found is not None:
        return found
    Addressee.objects.filter(address=reader.email.lower()).update(reader=reader, address=None)
    return _locked(reader=reader, now=now)


def addressee_of_address(address: str, *, now: datetime) -> Addressee:
    """Locked until the caller's transaction ends. The reader's own where the address is that of an account."""
    reader = accounts.find_by_address(address)
    if reader is not None and reader.is_active:
        return addressee_of_reader(reader, now=now)
    return _locked(address=address.lower(), now=now)


def address_of(addressee: Addressee) -> str:
    """Where the letters go."""
    return addressee.reader.email.lower() if addressee.reader else addressee.address or ""


def _locked(*, now: datetime, **whose: object) -> Addressee:
    found, _ = Addressee.objects.get_or_create(
        **whose, defaults={"key": secrets.token_urlsafe(18), "made_at": now}
    )
    return Addressee.objects.select_for_update(of=("self",)).select_related("reader").get(pk=found.pk)
