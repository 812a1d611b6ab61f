"""Typing in by hand: a meeting with its agenda and statements in one form, and the agenda of a meeting by itself."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from archive.actions.create_statement import create_statement
from archive.actions.in_public import ask_to_change, is_public
from archive.actions.permission import ask
from archive.actions.public_too import PublicToo, check_public_too, named_by
from archive.actions.publish import publish
from archive.actions.publish_meeting import publish_meeting
from archive.actions.save_agenda import save_agenda
from archive.actions.save_object import save_object
from archive.actions.version import version_of
from archive.desk.forms.by_hand import (
    AboutTextsForm,
    AgendaFormSet,
    StatementFormSet,
    agenda_of,
    with_more_rows,
)
from archive.desk.forms.fields import topics_named
from archive.desk.forms.meeting import MeetingForm
from archive.desk.forms.object import WhyForm
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import offers
from archive.models import AgendaItem, Board, Meeting, Statement

PREFIXES = {"agenda", "statements"}


@allowed("archive.add_statement")
def by_hand(request: StaffRequest, pk: int | None = None) -> HttpResponse:
    """Create a meeting with its agenda and statements at once, or add statements to an existing meeting."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk) if pk else None
    forms, public_too = _forms(request, meeting), None
    if request.method == "POST" and request.POST.get("more") not in PREFIXES and _all_hold(forms):
        try:
            saved, count = _save(request, meeting, forms)
        except ValidationError as error:
            forms["about"].add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            published = request.POST.get("then") == "publish"
            said = "are public" if published else "are drafts. None of them are public yet"
            messages.success(request, f"The meeting is saved. {count} statements {said}.")
            return redirect("desk:meeting", pk=saved.pk)
    context = {**forms, "meeting": meeting, "boards": Board.objects.exists(), "public_too": public_too}
    context |= offers(meeting)
    return render(request, "desk/by_hand.html", context)


@allowed("archive.change_agendaitem")
def meeting_agenda(request: StaffRequest, pk: int) -> HttpResponse:
    """Edit the agenda of a meeting, in any order. For a public meeting it changes in public."""
    meeting, seen = with_version(Meeting.objects.select_related("board"), pk=pk)
    public = is_public(meeting)
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        ask_to_change(request.user, "change_agendaitem", meeting)
    if sent is not None and sent.get("more") == "agenda":
        sent = with_more_rows(sent, "agenda")
    agenda: Any = AgendaFormSet(sent, initial=None if sent else agenda_of(meeting), prefix="agenda")
    why = WhyForm(sent) if public else None
    adding = sent is not None and "more" in sent
    refused: list[str] = []
    public_too: PublicToo | None = None
    if sent is not None and not adding and agenda.is_valid() and (why is None or why.is_valid()):
        given: dict[str, Any] = {name: sent.get(name, "") for name in ("seen", "seen_too")}
        given |= {"why": why.why} if why else {}
        try:
            with transaction.atomic():
                lines = agenda.lines(request.user)
                save_agenda(meeting=meeting, lines=lines, actor=request.user, **given)
        except ValidationError as error:
            refused, public_too = error.messages, error if isinstance(error, PublicToo) else None
        else:
            messages.success(request, "The agenda is saved.")
            return redirect("desk:meeting", pk=pk)
    locked = public and not request.user.has_perm("archive.correct_statement")
    context = {"meeting": meeting, "agenda": agenda, "why": why, "seen": seen, "refused": refused, "locked": locked}
    context |= {"public_too": public_too}
    return render(request, "desk/agenda.html", context)


def _forms(request: StaffRequest, meeting: Meeting | None) -> dict[str, Any]:
    """Return the forms of the page, as sent or empty; for an existing meeting, only those of the statements."""
    sent = request.POST if request.method == "POST" else None
    if sent is not None and (more := sent.get("more")) in PREFIXES:
        sent = with_more_rows(sent, more)
    forms = {"about": AboutTextsForm(sent), "statements": StatementFormSet(sent, prefix="statements")}
    if meeting is None:
        forms["form"] = MeetingForm(sent, initial={"board": request.GET.get("board")})
        forms["agenda"] = AgendaFormSet(sent, initial=None if sent else agenda_of(None), prefix="agenda")
    return forms


def _all_hold(forms: dict[str, Any]) -> bool:
    # Validate each form, so that each shows what is wrong with it.
    return not [form for form in forms.values() if not form.is_valid()]


@transaction.atomic
def _save(request: StaffRequest, meeting: Meeting | None, forms: dict[str, Any]) -> tuple[Meeting, int]:
    """Save everything, or raise ValidationError and save nothing; return the meeting and the number of statements."""
    actor, rows, is_new = request.user, forms["statements"], meeting is None
    if meeting is None:
        meeting = forms["form"].instance
        save_object(instance=meeting, actor=actor)
        lines = forms["agenda"].lines(actor)
        items = save_agenda(meeting=meeting, lines=lines, seen=version_of(meeting), actor=actor) if lines else []
    else:
        items = list(meeting.agenda_items.order_by("position"))
    rows.put_under(items)
    text_status = forms["about"].cleaned_data["text_status"]
    created = list(filter(None, (_create(meeting, form, text_status, actor) for form in rows.typed())))
    if any(form.errors for form in rows.forms):
        raise ValidationError("Check the statements below.")
    if request.POST.get("then") == "publish":
        _publish(meeting, created, request, is_new=is_new)
    return meeting, len(created)


def _publish(meeting: Meeting, created: Sequence[Statement], request: StaffRequest, *, is_new: bool) -> None:
    """Publish what was typed, but nothing else that waits in the meeting."""
    actor = request.user
    ask(actor, "publish_statement")
    named: list[Any] = [instance for statement in created for instance in named_by(statement)]
    check_public_too(named if is_new else [meeting, *named], request.POST.get("seen_too", ""), actor)
    if is_new:
        publish_meeting(meeting=meeting, seen=version_of(meeting), actor=actor)
        return
    for statement in created:
        publish(statement=statement, seen=version_of(statement), actor=actor)


def _create(meeting: Meeting, form: Any, text_status: str, actor: Any) -> Statement | None:
    """Create and return the statement of a row. Errors are shown with the row."""
    data, item = form.cleaned_data, form.agenda_item
    facts: dict[str, AgendaItem | Any] = {name: data[name] for name in ("speaker", "attribution", "kind")}
    try:
        return create_statement(
            text=data["text"],
            title=data["title"],
            topics=topics_named(data["topics"], actor),
            meeting=meeting,
            agenda_item=item,
            text_status=text_status,
            actor=actor,
            **facts,
        )
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
