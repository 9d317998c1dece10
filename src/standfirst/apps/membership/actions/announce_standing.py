"""Tell every front that passes of a reader are out of date."""

from django.db.models import F

from standfirst.apps.membership.models import StandingVersion
from standfirst.core import bus
from standfirst.core.bus.contracts import STANDING


def announce_standing(*, reader_id: int) -> None:
    """Raise the reader's version and put it on the bus; part of the caller's transaction."""
    StandingVersion.objects.get_or_create(reader_id=reader_id, defaults={"version": 0})
    StandingVersion.objects.filter(pk=reader_id).update(version=F("version") + 1)
    version = StandingVersion.objects.values_list("version", flat=True).get(pk=reader_id)
    bus.publish(STANDING, {"reader": reader_id, "version": version})
