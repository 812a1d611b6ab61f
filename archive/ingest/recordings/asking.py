"""Request that a recording is transcribed or aligned, and cancel it. The worker does it later, one at a time."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from archive.actions.removed_words import disk
from archive.actions.rules import Verb, ask, audit
from archive.ingest.recordings.fetch import MEGABYTE, check_host, too_large
from archive.ingest.recordings.model import what_is_missing
from archive.ingest.recordings.refusals import NotTranscribed
from archive.ingest.staging.stage import no_file_left_behind
from archive.models import ImportBatch, Meeting, Transcription, User, checksum

Purpose, Status = Transcription.Purpose, Transcription.Status
NAME_LENGTH = 300


def ask_for(
    *,
    meeting: Meeting,
    purpose: Transcription.Purpose,
    file: File | None = None,
    url: str = "",
    batch: ImportBatch | None = None,
    actor: User | None = None,
) -> Transcription:
    """Store the request, with the recording or its URL, and return it.

    ``batch`` is the import whose turns get their times; without one, the statements of the meeting do. A repeated
    request for the same file and purpose, while the first waits or runs, is the same one. Raise NotAllowed if the actor
    may not add statements or, for times of public statements, is not an editor; ValidationError if the site does not
    transcribe, the recording is too large, its URL is not allowed, or there is nothing to align.
    """
    ask(actor, "add_statement")
    if missing := what_is_missing():
        raise ValidationError(missing)
    if purpose == Purpose.ALIGN:
        _check_target(meeting, batch, actor)
    try:
        if file is None:
            check_host(url)
        elif file.size > settings.RECORDING_MAX_MB * MEGABYTE:
            raise too_large()
    except NotTranscribed as refused:
        raise ValidationError(str(refused)) from refused
    return _keep(meeting, purpose, file, url, batch, actor)


def _keep(
    meeting: Meeting,
    purpose: Transcription.Purpose,
    file: File | None,
    url: str,
    batch: ImportBatch | None,
    actor: User | None,
) -> Transcription:
    with no_file_left_behind() as stored, transaction.atomic():
        Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
        row = Transcription(meeting=meeting, purpose=purpose, url=url, batch=batch, requested_by=actor)
        if file is not None:
            row.file_name = (file.name or "recording").rpartition("/")[2][:NAME_LENGTH]
            row.file_sha256 = checksum(file)
        of_batch = {"batch": batch} if purpose == Purpose.ALIGN else {}
        known = meeting.transcriptions.open().filter(purpose=purpose, file_sha256=row.file_sha256, url=url, **of_batch)
        if there := known.first():
            return there
        if file is not None:
            row.file = file
            stored.append(row.file)
        row.save()
        audit(actor=actor, verb=Verb.CREATED, instance=row, note=f"{row.get_purpose_display()}: {meeting}.")
    return row


def _check_target(meeting: Meeting, batch: ImportBatch | None, actor: User | None) -> None:
    if batch is not None:
        if not batch.is_open:
            raise ValidationError(f"{batch} is not in progress: its turns can no longer be changed.")
    elif not meeting.statements.exists():
        raise ValidationError("The meeting has no statements yet. Transcribe its recording, or import a transcript.")
    elif meeting.statements.public().exists():
        ask(actor, "correct_statement")


@transaction.atomic
def cancel(*, transcription: Transcription, actor: User | None = None) -> None:
    """End the transcription without a result, and delete the recording and what was heard.

    Raise NotAllowed if the actor may not add statements, ValidationError if it has ended.
    """
    ask(actor, "add_statement")
    row = Transcription.objects.select_for_update(of=("self",)).get(pk=transcription.pk)
    if not row.is_open:
        raise ValidationError(f"{row} has ended: it is {row.get_status_display().lower()}.")
    end(row, Status.CANCELLED)
    audit(actor=actor, verb=Verb.DELETED, instance=row, note="Cancelled.")


@transaction.atomic
def end(row: Transcription, status: Transcription.Status, problem: str = "") -> None:
    """End a transcription. Delete what was heard and, unless the site keeps recordings, the recording."""
    row.status, row.problem, row.ended_at = status, problem, timezone.now()
    row.chunks.all().delete()
    file = row.file.name
    if file and not (settings.KEEP_RECORDINGS and status == Status.DONE):
        row.file = ""
        disk.delete_recordings(row.meeting_id, [file])
    row.save()
