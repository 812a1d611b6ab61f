"""Save the form of a record that has no words of its own, and show what was refused with all that was typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render

from archive.actions.permission import ask
from archive.actions.save_record import save_record
from archive.actions.version import ChangedMeanwhile
from archive.desk.forms.record import RecordForm
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_request import StaffRequest

CONFLICT = 409


def saved(request: StaffRequest, form: RecordForm) -> bool:
    """Save the form where it was sent and holds; what the record refuses is then an error of the form."""
    if request.method != "POST":
        return False
    if form.changes_in_public:
        # Before what was typed is looked at, so that whoever may not change it is told that, and not what is missing.
        ask(request.user, "correct_statement")
    if not form.is_valid():
        return False
    try:
        save_record(record=form.instance, why=form.why, seen=form.cleaned_data["seen"], actor=request.user)
    except ChangedMeanwhile as error:
        form.refuse(error)
        stored, seen = with_version(type(form.instance)._base_manager.all(), pk=form.instance.pk)
        say_seen(form, seen)
        form.theirs = form.differing(stored)
    except ValidationError as error:
        form.refuse(error)
    return not form.errors


def form_page(request: StaffRequest, template: str, form: RecordForm, **context: Any) -> HttpResponse:
    """Show the form, with what somebody else saved meanwhile beside it; to look at, for those who may not save it."""
    locked = form.changes_in_public and not request.user.has_perm("archive.correct_statement")
    if locked:
        for field in form.fields.values():
            field.disabled = True
    status = CONFLICT if form.theirs is not None else 200
    return render(request, template, {"form": form, "locked": locked, **context}, status=status)
