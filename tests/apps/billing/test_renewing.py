"""Subscriptions that go on by invoice: ahead, reminded, missing, ended; each once however often the clock rings."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Intent, Invoice
from standfirst.apps.billing.queries.intents import PATIENCE
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Subscription
from tests.apps.billing.ordering import key, letters, pay, standing, subscribed
from tests.apps.membership.subscribing import BY_DESK, a_plan, price

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
