"""What a gift gives: time of its own, time added, or time that is kept; and what a refund takes away again."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Period, Subscription
from tests.apps.billing.giving import ordered_gift, paid_gift, redeem, redeemed_gift
from tests.apps.billing.ordering import key, refund, standing, subscribed
from tests.apps.billing.test_gifts import traces
from tests.apps.membership.subscribing import BY_DESK, a_reader

pytestmark = pytest.mark.django_db


@pytest.fixture
def nia(house: None) -> User:
    return a_reader("nia")


def pay_back(gift: GiftSubscription, *, now: datetime) -> None:
    refund(Payment.objects.get(gift=gift), "90", closes=True, now=now)


def on_a_card(reader: User) -> None:
    """As if a provider charged for it by itself."""
    Subscription.objects.filter(owner=reader).update(gateway="stripe")


def test_a_year_begins_at_once(reader: User, nia: User, now: datetime) -> None:
    gift = redeemed_gift(reader, nia, now=now)
    year = now.replace(year=2027)
    assert (gift.gave_from, gift.gave_until) == (now, year)
    assert [standing(nia, at) for at in (now, year - timedelta(seconds=1), year)] == [
        "subscriber", "subscriber", "registered",
    ]  # fmt: skip
    assert Period.objects.get().source == "gift"
    entry = audit.list_entries(about=gift.about)[0]
    assert (entry.action, entry.actor_id) == ("membership.redeem_gift", nia.pk)


def test_a_code_is_redeemed_once(reader: User, nia: User, now: datetime) -> None:
    gift = redeemed_gift(reader, nia, now=now)
    before = traces()
    with pytest.raises(membership.GiftRefused, match="redeemed already"):
        redeem(gift, a_reader("benedikt"), now=now)
    assert (traces(), Period.objects.count()) == (before, 1)


@pytest.mark.parametrize("code", ["", "0000-0000-0000-0000", "nothing of the kind", "'; --", "\x00" * 20])
def test_a_code_of_nobody_opens_nothing(reader: User, nia: User, now: datetime, code: str) -> None:
    paid_gift(reader, now=now)
    before = traces()
    with pytest.raises(membership.NoSuchCode):
        billing.redeem_gift(code=code, reader_id=nia.pk, now=now)
    assert (traces(), standing(nia, now)) == (before, "registered")


def test_two_gifts_follow_one_another(reader: User, nia: User, now: datetime) -> None:
    first, second = (redeemed_gift(reader, nia, now=now) for _ in range(2))
    assert second.gave_from == first.gave_until
    assert standing(nia, now.replace(year=2028) - timedelta(seconds=1)) == "subscriber"


def test_a_subscription_by_invoice_becomes_longer(reader: User, nia: User, now: datetime) -> None:
    own = subscribed(nia, now=now)
    gift = redeemed_gift(reader, nia, now=now)
    own.refresh_from_db()
    assert (own.state, own.ends_at) == ("active", now.replace(year=2028))
    assert (gift.gave_from, gift.gave_until) == (now.replace(year=2027), now.replace(year=2028))
    assert Period.objects.filter(source="gift").count() == 0


def test_the_invoice_for_the_time_that_was_given_is_withdrawn(reader: User, nia: User, now: datetime) -> None:
    own = subscribed(nia, now=now)
    soon = own.ends_at - timedelta(days=3)
    billing.issue_renewals(now=soon)
    redeemed_gift(reader, nia, now=soon)
    assert Invoice.objects.filter(subscription=own, state="open").count() == 0
    billing.issue_renewals(now=own.ends_at + timedelta(days=1))
    assert standing(nia, own.ends_at + timedelta(days=300)) == "subscriber"


def test_a_gift_beside_a_card_is_kept_and_begins_when_that_is_over(
    reader: User, nia: User, now: datetime
) -> None:
    own = subscribed(nia, now=now)
    on_a_card(nia)
    gift = redeemed_gift(reader, nia, now=now)
    own.refresh_from_db()
    assert gift.waits
    assert own.ends_at == now.replace(year=2027)
    membership.cancel_at_period_end(subscription_id=own.pk, why="", words="", by=BY_DESK, now=now)
    over = own.ends_at
    assert billing.turn_the_clock(now=over + timedelta(seconds=40)) == 1
    gift.refresh_from_db()
    assert (gift.gave_from, gift.gave_until) == (over, over.replace(year=2028))
    assert standing(nia, over + timedelta(days=200)) == "subscriber"


def test_a_clock_that_is_late_takes_nothing_of_a_gift(reader: User, nia: User, now: datetime) -> None:
    own = subscribed(nia, now=now)
    on_a_card(nia)
    gift = redeemed_gift(reader, nia, now=now)
    membership.cancel_at_period_end(subscription_id=own.pk, why="", words="", by=BY_DESK, now=now)
    late = own.ends_at + timedelta(days=5)
    billing.turn_the_clock(now=late)
    gift.refresh_from_db()
    assert gift.gave_from == late


@pytest.mark.parametrize("other", ["another plan", "seats", "trial"])
def test_a_gift_is_kept_beside_what_is_not_the_same(
    reader: User, nia: User, now: datetime, other: str
) -> None:
    own = subscribed(nia, now=now)
    if other == "another plan":
        membership.Plan.objects.create(name="Other", slug="other", blurb="x", opens="x", group="other")
        Subscription.objects.update(plan=membership.Plan.objects.get(slug="other"))
    elif other == "trial":
        Subscription.objects.update(state="trial", trial_ends_at=own.ends_at)
    gift = paid_gift(reader, now=now)
    if other == "seats":
        membership.Plan.objects.update(seats=4)
    assert redeem(gift, nia, now=now).waits


def test_gifts_that_wait_begin_one_after_another(reader: User, nia: User, now: datetime) -> None:
    subscribed(nia, now=now)
    on_a_card(nia)
    first, second = (redeemed_gift(reader, nia, now=now + timedelta(days=n)) for n in range(2))
    later = now + timedelta(days=9)
    membership.end_now(
        subscription_id=membership.find_running(reader_id=nia.pk).pk,
        because="asked",
        by=BY_DESK,
        now=later,  # type: ignore[union-attr]
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.gave_from, second.gave_from) == (later, first.gave_until)


def test_everything_that_ends_ends_what_was_kept_too(reader: User, nia: User, now: datetime) -> None:
    subscribed(nia, now=now)
    on_a_card(nia)
    redeemed_gift(reader, nia, now=now)
    later = now + timedelta(days=1)
    Subscription.objects.update(gateway="invoice")
    billing.end_everything(reader_id=nia.pk, because="closed", by=BY_DESK, now=later)
    assert standing(nia, later) == "registered"


def test_a_refund_ends_what_the_gift_gave(reader: User, nia: User, now: datetime) -> None:
    gift, later = redeemed_gift(reader, nia, now=now), now + timedelta(days=5)
    version = membership.version_of(reader_id=nia.pk)
    pay_back(gift, now=later)
    assert standing(nia, later) == "registered"
    assert membership.version_of(reader_id=nia.pk) > version
    gift.refresh_from_db()
    assert gift.state_at(later) is membership.GiftState.VOID


def test_a_refund_takes_back_the_time_that_was_added(reader: User, nia: User, now: datetime) -> None:
    own, later = subscribed(nia, now=now), now + timedelta(days=5)
    gift = redeemed_gift(reader, nia, now=now)
    pay_back(gift, now=later)
    own.refresh_from_db()
    assert (own.state, own.ends_at) == ("active", now.replace(year=2027))
    assert standing(nia, later) == "subscriber"
    assert [change.event for change in own.changes.all()] == ["open", "extend", "shorten"]
    assert standing(nia, now.replace(year=2027) + timedelta(days=8)) == "registered"


def test_a_refund_of_a_gift_that_waits_leaves_nothing_to_begin(
    reader: User, nia: User, now: datetime
) -> None:
    own = subscribed(nia, now=now)
    on_a_card(nia)
    gift = redeemed_gift(reader, nia, now=now)
    pay_back(gift, now=now)
    membership.end_now(subscription_id=own.pk, because="asked", by=BY_DESK, now=now)
    assert standing(nia, now) == "registered"


def test_a_redeemed_gift_is_paid_back_and_not_withdrawn(reader: User, nia: User, now: datetime) -> None:
    gift = redeemed_gift(reader, nia, now=now)
    with pytest.raises(membership.GiftRefused, match="has been redeemed"):
        billing.void_gift(gift_id=gift.pk, because="asked", by=BY_DESK, now=now)
    assert standing(nia, now) == "subscriber"


def test_an_account_that_closes_orders_nothing_more(reader: User, now: datetime) -> None:
    gift = ordered_gift(reader, now=now)
    billing.stop_billing(reader_id=reader.pk, by=membership.actors.reader(reader.pk), key=key(), now=now)
    gift.refresh_from_db()
    assert gift.state_at(now) is membership.GiftState.VOID
