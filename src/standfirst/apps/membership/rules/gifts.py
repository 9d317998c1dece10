"""What a given article is bound to, and for how long."""

import hashlib
from datetime import date, datetime, timedelta, tzinfo

LIFE = timedelta(days=30)
MOST_OPENS = 50
TOKEN_BYTES = 16
_PURPOSE = "standfirst.gift-article "  # a key of another kind never opens a gift


def digest_of_gift(token: str) -> str:
    """The hash under which a link is kept. The token is random, so no key is needed to hide it."""
    return hashlib.sha256((_PURPOSE + token).encode()).hexdigest()


def month_of(moment: datetime, *, zone: tzinfo) -> date:
    """The first day of the calendar month, where the publication is."""
    return moment.astimezone(zone).date().replace(day=1)
