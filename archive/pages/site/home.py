"""The home page."""

from functools import lru_cache
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.exports.meeting.decisions import told
from archive.machine.queries import Prepared
from archive.machine.web.cost import Cost, costs
from archive.models import Board, Meeting, Statement, Topic
from archive.pages.decisions.shown import with_facts
from archive.pages.directory.figures import add_statement_counts, figures
from archive.pages.meetings.sketch import add_sketches
from archive.search.filters import contested

MEETINGS = 7
DECISIONS = 4
TOPICS = 24

_topics = Prepared(lambda: Topic.objects.public()[: TOPICS + 1])
_contested = Prepared(lambda: contested(with_facts())[:DECISIONS])


@lru_cache(maxsize=2)
def _lately(today: str) -> Prepared[Any]:
    """Return the query for the last meeting of each board by this day whose words the archive has."""
    has_words = Exists(Statement.objects.public().filter(meeting=OuterRef("pk")).order_by())
    # Each board reads the end of an index, however many meetings it held.
    with_words = Meeting.objects.public().filter(has_words, date__lte=today)
    of_board = with_words.filter(board=OuterRef("pk")).order_by("-date", "-id")
    last = Board.objects.public().order_by().values_list(Subquery(of_board.values("pk")[:1]), flat=True)
    held = Meeting.objects.filter(pk__in=last).select_related("board", "lead__statement__speaker")
    return Prepared(lambda: held.order_by("-date", "-published_at", "-id")[:MEETINGS])


@require_safe
@costs(Cost.CHEAP)
def home(request: HttpRequest) -> HttpResponse:
    """Show the box, the subject of the latest meeting, the latest of the other boards, decisions and topics."""
    meetings: list[Any] = list(_lately(timezone.localdate().isoformat())())
    topics = _topics()
    add_sketches(meetings)
    add_statement_counts(topics, "topics")
    return render(
        request,
        "pages/site/home.html",
        {
            "figures": figures(),
            "lead": meetings[0] if meetings else None,
            "lately": meetings[1:],
            "decisions": told(_contested()),
            "topics": topics[:TOPICS],
        },
    )
