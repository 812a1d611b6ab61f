"""The action minutes of a meeting, for staff."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.exports.action_minutes import FORMS as MINUTES
from archive.exports.action_minutes import minutes_file
from archive.models import Decision, Meeting
from archive.models.decided import Decided


@allowed("archive.change_statement")
def action_minutes(_request: StaffRequest, pk: int, form: str) -> HttpResponse:
    """Send the action minutes of a meeting, with decisions that are not public yet, as Word or PDF."""
    meeting = get_object_or_404(Meeting.objects.select_related("board"), pk=pk)
    if form not in MINUTES:
        raise Http404
    rows = Decision.objects.filter(statement__meeting=pk, statement__withdrawal=None)
    related = ("statement__current_revision", "statement__board", "mover", "seconder", "document")
    rows = rows.select_related(*related).order_by("statement__position")
    roll = rows.prefetch_related("ballots")
    decided = [Decided(row, list(row.ballots.all())) for row in roll]
    return minutes_file(meeting, decided, form, with_drafts=True)
