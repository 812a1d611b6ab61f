"""Meetings and boards at the desk: make, change, review, publish."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from archive.actions.delete_draft import delete_draft
from archive.actions.publish import publish
from archive.actions.publish_meeting import publish_meeting
from archive.actions.reschedule import reschedule
from archive.actions.return_to_draft import return_to_draft
from archive.actions.save_record import save_record
from archive.actions.schedule import publish_due, schedule, unschedule
from archive.actions.submit_for_review import submit_for_review
from archive.actions.submit_meeting import submit_meeting
from archive.actions.withdraw import withdraw
from archive.desk.answers import back, or_say_why, say, say_form_errors
from archive.desk.forms.meeting import BoardForm, MeetingForm, PublishAtForm
from archive.desk.forms.removal import RemovalForm
from archive.desk.paging import part_of
from archive.desk.staff_pages import allowed
from archive.models import Board, Meeting, Revision, Statement

MAY_PUBLISH = "archive.publish_statement"
# What is done to the statements that are ticked, and what it takes.
BULK = {
    "submit": (submit_for_review, "archive.change_statement", "submitted for review"),
    "return": (return_to_draft, MAY_PUBLISH, "sent back"),
    "publish": (publish, MAY_PUBLISH, "published"),
    "withdraw": (withdraw, "archive.withdraw_statement", "withdrawn"),
    "delete": (delete_draft, "archive.delete_statement", "deleted"),
}


@allowed("archive.add_board")
def board_new(request: HttpRequest) -> HttpResponse:
    """Make a board."""
    return _board(request, BoardForm(request.POST or None))


@allowed("archive.change_board")
def board_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a board."""
    return _board(request, BoardForm(request.POST or None, instance=get_object_or_404(Board, pk=pk)))


@allowed("archive.add_meeting")
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Make a meeting, and point out one that is there already."""
    form = MeetingForm(request.POST or None, initial={"board": request.GET.get("board")})
    if request.method == "POST" and form.is_valid():
        save_record(record=form.instance, actor=request.user)
        messages.success(request, "The meeting is made. Nothing of it is public yet.")
        following = "meeting-documents" if request.POST.get("then") == "documents" else "import-new"
        return redirect(f"desk:{following}", pk=form.instance.pk)
    boards = Board.objects.exists()
    return render(request, "desk/meeting_form.html", {"form": form, "duplicates": _duplicates(form), "boards": boards})


@allowed("archive.change_meeting")
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is on record about a meeting; of a public one that is for editors."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    if meeting.published_at and not request.user.has_perm(MAY_PUBLISH):
        raise PermissionDenied("This meeting is public: an editor changes it.")
    before = (meeting.board, meeting.date)
    form = MeetingForm(request.POST or None, instance=meeting)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            if (meeting.board, meeting.date) != before:
                reschedule(meeting=meeting, board=meeting.board, date=meeting.date, actor=request.user)
            save_record(record=meeting, changed=form.changed_data, actor=request.user)
        messages.success(request, "Saved.")
        return redirect("desk:meeting", pk=pk)
    context = {"form": form, "meeting": meeting, "duplicates": _duplicates(form), "boards": True}
    return render(request, "desk/meeting_form.html", context)


@require_safe
@allowed("archive.change_statement")
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting with its imports and statements, to review and publish."""
    publish_due()
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    wanted = request.GET.get("show", "")
    statements = meeting.statements.select_related("speaker", "current_revision", "agenda_item").order_by(
        "position", "number"
    )
    counts = dict.fromkeys(Statement.Status.values, 0)
    for status in meeting.statements.order_by().values_list("status", flat=True):
        counts[status] += 1
    if wanted in counts:
        statements = statements.filter(status=wanted)
    drafts = Revision.objects.filter(published_at__isnull=True, number__gt=1)
    page = part_of(request, statements.prefetch_related(Prefetch("revisions", drafts, to_attr="next_words")))
    context = {
        "meeting": meeting,
        "page": page,
        "statuses": [(value, label, counts[value]) for value, label in Statement.Status.choices if counts[value]],
        "shown": wanted,
        "total": sum(counts.values()),
        "waiting": counts["draft"] + counts["in_review"],
        "drafts": counts["draft"],
        "documents": meeting.documents.all(),
        "imports": meeting.imports.select_related("uploaded_by"),
        "planned": meeting.schedules.pending().first(),
        "publish_at": PublishAtForm(board=meeting.board),
        # Only one of the buttons needs it.
        "removal": RemovalForm(auto_id="withdraw-%s", use_required_attribute=False),
    }
    return render(request, "desk/meeting.html", context)


@require_POST
@allowed("archive.change_statement")
@or_say_why
def meeting_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand every draft of the meeting to the editors."""
    count = submit_meeting(meeting=get_object_or_404(Meeting, pk=pk), actor=request.user)
    messages.success(request, f"{count} statements are ready for review.")
    return redirect("desk:meeting", pk=pk)


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def meeting_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the meeting with all that waits in it, now or at a time."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    if request.POST.get("when") == "later":
        form = PublishAtForm(request.POST, board=meeting.board)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:meeting", pk=pk)
        schedule(subject=meeting, at=form.cleaned_data["at"], actor=request.user)
        messages.success(request, "The time is set. Until then nothing of it is public.")
    else:
        count = publish_meeting(meeting=meeting, actor=request.user)
        messages.success(request, f"Published: {count} statements.")
    return redirect("desk:meeting", pk=pk)


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def meeting_unschedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a planned publication off."""
    unschedule(subject=get_object_or_404(Meeting, pk=pk), actor=request.user)
    messages.success(request, "The planned publication is called off.")
    return redirect("desk:meeting", pk=pk)


@require_POST
@allowed("archive.change_statement")
def meeting_statements(request: HttpRequest, pk: int) -> HttpResponse:
    """Do one thing to the statements that are ticked; what is refused is said, the others go on."""
    action, permission, done = BULK.get(request.POST.get("action", ""), (None, "", ""))
    if action is None:
        return back(request)
    if not request.user.has_perm(permission):
        raise PermissionDenied
    numbers = [int(number) for number in request.POST.getlist("statements") if number.isdecimal()]
    statements = Statement.objects.filter(meeting=pk, pk__in=numbers).order_by("position", "number")
    extra: dict[str, str] = {}
    if action is withdraw:
        form = RemovalForm(request.POST)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:meeting", pk=pk)
        extra = form.cleaned_data
    count = 0
    for statement in statements:
        try:
            action(statement=statement, actor=request.user, **extra)
            count += 1
        except ValidationError as error:
            say(request, error)
    if count:
        messages.success(request, f"{count} {done}.")
    elif not numbers:
        messages.error(request, "Tick one or more statements first.")
    return redirect("desk:meeting", pk=pk)


def _board(request: HttpRequest, form: BoardForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        save_record(record=form.instance, changed=form.changed_data, actor=request.user)
        messages.success(request, f"{form.instance} is saved.")
        return redirect(f"{reverse('desk:meeting-new')}?board={form.instance.pk}")
    return render(request, "desk/board_form.html", {"form": form})


def _duplicates(form: MeetingForm) -> list[Meeting]:
    return getattr(form, "duplicates", [])
