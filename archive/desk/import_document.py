"""Adds a file that is not a transcript to its meeting as a document."""

import re
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from archive.actions.meetings import add_document
from archive.actions.rules import Verb, ask_to_change, audit, may_change
from archive.desk.forms.document import DocumentForm
from archive.desk.shown import say_seen, shown_import, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import ImportBatch, Meeting, Source

KINDS_BY_NAME = {
    Source.Kind.AGENDA: r"agenda|calendar|ordre.du.jour|orden.del.d",
    Source.Kind.MINUTES: r"minutes|proc.s.verbal|actas?\b",
    Source.Kind.PACKET: r"packet|backup|materials",
    Source.Kind.PRESENTATION: r"present|slides|deck|\.pptx?$",
}


def refused_page(request: StaffRequest, batch: ImportBatch, form: DocumentForm | None = None) -> HttpResponse:
    """Show why a file was refused. If it can be a document of its meeting, the form for that is below."""
    if form is None and can_be_document(batch) and may_change(request.user, "change_meeting", batch.meeting):
        form = document_form(request, batch, *_meeting_of(batch))
    return render(request, "desk/import_refused.html", {"batch": batch, "meeting": batch.meeting, "form": form})


def _meeting_of(batch: ImportBatch) -> tuple[Meeting, str]:
    return with_version(Meeting.objects.select_related("board"), pk=batch.meeting_id)


@allowed("archive.change_meeting")
def import_document(request: StaffRequest, pk: int) -> HttpResponse:
    """Add the file of a refused import to its meeting, with the kind and title that the person gives."""
    batch = shown_import(request.user, pk)
    meeting, seen = _meeting_of(batch)
    ask_to_change(request.user, "change_meeting", meeting)
    if not can_be_document(batch):
        messages.error(request, "Only the kept file of a refused import can be added as a document.")
        return redirect("desk:import", pk=pk)
    form = document_form(request, batch, meeting, seen)
    if form.is_valid():
        try:
            _add(batch, meeting, form, request)
        except ValidationError as error:
            form.refuse(error)
            say_seen(form, seen)
        else:
            messages.success(request, f"“{form.instance.title}” is added to the meeting.")
            return redirect("desk:meeting", pk=meeting.pk)
    return refused_page(request, batch, form)


def can_be_document(batch: ImportBatch) -> bool:
    """Return whether its file was refused as a transcript and is still stored, so that it had no redacted words."""
    return batch.status == ImportBatch.Status.REFUSED and not batch.returned and batch.file_is_there


def document_form(request: StaffRequest, batch: ImportBatch, meeting: Meeting, seen: str) -> DocumentForm:
    """Return the form, with the file of the import, and with kind and title guessed from the file name."""
    name = batch.file_name
    kind = next((kind for kind, pattern in KINDS_BY_NAME.items() if re.search(pattern, name, re.I)), Source.Kind.OTHER)
    title = re.sub(r"[\W_]+", " ", Path(name).stem).strip() or name
    files = None
    if request.method == "POST":
        with batch.file.open("rb") as file:
            files = {"file": SimpleUploadedFile(name, file.read())}
    return DocumentForm(request.POST or None, files, meeting=meeting, seen=seen, initial={"kind": kind, "title": title})


@transaction.atomic
def _add(batch: ImportBatch, meeting: Meeting, form: DocumentForm, request: StaffRequest) -> None:
    given = {"why": form.why, "seen": form.cleaned_data["seen"]}
    add_document(meeting=meeting, document=form.instance, actor=request.user, **given)
    batch.status = ImportBatch.Status.DISCARDED
    batch.save(update_fields=["status"])
    audit(actor=request.user, verb=Verb.CHANGED, instance=batch, note="Added to the meeting as a document.")
