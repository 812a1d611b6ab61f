"""One statement at the desk: write, edit with a preview, review, publish, correct, withdraw."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from archive import removals
from archive.actions.correct import correct
from archive.actions.create_statement import create_statement
from archive.actions.delete_draft import delete_draft
from archive.actions.edit_statement import EDITABLE, ChangedMeanwhile, edit_statement, version_of
from archive.actions.log_correction import Grounds, SaidBy
from archive.actions.publish import publish
from archive.actions.return_to_draft import return_to_draft
from archive.actions.schedule import schedule, unschedule
from archive.actions.settle_report import settle_report
from archive.actions.submit_for_review import submit_for_review
from archive.actions.withdraw import withdraw
from archive.desk.answers import or_say_why, say_form_errors
from archive.desk.forms.fields import topics_named
from archive.desk.forms.meeting import PublishAtForm
from archive.desk.forms.removal import RemovalForm
from archive.desk.forms.statement import StatementForm
from archive.desk.imports import speakers_known_to
from archive.desk.staff_pages import allowed
from archive.models import AuditEntry, ErrorReport, Meeting, Speaker, Statement, Topic

MAY_PUBLISH = "archive.publish_statement"
MAY_CORRECT = "archive.correct_statement"
CONFLICT = 409
TOPICS_OFFERED = 500


@allowed("archive.add_statement")
def statement_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new statement into a meeting, as a draft."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    form = StatementForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                statement = create_statement(
                    text=data["text"],
                    title=data["title"],
                    topics=topics_named(data["topics"]),
                    meeting=meeting,
                    actor=request.user,
                    **{name: data[name] for name in EDITABLE},
                )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{statement} is a draft. Nothing of it is public yet.")
            return redirect("desk:statement", number=statement.pk)
    return render(request, "desk/statement_new.html", {"form": form, "meeting": meeting, **_offers(meeting)})


@allowed("archive.change_statement")
def statement_edit(request: HttpRequest, number: int) -> HttpResponse:
    """Show a statement to edit, and save it; nothing that someone else saved meanwhile is overwritten."""
    statement = get_object_or_404(Statement.objects.with_record(), pk=number)
    form = StatementForm(request.POST or None, statement=statement, meeting=statement.meeting)
    if statement.published_at and not request.user.has_perm(MAY_CORRECT):
        form.lock_all_but_words()
    context: dict[str, Any] = {"form": form, "statement": statement, "meeting": statement.meeting}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, statement, form)
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            context["theirs"] = StatementForm(statement=statement, meeting=statement.meeting)
            # Shown beside what was typed; saving again is then a decision.
            form.data = form.data.copy()
            form.data["seen"] = version_of(statement)
            status = CONFLICT
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, saved)
            return redirect("desk:statement", number=number)
    context |= _around(statement) | _offers(statement.meeting)
    context["report"] = _report_named(request, statement)
    context["history"] = AuditEntry.objects.about(statement).select_related("actor")[:10]
    context["next_words"] = statement.revisions.filter(published_at=None, number__gt=1).first()
    context["planned"] = statement.schedules.pending().first()
    context["publish_at"] = PublishAtForm(board=statement.board)
    context["still_on_disk"] = removals.waiting(statement)
    context["removal"] = RemovalForm(auto_id="withdraw-%s")
    return render(request, "desk/statement.html", context, status=status)


@require_POST
@allowed("archive.change_statement")
def statement_preview(request: HttpRequest) -> HttpResponse:
    """Show the words typed as readers will see them; nothing is saved."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip("\n")
    context = {"title": " ".join(request.POST.get("title", "").split()), "text": text}
    return render(request, "desk/preview.html", context)


@require_POST
@allowed("archive.change_statement")
@or_say_why
def statement_submit(request: HttpRequest, number: int) -> HttpResponse:
    """Hand a draft to the editors."""
    submit_for_review(statement=get_object_or_404(Statement, pk=number), actor=request.user)
    return _done(request, number, "Ready for review.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_return(request: HttpRequest, number: int) -> HttpResponse:
    """Send a statement back from review."""
    note = request.POST.get("note", "")
    return_to_draft(statement=get_object_or_404(Statement, pk=number), note=note, actor=request.user)
    return _done(request, number, "Sent back: it is a draft again.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publish a statement, or its new words, now or at a time."""
    statement = get_object_or_404(Statement.objects.select_related("board"), pk=number)
    if request.POST.get("when") == "later":
        form = PublishAtForm(request.POST, board=statement.board)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:statement", number=number)
        schedule(subject=statement, at=form.cleaned_data["at"], actor=request.user)
        return _done(request, number, "The time is set. Until then it is not public.")
    publish(statement=statement, actor=request.user)
    return _done(request, number, "Published.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_unschedule(request: HttpRequest, number: int) -> HttpResponse:
    """Call a planned publication off."""
    unschedule(subject=get_object_or_404(Statement, pk=number), actor=request.user)
    return _done(request, number, "The planned publication is called off.")


@require_POST
@allowed("archive.withdraw_statement")
@or_say_why
def statement_withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take a statement out of public view, with a reason."""
    statement = get_object_or_404(Statement, pk=number)
    form = RemovalForm(request.POST)
    if not form.is_valid():
        say_form_errors(request, form)
        return redirect("desk:statement", number=number)
    withdraw(statement=statement, actor=request.user, **form.cleaned_data)
    return _done(request, number, "Withdrawn. Its page says why; nothing else shows it.")


@require_POST
@allowed("archive.delete_statement")
@or_say_why
def statement_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Throw a draft away."""
    statement = get_object_or_404(Statement, pk=number)
    delete_draft(statement=statement, actor=request.user)
    messages.success(request, f"Statement {number} was a draft and is deleted.")
    return redirect("desk:meeting", pk=statement.meeting_id) if statement.meeting_id else redirect("desk:work-list")


@transaction.atomic
def _save(request: HttpRequest, statement: Statement, form: StatementForm) -> str:
    """Save the form and return what to say; publish the words as a correction where an editor asked for that."""
    data = form.cleaned_data
    words = {"text": data["text"], "title": data["title"], "reason": data.get("reason", "")}
    correcting = request.POST.get("then") == "correct"
    if correcting and not request.user.has_perm(MAY_CORRECT):
        raise PermissionDenied
    may_all = not statement.published_at or request.user.has_perm(MAY_CORRECT)
    fields = {name: data[name] for name in EDITABLE} if may_all else {}
    topics = topics_named(data["topics"]) if may_all else list(statement.topics.all())
    edited = {"topics": topics, "grounds": form.grounds(), **words}
    if correcting:
        # Words and who said them go through the correction itself; the form may hold other changes beside them.
        said_by = SaidBy(fields.pop("speaker"), fields.pop("attribution"))
        edit_statement(statement=statement, seen=data["seen"], fields=fields, actor=request.user, **edited)
        statement.refresh_from_db()
        grounds = asdict(form.grounds() or Grounds())
        corrected = correct(statement=statement, said_by=said_by, actor=request.user, **grounds, **words)
        if report := _report_named(request, statement):
            correction = corrected.corrections.public().first()
            settle_report(report=report, outcome=data["reason"], corrected_by=correction, actor=request.user)
        return "Corrected in public. The earlier wording stays readable at its own address."
    edit_statement(statement=statement, seen=data["seen"], fields=fields, actor=request.user, **edited)
    return "Saved. Readers see new words once they are published." if statement.published_at else "Saved."


def _report_named(request: HttpRequest, statement: Statement) -> ErrorReport | None:
    """Return the open report that the correction is to settle, which its page names in the address."""
    named = request.GET.get("report", "")
    return statement.error_reports.waiting().filter(pk=named).first() if named.isdecimal() else None


def _done(request: HttpRequest, number: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk:statement", number=number)


def _around(statement: Statement) -> dict[str, Any]:
    """Return the statements before and after it in its meeting."""
    if statement.meeting_id is None:
        return {}
    others = statement.meeting.statements.select_related("speaker", "current_revision").exclude(pk=statement.pk)
    place = {"position": statement.position}
    before = others.filter(position__lt=place["position"]) | others.filter(**place, number__lt=statement.pk)
    after = others.filter(position__gt=place["position"]) | others.filter(**place, number__gt=statement.pk)
    return {
        "before": before.order_by("-position", "-number").first(),
        "after": after.order_by("position", "number").first(),
    }


def _offers(meeting: Meeting | None) -> dict[str, Any]:
    """Return what to offer while typing."""
    speakers = speakers_known_to(meeting) if meeting else Speaker.objects.current()[:300]
    return {"speakers": speakers, "topics": Topic.objects.values_list("name", flat=True)[:TOPICS_OFFERED]}
