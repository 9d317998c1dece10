"""Groups: one subscription, several readers. The owner has the first seat; the others are taken by invitation."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q


class Group(models.Model):
    """Who manages the seats of a subscription. How many there are is the plan's to say."""

    subscription = models.OneToOneField(
        "membership.Subscription", on_delete=models.PROTECT, related_name="group"
    )
    manager = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"group of {self.subscription_id}"

    @property
    def about(self) -> str:
        """Its name in the audit."""
        return f"subscription:{self.subscription_id}"


class Seat(models.Model):
    """A reader's place in a group, until they leave it. `number` counts from 2, the owner's being the first."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    taken_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["group", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "number"], condition=Q(left_at=None), name="one_reader_a_seat"
            ),
            models.UniqueConstraint(
                fields=["group", "reader"], condition=Q(left_at=None), name="one_seat_a_reader"
            ),
            models.CheckConstraint(condition=Q(number__gte=2), name="first_seat_is_the_owners"),
        ]

    def __str__(self) -> str:
        return f"seat {self.number} of {self.group_id}"


class Invitation(models.Model):
    """A seat that was offered to an address. Only the hash of its link is kept."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(taken_at=None, revoked_at=None),
                name="one_invitation_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, *, now: datetime) -> bool:
        """Whether it can still be taken."""
        return self.taken_at is None and self.revoked_at is None and self.expires_at > now
