"""What the desk may do to a reader's subscription: each act with its form, its right and its one call."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone

from standfirst.apps.accounts.api import User
from standfirst.apps.billing import api as billing
from standfirst.apps.membership import api as membership
from standfirst.core.clock import now
from standfirst.screens.desk.forms import (
    CancelForm,
    ConfirmForm,
    EndForm,
    ExtendForm,
    GiftForm,
    GrantForm,
    RefundForm,
    VoidGiftForm,
    WithdrawForm,
)

Do = Callable[[User, Any, membership.By], str]


@dataclass(frozen=True, slots=True)
class Act:
    """`do` gives the sentence that tells of it, or raises billing.Refused. Most want a fresh proof of who does it."""

    form: type[forms.Form]
    right: str
    do: Do
    needs_proof: bool = True


def _grant(reader: User, form: GrantForm, by: membership.By) -> str:
    try:
        membership.give_complimentary(
            reader_id=reader.pk,
            plan_id=int(form.cleaned_data["plan"]),
            ends_at=form.ends_at(),
            because=form.cleaned_data["because"],
            by=by,
            now=now(),
        )
    except membership.EndsBeforeItBegins:
        raise billing.Refused("This day is over.") from None
    return f"{reader.email} is a subscriber now."


def _extend(reader: User, form: ExtendForm, by: membership.By) -> str:
    extended = billing.extend_subscription(reader_id=reader.pk, by=by, now=now(), **form.cleaned_data)
    return f"The subscription is paid until {timezone.localtime(extended.ends_at):%d %B %Y} now."


def _cancel(reader: User, form: CancelForm, by: membership.By) -> str:
    words, key = form.cleaned_data["because"], secrets.token_hex(16)
    billing.cancel(reader_id=reader.pk, by=by, key=key, why="other", words=words, now=now())
    return "The subscription ends with its paid time."


def _end(reader: User, form: EndForm, by: membership.By) -> str:
    if not billing.end_everything(
        reader_id=reader.pk, because=form.cleaned_data["because"], by=by, now=now()
    ):
        raise billing.Refused("There was no subscription to end.")
    return f"The subscription of {reader.email} has ended."


def _confirm(reader: User, form: ConfirmForm, by: membership.By) -> str:
    found = _invoice_of(reader, form.cleaned_data["number"])
    ref = form.cleaned_data["ref"]
    billing.confirm_payment(number=found.number, by=by, received_at=form.received_at(), ref=ref, now=now())
    return f"{found.sum_text} for invoice {found.number} has arrived. Everything is open."


def _withdraw(reader: User, form: WithdrawForm, by: membership.By) -> str:
    found = _invoice_of(reader, form.cleaned_data["number"])
    billing.withdraw_invoice(number=found.number, because=form.cleaned_data["because"], by=by, now=now())
    return f"Invoice {found.number} need not be paid."


def _refund(reader: User, form: RefundForm, by: membership.By) -> str:
    said = dict(form.cleaned_data)
    payment = billing.find_payment(payment_id=said.pop("payment"), reader_id=reader.pk)
    if payment is None:
        raise billing.Refused("There is no such payment.")
    billing.refund_payment(payment_id=payment.pk, by=by, now=now(), **said)
    what_now = (
        "The payment provider sends the sum back."
        if payment.gateway != "invoice"
        else "Transfer the sum now."
    )
    return f"It is written down, and the reader is told. {what_now}"


def _send_gift(reader: User, form: GiftForm, by: membership.By) -> str:
    gift = _gift_of(reader, form.cleaned_data["gift"])
    try:
        billing.send_gift_again(gift_id=gift.pk, by=by, now=now())
    except membership.GiftRefused as refused:
        raise billing.Refused(refused.sentence) from None
    return "The letter with the code is on its way."


def _void_gift(reader: User, form: VoidGiftForm, by: membership.By) -> str:
    gift = _gift_of(reader, form.cleaned_data["gift"])
    try:
        billing.void_gift(gift_id=gift.pk, because=form.cleaned_data["because"], by=by, now=now())
    except membership.GiftRefused as refused:
        raise billing.Refused(refused.sentence) from None
    return "The gift is void. If it was paid, pay it back."


def _gift_of(reader: User, number: int) -> membership.GiftSubscription:
    found = membership.find_bought_gift(gift_id=number, buyer_id=reader.pk)
    if found is None:
        raise billing.Refused("There is no such gift.")
    return found


def _invoice_of(reader: User, number: str) -> billing.Invoice:
    found = billing.find_invoice(number=number, reader_id=reader.pk)
    if found is None:
        raise billing.Refused("There is no such invoice.")
    return found


ACTS = {
    "grant": Act(GrantForm, "membership.add_period", _grant),
    "extend": Act(ExtendForm, "membership.change_period", _extend),
    "cancel": Act(CancelForm, "membership.change_period", _cancel),
    "end": Act(EndForm, "membership.change_period", _end),
    "confirm": Act(ConfirmForm, "billing.change_invoice", _confirm, needs_proof=False),
    "withdraw": Act(WithdrawForm, "billing.change_invoice", _withdraw),
    "send-gift": Act(GiftForm, "membership.change_period", _send_gift, needs_proof=False),
    "void-gift": Act(VoidGiftForm, "membership.change_period", _void_gift),
    "refund": Act(RefundForm, "billing.add_refund", _refund),
}
