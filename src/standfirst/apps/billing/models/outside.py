"""What a payment provider that works by itself calls our readers, and what it has told us."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Customer(models.Model):
    """A reader at a payment provider.

    Every look at the provider's books takes a number from `asked` before it begins; what it saw counts only if nothing
    that was asked later has been applied.
    """

    gateway = models.CharField(max_length=20)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ref = models.CharField(max_length=255, blank=True, help_text="Empty until the provider has answered.")
    key = models.CharField(
        max_length=80, unique=True, help_text="Under which it is asked for, again and again."
    )
    is_former = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Of an account that was merged into this one: followed, and not charged anew.",
    )
    asked = models.BigIntegerField(default=0)
    applied = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gateway", "reader"],
                condition=models.Q(is_former=False),
                name="one_customer_a_reader",
            ),
            models.UniqueConstraint(
                fields=["gateway", "ref"], condition=~models.Q(ref=""), name="one_reader_a_customer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} customer {self.pk}"


class WebhookEvent(models.Model):
    """A provider's word that something has changed; it is a hint to look, never believed."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=255)
    kind = models.CharField(max_length=100)
    object_ref = models.CharField(max_length=255, blank=True)
    customer_ref = models.CharField(max_length=255, blank=True)
    charge_ref = models.CharField(max_length=255, blank=True)
    received_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="one_row_an_event"),
        ]

    def __str__(self) -> str:
        return self.event_id
