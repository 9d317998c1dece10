"""Reads of what was asked of gateways."""

from datetime import datetime, timedelta

from standfirst.apps.billing.models import Intent
from standfirst.apps.billing.models.intents import IntentState

# Whoever is still at it is not disturbed: the same key does it once.
PATIENCE = timedelta(seconds=5)


def list_left(*, now: datetime) -> list[int]:
    """What was asked and neither done nor refused, since somebody or something was cut off."""
    found = Intent.objects.filter(state=IntentState.MADE, made_at__lte=now - PATIENCE)
    return list(found.order_by("made_at").values_list("pk", flat=True)[:200])
