"""Gifts of subscriptions: sent on their day, sent again, redeemed, withdrawn, and forgotten."""

from datetime import datetime

from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.gateways.gift_letters import deliver, send_gift
from standfirst.apps.billing.gateways.invoices import withdraw, withdraw_for_gift
from standfirst.apps.billing.gateways.purposes import EXTENDED
from standfirst.apps.billing.queries.invoices import open_invoice_of_gift
from standfirst.apps.membership import api as membership
from standfirst.core.batches import each
from standfirst.core.db import transaction


def deliver_gifts(*, now: datetime) -> int:
    """Every gift whose day has come, however long ago, once; how many letters were written."""
    rows = membership.list_gifts_to_deliver(now=now)
    return each("billing.deliver_gifts", rows, lambda row: _deliver(row, now=now), now=now)


def deliver_gifts_of(*, buyer_id: int, now: datetime) -> int:
    """What a buyer has paid is sent before they are forgotten, whatever its day."""
    rows = membership.list_undelivered_gifts(buyer_id=buyer_id)
    return each("billing.deliver_gifts_of", rows, lambda row: _deliver(row, now=now, early=True), now=now)


def send_gift_again(*, gift_id: int, by: membership.By, to_buyer: bool = False, now: datetime) -> None:
    """The letter once more; with `to_buyer` to them, and from now on always. Raises GiftRefused."""
    with transaction():
        if to_buyer:
            membership.hand_gift_over(gift_id)
        gift = membership.lock_gift(gift_id)
        _refuse_unless_sendable(gift, now=now)
        send_gift(gift, now=now)
        audit.record(
            action="billing.send_gift_again",
            actor_id=by.id,
            actor=by.name,
            about=gift.about,
            details={"buyer": gift.buyer_id},
            now=now,
        )


def redeem_gift(*, code: str, reader_id: int, now: datetime) -> membership.GiftSubscription:
    """Opens its own transaction. An invoice for the time that was given is withdrawn. Raises GiftRefused."""
    with transaction():
        gift = membership.redeem_gift(code=code, reader_id=reader_id, extends=EXTENDED, now=now)
        withdraw_for_gift(gift, now=now)
    return gift


def void_gift(*, gift_id: int, because: str, by: membership.By, now: datetime) -> None:
    """The desk withdraws a gift, and what was to be paid for it. Raises GiftRefused and Refused."""
    with transaction():
        if not membership.void_gift(gift_id, because=because, by=by, now=now):
            raise Refused("This gift is void already.")
        invoice = open_invoice_of_gift(gift_id=gift_id)
        if invoice is not None:
            withdraw(invoice, because="the gift was withdrawn", now=now)


def give_up_gifts(*, now: datetime) -> int:
    """Orders that nobody paid and no invoice asks for any more, such as by a card that was never entered."""
    rows = membership.list_unpaid_gifts(now=now)
    return each("billing.give_up_gifts", rows, lambda row: _give_up(row, now=now), now=now)


def forget_recipients(*, now: datetime) -> int:
    """Whom gifts were for, some time after they were sent."""
    return membership.forget_recipients(now=now)


def _deliver(number: int, *, now: datetime, early: bool = False) -> bool:
    with transaction():
        return deliver(number, now=now, early=early)


def _refuse_unless_sendable(gift: membership.GiftSubscription, *, now: datetime) -> None:
    state = gift.state_at(now)
    if state not in {membership.GiftState.PAID, membership.GiftState.DELIVERED}:
        raise membership.GiftRefused(f"This gift is {state}; nothing can be sent.")


def _give_up(number: int, *, now: datetime) -> bool:
    with transaction():
        gift = membership.lock_gift(number)
        if gift.paid_at is not None or open_invoice_of_gift(gift_id=number) is not None:
            return False
        return membership.void_gift(number, because="nobody paid it", by=membership.CLOCK, now=now)
