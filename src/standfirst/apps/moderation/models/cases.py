"""Reports of something unlawful: each with its own file."""

from typing import ClassVar

from django.db import models

from standfirst.apps.moderation.rules.cases import SAYINGS, Decision, Event, State

STATES = [(state.value, SAYINGS[state]) for state in State]


class CaseFile(models.Model):
    """One report. `snapshot` is the text as it stood; who reports may remain unnamed."""

    subject_kind = models.CharField(max_length=40, help_text="Such as comment.")
    subject_id = models.BigIntegerField()
    url = models.CharField(max_length=500)
    snapshot = models.TextField(blank=True)
    reporter_name = models.CharField(max_length=200, blank=True)
    reporter_email = models.EmailField(blank=True)
    law = models.CharField(max_length=500, help_text="What is said to be broken.")
    explanation = models.TextField()
    in_good_faith = models.BooleanField()
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=12, choices=STATES, default=State.AWAITING.value)
    decision = models.CharField(
        max_length=8, blank=True, choices=[(one.value, one.value) for one in Decision if one]
    )
    grounds = models.TextField(blank=True, help_text="Told to who reported it.")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    emptied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "case"
        ordering: ClassVar = ["opened_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["state", "opened_at"], name="cases_by_state"),
            models.Index(fields=["subject_kind", "subject_id"], name="cases_of_subject"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"

    @property
    def number(self) -> int:
        """By which everybody calls it."""
        return int(self.pk)


class CaseEntry(models.Model):
    """What happened to a case; only ever added. What a person wrote is in the case, not here."""

    case = models.ForeignKey(CaseFile, on_delete=models.PROTECT, related_name="entries")
    event = models.CharField(
        max_length=12, choices=[(event.value, event.value.replace("_", " ")) for event in Event]
    )
    state_after = models.CharField(max_length=12, choices=STATES)
    text = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True, blank=True, help_text="Empty for who reported it.")
    happened_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["happened_at", "pk"]

    def __str__(self) -> str:
        return f"{self.event} of {self.case_id}"
