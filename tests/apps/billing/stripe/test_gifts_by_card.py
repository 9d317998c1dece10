"""Gifts that are paid by card: once, at our price, by our order; and what comes of money that goes back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import stripe_giving
from standfirst.apps.billing.models import Intent, Payment, Refund
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription
from tests.apps.billing.giving import RECIPIENT, letters_to, order_gift, redeem
from tests.apps.billing.ordering import key, letters, order, refund, standing
from tests.apps.billing.stripe.paying import House
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price
from tests.fake_stripe import happenings

pytestmark = pytest.mark.django_db
State = membership.GiftState


def ordered(cards: House, buyer: User, **more: str) -> tuple[str, GiftSubscription]:
    """The page to pay on, and the gift."""
    address = order_gift(buyer, now=cards.now, gateway="stripe", **more)
    return address, GiftSubscription.objects.filter(buyer=buyer).latest("pk")


def paid(cards: House, buyer: User) -> GiftSubscription:
    address, gift = ordered(cards, buyer)
    cards.pay(address)
    cards.look(buyer)
    gift.refresh_from_db()
    return gift


def charges(cards: House, buyer: User) -> list[int]:
    return [line["amount"] for line in cards.fake.books.charges(cards.customer(buyer))]


def test_a_gift_is_one_payment_and_no_subscription(cards: House, reader: User) -> None:
    gift = paid(cards, reader)
    assert gift.state_at(cards.now) is State.DELIVERED
    assert (charges(cards, reader), cards.theirs(reader)) == ([9000], [])
    payment = Payment.objects.get()
    assert (payment.amount, payment.gift, payment.subscription) == (Decimal(90), gift, None)
    assert (letters(reader), letters_to(RECIPIENT)) == (["gift_sent", "receipt"], ["gift"])
    assert standing(reader, cards.now) == "registered"


def test_what_is_not_paid_opens_nothing(cards: House, reader: User) -> None:
    _, gift = ordered(cards, reader)
    assert cards.look(reader) == 0
    with pytest.raises(membership.GiftRefused, match="not been paid"):
        redeem(gift, a_reader("nia"), now=cards.now)


def test_looking_again_writes_nothing(cards: House, reader: User) -> None:
    paid(cards, reader)
    before = (letters(reader), len(audit.list_entries(limit=100)), Payment.objects.count())
    assert [cards.look(reader) for _ in range(3)] == [0, 0, 0]
    assert (letters(reader), len(audit.list_entries(limit=100)), Payment.objects.count()) == before


def test_the_webhook_alone_is_enough_and_twice_is_once(cards: House, reader: User) -> None:
    address, gift = ordered(cards, reader)
    cards.pay(address)
    event = next(one for one in cards.fake.books.events if one["type"] == "checkout.session.completed")
    assert [cards.hear(event) for _ in range(2)] == [True, False]
    gift.refresh_from_db()
    assert (gift.state_at(cards.now), Payment.objects.count()) == (State.DELIVERED, 1)


def test_a_gift_stands_beside_the_buyers_own_subscription(cards: House, reader: User) -> None:
    year = price(a_plan(), "year")
    own = cards.subscribe(reader, year)
    gift = paid(cards, reader)
    assert gift.paid_at
    found = membership.find_running(reader_id=reader.pk)
    assert found
    assert (found.pk, found.ends_at) == (own.pk, own.ends_at)
    assert charges(cards, reader) == [9000, 9000]


def test_an_order_of_ones_own_does_not_close_the_page_of_a_gift(cards: House, reader: User) -> None:
    address, gift = ordered(cards, reader)
    cards.order(reader, price(a_plan(), "year"))
    cards.pay(address)
    cards.look(reader)
    gift.refresh_from_db()
    assert gift.paid_at


def test_the_same_order_again_is_one_page(cards: House, reader: User) -> None:
    again = key()
    first, second = (ordered(cards, reader, again=again)[0] for _ in range(2))
    assert first == second
    assert len(cards.fake.books.all("checkout.session")) == 1


def test_an_order_that_was_cut_off_is_carried_out(
    cards: House, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page was made, and the house was ended before it had noted so."""
    from standfirst.apps.billing.gateways import stripe_ordering

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(stripe_ordering, "finish", killed)
        with pytest.raises(KeyboardInterrupt):
            ordered(cards, reader)
    billing.carry_out_what_is_left(now=cards.now + timedelta(seconds=10))
    cards.pay(Intent.objects.get().address)
    cards.look(reader)
    assert (charges(cards, reader), GiftSubscription.objects.get().paid_at is not None) == ([9000], True)


def test_a_page_that_is_over_voids_the_gift(cards: House, reader: User) -> None:
    address, gift = ordered(cards, reader)
    from tests.fake_stripe.answers import expire_session

    expire_session(cards.fake.books, {}, address.rpartition("/")[2])
    cards.hear(cards.fake.books.events[-1])
    gift.refresh_from_db()
    assert (gift.state_at(cards.now), gift.void_because) == (State.VOID, "nobody paid it")


def test_an_order_whose_page_was_never_paid_is_given_up(cards: House, reader: User) -> None:
    _, gift = ordered(cards, reader)
    assert billing.give_up_gifts(now=cards.now + timedelta(days=2)) == 0
    assert billing.give_up_gifts(now=cards.now + timedelta(days=3)) == 1
    gift.refresh_from_db()
    assert gift.void_at


def test_money_for_a_gift_that_was_withdrawn_is_written_down_and_opens_nothing(
    cards: House, reader: User
) -> None:
    address, gift = ordered(cards, reader)
    billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=cards.now)
    cards.pay(address)
    cards.look(reader)
    assert (Payment.objects.get().left, letters_to(RECIPIENT)) == (Decimal(90), [])
    assert [entry.action for entry in audit.list_entries(limit=1)] == ["billing.refuse_at_stripe"]


@pytest.mark.parametrize("redeemed", [False, True])
@pytest.mark.parametrize("by_the_desk", [False, True])
def test_a_refund_ends_the_gift_and_what_it_gave(
    cards: House, reader: User, redeemed: bool, by_the_desk: bool
) -> None:
    gift, nia = paid(cards, reader), a_reader("nia")
    if redeemed:
        redeem(gift, nia, now=cards.now)
    cards.wait(1 / 24)
    payment = Payment.objects.get()
    if by_the_desk:
        refund(payment, "90", closes=True, now=cards.now)
    else:
        happenings.refund(cards.fake.books, payment.ref)
        cards.look(reader)
    gift.refresh_from_db()
    assert (gift.state_at(cards.now), standing(nia, cards.now)) == (State.VOID, "registered")
    assert (Refund.objects.get().amount, letters(reader)[-1]) == (Decimal(90), "refunded")


def test_a_part_that_goes_back_leaves_the_gift_unless_it_is_to_end(cards: House, reader: User) -> None:
    gift = paid(cards, reader)
    refund(Payment.objects.get(), "10", closes=False, now=cards.now)
    gift.refresh_from_db()
    assert gift.state_at(cards.now) is State.DELIVERED
    refund(Payment.objects.get(), "10", closes=True, now=cards.now)
    gift.refresh_from_db()
    assert gift.state_at(cards.now) is State.VOID


def test_a_disputed_payment_ends_the_gift(cards: House, reader: User) -> None:
    gift, nia = paid(cards, reader), a_reader("nia")
    redeem(gift, nia, now=cards.now)
    cards.wait(1 / 24)
    happenings.dispute(cards.fake.books, Payment.objects.get().ref)
    cards.hear(cards.fake.books.events[-1])
    assert standing(nia, cards.now) == "registered"


@pytest.mark.parametrize("bent", ["less", "currency", "stranger"])
def test_what_was_not_ordered_so_is_not_believed(cards: House, reader: User, bent: str) -> None:
    address, gift = ordered(cards, reader)
    session = cards.fake.books.get(address.rpartition("/")[2])
    if bent == "less":
        session["amount_total"] = 1
    elif bent == "currency":
        session["currency"] = "jpy"
    else:
        session["metadata"] = {"intent": "begin_checkout-0-" + "0" * 32}
    cards.pay(address)
    cards.look(reader)
    gift.refresh_from_db()
    assert (gift.paid_at, Payment.objects.count()) == (None, 0)
    assert audit.list_entries(limit=1)[0].action == "billing.refuse_at_stripe"


def test_without_comparing_the_sum_a_cent_would_buy_a_year(
    cards: House, reader: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, gift = ordered(cards, reader)
    cards.fake.books.get(address.rpartition("/")[2])["amount_total"] = 1
    cards.pay(address)
    monkeypatch.setattr(stripe_giving, "minor", lambda *_: 0)
    cards.look(reader)
    gift.refresh_from_db()
    assert gift.paid_at


def test_an_invoice_for_a_gift_is_not_asked_of_stripe(cards: House, reader: User) -> None:
    order(reader, price(a_plan(), "year"), now=cards.now)
    order_gift(reader, now=cards.now)
    assert cards.fake.books.all("checkout.session") == []
