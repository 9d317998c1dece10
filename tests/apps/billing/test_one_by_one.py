"""A row that cannot be done holds up no other: renewals, reminders, ends, gifts, erasures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.actions import give, renew, turn_the_clock
from standfirst.apps.billing.models import Invoice
from standfirst.apps.membership.models import GiftSubscription, Subscription
from standfirst.core.models import FailedRow
from standfirst.screens.account import erasing
from tests.apps.billing.giving import ordered_gift, paid_gift
from tests.apps.billing.ordering import ordered, subscribed
from tests.apps.membership.subscribing import a_reader

pytestmark = pytest.mark.django_db
Make = Callable[[User, datetime], int]


def subscription(reader: User, now: datetime) -> int:
    return subscribed(reader, now=now).pk


def invoice(reader: User, now: datetime) -> int:
    return ordered(reader, now=now).pk


def gift(reader: User, now: datetime) -> int:
    return paid_gift(reader, now=now, deliver_at=now + timedelta(days=1)).pk


def unpaid_gift(reader: User, now: datetime) -> int:
    made = ordered_gift(reader, now=now)
    Invoice.objects.filter(gift=made).update(state="void")
    GiftSubscription.objects.filter(pk=made.pk).update(void_at=None)
    return made.pk


def closed_account(reader: User, now: datetime) -> int:
    User.objects.filter(pk=reader.pk).update(closes_at=now)
    return reader.pk


def ending(reader: User, now: datetime) -> int:
    number = subscription(reader, now)
    Subscription.objects.filter(pk=number).update(state="cancelling")
    return number


BATCHES: dict[str, tuple[Make, int, Any, str]] = {
    "billing.issue_renewals": (subscription, 360, renew, "_issue"),
    "billing.remind": (invoice, 12, renew, "_remind"),
    "billing.give_up_orders": (invoice, 40, renew, "_give_up"),
    "billing.turn_the_clock": (ending, 370, turn_the_clock, "_turn"),
    "billing.deliver_gifts": (gift, 2, give, "_deliver"),
    "billing.give_up_gifts": (unpaid_gift, 5, give, "_give_up"),
    "account.erase_due": (closed_account, 1, erasing, "erase"),
}


def run(job: str, now: datetime) -> int:
    name = job.partition(".")[2]
    done: int = getattr(erasing if job.startswith("account") else billing, name)(now=now)
    return done


@pytest.mark.parametrize("job", BATCHES)
def test_the_others_are_done_and_the_one_is_noted_until_it_can_be(
    house: None, now: datetime, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    make, days, module, act = BATCHES[job]
    first, second, third = (make(a_reader(f"reader{place}"), now) for place in range(3))
    real, at = getattr(module, act), now + timedelta(days=days)

    def falls_over(number: int = 0, **more: Any) -> Any:
        if first in {number, more.get("reader_id")}:
            raise ZeroDivisionError
        return real(number, **more) if number else real(**more)

    with monkeypatch.context() as patched:
        patched.setattr(module, act, falls_over)
        assert run(job, at) == 2
    assert list(FailedRow.objects.values_list("job", "row", "fault")) == [(job, first, "ZeroDivisionError")]
    assert (run(job, at), FailedRow.objects.count()) == (1, 0)
    assert {second, third}.isdisjoint({first})
