from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_sign_out_count'),
    ]

    operations = [
        migrations.AddField(
            model_name='nameclaim',
            name='key_in_one_case',
            field=models.CharField(default='', help_text='What the name looks like in small letters.', max_length=200, unique=True),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='nameclaim',
            name='key',
            field=models.CharField(help_text='What the name looks like as it is written.', max_length=200, primary_key=True, serialize=False),
        ),
        migrations.AlterField(
            model_name='nameclaim',
            name='source',
            field=models.CharField(blank=True, help_text='Where a protected name comes from, such as author:12; several are parted by spaces.', max_length=80),
        ),
    ]
