"""Changes of a reader's e-mail address, which the old address can take back for three days."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class AddressChange(models.Model):
    """The address was changed at `changed_at`; the link at the old one works until `undo_until`, once."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    old = models.EmailField(max_length=254)
    new = models.EmailField(max_length=254)
    undo_digest = models.CharField(max_length=64, unique=True)
    changed_at = models.DateTimeField()
    undo_until = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-changed_at"]

    def __str__(self) -> str:
        return f"{self.reader_id} at {self.changed_at:%Y-%m-%d}"
