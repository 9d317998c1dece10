"""Rows that a job could not do."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0002_limits")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="FailedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("job", models.CharField(max_length=60)),
                ("row", models.BigIntegerField()),
                (
                    "fault",
                    models.CharField(
                        help_text="The kind of the error; its words may hold an address.", max_length=80
                    ),
                ),
                ("times", models.PositiveIntegerField(default=1)),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("job", "row"), name="one_note_a_failed_row")
                ]
            },
        ),
    ]
