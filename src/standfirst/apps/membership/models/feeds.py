"""Keys of the private full-text feeds."""

from typing import ClassVar

from django.conf import settings
from django.db import models


class FeedKey(models.Model):
    """One reader's key to the full-text feed. Only its hash is kept, so the table opens nothing."""

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["reader"], condition=models.Q(revoked_at=None), name="one_live_feed_key_a_reader"
            ),
        ]

    def __str__(self) -> str:
        return f"feed key of {self.reader_id}"
