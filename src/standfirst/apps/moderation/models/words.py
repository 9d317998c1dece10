"""The publication's own words, in versions."""

from typing import ClassVar

from django.db import models

from standfirst.apps.moderation.rules.words import Use


class WordsTrial(models.Model):
    """A draft of the list, tried on what went out before by a job.

    `found` has a row for each source of texts: its name, how many were looked at, held and flagged, and the first that
    were held with their words.
    """

    digest = models.CharField(max_length=64, help_text="SHA-256 of the words.")
    words = models.JSONField(help_text="The draft as it was written, by use.")
    after = models.PositiveIntegerField(help_text="The version that was changed.")
    because = models.CharField(max_length=200, blank=True)
    total = models.PositiveIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    found = models.JSONField(default=list)
    by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Trial {self.pk}"

    @property
    def percent(self) -> int:
        """How far it is."""
        return 100 if self.done_at else 100 * self.looked_at // max(self.total, 1)


class WordsVersion(models.Model):
    """One version of the whole list; only ever added."""

    number = models.PositiveIntegerField(primary_key=True)
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the words: what was made ready of them is known by it."
    )
    because = models.CharField(max_length=200, blank=True)
    trial = models.ForeignKey(
        WordsTrial,
        null=True,
        on_delete=models.PROTECT,
        related_name="versions",
        help_text="What it would have held.",
    )
    by_id = models.BigIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = "version of the words"
        verbose_name_plural = "words"
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"Words {self.number}"


class ListedWord(models.Model):
    """A word of a version with its endings, separated by spaces; only ever added."""

    version = models.ForeignKey(WordsVersion, on_delete=models.PROTECT, related_name="words")
    word = models.CharField(max_length=40)
    use = models.CharField(max_length=8, choices=[(use.value, use.value) for use in Use])
    endings = models.TextField(blank=True)
    anywhere = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["version", "word"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "word"], name="listed_once"),
        ]

    def __str__(self) -> str:
        return self.word
