"""The site's list of words that mean the same, kept by editors."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from archive.actions.save_record import delete_record, save_record
from archive.desk.forms.concept import ConceptForm
from archive.desk.paging import part_of
from archive.desk.staff_pages import allowed
from archive.models import Concept

CONCEPTS_A_PAGE = 200


@require_safe
@allowed("archive.view_concept")
def concept_list(request: HttpRequest) -> HttpResponse:
    """List the concepts, or those with the letters typed."""
    typed = request.GET.get("q", "").strip()
    concepts = Concept.objects.filter(terms__icontains=typed) if typed else Concept.objects.all()
    return render(request, "desk/concepts.html", {"page": part_of(request, concepts, CONCEPTS_A_PAGE), "q": typed})


@allowed("archive.add_concept")
def concept_new(request: HttpRequest) -> HttpResponse:
    """Add a concept."""
    return _form(request, Concept())


@allowed("archive.change_concept")
def concept_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the terms of a concept."""
    return _form(request, get_object_or_404(Concept, pk=pk))


@require_POST
@allowed("archive.delete_concept")
def concept_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a concept: its terms are searched for on their own again."""
    delete_record(record=get_object_or_404(Concept, pk=pk), actor=request.user)
    messages.success(request, "Deleted.")
    return redirect("desk:concepts")


def _form(request: HttpRequest, concept: Concept) -> HttpResponse:
    form = ConceptForm(request.POST or None, instance=concept)
    if request.method == "POST" and form.is_valid():
        save_record(record=concept, changed=form.changed_data, actor=request.user)
        messages.success(request, "Saved. Searches use it at once.")
        return redirect("desk:concepts")
    return render(request, "desk/concept.html", {"form": form, "concept": concept})
