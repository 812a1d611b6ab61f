"""Meetings: the list, and one with its transcript."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.models import Meeting, Source, Statement
from archive.pages.errors import NotHere
from archive.pages.figures import add_statement_counts
from archive.pages.filters import MeetingFilter
from archive.pages.metadata import meeting_metadata
from archive.pages.paging import first_page, page_number, paginate
from archive.pages.redirects import to_canonical
from archive.pages.transcript import Transcript

# Said to be what they are in a transcript; all else there is plain speech.
MARKED_KINDS = frozenset(
    {
        Statement.Kind.POLICY_STATEMENT,
        Statement.Kind.PUBLIC_COMMENT,
        Statement.Kind.MOTION,
        Statement.Kind.VOTE,
    }
)


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """List the public meetings, the latest first, filtered by board and date."""
    meetings = Meeting.objects.public().select_related("board").order_by("-date", "-id")
    filtered = MeetingFilter(request.GET, queryset=meetings)
    page = paginate(request, filtered.qs)
    add_statement_counts(page.items, "meeting")
    return render(request, "pages/meeting_list.html", {"filter": filtered, "page": page})


@require_safe
def meeting_detail(request: HttpRequest, pk: int, **_: str) -> HttpResponse:
    """Show a meeting: its agenda, and one part of its transcript (``?page=``, or the one with statement ``?at=``)."""
    meeting = Meeting.objects.public().select_related("board__parent").filter(pk=pk).first()
    if meeting is None:
        raise NotHere("The archive has no such meeting.")
    if redirect := to_canonical(request, meeting):
        return redirect
    transcript = Transcript(meeting)
    number = _part_asked_for(request, transcript)
    return render(
        request,
        "pages/meeting.html",
        {
            "meeting": meeting,
            "metadata": meeting_metadata(request, meeting),
            "transcript": transcript,
            "outline": transcript.outline(meeting.agenda_items.all()),
            "marked_kinds": MARKED_KINDS,
            "sections": transcript.part(number),
            "number": number,
            "parts": range(1, transcript.parts + 1),
            "spoke": transcript.spoke(),
            "documents": meeting.documents.all(),
            "sources": Source.objects.filter(pk__in=transcript.sources),
            "earlier": _beside(meeting, earlier=True),
            "later": _beside(meeting, earlier=False),
        },
    )


def _part_asked_for(request: HttpRequest, transcript: Transcript) -> int:
    at = request.GET.get("at", "")
    if at.isascii() and at.isdigit() and len(at) < len(str(2**63)):
        return transcript.part_of(int(at))
    number = page_number(request)
    if number > transcript.parts:
        raise NotHere(
            f"This transcript has no part {number:,}: it ends with part {transcript.parts:,}.",
            first_page=first_page(request),
        )
    return number


def _beside(meeting: Meeting, *, earlier: bool) -> Meeting | None:
    """Return the public meeting of the same board just before or after it."""
    others = Meeting.objects.public().filter(board=meeting.board_id).select_related("board")
    if earlier:
        others = others.filter(date__lte=meeting.date).exclude(date=meeting.date, pk__gte=meeting.pk)
        return others.order_by("-date", "-id").first()
    others = others.filter(date__gte=meeting.date).exclude(date=meeting.date, pk__lte=meeting.pk)
    return others.order_by("date", "id").first()
