"""Gifts when one of the two is erased: nothing of a person is left, and what was paid for is not lost."""

from datetime import datetime, timedelta

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.apps.mailing.models import Letter
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.models import GiftSubscription, Period
from standfirst.core import erasure
from standfirst.screens.account import erasing
from tests.apps.billing.giving import letters_to, paid_gift, redeem
from tests.faults.test_erasing import CANARY, house, lines_with, media

__all__ = ["house", "media"]
pytestmark = pytest.mark.django_db(transaction=True)
GIVEN = f"gift-{CANARY}@elsewhere.example"


def somebody(name: str, now: datetime) -> User:
    return User.objects.create_user(
        f"{name}@reader.example", first_name=name, last_name=name, joined_at=now - timedelta(days=30)
    )


def a_gift(buyer: User, now: datetime, **more: object) -> GiftSubscription:
    gift = paid_gift(buyer, now=now, **more)
    Invoice.objects.update(billed_to="a name that the law keeps")
    return gift


def forget_letters() -> None:
    """Sent letters are emptied; those that wait go with the person they are for."""
    Letter.objects.update(text="", html="", subject="")


@pytest.mark.usefixtures("house", "media")
def test_of_an_erased_buyer_and_their_words_nothing_is_left(now: datetime) -> None:
    buyer = somebody(CANARY, now)
    gift = a_gift(
        buyer, now, from_name=CANARY, to_name=f"to {CANARY}", message=f"words {CANARY}", to_email=GIVEN
    )
    forget_letters()
    Letter.objects.filter(to=GIVEN).delete()  # as when its time is over
    assert any("giftsubscription" in line for line in lines_with(CANARY))
    assert erasing.erase(reader_id=buyer.pk, now=now)
    assert lines_with(CANARY) == []
    gift.refresh_from_db()
    assert redeem(gift, somebody("nia", now), now=now).redeemed_at, "the code stays good"


@pytest.mark.usefixtures("house", "media")
def test_a_gift_that_waits_for_its_day_is_sent_before_its_buyer_is_forgotten(now: datetime) -> None:
    buyer = somebody("amal", now)
    a_gift(buyer, now, to_email=GIVEN, deliver_at=now + timedelta(days=90))
    assert letters_to(GIVEN) == []
    erasing.erase(reader_id=buyer.pk, now=now)
    assert letters_to(GIVEN) == ["gift"]


@pytest.mark.usefixtures("house", "media")
def test_of_an_erased_recipient_nothing_is_left_in_the_gift(now: datetime) -> None:
    buyer, nia = somebody("amal", now), somebody(CANARY, now)
    gift = redeem(a_gift(buyer, now, to_name=CANARY, to_email=nia.email, message=CANARY), nia, now=now)
    forget_letters()
    assert erasing.erase(reader_id=nia.pk, now=now)
    assert lines_with(CANARY) == []
    gift.refresh_from_db()
    assert (gift.redeemed_by_id, Period.objects.get().closed_at) == (nia.pk, now), "bookkeeping, by number"


@pytest.mark.usefixtures("house", "media")
def test_what_was_for_an_erased_address_goes_to_the_buyer(now: datetime) -> None:
    buyer, nia = somebody("amal", now), somebody("nia", now)
    later = now + timedelta(days=30)
    gift = a_gift(buyer, now, to_email=nia.email, deliver_at=later)
    erasing.erase(reader_id=nia.pk, now=now)
    assert billing.deliver_gifts(now=later) == 1
    assert letters_to(buyer.email)[-1] == "gift_to_hand_over"
    assert membership.find_bought_gift(gift_id=gift.pk) is not None


@pytest.mark.usefixtures("house", "media")
def test_without_its_fate_the_gift_would_remember(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = erasure.plan_of_erasure()
    left = tuple(fate for fate in whole if fate.table != "membership.GiftSubscription")
    monkeypatch.setattr(erasure, "plan_of_erasure", lambda: left)
    buyer = somebody("amal", now)
    a_gift(buyer, now, from_name=CANARY)
    forget_letters()
    erasing.erase(reader_id=buyer.pk, now=now)
    assert lines_with(CANARY)
