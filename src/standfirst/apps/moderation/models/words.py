"""The publication's own words, in versions."""

from typing import ClassVar

from django.db import models

from standfirst.apps.moderation.rules.words import Use


class WordsVersion(models.Model):
    """One version of the whole list; only ever added."""

    number = models.PositiveIntegerField(primary_key=True)
    digest = models.CharField(
        max_length=64, help_text="SHA-256 of the words: what was made ready of them is known by it."
    )
    because = models.CharField(max_length=200, blank=True)
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
