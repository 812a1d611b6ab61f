"""New decisions at the desk: one, or those of a consent agenda; and the action minutes of a meeting."""

from http import HTTPStatus

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.actions.rules import PublicToo, ask, check_public_too, version_of
from archive.actions.statements import create_statement, publish
from archive.desk.forms.decision import DecisionForm
from archive.desk.forms.fields import topics_named
from archive.desk.sent_forms import words_kept
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.exports.action_minutes import FORMS as MINUTES
from archive.exports.action_minutes import minutes_file
from archive.models import Decision, Meeting
from archive.text.decided import Decided


@allowed("archive.add_statement")
def decision_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Type a decision of a meeting, one for each item of a consent agenda, or who was there (``?kind=roll_call``)."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    form = DecisionForm(request.POST or None, meeting=meeting, kind=request.GET.get("kind", ""))
    public_too = None
    if request.method == "POST" and form.is_valid():
        try:
            count = _create(request, meeting, form)
        except ValidationError as error:
            form.add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            said = "The decision is" if count == 1 else f"{count} decisions are"
            messages.success(request, f"{said} {'public' if 'publish' in request.POST else 'saved as a draft'}.")
            return redirect("desk:decision-new", pk)
    context = {"meeting": meeting, "form": form, "public_too": public_too}
    return render(request, "desk/decision_new.html", context)


@allowed("archive.change_statement")
def decision_edit(request: StaffRequest, number: int) -> HttpResponse:
    """Lead from the former page of a decision to that of its statement. A form of the former page is not lost."""
    why = "Decisions have another form now. Type what you changed into that of the statement."
    return words_kept(request, HTTPStatus.CONFLICT, why) or redirect("desk:statement", number=number, permanent=True)


@transaction.atomic
def _create(request: StaffRequest, meeting: Meeting, form: DecisionForm) -> int:
    """Create what was typed, and publish it if asked to. Return how many decisions there are."""
    data, actor = form.cleaned_data, request.user
    known = [data["source"]] if data["source"].pk else []
    facts, items = {"meeting": meeting, **form.facts(actor)}, list(data.get("items", ()))
    for item in items or [facts.pop("agenda_item")]:
        title = item.title if len(items) > 1 else data["title"]
        new, topics = form.new_decision(), topics_named(data["topics"], actor)
        given = {"title": title, "text": data["text"], "agenda_item": item, "decision": new, "topics": topics}
        statement = create_statement(actor=actor, **facts | given)
        if "publish" in request.POST:
            ask(actor, "publish_statement")
            check_public_too([meeting, *known, *new.speakers], request.POST.get("seen_too", ""), actor)
            publish(statement=statement, seen=version_of(statement), actor=actor)
    return len(items) or 1


@allowed("archive.change_statement")
def action_minutes(_request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Send the action minutes of a meeting, with decisions that are not public yet, as Word or PDF."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    if form not in MINUTES:
        raise Http404
    rows = Decision.objects.filter(statement__meeting=pk, statement__withdrawal=None)
    rows = rows.select_related("statement__current_revision", "statement__board").order_by("statement__position")
    roll = rows.prefetch_related("ballots")
    return minutes_file(meeting, [Decided(row, list(row.ballots.all())) for row in roll], form)
