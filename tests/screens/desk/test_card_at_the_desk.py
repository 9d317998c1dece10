"""Acts of the desk on what was paid by card: the provider moves the money, and may be silent."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from standfirst.apps.billing import api as billing
from standfirst.apps.billing.models import Payment
from standfirst.apps.membership import api as membership
from standfirst.core import clock
from tests.apps.billing.stripe.paying import House
from tests.publication import Publication
from tests.screens.account.test_by_card import cards
from tests.screens.desk.test_subscriptions import desk, order, post

__all__ = ["cards", "desk"]


@pytest.fixture
def paid(cards: House, publication: Publication) -> Payment:
    price = membership.list_plans()[0].on_sale_prices[0]  # type: ignore[attr-defined]
    cards.subscribe(publication.reader("registered"), price)
    cards.wait(31)
    cards.look(publication.reader("registered"))
    return Payment.objects.filter(gateway="stripe").latest("pk")


def refunded(desk: Client, publication: Publication, payment: Payment) -> str:
    said = {"payment": payment.pk, "key": "b" * 32, "amount": "1.00", "because": "asked"}
    assert post(desk, publication, "refund", **said).status_code == 302
    return desk.get(f"/desk/subscriptions/{publication.people['registered']}/").content.decode()


def test_money_that_the_provider_sends_back_is_not_sent_a_second_time(
    desk: Client, publication: Publication, paid: Payment
) -> None:
    page = refunded(desk, publication, paid)
    assert "The payment provider sends the sum back." in page
    assert "Transfer the sum now" not in page


def test_money_that_came_by_transfer_is_to_be_transferred(desk: Client, publication: Publication) -> None:
    invoice = order(publication)
    post(desk, publication, "confirm", number=invoice.number, received_on="2026-11-20")
    payment = billing.list_payments(reader_id=publication.people["registered"])[0]
    assert "Transfer the sum now." in refunded(desk, publication, payment)


@pytest.mark.parametrize("name", ["cancel", "end", "refund"])
def test_a_silent_provider_is_told_of_and_the_desk_can_try_again(
    desk: Client, publication: Publication, paid: Payment, settings: Any, name: str
) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"  # nobody listens there
    said = {"payment": paid.pk, "key": "b" * 32, "amount": "1.00", "because": "asked"}
    answer = post(desk, publication, name, **said)
    assert (answer.status_code, b"does not answer" in answer.content) == (422, True)


@pytest.mark.parametrize(("days", "status"), [(0, 302), (1, 422)])
def test_no_money_has_arrived_tomorrow(
    desk: Client, publication: Publication, days: int, status: int
) -> None:
    day = clock.now().date() + timedelta(days=days)
    answer = post(desk, publication, "confirm", number=order(publication).number, received_on=day.isoformat())
    assert answer.status_code == status
