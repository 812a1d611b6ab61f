"""Recordings at the desk: request a transcript or times, follow the progress, see the result, cancel."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from archive.desk.answers import or_say_why, post_view
from archive.desk.forms.recording import RecordingForm
from archive.desk.shown import may_read, sees_withdrawn, shown_import
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.ingest.staging.word_fixes import take_fixes
from archive.models import ImportBatch, Meeting, StagedTurn, Statement, Transcription, User
from archive.recordings.asking import ask_for, cancel
from archive.recordings.model import what_is_missing

MAY_IMPORT = "archive.add_statement"
A_WEEK = timedelta(days=7)
SHOWN = 20


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
    rows = meeting.transcriptions.select_related("requested_by")[:SHOWN]
    context = {"form": form, "meeting": meeting, "missing": missing, "recordings": with_progress(rows)}
    return render(request, "desk/recording_new.html", context)


@require_safe
@allowed(MAY_IMPORT)
def recording_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show the progress of a recording, or its result."""
    found = Transcription.objects.select_related("meeting__board", "requested_by", "batch")
    row = get_object_or_404(found, pk=pk)
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


@require_POST
@allowed(MAY_IMPORT)
@or_say_why
def import_fixes(request: StaffRequest, pk: int) -> HttpResponse:
    """Apply the ticked corrections of words that people corrected before at the board."""
    batch = shown_import(request.user, pk, ImportBatch.objects.select_related("meeting__board"))
    taken = take_fixes(batch=batch, keys=request.POST.getlist("fix"))
    messages.success(request, f"{taken} word{'' if taken == 1 else 's'} put right.")
    return redirect("desk:import", pk=pk)


def waiting_recordings() -> list[Transcription]:
    """Return, for the work list, the recordings that wait or run, and those that failed this week."""
    since = timezone.now() - A_WEEK
    rows = Transcription.objects.select_related("meeting__board", "requested_by")
    failed = rows.filter(status=Transcription.Status.FAILED, ended_at__gte=since)
    return with_progress([*rows.open(), *failed[:SHOWN]])


def with_progress(rows: Any) -> list[Any]:
    """Return the rows, each with its progress in per cent, and the minutes that remain."""
    found = list(rows)
    for row in found:
        seconds, pace = row.seconds or 0, row.outcome.get("pace") or 0
        row.percent = min(99, round(100 * row.done_seconds / seconds)) if seconds else 0
        left = max(0.0, seconds - row.done_seconds)
        row.minutes_left = max(1, round(left / pace / 60)) if pace and row.is_open else None
    return found


def _unplaced(row: Transcription, person: User) -> list[StagedTurn] | list[Statement]:
    """Return the turns or statements that got no times, if they still exist and the person may read them."""
    names = row.outcome.get("unplaced", [])
    if row.purpose != Transcription.Purpose.ALIGN:
        return []
    if row.batch:
        turns = row.batch.turns.filter(position__in=names).select_related("label__speaker").order_by("position")
        return list(turns) if may_read(person, row.batch) else []
    statements = Statement.objects.filter(pk__in=names).select_related("current_revision").order_by("position")
    return list(statements if sees_withdrawn(person) else statements.exclude(status=Statement.Status.WITHDRAWN))
