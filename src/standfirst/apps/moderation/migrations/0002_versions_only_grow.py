from django.db import migrations

from standfirst.core.append_only import AppendOnly


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0001_initial'),
    ]

    operations = [
        AppendOnly('moderation_guidelinesversion'),
        AppendOnly('moderation_guidelinerule'),
        AppendOnly('moderation_wordsversion'),
        AppendOnly('moderation_listedword'),
        AppendOnly('moderation_caseentry'),
    ]
