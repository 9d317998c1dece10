"""Subscriptions, and everything that ever happened to them."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import get_default_timezone

from standfirst.apps.membership.rules.following import PATIENCE
from standfirst.apps.membership.rules.lifecycle import RUNNING, Event, State
from standfirst.apps.membership.rules.terms import AT_ONCE, Fact, Terms

STATES = {
    State.TRIAL: "on trial",
    State.ACTIVE: "active",
    State.PAST_DUE: "unpaid, within grace",
    State.PAUSED: "paused",
    State.CANCELLING: "ends with the paid time",
    State.ENDED: "ended",
    State.REFUNDED: "refunded",
    State.DISPUTED: "disputed",
}
EVENTS = {
    Event.START_TRIAL: "trial began",
    Event.OPEN: "opened with a payment",
    Event.OPEN_ON_TRUST: "opened before the payment",
    Event.PAY: "paid",
    Event.FAIL: "payment failed",
    Event.END_PERIOD: "paid time was over",
    Event.END_GRACE: "grace was over",
    Event.PAUSE: "paused",
    Event.RESUME: "went on",
    Event.CANCEL: "cancelled",
    Event.KEEP: "kept after all",
    Event.CHANGE_PRICE: "another price from the next period",
    Event.EXTEND: "time added",
    Event.SHORTEN: "time taken back",
    Event.END: "ended at once",
    Event.REFUND: "refunded",
    Event.DISPUTE: "payment disputed",
    Event.WIN_DISPUTE: "dispute won",
    Event.LOSE_DISPUTE: "dispute lost",
    Event.FOLLOW: "changed at the payment provider",
}
RUNNING_STATES = sorted(state.value for state in RUNNING)
TERMS = tuple(Terms.__slots__)


class CancelReason(models.TextChoices):
    """Why somebody leaves, if they like to say."""

    PRICE = "price", "It costs too much"
    TIME = "time", "I do not find the time to read"
    CONTENT = "content", "It is not what I hoped for"
    TECHNICAL = "technical", "Something does not work"
    OTHER = "other", "Something else"
    UNSAID = "", "I would rather not say"


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Reads of subscriptions."""

    def running(self) -> "SubscriptionQuerySet":
        """Those that are not over."""
        return self.filter(state__in=RUNNING_STATES)


class Subscription(models.Model):
    """What a reader pays for. The columns of the terms are what the whole history of changes leads to."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey("membership.Plan", on_delete=models.PROTECT, related_name="+")
    price = models.ForeignKey("membership.Price", on_delete=models.PROTECT, related_name="+")
    next_price = models.ForeignKey(
        "membership.Price", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    promotion = models.ForeignKey(
        "membership.PromotionCode", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gateway = models.CharField(max_length=20)
    gateway_ref = models.CharField(max_length=255, blank=True)
    applied_version = models.BigIntegerField(
        default=0, help_text="How new the gateway's word is that was last heeded."
    )
    payments = models.PositiveIntegerField(default=0, help_text="How many periods were paid.")

    state = models.CharField(max_length=12, choices=[(state.value, words) for state, words in STATES.items()])
    starts_at = models.DateTimeField(help_text="The beginning of the present period.")
    ends_at = models.DateTimeField(help_text="Until when it is paid for, or on trial.")
    day = models.PositiveSmallIntegerField(help_text="The day of the month on which periods begin.")
    grace_days = models.PositiveSmallIntegerField()
    trial_ends_at = models.DateTimeField(null=True, blank=True)
    grace_ends_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    paused_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    held = models.CharField(max_length=12, null=True, blank=True)  # noqa: DJ001  None is no state

    made_at = models.DateTimeField()
    ended_because = models.CharField(max_length=200, blank=True)
    cancel_reason = models.CharField(max_length=12, blank=True, choices=CancelReason.choices)
    cancel_words = models.TextField(blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["owner", "-made_at"], name="subscriptions_of_reader"),
            models.Index(fields=["state", "ends_at"], name="subscriptions_by_end"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(state__in=RUNNING_STATES), name="one_running_subscription"
            ),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(trial_ends_at__isnull=False), name="one_trial_a_reader"
            ),
            models.UniqueConstraint(
                fields=["gateway", "gateway_ref"],
                condition=~Q(gateway_ref=""),
                name="one_subscription_a_gateway_ref",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in State]), name="subscription_state_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"

    @property
    def about(self) -> str:
        """Its name in the audit."""
        return f"subscription:{self.pk}"

    @property
    def renews_at_price(self) -> models.Model:
        """The price from the next period on."""
        return self.next_price or self.price

    @property
    def patience(self) -> timedelta:
        """How late word of a renewal may be: some hours where a gateway charges by itself."""
        return PATIENCE if self.gateway_ref else AT_ONCE

    def terms(self) -> Terms:
        """State and dates."""
        read = {name: getattr(self, name) for name in TERMS}
        read["state"] = State(self.state)
        read["held"] = State(self.held) if self.held else None
        return Terms(**read)

    def take(self, terms: Terms) -> None:
        """Put state and dates into the columns."""
        for name in TERMS:
            setattr(self, name, getattr(terms, name))


class SubscriptionChange(models.Model):
    """One thing that happened; only ever added. Replayed in order they give the subscription's terms."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    event = models.CharField(max_length=20, choices=[(event.value, words) for event, words in EVENTS.items()])
    state_before = models.CharField(max_length=12, blank=True)
    state_after = models.CharField(max_length=12)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)
    grace_days = models.PositiveSmallIntegerField(default=0)
    price = models.ForeignKey("membership.Price", null=True, on_delete=models.PROTECT, related_name="+")
    actor_id = models.BigIntegerField(null=True, blank=True, help_text="Empty for the house itself.")
    actor = models.CharField(max_length=40)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["subscription", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "number"], name="changes_are_numbered"),
        ]

    def __str__(self) -> str:
        return f"{self.event} of {self.subscription_id}"

    def fact(self) -> Fact:
        """What happened, to be replayed."""
        return Fact(
            event=Event(self.event),
            at=self.happened_at,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            until=self.until,
            grace_days=self.grace_days,
            said=State(self.state_after) if self.event == Event.FOLLOW else None,
            zone=get_default_timezone(),
        )
