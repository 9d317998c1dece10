"""Where Stripe and the house are not of one mind for a while: silence at the turn of a period, and two ways to pay at once."""

from datetime import timedelta

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import stripe_ordering
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import PromotionCode
from tests.apps.billing.giving import order_gift
from tests.apps.billing.ordering import letters, order, ordered, standing
from tests.apps.billing.stripe.paying import House
from tests.apps.membership.subscribing import a_plan, price

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cards: House) -> membership.Price:
    return price(a_plan(), "year")


def test_a_renewal_that_stripe_has_not_told_of_yet_is_no_missing_payment(
    cards: House, reader: User, year: membership.Price
) -> None:
    found = cards.subscribe(reader, year)
    turned = found.ends_at + timedelta(minutes=1)
    assert billing.turn_the_clock(now=turned) == 0
    assert (standing(reader, turned), letters(reader)) == ("subscriber", ["welcome", "receipt"])
    cards.wait(365)
    cards.look(reader)
    assert letters(reader) == ["welcome", "receipt", "receipt"]


def test_after_hours_of_silence_the_house_believes_its_own_clock(
    cards: House, reader: User, year: membership.Price
) -> None:
    found = cards.subscribe(reader, year)
    later = found.ends_at + timedelta(hours=7)
    assert billing.turn_the_clock(now=later) == 1
    assert (standing(reader, later), letters(reader)[-1]) == ("subscriber", "payment_missing")
    assert billing.turn_the_clock(now=found.ends_at + timedelta(days=8)) == 1
    assert letters(reader)[-1] == "ended"


def test_a_look_at_the_turn_of_a_period_writes_nothing(
    cards: House, reader: User, year: membership.Price
) -> None:
    found = cards.subscribe(reader, year)
    before = found.changes.count()
    billing.reconcile_reader(reader_id=reader.pk, now=found.ends_at + timedelta(minutes=1))
    assert (found.changes.count(), letters(reader)) == (before, ["welcome", "receipt"])


def test_who_pays_by_card_after_all_is_not_asked_for_the_invoice(
    cards: House, reader: User, year: membership.Price
) -> None:
    invoice = ordered(reader, now=cards.now)
    cards.subscribe(reader, year)
    invoice.refresh_from_db()
    assert invoice.state == "void"
    assert billing.remind(now=invoice.due_at) == 0


@pytest.mark.parametrize(("first", "then"), [("invoice", "stripe"), ("stripe", "invoice")])
def test_a_code_goes_along_from_one_way_to_pay_to_the_other(
    cards: House, reader: User, year: membership.Price, first: str, then: str
) -> None:
    PromotionCode.objects.create(code="HALF", percent_off=50, most=1)
    for way in (first, then):
        order(reader, year, now=cards.now, gateway=way, code="HALF")
    assert PromotionCode.objects.get().used == 1


def test_an_order_by_invoice_closes_the_page_of_the_card(
    cards: House, reader: User, year: membership.Price
) -> None:
    page = cards.order(reader, year)
    order(reader, year, now=cards.now)
    with pytest.raises(Exception, match="expired"):
        cards.pay(page)
    assert Invoice.objects.get().state == "open"


def test_who_has_just_paid_by_card_orders_nothing_by_invoice(
    cards: House, reader: User, year: membership.Price
) -> None:
    cards.pay(cards.order(reader, year))
    with pytest.raises(billing.Refused, match="already"):
        order(reader, year, now=cards.now)
    assert not Invoice.objects.exists()


def test_what_is_refused_at_stripe_is_on_record_under_its_whole_name(
    cards: House, reader: User, year: membership.Price
) -> None:
    page = order_gift(reader, now=cards.now, gateway="stripe")
    session = cards.fake.books.get(page.rpartition("/")[2])
    cards.pay(page)
    session["metadata"] = {}
    cards.look(reader)
    found = audit.list_entries(about=f"stripe:{session['id']}", limit=5)
    assert [entry.action for entry in found] == ["billing.refuse_at_stripe"]
    assert len(session["id"]) > 60


def test_money_for_a_second_subscription_goes_back_and_it_ends(
    cards: House, reader: User, year: membership.Price, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two pages that were asked for in one moment: neither saw the other, and both were paid."""
    monkeypatch.setattr(stripe_ordering, "close_pages", lambda *_, **__: None)
    pages = [cards.order(reader, year) for _ in range(2)]
    for page in pages:
        cards.pay(page)
    cards.look(reader)
    assert [payment.subscription_id is None for payment in Payment.objects.order_by("pk")] == [False, True]
    assert [cards.work() for _ in range(2)] == [2, 0]
    assert cards.fake.books.charged(cards.customer(reader)) == 90_00
    assert sorted(one["status"] for one in cards.theirs(reader)) == ["active", "canceled"]
    assert "goes on beside another subscription" in Letter.objects.get(template__endswith="refunded").text
    cards.wait(400)
    cards.look(reader)
    assert (standing(reader, cards.now), Payment.objects.count()) == ("subscriber", 3)
    assert list(Payment.objects.order_by("pk").values_list("refunded", flat=True)) == [0, 90, 0]
