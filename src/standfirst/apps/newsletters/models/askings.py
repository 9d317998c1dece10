"""Visitors who have asked for newsletters and have not confirmed their address yet."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Asking(models.Model):
    """An address that somebody wrote into a form. Nothing is sent to it but one letter that asks; gone after a week.

    `digest` is the SHA-256 of what stands in that letter's link, which only the mailbox knows.
    """

    address = models.CharField(max_length=254)
    newsletters = ArrayField(models.BigIntegerField())
    digest = models.CharField(max_length=64, unique=True)
    form = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=40, blank=True)
    statement = models.TextField()
    privacy_digest = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["address", "asked_at"], name="askings_of_an_address"),
            models.Index(fields=["asked_at"], name="askings_by_age"),
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}"
