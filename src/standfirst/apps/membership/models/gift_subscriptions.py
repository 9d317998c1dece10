"""Subscriptions that somebody bought for somebody else, redeemed by a code."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from standfirst.apps.membership.rules.gift_codes import GiftState


class GiftSubscription(models.Model):
    """A month or a year for whoever has the code. Of the code only a hash is kept; it is derived anew to be mailed.

    Without `to_email` the buyer hands it over. `gave_from` and `gave_until` are the time that it gave, as a period of
    its own or added to `subscription`; a redeemed gift without them waits until the reader's subscription is over.
    """

    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    price = models.ForeignKey("membership.Price", on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=32)
    digest = models.CharField(max_length=64, unique=True)
    from_name = models.CharField(max_length=100)
    to_name = models.CharField(max_length=100, blank=True)
    to_email = models.EmailField(blank=True)
    message = models.TextField(blank=True)
    deliver_at = models.DateTimeField()
    made_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    redeemed_at = models.DateTimeField(null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    period = models.ForeignKey(
        "membership.Period", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    subscription = models.ForeignKey(
        "membership.Subscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gave_from = models.DateTimeField(null=True, blank=True)
    gave_until = models.DateTimeField(null=True, blank=True)
    void_at = models.DateTimeField(null=True, blank=True)
    void_because = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["buyer", "-made_at"], name="bought_gifts_of_a_reader"),
            models.Index(
                fields=["deliver_at"],
                condition=Q(delivered_at=None, void_at=None, paid_at__isnull=False),
                name="gifts_to_deliver",
            ),
            models.Index(
                fields=["redeemed_by"],
                condition=Q(gave_from=None, void_at=None, redeemed_at__isnull=False),
                name="gifts_that_wait",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(redeemed_at=None) | Q(paid_at__isnull=False), name="only_paid_gifts_are_redeemed"
            ),
            models.CheckConstraint(
                condition=Q(delivered_at=None) | Q(paid_at__isnull=False),
                name="only_paid_gifts_are_delivered",
            ),
        ]

    def __str__(self) -> str:
        return f"gift {self.pk}"

    @property
    def about(self) -> str:
        """Its name in the audit."""
        return f"gift:{self.pk}"

    @property
    def waits(self) -> bool:
        """Redeemed by somebody whose subscription is still running."""
        return self.redeemed_at is not None and self.gave_from is None and self.void_at is None

    def state_at(self, now: datetime) -> GiftState:
        """Where it stands."""
        if self.void_at is not None:
            return GiftState.VOID
        if self.redeemed_at is not None:
            return GiftState.REDEEMED
        if self.paid_at is None or self.expires_at is None:
            return GiftState.AWAITING
        if self.expires_at <= now:
            return GiftState.EXPIRED
        return GiftState.DELIVERED if self.delivered_at else GiftState.PAID
