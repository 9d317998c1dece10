from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0003_copy_prices'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='plan',
            name='currency',
        ),
        migrations.RemoveField(
            model_name='plan',
            name='monthly',
        ),
        migrations.RemoveField(
            model_name='plan',
            name='yearly',
        ),
    ]
