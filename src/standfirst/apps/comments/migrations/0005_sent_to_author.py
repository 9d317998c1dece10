from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0004_rules_as_quoted'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='sent_to_author_at',
            field=models.DateTimeField(help_text='Of the article, by the desk.', null=True),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(condition=models.Q(('featured_at__isnull', False)), fields=['featured_at'], name='comments_featured_lately'),
        ),
    ]
