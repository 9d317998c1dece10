"""Who has been erased, as hashes only, so that a restored copy can be made to forget them again."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


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


class AddressKey(models.Model):
    """Under which addresses are hashed: one row, written once, so that hashes outlive a change of SECRET_KEY.

    Whoever has a copy of the database can try addresses with it, as they can read those of everybody who is not erased.
    """

    key = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_address_key")]

    def __str__(self) -> str:
        return "the key of the hashes of addresses"
