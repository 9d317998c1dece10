import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('editorial', '0002_a_quotation_without_speaker'),
    ]

    operations = [
        migrations.AddField(
            model_name='publication',
            name='terms_page',
            field=models.ForeignKey(blank=True, help_text='The Terms of Use that readers agree to.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='editorial.plainpage'),
        ),
        migrations.AddField(
            model_name='publication',
            name='privacy_page',
            field=models.ForeignKey(blank=True, help_text='The Privacy Policy that readers agree to.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='editorial.plainpage'),
        ),
    ]
