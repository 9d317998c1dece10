"""Letters: written with the change that they tell of, sent by a job, emptied once they are sent."""

from typing import ClassVar

from django.db import models


class State(models.TextChoices):
    """Where a letter is on its way."""

    QUEUED = "queued", "waiting"
    SENDING = "sending", "being handed over"
    SENT = "sent", "sent"
    FAILED = "failed", "given up"


class Letter(models.Model):
    """One letter to one address. Subject, text and HTML are empty once it is sent or given up."""

    to = models.CharField(max_length=254)
    template = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    message_id = models.CharField(max_length=320, unique=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(
        max_length=80, blank=True, help_text="The kind of the last refusal, no words."
    )

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["made_at"], name="letters_by_age"),
            models.Index(fields=["to"], name="letters_to"),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"
