"""What a reader or the desk asked of a gateway, written down before anything leaves the house."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Kind(models.TextChoices):
    """What is asked; each is a method of the gateways."""

    BEGIN_CHECKOUT = "begin_checkout"
    CANCEL = "cancel"
    KEEP = "keep"
    PAUSE = "pause"
    RESUME = "resume"
    CHANGE_PRICE = "change_price"
    REFUND = "refund"
    END = "end"


class IntentState(models.TextChoices):
    """How far it has come."""

    MADE = "made"
    DONE = "done"
    REFUSED = "refused"


class Intent(models.Model):
    """One wish with the key under which it may be asked for again and again, and is done once.

    `key` goes to the gateway as its idempotency key. `address` is where the reader is sent then; `sentence` says why
    it was refused.
    """

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    gateway = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=IntentState.choices, default=IntentState.MADE)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    subscription = models.ForeignKey(
        "membership.Subscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gift = models.ForeignKey(
        "membership.GiftSubscription", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    price = models.ForeignKey(
        "membership.Price", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    payment = models.ForeignKey(
        "billing.Payment", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_id = models.BigIntegerField()
    actor = models.CharField(max_length=40)
    facts = models.JSONField(default=dict, help_text="What else belongs to the wish, such as until when.")
    ref = models.CharField(max_length=255, blank=True, help_text="What the gateway calls it.")
    address = models.CharField(max_length=5000, blank=True)  # as long as Stripe lets one be
    sentence = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["made_at"], condition=models.Q(state=IntentState.MADE), name="intents_to_carry_out"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
