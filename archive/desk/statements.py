"""One statement at the desk: write, edit with a preview, review, publish, correct, withdraw."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from archive.actions.removed_words import disk
from archive.actions.reports import settle_report
from archive.actions.rules import (
    ChangedMeanwhile,
    Grounds,
    PublicToo,
    SaidBy,
    check_public_too,
    filed_topics,
    named_in_decision,
    version_of,
)
from archive.actions.statements import (
    correct,
    delete_draft,
    edit_statement,
    notes_about,
    publish,
    reinstate,
    return_to_draft,
    schedule,
    settle_notes,
    submit_for_review,
    unschedule,
    withdraw,
    write_note,
)
from archive.actions.statements.drafts import as_stored
from archive.citations.passages.difference import compare
from archive.desk.answers import post_view
from archive.desk.asking_first import Confirmation, ask_first
from archive.desk.forms.decision import DecisionForm
from archive.desk.forms.fields import topics_named
from archive.desk.forms.removal import ReinstatementForm, RemovalForm
from archive.desk.forms.statement import (
    AS_PRINTED,
    PLAN,
    PUBLISH,
    REPLY,
    RETURN,
    SUBMIT,
    NextStepForm,
    StatementForm,
)
from archive.desk.planned import plan_of
from archive.desk.rows import place_in_list, row_form, since_sent_back
from archive.desk.shown import say_seen, with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest, is_script
from archive.machine.web.whole_number import whole_number, whole_numbers
from archive.models import AuditEntry, ErrorReport, Statement, User

MAY_PUBLISH = "archive.publish_statement"
MAY_CORRECT = "archive.correct_statement"
MAY_WITHDRAW = "archive.withdraw_statement"
CONFLICT = 409
WORDS_QUOTED = 40
WITHDRAWING = (
    "Its words are removed from every page, the search, feeds and files immediately. Its address shows the reason "
    "instead.",
    "An editor can reinstate it later, in public and with a reason.",
)


@allowed("archive.change_statement")
def statement_edit(request: StaffRequest, number: int) -> HttpResponse:
    """Show a statement to edit, and save it, without overwriting what somebody else saved meanwhile."""
    statement, seen = _statement(request, number)
    if request.method != "POST":
        return statement_page(request, statement, seen)
    form = form_of(statement, request.user, seen, request.POST)
    step = NextStepForm(request.POST, board=statement.board, then=request.POST.get("then", ""))
    if all([form.is_valid(), step.is_valid()]):
        try:
            saved = _save(request, statement, form, step)
        except ChangedMeanwhile as error:
            form.add_error(None, error)
            # Shown next to what was typed, so that saving again is a decision.
            statement, seen = _statement(request, number)
            say_seen(form, seen)
            theirs: Any = form_of(statement, request.user)
            theirs.differ = compare(theirs.initial["text"], as_stored(form.cleaned_data["text"]))
            return statement_page(request, statement, seen, form=form, step=step, theirs=theirs, status=CONFLICT)
        except ValidationError as error:
            form.refuse(error)
            public_too = error if isinstance(error, PublicToo) else None
            return statement_page(request, statement, seen, form=form, step=step, public_too=public_too)
        else:
            messages.success(request, saved)
            return redirect(place_in_list(statement) if "list" in request.POST else _page_of(statement))
    return statement_page(request, statement, seen, form=form, step=step)


def form_of(statement: Statement, person: User, seen: str = "", sent: Any = None, **more: Any) -> StatementForm:
    """Return the form of a statement, by its kind. Of what readers see, only who may correct it changes the facts."""
    kind = DecisionForm if statement.kind == Statement.Kind.DECISION else StatementForm
    form = kind(sent, statement=statement, meeting=statement.meeting, seen=seen, **more)
    if statement.published_at and not person.has_perm(MAY_CORRECT):
        form.lock_all_but_words()
    return form


def _page_of(statement: Statement) -> str:
    return reverse("desk:statement", args=[statement.pk])


def statement_page(
    request: StaffRequest, statement: Statement, seen: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Show a statement with everything that can be done to it; ``context`` has the forms that were sent, if any.

    A script that opens it in its row gets the form alone.
    """
    is_row = is_script(request)
    if "form" not in context:
        # Several rows may be open on one page.
        ids = {"auto_id": f"row-{statement.pk}-%s"} if is_row else {}
        context["form"] = form_of(statement, request.user, seen, **ids)
        context["step"] = NextStepForm(board=statement.board, **ids)
    form = context["form"]
    context = {
        "removal": RemovalForm(auto_id="withdraw-%s", initial={"seen": seen}),
        "coming_back": ReinstatementForm(auto_id="reinstate-%s", initial={"seen": seen}),
        **context,
        **_neighbours_in_meeting(statement),
        "statement": statement,
        "meeting": statement.meeting,
        "outside": None if statement.meeting else statement.board,
        "seen": seen,
        "report": _report_named(request, statement),
        "history": AuditEntry.objects.about(statement).select_related("actor")[:10],
        "next_words": statement.revisions.filter(published_at=None, number__gt=1).first(),
        "notes": notes_about(statement),
        "since": since_sent_back(statement),
        "preview": preview_of(statement, form["title"].value(), form["text"].value()),
        **plan_of(statement),
        "still_on_disk": disk.waiting(statement),
        "in_list": is_row or "list" in request.POST,
    }
    return row_form(request, "desk/statement_form.html", context, page="desk/statement.html", status=status)


@require_POST
@allowed("archive.change_statement")
def statement_preview(request: StaffRequest) -> HttpResponse:
    """Show the typed words as readers will see them, and how they differ from the published ones of ``?of=``."""
    number = whole_number(request.GET.get("of", ""))
    statement = _statement(request, number)[0] if number else None
    shown = preview_of(statement, request.POST.get("title", ""), request.POST.get("text", ""))
    return render(request, "desk/preview.html", {"preview": shown})


@post_view(MAY_PUBLISH, Statement, then="statement")
def statement_unschedule(request: StaffRequest, statement: Statement) -> str:
    """Cancel a planned publication."""
    unschedule(subject=statement, seen=request.POST.get("seen", ""), actor=request.user)
    return "The planned publication is cancelled."


@allowed("archive.withdraw_statement")
def statement_withdraw(request: StaffRequest, number: int) -> HttpResponse:
    """Withdraw a statement, with a reason. If this is refused, what was typed stays."""
    statement, seen = _statement(request, number)
    form = RemovalForm(request.POST, auto_id="withdraw-%s")
    leave = reverse("desk:statement", args=[number])
    confirmation = Confirmation(f"Withdraw {statement}?", WITHDRAWING, "Withdraw", leave)
    if form.is_valid() and (asked := ask_first(request, confirmation)):
        return asked
    done = "Withdrawn. Its page says why. It is not shown anywhere else."
    return _with_reason(request, statement, seen, withdraw, done, removal=form)


@allowed("archive.reinstate_statement")
def statement_reinstate(request: StaffRequest, number: int) -> HttpResponse:
    """Reinstate a withdrawn statement, with a reason. If this is refused, what was typed stays."""
    statement, seen = _statement(request, number)
    form = ReinstatementForm(request.POST, auto_id="reinstate-%s")
    done = "Reinstated. Readers can see it again and why it was withdrawn."
    return _with_reason(request, statement, seen, reinstate, done, coming_back=form)


def _with_reason(
    request: StaffRequest, statement: Statement, seen: str, act: Callable[..., Statement], done: str, **shown: Form
) -> HttpResponse:
    """Do what the form gives a reason for. If this is refused, show the page with what was typed."""
    (form,) = shown.values()
    if form.is_valid():
        try:
            act(statement=statement, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _done(request, statement.pk, done)
    say_seen(form, seen)
    return statement_page(request, statement, seen, status=CONFLICT if form.non_field_errors() else 200, **shown)


@post_view("archive.delete_statement", Statement.objects.with_record())
def statement_delete(request: StaffRequest, statement: Statement) -> HttpResponse:
    """Delete a draft."""
    number = statement.pk
    leave = reverse("desk:statement", args=[number])
    if asked := ask_first(request, Confirmation(f"Delete {statement}?", _deleting(statement), "Delete", leave)):
        return asked
    delete_draft(statement=statement, seen=request.POST.get("seen", ""), actor=request.user)
    messages.success(request, f"Statement {number} was a draft and is now deleted.")
    return redirect(place_in_list(statement).partition("?")[0])


@transaction.atomic
def _save(request: StaffRequest, statement: Statement, form: StatementForm, step: NextStepForm) -> str:
    """Save the form, do what its pressed button says with these words, and return the message."""
    then = request.POST.get("then", "save")
    if then == "correct":
        return _correct(request, statement, form)
    may_all = not statement.published_at or request.user.has_perm(MAY_CORRECT)
    fields = form.facts(request.user) if may_all else {}
    topics = topics_named(form.cleaned_data["topics"], request.user) if may_all else filed_topics(statement)
    given = _given(request, statement, form)
    decision = form.new_decision() if may_all else None
    saved = edit_statement(fields=fields, topics=topics, decision=decision, grounds=form.grounds(), **given)
    if step.cleaned_data["note"] and then not in WITH_THEIR_NOTE:
        write_note(statement=saved, note=step.cleaned_data["note"], actor=request.user)
    settle_notes(statement=saved, notes=whole_numbers(request.POST.getlist("done")), actor=request.user)
    if step.cleaned_data["at"] and then != PLAN:
        messages.warning(request, "The time is not set, because you did not press “Save and plan for that time”.")
    if then in {PUBLISH, PLAN}:
        check_public_too(named_in_decision(saved), request.POST.get("seen_too", ""), request.user)
    if then in NEXT_STEPS:
        return NEXT_STEPS[then](saved, step.cleaned_data | {AS_PRINTED: form.cleaned_data[AS_PRINTED]}, request.user)
    return "Saved. Readers see new words once they are published." if statement.published_at else "Saved."


def _correct(request: StaffRequest, statement: Statement, form: StatementForm) -> str:
    data, given = form.cleaned_data, _given(request, statement, form)
    fields = form.facts(request.user)
    said_by = SaidBy(fields["speaker"], fields["attribution"])
    given |= {"topics": topics_named(data["topics"], request.user), "seen_too": request.POST.get("seen_too", "")}
    given |= {"decision": form.new_decision(), "fields": fields, AS_PRINTED: data[AS_PRINTED]}
    corrected = correct(said_by=said_by, **asdict(form.grounds() or Grounds()), **given)
    if report := _report_named(request, statement):
        correction = corrected.corrections.public().first()
        settled = {"outcome": data["reason"], "corrected_by": correction, "seen": version_of(report)}
        settle_report(report=report, actor=request.user, **settled)
    return "Corrected in public. The earlier wording stays readable at its own address."


def _given(request: StaffRequest, statement: Statement, form: StatementForm) -> dict[str, Any]:
    """Return the words of the form, and who saves which version of the statement."""
    data = form.cleaned_data
    words = {"text": data["text"], "title": data["title"], "reason": data.get("reason", "")}
    return {"statement": statement, "seen": data["seen"], "actor": request.user, **words}


def _submit(statement: Statement, step: dict[str, Any], actor: User) -> str:
    submit_for_review(statement=statement, note=step["note"], seen=version_of(statement), actor=actor)
    return "Saved. Ready for review."


def _return(statement: Statement, step: dict[str, Any], actor: User) -> str:
    return_to_draft(statement=statement, note=step["note"], seen=version_of(statement), actor=actor)
    return "Sent back, with your note. It is a draft again."


def _reply(statement: Statement, step: dict[str, Any], actor: User) -> str:
    write_note(statement=statement, note=step["note"], actor=actor)
    return "Saved, with your note."


def _publish(statement: Statement, step: dict[str, Any], actor: User) -> str:
    publish(statement=statement, seen=version_of(statement), as_printed=step[AS_PRINTED], actor=actor)
    return "Published."


def _plan(statement: Statement, step: dict[str, Any], actor: User) -> str:
    given = {name: step[name] for name in ("at", AS_PRINTED)}
    schedule(subject=statement, seen=version_of(statement), actor=actor, **given)
    return "Saved. The time is set. It is not public until then."


# What the buttons of the form do with the words, once these are saved in the same transaction.
NEXT_STEPS: dict[str, Callable[[Statement, dict[str, Any], User], str]] = {
    SUBMIT: _submit,
    RETURN: _return,
    REPLY: _reply,
    PLAN: _plan,
    PUBLISH: _publish,
}
# Their own entries in the history have the note.
WITH_THEIR_NOTE = {SUBMIT, RETURN, REPLY}


def _statement(request: StaffRequest, number: int) -> tuple[Statement, str]:
    """Return the statement with its version. Only editors may see withdrawn words."""
    statement, seen = with_version(Statement.objects.with_record(), pk=number)
    if statement.status == Statement.Status.WITHDRAWN and not request.user.has_perm(MAY_WITHDRAW):
        raise PermissionDenied(f"{statement} was withdrawn. Only editors can see what it said.")
    return statement, seen


def _report_named(request: StaffRequest, statement: Statement) -> ErrorReport | None:
    """Return the open report in the URL, which the correction will close."""
    named = whole_number(request.GET.get("report", ""))
    return statement.error_reports.waiting().filter(pk=named).first() if named else None


def _deleting(statement: Statement) -> list[str]:
    """Say what is lost with a draft."""
    words = Truncator(statement.text).words(WORDS_QUOTED, truncate=" …")
    return [f"“{words}”", "It is a draft that only staff have seen. It is deleted completely. Nobody can undo this."]


def preview_of(statement: Statement | None, title: str | None, text: str | None) -> dict[str, Any]:
    """Return the words as readers will see them and, for a published statement, how they differ."""
    title, text = " ".join((title or "").split()), as_stored(text or "")
    shown: dict[str, Any] = {"title": title, "text": text}
    if statement and statement.is_public:
        now = statement.published_revision
        shown["titles"] = compare(now.title, title) if now.title != title else []
        shown["texts"] = compare(now.text, text) if now.text != text else []
    return shown


def _done(request: StaffRequest, number: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("desk:statement", number=number)


def _neighbours_in_meeting(statement: Statement) -> dict[str, Any]:
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
