"""Correct in public who made published statements, where a file names another speaker."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction

from archive.actions.rules import Kind, SaidBy, Verb, ask, check_public_too, one_act, version_of, version_of_public_too
from archive.actions.statements import correct
from archive.ingest.staging.plan import plan_import
from archive.models import ImportBatch, Meeting, User


@transaction.atomic
def correct_speakers(
    *, batch: ImportBatch, keys: Collection[str], reason: str, seen_too: str = "", actor: User | None = None
) -> int:
    """Correct the speakers of published statements as the file says, each in the public log, and return how many.

    ``keys`` are those of the plan's ``other_speakers`` that the actor ticked. Undoing the import leaves the
    corrections, because readers have seen them; they are not made twice. Raise NotAllowed if the actor may not correct
    statements, PublicToo if more would become public than the actor saw, and ValidationError if there is no reason, if
    nothing is ticked, if the import is discarded, or if a ticked statement or its turn has changed since.
    """
    ask(actor, "correct_statement")
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    Meeting.objects.select_for_update(of=("self",)).get(pk=batch.meeting_id)
    if batch.status == ImportBatch.Status.DISCARDED:
        raise ValidationError(f"{batch} is discarded.")
    if not keys:
        raise ValidationError("Tick the statements whose speaker the file names rightly.")
    rows = [row for row in plan_import(batch).other_speakers if row.is_public and row.key in keys]
    if len(rows) < len(set(keys)):
        raise ValidationError("A ticked statement has changed since you opened the page. Look at the list again.")
    check_public_too([row.speaker for row in rows], seen_too, actor)
    note = f"{batch.file_name}: the speakers of {len(rows)} statements."
    with one_act(actor=actor, verb=Verb.CORRECTED, instance=batch, note=note):
        for row in rows:
            correct(
                statement=row.statement,
                said_by=SaidBy(row.speaker, row.turn.printed),
                kind=Kind.ATTRIBUTION,
                reason=reason,
                seen=version_of(row.statement),  # the key holds what the actor saw
                seen_too=version_of_public_too([row.speaker]),
                actor=actor,
            )
    return len(rows)
