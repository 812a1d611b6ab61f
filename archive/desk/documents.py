"""The documents of a meeting at the desk: agenda, minutes, packet, presentations."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from archive.actions.meetings import add_document, remove_document
from archive.actions.rules import ask_to_change
from archive.desk.answers import or_say_why
from archive.desk.forms.document import DocumentForm
from archive.desk.forms.object import why_of
from archive.desk.meetings import meeting_page
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.machine.web.whole_number import whole_number
from archive.models import Meeting, Source


@allowed("archive.change_meeting")
def document_add(request: StaffRequest, pk: int) -> HttpResponse:
    """Add a document to the meeting. If it is refused, what was typed stays."""
    meeting, seen = with_version(Meeting.objects.select_related("board"), pk=pk)
    ask_to_change(request.user, "change_meeting", meeting)
    form = DocumentForm(request.POST, request.FILES, meeting=meeting, seen=seen)
    if form.is_valid():
        given = {"why": form.why, "seen": form.cleaned_data["seen"]}
        try:
            add_document(meeting=meeting, document=form.instance, actor=request.user, **given)
        except ValidationError as error:
            form.refuse(error)
            say_seen(form, seen)
        else:
            messages.success(request, f"“{form.instance.title}” is added to the meeting.")
            return redirect("desk:meeting", pk=pk)
    return meeting_page(request, pk, document_form=form)


@require_safe
@allowed("archive.view_source")
def document_file(_request: StaffRequest, pk: int, document: int) -> FileResponse:
    """Send the stored file as a download, never to be shown in the browser. The meeting need not be public."""
    source = get_object_or_404(Source, pk=document, meetings=pk)
    if not source.file_is_there:
        raise Http404
    return FileResponse(
        source.file.open("rb"), as_attachment=True, filename=source.file_name, content_type=source.media_type
    )


@allowed("archive.change_meeting")
@or_say_why
def document_remove(request: StaffRequest, pk: int) -> HttpResponse:
    """Remove a document from the meeting."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    source = get_object_or_404(Source, pk=whole_number(request.POST.get("document", "")))
    why, seen = why_of(request.POST), request.POST.get("seen", "")
    remove_document(meeting=meeting, document=source, why=why, seen=seen, actor=request.user)
    messages.success(request, f"“{source.title}” is removed. Its file is kept among the sources.")
    return redirect("desk:meeting", pk=pk)
