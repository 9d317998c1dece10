"""Open a given article: one of the link's opens is claimed, and with it comes leave to read that article."""

from datetime import datetime

from django.db.models import F

from standfirst.apps.membership.queries.gifts import find_gift, live_gifts
from standfirst.apps.membership.rules.gate import Grant


def open_gift(*, token: str, now: datetime) -> Grant | None:
    """None where the link opens nothing, or nothing more; one statement, so the last open is given once."""
    found = find_gift(token=token, now=now)
    if found is None:
        return None
    claimed = live_gifts(now=now).filter(pk=found.id).update(opens=F("opens") + 1)
    return Grant(article_id=found.article_id) if claimed else None


def open_gift_again(*, token: str, now: datetime) -> Grant | None:
    """For whoever has opened it before, which the caller knows; counts nothing."""
    found = find_gift(token=token, now=now)
    return Grant(article_id=found.article_id) if found else None
