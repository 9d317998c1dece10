"""What came back of what was sent, and newsletters that stand still for it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from standfirst.apps.newsletters.rules.returning import AlarmKind, Effect


class Return(models.Model):
    """One message that came back, or a refusal at once; it is there once, however often it is handed in.

    Nothing of what it said is kept but a line that names no address. `status` is of RFC 3463. What it is about was sealed by
    us, or is of nothing that we have sent: then `delivery` and `letter_number` are empty and nothing follows from it.
    A return that was forgiven counts against its mailbox no more.
    """

    name = models.CharField(max_length=64, unique=True)
    arrived_at = models.DateTimeField()
    way = models.CharField(max_length=8)
    kind = models.CharField(max_length=12)
    fault = models.CharField(max_length=14, blank=True)
    is_permanent = models.BooleanField(default=False)
    status = models.CharField(max_length=12, blank=True)
    diagnostic = models.CharField(max_length=300, blank=True)
    effect = models.CharField(max_length=20, choices=[(each.value, each.value) for each in Effect])
    delivery = models.ForeignKey(
        "newsletters.Delivery", null=True, on_delete=models.CASCADE, related_name="returns"
    )
    sending = models.ForeignKey(
        "newsletters.Sending", null=True, on_delete=models.CASCADE, related_name="returns"
    )
    addressee = models.ForeignKey(
        "newsletters.Addressee", null=True, on_delete=models.CASCADE, related_name="returns"
    )
    letter_number = models.BigIntegerField(null=True, help_text="Of a letter to a single reader.")
    address_digest = models.CharField(max_length=64, blank=True)
    forgiven_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-arrived_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["-arrived_at", "-id"], name="returns_by_age"),
            models.Index(
                fields=["address_digest", "arrived_at"], condition=~Q(address_digest=""), name="returns_of_mailbox"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"return {self.pk}: {self.kind}"


class Alarm(models.Model):
    """Too much of a newsletter came back: it goes out no more until a person says so."""

    newsletter = models.ForeignKey("newsletters.NewsletterPage", on_delete=models.CASCADE, related_name="+")
    sending = models.ForeignKey("newsletters.Sending", on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in AlarmKind])
    sentence = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-raised_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["newsletter", "kind"], condition=Q(closed_at=None), name="an_open_alarm_once"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence
