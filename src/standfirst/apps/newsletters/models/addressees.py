"""To whom newsletters go, and which of them each has asked for."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Addressee(models.Model):
    """One mailbox: that of a reader, whose account knows the address, or a confirmed one of a visitor.

    `key` stands in the links of every edition; it opens what belongs to newsletters, and nothing else.
    """

    reader = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+"
    )
    address = models.CharField(max_length=254, null=True, unique=True)  # noqa: DJ001  # unique where there is one
    key = models.CharField(max_length=32, unique=True)
    zone = models.CharField(max_length=40, blank=True, help_text="Their own, where it is known.")
    paused_until = models.DateField(null=True, help_text="The first day on which newsletters come again.")
    clicks_are_named = models.BooleanField(
        default=False, help_text="They have allowed that the links they follow are counted with them."
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reader__isnull=True) ^ Q(address__isnull=True), name="a_reader_or_an_address"
            ),
        ]

    def __str__(self) -> str:
        return f"addressee {self.pk}"


class Frequency(models.TextChoices):
    """How much of a newsletter somebody wants."""

    EVERY = "every", "Every edition"
    WEEKLY = "weekly", "At most one a week"


class SignUpQuerySet(models.QuerySet["SignUp"]):
    """Reads of sign-ups."""

    def standing(self) -> "SignUpQuerySet":
        """Those that were not ended."""
        return self.filter(ended_at=None)

    def standing_at(self, now: datetime) -> "SignUpQuerySet":
        """Those that stood at `now`."""
        return self.filter(begun_at__lte=now).filter(Q(ended_at=None) | Q(ended_at__gt=now))


class SignUp(models.Model):
    """A standing order for a newsletter, until it is ended."""

    addressee = models.ForeignKey(Addressee, on_delete=models.CASCADE, related_name="sign_ups")
    newsletter = models.ForeignKey(
        "newsletters.NewsletterPage", on_delete=models.PROTECT, related_name="sign_ups"
    )
    frequency = models.CharField(max_length=8, choices=Frequency.choices, default=Frequency.EVERY)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["addressee", "newsletter"], condition=Q(ended_at=None), name="signed_up_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")), name="sign_up_has_length"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["newsletter", "addressee"], condition=Q(ended_at=None), name="who_has_it"),
        ]

    def __str__(self) -> str:
        return f"addressee {self.addressee_id}, newsletter {self.newsletter_id}"
