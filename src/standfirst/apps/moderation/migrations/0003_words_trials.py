import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0002_versions_only_grow'),
    ]

    operations = [
        migrations.CreateModel(
            name='WordsTrial',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(help_text='SHA-256 of the words.', max_length=64)),
                ('words', models.JSONField(help_text='The draft as it was written, by use.')),
                ('after', models.PositiveIntegerField(help_text='The version that was changed.')),
                ('because', models.CharField(blank=True, max_length=200)),
                ('total', models.PositiveIntegerField(default=0)),
                ('looked_at', models.PositiveIntegerField(default=0)),
                ('found', models.JSONField(default=list)),
                ('by_id', models.BigIntegerField()),
                ('made_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddField(
            model_name='wordsversion',
            name='trial',
            field=models.ForeignKey(help_text='What it would have held.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='moderation.wordstrial'),
        ),
    ]
