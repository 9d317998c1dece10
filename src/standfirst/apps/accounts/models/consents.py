"""What a reader agreed to, when, by which form, and the exact text that stood before them."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class Wording(models.Model):
    """One version of a text that readers agree to, word for word, by its SHA-256; only ever added."""

    kind = models.CharField(max_length=40, help_text="Such as terms or privacy.")
    language = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    title = models.CharField(max_length=200)
    text = models.TextField()
    first_shown_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "language", "digest"], name="one_row_a_wording"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.digest[:12]})"


class Consent(models.Model):
    """One fact: this reader gave or withdrew this consent; only ever added.

    `kind` is terms, privacy, or a kind of correspondence such as correspondence:offers.
    `statement` is the sentence beside the box; `form` names the form, such as sign-up.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=80)
    given = models.BooleanField()
    statement = models.TextField()
    wording = models.ForeignKey(Wording, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=40)
    language = models.CharField(max_length=12)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["recorded_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["reader", "kind", "-recorded_at"], name="consents_of_reader")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.reader_id}"
