"""Meetings: the list, one with its transcript, its stored documents and the times of its words."""

from itertools import pairwise
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from archive.citations.passages.recording_link import embedding, recording_host
from archive.exports.meeting.decisions import decisions_of
from archive.machine.queries import Prepared
from archive.machine.web import Cost, allow_sources, costs
from archive.machine.web.whole_number import whole_number
from archive.models import Meeting, Source, Statement, words_standing_in
from archive.models.upkeep import subject_version as subjects
from archive.pages.files.meetings import files_of
from archive.pages.http.caching.shown import page_shows
from archive.pages.http.errors import NotHere, one_of
from archive.pages.http.paging import first_page, page_number, paginate, part_of
from archive.pages.http.redirects import from_former_parameters, to_canonical
from archive.pages.meetings.completeness import missing
from archive.pages.meetings.glance import glance
from archive.pages.meetings.sketch import add_sketches
from archive.pages.meetings.speaking import speaking_chart
from archive.pages.meetings.strip import strip
from archive.pages.meetings.transcript import TURNS_A_PART, Transcript
from archive.pages.sharing.metadata import meeting_metadata
from archive.pages.statements.wordings import words_searched
from archive.search import SearchRequest, SearchUnavailable, marker_of, search_exactly
from archive.search.filters import MeetingFilter, is_narrowed

HUNDREDTHS = 100


def _newest_first() -> QuerySet[Meeting]:
    return Meeting.objects.public().select_related("board").order_by("-date", "-id")


_newest = Prepared(lambda part: part_of(_newest_first(), part))


@require_safe
@costs(Cost.CHEAP, *MeetingFilter.base_filters, "page")
def meeting_list(request: HttpRequest) -> HttpResponse:
    """List the public meetings, the latest first, filtered by board and date."""
    filtered = MeetingFilter(request.GET, queryset=_newest_first())
    if filtered.form.errors and (moved := from_former_parameters(request)):
        return moved
    page = paginate(request, filtered.qs if is_narrowed(filtered) else lambda part: _newest(part=part))
    add_sketches(page.items)
    return render(request, "pages/meetings/list.html", {"filter": filtered, "page": page})


@require_safe
@costs(Cost.EXPENSIVE, "at", "page", "q")
def meeting_detail(request: HttpRequest, pk: int, **_: str) -> HttpResponse:
    """Show a meeting: its agenda, and one part of its transcript (``?page=``, or the one with statement ``?at=``).

    The words of the search that led here (``?q=``) are marked.
    """
    return _show(request, pk)


@require_safe
@costs(Cost.FILE, "q")
def meeting_whole(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a meeting with all of its transcript, to print it and to find words in it."""
    return _show(request, pk, whole=True)


def _show(request: HttpRequest, pk: int, *, whole: bool = False) -> HttpResponse:
    meeting, earlier, later = _public_meeting(pk)
    if not whole and (redirect := to_canonical(request, meeting)):
        return redirect
    page_shows(request, subjects.meeting(pk), subjects.calendar(meeting.board_id))
    transcript = Transcript(meeting)
    if moved := _moved_turn(request, transcript):
        return moved
    number = _part_asked_for(request, transcript)
    query = words_searched(request)
    marker = marker_of(query, meeting.board.language) if query else None
    parts = 1 if whole else transcript.parts
    player = embedding(meeting.recording_url)
    hits = _turns_found(query, transcript) if query else ()
    decisions = decisions_of(pk) if number == 1 and transcript.has_decisions else []
    at_a_glance = glance(transcript, decisions, in_full=number == 1)
    sources, documents = _sources_and_documents(meeting, transcript)
    transcript.put_beside_items(documents)
    response = render(
        request,
        "pages/meetings/detail.html",
        {
            "meeting": meeting,
            "metadata": meeting_metadata(meeting),
            "transcript": transcript,
            "query": query,
            "found": hits,
            "glance": at_a_glance,
            "strip": strip(transcript, at_a_glance.lengths, hits, _beginning(query)),
            "sections": transcript.whole(marker) if whole else transcript.part(number, marker),
            "decisions": decisions,
            "number": number,
            "parts": range(1, parts + 1),
            "next_part": number + 1 if number < parts else None,
            "player": player,
            "recording_host": recording_host(meeting.recording_url),
            "speaking": speaking_chart(meeting, transcript.turns, at_a_glance.lengths),
            "missing": missing(meeting, transcript.turns, transcript.items, in_work=meeting.is_in_work),
            "documents": documents,
            "sources": sources,
            "files": files_of(transcript.turns),
            "earlier": earlier,
            "later": later,
        },
    )
    if player:
        allow_sources(response, {player.directive: [player.source]})
    return response


def _with_those_beside(pk: int) -> QuerySet[Meeting]:
    """Return the meeting and its board's public meetings just before and after it; ``after`` names the later one."""
    here = Meeting.objects.filter(pk=pk)
    board, date = (Subquery(here.values(name)[:1]) for name in ("board", "date"))
    others = Meeting.objects.public().filter(board=board)
    earlier = others.filter(date__lte=date).exclude(date=date, pk__gte=pk).order_by("-date", "-id")
    later = others.filter(date__gte=date).exclude(date=date, pk__lte=pk).order_by("date", "id")
    before, after = (Subquery(near.values("pk")[:1]) for near in (earlier, later))
    waiting = Statement.objects.filter(
        meeting=OuterRef("pk"), status__in=[Statement.Status.DRAFT, Statement.Status.IN_REVIEW]
    )
    return (
        Meeting.objects.public()
        .filter(Q(pk=pk) | Q(pk=before) | Q(pk=after))
        .annotate(after=after, is_in_work=Exists(waiting))
        .select_related("board__parent")
    )


_beside: Prepared[Any] = Prepared(_with_those_beside)


def _public_meeting(pk: int) -> tuple[Any, Meeting | None, Meeting | None]:
    """Return the meeting, with ``is_in_work`` if some statements wait to be published, and the meetings next to it."""
    rows = {row.pk: row for row in _beside(pk=pk)}
    if pk not in rows:
        raise NotHere(gettext("This meeting is not in the archive."))
    meeting = rows.pop(pk)
    later = rows.pop(meeting.after, None)
    return meeting, next(iter(rows.values()), None), later


def _moved_turn(request: HttpRequest, transcript: Transcript) -> HttpResponse | None:
    """Return the redirect to the meeting where the turn in the URL is now, or None if it is here."""
    asked = turn_asked_for(request)
    if asked is None or any(turn.number == asked for turn in transcript.turns):
        return None
    statement = Statement.objects.public().filter(pk=asked, meeting__in=Meeting.objects.public()).first()
    if statement is None or statement.meeting is None:
        return None
    return HttpResponsePermanentRedirect(f"{statement.meeting.get_absolute_url()}?at={asked}#statement-{asked}")


def turn_asked_for(request: HttpRequest) -> int | None:
    """Return the number of the statement that ``?at=`` names, or None."""
    return whole_number(request.GET.get("at", ""))


def _part_asked_for(request: HttpRequest, transcript: Transcript) -> int:
    if asked := turn_asked_for(request):
        return transcript.part_of(asked)
    number = page_number(request)
    if number > transcript.parts:
        raise NotHere(
            gettext("This transcript has no part %(number)s. The last part is %(last)s.")
            % {"number": f"{number:,}", "last": f"{transcript.parts:,}"},
            first_page=first_page(request),
        )
    return number


def _turns_found(query: str, transcript: Transcript) -> list[int]:
    """Return the turns that a search finds, in order; none while the index cannot be read."""
    asked = SearchRequest(text=query, meeting=transcript.meeting.pk, page_size=len(transcript.turns) or 1)
    try:
        hits = {hit.number for hit in search_exactly(asked).hits}
    except SearchUnavailable:
        return []
    return [turn.number for turn in transcript.turns if turn.number in hits]


def _beginning(query: str) -> str:
    """Return the beginning of a query string in the meeting that keeps the search."""
    return f"?{urlencode({'q': query})}&" if query else "?"


def _sources_and_documents(meeting: Meeting, transcript: Transcript) -> tuple[list[Source], list[Source]]:
    """Return the sources of the turns and the documents of the meeting, in order, in one query."""
    documents = Meeting.documents.through.objects.filter(meeting=meeting)
    # A union, because PostgreSQL reads the whole table for subqueries joined by OR.
    of_turns = Source.objects.order_by().filter(pk__in=transcript.sources)
    wanted = of_turns.values("pk").union(documents.values("source"))
    is_document = Exists(documents.filter(source=OuterRef("pk")))
    sources = list(Source.objects.filter(pk__in=wanted).annotate(is_document=is_document))
    return [row for row in sources if row.pk in transcript.sources], [row for row in sources if row.is_document]


@require_safe
@costs(Cost.CHEAP)
def meeting_document(_request: HttpRequest, pk: int, document: int) -> FileResponse:
    """Send the file of a document of a public meeting as an attachment, because nobody has checked its contents."""
    source = Source.objects.filter(pk=document, meetings__in=Meeting.objects.public().filter(pk=pk)).first()
    if source is None or not source.file_is_there:
        raise NotHere(gettext("The archive does not have this document."))
    return FileResponse(
        source.file.open("rb"), as_attachment=True, filename=source.file_name, content_type=source.media_type
    )


@require_safe
@costs(Cost.CHEAP, "at", "page")
def meeting_word_times(request: HttpRequest, pk: int) -> JsonResponse:
    """Send the times of the words of a part (``?page=``) or a statement (``?at=``), in order, by statement number.

    Each word has two numbers, as steps from the previous word: code points in the text, and hundredths of a second.
    """
    one_of(Meeting.objects.public(), pk=pk)
    statements = (
        Statement.objects.public()
        .filter(meeting=pk)
        .order_by("position", "number")
        .select_related("current_revision__word_times")
    )
    if asked := turn_asked_for(request):
        statements = statements.filter(pk=asked)
    first = (page_number(request) - 1) * TURNS_A_PART
    statements = statements[first : first + TURNS_A_PART]
    times = {statement.number: steps for statement in statements if (steps := _steps(statement))}
    return JsonResponse(times, headers={"X-Robots-Tag": "noindex"})


def _steps(statement: Statement) -> list[int]:
    revision = statement.published_revision
    timed = getattr(revision, "word_times", None)
    if timed is None:
        return []
    words = words_standing_in(revision.text, bytes(timed.packed))
    places = [(0, 0), *((word.offset, round(word.start * HUNDREDTHS)) for word in words)]
    return [step for before, after in pairwise(places) for step in (after[0] - before[0], after[1] - before[1])]
