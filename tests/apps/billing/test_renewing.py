"""Subscriptions that go on by invoice: ahead, reminded, missing, ended; each once however often the clock rings."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Intent, Invoice
from standfirst.apps.billing.queries.intents import PATIENCE
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Subscription
from tests.apps.billing.giving import redeemed_gift
from tests.apps.billing.ordering import key, letters, order, ordered, pay, standing, subscribed
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price

pytestmark = pytest.mark.django_db


def ring(now: datetime) -> tuple[int, int, int]:
    """The whole calendar."""
    return billing.issue_renewals(now=now), billing.remind(now=now), billing.turn_the_clock(now=now)


def latest() -> Invoice:
    return Invoice.objects.latest("pk")


def test_a_year_of_an_unpaid_subscription(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    end = now.replace(year=2027)
    assert ring(end - timedelta(days=15)) == (0, 0, 0)
    assert ring(end - timedelta(days=14)) == (1, 0, 0)
    assert ring(end - timedelta(days=3)) == (0, 1, 0)
    assert ring(end) == (0, 0, 1)
    assert standing(reader, end + timedelta(days=6)) == "subscriber"
    assert ring(end + timedelta(days=7)) == (0, 0, 1)
    assert ring(end + timedelta(days=7)) == ring(end + timedelta(days=70)) == (0, 0, 0)
    assert letters(reader) == [
        "invoice",
        "welcome",
        "receipt",
        "renewal",
        "reminder",
        "payment_missing",
        "ended",
    ]
    assert (Subscription.objects.get().state, latest().state) == ("ended", "void")


def test_a_paid_renewal_goes_on_from_the_old_end(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    end = now.replace(year=2027)
    ring(end - timedelta(days=14))
    pay(latest(), now=end + timedelta(days=3))
    found = Subscription.objects.get()
    assert (found.state, found.starts_at, found.ends_at) == ("active", end, now.replace(year=2028))
    assert ring(end + timedelta(days=3)) == (0, 0, 0)


def test_an_agreed_price_is_billed_and_an_invoice_of_the_old_one_withdrawn(
    reader: User, now: datetime
) -> None:
    subscribed(reader, now=now)
    end = now.replace(year=2027)
    ring(end - timedelta(days=14))
    monthly = price(a_plan())
    by = membership.actors.reader(reader.pk)
    billing.change_price(
        reader_id=reader.pk, by=by, key=key(), price_id=monthly.pk, now=end - timedelta(days=10)
    )
    assert (latest().state, ring(end - timedelta(days=9))) == ("void", (1, 0, 0))
    assert latest().amount == 9
    pay(latest(), now=end - timedelta(days=8))
    found = Subscription.objects.get()
    assert (found.price, found.next_price, found.ends_at) == (monthly, None, end.replace(month=12))


def test_a_cancelled_subscription_is_not_billed(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    end = now.replace(year=2027)
    ring(end - timedelta(days=14))
    by = membership.actors.reader(reader.pk)
    billing.cancel(
        reader_id=reader.pk,
        by=by,
        key=key(),
        why="time",
        words="Too much to read.",
        now=end - timedelta(days=9),
    )
    assert (latest().state, ring(end - timedelta(days=8))) == ("void", (0, 0, 0))
    billing.keep(reader_id=reader.pk, by=by, key=key(), now=end - timedelta(days=7))
    assert ring(end - timedelta(days=6)) == (1, 0, 0)


@pytest.mark.parametrize(
    ("act", "more", "sentence"),
    [
        ("keep", {}, "the subscription goes on"),
        ("resume", {}, "the subscription goes on"),
        ("pause", {"until": datetime(2036, 1, 1).astimezone()}, "half a year"),
        ("change_price", {"price_id": 999_999}, "no such price|not on sale"),
    ],
)
def test_a_refused_wish_says_why_and_says_it_again(
    reader: User, now: datetime, act: str, more: dict[str, object], sentence: str
) -> None:
    subscribed(reader, now=now)
    row, again = Subscription.objects.values().get(), key()
    for _ in range(2):
        with pytest.raises(billing.Refused, match=sentence):
            getattr(billing, act)(reader_id=reader.pk, by=BY_DESK, key=again, now=now, **more)
    assert Subscription.objects.values().get() == row


def test_what_was_cut_off_is_carried_out_later(
    reader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the process is killed between the wish and the deed."""
    from standfirst.apps.billing.gateways.invoice import InvoiceGateway

    class Killed(BaseException):
        pass

    def kill(*_: object, **__: object) -> str:
        raise Killed

    found = subscribed(reader, now=now)
    with monkeypatch.context() as patch:
        patch.setattr(InvoiceGateway, "cancel", kill)
        with pytest.raises(Killed):
            billing.cancel(reader_id=reader.pk, by=BY_DESK, key=key(), now=now)
    assert (Intent.objects.latest("pk").state, Subscription.objects.get().state) == ("made", "active")
    assert billing.carry_out_what_is_left(now=now + PATIENCE - timedelta(seconds=1)) == 0
    assert billing.carry_out_what_is_left(now=now + PATIENCE) == 1
    assert billing.carry_out_what_is_left(now=now + timedelta(minutes=2)) == 0
    assert (Subscription.objects.get().state, found.pk) == ("cancelling", Subscription.objects.get().pk)


def test_who_missed_the_invoice_while_no_job_ran_gets_it_within_the_grace(
    reader: User, now: datetime
) -> None:
    subscribed(reader, now=now)
    end = now.replace(year=2027)
    assert billing.turn_the_clock(now=end + timedelta(days=1)) == 1
    assert billing.issue_renewals(now=end + timedelta(days=1)) == 1
    assert latest().due_at == end + timedelta(days=7)
    pay(latest(), now=end + timedelta(days=2))
    assert Subscription.objects.get().ends_at == now.replace(year=2028)


def test_many_that_are_billed_already_do_not_keep_the_next_from_its_invoice(
    reader: User, now: datetime
) -> None:
    subscription = subscribed(reader, now=now)
    end = now.replace(year=2027)
    ring(end - timedelta(days=14))
    crowd = User.objects.bulk_create(User(email=f"billed-{n}@review.example") for n in range(500))
    early = {"starts_at": now, "ends_at": end - timedelta(days=1)}
    Subscription.objects.bulk_create(_like(subscription, owner=one, **early) for one in crowd)
    theirs = list(Subscription.objects.exclude(pk=subscription.pk))
    Invoice.objects.bulk_create(
        _like(latest(), subscription=each, reader_id=each.owner_id, serial=1000 + n, reference=f"R{n}")
        for n, each in enumerate(theirs)
    )
    assert ring(end - timedelta(days=13))[0] == 0
    subscribed(a_reader("late"), now=now + timedelta(days=1))
    assert ring(end - timedelta(days=12))[0] == 1


def _like(row: Any, **more: Any) -> Any:
    """The same row, but for some columns."""
    told = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name != "id"
    }
    for name, value in more.items():
        told[row._meta.get_field(name).attname if not name.endswith("_id") else name] = getattr(
            value, "pk", value
        )
    return type(row)(**told)


def test_a_trial_takes_the_place_of_an_order_that_nobody_paid(reader: User, now: datetime) -> None:
    earlier = ordered(reader, now=now)
    order(reader, price(a_plan()), now=now)
    earlier.refresh_from_db()
    assert (earlier.state, standing(reader, now)) == ("void", "subscriber")


def test_the_same_order_with_another_address_is_written_anew(reader: User, now: datetime) -> None:
    first = ordered(reader, now=now)
    assert ordered(reader, now=now) == first
    second = ordered(reader, now=now, billed_to="Amal Karim\n2 Quay")
    assert (second.billed_to, second.pk != first.pk) == ("Amal Karim\n2 Quay", True)


def test_ending_everything_leaves_nothing_that_begins_later(reader: User, now: datetime) -> None:
    buyer = a_reader("buyer")
    for _ in range(2):
        redeemed_gift(buyer, reader, now=now, interval="month")
    membership.end_subscription(reader_id=reader.pk, because="asked", now=now + timedelta(days=1))
    later = [now + timedelta(days=days) for days in (1, 20, 40, 55)]
    assert {standing(reader, at) for at in later} == {"registered"}
