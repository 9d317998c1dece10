import hashlib

from django.conf import settings
from django.db import migrations, models


def keep(apps, schema_editor):
    """The key under which hashes of addresses were made until now, so that those stay right."""
    key = hashlib.sha256(f'standfirst.erasure.address{settings.SECRET_KEY}'.encode()).digest()
    apps.get_model('accounts', 'AddressKey').objects.get_or_create(pk=1, defaults={'key': key})


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0007_long_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='AddressKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BinaryField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='one_address_key')],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
