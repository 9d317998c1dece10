"""The outbox of the bus."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models.functions import Now

from standfirst.core.bus.fields import CurrentTransaction, TransactionIdField


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="BusMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("xid", TransactionIdField(db_default=CurrentTransaction())),
                ("topic", models.CharField(max_length=40)),
                ("payload", models.JSONField()),
                ("created_at", models.DateTimeField(db_default=Now())),
            ],
            options={"indexes": [models.Index(fields=["xid", "id"], name="bus_in_commit_order")]},
        ),
    ]
