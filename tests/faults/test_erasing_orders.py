"""An erasure does not stop at what somebody ordered and never paid, nor at somebody else whom it cannot reach."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from standfirst.apps.accounts.models import User
from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Invoice
from standfirst.screens.account import erasing
from tests.apps.billing.giving import ordered_gift
from tests.faults.test_erasing import house, media
from tests.faults.test_erasing_gifts import somebody

__all__ = ["house", "media"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("house", "media")
def test_a_gift_that_was_ordered_and_never_paid_does_not_hold_an_erasure_up(now: datetime) -> None:
    buyer = somebody("amal", now)
    gift = ordered_gift(buyer, now=now)
    assert erasing.erase(reader_id=buyer.pk, now=now)
    gift.refresh_from_db()
    assert (gift.void_at, Invoice.objects.get().state) == (now, "void")


@pytest.mark.usefixtures("house", "media")
@pytest.mark.parametrize("fault", [billing.Refused("no"), billing.Unreachable("down"), KeyError("stripe")])
def test_who_cannot_be_erased_holds_up_nobody_else(
    now: datetime, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    stuck, other = somebody("stuck", now), somebody("other", now)
    for place, reader in enumerate((stuck, other)):
        User.objects.filter(pk=reader.pk).update(closes_at=now - timedelta(hours=2 - place))
    forget = billing.forget_reader

    def fails_for_one(*, reader_id: int, **more: Any) -> None:
        if reader_id == stuck.pk:
            raise fault
        forget(reader_id=reader_id, **more)

    monkeypatch.setattr(billing, "forget_reader", fails_for_one)
    assert erasing.erase_due(now=now) == 1
    assert User.objects.get(pk=other.pk).erased_at == now
