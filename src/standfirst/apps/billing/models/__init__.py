"""Invoices, payments, what was asked of a gateway and what it told us, and the settings of billing."""

from standfirst.apps.billing.models.intents import Intent
from standfirst.apps.billing.models.invoices import Invoice, InvoiceSerial
from standfirst.apps.billing.models.outside import Customer, WebhookEvent
from standfirst.apps.billing.models.payments import Payment, Refund
from standfirst.apps.billing.models.settings import BillingSettings

__all__ = [
    "BillingSettings",
    "Customer",
    "Intent",
    "Invoice",
    "InvoiceSerial",
    "Payment",
    "Refund",
    "WebhookEvent",
]
