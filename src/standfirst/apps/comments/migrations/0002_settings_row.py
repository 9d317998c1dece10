"""The one row of settings, with what holds until the desk says otherwise."""

from django.db import migrations

_ROW = """
    INSERT INTO comments_conversation (
        id, mode, close_after_days, weekdays, outside_hours, gated, first_comments, longest, most_links
    ) VALUES (1, 'open', 14, '1234567', 'wait', 'as_article', 2, 4000, 3) ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_conversations")]
    operations = [migrations.RunSQL(_ROW, migrations.RunSQL.noop)]
