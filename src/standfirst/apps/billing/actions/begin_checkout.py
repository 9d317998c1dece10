"""A reader orders a subscription, for themselves or for somebody else."""

from datetime import datetime

from standfirst.apps.billing.actions.carry_out import Wish, ask
from standfirst.apps.billing.gateways.contracts import Gateway, Refused
from standfirst.apps.billing.gateways.known import open_gateways
from standfirst.apps.membership import api as membership


def begin_checkout(
    *,
    reader_id: int,
    price_id: int,
    key: str,
    gateway: str,
    billed_to: str,
    now: datetime,
    code: str = "",
    back: str = "/",
) -> str:
    """Where to send the reader. What there is to pay follows from the price alone. Raises Refused and Unreachable."""
    others = _others(gateway)
    if membership.find_price(price_id=price_id) is None:
        raise Refused("This price is not on sale any more.")
    wish = Wish(
        kind="begin_checkout",
        key=key,
        gateway=gateway,
        reader_id=reader_id,
        by=membership.actors.reader(reader_id),
        price_id=price_id,
        facts={"billed_to": billed_to, "code": code.strip().upper(), "back": back},
    )
    for other in others:
        other.give_way(reader_id=reader_id, now=now)
    return ask(wish, now=now)


def begin_gift(gift: membership.GiftOrder, *, key: str, gateway: str, billed_to: str, now: datetime) -> str:
    """The same for a gift: where to send its buyer. Raises Refused and Unreachable."""
    _others(gateway)
    if membership.find_gift_price(price_id=gift.price_id) is None:
        raise Refused("This price is not on sale any more.")
    wish = Wish(
        kind="begin_checkout",
        key=key,
        gateway=gateway,
        reader_id=gift.buyer_id,
        by=membership.actors.reader(gift.buyer_id),
        price_id=gift.price_id,
        gift=gift,
        facts={"billed_to": billed_to},
    )
    return ask(wish, now=now)


def _others(chosen: str) -> list[Gateway]:
    """The ways to pay beside the chosen one. Raises Refused where that is none."""
    others = [found for found in open_gateways() if found.name != chosen]
    if len(others) == len(open_gateways()):
        raise Refused("There is no such way to pay.")
    return others
