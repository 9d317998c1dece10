"""How often a username changes, and how long a freed one is held."""

from datetime import datetime, timedelta

from standfirst.apps.accounts.rules.usernames import Fault

HELD_FOR = timedelta(days=90)
CHANGES = 3
WITHIN = timedelta(days=1)
OPEN_REVIEWS = 3

TAKEN = Fault("taken", "This name, or one that looks like it, is taken.")
HELD = Fault(
    "held",
    f"Somebody had this name a short while ago; it is free again {HELD_FOR.days} days after they gave it up.",
)
PROTECTED = Fault(
    "protected", "This name is too much like that of somebody who writes or works for the publication."
)
ROUTE = Fault("reserved", "This name is kept for the publication itself.")
TOO_MANY = Fault("too_many_changes", f"A username changes {CHANGES} times a day at most. Try again tomorrow.")


def may_change(*, changed_at: list[datetime], now: datetime) -> bool:
    """Whether one more change is allowed after those at these moments."""
    return sum(moment > now - WITHIN for moment in changed_at) < CHANGES
