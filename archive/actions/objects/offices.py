"""Many new offices at once, as an import has them."""

from collections.abc import Sequence

from django.db import transaction

from archive.models import Office, OutboxEntry
from archive.search.engines import outbox


@transaction.atomic
def add_offices(offices: Sequence[Office]) -> None:
    """Store new offices, and tell the index once of each speaker. The caller has asked about redacted words."""
    Office.objects.bulk_create(offices)
    held = {(office.speaker_id, office.board_id) for office in offices}
    outbox.add_speakers(OutboxEntry.Subject.HOLDER, held)
