"""Reads of subscriptions."""

from datetime import datetime

from django.db.models import Q

from standfirst.apps.membership.models import Subscription, SubscriptionChange
from standfirst.apps.membership.models.subscriptions import SubscriptionQuerySet
from standfirst.apps.membership.rules.following import PATIENCE
from standfirst.apps.membership.rules.lifecycle import State


def _all() -> SubscriptionQuerySet:
    return Subscription.objects.select_related("plan", "price", "next_price__plan", "promotion")


def find_subscription(*, reader_id: int) -> Subscription | None:
    """The reader's subscription: the one that runs, else the last one."""
    running = _all().running().filter(owner_id=reader_id).first()
    return running or _all().filter(owner_id=reader_id).first()


def find_running(*, reader_id: int) -> Subscription | None:
    """The reader's subscription that is not over."""
    return _all().running().filter(owner_id=reader_id).first()


def get_subscription(*, subscription_id: int) -> Subscription:
    """Raises Subscription.DoesNotExist."""
    return _all().get(pk=subscription_id)


def find_by_gateway(*, gateway: str, gateway_ref: str) -> Subscription | None:
    """By the name that the gateway has for it."""
    return _all().filter(gateway=gateway, gateway_ref=gateway_ref).first()


def list_subscriptions(*, reader_id: int) -> list[Subscription]:
    """All of a reader's, newest first."""
    return list(_all().filter(owner_id=reader_id))


def list_changes(*, reader_id: int) -> list[SubscriptionChange]:
    """Everything that happened to a reader's subscriptions, newest first."""
    return list(
        SubscriptionChange.objects.filter(subscription__owner_id=reader_id)
        .select_related("subscription__plan", "price__plan")
        .order_by("-recorded_at", "-pk")
    )


def has_tried(*, reader_id: int) -> bool:
    """Whether this reader has had a trial."""
    return Subscription.objects.filter(owner_id=reader_id, trial_ends_at__isnull=False).exists()


def list_due(*, now: datetime, limit: int = 500) -> list[int]:
    """Subscriptions whose period, grace or pause is over, the longest first."""
    over = Q(state__in=[State.TRIAL, State.CANCELLING], ends_at__lte=now)
    over |= Q(state=State.ACTIVE, gateway_ref="", ends_at__lte=now)
    over |= Q(state=State.ACTIVE, ends_at__lte=now - PATIENCE)
    over |= Q(state=State.PAST_DUE, grace_ends_at__lte=now)
    over |= Q(state=State.PAUSED, paused_until__lte=now)
    return list(Subscription.objects.filter(over).order_by("ends_at").values_list("pk", flat=True)[:limit])


def list_renewing(*, gateway: str, now: datetime, before: datetime) -> list[int]:
    """Subscriptions of a gateway that go on and whose next period is near or has begun unpaid."""
    near = Q(state__in=[State.TRIAL, State.ACTIVE], ends_at__gt=now, ends_at__lte=before)
    begun = Q(state=State.PAST_DUE, grace_ends_at__gt=now)
    found = Subscription.objects.filter(near | begun, gateway=gateway).order_by("ends_at")
    return list(found.values_list("pk", flat=True))
