"""Report an error: the form on every statement, and the page that shows the outcome of a report."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from archive.actions.reports import report_error
from archive.machine.web.client_address import client_address
from archive.machine.web.cost import Cost, costs
from archive.models import LONGEST_PROBLEM, ErrorReport
from archive.pages.http.errors import NotHere
from archive.pages.http.reader_form import ReaderForm
from archive.pages.quotes.citations import wording
from archive.pages.quotes.passages import quoted_passage
from archive.pages.statements.wordings import public_statement


class LinesField(forms.CharField):
    """Text of several lines, with the line ends of the record, so that its length is what the browser counted."""

    def to_python(self, value: Any) -> str:
        """Return the text with only line feeds as line ends."""
        return (super().to_python(value) or "").replace("\r\n", "\n")


class ReportForm(ReaderForm):
    """What is wrong, and where to reach the reader."""

    problem = LinesField(
        label=_("What is wrong?"),
        max_length=LONGEST_PROBLEM,
        help_text=_("Tell us how you know. For example, from a recording, the minutes, or because you were there."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Tell us what is wrong.")},
    )
    email = forms.EmailField(
        label=_("Your email (optional), in case the editors have a question"),
        required=False,
        max_length=254,
        help_text=_("We never publish it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


# The only page where a reader gets a cookie. It stops other sites from sending reports in the reader's name.
@require_http_methods(["GET", "HEAD", "POST"])
@costs(Cost.CHEAP, "quote", "r")
def statement_report(request: HttpRequest, number: int) -> HttpResponse:
    """Show the form for the wording and the passage in the URL; store the report and redirect to its page."""
    statement = public_statement(number)
    revision = wording(request, statement)
    quoted = quoted_passage(request, revision)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.sends(
        lambda given: report_error(
            revision=revision,
            passage=quoted.passage if quoted else None,
            problem=given["problem"],
            reporter_email=given["email"],
            client=client_address(request),
        )
    ):
        return redirect(form.result)
    context = {"statement": statement, "revision": revision, "quoted": quoted}
    return form.page(request, "pages/corrections/report_form.html", context)


@require_safe
@costs(Cost.CHEAP)
def report_detail(request: HttpRequest, report: int) -> HttpResponse:
    """Show what a report is about and its outcome or, if its statement was withdrawn, why."""
    reports = ErrorReport.objects.select_related("revision", "corrected_by__revision").defer("reporter_email")
    shown = reports.filter(pk=report).first()
    if shown is None:
        raise NotHere(gettext("There is no error report %(number)s.") % {"number": report})
    statement = public_statement(shown.statement_id)
    return render(request, "pages/corrections/report.html", {"report": shown, "statement": statement})
