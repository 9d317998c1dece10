"""A reader whose accounts were merged may have been two customers of one provider."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("billing", "0004_long_addresses")]
    operations: ClassVar = [
        migrations.AddField(
            model_name="customer",
            name="is_former",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Of an account that was merged into this one: followed, and not charged anew.",
            ),
        ),
        migrations.RemoveConstraint(model_name="customer", name="one_customer_a_reader"),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_former", False)),
                fields=("gateway", "reader"),
                name="one_customer_a_reader",
            ),
        ),
    ]
