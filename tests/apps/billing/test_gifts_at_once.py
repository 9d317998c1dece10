"""Gifts under many hands at once: redeemed once, sent once, paid or withdrawn."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import pytest

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice, Payment
from standfirst.apps.membership import api as membership
from standfirst.apps.membership.actions import redeem_gift as redeeming
from standfirst.apps.membership.models import GiftSubscription, Period
from tests.apps.billing.conftest import open_house
from tests.apps.billing.giving import ordered_gift, paid_gift, redeem, redeemed_gift
from tests.apps.billing.ordering import letters, pay
from tests.apps.membership.subscribing import BY_DESK, a_reader
from tests.trust.test_money import everybody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(transactional_db: None) -> User:
    """In a house that is really there."""
    open_house()
    return a_reader()


def test_twenty_at_once_redeem_one_gift_once(reader: User, now: datetime) -> None:
    code = membership.code_of(paid_gift(reader, now=now))

    def one(number: int) -> bool:
        try:
            return bool(billing.redeem_gift(code=code, reader_id=number, now=now))
        except membership.GiftRefused:
            return False

    redeemed = everybody(one, [a_reader(f"reader{number}").pk for number in range(20)])
    assert (sum(redeemed), Period.objects.count()) == (1, 1)
    assert GiftSubscription.objects.get().redeemed_by_id == Period.objects.get().reader_id


def test_one_reader_at_twenty_windows_redeems_once(reader: User, now: datetime) -> None:
    code, nia = membership.code_of(paid_gift(reader, now=now)), a_reader("nia")

    def one(_: int) -> bool:
        try:
            return bool(billing.redeem_gift(code=code, reader_id=nia.pk, now=now))
        except membership.GiftRefused:
            return False

    assert sum(everybody(one, list(range(20)))) == 1
    assert Period.objects.get().ends_at == now.replace(year=2027)


def test_without_looking_again_under_the_lock_it_would_be_redeemed_twice(
    reader: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    gift = redeemed_gift(reader, a_reader("nia"), now=now)
    monkeypatch.setattr(redeeming, "refuse_unless_open", lambda *_, **__: None)
    monkeypatch.setattr(redeeming, "find_gift_by_code", lambda **_: gift)
    redeem(gift, a_reader("benedikt"), now=now)
    assert Period.objects.count() == 2


def test_eight_workers_send_one_letter(reader: User, now: datetime) -> None:
    paid_gift(reader, now=now, deliver_at=now + timedelta(days=1))
    sent = everybody(lambda _: billing.deliver_gifts(now=now + timedelta(days=1)), list(range(8)))
    assert (sum(sent), letters(reader).count("gift_sent")) == (1, 1)


def test_a_payment_and_a_withdrawal_at_once_leave_nothing_half_done(reader: User, now: datetime) -> None:
    for _ in range(4):
        gift = ordered_gift(reader, now=now)
        paying = partial(pay, Invoice.objects.get(gift=gift), now=now)
        voiding = partial(billing.void_gift, gift_id=gift.pk, because="asked", by=BY_DESK, now=now)
        everybody(quietly, [paying, voiding])
        gift.refresh_from_db()
        assert gift.void_at is not None
        assert (gift.paid_at is not None) == Payment.objects.filter(gift=gift).exists()


def quietly(act: Callable[[], object]) -> None:
    with suppress(billing.Refused, membership.GiftRefused):
        act()
