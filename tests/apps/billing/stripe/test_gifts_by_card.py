"""Gifts that are paid by card: once, at our price, by our order; and what comes of money that goes back."""

from datetime import timedelta
from decimal import Decimal

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import stripe_giving
from standfirst.apps.billing.models import Intent, Payment, Refund
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription
from tests.apps.billing.giving import RECIPIENT, letters_to, order_gift, redeem
from tests.apps.billing.ordering import key, letters, order, refund, standing, subscribed
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


def test_money_for_a_gift_that_was_withdrawn_goes_back_once(cards: House, reader: User) -> None:
    address, gift = ordered(cards, reader)
    billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=cards.now)
    cards.pay(address)
    cards.look(reader)
    assert (Payment.objects.get().left, letters_to(RECIPIENT)) == (Decimal(90), [])
    assert "billing.refuse_at_stripe" in [entry.action for entry in audit.list_entries(limit=3)]
    assert [cards.look(reader) + cards.work() for _ in range(3)][1:] == [0, 0]
    lines = [(line["kind"], line["amount"]) for line in cards.fake.books.money]
    assert lines == [("charge", 9000), ("refund", 9000)]
    assert (Payment.objects.get().left, letters(reader)) == (0, ["refunded"])
    text = " ".join(Letter.objects.get(template__endswith="refunded").text.split())
    assert "the gift was withdrawn before it was paid" in text


def test_whoever_is_erased_gets_money_back_that_came_for_nothing(cards: House, reader: User) -> None:
    """Nobody had looked since it was paid."""
    address, gift = ordered(cards, reader)
    billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=cards.now)
    cards.pay(address)
    ref = cards.customer(reader)
    billing.forget_reader(reader_id=reader.pk, now=cards.now)
    assert (cards.fake.books.charged(ref), cards.fake.books.get(ref)["deleted"]) == (0, True)


def test_what_the_desk_has_paid_back_already_does_not_go_back_again(cards: House, reader: User) -> None:
    address, gift = ordered(cards, reader)
    billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=cards.now)
    cards.pay(address)
    cards.look(reader)
    refund(Payment.objects.get(), "90", closes=False, now=cards.now)
    cards.work()
    cards.look(reader)
    assert cards.fake.books.charged(cards.customer(reader)) == 0
    assert Refund.objects.count() == 1


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


def disputed(cards: House, ref: str) -> str:
    """A bank takes the payment back for now; the name of the dispute."""
    made = happenings.dispute(cards.fake.books, ref)
    cards.hear(cards.fake.books.events[-1])
    return str(made["id"])


def decided(cards: House, dispute: str, *, won: bool = True) -> None:
    happenings.close_dispute(cards.fake.books, dispute, won=won)
    cards.hear(cards.fake.books.events[-1])


def test_a_gift_whose_dispute_was_won_can_be_redeemed_again(cards: House, reader: User) -> None:
    gift, nia = paid(cards, reader), a_reader("nia")
    good_until = gift.expires_at
    assert good_until
    dispute = disputed(cards, Payment.objects.get().ref)
    with pytest.raises(membership.GiftRefused, match="withdrawn"):
        redeem(gift, nia, now=cards.now)
    cards.wait(40)
    decided(cards, dispute)
    gift.refresh_from_db()
    assert (gift.state_at(cards.now), gift.void_because) == (State.DELIVERED, "")
    assert gift.expires_at == good_until + timedelta(days=40)
    redeem(gift, nia, now=cards.now)
    assert (standing(nia, cards.now), letters(reader)[-1]) == ("subscriber", "gift_good_again")
    acts = [entry.action for entry in reversed(audit.list_entries(about=gift.about, limit=10))]
    assert acts == ["membership.take_gift_back", "membership.restore_gift", "membership.redeem_gift"]


def test_what_a_disputed_gift_had_not_given_yet_it_gives_once_it_is_won(cards: House, reader: User) -> None:
    gift, nia = paid(cards, reader), a_reader("nia")
    whole = redeem(gift, nia, now=cards.now).gave_until
    assert whole
    cards.wait(100)
    dispute = disputed(cards, Payment.objects.get().ref)
    assert (standing(nia, cards.now), letters(nia)) == ("registered", ["gift_ended"])
    cards.wait(30)
    decided(cards, dispute)
    gift.refresh_from_db()
    assert standing(nia, cards.now) == "subscriber"
    assert gift.gave_until == whole + timedelta(days=30)
    assert (letters(nia)[-1], letters(reader)[-1]) == ("gift_good_again", "gift_good_again")
    assert [cards.look(reader) for _ in range(2)] == [0, 0]


@pytest.mark.parametrize("used", [0, 400])
def test_time_that_a_disputed_gift_had_added_is_added_again(cards: House, reader: User, used: int) -> None:
    nia = a_reader("nia")
    own = subscribed(nia, now=cards.now)
    gift = paid(cards, reader)
    redeem(gift, nia, now=cards.now)
    own.refresh_from_db()
    ends_at = own.ends_at
    cards.wait(used)
    dispute = disputed(cards, Payment.objects.get(gift=gift).ref)
    cards.wait(10)
    decided(cards, dispute)
    own.refresh_from_db()
    gift.refresh_from_db()
    if used:  # what was its own is over, and a gift that was begun goes on by itself
        assert (standing(nia, cards.now), gift.gave_until) == ("subscriber", ends_at + timedelta(days=10))
    else:
        assert own.ends_at == ends_at


def test_a_gift_that_waits_waits_again(cards: House, reader: User) -> None:
    nia = a_reader("nia")
    cards.subscribe(nia, price(a_plan(), "year"))
    gift = paid(cards, reader)
    redeem(gift, nia, now=cards.now)
    dispute = disputed(cards, Payment.objects.get(gift=gift).ref)
    decided(cards, dispute)
    gift.refresh_from_db()
    assert gift.waits


def test_a_gift_that_waited_begins_if_its_reader_has_nothing_else_by_now(cards: House, reader: User) -> None:
    nia = a_reader("nia")
    own = cards.subscribe(nia, price(a_plan(), "year"))
    gift = paid(cards, reader)
    redeem(gift, nia, now=cards.now)
    dispute = disputed(cards, Payment.objects.get(gift=gift).ref)
    happenings.cancel(cards.fake.books, own.gateway_ref)
    cards.look(nia)
    assert standing(nia, cards.now) == "registered"
    decided(cards, dispute)
    assert standing(nia, cards.now) == "subscriber"


def test_a_lost_dispute_leaves_the_gift_void(cards: House, reader: User) -> None:
    gift, nia = paid(cards, reader), a_reader("nia")
    redeem(gift, nia, now=cards.now)
    decided(cards, disputed(cards, Payment.objects.get().ref), won=False)
    gift.refresh_from_db()
    assert (gift.state_at(cards.now), standing(nia, cards.now)) == (State.VOID, "registered")


def test_what_the_desk_took_back_a_won_dispute_does_not_give_again(cards: House, reader: User) -> None:
    gift = paid(cards, reader)
    refund(Payment.objects.get(), "10", closes=True, now=cards.now)
    decided(cards, disputed(cards, Payment.objects.get().ref))
    gift.refresh_from_db()
    assert gift.state_at(cards.now) is State.VOID


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
