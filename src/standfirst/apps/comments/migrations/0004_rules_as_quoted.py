from django.db import migrations, models

# The version that held when it was decided; before the first was kept, the delivered one held.
DECISIONS = """
    UPDATE comments_decision SET guidelines = COALESCE((
        SELECT max(number) FROM moderation_guidelinesversion WHERE published_at <= made_at
    ), 1) WHERE rule IS NOT NULL
"""
COMMENTS = """
    UPDATE comments_comment AS c SET removed_under = (
        SELECT guidelines FROM comments_decision
        WHERE comment_id = c.id AND verdict = 'reject' AND undone_at IS NULL ORDER BY made_at DESC, id DESC LIMIT 1
    ) WHERE removed_by_rule IS NOT NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comments', '0003_imported_comments'),
        ('moderation', '0002_versions_only_grow'),
    ]

    operations = [
        migrations.AddField(
            model_name='decision',
            name='guidelines',
            field=models.PositiveIntegerField(help_text='The version of the guidelines that has this rule.', null=True),
        ),
        migrations.AddField(
            model_name='comment',
            name='removed_under',
            field=models.PositiveIntegerField(help_text='The version of the guidelines that has this rule.', null=True),
        ),
        migrations.RunSQL(DECISIONS, migrations.RunSQL.noop),
        migrations.RunSQL(COMMENTS, migrations.RunSQL.noop),
    ]
