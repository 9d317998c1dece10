from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0007_account_of_an_author"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="postal_address",
            field=models.CharField(
                blank=True,
                help_text="In one line. It stands in every newsletter, and none goes out without it.",
                max_length=200,
            ),
        ),
    ]
