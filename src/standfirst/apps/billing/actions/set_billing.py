"""Put the settings of billing in place."""

from typing import Any

from wagtail.models import Site

from standfirst.apps.billing.models import BillingSettings


def set_billing(**fields: Any) -> None:
    """Seller, bank details and days."""
    found = BillingSettings.for_site(Site.objects.get(is_default_site=True))
    for name, value in fields.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
