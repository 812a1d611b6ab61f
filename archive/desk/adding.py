"""New rows at the desk: what was said or decided at a meeting, who was there, and what was said outside one."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from archive.actions.rules import (
    WAITING,
    PublicToo,
    ask,
    check_public_too,
    filed_topics,
    named_by,
    version_of,
    version_with_waiting,
)
from archive.actions.statements import create_statement, make_place, publish, publish_meeting
from archive.desk.forms.decision import DecisionForm
from archive.desk.forms.fields import topics_named
from archive.desk.forms.new_statement import NewStatementForm
from archive.desk.forms.statement import AS_PRINTED, PUBLISH
from archive.desk.rows import place_in_list, row_form
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest, is_script
from archive.exports.phrases import as_statements
from archive.machine.web.whole_number import whole_number
from archive.models import Decision, Meeting, Statement, User

STATEMENT, DECISION, ATTENDANCE, OUTSIDE = "statement", "decision", "attendance", "outside"
OF_A_MEETING = (STATEMENT, DECISION, ATTENDANCE)
TITLES = {
    STATEMENT: "New statement",
    DECISION: "New decision",
    ATTENDANCE: "Attendance",
    OUTSIDE: "Statement outside a meeting",
}
# What the buttons do besides saving: publish all that waits with it; go on with the same speaker, or with a reply.
ALL, SAME, ANSWERED = "all", "same", "answered"
# The version of the meeting, with what waits in it, that the person saw.
SEEN = "waiting-seen"


@allowed("archive.add_statement")
def row_add(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """Add a row to a meeting. ``?after=`` is the statement that it follows, ``?to=`` the one that it answers."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    if kind not in OF_A_MEETING:
        raise Http404
    return _page(request, meeting, kind)


@allowed("archive.add_statement")
def outside_new(request: StaffRequest) -> HttpResponse:
    """Add a statement outside a meeting: a reply to the statement ``?to=``, or a press release."""
    return _page(request, None, OUTSIDE)


def _page(request: StaffRequest, meeting: Meeting | None, kind: str) -> HttpResponse:
    """Save what was typed, or show the form: alone on a page, or for its row if a script asks."""
    form, public_too = _form(request, meeting, kind), None
    context = _context(meeting, kind, form)
    if request.method == "POST" and form.is_valid():
        try:
            made, public = _save(request, meeting, form)
        except ValidationError as error:
            form.refuse(error)
            public_too = error if isinstance(error, PublicToo) else None
        else:
            messages.success(request, _said(len(made), public))
            return redirect(_after(request, meeting, kind, made))
    return row_form(request, "desk/row_add_form.html", context | {"public_too": public_too})


def open_row(request: StaffRequest, meeting: Meeting) -> dict[str, Any]:
    """Return the form of the row that the address of the list opens (``?add=``); empty if it opens none."""
    kind = request.GET.get("add")
    if kind not in OF_A_MEETING or not request.user.has_perm("archive.add_statement"):
        return {}
    return _context(meeting, kind, _form(request, meeting, kind, in_list=True)) | {"template": "desk/row_add_form.html"}


def _context(meeting: Meeting | None, kind: str, form: Any) -> dict[str, Any]:
    context = {"form": form, "meeting": meeting, "kind": kind, "title": TITLES[kind]}
    if meeting is None:
        return context
    # The version first: what somebody adds in between is refused instead of published unseen.
    seen = version_with_waiting(meeting)
    return context | {"seen": seen, "waiting": meeting.statements.filter(status__in=WAITING).count()}


def _form(
    request: StaffRequest, meeting: Meeting | None, kind: str, *, in_list: bool = False
) -> NewStatementForm | DecisionForm:
    sent = request.POST if request.method == "POST" else None
    given: dict[str, Any] = {"meeting": meeting, "initial": {} if sent else _taken_over(request)}
    if in_list or is_script(request):
        # Several rows may be open on one page.
        given["auto_id"] = f"row-{kind}-%s"
    if kind in {STATEMENT, OUTSIDE}:
        form: Any = NewStatementForm(sent, **given)
    else:
        form = DecisionForm(sent, kind=Decision.Kind.ROLL_CALL if kind == ATTENDANCE else "", **given)
    form.fields["text"].widget.attrs["autofocus"] = True
    return form


def _taken_over(request: StaffRequest) -> dict[str, Any]:
    """Return what a new row takes over from the one that it follows, and what it answers."""
    named = {name: whole_number(request.GET.get(name, "")) for name in ("after", "to")}
    rows = Statement.objects.with_record().in_bulk([pk for pk in named.values() if pk])
    board = whole_number(request.GET.get("board", ""))
    given: dict[str, Any] = {"about": board} if board else {}
    if answered := rows.get(named["to"] or 0):
        given |= {"responds_to": answered, "about": answered.board_id}
    if before := rows.get(named["after"] or 0):
        given |= {"source": before.source, "text_status": before.text_status}
        if "to" not in request.GET:
            given |= {"agenda_item": before.agenda_item, "after": before}
        if "same" in request.GET:
            given |= {"speaker": before.speaker, "topics": filed_topics(before)}
    return given


@transaction.atomic
def _save(
    request: StaffRequest, meeting: Meeting | None, form: NewStatementForm | DecisionForm
) -> tuple[list[Statement], int]:
    """Save what was typed, and publish it if asked to. Return it, and how many statements became public.

    Raise ValidationError if something is refused; then nothing is saved.
    """
    then, actor, data, public = request.POST.get("then", ""), request.user, form.cleaned_data, 0
    as_printed = data[AS_PRINTED]
    if then == ALL and meeting:
        seen = request.POST.get(SEEN, "")
        # The tick is about what its page named: the counts of the form, or else those of what waits.
        public = publish_meeting(
            meeting=meeting, seen=seen, as_printed=as_printed and not form.counts_differ, actor=actor
        )
    new = [data[name] for name in ("speaker", "source") if data.get(name) and data[name].pk is None]
    made = _create(form, meeting, actor)
    if then in {PUBLISH, ALL}:
        ask(actor, "publish_statement")
        # What this form made is before the person's eyes. Of the rest, others may have written something.
        named = [one for statement in made for one in named_by(statement) if one not in new]
        check_public_too([meeting, *named], request.POST.get("seen_too", ""), actor)
        for statement in made:
            publish(statement=statement, seen=version_of(statement), as_printed=as_printed, actor=actor)
        public += len(made)
    return made, public


def _create(form: NewStatementForm | DecisionForm, meeting: Meeting | None, actor: User) -> list[Statement]:
    """Create what was typed in one row: several statements of one speaker, or a decision for each of several items."""
    facts, topics = form.facts(actor), topics_named(form.cleaned_data["topics"], actor)
    made: list[Statement] = []
    for part in form.parts():
        if made and meeting and "position" in facts:
            facts["position"] = make_place(after=made[-1], statement=None, meeting=meeting)
        made.append(create_statement(actor=actor, topics=topics, **facts | part))
    return made


def _said(made: int, public: int) -> str:
    """Return what happened to so many statements."""
    if public:
        return f"{as_statements(public)} {'is' if public == 1 else 'are'} public."
    return f"{as_statements(made)} {'is a draft. It is' if made == 1 else 'are drafts. They are'} not public yet."


def _after(request: StaffRequest, meeting: Meeting | None, kind: str, made: Sequence[Statement]) -> str:
    """Return where it goes on: at the new row, or at the next one to add."""
    last, then = made[-1], request.POST.get("then", "")
    if meeting is None:
        return place_in_list(last)
    address = reverse("desk:meeting", args=[meeting.pk])
    if then in {PUBLISH, ALL} or kind == ATTENDANCE:
        # A reply from elsewhere that is typed in the list of a meeting leaves the person there.
        return place_in_list(last) if last.meeting_id else address
    goes_on: dict[str, Any] = {"add": kind, "after": last.pk}
    if then == SAME:
        goes_on[SAME] = 1
    elif then == ANSWERED:
        goes_on["to"] = last.pk
    return f"{address}?{urlencode(goes_on)}"
