"""Two accounts that both paid by card are merged: what happens to either one's money is the surviving reader's."""

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.gateways import stripe_following
from standfirst.apps.billing.models import Customer, Payment
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Subscription
from standfirst.screens.account import erasing
from tests.apps.billing.giving import order_gift
from tests.apps.billing.ordering import key, letters, standing
from tests.apps.billing.stripe.paying import House
from tests.apps.membership.subscribing import BY_DESK, a_plan, a_reader, price
from tests.fake_stripe import happenings
from tests.fake_stripe.books import GONE

pytestmark = pytest.mark.django_db
Both = tuple[User, User]


@pytest.fixture
def year(cards: House) -> membership.Price:
    return price(a_plan(), "year")


@pytest.fixture
def both(cards: House, reader: User, year: membership.Price) -> Both:
    """One that stays, and one whose card paid last; both are customers, and nothing of the first runs."""
    other = a_reader("other")
    first = cards.subscribe(reader, year)
    happenings.cancel(cards.fake.books, first.gateway_ref)
    cards.look(reader)
    cards.subscribe(other, year)
    return reader, other


def merge(both: Both, cards: House) -> None:
    kept, gone = both
    billing.merge_accounts(kept=kept, gone=gone, because="one person", by=BY_DESK, now=cards.now)


def paid_by(cards: House, reader: User) -> str:
    return happenings.intents_of(cards.fake.books, cards.theirs(reader)[0]["id"])[0]


@pytest.mark.parametrize("whose", [0, 1])
def test_money_that_goes_back_to_either_card_is_in_the_books_of_who_stays(
    cards: House, both: Both, whose: int
) -> None:
    kept, ref = both[0], paid_by(cards, both[whose])
    merge(both, cards)
    happenings.refund(cards.fake.books, ref)
    cards.hear(cards.fake.books.events[-1])
    payment = Payment.objects.get(ref=ref)
    assert (payment.reader_id, payment.left, letters(kept)[-1]) == (kept.pk, 0, "refunded")
    assert standing(kept, cards.now) == ("subscriber" if whose == 0 else "registered")


@pytest.mark.parametrize("whose", [0, 1])
def test_a_gift_that_either_had_bought_follows_its_dispute(cards: House, both: Both, whose: int) -> None:
    buyer, nia = both[whose], a_reader("nia")
    cards.pay(order_gift(buyer, now=cards.now, gateway="stripe"))
    cards.look(buyer)
    gift = GiftSubscription.objects.get()
    merge(both, cards)
    billing.redeem_gift(code=membership.code_of(gift), reader_id=nia.pk, now=cards.now)
    happenings.dispute(cards.fake.books, Payment.objects.get(gift=gift).ref)
    cards.hear(cards.fake.books.events[-1])
    assert standing(nia, cards.now) == "registered"


def test_a_page_that_was_open_before_is_paid_after(cards: House, both: Both) -> None:
    page = order_gift(both[1], now=cards.now, gateway="stripe")
    merge(both, cards)
    cards.pay(page)
    cards.look(both[0])
    assert GiftSubscription.objects.get().paid_at


def test_what_runs_goes_on_and_is_the_survivors_to_change(cards: House, both: Both) -> None:
    kept, gone = both
    payer = cards.customer(gone)
    merge(both, cards)
    cards.wait(366)
    cards.look(kept)
    assert (standing(kept, cards.now), len(cards.fake.books.charges(payer))) == ("subscriber", 2)
    page = billing.open_portal(reader_id=kept.pk)
    assert cards.fake.books.get(page.rpartition("/")[2])["customer"] == payer
    billing.cancel(reader_id=kept.pk, by=BY_DESK, key=key(), now=cards.now)
    assert cards.fake.books.all("subscription", customer=payer)[0]["cancel_at_period_end"]
    assert Subscription.objects.get(owner=kept, state="cancelling").gateway_ref


def test_the_erasure_of_the_one_that_went_asks_nothing_of_stripe(cards: House, both: Both) -> None:
    kept, gone = both
    merge(both, cards)
    before = len(cards.fake.requests)
    assert erasing.erase(reader_id=gone.pk, now=cards.now)
    assert len(cards.fake.requests) == before
    assert standing(kept, cards.now) == "subscriber"


def test_the_erasure_of_who_stays_forgets_both_customers(cards: House, both: Both) -> None:
    kept, refs = both[0], [cards.customer(reader) for reader in both]
    merge(both, cards)
    assert erasing.erase(reader_id=kept.pk, now=cards.now)
    assert [cards.fake.books.get(ref)["deleted"] for ref in refs] == [True, True]
    assert all(one["status"] in GONE for one in cards.fake.books.all("subscription"))
    assert not Customer.objects.exists()


def test_the_twin_that_forgets_the_other_customer_misses_what_goes_back(
    cards: House, both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, ref = both[0], paid_by(cards, both[1])
    merge(both, cards)
    happenings.refund(cards.fake.books, ref)
    found = [Customer.objects.get(reader=kept, is_former=False)]
    monkeypatch.setattr("standfirst.apps.billing.gateways.stripe.customers_of_reader", lambda _: found)
    monkeypatch.setattr(stripe_following, "customers_of_reader", lambda _: found)
    cards.look(kept)
    assert Payment.objects.get(ref=ref).left == 90
