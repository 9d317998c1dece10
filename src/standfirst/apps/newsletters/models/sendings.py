"""The send ledger: each edition's sending, its letters, one row a delivery, and who is left out.

Counts are never stored: they are counted from the rows.
"""

from datetime import UTC, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from standfirst.apps.newsletters.rules.states import UNDER_WAY, DeliveryState, Reason, SendingState

AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  # of what was frozen before there were mornings
_SENDING_STATES = [(state.value, state.value) for state in SendingState]
_DELIVERY_STATES = [(state.value, state.value) for state in DeliveryState]
_REASONS = [(reason.value, reason.value) for reason in Reason]


class Sending(models.Model):
    """One edition on its way. `masthead` is who sends, as it was when the audience was frozen.

    `seed` makes the Message-IDs; `online` is where the edition can be read on the web.
    """

    edition_number = models.BigIntegerField(unique=True)
    newsletter = models.ForeignKey("newsletters.NewsletterPage", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    masthead = models.JSONField()
    online = models.CharField(max_length=900)
    seed = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=_SENDING_STATES, default=SendingState.PREPARING.value)
    paused_because = models.CharField(max_length=200, blank=True)
    frozen_at = models.DateTimeField()
    resumed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [
            models.Index(fields=["newsletter", "frozen_at"], name="sendings_of_newsletter"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Whether somebody may still pause, resume or cancel it."""
        return self.state in UNDER_WAY

    @property
    def wire_name(self) -> str:
        """What stands for the edition in Message-IDs."""
        return f"e{self.edition_number}"


class SendingLetter(models.Model):
    """One frozen wording; it is kept once, whoever gets it."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="letters")
    variant = models.CharField(max_length=20)
    language = models.CharField(max_length=12)
    arm = models.CharField(
        max_length=1, blank=True, db_default="", help_text="“b” where it has the edition's second subject."
    )
    subject = models.CharField(max_length=900)
    html = models.TextField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sending", "variant", "language", "arm"], name="a_wording_once"),
        ]

    def __str__(self) -> str:
        return f"{self.variant} ({self.language})"


class Delivery(models.Model):
    """One edition to one addressee, who is named by number and by a keyed hash of the address alone.

    The row outlives the addressee, so that the books stay right. `attempt` counts the claims; `lease_owner` is the
    sender that has it. Moments of leases and claims are of the database's clock, which all senders share. Nobody claims it
    before `not_before`: the reader's own time, or the freeze. `arm` is theirs where two subjects are tested.
    """

    # Each claim and each outcome writes into every index: those that Django adds to links are not worth it here.
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    addressee_number = models.BigIntegerField()
    address_digest = models.CharField(max_length=64)
    letter = models.ForeignKey(SendingLetter, on_delete=models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=8, choices=_DELIVERY_STATES, default=DeliveryState.PENDING.value)
    reason = models.CharField(max_length=20, blank=True)
    not_before = models.DateTimeField(db_default=AT_ONCE)
    arm = models.CharField(max_length=1, blank=True, db_default="")
    attempt = models.SmallIntegerField(default=0)
    lease_owner = models.CharField(max_length=16, blank=True)
    lease_until = models.DateTimeField(null=True)
    claimed_at = models.DateTimeField(null=True)
    retry_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    code = models.SmallIntegerField(null=True)
    queue_id = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sending", "addressee_number"], name="one_edition_an_addressee"),
            models.UniqueConstraint(fields=["sending", "address_digest"], name="one_edition_a_mailbox"),
            models.CheckConstraint(
                condition=Q(state="claimed") ^ Q(lease_owner=""), name="claimed_by_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="retry") | Q(retry_at__isnull=False), name="retry_has_a_time"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["sending", "not_before", "id"],
                condition=Q(state="pending"),
                name="deliveries_by_morning",
            ),
            models.Index(
                fields=["sending", "retry_at"], condition=Q(state="retry"), name="deliveries_to_retry"
            ),
            models.Index(fields=["lease_owner"], condition=Q(state="claimed"), name="deliveries_of_a_sender"),
            models.Index(fields=["addressee_number"], name="deliveries_of_addressee"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}: {self.state}"


class Exclusion(models.Model):
    """How many of an edition's candidates were left out at the freeze, for one reason."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="exclusions")
    reason = models.CharField(max_length=20, choices=_REASONS)
    count = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sending", "reason"], name="a_reason_once"),
        ]

    def __str__(self) -> str:
        return f"{self.count} {self.reason}"


class Suppression(models.Model):
    """A mailbox that no newsletter, or not this one, is sent to; it is known by a keyed hash, so it outlives an erasure.

    Letters to single readers never ask it: a bill or a code for signing in is not a newsletter. `evidence` is the return for
    which it was done; it goes with its time.
    """

    address_digest = models.CharField(max_length=64)
    newsletter = models.ForeignKey(
        "newsletters.NewsletterPage", null=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(max_length=20)
    since = models.DateTimeField()
    evidence = models.ForeignKey(
        "newsletters.Return", null=True, on_delete=models.SET_NULL, related_name="suppressions"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["address_digest", "newsletter"], name="suppressed_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"suppression {self.pk}: {self.reason}"


class SendingSwitch(models.Model):
    """The one switch that stops all newsletters. Without its row they go."""

    is_paused = models.BooleanField(default=False)
    because = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_switch")]

    def __str__(self) -> str:
        return "paused" if self.is_paused else "on"


class KeptPace(models.Model):
    """What a provider's refusals for speed have taught: the buckets, between processes and over restarts."""

    provider = models.CharField(max_length=300, unique=True)
    facts = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.provider
