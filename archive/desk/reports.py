"""Error reports at the desk: look at one, answer it."""

from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.actions.reports import settle_report
from archive.desk.answers import post_view
from archive.desk.forms.fields import SeenField
from archive.desk.shown import with_version
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import LONGEST_OUTCOME, AuditEntry, Correction, ErrorReport, Statement


class SettleForm(forms.Form):
    """The answer to a report. If there are ``corrections``, one of them corrected the error."""

    seen = SeenField()
    correction = forms.ModelChoiceField(label="Corrected by", queryset=Correction.objects.none(), empty_label=None)
    outcome = forms.CharField(label="Outcome, shown to readers", max_length=LONGEST_OUTCOME)
    problem_is_public = forms.BooleanField(
        label="Readers may see what was reported",
        required=False,
        initial=True,
        help_text="Untick this if the report is abusive or names a private person.",
    )

    def __init__(self, *args: Any, corrections: QuerySet[Correction] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrections is None:
            del self.fields["correction"]
        else:
            choice = cast(forms.ModelChoiceField, self.fields["correction"])
            choice.queryset = corrections.select_related("revision", "statement")


MAY_WITHDRAW = "archive.withdraw_statement"


@require_safe
@allowed("archive.view_errorreport")
def report_detail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a report next to the words it is about, with the ways to close it."""
    return _page(request, pk)


@post_view("archive.correct_statement", ErrorReport.objects.select_related("revision"), then="report")
def report_settle(request: StaffRequest, report: ErrorReport) -> HttpResponse | str:
    """Close a report: with an existing correction, or with a reason why nothing changes."""
    way = "corrected" if request.POST.get("decision") == "corrected" else "decline"
    corrections = report.later_corrections() if way == "corrected" else None
    form = SettleForm(request.POST, prefix=way, corrections=corrections)
    if not form.is_valid():
        return _page(request, report.pk, **{way: form})
    data = form.cleaned_data
    settle_report(
        report=report,
        outcome=data["outcome"],
        problem_is_public=data["problem_is_public"],
        corrected_by=data.get("correction"),
        seen=data["seen"],
        actor=request.user,
    )
    return f"{report} is closed. Its page shows the outcome."


def _page(request: StaffRequest, pk: int, **sent: SettleForm) -> HttpResponse:
    """Show the report; ``sent`` is the form that was sent and refused."""
    reports = ErrorReport.objects.select_related(
        "statement__meeting__board",
        "statement__speaker",
        "statement__current_revision",
        "revision",
        "corrected_by__revision",
    )
    report, seen = with_version(reports, pk=pk)
    if report.statement.status == Statement.Status.WITHDRAWN and not request.user.has_perm(MAY_WITHDRAW):
        raise PermissionDenied(f"{report.statement} was withdrawn. Only editors can see what it said.")
    later = report.later_corrections()
    forms = {"decline": SettleForm(prefix="decline", initial={"seen": seen})}
    if later.exists():
        forms["corrected"] = SettleForm(prefix="corrected", initial={"seen": seen}, corrections=later)
    context = {
        "report": report,
        "statement": report.statement,
        "meeting": report.statement.meeting,
        "history": AuditEntry.objects.about(report).select_related("actor"),
        "wrong": [("", form) for form in sent.values()],  # each part of the page with its name, of which it has none
    }
    return render(request, "desk/report.html", {**context, **forms, **sent})
