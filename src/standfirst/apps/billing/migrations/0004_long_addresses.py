from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('billing', '0003_what_money_is_for'),
    ]

    operations = [
        migrations.AlterField(
            model_name='intent',
            name='address',
            field=models.CharField(blank=True, max_length=5000),
        ),
    ]
