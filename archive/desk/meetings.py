"""Meetings at the desk: create, change, review, publish."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive.actions.rules import WAITING, Verb, may_change, one_act, version_with_waiting
from archive.actions.statements import (
    CountsDiffer,
    check_by_hand,
    delete_draft,
    is_news,
    publish,
    publish_meeting,
    return_to_draft,
    schedule,
    submit_for_review,
    submit_meeting,
    unschedule,
    withdraw,
)
from archive.desk.adding import open_row
from archive.desk.agenda import open_item
from archive.desk.answers import back, post_view, say, say_form_errors
from archive.desk.asking_first import Confirmation, ask, ask_first
from archive.desk.forms.document import DocumentForm
from archive.desk.forms.imports import UploadForm
from archive.desk.forms.meeting import MeetingForm, PublishAtForm
from archive.desk.forms.object import ObjectForm
from archive.desk.forms.removal import RemovalForm
from archive.desk.forms.statement import AS_PRINTED
from archive.desk.lead import proposed_leads
from archive.desk.object_pages import FormPages, Link, ListPage
from archive.desk.paging import part_of
from archive.desk.planned import plan_of
from archive.desk.rows import ITEM, ROWS_A_PART, STATEMENT, MeetingRows, offers
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.statements import WITHDRAWING
from archive.desk.who_speaks import who_speaks
from archive.exports.phrases import as_statements
from archive.ingest.recordings.model import what_is_missing
from archive.language.dates.typed import AmbiguousDate, written_date
from archive.machine.web.whole_number import whole_number
from archive.models import Board, Meeting, PartialDate, Statement
from archive.models.fields.partial_date import overlapping

MAY_PUBLISH = "archive.publish_statement"
# What the address says of the next row to add: the one that it follows, the speaker of that, and what it answers.
TAKES_OVER = ("after", "same", "to")
# A ticked statement: its number, and the version that the page showed.
TICK = re.compile(r"\d{1,18}:[0-9a-f]+")
# What can be done to the ticked statements, and the permission for it.
BULK: dict[str, tuple[Callable[..., object], str, str]] = {
    "submit": (submit_for_review, "archive.change_statement", "submitted for review"),
    "return": (return_to_draft, MAY_PUBLISH, "sent back"),
    "publish": (publish, MAY_PUBLISH, "published"),
    "withdraw": (withdraw, "archive.withdraw_statement", "withdrawn"),
    "delete": (delete_draft, "archive.delete_statement", "deleted"),
    "checked": (check_by_hand, "archive.change_statement", "checked by hand"),
}

VERBS = {
    "submit": Verb.SUBMITTED,
    "return": Verb.RETURNED,
    "publish": Verb.PUBLISHED,
    "withdraw": Verb.WITHDRAWN,
    "delete": Verb.DELETED,
    "checked": Verb.CHANGED,
}
# What else is sent with the ticked statements.
ALSO_SENT: dict[str, Callable[[StaffRequest], dict[str, Any]]] = {
    "return": lambda request: {"note": request.POST.get("note", "")},
    "publish": lambda request: {AS_PRINTED: AS_PRINTED in request.POST},
}
# For those that need a confirmation: the question, and what the page says will happen.
TICKED = {
    "publish": ("Publish", "Readers see them immediately, and their addresses work for ever."),
    "return": ("Send back", "They are drafts again. Those who submitted them see your note on the work list."),
    "withdraw": ("Withdraw", *WITHDRAWING),
    "delete": ("Delete", "They are drafts that only staff have seen. They are deleted completely."),
}


class MeetingPages(FormPages[Meeting]):
    """The facts about a meeting. A new one points out an existing one, and leads to its transcript or documents."""

    name, form, new_title = "meeting", MeetingForm, "New meeting"
    form_template = new_template = "desk/meeting_form.html"
    related = ("board",)
    created = "The meeting is created. Nothing is public yet."
    deletion, lost = "Delete the meeting", "Its agenda and documents are deleted too."
    stays = "{} has statements or imports. Delete or undo those first."

    def above(self, row: Meeting | None) -> Link:
        """Return the work list."""
        return reverse("desk:work-list"), "Work list"

    def initial(self, request: StaffRequest) -> Mapping[str, Any]:
        """Return the board in the URL, or the only one."""
        boards = Board.objects.values_list("pk", flat=True)[:2]
        return {"board": request.GET.get("board") or (boards[0] if len(boards) == 1 else None)}

    def page(self, request: StaffRequest, template: str, form: ObjectForm, **context: Any) -> HttpResponse:
        """Show the form, or that a board must come first."""
        return super().page(request, template, form, boards=Board.objects.exists(), **context)

    def after_new(self, row: Meeting, then: str) -> str:
        """Continue with what the meeting gets next."""
        adds = {"rows": "statement", "documents": "document"}.get(then, "file")
        return f"{reverse('desk:meeting', args=[row.pk])}?add={adds}"


pages = MeetingPages()


@require_safe
@allowed("archive.change_statement")
def meeting_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a meeting with its imports and statements, to review and publish."""
    return meeting_page(request, pk)


def meeting_page(request: StaffRequest, pk: int, **sent: Any) -> HttpResponse:
    """Show a meeting; ``sent`` is the form of the page that was sent and refused, by its name there."""
    seen = version_with_waiting(get_object_or_404(Meeting, pk=pk))
    meeting, version = with_version(Meeting.objects.select_related("board"), pk=pk)
    wanted = request.GET.get("show", "")
    counts = Counter(meeting.statements.order_by().values_list("status", flat=True))
    rows = MeetingRows(meeting, wanted if wanted in Statement.Status.values else "")
    named = {name: request.GET[name] for name in TAKES_OVER if name in request.GET}
    at = rows.place_of(STATEMENT, whole_number(request.GET.get("at") or named.get("after", "")))
    if at is None:
        at = rows.place_of(ITEM, whole_number(request.GET.get("item", "")))
    waiting = counts["draft"] + counts["in_review"]
    context = {
        "meeting": meeting,
        "seen": seen,
        "page": part_of(request, rows, ROWS_A_PART, at=at),
        "statuses": [(value, label, counts[value]) for value, label in Statement.Status.choices if counts[value]],
        "shown": wanted,
        "takes_over": f"?{urlencode(named)}" if named else "",
        "total": sum(counts.values()),
        "who_speaks": who_speaks(meeting.statements.all()),
        "waiting": waiting,
        "drafts": counts["draft"],
        "to_publish": waiting or not meeting.published_at,
        "documents": meeting.documents.all(),
        "changes_documents": may_change(request.user, "change_meeting", meeting),
        "version": version,
        "imports": meeting.imports.select_related("uploaded_by"),
        "can_transcribe": not what_is_missing(),
        **plan_of(meeting),
        "is_news": is_news(meeting.date),
        "publish_at": PublishAtForm(board=meeting.board, initial={"seen": seen}),
        "removal": ticked_removal(),
        "adding": open_row(request, meeting) or open_item(request, meeting, version),
        **offers(),
        **(sent or _file_to_add(request, meeting, version)),
    }
    return render(request, "desk/meeting.html", context)


def _file_to_add(request: StaffRequest, meeting: Meeting, version: str) -> dict[str, Any]:
    """Return the form for a transcript or a document if the address opens it (``?add=file``, ``?add=document``).

    Or the sentences from which an editor may choose the one that leads the home page (``?add=lead``).
    """
    match request.GET.get("add"):
        case "file":
            return {"upload_form": UploadForm()}
        case "lead" if meeting.published_at:
            return {"leads": proposed_leads(meeting), "chooses_lead": True}
        case "document":
            return {"document_form": DocumentForm(meeting=meeting, seen=version)}
    return {}


def ticked_removal() -> RemovalForm:
    """Return the reason for withdrawing the ticked rows, of which only one of the buttons needs it."""
    form = RemovalForm(auto_id="withdraw-%s", use_required_attribute=False)
    form.fields["category"].widget.attrs["form"] = "ticked"
    return form


@post_view("archive.change_statement", Meeting, then="meeting")
def meeting_submit(request: StaffRequest, meeting: Meeting) -> str:
    """Submit every draft of the meeting for review."""
    count = submit_meeting(meeting=meeting, seen=request.POST.get("seen", ""), actor=request.user)
    return f"{as_statements(count)} {'is' if count == 1 else 'are'} ready for review."


@post_view(MAY_PUBLISH, Meeting.objects.select_related("board"), then="meeting")
def meeting_publish(request: StaffRequest, meeting: Meeting) -> HttpResponse | str:
    """Publish the meeting with everything that waits in it, now or at a set time."""
    try:
        return _published(request, meeting)
    except CountsDiffer as error:
        return _ask_about_counts(request, meeting.pk, error)


def _published(request: StaffRequest, meeting: Meeting) -> HttpResponse | str:
    as_printed = AS_PRINTED in request.POST
    if request.POST.get("when") == "later":
        form = PublishAtForm(request.POST, board=meeting.board)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:meeting", pk=meeting.pk)
        schedule(subject=meeting, actor=request.user, as_printed=as_printed, **form.cleaned_data)
        return "The time is set. Nothing is public until then."
    if asked := ask_first(request, _to_publish(meeting)):
        return asked
    seen, tell_readers = request.POST.get("seen", ""), "tell_readers" in request.POST
    count = publish_meeting(
        meeting=meeting, seen=seen, tell_readers=tell_readers, as_printed=as_printed, actor=request.user
    )
    return f"Published: {as_statements(count)}."


@post_view(MAY_PUBLISH, Meeting, then="meeting")
def meeting_unschedule(request: StaffRequest, meeting: Meeting) -> str:
    """Cancel a planned publication."""
    unschedule(subject=meeting, seen=request.POST.get("seen", ""), actor=request.user)
    return "The planned publication is cancelled."


@allowed("archive.change_statement")
def meeting_statements(request: StaffRequest, pk: int) -> HttpResponse:
    """Do one thing to the ticked statements. If one is refused, say so and continue with the others."""
    if request.POST.get("action") not in BULK:
        messages.error(request, "Press one of the buttons above the statements.")
        return back(request)
    action, permission, done = BULK[request.POST["action"]]
    if not request.user.has_perm(permission):
        raise PermissionDenied
    ticked = dict(tick.split(":", 1) for tick in request.POST.getlist("statements") if TICK.fullmatch(tick))
    statements = Statement.objects.filter(meeting=pk, pk__in=ticked).order_by("position", "number")
    extra: dict[str, Any] = {}
    if action is withdraw:
        form = RemovalForm(request.POST)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:meeting", pk=pk)
        extra = {name: form.cleaned_data[name] for name in ("category", "reason")}
    elif request.POST["action"] in ALSO_SENT:
        extra = ALSO_SENT[request.POST["action"]](request)
    if statements and (asked := _ask_about_ticked(request, pk, len(statements))):
        return asked
    try:
        count = _do_to_each(request, action, [(row, ticked[str(row.pk)]) for row in statements], extra)
    except CountsDiffer as error:
        return _ask_about_counts(request, pk, error)
    if count:
        messages.success(request, f"{count} {done}.")
    elif not ticked:
        messages.error(request, "Tick one or more statements first.")
    return redirect("desk:meeting", pk=pk)


@transaction.atomic
def _do_to_each(
    request: StaffRequest, action: Callable[..., object], rows: Sequence[tuple[Statement, str]], extra: dict[str, Any]
) -> int:
    """Do the action to each statement as it was seen, as one act.

    Say what was refused, and return how many were done. Raise CountsDiffer for all of which a person must be asked.
    """
    if not rows:
        return 0
    verb, count, differ = VERBS[request.POST["action"]], 0, []
    note = f"{len(rows)} ticked statement{'' if len(rows) == 1 else 's'}."
    with one_act(actor=request.user, verb=verb, instance=rows[0][0].meeting or rows[0][0], note=note):
        for statement, seen in rows:
            try:
                action(statement=statement, seen=seen, actor=request.user, **extra)
                count += 1
            except CountsDiffer as error:
                differ += error.messages
            except ValidationError as error:
                say(request, error)
    if differ:
        raise CountsDiffer(differ)
    if not count:
        transaction.set_rollback(True)  # no act, so no entry of one
    return count


def _ask_about_counts(request: StaffRequest, meeting: int, differ: CountsDiffer) -> HttpResponse:
    """Return the page that asks whether to publish counts and rolls that contradict each other as they are printed."""
    says = [*differ.messages, "Go back and mend the count or the roll, or publish both as they are printed."]
    leave = reverse("desk:meeting", args=[meeting])
    question = Confirmation("Is it printed so?", says, "Publish as printed", leave, is_danger=False)
    return ask(request, question, AS_PRINTED)


def _to_publish(meeting: Meeting) -> Confirmation:
    """Return the confirmation before the meeting becomes public."""
    waiting = meeting.statements.filter(status__in=WAITING)
    says = (
        f"Becomes public: {who_speaks(waiting)}." if waiting else "Its page becomes public, without statements.",
        "Readers see it immediately, and its addresses work for ever. What is public can be corrected or "
        "withdrawn in public, but not unpublished.",
    )
    return Confirmation(f"Publish {meeting} now?", says, "Publish", reverse("desk:meeting", args=[meeting.pk]), False)


def _ask_about_ticked(request: StaffRequest, meeting: int, count: int) -> HttpResponse | None:
    """Return the page that asks before the action on the ticked statements; None if it is easy to undo."""
    action = request.POST["action"]
    if action not in TICKED:
        return None
    leave = reverse("desk:meeting", args=[meeting])
    label, *says = TICKED[action]
    title = f"{label} {count} statement{'' if count == 1 else 's'}?"
    is_danger, note = action in {"withdraw", "delete"}, "What is missing" if action == "return" else ""
    return ask_first(request, Confirmation(title, says, label, leave, is_danger, note))


class AllMeetings(ListPage[Meeting]):
    """The meetings, the latest first."""

    permission, adding = "archive.change_statement", ("archive.add_meeting", "desk:meeting-new", "New meeting")
    template, title, find = "desk/meetings.html", "Meetings", "Board, place, title or date"
    listed = Meeting.objects.select_related("board").annotate(count=Count("statements")).order_by("-date", "-pk")
    searched = ("board__name", "board__place", "title", "place")

    def with_words(self, rows: QuerySet[Meeting], words: Sequence[str]) -> QuerySet[Meeting]:
        """Return the meetings of a date, if the words are a date, else those that have each of the words."""
        if dates := _dates(" ".join(words)):
            return rows.filter(_on(dates))
        return super().with_words(rows, words)

    def having(self, word: str) -> Q:
        """Return the condition for a word, which may be a date."""
        return super().having(word) | _on(_dates(word))


def _on(dates: Sequence[PartialDate]) -> Q:
    on_date = Q()
    for date in dates:
        on_date |= overlapping("date", date.first, date.last)
    return on_date


def _dates(typed: str) -> tuple[PartialDate, ...]:
    """Return the date that was typed, both if it could be two; none if it is not a date."""
    try:
        return (written_date(typed),)
    except AmbiguousDate as error:
        return error.readings
    except ValueError:
        return ()


meeting_list = AllMeetings()
