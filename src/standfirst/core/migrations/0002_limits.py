"""The buckets of the limits."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("core", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="LimitBucket",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("forgotten_at", models.DateTimeField()),
            ],
        ),
        migrations.RunSQL(
            "ALTER TABLE core_limitbucket SET UNLOGGED", "ALTER TABLE core_limitbucket SET LOGGED"
        ),
    ]
