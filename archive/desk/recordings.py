"""Recordings at the desk: request a transcript or times, follow the progress, see the result, cancel."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.desk.answers import post_view
from archive.desk.forms.document import LARGEST_UPLOAD, MEGABYTE
from archive.desk.shown import may_read, sees_withdrawn, shown_import
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.ingest.recordings.asking import ask_for, cancel
from archive.ingest.recordings.fetch import check_host
from archive.ingest.recordings.model import what_is_missing
from archive.ingest.recordings.refusals import NotTranscribed
from archive.ingest.staging.word_fixes import take_fixes
from archive.models import ImportBatch, Meeting, StagedTurn, Statement, Transcription, User
from archive.models.fields import WebAddressFormField

STATEMENTS = "statements"
MAY_IMPORT = "archive.add_statement"
A_WEEK = timedelta(days=7)
RECORDINGS_SHOWN = 20


@allowed(MAY_IMPORT)
def recording_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Accept the recording of a meeting, or its URL, and what to make from it."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    missing = what_is_missing()
    asked_for = request.GET.get("for", Transcription.Purpose.TRANSCRIBE)
    form = RecordingForm(request.POST or None, request.FILES or None, meeting=meeting, initial={"purpose": asked_for})
    if request.method == "POST" and not missing and form.is_valid():
        try:
            row = ask_for(
                meeting=meeting,
                purpose=Transcription.Purpose(form.cleaned_data["purpose"]),
                file=form.cleaned_data["upload"],
                url=form.cleaned_data["url"],
                batch=form.batch,
                actor=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("desk:recording", pk=row.pk)
    rows = meeting.transcriptions.select_related("requested_by")[:RECORDINGS_SHOWN]
    context = {"form": form, "meeting": meeting, "missing": missing, "recordings": with_progress(rows)}
    return render(request, "desk/recording_new.html", context)


@require_safe
@allowed(MAY_IMPORT)
def recording_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the progress of a recording, or its result."""
    rows = Transcription.objects.select_related("meeting__board", "requested_by", "batch")
    row = get_object_or_404(rows, pk=pk)
    with_progress([row])
    return render(
        request,
        "desk/recording_detail.html",
        {"row": row, "meeting": row.meeting, "missing": what_is_missing(), "unplaced": _unplaced(row, request.user)},
    )


@post_view(MAY_IMPORT, Transcription)
def recording_cancel(request: StaffRequest, row: Transcription) -> HttpResponse:
    """Cancel a recording that waits or runs."""
    cancel(transcription=row, actor=request.user)
    messages.success(request, "Cancelled. The recording and what was transcribed of it are deleted.")
    return redirect("desk:meeting-recording", pk=row.meeting_id)


@post_view(MAY_IMPORT, shown_import, then="import")
def import_fixes(request: StaffRequest, batch: ImportBatch) -> str:
    """Apply the ticked corrections of words that people corrected before at the board."""
    taken = take_fixes(batch=batch, keys=request.POST.getlist("fix"))
    return f"{taken} word{'' if taken == 1 else 's'} put right."


def waiting_recordings() -> list[Transcription]:
    """Return, for the work list, the recordings that wait or run, and those that failed this week."""
    since = timezone.now() - A_WEEK
    rows = Transcription.objects.select_related("meeting__board", "requested_by")
    failed = rows.filter(status=Transcription.Status.FAILED, ended_at__gte=since)
    return with_progress([*rows.open(), *failed[:RECORDINGS_SHOWN]])


def with_progress(rows: Any) -> list[Any]:
    """Return the rows, each with its progress in per cent, and the minutes that remain."""
    listed = list(rows)
    for row in listed:
        seconds, pace = row.seconds or 0, row.outcome.get("pace") or 0
        row.percent = min(99, round(100 * row.done_seconds / seconds)) if seconds else 0
        left = max(0.0, seconds - row.done_seconds)
        row.minutes_left = max(1, round(left / pace / 60)) if pace and row.is_open else None
    return listed


def _unplaced(row: Transcription, person: User) -> list[StagedTurn] | list[Statement]:
    """Return the turns or statements that got no times, if they still exist and the person may read them."""
    names = row.outcome.get("unplaced", [])
    if row.purpose != Transcription.Purpose.ALIGN:
        return []
    if row.batch:
        turns = row.batch.turns.filter(position__in=names).select_related("label__speaker")
        return list(turns) if may_read(person, row.batch) else []
    statements = Statement.objects.filter(pk__in=names).select_related("current_revision").order_by("position")
    return list(statements if sees_withdrawn(person) else statements.exclude(status=Statement.Status.WITHDRAWN))


class RecordingForm(forms.Form):
    """The recording of a meeting: a file, or a URL that the site may fetch."""

    upload = forms.FileField(
        required=False,
        label="The recording, as a file",
        widget=forms.FileInput(attrs={"accept": "audio/*,video/*"}),
        error_messages={"empty": "The file is empty: choose another one."},
    )
    url = WebAddressFormField(required=False, label="Or its address", max_length=1000)
    purpose = forms.ChoiceField(
        choices=[
            (Transcription.Purpose.TRANSCRIBE, "Write a transcript, to check and correct"),
            (Transcription.Purpose.ALIGN, "Find the times of a transcript in the archive"),
        ],
        label="What to do with it",
        widget=forms.RadioSelect,
    )
    aligns = forms.ChoiceField(label="Times for", required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        upload, url, aligns = (self.fields[name] for name in ("upload", "url", "aligns"))
        upload.help_text = (
            f"Sound or video, up to {min(LARGEST_UPLOAD // MEGABYTE, settings.RECORDING_MAX_MB)} MB and "
            f"{settings.RECORDING_MAX_HOURS} hours. For a larger one, give the address, or upload only the sound. "
            + ("It is kept for staff." if settings.KEEP_RECORDINGS else "It is deleted after it is transcribed.")
        )
        hosts = ", ".join(settings.RECORDING_HOSTS)
        url.help_text = f"From {hosts}." if hosts else "This site does not fetch recordings. Choose the file."
        if not self.is_bound and _may_fetch(meeting.recording_url):
            url.initial = meeting.recording_url
        batches = meeting.imports.filter(status=ImportBatch.Status.STAGED)
        choices = [(str(batch.pk), f"the import {batch.file_name}, in progress") for batch in batches]
        if meeting.statements.exists():
            choices.insert(0, (STATEMENTS, "the statements of the meeting"))
        cast(forms.ChoiceField, aligns).choices = choices

    def clean(self) -> dict[str, Any]:
        """Require exactly one recording, and a transcript that gets the times."""
        super().clean()
        cleaned = self.cleaned_data
        file, url = cleaned.get("upload"), cleaned.get("url")
        if not {"upload", "url"} & self.errors.keys() and not file and not url:
            raise ValidationError("Choose the file of the recording, or give its address.")
        if isinstance(file, UploadedFile):
            cleaned["url"] = ""
        if cleaned.get("purpose") == Transcription.Purpose.ALIGN and not cleaned.get("aligns"):
            raise ValidationError({"aligns": "There is no transcript yet. Write one, or import one first."})
        return cleaned

    @property
    def batch(self) -> ImportBatch | None:
        """The import whose turns get their times, or None for the statements of the meeting."""
        chosen = self.cleaned_data.get("aligns", "")
        is_align = self.cleaned_data["purpose"] == Transcription.Purpose.ALIGN
        return self.meeting.imports.get(pk=int(chosen)) if is_align and chosen != STATEMENTS else None


def _may_fetch(url: str) -> bool:
    try:
        check_host(url)
    except NotTranscribed:
        return False
    return True
