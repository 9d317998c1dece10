"""Versions of the guidelines, word for word, and who accepted which."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class GuidelinesVersion(models.Model):
    """One version; only ever added."""

    number = models.PositiveIntegerField(primary_key=True)
    introduction = models.TextField(blank=True)
    by_id = models.BigIntegerField(null=True, blank=True, help_text="Empty for the one that is delivered.")
    published_at = models.DateTimeField()

    class Meta:
        verbose_name = "version of the guidelines"
        verbose_name_plural = "guidelines"
        ordering: ClassVar = ["-number"]

    def __str__(self) -> str:
        return f"Guidelines {self.number}"


class GuidelineRule(models.Model):
    """One rule of a version; only ever added."""

    version = models.ForeignKey(GuidelinesVersion, on_delete=models.PROTECT, related_name="rules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    text = models.TextField(blank=True)
    guard = models.CharField(max_length=12, blank=True, help_text="The check that names this rule.")

    class Meta:
        ordering: ClassVar = ["version", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="one_rule_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Acceptance(models.Model):
    """A reader accepted a version before their first comment."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    accepted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["reader", "version"], name="accepted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.version} by {self.reader_id}"
