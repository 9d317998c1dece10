"""The kit's tables: the outbox of the bus, and the buckets of the limits."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from standfirst.core.bus.fields import CurrentTransaction, TransactionIdField


class BusMessage(models.Model):
    """A fact on the bus; written with the change that it tells of, kept an hour."""

    xid = TransactionIdField(db_default=CurrentTransaction())
    topic = models.CharField(max_length=40)
    payload = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes: ClassVar = [models.Index(fields=["xid", "id"], name="bus_in_commit_order")]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"


class LimitBucket(models.Model):
    """What was spent of one limit by one key (as a hash). The table is not logged: a crash of the database empties it."""

    key = models.CharField(max_length=64, primary_key=True)
    forgotten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key[:12]
