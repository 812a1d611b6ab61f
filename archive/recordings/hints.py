"""Likely names and terms at a meeting, so that software spells them as the archive does."""

from collections.abc import Iterator

from django.db.models import Q

from archive.ingest.staging.word_fixes import known_fixes
from archive.models import Concept, Meeting, Speaker


def hints_for(meeting: Meeting) -> list[str]:
    """Return the hints, the most important first: words corrected before, names of the board, its agenda, concepts."""
    return list(dict.fromkeys(hint for hint in _hints(meeting) if hint))


def _hints(meeting: Meeting) -> Iterator[str]:
    board = meeting.board
    yield from known_fixes(board).values()
    of_board = Q(offices__board=board) | Q(statements__board=board)
    yield from Speaker.objects.current().filter(of_board).order_by("name").values_list("name", flat=True).distinct()
    yield from meeting.agenda_items.values_list("title", flat=True)
    for concept in Concept.objects.all():
        yield from concept.lines
