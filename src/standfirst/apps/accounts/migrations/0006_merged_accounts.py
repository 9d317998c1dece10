"""Into which account another was merged, also for a copy of the database that has forgotten it."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0005_reader_imports")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="user",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text="The account of the same person that has what was this one's.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="erasure",
            name="kept_digest",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="Of the account that it had been merged into.",
                max_length=64,
            ),
        ),
    ]
