"""From the order to the receipt, and back."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import BillingSettings, Intent, Invoice, Payment
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import Period, PromotionCode, Subscription
from tests.apps.billing.ordering import key, letters, order, ordered, pay, refund, standing, subscribed
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price
from tests.apps.membership.test_subscriptions import traces

pytestmark = pytest.mark.django_db


def test_an_order_makes_an_invoice_and_opens_nothing(reader: User, now: datetime) -> None:
    invoice = ordered(reader, now=now)
    assert (invoice.number, invoice.amount, invoice.tax, invoice.state) == (
        "2026-000001", Decimal(90), Decimal("14.37"), "open",
    )  # fmt: skip
    assert standing(reader, now) == "registered"
    assert letters(reader) == ["invoice"]
    text = Letter.objects.get().text
    assert "DE02 1203" in text
    assert invoice.reference in text


def test_the_desks_word_opens_everything(reader: User, now: datetime) -> None:
    invoice = ordered(reader, now=now)
    later = now + timedelta(days=2)
    payment = pay(invoice, now=later)
    assert standing(reader, later) == "subscriber"
    assert letters(reader) == ["invoice", "welcome", "receipt"]
    found = Subscription.objects.get()
    assert (payment.subscription, found.ends_at) == (found, later.replace(year=2027))
    entry = audit.list_entries(about=found.about)[0]
    assert (entry.action, entry.actor_id, entry.details["invoice"]) == ("membership.open", 1, "2026-000001")


def test_an_invoice_is_confirmed_once(reader: User, now: datetime) -> None:
    invoice = ordered(reader, now=now)
    pay(invoice, now=now)
    before = traces()
    with pytest.raises(billing.Refused, match="has been paid"):
        pay(invoice, now=now)
    assert (traces(), Payment.objects.count(), Period.objects.count()) == (before, 1, 1)


def test_one_transfer_does_not_pay_two_invoices(reader: User, now: datetime) -> None:
    pay(ordered(reader, now=now), now=now, ref="transfer 7")
    other = ordered(a_reader("benedikt"), now=now)
    before = traces()
    with pytest.raises(billing.Refused, match="written down already"):
        pay(other, now=now, ref="transfer 7")
    assert (traces(), Payment.objects.count()) == (before, 1)


@pytest.mark.parametrize("number", ["", "2026-999999", "x", "2026-", "-1", "2026-000001x", "99999-1", "²-1"])
def test_an_unknown_invoice_is_refused(house: None, number: str, now: datetime) -> None:
    with pytest.raises(billing.Refused, match="no such invoice"):
        billing.confirm_payment(number=number, by=BY_DESK, received_at=now, now=now)


def test_the_same_order_twice_is_one_invoice(reader: User, now: datetime) -> None:
    again = key()
    taken = price(a_plan(), "year")
    assert order(reader, taken, now=now, key=again) == order(reader, taken, now=now, key=again)
    assert order(reader, taken, now=now) == "/account/invoices/2026-000001/"
    assert (Invoice.objects.count(), Letter.objects.count()) == (1, 1)


def test_another_order_takes_the_place_of_the_first(reader: User, now: datetime) -> None:
    first = ordered(reader, now=now)
    PromotionCode.objects.create(code="HALF", percent_off=50)
    second = ordered(reader, now=now, code="half")
    first.refresh_from_db()
    assert (first.state, second.number, second.amount) == ("void", "2026-000002", Decimal(45))
    with pytest.raises(billing.Refused, match="withdrawn"):
        pay(first, now=now)


def test_a_subscriber_orders_no_second_one(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    with pytest.raises(billing.Refused, match="already"):
        order(reader, price(a_plan(), "year"), now=now)
    assert Invoice.objects.count() == 1


@pytest.mark.parametrize("change", [{"gateway": "gold"}, {"key": "x"}, {"key": "A" * 32}])
def test_a_bent_order_leaves_nothing(reader: User, now: datetime, change: dict[str, str]) -> None:
    taken, before = price(a_plan(), "year"), traces()
    with pytest.raises(billing.Refused):
        order(reader, taken, now=now, **change)
    assert (traces(), Invoice.objects.count()) == (before, 0)


def test_a_price_that_is_not_on_sale_cannot_be_ordered(reader: User, now: datetime) -> None:
    taken = price(a_plan(), "year")
    taken.on_sale = False
    taken.save()
    with pytest.raises(billing.Refused, match="not on sale"):
        order(reader, taken, now=now)
    assert (Invoice.objects.count(), Intent.objects.count()) == (0, 0)


def test_a_trial_opens_at_once_and_is_billed_before_it_ends(reader: User, now: datetime) -> None:
    assert order(reader, price(a_plan()), now=now) == "/account/subscription/"
    assert (standing(reader, now), Invoice.objects.count(), letters(reader)) == ("subscriber", 0, ["welcome"])
    assert billing.issue_renewals(now=now + timedelta(days=1)) == 1
    invoice = Invoice.objects.get()
    assert (invoice.starts_at, invoice.due_at) == (now + timedelta(days=14), now + timedelta(days=14))
    pay(invoice, now=now + timedelta(days=3))
    found = Subscription.objects.get()
    assert (found.state, found.ends_at) == ("active", datetime(2027, 1, 4, 9, tzinfo=now.tzinfo))


def test_an_unpaid_trial_ends(reader: User, now: datetime) -> None:
    order(reader, price(a_plan()), now=now)
    billing.issue_renewals(now=now + timedelta(days=1))
    assert billing.turn_the_clock(now=now + timedelta(days=14)) == 1
    assert (Invoice.objects.get().state, letters(reader)[-1]) == ("void", "ended")
    assert standing(reader, now + timedelta(days=14)) == "registered"


def test_who_opens_on_trust_opens_before_the_payment(reader: User, now: datetime) -> None:
    BillingSettings.objects.update(open_before_payment=True)
    invoice = ordered(reader, now=now)
    assert (standing(reader, now), letters(reader)) == ("subscriber", ["welcome", "invoice"])
    pay(invoice, now=now + timedelta(days=5))
    found = Subscription.objects.get()
    assert (found.state, found.starts_at, found.ends_at) == ("active", now, now.replace(year=2027))


def test_trust_ends_with_its_time(reader: User, now: datetime) -> None:
    BillingSettings.objects.update(open_before_payment=True)
    invoice = ordered(reader, now=now)
    late = now + timedelta(days=28)
    assert (standing(reader, late), billing.turn_the_clock(now=late)) == ("registered", 1)
    invoice.refresh_from_db()
    assert (invoice.state, letters(reader)[-1]) == ("void", "ended")


def test_what_costs_nothing_opens_at_once(reader: User, now: datetime) -> None:
    PromotionCode.objects.create(code="PRESS", percent_off=100, most=1)
    invoice = ordered(reader, now=now, code="PRESS")
    assert (invoice.amount, invoice.state, standing(reader, now)) == (0, "paid", "subscriber")


def test_a_refund_closes_at_once_and_is_told(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    payment = Payment.objects.get()
    again = key()
    for _ in range(2):
        refund(payment, "90", closes=True, now=now + timedelta(days=1), again=again)
    payment.refresh_from_db()
    assert (payment.refunded, payment.refunds.count()) == (90, 1)
    assert standing(reader, now + timedelta(days=1)) == "registered"
    assert (letters(reader)[-1], Subscription.objects.get().state) == ("refunded", "refunded")
    entry = audit.list_entries(about=f"subscription:{payment.subscription_id}")[0]
    assert (entry.action, entry.reason, entry.details["amount"]) == ("membership.refund", "asked", "90")


def test_a_part_may_go_back_while_the_subscription_goes_on(reader: User, now: datetime) -> None:
    subscribed(reader, now=now)
    payment = Payment.objects.get()
    refund(payment, "10.50", closes=False, now=now)
    assert (standing(reader, now), audit.list_entries(about=f"payment:{payment.pk}")[0].action) == (
        "subscriber", "billing.refund",
    )  # fmt: skip


@pytest.mark.parametrize("amount", ["90.01", "0", "-1"])
def test_no_more_goes_back_than_came(reader: User, now: datetime, amount: str) -> None:
    subscribed(reader, now=now)
    before = traces()
    with pytest.raises(billing.Refused):
        refund(Payment.objects.get(), amount, closes=True, now=now)
    assert (traces(), standing(reader, now)) == (before, "subscriber")


def test_a_late_transfer_of_an_ended_subscription_opens_a_new_one(reader: User, now: datetime) -> None:
    first = subscribed(reader, now=now)
    billing.issue_renewals(now=now + timedelta(days=360))
    membership.end_now(subscription_id=first.pk, because="x", by=BY_DESK, now=now + timedelta(days=361))
    payment = pay(Invoice.objects.latest("pk"), now=now + timedelta(days=362))
    assert payment.subscription_id != first.pk
    assert standing(reader, now + timedelta(days=362)) == "subscriber"


def test_a_withdrawn_order_gives_the_code_back(reader: User, now: datetime) -> None:
    PromotionCode.objects.create(code="ONCE", percent_off=10, most=1)
    ordered(reader, now=now, code="ONCE")
    with pytest.raises(billing.Refused, match="used up"):
        ordered(a_reader("late"), now=now, code="ONCE")
    assert billing.give_up_orders(now=now + timedelta(days=28)) == 1
    assert ordered(a_reader("later"), now=now, code="ONCE").amount == 81


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"in_force": False}, "no such code"),
        ({"until": datetime(2026, 1, 1).astimezone()}, "over"),
        ({"percent_off": None, "amount_off": 5, "currency": "GBP"}, "another currency"),
        ({"most": 0}, "used up"),
    ],
)
def test_a_code_that_does_not_count_is_refused(
    reader: User, now: datetime, fields: dict[str, object], sentence: str
) -> None:
    PromotionCode.objects.create(**{"code": "CODE", "percent_off": 10, **fields})
    with pytest.raises(billing.Refused, match=sentence):
        ordered(reader, now=now, code="CODE")
    assert Invoice.objects.count() == 0
