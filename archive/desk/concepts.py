"""The site's list of words that mean the same, which editors maintain."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.actions.objects import delete_object
from archive.desk.answers import or_say_why
from archive.desk.forms.concept import ConceptForm
from archive.desk.paging import part_of
from archive.desk.saving import form_page, saved
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Concept

CONCEPTS_A_PAGE = 200


@require_safe
@allowed("archive.view_concept")
def concept_list(request: StaffRequest) -> HttpResponse:
    """List the concepts, or those that contain the typed letters."""
    typed = request.GET.get("q", "").strip()
    concepts = Concept.objects.filter(terms__icontains=typed) if typed else Concept.objects.all()
    return render(request, "desk/concepts.html", {"page": part_of(request, concepts, CONCEPTS_A_PAGE), "q": typed})


@allowed("archive.add_concept")
def concept_new(request: StaffRequest) -> HttpResponse:
    """Add a concept."""
    form = ConceptForm(request.POST or None)
    if saved(request, form):
        return _saved(request)
    return form_page(request, "desk/concept.html", form)


@allowed("archive.change_concept")
def concept_edit(request: StaffRequest, pk: int) -> HttpResponse:
    """Change the terms of a concept."""
    concept, seen = with_version(Concept.objects.all(), pk=pk)
    form = ConceptForm(request.POST or None, instance=concept, seen=seen)
    if saved(request, form):
        return _saved(request)
    return form_page(request, "desk/concept.html", form, concept=concept, seen=seen)


@require_POST
@allowed("archive.delete_concept")
@or_say_why
def concept_delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete a concept. Its terms are then searched for separately."""
    concept = get_object_or_404(Concept, pk=pk)
    delete_object(instance=concept, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, "Deleted.")
    return redirect("desk:concepts")


def _saved(request: StaffRequest) -> HttpResponse:
    messages.success(request, "Saved. Searches use it immediately.")
    return redirect("desk:concepts")
