import hashlib
import secrets
from itertools import groupby, islice

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import archive.models.revision

AT_ONCE = 1000
REVISIONS = (
    'UPDATE archive_revision SET salt = %s, sha256 = %s, remaining_sha256 = %s, previous_hash = %s WHERE id = %s'
)
TOMBSTONES = (
    'UPDATE archive_tombstone SET sha256 = '
    '(SELECT sha256 FROM archive_revision WHERE archive_revision.id = archive_tombstone.revision_id)'
)


def salted(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Compute every chain of hashes again, with salts."""
    revisions = apps.get_model('archive', 'Revision').objects.using(schema_editor.connection.alias)
    statements = revisions.order_by('statement_id').values_list('statement_id', flat=True).distinct()
    numbers = iter(list(statements))
    with schema_editor.connection.cursor() as cursor:
        while some := list(islice(numbers, AT_ONCE)):
            chains = revisions.filter(statement_id__in=some).order_by('statement_id', 'number')
            cursor.executemany(REVISIONS, [
                row for _, chain in groupby(chains, key=lambda one: one.statement_id) for row in hashes_of(chain)
            ])
        cursor.execute(TOMBSTONES)


def hashes_of(chain):
    previous = ''
    for one in chain:
        salt = secrets.token_hex(16)
        found = revision_hash(salt, previous, one)
        if one.remaining_sha256:
            # The words before the redaction are gone, so a random value takes the place of their hash.
            original, remaining = hashlib.sha256(secrets.token_bytes(32)).hexdigest(), found
        else:
            original, remaining = found, ''
        yield salt, original, remaining, previous, one.pk
        previous = original


def revision_hash(salt, previous, one):
    head = f'salt: {salt}\nstatement: {one.statement_id}\nrevision: {one.number}\nprevious: {previous}\n'
    return hashlib.sha256(f'{head}title: {one.title}\n\n{one.text}'.encode()).hexdigest()


class Migration(migrations.Migration):

    dependencies = [
        ('archive', '0008_text_comparison'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='salt',
            field=models.CharField(default='', editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.RunPython(salted, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='revision',
            name='salt',
            field=models.CharField(default=archive.models.revision.new_salt, editable=False, help_text='Of the hash that the words have now.', max_length=32),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.CheckConstraint(condition=models.Q(('salt', ''), _negated=True), name='revision_has_salt'),
        ),
    ]
