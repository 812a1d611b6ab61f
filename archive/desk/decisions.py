"""Decisions at the desk: type one, or those of a consent agenda, with the roll; change one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from archive.actions.rules import Grounds, Kind, PublicToo, ask, check_public_too, version_of
from archive.actions.statements import change_statement, correct, create_statement, publish
from archive.desk.differing_counts import AS_PRINTED
from archive.desk.forms.decision import DecisionForm, Members, RollFormSet, roll_of
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.exports.action_minutes import FORMS as MINUTES
from archive.exports.action_minutes import minutes_file
from archive.models import Ballot, Decision, Meeting, Statement
from archive.text.decided import Decided, differing_counts


@allowed("archive.add_statement")
def decision_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Type a decision of a meeting, or one for each item of a consent agenda."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    members = Members(meeting)
    sent = _sent(request, members)
    form = DecisionForm(sent, meeting=meeting, members=members)
    roll: Any = RollFormSet(sent, initial=roll_of((), members), prefix="roll", form_kwargs={"members": members})
    public_too, differ = None, _differing(sent, form, roll)
    if sent is not None and "all" not in sent and not differ and form.is_valid() & roll.is_valid():
        try:
            count = _create(request, meeting, form, roll)
        except ValidationError as error:
            form.add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            said = "The decision is" if count == 1 else f"{count} decisions are"
            messages.success(request, f"{said} {'public' if 'publish' in request.POST else 'saved as a draft'}.")
            return redirect("desk:decision-new", pk)
    context = {"meeting": meeting, "form": form, "roll": roll, "members": members, "public_too": public_too}
    context |= {"differ": differ, "as_printed": AS_PRINTED in request.POST}
    return render(request, "desk/decision.html", context)


@allowed("archive.change_statement")
def decision_edit(request: StaffRequest, number: int) -> HttpResponse:
    """Change what was decided, and the roll; in public, with a reason, if readers can see it."""
    decided = Statement.objects.filter(kind=Statement.Kind.DECISION, withdrawal=None)
    rows = decided.select_related("decision", "board", "meeting__board", "current_revision")
    statement, seen = with_version(rows, pk=number)
    members = Members(statement.meeting)
    sent = _sent(request, members)
    initial = {"text": statement.text, "seen": seen}
    given: dict[str, Any] = {
        "instance": statement.decision,
        "initial": initial,
        "meeting": statement.meeting,
        "members": members,
    }
    form = DecisionForm(sent, **given)
    there = roll_of(statement.decision.ballots.all(), members)
    roll: Any = RollFormSet(sent, initial=there, prefix="roll", form_kwargs={"members": members})
    public_too, differ = None, _differing(sent, form, roll)
    if sent is not None and "all" not in sent and not differ and form.is_valid() & roll.is_valid():
        try:
            _change(request, statement, form, roll)
        except ValidationError as error:
            form.add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            messages.success(request, "The decision is saved.")
            return redirect("desk:statement", number)
    context = {"meeting": statement.meeting, "statement": statement, "form": form, "roll": roll, "members": members}
    context |= {"public_too": public_too, "differ": differ, "as_printed": AS_PRINTED in request.POST}
    return render(request, "desk/decision.html", context)


def _sent(request: StaffRequest, members: Members) -> QueryDict | None:
    """Return what was sent. The button "All yes" fills the rows without a choice of those who vote and are there."""
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    if "all" in sent:
        for row in RollFormSet(sent, prefix="roll", form_kwargs={"members": members}):
            if row.is_filled and not sent.get(choice := row.add_prefix("choice")):
                sent[choice] = Ballot.Choice.YES
    return sent


def _differing(sent: QueryDict | None, form: DecisionForm, roll: Any) -> list[str]:
    """Return what to ask about printed counts that are not those of the roll, unless the person says they are so."""
    if sent is None or AS_PRINTED in sent or not form.is_valid() & roll.is_valid():
        return []
    new = form.new_decision(roll.ballots())
    return differing_counts(Decision(**new.facts), new.roll or ())


@transaction.atomic
def _create(request: StaffRequest, meeting: Meeting, form: DecisionForm, roll: Any) -> int:
    """Create what was typed, and publish it if asked to. Return how many decisions there are."""
    text, actor, items = form.cleaned_data["text"], request.user, list(form.cleaned_data["items"])
    known = [form.cleaned_data["source"]] if form.cleaned_data["source"].pk else []
    facts = {"meeting": meeting, **form.origin(actor)}
    for item in items or [None]:
        words = f"{item}\n{text}" if len(items) > 1 else text
        new = form.new_decision(roll.ballots())
        statement = create_statement(text=words, agenda_item=item, decision=new, actor=actor, **facts)
        if "publish" in request.POST:
            ask(actor, "publish_statement")
            check_public_too([meeting, item, *known, *new.speakers], request.POST.get("seen_too", ""), actor)
            publish(statement=statement, seen=version_of(statement), actor=actor)
    return len(items) or 1


@transaction.atomic
def _change(request: StaffRequest, statement: Statement, form: DecisionForm, roll: Any) -> None:
    new, data, origin = form.new_decision(roll.ballots()), form.cleaned_data, form.origin(request.user)
    given: dict[str, Any] = {"statement": statement, "text": data["text"], "decision": new, "actor": request.user}
    given["seen"] = data["seen"]
    if not statement.is_public:
        change_statement(**given, **origin)
        return
    grounds = Grounds(Kind.CLARIFICATION, data["evidence"], data["evidence_url"])
    correct(
        reason=data["reason"],
        fields=origin,
        seen_too=request.POST.get("seen_too", ""),
        kind=grounds.kind,
        evidence=grounds.evidence,
        evidence_url=grounds.evidence_url,
        **given,
    )


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
