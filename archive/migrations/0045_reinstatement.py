"""A withdrawn statement can be reinstated, and withdrawn again."""

from django.db import migrations

import archive.models.choice
from archive.models.role import grant_roles


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0044_public_count'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='statement',
            options={'ordering': ['meeting_id', 'position', 'number'], 'permissions': [('publish_statement', 'Can publish statements and meetings'), ('correct_statement', 'Can correct published statements'), ('withdraw_statement', 'Can withdraw published statements'), ('reinstate_statement', 'Can reinstate withdrawn statements'), ('redact_statement', 'Can redact passages of published statements')]},
        ),
        migrations.RemoveConstraint(
            model_name='tombstone',
            name='tombstone_one_withdrawal_a_statement',
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='verb',
            field=archive.models.choice.ChoiceField(choices=[('created', 'created'), ('changed', 'changed'), ('submitted', 'submitted for review'), ('returned', 'sent back'), ('scheduled', 'scheduled'), ('unscheduled', 'no longer scheduled'), ('published', 'published'), ('corrected', 'corrected'), ('withdrawn', 'withdrew'), ('reinstated', 'reinstated'), ('redacted', 'redacted'), ('deleted', 'deleted'), ('imported', 'imported'), ('taken_back', 'took back'), ('merged', 'merged'), ('unmerged', 'undid the merge of'), ('split', 'split'), ('settled', 'settled'), ('signed_in', 'signed in:'), ('signed_out', 'signed out:'), ('sign_in_refused', 'refused to sign in'), ('refused', 'was refused:'), ('invited', 'invited'), ('link_sent', 'sent a link for a new password to'), ('password_changed', 'changed the password of'), ('second_factor_set', 'changed the second factor of'), ('second_factor_reset', 'reset the second factor of'), ('roles_changed', 'changed the roles of'), ('deactivated', 'closed the account of'), ('sessions_ended', 'ended the sessions of')], max_length=20),
        ),
        migrations.AlterField(
            model_name='correction',
            name='kind',
            field=archive.models.choice.ChoiceField(choices=[('transcription_error', 'Transcription error'), ('attribution', 'Attribution'), ('clarification', 'Clarification'), ('redaction', 'Redaction'), ('withdrawal', 'Withdrawal'), ('reinstatement', 'Reinstatement'), ('record', 'The record')], default='transcription_error', max_length=20),
        ),
        migrations.RunPython(grant_roles, migrations.RunPython.noop),
    ]
