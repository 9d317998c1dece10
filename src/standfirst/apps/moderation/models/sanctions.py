"""What moderators laid down for readers, and what they note about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from standfirst.apps.moderation.rules.restrictions import SAYINGS, Kind

KINDS = [(kind.value, SAYINGS[kind]) for kind in Kind if kind is not Kind.NONE]


class Sanction(models.Model):
    """One sanction. `sentence` is told to the reader, `note` is not; people of the desk are numbers."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=KINDS)
    until = models.DateTimeField(null=True, blank=True)
    rule = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the guidelines.")
    guidelines = models.PositiveIntegerField(help_text="The version of the guidelines that has this rule.")
    sentence = models.CharField(max_length=500)
    note = models.CharField(max_length=500, blank=True)
    by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When the reader confirmed a warning.")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by_id = models.BigIntegerField(null=True, blank=True)
    lifted_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["reader"], condition=models.Q(lifted_at=None), name="standing_sanctions_of_reader"
            ),
            models.Index(fields=["reader", "-made_at"], name="sanctions_of_reader"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind="suspended", until__isnull=False)
                | (~models.Q(kind="suspended") & models.Q(until=None)),
                name="only_a_suspension_has_an_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.reader_id}"


class Note(models.Model):
    """What one moderator tells the others about a reader."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=1_000)
    by_id = models.BigIntegerField()
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["reader", "-written_at"], name="notes_of_reader")]

    def __str__(self) -> str:
        return f"Note on {self.reader_id}"
