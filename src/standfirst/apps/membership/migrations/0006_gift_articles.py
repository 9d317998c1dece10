import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('membership', '0005_what_a_gateway_says'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='GiftLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('article_id', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('given_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('opens', models.PositiveIntegerField(default=0)),
                ('most_opens', models.PositiveIntegerField()),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['giver', '-given_at'], name='gifts_of_a_reader')],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens__lte', models.F('most_opens'))), name='gift_opens')],
            },
        ),
        migrations.CreateModel(
            name='MonthlyUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('gift', 'Articles given'), ('meter', 'Articles read without a subscription')], max_length=8)),
                ('month', models.DateField(help_text='Its first day.')),
                ('used', models.PositiveIntegerField()),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('reader', 'kind', 'month'), name='one_use_a_reader_and_month')],
            },
        ),
    ]
