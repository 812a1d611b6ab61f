"""Every meeting at the desk, public or not, searchable by board, place, title or date."""

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from archive.dates.typed import AmbiguousDate, written_date
from archive.desk.paging import part_of, typed_words
from archive.desk.staff_pages import allowed
from archive.desk.staff_request import StaffRequest
from archive.models import Meeting, PartialDate
from archive.models.fields.partial_date import overlapping

MEETINGS_A_PAGE = 100


@require_safe
@allowed("archive.change_statement")
def meeting_list(request: StaffRequest) -> HttpResponse:
    """List the meetings, the latest first, or those that match the typed words or date."""
    words = typed_words(request)
    meetings = Meeting.objects.select_related("board").annotate(count=Count("statements")).order_by("-date", "-pk")
    page = part_of(request, _of_words(meetings, words), MEETINGS_A_PAGE)
    return render(request, "desk/meetings.html", {"page": page, "q": " ".join(words)})


def _of_words(meetings: QuerySet[Meeting], words: list[str]) -> QuerySet[Meeting]:
    """Return the meetings of a date, if the words are a date, else those that have each of the words."""
    if dates := _dates(" ".join(words)):
        of_date = Q()
        for date in dates:
            of_date |= overlapping("date", date.first, date.last)
        return meetings.filter(of_date)
    for word in words:
        named = Q(board__name__icontains=word) | Q(board__place__icontains=word)
        called = Q(title__icontains=word) | Q(place__icontains=word)
        on_date = Q()
        for date in _dates(word):
            on_date |= overlapping("date", date.first, date.last)
        meetings = meetings.filter(named | called | on_date)
    return meetings


def _dates(typed: str) -> tuple[PartialDate, ...]:
    """Return the date that was typed, both if it could be two; none if it is not a date."""
    try:
        return (written_date(typed),)
    except AmbiguousDate as error:
        return error.readings
    except ValueError:
        return ()
