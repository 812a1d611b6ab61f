"""An editor's decision if a file brought redacted words in another place."""

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.audit import Verb, audit
from archive.actions.permission import ask
from archive.models import ImportBatch, RemovedWords, User


@transaction.atomic
def confirm_gaps(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Keep the gaps in the turns of the import, which can then be saved."""
    ask(actor, "redact_statement")
    batch = _asking(batch)
    batch.gaps_confirmed = True
    batch.save(update_fields=["gaps_confirmed"])
    audit(actor=actor, verb=Verb.CHANGED, instance=batch, note="Redacted words that came back stay gaps.")


@transaction.atomic
def let_stand(*, batch: ImportBatch, actor: User | None = None) -> None:
    """Allow the same words in files of this meeting from now on, because they are not the redacted ones.

    The import keeps its gaps, because the archive has not stored the words. The file must be uploaded again.
    """
    ask(actor, "redact_statement")
    batch = _asking(batch)
    for row in RemovedWords.objects.filter(pk__in=[entry["removed"] for entry in batch.returned if entry["removed"]]):
        row.may_stand_in.add(batch.meeting_id)
    batch.status = ImportBatch.Status.DISCARDED
    batch.save(update_fields=["status"])
    audit(actor=actor, verb=Verb.CHANGED, instance=batch, note="Words like redacted ones may stand in this meeting.")


def _asking(batch: ImportBatch) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if not batch.is_open or not batch.asks_editor:
        raise ValidationError(f"{batch} asks nothing about redacted words.")
    return batch
