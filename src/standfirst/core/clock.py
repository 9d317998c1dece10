"""The one place that reads the system's clock; everything else is given `now`."""

import time
from datetime import datetime

from django.utils import timezone

_BOOT: int = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def running_seconds() -> float:
    """Seconds that only ever run on: nobody can set them, and they count while the machine sleeps, where it can say that."""
    return time.clock_gettime(_BOOT)
