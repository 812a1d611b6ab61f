"""Save the form of an object without words of its own, and show errors together with what was typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from archive.actions.objects import save_object
from archive.actions.rules import ChangedMeanwhile, ask
from archive.desk.forms.object import ObjectForm
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_request import StaffRequest

CONFLICT = 409


def saved(request: StaffRequest, form: ObjectForm) -> bool:
    """Save the form if it was sent and is valid. If the action refuses, that becomes an error of the form."""
    if request.method != "POST":
        return False
    if form.changes_in_public:
        # First, so that a person who may not change this is told so, instead of what is missing in the form.
        ask(request.user, "correct_statement")
    if not form.is_valid():
        return False
    try:
        save_object(instance=form.instance, why=form.why, seen=form.cleaned_data["seen"], actor=request.user)
    except ChangedMeanwhile as error:
        form.refuse(error)
        stored, seen = with_version(type(form.instance)._base_manager.all(), pk=form.instance.pk)
        say_seen(form, seen)
        form.theirs = form.differing(stored)
    except ValidationError as error:
        form.refuse(error)
    return not form.errors


def form_page(request: StaffRequest, template: str, form: ObjectForm, **context: Any) -> HttpResponse:
    """Show the form, next to what somebody else saved meanwhile. People who may not save it can read it."""
    locked = form.changes_in_public and not request.user.has_perm("archive.correct_statement")
    if locked:
        for field in form.fields.values():
            field.disabled = True
    status = CONFLICT if form.theirs is not None else 200
    return render(request, template, {"form": form, "locked": locked, **context}, status=status)
