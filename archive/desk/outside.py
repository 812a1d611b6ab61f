"""A statement outside a meeting: a reply, a press release, an answer to a reporter."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render

from archive.actions.create_statement import create_statement
from archive.desk.forms.fields import topics_named
from archive.desk.forms.outside import OutsideForm
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import offers
from archive.models import Board, Statement


@allowed("archive.add_statement")
def outside_new(request: StaffRequest) -> HttpResponse:
    """Write a statement that belongs to no meeting, as a draft."""
    form = OutsideForm(request.POST or None, meeting=None, answered=_answered(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                statement = create_statement(
                    text=data["text"],
                    title=data["title"],
                    topics=topics_named(data["topics"], request.user),
                    board=data["board"],
                    date=data["date"],
                    actor=request.user,
                    **form.facts(request.user),
                )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{statement} is a draft. Nothing is public yet.")
            return redirect("desk:statement", number=statement.pk)
    context = {"form": form, "outside": True, "boards": Board.objects.exists(), **offers()}
    return render(request, "desk/statement_new.html", context)


def _answered(request: StaffRequest) -> Statement | None:
    """Return the statement in the URL that the new one responds to."""
    named = request.GET.get("to", "")
    is_number = named.isascii() and named.isdigit()
    return Statement.objects.filter(pk=named[:18]).select_related("source").first() if is_number else None
