"""Money goes back to a reader."""

from datetime import datetime
from decimal import Decimal

from standfirst.apps.billing.actions.carry_out import Wish, ask
from standfirst.apps.billing.gateways.contracts import Refused
from standfirst.apps.billing.queries.invoices import find_payment
from standfirst.apps.membership import api as membership


def refund_payment(
    *,
    payment_id: int,
    amount: Decimal,
    because: str,
    closes: bool,
    by: membership.By,
    key: str,
    now: datetime,
) -> None:
    """`closes` ends with it, at once, what was paid for: the subscription, or the gift and what it gave. Raises Refused and Unreachable."""
    payment = find_payment(payment_id=payment_id)
    if payment is None:
        raise Refused("There is no such payment.")
    wish = Wish(
        kind="refund",
        key=key,
        gateway=payment.gateway,
        reader_id=payment.reader_id,
        by=by,
        subscription_id=payment.subscription_id,
        payment_id=payment.pk,
        gift_id=payment.gift_id,
        facts={"amount": str(amount), "because": because, "closes": closes},
    )
    ask(wish, now=now)
