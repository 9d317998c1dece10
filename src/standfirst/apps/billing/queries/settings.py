"""The settings of billing."""

from standfirst.apps.billing.models import BillingSettings


def get_billing() -> BillingSettings:
    """What the desk has set, else what is sensible."""
    return BillingSettings.objects.order_by("pk").first() or BillingSettings()
