"""Time that was given begins. Part of the caller's transaction."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.actions.grant_subscription import grant_period
from standfirst.apps.membership.models import GiftSubscription, Period, Source
from standfirst.apps.membership.rules.calendar import day_of, end_of_period

# The clock may be late; then the time of a gift is not spent on what was closed.
_ON_TIME = timedelta(minutes=10)


def begin_kept_gifts(*, reader_id: int, at: datetime, now: datetime) -> int:
    """The reader's subscription was over at `at`: what they have redeemed meanwhile begins, one after another."""
    kept = GiftSubscription.objects.select_for_update(of=("self",)).select_related("price")
    found = kept.filter(redeemed_by_id=reader_id, redeemed_at__isnull=False, gave_from=None, void_at=None)
    begun = 0
    for gift in found.order_by("redeemed_at", "pk"):
        begin_gift(gift, at=at if now - at <= _ON_TIME else now, now=now)
        begun += 1
    return begun


def begin_gift(
    gift: GiftSubscription, *, at: datetime, length: timedelta | None = None, now: datetime
) -> None:
    """A period of its own, as bought or of `length`, after other time that was given; `redeemed_by` is set."""
    reader_id = gift.redeemed_by_id or 0
    starts_at = max([at, *_ends_of_other_gifts(reader_id, at=at)])
    zone = get_default_timezone()
    whole = end_of_period(starts_at, gift.price.interval, day=day_of(starts_at, zone=zone), zone=zone)
    ends_at = whole if length is None else starts_at + length
    gift.period = grant_period(
        reader_id=reader_id,
        plan_id=gift.price.plan_id,
        starts_at=starts_at,
        ends_at=ends_at,
        source=Source.GIFT,
        now=now,
    )
    gift.gave_from, gift.gave_until = starts_at, ends_at
    gift.save(update_fields=["period", "gave_from", "gave_until"])


def _ends_of_other_gifts(reader_id: int, *, at: datetime) -> list[datetime]:
    """Of gifts and of what the desk granted with an end."""
    given = Period.objects.filter(reader_id=reader_id, source__in=[Source.GIFT, Source.COMPLIMENTARY])
    open_still = given.filter(ends_at__gt=at).filter(Q(closed_at=None) | Q(closed_at__gt=at))
    return [last for period in open_still if (last := period.last_moment()) is not None]
