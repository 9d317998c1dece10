"""Readers who are brought in from another system: the table that was sent, and what became of each line."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class ReaderImport(models.Model):
    """One table. Nothing of it happens before somebody has seen what would happen and confirmed it."""

    class State(models.TextChoices):
        SENT = "sent", "is being looked through"
        CHECKED = "checked", "waits for a yes"
        RUNNING = "running", "is being brought in"
        DONE = "done", "brought in"

    name = models.CharField(max_length=120, help_text="Of the file.")
    state = models.CharField(max_length=8, choices=State.choices, default=State.CHECKED)
    data = models.BinaryField(null=True, blank=True, help_text="The file, until it is looked through.")
    lines = models.PositiveIntegerField(default=0, db_default=0, help_text="How many there are in the file.")
    left = models.JSONField(default=list, help_text="Columns that nothing is taken from.")
    because = models.CharField(max_length=200, blank=True)
    writes = models.BooleanField(default=False, help_text="Whether the people in it get a letter.")
    counts = models.JSONField(default=dict, help_text="Kept when the lines are forgotten.")
    by_id = models.BigIntegerField(help_text="The number of who sent it.")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"import {self.pk}"

    @property
    def about(self) -> str:
        """Its name in the audit."""
        return f"reader_import:{self.pk}"


class Fortune(models.TextChoices):
    """What becomes of a line."""

    MADE = "made", "a new account"
    JOINED = "joined", "an account that was there, with time to read"
    SAME = "same", "an account that was there, nothing new"
    REFUSED = "refused", "refused"


class ReaderImportRow(models.Model):
    """One line: what was seen to come of it, and once it is done what has. Wiped some weeks later."""

    table = models.ForeignKey(ReaderImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    email = models.CharField(max_length=254)
    given_name = models.CharField(max_length=150, blank=True)
    family_name = models.CharField(max_length=150, blank=True)
    language = models.CharField(max_length=12, blank=True)
    plan = models.CharField(max_length=150, blank=True)
    plan_id = models.BigIntegerField(null=True, blank=True)  # a number alone: plans are above this app
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    expected = models.CharField(max_length=8, choices=Fortune.choices)
    fortune = models.CharField(max_length=8, choices=Fortune.choices, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    reader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["table", "line"], name="one_row_a_line"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["email"], name="import_rows_by_address"),
            models.Index(fields=["table", "line"], condition=models.Q(fortune=""), name="import_rows_to_do"),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of {self.table_id}"
