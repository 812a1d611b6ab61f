"""Statements and meetings as PDF, for people: in the language of the page that links to them."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from archive.exports.meeting.decisions import decisions_of
from archive.exports.meeting.turns import turns_of
from archive.exports.typeset.documents import of_meeting, of_statement
from archive.exports.typeset.sheet import Sheet, as_pdf
from archive.machine.web.cost import Cost, costs
from archive.models import Meeting, fetch_public_offices
from archive.models.upkeep import subject_version as subjects
from archive.pages.decisions.shown import decision_of
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import one_of
from archive.pages.statements.wordings import entry_here, public_wording


def pdf_response(sheet: Sheet, name: str) -> HttpResponse:
    """Return the sheet as a file of that name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"', "X-Robots-Tag": "noindex"}
    return HttpResponse(as_pdf(sheet), content_type="application/pdf", headers=headers)


@require_safe
@costs(Cost.FILE)
def statement_pdf(request: HttpRequest, number: int, revision: int) -> HttpResponse:
    """Send the wording of one published revision."""
    wording = public_wording(number, revision)
    statement = wording.statement
    meeting = [subjects.meeting(statement.meeting_id)] if statement.meeting_id else []
    page_shows(request, subjects.statement(number), *meeting)
    fetch_public_offices([statement.speaker])
    sheet = of_statement(statement, wording, decision_of(statement), entry_here(request, number))
    return pdf_response(sheet, f"statement-{number}-r{revision}")


@require_safe
@costs(Cost.FILE)
def meeting_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the whole transcript of a public meeting."""
    meeting = one_of(Meeting.objects.public().select_related("board"), pk=pk)
    page_shows(request, subjects.meeting(pk))
    sheet = of_meeting(meeting, turns_of(meeting), decisions_of(pk))
    return pdf_response(sheet, f"{meeting.slug}-transcript")
