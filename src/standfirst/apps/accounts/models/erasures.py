"""Who has been erased, as hashes only, so that a restored copy can be made to forget them again."""

from django.db import models


class Erasure(models.Model):
    """One erased person: keyed hashes of their number and their address; only ever added."""

    reader_digest = models.CharField(max_length=64, unique=True)
    address_digest = models.CharField(max_length=64, db_index=True)
    kept_digest = models.CharField(
        max_length=64,
        blank=True,
        default="",
        db_default="",
        help_text="Of the account that it had been merged into.",
    )
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"erased at {self.erased_at:%Y-%m-%d}"
