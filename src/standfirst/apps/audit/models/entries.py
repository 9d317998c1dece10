"""Entries of the record, each sealed with the one before it."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One act: who did what about whom or what, when and why; only ever added.

    People appear as numbers, the acting person also by a label; numbers of entries have no gaps.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    action = models.CharField(max_length=80, help_text="Such as membership.grant.")
    actor_id = models.BigIntegerField(null=True, blank=True, help_text="Empty for the house itself.")
    actor = models.CharField(max_length=200)
    about = models.CharField(max_length=80, help_text="Such as reader:12.")
    reason = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict, blank=True)
    recorded_at = models.DateTimeField()
    digest_before = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "entries"
        ordering: ClassVar = ["-number"]
        indexes: ClassVar = [models.Index(fields=["about", "-number"], name="entries_about")]

    def __str__(self) -> str:
        return f"{self.number} {self.action}"
