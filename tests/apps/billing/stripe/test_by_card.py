"""From the order to the end, paid by card."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Customer, Intent, Payment, Refund
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import PromotionCode, Subscription
from tests.apps.billing.ordering import key, letters, order, standing
from tests.apps.billing.stripe.paying import House, agree
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price
from tests.fake_stripe import happenings

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(cards: House) -> membership.Price:
    return price(a_plan(), "year")


def by(reader: User) -> membership.By:
    return membership.actors.reader(reader.pk)


def test_without_a_key_nobody_pays_by_card(reader: User, now: datetime) -> None:
    assert [found.name for found in billing.open_gateways()] == ["invoice"]
    with pytest.raises(billing.Refused, match="no such way"):
        order(reader, price(a_plan(), "year"), now=now, gateway="stripe")


def test_an_order_opens_when_it_is_paid(cards: House, reader: User, year: membership.Price) -> None:
    address = cards.order(reader, year, back="/world/piece/#gate")
    assert address.startswith(f"{cards.fake.url}/pay/")
    cards.look(reader)
    assert standing(reader, cards.now) == "registered"
    cards.pay(address)
    assert cards.look(reader) == 1
    assert standing(reader, cards.now) == "subscriber"
    assert letters(reader) == ["welcome", "receipt"]
    assert Payment.objects.get().amount == Decimal(90)
    agree(cards, reader)


def test_looking_again_writes_nothing(cards: House, reader: User, year: membership.Price) -> None:
    found = cards.subscribe(reader, year)
    before = (found.changes.count(), letters(reader), len(audit.list_entries(limit=100)))
    assert [cards.look(reader) for _ in range(3)] == [0, 0, 0]
    assert (found.changes.count(), letters(reader), len(audit.list_entries(limit=100))) == before


def test_the_same_order_twice_is_one_page(cards: House, reader: User, year: membership.Price) -> None:
    again = key()
    assert cards.order(reader, year, key=again) == cards.order(reader, year, key=again)
    assert len(cards.fake.books.all("checkout.session")) == 1


def test_another_order_closes_the_first_page(cards: House, reader: User, year: membership.Price) -> None:
    first = cards.order(reader, year)
    second = cards.order(reader, year)
    with pytest.raises(Exception, match="expired"):
        cards.pay(first)
    cards.pay(second)
    cards.look(reader)
    with pytest.raises(billing.Refused, match="already"):
        cards.order(reader, year)
    assert len(cards.fake.books.charges(cards.customer(reader))) == 1


def test_a_trial_is_free_once(cards: House, reader: User) -> None:
    month = price(a_plan(), "month")
    found = cards.subscribe(reader, month)
    assert (found.state, cards.fake.books.money) == ("trial", [])
    cards.wait(14)
    cards.look(reader)
    agree(cards, reader)
    assert Subscription.objects.get().state == "active"
    billing.end_everything(reader_id=reader.pk, because="x", by=BY_DESK, now=cards.now)
    assert cards.subscribe(reader, month).state == "active"
    agree(cards, reader)


def test_a_promotion_code_is_taken_off_and_counted(
    cards: House, reader: User, year: membership.Price
) -> None:
    PromotionCode.objects.create(code="HALF", percent_off=50)
    first = cards.order(reader, year, code="half")
    with pytest.raises(billing.Refused):
        cards.order(a_reader("benedikt"), year, code="wrong")
    cards.pay(first)
    cards.look(reader)
    assert (Payment.objects.get().amount, PromotionCode.objects.get().used) == (Decimal(45), 1)


def test_an_order_that_is_given_up_gives_its_code_back(
    cards: House, reader: User, year: membership.Price
) -> None:
    PromotionCode.objects.create(code="ONCE", percent_off=50, most=1)
    address = cards.order(reader, year, code="once")
    session = cards.fake.books.get(address.rpartition("/")[2])
    session.update(status="expired", url=None)
    cards.hear(cards.fake.books.tell("checkout.session.expired", session))
    assert PromotionCode.objects.get().used == 0


def test_cancel_keep_and_end(cards: House, reader: User, year: membership.Price) -> None:
    found = cards.subscribe(reader, year)
    for act, state in (
        (billing.cancel, "cancelling"),
        (billing.keep, "active"),
        (billing.cancel, "cancelling"),
    ):
        act(reader_id=reader.pk, by=by(reader), key=key(), now=cards.now)
        found.refresh_from_db()
        assert found.state == state
        agree(cards, reader)
    cards.wait(365)
    cards.look(reader)
    assert standing(reader, cards.now) == "registered"
    agree(cards, reader)


def test_why_somebody_left_is_kept(cards: House, reader: User, year: membership.Price) -> None:
    found = cards.subscribe(reader, year)
    billing.cancel(reader_id=reader.pk, by=by(reader), key=key(), why="price", words="Dear.", now=cards.now)
    found.refresh_from_db()
    assert (found.cancel_reason, found.cancel_words) == ("price", "Dear.")


def test_a_pause_closes_and_goes_on_by_itself(cards: House, reader: User) -> None:
    found = cards.subscribe(reader, price(a_plan(), "month", "GBP"))
    cards.wait(1)
    until = cards.now + timedelta(days=60)
    billing.pause(reader_id=reader.pk, by=by(reader), key=key(), until=until, now=cards.now)
    found.refresh_from_db()
    assert (found.state, standing(reader, cards.now)) == ("paused", "registered")
    cards.wait(61)
    cards.look(reader)
    assert standing(reader, cards.now) == "subscriber"
    agree(cards, reader)
    assert len(cards.fake.books.charges(cards.customer(reader))) == 1


def test_another_price_begins_with_the_next_period(cards: House, reader: User) -> None:
    plan = a_plan()
    PromotionCode.objects.all().delete()
    year, month = price(plan, "year"), price(plan, "month")
    found = cards.subscribe(reader, year)
    billing.change_price(reader_id=reader.pk, by=by(reader), key=key(), price_id=month.pk, now=cards.now)
    found.refresh_from_db()
    assert (found.price, found.next_price) == (year, month)
    assert len(cards.fake.books.charges(cards.customer(reader))) == 1
    cards.wait(366)
    cards.look(reader)
    found.refresh_from_db()
    assert (found.price, found.next_price, Payment.objects.count()) == (month, None, 2)
    agree(cards, reader)


def test_a_failed_card_leaves_a_week(cards: House, reader: User, year: membership.Price) -> None:
    found = cards.subscribe(reader, year)
    cards.wait(365, cards_work=False)
    cards.look(reader)
    assert standing(reader, cards.now) == "subscriber"
    assert "payment_missing" in letters(reader)
    cards.wait(8, cards_work=False)
    cards.look(reader)
    found.refresh_from_db()
    assert (found.state, standing(reader, cards.now)) == ("ended", "registered")
    happenings.pay_late(cards.fake.books, found.gateway_ref)
    cards.look(reader)
    assert standing(reader, cards.now) == "subscriber"
    agree(cards, reader)


@pytest.mark.parametrize(("amount", "closes", "state"), [("90", True, "refunded"), ("10", False, "active")])
def test_money_goes_back_once(
    cards: House, reader: User, year: membership.Price, amount: str, closes: bool, state: str
) -> None:
    found = cards.subscribe(reader, year)
    again = key()
    for _ in range(2):
        billing.refund_payment(
            payment_id=Payment.objects.get().pk, amount=Decimal(amount), because="asked", closes=closes, by=BY_DESK,
            key=again, now=cards.now,
        )  # fmt: skip
    found.refresh_from_db()
    assert (found.state, Refund.objects.get().because) == (state, "asked")
    assert cards.fake.books.charged(cards.customer(reader)) == 9000 - int(amount) * 100
    agree(cards, reader)


@pytest.mark.parametrize(("won", "state"), [(True, "active"), (False, "ended")])
def test_a_dispute_closes_until_it_is_won(
    cards: House, reader: User, year: membership.Price, won: bool, state: str
) -> None:
    found = cards.subscribe(reader, year)
    dispute = happenings.dispute(
        cards.fake.books, happenings.intents_of(cards.fake.books, found.gateway_ref)[0]
    )
    cards.hear(cards.fake.books.events[-1])
    assert standing(reader, cards.now) == "registered"
    happenings.close_dispute(cards.fake.books, dispute["id"], won=won)
    cards.hear(cards.fake.books.events[-1])
    found.refresh_from_db()
    assert found.state == state
    agree(cards, reader)


def tampered_price(house: House) -> None:
    session = house.fake.books.all("checkout.session")[0]
    cheap = house.fake.books.make(
        "price", "price", product="prod_x", currency="eur", unit_amount=1, recurring={"interval": "year"},
        lookup_key=session["line_items"]["data"][0]["price"]["lookup_key"],
    )  # fmt: skip
    session["line_items"]["data"][0]["price"] = cheap
    session["amount_total"] = 1


def tampered_sum(house: House) -> None:
    house.fake.books.all("checkout.session")[0]["amount_total"] = 100


def tampered_quantity(house: House) -> None:
    house.fake.books.all("checkout.session")[0]["quantity"] = 3


def tampered_order(house: House) -> None:
    house.fake.books.all("checkout.session")[0]["subscription_data"]["metadata"] = {
        "intent": "begin_checkout-0-x"
    }


@pytest.mark.parametrize("tamper", [tampered_price, tampered_sum, tampered_quantity, tampered_order])
def test_what_was_not_ordered_like_this_opens_nothing(
    cards: House, reader: User, year: membership.Price, tamper: object
) -> None:
    address = cards.order(reader, year)
    tamper(cards)  # type: ignore[operator]
    cards.pay(address)
    assert [cards.look(reader), cards.look(reader)] == [0, 0]
    assert (standing(reader, cards.now), Subscription.objects.count()) == ("registered", 0)
    refused = [entry for entry in audit.list_entries(limit=50) if entry.action == "billing.refuse_at_stripe"]
    assert len(refused) == 1
    if tamper is not tampered_order:  # what was never ordered here is the desk's to judge
        cards.work()
        assert cards.fake.books.charged(cards.customer(reader)) == 0
        assert cards.theirs(reader)[0]["status"] == "canceled"


def test_the_portal_is_the_readers_own(cards: House, reader: User, year: membership.Price) -> None:
    cards.subscribe(reader, year)
    other = a_reader("benedikt")
    assert (billing.has_portal(reader_id=reader.pk), billing.has_portal(reader_id=other.pk)) == (True, False)
    with pytest.raises(billing.Refused):
        billing.open_portal(reader_id=other.pk)
    portal = billing.open_portal(reader_id=reader.pk).rpartition("/")[2]
    assert cards.fake.books.get(portal)["customer"] == cards.customer(reader)


@pytest.mark.parametrize("cut", ["cut_before", "cut_after"])
@pytest.mark.parametrize("step", range(7))
def test_an_order_that_is_cut_off_anywhere_is_one_charge(
    cards: House, reader: User, year: membership.Price, cut: str, step: int
) -> None:
    again = key()
    answer, seen = cards.fake.answer, [0]

    def counted(*what: object) -> object:
        seen[0] += 1
        if cut == "cut_after" and seen[0] == step + 1:
            cards.fake.cut_after = 1
        return answer(*what)

    cards.fake.answer = counted  # type: ignore[method-assign]
    if cut == "cut_before":
        cut_the_request(cards, step)
    try:
        cards.order(reader, year, key=again)
    except billing.Unreachable:
        cards.fake.cut_before = cards.fake.cut_after = 0
    assert billing.carry_out_what_is_left(now=cards.now + timedelta(minutes=1)) in {0, 1}
    address = Intent.objects.get().address
    cards.pay(address)
    cards.look(reader)
    assert (standing(reader, cards.now), Customer.objects.count()) == ("subscriber", 1)
    assert len(cards.fake.books.charges(cards.customer(reader))) == 1


def cut_the_request(cards: House, step: int) -> None:
    """The one after `step` others."""

    class Countdown(int):
        left = step

        def __bool__(self) -> bool:
            Countdown.left -= 1
            return Countdown.left == -1

        def __sub__(self, other: int) -> "Countdown":
            return self

    cards.fake.cut_before = Countdown(1)


ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "cancel": (billing.cancel, "cancelling"),
    "end": (lambda reader_id, by, key, now: refund_all(reader_id, key, now), "refunded"),
    "price": (
        lambda **wish: billing.change_price(
            price_id=price(membership.Plan.objects.get(), "month").pk, **wish
        ),
        "active",
    ),
}


def refund_all(reader_id: int, again: str, now: datetime) -> None:
    payment = Payment.objects.get(reader_id=reader_id)
    billing.refund_payment(
        payment_id=payment.pk,
        amount=Decimal(90),
        because="asked",
        closes=True,
        by=BY_DESK,
        key=again,
        now=now,
    )


@pytest.mark.parametrize("step", range(6))
@pytest.mark.parametrize("name", ACTS)
def test_a_change_that_is_cut_off_anywhere_is_done_once(
    cards: House, reader: User, year: membership.Price, name: str, step: int
) -> None:
    act, state = ACTS[name]
    found = cards.subscribe(reader, year)
    cut_the_request(cards, step)
    try:
        act(reader_id=reader.pk, by=by(reader), key=secrets.token_hex(16), now=cards.now)
    except billing.Unreachable:
        cards.fake.cut_before = 0
    billing.carry_out_what_is_left(now=cards.now + timedelta(minutes=1))
    found.refresh_from_db()
    assert (found.state, set(Intent.objects.values_list("state", flat=True))) == (state, {"done"})
    assert len([line for line in cards.fake.books.money if line["kind"] != "charge"]) == (
        1 if name == "end" else 0
    )
    agree(cards, reader)


def test_a_wish_that_was_cut_off_is_not_carried_out_over_a_later_one(
    cards: House, reader: User, year: membership.Price
) -> None:
    found = cards.subscribe(reader, year)
    cut_the_request(cards, 0)
    with pytest.raises(billing.Unreachable):
        billing.cancel(reader_id=reader.pk, by=by(reader), key=key(), now=cards.now)
    cards.fake.cut_before = 0
    billing.cancel(reader_id=reader.pk, by=by(reader), key=key(), now=cards.now)
    billing.keep(reader_id=reader.pk, by=by(reader), key=key(), now=cards.now)
    billing.carry_out_what_is_left(now=cards.now + timedelta(minutes=1))
    found.refresh_from_db()
    assert found.state == "active"
    agree(cards, reader)


def test_whoever_is_erased_is_forgotten_at_stripe(cards: House, reader: User, year: membership.Price) -> None:
    cards.subscribe(reader, year)
    ref = cards.customer(reader)
    for _ in range(2):
        billing.forget_at_gateways(reader_id=reader.pk, now=cards.now)
    assert cards.fake.books.get(ref)["deleted"] is True
    assert (standing(reader, cards.now), Customer.objects.count()) == ("registered", 0)
