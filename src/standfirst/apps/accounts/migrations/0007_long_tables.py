"""A long table of readers is looked through by the worker."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0006_merged_accounts")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="readerimport",
            name="data",
            field=models.BinaryField(
                blank=True, help_text="The file, until it is looked through.", null=True
            ),
        ),
        migrations.AddField(
            model_name="readerimport",
            name="lines",
            field=models.PositiveIntegerField(db_default=0, default=0, help_text="How many there are in the file."),
        ),
        migrations.AlterField(
            model_name="readerimport",
            name="state",
            field=models.CharField(
                choices=[
                    ("sent", "is being looked through"),
                    ("checked", "waits for a yes"),
                    ("running", "is being brought in"),
                    ("done", "brought in"),
                ],
                default="checked",
                max_length=8,
            ),
        ),
    ]
