"""The ledger: every period for which a reader's subscription stands, and how it ended."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Source(models.TextChoices):
    """Where a period comes from."""

    SUBSCRIPTION = "subscription", "a subscription"
    COMPLIMENTARY = "complimentary", "complimentary"
    GIFT = "gift", "a gift"
    SEAT = "seat", "a seat in a group"
    INSTITUTION = "institution", "an institution"
    DESK = "desk", "granted at the desk"
    DEMO = "demo", "the demo"


class PeriodQuerySet(models.QuerySet["Period"]):
    """Reads of the ledger."""

    def standing_at(self, now: datetime) -> "PeriodQuerySet":
        """The periods that stand at `now`."""
        return self.not_over_at(now).filter(starts_at__lte=now)

    def not_over_at(self, now: datetime) -> "PeriodQuerySet":
        """Those that stand at `now`, and those to come."""
        lasting = self.filter(Q(ends_at=None) | Q(ends_at__gt=now))
        return lasting.filter(Q(closed_at=None) | Q(closed_at__gt=now))


class Period(models.Model):
    """One line of the ledger: from `starts_at` until `ends_at` (open when empty), unless closed before."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("membership.Plan", on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=13, choices=Source.choices)
    subscription = models.ForeignKey(
        "membership.Subscription", null=True, blank=True, on_delete=models.PROTECT, related_name="periods"
    )
    recorded_at = models.DateTimeField()

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at"]
        indexes: ClassVar = [models.Index(fields=["reader", "starts_at"], name="period_of_reader")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="period_has_length"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("starts_at")),
                name="period_closes_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} from {self.starts_at:%Y-%m-%d}"

    @property
    def is_void(self) -> bool:
        """Whether it was closed before it could open anything."""
        return self.closed_at == self.starts_at

    def last_moment(self) -> datetime | None:
        """When it ends by what is known; None while it is open."""
        return min((moment for moment in (self.ends_at, self.closed_at) if moment), default=None)


class StandingVersion(models.Model):
    """Counts the changes of a reader's standing; a pass with a lower number is refused."""

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"{self.reader_id} at {self.version}"
