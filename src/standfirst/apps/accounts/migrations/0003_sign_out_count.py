from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_readers_and_consents'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='sign_out_count',
            field=models.PositiveIntegerField(db_default=0, default=0, help_text='Raised to end every session and every mailed code at once.'),
        ),
    ]
