"""Readers with what they subscribe to, for the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from standfirst.apps.accounts.api import User
from standfirst.apps.membership.models import Period, Subscription

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """A reader, the subscription that runs or ran last, and whether anything stands."""

    reader: User
    subscription: Subscription | None
    stands: bool


def list_by_state(*, state: str, limit: int) -> list[ReaderRow]:
    """Readers whose subscription is in this state, those that end first in front."""
    found = (
        Subscription.objects.filter(state=state).select_related("owner", "plan", "price").order_by("ends_at")
    )
    return [ReaderRow(each.owner, each, stands=False) for each in found[:limit]]


def every_reader(*, now: datetime) -> Iterator[ReaderRow]:
    """All who are not erased, some at a time, so that memory stays small."""
    readers = User.objects.filter(erased_at=None).order_by("pk").iterator(chunk_size=_AT_ONCE)
    while some := list(islice(readers, _AT_ONCE)):
        yield from _rows(some, now=now)


def _rows(readers: list[User], *, now: datetime) -> Iterator[ReaderRow]:
    numbers = [reader.pk for reader in readers]
    standing = set(
        Period.objects.standing_at(now).filter(reader_id__in=numbers).values_list("reader_id", flat=True)
    )
    latest: dict[int, Subscription] = {}
    found = Subscription.objects.filter(owner_id__in=numbers).select_related("plan", "price")
    for subscription in found.order_by("made_at", "pk"):
        latest[subscription.owner_id] = subscription
    for reader in readers:
        yield ReaderRow(reader, latest.get(reader.pk), reader.pk in standing)
