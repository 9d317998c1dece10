import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0003_legal_pages'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='gifts_a_month',
            field=models.PositiveSmallIntegerField(default=5, help_text='How many articles a subscriber may give away in a calendar month; 0 for none.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name='articles to give'),
        ),
    ]
