"""The evidence: who asked for which newsletter, when, by which form, under which words; only ever added."""

from typing import ClassVar

from django.db import models


class Act(models.TextChoices):
    """What somebody did."""

    ASKED = "asked", "asked for it"
    CONFIRMED = "confirmed", "confirmed the address"
    GIVEN = "given", "signed up"
    WITHDRAWN = "withdrawn", "stopped it"
    ALLOWED = "allowed", "allowed it"
    FORBIDDEN = "forbidden", "forbade it"
    IMPORTED = "imported", "brought in with the evidence of another system"


class Fact(models.Model):
    """One fact about one newsletter, or, by the number 0, about all of them. It names nobody but by numbers and a keyed hash of the address, and outlives them.

    `statement` is the sentence that stood beside the button, `privacy_digest` names the exact Privacy Policy shown
    (accounts.Wording), `evidence` is what another system knew.
    """

    addressee_number = models.BigIntegerField(null=True)
    reader_number = models.BigIntegerField(null=True)
    address_digest = models.CharField(max_length=64)
    newsletter_number = models.BigIntegerField()
    newsletter_name = models.CharField(max_length=255)
    act = models.CharField(max_length=10, choices=Act.choices)
    form = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    statement = models.TextField(blank=True)
    privacy_digest = models.CharField(max_length=64, blank=True)
    evidence = models.JSONField(default=dict)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["recorded_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["addressee_number", "recorded_at"], name="facts_of_addressee"),
            models.Index(fields=["reader_number", "recorded_at"], name="facts_of_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.newsletter_name}"
