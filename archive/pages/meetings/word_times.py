"""The times of words in one part of a transcript. The player marks the words while the recording plays."""

from itertools import pairwise

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from archive.models import Meeting, Statement
from archive.models.incoming.transcription import words_standing_in
from archive.pages.http.errors import one_of
from archive.pages.http.paging import page_number
from archive.pages.meetings.transcript import TURNS_A_PART
from archive.pages.meetings.views import turn_asked_for
from archive.web.cost import Cost, costs

HUNDREDTHS = 100


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
