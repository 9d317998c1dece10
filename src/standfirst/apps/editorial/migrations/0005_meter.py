import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0004_gifts_a_month'),
    ]

    operations = [
        migrations.AddField(
            model_name='articlepage',
            name='never_metered',
            field=models.BooleanField(default=False, help_text='Closed to those who may read some articles a month without a subscription or an account.', verbose_name='never by the meter'),
        ),
        migrations.AddField(
            model_name='publication',
            name='meter_for_readers',
            field=models.PositiveSmallIntegerField(default=0, help_text='How many a reader with an account may read in a calendar month without a subscription; 0 for none.', validators=[django.core.validators.MaxValueValidator(100)], verbose_name="subscribers' articles for readers"),
        ),
        migrations.AddField(
            model_name='publication',
            name='meter_for_visitors',
            field=models.PositiveSmallIntegerField(default=0, help_text="How many articles for readers a visitor may read in a calendar month without an account. Counted in the browser, so clearing it begins anew; subscribers' articles stay closed to visitors.", validators=[django.core.validators.MaxValueValidator(20)], verbose_name="readers' articles for visitors"),
        ),
    ]
