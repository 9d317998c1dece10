"""Reads about closed and erased accounts."""

import hmac
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.db.models import BinaryField, CharField, Func, Value
from django.utils.crypto import salted_hmac

from standfirst.apps.accounts.models import AddressChange, AddressKey, Erasure, User
from standfirst.apps.accounts.rules.closing import Change, first_address_key, pads_of_hmac, tenures
from standfirst.core.export import Person, Tenure

_SALT = "standfirst.accounts.closing"


def closes_after() -> timedelta:
    """How long a closed account can be kept after all."""
    days: int = settings.CLOSING_DAYS
    return timedelta(days=days)


def closing_token(reader: User) -> str:
    """What the link in the letter carries: it fits this one closing of the account."""
    closes_at = reader.closes_at.isoformat() if reader.closes_at else ""
    return signing.dumps([reader.pk, closes_at], salt=_SALT)


def find_closing(token: str, *, now: datetime) -> User | None:
    """The reader whose account can still be kept with this token."""
    try:
        reader_id, closes_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = User.objects.filter(pk=reader_id, erased_at=None, closes_at__gt=now).first()
    return found if found and found.closes_at and found.closes_at.isoformat() == closes_at else None


def list_to_erase(*, now: datetime, limit: int = 1_000) -> list[int]:
    """Readers whose time to come back is over, the longest first."""
    due = User.objects.filter(closes_at__lte=now, erased_at=None).order_by("closes_at")
    return list(due.values_list("pk", flat=True)[:limit])


def person_of(reader: User) -> Person:
    """The reader with every address that was theirs, and when."""
    rows = AddressChange.objects.filter(reader_id=reader.pk).order_by("changed_at", "pk")
    changes = [Change(row.old, row.new, row.changed_at, row.undone_at) for row in rows]
    found = tenures(now_called=reader.email, joined_at=reader.joined_at, changes=changes)
    return Person(reader.pk, tuple(Tenure(*each) for each in found))


def is_erased(*, reader_id: int) -> bool:
    """Whether nothing is left but a number."""
    return User.objects.filter(pk=reader_id).exclude(erased_at=None).exists()


def digest_of_reader(reader: User, *, secret: str | bytes | None = None) -> str:
    """Keyed. The number alone would not do: a restored database gives numbers a second time."""
    who = f"{reader.pk} {reader.joined_at.isoformat()}"
    return salted_hmac("standfirst.erasure.reader", who, secret=secret, algorithm="sha256").hexdigest()


def digest_of_address(address: str) -> str:
    """Keyed, as everybody could try out addresses; it stays the same when SECRET_KEY is changed."""
    return digests_of_addresses([address])[address]


def digests_of_addresses(addresses: Iterable[str]) -> dict[str, str]:
    """Of many, by address; the key is read once."""
    key = _address_key()
    return {address: hmac.digest(key, address.encode(), "sha256").hex() for address in addresses}


def digest_in_database(address: Any) -> Func:
    """`digest_of_address` of a column, for queries over many: HMAC (RFC 2104) made of the database's own SHA-256."""
    inner, outer = pads_of_hmac(_address_key())
    text = Func(address, Value("UTF8"), function="convert_to", output_field=BinaryField())
    hashed = _sha256(Value(outer, BinaryField()), _sha256(Value(inner, BinaryField()), text))
    return Func(hashed, Value("hex"), function="encode", output_field=CharField())


def _sha256(*pieces: Any) -> Func:
    return Func(*pieces, template="sha256(%(expressions)s)", arg_joiner=" || ", output_field=BinaryField())


def _address_key() -> bytes:
    """The publication's own; where the row is missing, what the migration would write."""
    kept = AddressKey.objects.values_list("key", flat=True).first()
    return bytes(kept) if kept else first_address_key(settings.SECRET_KEY)


class Remembered(NamedTuple):
    """An erasure: hashes of who it was, of their address, and of the account that had been merged with it, if any."""

    reader: str
    address: str
    at: datetime
    kept: str = ""


def ledger_of_erasures() -> Iterator[Remembered]:
    """Every erasure, the oldest first."""
    rows = Erasure.objects.order_by("erased_at", "pk")
    for row in rows.values_list("reader_digest", "address_digest", "erased_at", "kept_digest").iterator():
        yield Remembered(*row)


def find_erasures(digests: set[str]) -> dict[str, datetime]:
    """When somebody was last erased, by the hashes of their addresses."""
    found = Erasure.objects.filter(address_digest__in=digests).order_by("erased_at")
    return dict(found.values_list("address_digest", "erased_at"))


def find_by_digests(digests: set[str]) -> dict[str, int]:
    """Readers of this database, erased ones too, by the hashes of an older or newer copy of it."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    found = {}
    for reader in User.objects.only("pk", "joined_at").order_by("pk").iterator():
        for secret in secrets:
            if (digest := digest_of_reader(reader, secret=secret)) in digests:
                found[digest] = reader.pk
    return found
