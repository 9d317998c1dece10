"""Give one article away by a link; the link is shown once and kept only as a hash."""

import secrets
from datetime import datetime

from django.utils.timezone import get_default_timezone

from standfirst.apps.accounts.api import User
from standfirst.apps.membership.actions.spend_allowance import spend_allowance
from standfirst.apps.membership.models.gifts import GiftLink, MonthlyUse
from standfirst.apps.membership.queries.standing import standing_of
from standfirst.apps.membership.rules.gifts import LIFE, MOST_OPENS, TOKEN_BYTES, digest_of_gift, month_of
from standfirst.core.db import transaction
from standfirst.core.viewer import Standing


class NothingToGive(Exception):
    """They are no subscriber, or have given all that they may this month."""


def give_article(*, giver: User, article_id: int, a_month: int, now: datetime) -> str:
    """The token of the new link. Raises NothingToGive."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    month = month_of(now, zone=get_default_timezone())
    with transaction():
        if standing_of(giver, now=now) is not Standing.SUBSCRIBER:
            raise NothingToGive
        if not spend_allowance(reader_id=giver.pk, kind=MonthlyUse.Kind.GIFT, month=month, most=a_month):
            raise NothingToGive
        GiftLink.objects.create(
            giver=giver,
            article_id=article_id,
            digest=digest_of_gift(token),
            given_at=now,
            expires_at=now + LIFE,
            most_opens=MOST_OPENS,
        )
    return token
