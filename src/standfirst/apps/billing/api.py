"""The front door of billing: ordering, paying, changing and ending subscriptions, invoices and receipts."""

from standfirst.apps.billing.actions.begin_checkout import begin_checkout, begin_gift
from standfirst.apps.billing.actions.carry_out import carry_out_intent, carry_out_what_is_left
from standfirst.apps.billing.actions.change_course import cancel, change_price, keep, pause, resume
from standfirst.apps.billing.actions.confirm_payment import confirm_payment
from standfirst.apps.billing.actions.extend_subscription import end_everything, extend_subscription
from standfirst.apps.billing.actions.give import (
    deliver_gifts,
    forget_recipients,
    give_up_gifts,
    redeem_gift,
    send_gift_again,
    void_gift,
)
from standfirst.apps.billing.actions.heed_webhook import NotBelieved, heed_webhook, receive_stripe_webhook
from standfirst.apps.billing.actions.leave import forget_reader, stop_billing
from standfirst.apps.billing.actions.merge_accounts import CannotMerge, merge_accounts, why_not_merge
from standfirst.apps.billing.actions.reconcile import (
    forget_at_gateways,
    has_portal,
    open_portal,
    reconcile_all,
    reconcile_reader,
    reconcile_reader_soon,
)
from standfirst.apps.billing.actions.refund_payment import refund_payment
from standfirst.apps.billing.actions.renew import give_up_orders, issue_renewals, remind
from standfirst.apps.billing.actions.set_billing import set_billing
from standfirst.apps.billing.actions.turn_the_clock import turn_the_clock
from standfirst.apps.billing.actions.withdraw_invoice import withdraw_invoice
from standfirst.apps.billing.gateways.contracts import Refused, Unreachable
from standfirst.apps.billing.gateways.known import open_gateways
from standfirst.apps.billing.gateways.purposes import EXTENDED
from standfirst.apps.billing.models import BillingSettings, Intent, Invoice, Payment, Refund
from standfirst.apps.billing.queries.invoices import (
    find_invoice,
    find_payment,
    list_invoices,
    list_open,
    list_payments,
    list_refunds,
    open_invoice_of_gift,
    open_order,
)
from standfirst.apps.billing.queries.papers import (
    Paper,
    paper_of_invoice,
    paper_of_payment,
    pdf_of_paper,
)
from standfirst.apps.billing.queries.quotes import Quote, quote
from standfirst.apps.billing.queries.settings import get_billing

__all__ = [
    "EXTENDED",
    "BillingSettings",
    "CannotMerge",
    "Intent",
    "Invoice",
    "NotBelieved",
    "Paper",
    "Payment",
    "Quote",
    "Refund",
    "Refused",
    "Unreachable",
    "begin_checkout",
    "begin_gift",
    "cancel",
    "carry_out_intent",
    "carry_out_what_is_left",
    "change_price",
    "confirm_payment",
    "deliver_gifts",
    "end_everything",
    "extend_subscription",
    "find_invoice",
    "find_payment",
    "forget_at_gateways",
    "forget_reader",
    "forget_recipients",
    "get_billing",
    "give_up_gifts",
    "give_up_orders",
    "has_portal",
    "heed_webhook",
    "issue_renewals",
    "keep",
    "list_invoices",
    "list_open",
    "list_payments",
    "list_refunds",
    "merge_accounts",
    "open_gateways",
    "open_invoice_of_gift",
    "open_order",
    "open_portal",
    "paper_of_invoice",
    "paper_of_payment",
    "pause",
    "pdf_of_paper",
    "quote",
    "receive_stripe_webhook",
    "reconcile_all",
    "reconcile_reader",
    "reconcile_reader_soon",
    "redeem_gift",
    "refund_payment",
    "remind",
    "resume",
    "send_gift_again",
    "set_billing",
    "stop_billing",
    "turn_the_clock",
    "void_gift",
    "why_not_merge",
    "withdraw_invoice",
]
