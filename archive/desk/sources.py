"""Sources at the desk: the sources of texts, and the documents of meetings."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, ProtectedError, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.actions.objects import delete_object
from archive.desk.answers import or_say_why
from archive.desk.forms.document import SourceForm
from archive.desk.paging import part_of, typed
from archive.desk.saving import form_page, saved
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Source

SOURCES_A_PAGE = 100


@require_safe
@allowed("archive.view_source")
def source_list(request: StaffRequest) -> HttpResponse:
    """List the sources, or those whose title, publisher or address contains the typed words."""
    words = typed(request)
    sources = Source.objects.annotate(count=Count("statements", distinct=True)).order_by("title", "id")
    for word in words.split():
        sources = sources.filter(Q(title__icontains=word) | Q(publisher__icontains=word) | Q(url__icontains=word))
    return render(request, "desk/sources.html", {"page": part_of(request, sources, SOURCES_A_PAGE), "q": words})


@allowed("archive.add_source")
def source_new(request: StaffRequest) -> HttpResponse:
    """Create a source, which statements can then use."""
    form = SourceForm(request.POST or None, request.FILES or None)
    if saved(request, form):
        messages.success(request, f"{form.instance} is saved.")
        return redirect("desk:source", pk=form.instance.pk)
    return form_page(request, "desk/source.html", form)


@allowed("archive.change_source")
def source_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a source. Changes that readers can see are made in public."""
    source, seen = with_version(Source.objects.all(), pk=pk)
    form = SourceForm(request.POST or None, request.FILES or None, instance=source, seen=seen)
    if saved(request, form):
        messages.success(request, "Saved.")
        return redirect("desk:source", pk=pk)
    meetings = source.meetings.select_related("board")
    count = source.statements.count()
    return form_page(request, "desk/source.html", form, source=source, seen=seen, meetings=meetings, count=count)


@require_POST
@allowed("archive.delete_source")
@or_say_why
def source_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a source that no statement uses and that readers never saw."""
    source = get_object_or_404(Source, pk=pk)
    try:
        delete_object(instance=source, seen=request.POST.get("seen", ""), actor=request.user)
    except ProtectedError as error:
        raise ValidationError(f"Statements come from {source}: it stays.") from error
    messages.success(request, f"“{source}” is deleted.")
    return redirect("desk:sources")
