"""The kit's tables: the outbox of the bus, the buckets of the limits, and the rows of which a job makes nothing."""

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


class FailedRow(models.Model):
    """A row that a job could not do when its turn came last; gone once it is done."""

    job = models.CharField(max_length=60)
    row = models.BigIntegerField()
    fault = models.CharField(max_length=80, help_text="The kind of the error; its words may hold an address.")
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["job", "row"], name="one_note_a_failed_row")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"
