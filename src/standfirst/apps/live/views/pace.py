"""How fast a reader may look for questions like theirs."""

from datetime import timedelta

from standfirst.apps.live import api as live
from standfirst.core.clock import now
from standfirst.core.limits import Limit, spend

_LOOKING = Limit("live: questions alike", 30, timedelta(minutes=1))


def check_looking(reader_id: int) -> None:
    """Raises Refused for too many in a short time."""
    if spend(_LOOKING, key=str(reader_id), now=now()):
        raise live.Refused(live.Code.TOO_MANY)
