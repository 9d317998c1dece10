"""The ways to pay that there are."""

from standfirst.apps.billing.gateways import stripe_door
from standfirst.apps.billing.gateways.contracts import Gateway
from standfirst.apps.billing.gateways.invoice import InvoiceGateway
from standfirst.apps.billing.gateways.stripe import StripeGateway

_INVOICE = InvoiceGateway()
_STRIPE = StripeGateway()


def gateway(name: str) -> Gateway:
    """By its name; KeyError where there is none."""
    return {found.name: found for found in open_gateways()}[name]


def open_gateways() -> list[Gateway]:
    """Those that a reader may choose among, the first one by itself."""
    return [_INVOICE, _STRIPE] if stripe_door.is_configured() else [_INVOICE]
