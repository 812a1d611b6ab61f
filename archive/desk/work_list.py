"""What waits for staff."""

import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.actions.statements.review import IS_DONE, OF_A_REVIEW
from archive.desk.planned import looked_at
from archive.desk.recordings import waiting_recordings
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.desk.to_mend import WORK_SHOWN, to_mend
from archive.models import (
    AuditEntry,
    ErrorReport,
    ImportBatch,
    IncomingFile,
    Meeting,
    Revision,
    ScheduledPublication,
    Statement,
)

WAITING = (
    "in_review",
    "loose_in_review",
    "corrections",
    "sent_back",
    "reports",
    "imports",
    "asking",
    "reading",
    "recordings",
    "to_mend",
    "drafts",
    "loose_drafts",
    "empty_meetings",
)
A_WEEK = datetime.timedelta(days=7)


@require_safe
@allowed("archive.change_statement")
def work_list(request: StaffRequest) -> HttpResponse:
    """Show what waits, what is planned and what was published this week."""
    since = timezone.now() - A_WEEK
    elsewhere = planned_numbers()
    loose = Statement.objects.filter(meeting=None).exclude(pk__in=elsewhere).with_record()
    context: dict[str, Any] = {
        "in_review": with_senders(
            meetings_with(Statement.Status.IN_REVIEW, elsewhere).annotate(
                last=Max("statements", filter=Q(statements__status=Statement.Status.IN_REVIEW))
            )
        ),
        "loose_in_review": with_senders(loose.filter(status=Statement.Status.IN_REVIEW).annotate(last=F("pk"))),
        "corrections": corrections_waiting().exclude(statement__in=elsewhere)[:WORK_SHOWN],
        "reports": ErrorReport.objects.waiting()[:WORK_SHOWN],
        "imports": ImportBatch.objects.in_progress().select_related("meeting__board", "uploaded_by")[:WORK_SHOWN],
        "refused": ImportBatch.objects.filter(status=ImportBatch.Status.REFUSED, uploaded_at__gte=since).select_related(
            "meeting__board", "uploaded_by"
        )[:WORK_SHOWN],
        "asking": IncomingFile.objects.asking().count(),
        "reading": IncomingFile.objects.waiting().count(),
        "recordings": waiting_recordings(),
        "to_mend": to_mend() if request.user.has_perm("archive.correct_statement") else [],
        "sent_back": with_notes(Statement.Status.DRAFT, AuditEntry.Verb.RETURNED),
        "with_notes": with_notes(Statement.Status.IN_REVIEW, *OF_A_REVIEW),
        "drafts": meetings_with(Statement.Status.DRAFT, elsewhere)[:WORK_SHOWN],
        "loose_drafts": loose.filter(status=Statement.Status.DRAFT)[:WORK_SHOWN],
        "empty_meetings": empty_meetings()[:WORK_SHOWN],
        "planned": planned(),
        "failed": ScheduledPublication.objects.exclude(failure="").filter(done_at__gte=since),
        "published": published_since(since),
    }
    context["nothing_waits"] = not any(context[name] for name in WAITING)
    context["is_new"] = context["nothing_waits"] and not Meeting.objects.exists()
    return render(request, "desk/work_list.html", context)


def with_senders(waiting: QuerySet[Any]) -> list[Any]:
    """Return what waits, each with the entry of the trail that says who sent its ``last`` statement, and when."""
    rows = list(waiting[:WORK_SHOWN])
    submitted = AuditEntry.objects.filter(subject="statement", subject_id__in=[row.last for row in rows])
    entries = submitted.filter(verb=AuditEntry.Verb.SUBMITTED).select_related("actor").order_by("id")
    last = {entry.subject_id: entry for entry in entries}
    for row in rows:
        row.sent = last.get(row.last)
    return rows


def planned_numbers() -> set[int]:
    """Return the numbers of the statements that will be published as planned, so that nobody has to act on them."""
    plans = ScheduledPublication.objects.pending().values_list("statement", "approved")
    return {int(number) for statement, approved in plans for number in (statement, *approved) if number}


def meetings_with(status: Statement.Status, elsewhere: set[int]) -> QuerySet[Meeting]:
    """Return the meetings with statements of that status that are not listed elsewhere, with their number."""
    count = Count("statements", filter=Q(statements__status=status) & ~Q(statements__in=elsewhere))
    return Meeting.objects.select_related("board").annotate(waiting=count).filter(waiting__gt=0)


def corrections_waiting() -> QuerySet[Revision]:
    """Return the new words of published statements that no editor has published yet."""
    waiting = Revision.objects.filter(published_at__isnull=True, statement__status=Statement.Status.PUBLISHED)
    return waiting.select_related("statement__meeting__board", "statement__board", "author").order_by("-created_at")


def empty_meetings() -> QuerySet[Meeting]:
    """Return the meetings without any content."""
    started = ImportBatch.objects.in_progress().filter(meeting=OuterRef("pk"))
    return Meeting.objects.select_related("board").filter(
        ~Exists(Statement.objects.filter(meeting=OuterRef("pk"))), ~Exists(started), published_at=None
    )


def planned() -> list[ScheduledPublication]:
    """Return the planned publications, each with whether it has changed since an editor looked at it."""
    pending = ScheduledPublication.objects.pending()
    rows = pending.select_related("meeting__board", "statement__board", "statement__current_revision")
    return [looked_at(row) for row in rows[:WORK_SHOWN]]


def with_notes(status: Statement.Status, *verbs: AuditEntry.Verb) -> QuerySet[Statement]:
    """Return the statements of that status with an open note of one of these verbs, each with the last open one."""
    about = AuditEntry.objects.filter(subject="statement", subject_id=OuterRef("pk"))
    open_notes = about.exclude(note="").exclude(IS_DONE)
    notes = open_notes.filter(verb__in=OF_A_REVIEW).order_by("-id")
    last = {name: Subquery(notes.values(name)[:1]) for name in ("note", "actor", "id")}
    submitted = about.filter(verb=AuditEntry.Verb.SUBMITTED).order_by("-id")
    rows = Statement.objects.with_record().filter(Exists(open_notes.filter(verb__in=verbs)), status=status)
    rows = rows.annotate(
        last_note=last["note"],
        last_note_by=last["actor"],
        last_note_id=last["id"],
        submitted_by=Subquery(submitted.values("actor")[:1]),
    )
    return rows.order_by("-last_note_id")[:WORK_SHOWN]


def published_since(since: datetime.datetime) -> QuerySet[Meeting]:
    """Return the meetings in which something was published since then, with how much."""
    count = Count("statements", filter=Q(statements__published_at__gte=since))
    return Meeting.objects.public().select_related("board").annotate(fresh=count).filter(fresh__gt=0)[:WORK_SHOWN]
