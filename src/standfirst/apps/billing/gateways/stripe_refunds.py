"""Money that went back at Stripe is written down. Part of the caller's transaction."""

from standfirst.apps.accounts.api import User
from standfirst.apps.audit import api as audit
from standfirst.apps.billing.gateways.letters import write_letter
from standfirst.apps.billing.gateways.stripe_wishing import HOUSE, Taking
from standfirst.apps.billing.models import Intent, Payment, Refund
from standfirst.apps.billing.rules.stripe_books import Follows, Object, Paid, major


def write_refunds(paid: Paid, payment: Payment, taking: Taking, *, follows: Follows) -> int:
    """Each once, with a letter and what follows from it on record; how many were new."""
    payment.refunded = min(major(paid.refunded, paid.currency), payment.amount)
    Payment.objects.filter(pk=payment.pk).exclude(refunded=payment.refunded).update(refunded=payment.refunded)
    for one in paid.refunds:
        if not paid.went_back(one):
            _take_back(one, payment, taking)
    return sum(
        _write(one, paid, payment, taking, follows=follows) for one in paid.refunds if paid.went_back(one)
    )


def _take_back(one: Object, payment: Payment, taking: Taking) -> None:
    """What was told to have gone back came back from the bank: the reader and the desk are told, once."""
    if Refund.objects.filter(gateway_ref=one["id"]).delete()[0]:
        reader = User.objects.get(pk=taking.reader_id)
        write_letter("refund_failed", reader, now=taking.now, payment=payment)
        audit.record(
            action="billing.refund_failed",
            actor_id=taking.by.id,
            actor=taking.by.name,
            about=payment.about,
            reason="the bank did not take it; pay it back in another way",
            details={"reader": payment.reader_id, "refund": str(one["id"])[:100]},
            now=taking.now,
        )


def _write(one: Object, paid: Paid, payment: Payment, taking: Taking, *, follows: Follows) -> bool:
    amount = major(one["amount"], paid.currency)
    because = ((one.get("metadata") or {}).get("because") or "paid back at Stripe")[:200]
    refund, is_new = Refund.objects.get_or_create(
        gateway_ref=one["id"],
        defaults={"payment": payment, "amount": amount, "because": because, "refunded_at": taking.now,
                  "recorded_by": taking.by.id},
    )  # fmt: skip
    if is_new:
        _tell(one, refund, payment, taking, ends=follows is Follows.ENDS)
        _record(refund, payment, taking, follows=follows)
    return is_new


def _tell(one: Object, refund: Refund, payment: Payment, taking: Taking, *, ends: bool) -> None:
    """With the reason where it is the house's own; what the desk wrote is for the record."""
    key = (one.get("metadata") or {}).get("intent", "")
    why = refund.because if Intent.objects.filter(key=key, actor=HOUSE).exists() else ""
    reader = User.objects.get(pk=taking.reader_id)
    write_letter("refunded", reader, now=taking.now, payment=payment, ends=ends, why=why)


def _record(refund: Refund, payment: Payment, taking: Taking, *, follows: Follows) -> None:
    audit.record(
        action="billing.refund",
        actor_id=taking.by.id,
        actor=taking.by.name,
        about=payment.about,
        reason=refund.because,
        details={
            "reader": payment.reader_id,
            "amount": f"{refund.amount} {payment.currency}",
            "what_follows": follows.value,
        },
        now=taking.now,
    )
