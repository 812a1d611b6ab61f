"""One statement at the desk: write, edit with a preview, review, publish, correct, withdraw."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from archive.actions.correct import correct
from archive.actions.create_statement import create_statement
from archive.actions.delete_draft import delete_draft
from archive.actions.edit_statement import edit_statement
from archive.actions.file_under import filed_topics
from archive.actions.log_correction import Grounds, SaidBy
from archive.actions.public_too import PublicToo
from archive.actions.publish import publish
from archive.actions.redaction import disk
from archive.actions.reinstate import reinstate
from archive.actions.return_to_draft import return_to_draft
from archive.actions.schedule import schedule, unschedule
from archive.actions.settle_report import settle_report
from archive.actions.submit_for_review import submit_for_review
from archive.actions.version import ChangedMeanwhile, version_of
from archive.actions.withdraw import withdraw
from archive.desk.answers import or_say_why, say_form_errors
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.fields import topics_named
from archive.desk.forms.meeting import PublishAtForm
from archive.desk.forms.removal import ReinstatementForm, RemovalForm
from archive.desk.forms.statement import StatementForm
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import AuditEntry, ErrorReport, Meeting, Statement, Topic

MAY_PUBLISH = "archive.publish_statement"
MAY_CORRECT = "archive.correct_statement"
MAY_WITHDRAW = "archive.withdraw_statement"
CONFLICT = 409
TOPICS_OFFERED = 500
WITHDRAWING = (
    "Its words are removed from every page, the search, feeds and files immediately. Its address shows the reason "
    "instead.",
    "An editor can reinstate it later, in public and with a reason.",
)


@allowed("archive.add_statement")
def statement_new(request: StaffRequest, pk: int) -> HttpResponse:
    """Write a new statement for a meeting, as a draft."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    form = StatementForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            with transaction.atomic():
                statement = create_statement(
                    text=data["text"],
                    title=data["title"],
                    topics=topics_named(data["topics"], request.user),
                    meeting=meeting,
                    actor=request.user,
                    **form.facts(request.user),
                )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"{statement} is a draft. Nothing is public yet.")
            return redirect("desk:statement", number=statement.pk)
    return render(request, "desk/statement_new.html", {"form": form, "meeting": meeting, **offers()})


@allowed("archive.change_statement")
def statement_edit(request: StaffRequest, number: int) -> HttpResponse:
    """Show a statement to edit, and save it, without overwriting what somebody else saved meanwhile."""
    statement, seen = _statement(request, number)
    form = StatementForm(request.POST or None, statement=statement, meeting=statement.meeting, seen=seen)
    if statement.published_at and not request.user.has_perm(MAY_CORRECT):
        form.lock_all_but_words()
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, statement, form)
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            # Shown next to what was typed, so that saving again is a decision.
            statement, seen = _statement(request, number)
            say_seen(form, seen)
            theirs = StatementForm(statement=statement, meeting=statement.meeting)
            return statement_page(request, statement, seen, form=form, theirs=theirs, status=CONFLICT)
        except ValidationError as error:
            form.add_error(None, error.messages)
            public_too = error if isinstance(error, PublicToo) else None
            return statement_page(request, statement, seen, form=form, public_too=public_too)
        else:
            messages.success(request, saved)
            return redirect("desk:statement", number=number)
    return statement_page(request, statement, seen, form=form)


def statement_page(
    request: StaffRequest, statement: Statement, seen: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a statement with everything that can be done to it; ``context`` has the forms that were sent, if any."""
    planned = statement.schedules.pending().select_related("decided_by").first()
    shown = {
        "form": StatementForm(statement=statement, meeting=statement.meeting, seen=seen),
        "removal": RemovalForm(auto_id="withdraw-%s", initial={"seen": seen}),
        "coming_back": ReinstatementForm(auto_id="reinstate-%s", initial={"seen": seen}),
        "publish_at": PublishAtForm(board=statement.board, initial={"seen": seen}),
    }
    context = {**shown, **context, **_around(statement), **offers()}
    context |= {
        "statement": statement,
        "meeting": statement.meeting,
        "seen": seen,
        "report": _report_named(request, statement),
        "history": AuditEntry.objects.about(statement).select_related("actor")[:10],
        "next_words": statement.revisions.filter(published_at=None, number__gt=1).first(),
        "planned": planned,
        "planned_seen": version_of(planned) if planned else "",
        "still_on_disk": disk.waiting(statement),
        "planned_changed": planned is not None and planned.seen != seen,
    }
    return render(request, "desk/statement.html", context, status=status)


@require_POST
@allowed("archive.change_statement")
def statement_preview(request: StaffRequest) -> HttpResponse:
    """Show the typed words as readers will see them. Nothing is saved."""
    text = request.POST.get("text", "").replace("\r\n", "\n").strip("\n")
    context = {"title": " ".join(request.POST.get("title", "").split()), "text": text}
    return render(request, "desk/preview.html", context)


@require_POST
@allowed("archive.change_statement")
@or_say_why
def statement_submit(request: StaffRequest, number: int) -> HttpResponse:
    """Submit a draft for review."""
    statement = get_object_or_404(Statement, pk=number)
    submit_for_review(statement=statement, seen=request.POST.get("seen", ""), actor=request.user)
    return _done(request, number, "Ready for review.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_return(request: StaffRequest, number: int) -> HttpResponse:
    """Send a statement in review back to draft."""
    statement = get_object_or_404(Statement, pk=number)
    given = {name: request.POST.get(name, "") for name in ("note", "seen")}
    return_to_draft(statement=statement, actor=request.user, **given)
    return _done(request, number, "Sent back. It is a draft again.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_publish(request: StaffRequest, number: int) -> HttpResponse:
    """Publish a statement, or its new words, now or at a set time."""
    statement = get_object_or_404(Statement.objects.select_related("board"), pk=number)
    if request.POST.get("when") == "later":
        form = PublishAtForm(request.POST, board=statement.board)
        if not form.is_valid():
            say_form_errors(request, form)
            return redirect("desk:statement", number=number)
        schedule(subject=statement, at=form.cleaned_data["at"], seen=form.cleaned_data["seen"], actor=request.user)
        return _done(request, number, "The time is set. It is not public until then.")
    publish(statement=statement, seen=request.POST.get("seen", ""), actor=request.user)
    return _done(request, number, "Published.")


@require_POST
@allowed(MAY_PUBLISH)
@or_say_why
def statement_unschedule(request: StaffRequest, number: int) -> HttpResponse:
    """Cancel a planned publication."""
    statement = get_object_or_404(Statement, pk=number)
    unschedule(subject=statement, seen=request.POST.get("seen", ""), actor=request.user)
    return _done(request, number, "The planned publication is cancelled.")


@require_POST
@allowed("archive.withdraw_statement")
def statement_withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Withdraw a statement, with a reason. If this is refused, what was typed stays."""
    statement, seen = _statement(request, number)
    form = RemovalForm(request.POST, auto_id="withdraw-%s")
    if form.is_valid():
        leave = reverse("desk:statement", args=[number])
        if asked := ask_first(request, Confirmation(f"Withdraw {statement}?", WITHDRAWING, "Withdraw", leave)):
            return asked
        try:
            withdraw(statement=statement, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, number, "Withdrawn. Its page says why. It is not shown anywhere else.")
    say_seen(form, seen)
    return statement_page(request, statement, seen, removal=form, status=CONFLICT if form.non_field_errors() else 200)


@require_POST
@allowed("archive.reinstate_statement")
def statement_reinstate(request: StaffRequest, number: int) -> HttpResponse:
    """Reinstate a withdrawn statement, with a reason. If this is refused, what was typed stays."""
    statement, seen = _statement(request, number)
    form = ReinstatementForm(request.POST, auto_id="reinstate-%s")
    if form.is_valid():
        try:
            reinstate(statement=statement, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, number, "Reinstated. Readers can see it again and why it was withdrawn.")
    say_seen(form, seen)
    context = {"coming_back": form}
    return statement_page(request, statement, seen, status=CONFLICT if form.non_field_errors() else 200, **context)


@require_POST
@allowed("archive.delete_statement")
@or_say_why
def statement_delete(request: StaffRequest, number: int) -> HttpResponse:
    """Delete a draft."""
    statement = get_object_or_404(Statement, pk=number)
    delete_draft(statement=statement, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"Statement {number} was a draft and is now deleted.")
    return redirect("desk:meeting", pk=statement.meeting_id) if statement.meeting_id else redirect("desk:work-list")


@transaction.atomic
def _save(request: StaffRequest, statement: Statement, form: StatementForm) -> str:
    """Save the form and return the message; correct in public if an editor asked for it."""
    data = form.cleaned_data
    words = {"text": data["text"], "title": data["title"], "reason": data.get("reason", "")}
    given = {"statement": statement, "seen": data["seen"], "actor": request.user, **words}
    may_all = not statement.published_at or request.user.has_perm(MAY_CORRECT)
    fields = form.facts(request.user) if may_all else {}
    topics = topics_named(data["topics"], request.user) if may_all else filed_topics(statement)
    if request.POST.get("then") != "correct":
        edit_statement(fields=fields, topics=topics, grounds=form.grounds(), **given)
        return "Saved. Readers see new words once they are published." if statement.published_at else "Saved."
    said_by = SaidBy(data["speaker"], data["attribution"])
    grounds = asdict(form.grounds() or Grounds())
    given["seen_too"] = request.POST.get("seen_too", "")
    corrected = correct(said_by=said_by, fields=fields, topics=topics, **grounds, **given)
    if report := _report_named(request, statement):
        correction = corrected.corrections.public().first()
        settled = {"outcome": data["reason"], "corrected_by": correction, "seen": version_of(report)}
        settle_report(report=report, actor=request.user, **settled)
    return "Corrected in public. The earlier wording stays readable at its own address."


def _statement(request: StaffRequest, number: int) -> tuple[Statement, str]:
    """Return the statement with its version. Only editors may see withdrawn words."""
    statement, seen = with_version(Statement.objects.with_record(), pk=number)
    if statement.status == Statement.Status.WITHDRAWN and not request.user.has_perm(MAY_WITHDRAW):
        raise PermissionDenied(f"{statement} was withdrawn. Only editors can see what it said.")
    return statement, seen


def _report_named(request: StaffRequest, statement: Statement) -> ErrorReport | None:
    """Return the open report in the URL, which the correction will close."""
    named = request.GET.get("report", "")
    return statement.error_reports.waiting().filter(pk=named).first() if named.isdecimal() else None


def _done(request: StaffRequest, number: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk:statement", number=number)


def _around(statement: Statement) -> dict[str, Any]:
    """Return the statements before and after it in its meeting."""
    if statement.meeting is None:
        return {}
    others = statement.meeting.statements.select_related("speaker", "current_revision").exclude(pk=statement.pk)
    place = {"position": statement.position}
    before = others.filter(position__lt=place["position"]) | others.filter(**place, number__lt=statement.pk)
    after = others.filter(position__gt=place["position"]) | others.filter(**place, number__gt=statement.pk)
    return {
        "before": before.order_by("-position", "-number").first(),
        "after": after.order_by("position", "number").first(),
    }


def offers() -> dict[str, Any]:
    """Return suggestions for typing."""
    return {"topics": Topic.objects.values_list("name", flat=True)[:TOPICS_OFFERED]}
