"""What follows from changing a plan: the pages that show plans are made anew."""

from standfirst.apps.membership.rules.gate import PLANS
from standfirst.core.bus import purge


def plans_changed() -> None:
    """Part of the caller's transaction."""
    purge(PLANS)
