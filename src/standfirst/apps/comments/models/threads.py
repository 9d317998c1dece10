"""The conversation under one article, and what it counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from standfirst.apps.comments.rules.opening import Mode

MODES = {
    Mode.OPEN: "Open",
    Mode.PREMODERATED: "Open, and each comment waits for a moderator",
    Mode.READERS_ONLY: "To be read only",
    Mode.CLOSED: "Closed and out of sight",
}
CHOICES = [(mode.value, words) for mode, words in MODES.items()]


class Thread(models.Model):
    """One article's comments. The counts change with the comments, in the same transaction.

    `posted` counts what has ever come out here and never falls, so that a page knows how many are new.
    """

    article_id = models.PositiveIntegerField(unique=True)  # a number alone: a thread outlives its article
    mode = models.CharField(
        max_length=16, choices=CHOICES, blank=True, help_text="Chosen by hand; empty for the defaults."
    )
    comment_count = models.PositiveIntegerField(default=0)
    posted = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(comment_count__lte=models.F("posted")), name="posted_counts_all"
            ),
        ]

    def __str__(self) -> str:
        return f"comments on article {self.article_id}"
