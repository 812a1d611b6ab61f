"""The action minutes of a public meeting: a page, and the same words as Word and PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.exports.action_minutes import lines_of, minutes_file
from archive.exports.meeting.decisions import decisions_of
from archive.machine.web.cost import Cost, costs
from archive.models import Meeting
from archive.models.decided import Decided
from archive.models.upkeep import subject_version as subjects
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere


@require_safe
@costs(Cost.CHEAP)
def minutes_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who was there and what was decided, item by item."""
    meeting, decisions = _of_meeting(request, pk)
    return render(request, "pages/meetings/minutes.html", {"meeting": meeting, "lines": lines_of(meeting, decisions)})


@require_safe
@costs(Cost.FILE)
def minutes_as_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Send the same as a Word document or a PDF."""
    meeting, decisions = _of_meeting(request, pk)
    response = minutes_file(meeting, decisions, form)
    response["X-Robots-Tag"] = "noindex"
    return response


def _of_meeting(request: HttpRequest, pk: int) -> tuple[Meeting, list[Decided]]:
    """Return a public meeting in which something was decided; raise NotHere if there is none."""
    meeting = Meeting.objects.public().select_related("board").filter(pk=pk).first()
    decisions = decisions_of(pk) if meeting else []
    if meeting is None or not decisions:
        raise NotHere(gettext("No decision of this meeting is published here."))
    page_shows(request, subjects.meeting(pk))
    return meeting, decisions
